"""The page: its sentences, its parts, what may speak of one event."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.lex.lexicon import View
from fangzhi.parse.page import Page, Span
from tests.parse.reading import page

VIEW = View(("v", {"主持": (), "会议": ()}))


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in page(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议开始。会议结束。", ["会议开始。", "会议结束。"]),
        ("“抓好落实！”他说。", ["“抓好落实！”", "他说。"]),
        ("会议开始\n会议结束", ["会议开始", "会议结束"]),
        ("陈岭、林晓梅……出席", ["陈岭、林晓梅……", "出席"]),
        ("(会议结束。)陈岭出席。", ["(会议结束。)", "陈岭出席。"]),
        ("增长8.5%。", ["增长8.5%。"]),
        ("会议开始；会议结束。", ["会议开始；会议结束。"]),
        ("\n 　\n。。", []),
        ("", []),
    ],
)
def test_a_sentence_ends_at_a_stop_or_a_lines_end_and_closing_marks_stay_with_it(text, expected):
    assert sentences(text) == expected


TEXT = st.text(alphabet="会议主持。！？…”）)\n ，、3.", max_size=40)


@given(TEXT)
def test_sentences_are_in_order_and_lose_nothing_but_stops_and_blanks(text):
    spans = [Span(0, 0), *page(text).sentences, Span(len(text), len(text))]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert not set("".join(text[a.end : b.start] for a, b in pairwise(spans))) - set("。！？…\n ")


@given(st.lists(st.sampled_from(["陈岭" * 300, "高远山、", "会议", "，", "；", "。", "\n"]), max_size=40))
@settings(deadline=None)
def test_a_run_without_stops_is_read_in_pieces_that_lose_nothing(pieces):
    text = "".join(pieces)
    spans = page(text).sentences
    assert all(s.end - s.start <= 2000 for s in spans)
    assert "".join(text[s.start : s.end] for s in spans).replace("。", "") == text.replace("。", "").replace("\n", "")


def test_a_long_list_is_cut_behind_a_mark():
    text = "市领导" + "高远山、" * 1500 + "陈岭参加。"
    assert {text[s.end - 1] for s in page(text).sentences} == {"、", "。"}


@given(TEXT, TEXT)
def test_no_sentence_reaches_over_the_end_of_a_part(first, second):
    both = Page(first + second, (("main", 0, len(first)), ("related", len(first), len(first) + len(second))))
    assert all(s.end <= len(first) or s.start >= len(first) for s in both.sentences)


@given(TEXT)
def test_the_sentences_that_hold_a_word_are_found_without_reading_the_others(text):
    read = page(text)
    assert read.holding(VIEW) == [s for s in read.sentences if VIEW.find(text, s.start, s.end)]


@given(st.text(alphabet="会议主持。\n ", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_a_word_in_the_furniture_is_in_no_sentence(text, first, second):
    low, high = sorted((min(first, len(text)), min(second, len(text))))
    read = Page(text, (("main", low, high),))
    for span in read.holding(VIEW):
        assert low <= span.start < span.end <= high


def test_an_offset_lies_in_one_part_or_in_none():
    read = Page("标题\n正文。页脚\n预告。", (("title", 0, 2), ("main", 3, 6), ("related", 9, 12)))
    assert [read.kind_of(at) for at in (0, 1, 2, 3, 5, 6, 8, 9, 11, 12)] == [
        "title", "title", None, "main", "main", None, None, "related", "related", None,
    ]  # fmt: skip
    assert [read.part_of(at) for at in (0, 2, 4, 10)] == [0, -1, 1, 2]


def test_a_page_without_parts_says_nothing():
    empty = Page("陈岭主持会议。", ())
    assert (empty.sentences, empty.part_of(0), empty.kind_of(0), empty.body(0)) == ([], -1, None, "")
    assert (empty.people, empty.events, empty.year) == ([], [], None)


def test_a_teaser_speaks_for_itself_and_the_articles_speak_together():
    read = Page("标题\n正文。\n预告。\n又文。", (("title", 0, 2), ("main", 3, 6), ("related", 7, 10), ("main", 11, 14)))
    assert read.body(8) == "预告。"
    assert read.body(4) == read.body(0) == read.body(12) == "标题\n正文。\n又文。"


def test_text_outside_the_parts_makes_no_claim():
    from fangzhi.parse import read

    text = "市长高远山主持召开全市防汛工作会议。"
    inside = Page(text, (("main", 0, len(text)),))
    outside = Page(text + "\n正文。", (("main", len(text) + 1, len(text) + 4),))
    assert read(inside)
    assert read(outside) == []
