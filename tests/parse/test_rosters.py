"""Rosters: lines of a name, a gap and posts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.parse.rosters import mentions
from tests.parse.reading import calls, page, posts


def listed(text: str) -> dict[str, list[str]]:
    return {m.name: [text[p.start : p.end] for p in m.posts] for m in mentions(page(text))}


def test_a_line_gives_a_name_and_behind_a_gap_its_posts():
    text = "高远山　市农业农村局副局长\n陈岭　市财政局副局长、市水利局局长"
    assert listed(text) == {"高远山": ["市农业农村局副局长"], "陈岭": ["市财政局副局长", "市水利局局长"]}


def test_a_line_of_two_columns_gives_the_people_of_both():
    text = "何琼　安陵县竹业公司董事长　沙鸥　市农业农村局副局长、市水利局局长\n汪大渊　市财政局局长　查明　安陵县茶业协会秘书长"
    found = posts(text)
    assert found["何琼"] == ["安陵县竹业公司董事长"]
    assert found["沙鸥"] == ["市农业农村局副局长", "市水利局局长"]
    assert (found["汪大渊"], found["查明"]) == (["市财政局局长"], ["安陵县茶业协会秘书长"])


def test_the_label_of_a_line_is_no_part_of_the_name():
    assert listed("组长：高远山　市农业农村局副局长") == {"高远山": ["市农业农村局副局长"]}


TABLE = "姓名 职务 工作分工\n高远山 县委副书记，县长 主持县政府全面工作。\n陈岭(挂职) 县委常委、副县长 负责招商。\n津明(女，满族) 副县长(兼) 负责教育。\n"


def test_in_a_table_of_people_posts_fill_their_cell():
    assert listed(TABLE) == {"高远山": ["县委副书记", "县长"], "陈岭": ["县委常委", "副县长"], "津明": ["副县长"]}


def test_without_its_head_a_row_is_no_row():
    assert listed(TABLE.split("\n", 1)[1]) == {}


def test_a_table_of_people_ends_with_the_line_that_no_name_opens():
    assert listed(f"{TABLE}注：以上为县政府领导。\n许川 副县长 出席会议。") == listed(TABLE)


def test_tables_are_read_in_one_walk():
    once, twice = ("姓名 职务\n" * n for n in (100, 200))
    assert calls(lambda: listed(twice)) < 3 * calls(lambda: listed(once))


def test_a_post_in_a_roster_is_published_with_its_person():
    found = posts("副组长：高远山　市农业农村局局长\n成员：陈岭　市财政局副局长")
    assert "市农业农村局局长" in found["高远山"]
    assert "市财政局副局长" in found["陈岭"]


@pytest.mark.parametrize(
    "text",
    [
        "组长：市农业农村局副局长",
        "高远山　在会上作了讲话，副市长参加",
        "会议室　市财政局局长办公室",
        "高远山　市财政局局长主持会议",
        "高远山　",
        "地点：青河市　时间：市长接待日",
    ],
)
def test_a_line_with_anything_else_in_it_is_none(text):
    assert listed(text) == {}


PIECES = ["高远山", "陈岭", "　", "：", "组长", "市长", "市财政局局长", "、", "，", "\n", "(女)", "兼", "。", "主持会议"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(deadline=None)
def test_the_posts_of_a_line_fill_it_from_the_gap_to_its_end(text):
    for mention in mentions(page(text)):
        assert text[mention.start : mention.end] == mention.name
        line = text[mention.end : (text + "\n").index("\n", mention.end)]
        assert "\n" not in text[mention.end : mention.posts[-1].end]
        told = [mention.end, *(at for p in mention.posts for at in (p.start, p.end))]
        between = "".join(text[a:b] for a, b in zip(told[::2], told[1::2], strict=False))
        assert not set(between) - set("　：、兼，。 (女)"), (between, line)


@pytest.mark.parametrize("unit", ["市长、", "高远山　市长\n", "：", "　", "高远山", "市长"])
def test_work_grows_no_faster_than_the_text(unit, monkeypatch):
    monkeypatch.setattr("fangzhi.parse.page._LONGEST", 500)  # a run without stops is four pieces, then eight

    def work(times: int) -> int:
        return calls(lambda: mentions(page("组长：高远山　" + unit * times)))

    work(10)
    once = 2000 // len(unit)
    assert work(2 * once) <= 2.4 * work(once) + 2000
