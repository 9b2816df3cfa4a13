"""Names of other tongues: told by what their characters stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.lex import foreign
from fangzhi.lex.lexicon import entries

SIGNS = sorted(c for c, use in entries("transliteration").items() if "sign" in use)


def name(text: str, sure: bool = False) -> str | None:
    """The name that begins the text."""
    end = foreign.end_of(text, 0, sure)
    return None if end is None else text[:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("罗塔尔在会上说", "罗塔尔"),
        ("穆卡达夫于5日抵达", "穆卡达夫"),
        ("瓦尔迪和夫人抵达", "瓦尔迪"),
        ("特雷莎希望各方", "特雷莎"),
        ("伊莎贝拉二世，", "伊莎贝拉二世"),
        ("卡因则认为", "卡因"),
        ("俄底史布、", "俄底史布"),
        ("墨西哥、", None),  # a country
        ("公安、", None),  # syllables that are words
    ],
)
def test_a_name_ends_with_its_syllables_before_what_follows_names(text, expected):
    assert name(text) == expected


def test_syllables_that_nothing_closes_are_a_name_only_behind_a_full_post():
    assert name("穆卡达夫奖章") is None
    assert name("穆卡达夫奖章", sure=True) == "穆卡达夫"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应穆卡达夫总统", "穆卡达夫"),
        ("巴西穆卡达夫总统", "穆卡达夫"),
        ("贝·穆卡达夫总统", "贝·穆卡达夫"),
        ("墨西哥总统", None),
        ("俄罗斯总统", None),
        ("公司总统", None),
    ],
)
def test_a_name_before_a_title_is_what_no_country_claims(text, expected):
    end = text.index("总统")
    start = foreign.start_before(text, end, 0)
    assert (None if start is None else text[start:end]) == expected


@pytest.mark.parametrize("dot", foreign.DOTS)
def test_every_dot_parts_a_name(dot):
    printed = f"塔里克{dot}瓦尔迪"
    found = foreign.dotted(printed + "宣布", 0)
    assert found and foreign.dotted_end(printed + "宣布", found) == len(printed)


def test_a_hyphen_parts_only_what_is_written_with_syllables():
    assert foreign.dotted("塔里克-瓦尔迪说", 0)
    assert foreign.dotted("北京-上海", 0) is None


@given(st.text(alphabet="".join(SIGNS), min_size=3, max_size=6), st.text(alphabet="，。在说的奖1", max_size=4), st.booleans())
def test_a_name_lies_within_its_syllables(syllables, rest, sure):
    end = foreign.end_of(syllables + rest, 0, sure)
    assert end is None or 2 <= end <= len(syllables)


@given(st.text(alphabet="穆卡达夫总统·的，国巴西应", max_size=12), st.data())
def test_a_name_before_a_title_lies_in_its_stretch(text, data):
    end = data.draw(st.integers(0, len(text)))
    low = data.draw(st.integers(0, end))
    start = foreign.start_before(text, end, low)
    assert start is None or low <= start < end
