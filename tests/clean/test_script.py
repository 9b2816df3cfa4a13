"""Traditional script and Taiwan wordings."""

from __future__ import annotations

import pytest

from fangzhi.clean import clean, repair, script


@pytest.mark.parametrize(
    "text", ["乾县县委书记著名企业家于某", "习近平总书记强调", "2024年GDP增长5%", "乾隆、于谦、著作", ""]
)
def test_simplified_text_comes_out_as_it_went_in(text):
    assert script.of(text) == "Hans"
    assert clean(text).text == text


def test_traditional_text_is_told_by_characters_that_only_it_writes():
    assert script.of("縣委書記主持會議") == "Hant"
    assert script.of("县委书记主持会议，題目是发展") == "Hans"


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("雙方籤約，專案落地", "双方签约，项目落地"),
        ("帶著問題，沿著道路", "带着问题，沿着道路"),
        ("著名學者的著作成效顯著", "著名学者的著作成效显著"),
        ("乾安縣、於某、鍾某", "乾安县、于某、钟某"),
        ("「一號工程」與『雙招雙引』會議", "“一号工程”与‘双招双引’会议"),
    ],
)
def test_wordings_and_particles_follow_the_mainland(traditional, simplified):
    assert repair(traditional, "Hant") == simplified


def test_conversion_keeps_every_offset():
    cleaned = clean("縣委書記黃某主持專案會議")
    at = cleaned.text.index("会议")
    assert cleaned.span(at, at + 2) == (10, 12)
