"""Numbers that a converter broke."""

from __future__ import annotations

import pytest

from fangzhi.clean import repair


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("总投资57。6亿元", "总投资57.6亿元"),
        ("总投资3 450万元", "总投资3450万元"),
        ("计划投资额１０２８６４０万元", "计划投资额1028640万元"),
        ("面积1 200 000平方米", "面积1200000平方米"),
        ("增长7 .5%", "增长7.5%"),
        ("高于全市4 .8个百分点", "高于全市4.8个百分点"),
        ("收入2.43亿 元，", "收入2.43亿元，"),
    ],
)
def test_a_broken_number_is_read_whole(broken, whole):
    assert repair(broken) == whole


@pytest.mark.parametrize(
    "text", ["共有企业57。6家企业上市", "热线400 0123 021", "1月 120个项目", "表3 2024年", "编号100 200", "投资3亿 元旦开工"]
)
def test_numbers_that_stand_side_by_side_stay_apart(text):
    assert repair(text) == text


@pytest.mark.parametrize("text", ["2. 5公里管网", "1. 30公里道路"])
def test_the_point_of_an_item_is_no_decimal_point(text):
    assert repair(text) == text
