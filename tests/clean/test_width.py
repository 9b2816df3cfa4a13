"""One form of each sign."""

from __future__ import annotations

import pytest

from fangzhi.clean import repair


@pytest.mark.parametrize(
    ("read", "clean"),
    [
        ("２０２４年增长５．３％，ＧＤＰ达１２０亿元", "2024年增长5.3%，GDP达120亿元"),
        ("弘远新材料（徐州）有限公司", "弘远新材料(徐州)有限公司"),
        ("会议指出,要抓项目;会议强调:要快!", "会议指出，要抓项目；会议强调：要快！"),
        ("新增企业100家,村庄20个", "新增企业100家，村庄20个"),
        ("县\u200b委\ufeff书记", "县委书记"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("区长李云出席\n,副区长方明主持", "区长李云出席，副区长方明主持"),
    ],
)
def test_a_sign_has_its_canonical_form(read, clean):
    assert repair(read) == clean


@pytest.mark.parametrize(
    "text", ["总额1,234,567元", "下午8:30开会", "见http://example.org/a?b=1", "Hello, world: a test", "增长5.3%"]
)
def test_stops_of_numbers_addresses_and_english_stay(text):
    assert repair(text) == text
