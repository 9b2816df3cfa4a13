"""The year that a page's targets mean by 今年."""

from __future__ import annotations

import pytest

from fangzhi.parse.target_year import line_year, own_year, reviewed
from tests.parse.reading import page


def test_a_published_page_speaks_of_the_year_of_its_publication():
    assert own_year(page("今年，全县粮食产量突破80万吨。", published_on="2023-06-01")) == 2023


def test_without_any_year_it_stays_open():
    assert own_year(page("今年，全县粮食产量突破80万吨。")) is None


def test_a_publication_date_without_a_year_tells_none():
    assert own_year(page("今年，全县粮食产量突破80万吨。", published_on="--06-01")) is None


@pytest.mark.parametrize(
    ("heading", "year"),
    [
        ("2024年工作安排", 2024),
        ("二、2024年主要目标", 2024),
        ("2023年工作回顾", 2024),
        ("一、2023年工作总结", 2024),
    ],
)
def test_a_work_report_speaks_of_the_year_it_plans(heading, year):
    assert own_year(page(f"政府工作报告\n{heading}\n今年要新增企业20家。")) == year


def test_headings_that_agree_on_the_year_settle_it():
    assert own_year(page("一、2023年工作回顾\n粮食产量80万吨。\n二、2024年工作安排\n今年要新增企业20家。")) == 2024


def test_headings_of_several_years_do_not():
    assert own_year(page("2021年工作安排\n新增企业20家。\n2024年工作安排\n新增企业30家。")) is None


@pytest.mark.parametrize(
    "credit", ["（发布时间：2023-11-15）", "(某某日报 2023年10月19日第一版)", "（来源：某县融媒体中心 2023/11/15）"]
)
def test_a_date_in_brackets_at_the_end_dates_a_page_without_another(credit):
    assert own_year(page(f"今年，全县粮食产量突破80万吨。\n{credit}")) == 2023


def year_of(line: str, published_on: str) -> int | None:
    read = page(line, published_on=published_on)
    return line_year(read, 0, len(line), own_year(read))


def test_in_january_a_line_of_december_speaks_of_the_year_before():
    assert year_of("12月28日，全县召开会议，今年新增企业20家。", "2024-01-05") == 2023


def test_in_january_a_line_of_january_speaks_of_the_new_year():
    assert year_of("1月3日，全县召开会议，今年新增企业20家。", "2024-01-05") == 2024


def test_later_in_the_year_a_day_of_december_is_still_to_come():
    assert year_of("12月28日前，完成改造20家。", "2024-06-05") == 2024


def test_a_day_with_a_year_of_its_own_moves_nothing():
    assert year_of("2022年12月28日，园区开园，今年新增企业20家。", "2024-01-05") == 2024


def test_a_day_that_no_calendar_has_is_passed_over():
    assert year_of("2月30日，全县新增企业20家。", "2024-01-05") == 2024


def test_an_open_year_stays_open_in_every_line():
    read = page("12月28日，全县新增企业20家。")
    assert line_year(read, 0, len(read.text), None) is None


@pytest.mark.parametrize("title", ["岁末盘点｜2022，柳河这一年", "柳河高新区2022年发展综述", "——柳河县2022年工作纪实"])
def test_a_title_tells_which_year_the_page_reviews(title):
    text = f"{title}\n全县粮食产量突破80万吨。"
    year, (start, end) = reviewed(page(text, published_on="2023-01-18"), 2023)
    assert (year, text[start:end]) == (2022, "2022")


@pytest.mark.parametrize("title", ["柳河县2023年发展综述", "柳河县召开2022年工作会议", "2021年总结和2022年总结", "回顾2022年，全县上下努力。"])
def test_a_title_of_no_year_gone_by_reviews_none(title):
    assert reviewed(page(f"{title}\n全县粮食产量突破80万吨。", published_on="2023-01-18"), 2023) is None
