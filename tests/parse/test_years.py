"""The year of an event: stated, published, inferred, or open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.parse.years import bound_by_events
from tests.parse.reading import meetings, page


def year(text: str, **known) -> tuple[str | None, str | None]:
    """Year and basis of the first meeting."""
    row = meetings(text, **known)[0]
    return (row.get("held_on") or "")[:4] or None, row.get("year_basis")


MARCH = "3月16日，青河市召开重点项目推进会。市长高远山主持会议。"
DECEMBER = "12月28日，青河市召开重点项目推进会。市长高远山主持会议。"


def test_a_year_printed_with_the_day_is_stated():
    assert year("2021年" + MARCH, published_on="2024-03-17") == ("2021", "stated")


def test_the_year_is_the_latest_that_puts_the_day_not_after_publication():
    assert year(MARCH, published_on="2024-03-16") == ("2024", "published")
    assert year(DECEMBER, published_on="2024-01-03") == ("2023", "published")


@given(st.dates(date(2010, 1, 1), date(2030, 12, 31)), st.integers(0, 360))
def test_a_day_of_the_last_year_finds_its_year_again(published, before):
    held = published - timedelta(days=before)
    text = f"{held.month}月{held.day}日，青河市召开重点项目推进会。市长高远山主持会议。"
    assert meetings(text, published_on=published.isoformat())[0]["held_on"] == held.isoformat()


def test_a_day_that_no_year_has_stays_open():
    row = meetings("2月30日，青河市召开重点项目推进会。市长高远山主持会议。", published_on="2024-03-17")
    assert not [r for r in row if "held_on" in r]


def test_a_leap_day_is_of_a_year_that_has_it():
    text = "2月29日，青河市召开重点项目推进会。市长高远山主持会议。"
    assert year(text, published_on="2024-03-02") == ("2024", "published")
    assert year(text, published_on="2023-03-02") == (None, None)


def test_a_year_in_the_meetings_name_is_inferred():
    assert year("3月16日，青河市召开2022年工作动员部署会。市长高远山主持会议。") == ("2022", "inferred")


def test_a_summing_up_of_a_year_may_be_held_in_the_next():
    assert year("1月16日，青河市召开2022年度总结会。市长高远山主持会议。") == (None, None)


def test_a_work_meeting_of_a_year_is_held_in_it():
    assert year("2月21日，青河市召开2022年度工作会议。市长高远山主持会议。") == ("2022", "inferred")


@pytest.mark.parametrize(("day", "expected"), [("1月6日", "2023"), ("12月28日", "2022"), ("8月3日", None)])
def test_a_meeting_that_sums_up_one_year_and_plans_the_next_stands_between_them(day, expected):
    text = f"{day}，青河市召开农业工作会议，总结2022年工作，部署2023年重点任务。市长高远山主持会议。"
    assert year(text)[0] == expected


def test_plans_of_several_years_settle_no_year():
    assert year("1月6日，青河市召开农业工作会议，总结2020年以来的工作，部署2023年任务。市长高远山主持会议。") == (None, None)


def test_a_year_in_the_title_is_inferred():
    assert year(MARCH, title="青河市2023年重点项目开工") == ("2023", "inferred")


def test_two_years_in_the_title_settle_nothing():
    assert year(MARCH, title="青河市2022年总结和2023年部署") == (None, None)


def test_a_year_told_before_in_the_article_goes_on():
    assert year("2022年3月1日，大雪。" + MARCH) == ("2022", "stated")


def test_a_later_day_told_before_does_not_go_on():
    assert year("2022年5月1日，大雨。" + MARCH) == (None, None)


def test_an_event_that_the_page_awaits_is_after_it():
    text = "9月16日，青河市召开重点项目推进会。市长高远山主持会议，要求以实际行动迎接党的二十大胜利召开。"
    assert year(text) == ("2022", "inferred")
    assert year(text.replace("9月", "11月")) == ("2021", "inferred")


def test_with_nothing_to_tell_it_the_year_stays_open_and_the_day_is_kept():
    row = meetings(MARCH)[0]
    assert (row["held_month"], row["held_day"], row.get("held_on")) == ("3", "16", None)


def test_the_date_of_publication_says_nothing_of_a_teaser():
    teaser = "12月2日，清溪县召开防汛工作会议。县长陈岭主持会议。"
    rows = meetings("2024年" + MARCH, published_on="2024-03-17", related=teaser)
    assert [r.get("held_on") for r in rows] == ["2024-03-16", None]


def test_the_earliest_of_the_days_that_a_page_awaits_bounds_it():
    assert bound_by_events("喜迎党的二十大，将于2022年5月8日开幕。") == date(2022, 5, 8)
    assert bound_by_events("将于2022年2月31日开幕。") is None
    assert bound_by_events("会议召开。") is None


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("今年任务繁重。", {"published_on": "2024-03-17"}, 2024),
        ("2023年3月16日，青河市召开重点项目推进会。市长高远山主持会议。今年任务繁重。", {}, 2023),
        ("今年任务繁重。", {"title": "青河市2022年工作要点"}, 2022),
        ("今年任务繁重。", {}, None),
    ],
)
def test_the_year_of_a_page_is_of_its_publication_its_first_event_or_its_title(text, known, expected):
    assert page(text, **known).year == expected
