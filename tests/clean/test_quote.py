"""The text as read, cut at a claim's span and repaired, is its quote.

It cannot hold for a span that begins or ends inside a damaged unit: a recovered run, a number parted by a space, a name
parted by a space; nor for a span that is nothing but a half-width stop.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fangzhi.clean import clean, repair
from tests.clean.damage import readings_by_bytes

SHARED = Path(__file__).resolve().parents[3] / "shared"
DOCUMENTS = sorted([*SHARED.glob("corpus/*.txt"), *SHARED.glob("dev/docs/*.txt")])
PIECES = [
    "县委书记",
    "李某某",
    "，",
    "。",
    "、",
    "會議(yì)",
    "總投資",
    "4。6億元",
    "3 450万元",
    "（女）",
    ",",
    "12月3日",
    "\n",
    "\n\n",
    "\n－ 2 －\n",
    "　　",
    " ",
    "文　风、",
    "ＬＥＤ",
    "經(jīng)濟(jì)",
    "“一号工程”",
    "強調",
    "大",
    "的",
    "日?qǐng)?bào)",
]


def read(path):
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def whole(raw, cleaned, start, end):
    """Whether a span begins and ends with a Chinese character, and neither begins nor ends inside a damaged unit."""
    text = cleaned.text
    if not (start < end and "一" <= text[start] <= "鿿" and "一" <= text[end - 1] <= "鿿"):
        return False
    cut_before = start > 0 and cleaned.span(start - 1, start) == cleaned.span(start, start + 1)
    cut_after = end < len(text) and cleaned.span(end - 1, end) == cleaned.span(end, end + 1)
    # A recovered character was read with the help of the one before it, which the span leaves out; and what seems to be a
    # spread-out name at the beginning of a span is none where no separator stands before it.
    alone = text[start + 1 : start + 2] == " "
    return not (cut_before or cut_after or alone or raw[cleaned.span(start, end)[0]] in "?\ufffd")


def holds(raw, cleaned, start, end):
    left, right = cleaned.span(start, end)
    return repair(raw[left:right], cleaned.script)[:120] == cleaned.quote(start, end)


def broken(raw, count, seed=0):
    """Random spans of words for which the promise does not hold."""
    cleaned, chance = clean(raw), random.Random(seed)
    for _ in range(count):
        start = chance.randrange(len(cleaned.text))
        end = min(len(cleaned.text), start + chance.randrange(1, 80))
        if whole(raw, cleaned, start, end) and not holds(raw, cleaned, start, end):
            yield cleaned.quote(start, end)


@pytest.mark.skipif(not DOCUMENTS, reason="the shared documents are not here")
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_quote_of_a_real_document_is_its_span_repaired(path):
    assert list(broken(read(path), 2000)) == []


def test_a_quote_of_a_text_damaged_byte_by_byte_is_its_span_repaired():
    raw = readings_by_bytes("全縣經濟運行情況分析會議召開,縣長劉某某主持會議並講話,強調要針對問題加強督查。")
    assert list(broken(raw, 500)) == []


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
@example(["县委书记", "\n－ 2 －\n", "會議(yì)", "日?qǐng)?bào)", "\n", "會議(yì)"])
@example(["大", "\n－ 2 －\n", "县委书记", "\n", "會議(yì)", "日?qǐng)?bào)", "\n", "會議(yì)"])
def test_a_quote_of_a_generated_text_is_its_span_repaired(pieces):
    raw = "".join(pieces)
    cleaned = clean(raw)
    for start in range(0, len(cleaned.text), 3):
        for end in (start + 2, start + 7, start + 19):
            if end <= len(cleaned.text) and whole(raw, cleaned, start, end):
                assert holds(raw, cleaned, start, end), raw[slice(*cleaned.span(start, end))]


@given(st.text(max_size=60))
def test_any_text_is_cleaned_and_every_span_leads_back_into_it(raw):
    cleaned = clean(raw)
    for start in range(len(cleaned.text)):
        left, right = cleaned.span(start, start + 1)
        assert 0 <= left < right <= len(raw)
    assert all(0 <= part.start <= part.end <= len(cleaned.text) for part in cleaned.parts)


def test_a_quote_has_at_most_a_hundred_and_twenty_characters():
    assert len(clean("会" * 500).quote(0, 500)) == 120


def test_an_undamaged_text_comes_out_as_it_went_in():
    text = "某县召开会议\n3月1日上午，县委书记张某主持会议。\n会议强调，要抓好落实。"
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.repairs == {}
