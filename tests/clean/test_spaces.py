"""Spaces between headline phrases stay, spaces inside names go."""

from __future__ import annotations

import pytest

from fangzhi.clean import repair


@pytest.mark.parametrize(
    ("spread", "closed"),
    [
        ("就座的还有：文　风、龙再香、潘　多、滕　王。", "就座的还有：文风、龙再香、潘多、滕王。"),
        ("副市长杜　某、贾岛生", "副市长杜某、贾岛生"),
        ("副县长石　磊到一线看望", "副县长石磊到一线看望"),
        ("（本报记者　田　野　摄）", "(本报记者 田野 摄)"),
        ("县长　　　　崔　颢", "县长 崔颢"),
        ("大会执行主席：陆 长 安　杜　鹃　马 一 凡　许　明（回族）", "大会执行主席：陆长安 杜鹃 马一凡 许明(回族)"),
        ("副市长谢正 刚，", "副市长谢正刚，"),
        ("副主任侯 明远通报了情况", "副主任侯明远通报了情况"),
        ("副主任高 岩 峰主持会议", "副主任高岩峰主持会议"),
        ("副主席范　雪　梅列席会议", "副主席范雪梅列席会议"),
        ("县委常委　华　夏　吉 鸿 远　韦　水", "县委常委 华夏 吉鸿远 韦水"),
    ],
)
def test_a_spread_out_name_is_closed_up(spread, closed):
    assert repair(spread) == closed


@pytest.mark.parametrize("text", ["县长李强 到会讲话", "县长高远 主持会议", "市长 高新区管委会", "同频共振聚合力 奋楫扬帆启新程", "记者 季芳 8月14日上午", "精准落子 积极布局"])
def test_a_single_space_between_phrases_stays(text):
    assert repair(text) == text


def test_a_run_of_spaces_is_one_space():
    assert repair("县委书记　 主持会议") == "县委书记 主持会议"
