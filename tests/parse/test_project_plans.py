"""Plans: what of a page is to come."""

from __future__ import annotations

from fangzhi.parse.project_plans import Plans
from tests.parse.reading import page

TEXT = "一、上半年工作\n新建甲桥。\n二、下半年工作打算\n建好乙桥。\n一要抓紧。\n二要抓实。\n新建丙桥。\n"


def test_a_section_of_plans_goes_on_behind_the_paragraphs_that_it_holds():
    plans = Plans(page(TEXT))
    assert [plans.hold(TEXT.index(word)) for word in ("甲桥", "乙桥", "抓紧", "抓实", "丙桥")] == [False, True, True, True, True]
