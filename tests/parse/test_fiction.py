"""Fiction: a chapter of a novel holds no meeting."""

from __future__ import annotations

import pytest

from fangzhi.parse.fiction import fiction
from tests.parse.reading import meetings, page

STORY = "3月19日，青河市召开全市春耕工作会议。\n高远山笑着说：“会场简陋。”\n县长陈岭答道：“这样就好。”"


@pytest.mark.parametrize("heading", ["第七百二十三章 春耕\n", "第12回　风雨\n", "青云之上 > 第三章 会场\n"])
def test_a_chapter_in_which_people_talk_is_fiction(heading):
    assert fiction(page(heading + STORY))
    assert meetings(heading + STORY) == []


@pytest.mark.parametrize("text", [STORY, "第一章 总则\n第一条 为加强管理，制定本办法。", "第三章 春耕\n3月19日，青河市召开全市春耕工作会议。"])
def test_a_report_or_a_rule_is_none(text):
    assert not fiction(page(text))
