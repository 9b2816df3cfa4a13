"""Cues and plans: what tells of today, what of tomorrow."""

import pytest

from fangzhi.parse.page import Page
from fangzhi.parse.project_cues import CUES, told
from fangzhi.parse.project_plans import Plans


def stage(text: str, month: int | None = None) -> str | None:
    """The stage told by the cues of a text, all of it behind a name."""
    found = told(text, CUES.find(text), 0, month)
    return found.stage if found else None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("用地手续尚未批复", "planned"),
        ("刚办完施工许可", "planned"),
        ("至今没有动工", "planned"),
        ("上月打下第一根桩", "under_construction"),
        ("钢结构安装过半", "under_construction"),
        ("8月起停工", "under_construction"),
        ("已通过竣工验收", "completed"),
        ("首条线6月已投料", "in_production"),
        ("刚刚签完框架协议", "signed"),
    ],
)
def test_a_cue_tells_the_stage_of_its_class(said, expected):
    assert stage(said) == expected


@pytest.mark.parametrize("said", ["国庆节前投用", "预计年底投产", "12月底可具备试产条件", "尚未投产", "力争下月通车"])
def test_what_is_still_to_run_is_under_construction(said):
    assert stage(said) == "under_construction"


def test_what_was_done_before_a_day_that_is_past_is_done():
    assert stage("春节前已投产") == "in_production"


def test_a_month_behind_the_page_s_own_is_still_to_come():
    assert (stage("9月恢复生产", 6), stage("9月恢复生产", 10)) == ("under_construction", "in_production")


def test_what_is_told_of_today_goes_before_what_is_told_of_tomorrow():
    assert stage("环评正在报批，计划明年投产") == "planned"


def planned(text: str, word: str) -> bool:
    page = Page(text, (("main", 0, len(text)),))
    return Plans(page).hold(text.index(word))


def test_a_heading_of_plans_holds_to_the_next_of_its_rank():
    text = "一、上半年主要工作\n建成甲桥。\n二、下半年工作打算\n（一）抓项目\n建成乙桥。\n三、其他\n建成丙桥。"
    assert [planned(text, bridge) for bridge in ("甲桥", "乙桥", "丙桥")] == [False, True, False]


def test_what_stands_behind_the_colon_of_a_plan_is_to_come():
    text = "今年将办好两件实事：新建甲桥，改造乙路。去年建成丙桥。"
    assert [planned(text, thing) for thing in ("甲桥", "乙路", "丙桥")] == [True, True, False]
