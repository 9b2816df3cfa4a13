"""The diary of a leader's days."""

from __future__ import annotations

from fangzhi.parse import diary
from tests.parse.reading import page

DAYS = "县长林晚舟记下的一周。县长林晚舟说，忙。\n9月11日　石镇\n林晚舟来到石镇工业园，塔吊正在转。\n9月12日　柳镇\n林晚舟又进了柳溪村的晒场，坐了许久。"


def came(text: str) -> list[tuple[str, int]]:
    return [(e.name, e.day.day) for e in diary.read(page(text), [])]


def test_each_day_has_the_first_place_that_someone_came_to():
    assert came(DAYS) == [("林晚舟到石镇工业园", 11), ("林晚舟到柳溪村", 12)]


def test_a_visit_stands_at_the_heading_of_its_day():
    read = page(DAYS)
    assert [e.at for e in diary.read(read, [])] == [e.date.start for e in diary.read(read, [])]


def test_a_day_with_an_event_of_its_own_is_told_of_that():
    read = page(DAYS)
    first = diary.read(read, [])[:1]
    assert [e.day.day for e in diary.read(read, first)] == [12]


def test_a_page_without_headings_of_days_is_no_diary():
    assert came("9月11日，县长林晚舟来到石镇工业园，塔吊正在转。") == []
