"""Appointment news: a post that is a person's by a verb."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.parse.appointments import mentions
from fangzhi.parse.known import Known
from tests.parse.reading import calls, page, posts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("任命高远山为青河市财政局局长。", {"高远山": ["青河市财政局局长"]}),
        ("决定任命高远山同志为副市长。", {"高远山": ["副市长"]}),
        ("免去林晓梅的青河市教育局副局长职务。", {"林晓梅": ["青河市教育局副局长"]}),
        ("免去林晓梅同志县委委员、常委职务。", {"林晓梅": ["县委委员", "常委"]}),
        ("高远山任青河市副市长。", {"高远山": ["青河市副市长"]}),
        ("高远山同志任青河市委委员、常委、书记。", {"高远山": ["青河市委委员", "常委", "书记"]}),
        ("陈岭当选为清溪县人大常委会主任。", {"陈岭": ["清溪县人大常委会主任"]}),
        ("陈岭不再担任清溪县水利局局长。", {"陈岭": ["清溪县水利局局长"]}),
        ("选举高远山为市长，陈岭、林晓梅为副市长。", {"高远山": ["市长"], "陈岭": ["副市长"], "林晓梅": ["副市长"]}),
        ("提名陈岭为清溪县县长候选人。", {"陈岭": ["清溪县县长候选人"]}),
    ],
)
def test_a_verb_gives_a_person_a_post(text, expected):
    assert posts(text) == expected


def test_one_verb_gives_one_post_to_several_people():
    assert posts("任命高远山、陈岭为青河市副市长。") == {"高远山": ["青河市副市长"], "陈岭": ["青河市副市长"]}


def test_two_verbs_in_one_sentence_give_each_his_own():
    text = "任命高远山为青河市财政局局长；免去陈岭的青河市教育局局长职务。"
    assert posts(text) == {"高远山": ["青河市财政局局长"], "陈岭": ["青河市教育局局长"]}


def test_a_life_told_between_name_and_verb_is_passed_over():
    text = "陈岭，男，汉族，1975年3月生，省委党校研究生，现任清溪县副县长，拟任青河市水利局局长。"
    assert posts(text) == {"陈岭": ["清溪县副县长", "青河市水利局局长"]}


def test_the_lines_of_a_notice_are_read_under_its_head():
    text = "任命：\n高远山为青河市财政局局长；\n陈岭为青河市水利局副局长。\n会议圆满结束。"
    assert posts(text) == {"高远山": ["青河市财政局局长"], "陈岭": ["青河市水利局副局长"]}


@pytest.mark.parametrize(
    "text",
    ["会议审议了任命事项。", "要完成好目标任务。", "免去企业税费3亿元。", "选举工作顺利完成。", "高远山任劳任怨。", "任命为青河市财政局局长。", "聘请专家为群众讲课。"],
)
def test_a_verb_without_a_person_or_without_a_post_gives_nothing(text):
    assert posts(text) == {}


PIECES = ["任命", "免去", "高远山", "陈岭", "同志", "、", "，", "；", "为", "的", "任", "当选", "市长", "市财政局局长", "职务", "。", "\n", "：", "选举", "不再担任", "(女)", "拟任"]
PAGES = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@given(PAGES)
@settings(deadline=None)
def test_who_is_appointed_is_named_and_his_posts_stand_in_the_order_of_the_text(text):
    for mention in mentions(page(text), Known()):
        assert text[mention.start : mention.end] == mention.name
        assert mention.posts
        ends = [p.end for p in mention.posts]
        assert ends == sorted(set(ends))
        assert all(p.start <= p.title < p.end <= len(text) for p in mention.posts)
        assert not any("\n" in text[p.start : p.end] or "。" in text[p.start : p.end] for p in mention.posts)


@pytest.mark.parametrize("unit", ["任命", "任命高远山、", "高远山、", "高远山任", "拟任", "为市长", "市长、", "，男", "(女)", "任", "任命：\n", "高远山为市长；\n"])
def test_work_grows_no_faster_than_the_text(unit, monkeypatch):
    monkeypatch.setattr("fangzhi.parse.page._LONGEST", 500)  # a run without stops is four pieces, then eight

    def work(times: int) -> int:
        return calls(lambda: mentions(page("任命" + unit * times + "。"), Known()))

    work(10)
    once = 2000 // len(unit)
    assert work(2 * once) <= 2.4 * work(once) + 2000
