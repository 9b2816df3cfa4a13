"""Stops that a mirror site doubled."""

from __future__ import annotations

import pytest

from fangzhi.clean import repair


@pytest.mark.parametrize(
    ("read", "clean"),
    [
        ("全县增长7.1%,,高于全市", "全县增长7.1%，高于全市"),
        ("面积2万亩,;产量3万吨,。", "面积2万亩；产量3万吨。"),
        ("电子，、汽车和化工，，三个行业", "电子、汽车和化工，三个行业"),
        ("其中,,6月份增长3%", "其中，6月份增长3%"),
    ],
)
def test_a_doubled_stop_is_one(read, clean):
    assert repair(read) == clean


@pytest.mark.parametrize(
    ("read", "clean"),
    [
        ("面积2万亩 , 产量3万吨 。", "面积2万亩，产量3万吨。"),
        ("石桥镇龙洞村 、白马镇新场村 ，获得称号 。", "石桥镇龙洞村、白马镇新场村，获得称号。"),
    ],
)
def test_a_stop_is_not_set_off_with_spaces(read, clean):
    assert repair(read) == clean


@pytest.mark.parametrize("text", ["总额1,234,567元", "一、二，三；四。", "甲,,,乙", "，，"])
def test_single_stops_and_empty_cells_stay(text):
    assert repair(text).count("，") + repair(text).count(",") == text.count("，") + text.count(",")
