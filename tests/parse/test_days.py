"""The days that a sentence tells: printed, carried on, or told from the day of publication."""

from __future__ import annotations

import pytest

from fangzhi.parse.days import days, part_of_day
from fangzhi.parse.meeting_heads import VIEW
from tests.parse.reading import calls, page


def told(text: str, published_on: str | None = None, sentence: int = -1) -> list[tuple]:
    """Year, month and day of each day of a sentence (the last)."""
    read = page(text, published_on=published_on)
    span = read.sentences[sentence]
    found = days(read, span, read.lexed.between(VIEW, span.start, span.end))
    return [(t.value.year, t.value.month, t.value.day) for t in found]


def part(text: str) -> str | None:
    read = page(text)
    tokens = read.lexed.tokens(VIEW)
    found = part_of_day(text, next((t for t in tokens if t.kind == "D"), None), tokens)
    return found.value[0] if found else None


def test_a_printed_day_is_the_sentences():
    assert told("2024年3月16日上午，会议召开。") == [(2024, 3, 16)]
    assert told("3月16日，会议召开，4月2日闭幕。") == [(None, 3, 16), (None, 4, 2)]


def test_of_a_range_the_first_day_stands_for_all():
    assert told("3月16日至3月18日，论坛举行。") == [(None, 3, 16)]
    assert told("3月16日—18日，论坛举行。") == [(None, 3, 16)]


def test_a_month_is_no_day():
    assert told("2024年3月，会议召开。") == []


def test_a_day_beside_a_part_of_the_day_takes_the_month_of_the_date_before():
    assert told("3月16日上午，会议召开。17日下午，调研继续。") == [(None, 3, 17)]
    assert told("17日下午，调研继续。") == []


def test_a_number_of_days_is_no_day():
    assert told("3月16日，会议召开。会期3日，共40人参加。") == []
    assert told("3月16日，会议召开。40日上午，调研继续。") == []


@pytest.mark.parametrize(
    ("word", "day"),
    [("今天", (2024, 3, 1)), ("今晚", (2024, 3, 1)), ("昨天", (2024, 2, 29)), ("昨日", (2024, 2, 29)), ("前天", (2024, 2, 28))],
)
def test_a_day_is_told_from_the_day_of_publication(word, day):
    assert told(f"{word}，会议召开。", published_on="2024-03-01") == [day]


@pytest.mark.parametrize("published_on", [None, "", "--03-01", "2024-13-40", "昨天"])
def test_today_is_no_day_where_the_day_of_publication_is_not_known(published_on):
    assert told("今天，会议召开。", published_on=published_on) == []


def test_today_in_a_teaser_is_not_told_from_the_articles_publication():
    read = page("正文。", published_on="2024-03-01", related="今天，会议召开。")
    span = read.sentences[-1]
    assert days(read, span, read.lexed.between(VIEW, span.start, span.end)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月16日上午，会议召开。", "morning"),
        ("3月16日下午，会议召开。", "afternoon"),
        ("3月16日晚，会议召开。", "evening"),
        ("3月16日(星期六)上午，会议召开。", "morning"),
        ("3月16日，会议上午召开。", None),
        ("3月16日，会议召开。", None),
        ("会议召开。", None),
    ],
)
def test_the_part_of_the_day_stands_beside_the_date(text, expected):
    assert part(text) == expected


@pytest.mark.parametrize("unit", ["16日上午，", "3月16日。16日上午。", "17日下午。", "今天。", "3月1日至", "16日上午调研。"])
def test_work_grows_no_faster_than_the_page(unit):
    def work(times: int) -> int:
        read = page(unit * times, published_on="2024-03-01")

        def all_days() -> None:
            for span in read.sentences:
                days(read, span, read.lexed.between(VIEW, span.start, span.end))

        return calls(all_days)

    work(10)
    assert work(600) <= 2.4 * work(300) + 2000
