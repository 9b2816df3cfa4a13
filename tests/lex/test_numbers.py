"""Numbers as printed, and what they are worth."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.lex import numbers
from fangzhi.lex.numbers import Day


def read(text: str) -> list[tuple[str, str]]:
    return [(t.kind, text[t.start : t.end]) for t in numbers.find(text)]


def worth(text: str) -> tuple[Decimal, str]:
    (token,) = [t for t in numbers.find(text) if t.kind in "MPQBTN"]
    return token.value.value, token.value.unit


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("560亿元", "56000000000", "CNY"),
        ("4.7亿美元", "470000000", "USD"),
        ("98,416 元", "98416", "CNY"),
        ("31.62 亿元", "3162000000", "CNY"),
        ("12亿零600万元", "1206000000", "CNY"),
        ("1亿3千万元", "130000000", "CNY"),
        ("2万5千亩", "25000", "亩"),
        ("四十六亿斤", "4600000000", "斤"),
        ("一万八千人", "18000", "人"),
        ("2×66万千瓦", "1320000", "千瓦"),
        ("1.4倍", "1.4", "倍"),
        ("14.67亿吨公里", "1467000000", "吨公里"),
        ("6%", "6", "%"),
        ("百分之五", "5", "%"),
        ("23·4%", "23.4", "%"),
        ("0.9个百分点", "0.9", "个百分点"),
        ("百亿级", "10000000000", "CNY"),
        ("亿元级", "100000000", "CNY"),
        ("2.1千米", "2.1", "千米"),
        ("1.2万千升", "12000", "千升"),
        ("15万双", "150000", "双"),
        ("0.5个工作日", "0.5", "个工作日"),
    ],
)
def test_a_number_is_worked_out(text: str, value: str, unit: str) -> None:
    assert worth(text) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "value"), [("同比增长-3.15%", "-3.15"), ("同比增长－5%", "-5"), ("下降3.2%", "3.2"), ("增长为负2.4%", "-2.4")]
)
def test_a_minus_sign_belongs_to_its_number(text: str, value: str) -> None:
    assert worth(text)[0] == Decimal(value)


def test_a_hyphen_between_digits_is_no_minus_sign() -> None:
    assert all(t.value.value >= 0 for t in numbers.find("0855-8222000") if t.kind == "N")


def test_a_range_keeps_both_ends() -> None:
    (token,) = numbers.find("增长6.5%—7%")
    assert (token.value.low, token.value.value) == (Decimal("6.5"), Decimal(7))


@pytest.mark.parametrize("text", ["1600余人", "1200多万元", "3千多户", "6.3亿余元"])
def test_more_than_printed_is_kept_as_such(text: str) -> None:
    (token,) = numbers.find(text)
    assert token.value.more


@pytest.mark.parametrize(
    "text", ["三馆合一项目", "二级公路", "五级书记", "三一重工", "一带一路", "三桥镇五里村", "百色市", "万州区", "九寨沟县", "五指山市", "五粮液", "四个意识".replace("四个", "四种")]
)
def test_names_hold_no_numbers(text: str) -> None:
    assert read(text) == []


def test_only_the_last_of_numerals_side_by_side_counts() -> None:
    assert read("全省唯一一家") == [("Q", "一家")]


def test_months_as_a_period_are_no_date() -> None:
    assert read("1-10月，6个月，1月10日") == [("R", "1-10月"), ("T", "6个月"), ("D", "1月10日")]


@pytest.mark.parametrize("text", ["2024-13-45", "2月30日", "4月31日", "2023年2月29日"])
def test_a_date_that_no_calendar_has_is_a_bare_number(text: str) -> None:
    assert [kind for kind, _ in read(text)] == ["N"]


def test_the_last_of_february_stands_where_no_year_says_otherwise() -> None:
    assert [t.value for t in numbers.find("2月29日")] == [Day(None, 2, 29)]


@pytest.mark.parametrize("text", ["总投资" + "9" * 40 + "亿元", "1" * 5000 + "吨", "九九亿亿亿亿家"])
def test_a_number_that_no_figure_reaches_holds_no_value(text: str) -> None:
    assert all(abs(token.value.value) < 10**17 for token in numbers.find(text))


def test_a_date_is_read_in_all_its_parts() -> None:
    assert [t.value for t in numbers.find("2024年2月29日至3月2日")] == [Day(2024, 2, 29), Day(None, 3, 2)]


def test_a_time_of_day_is_no_quantity() -> None:
    assert [kind for kind, _ in read("14时30分、8:30")] == ["N", "N"]


def test_a_span_of_years_is_a_duration_and_a_year_is_a_period() -> None:
    assert read("3年内、2023年内") == [("T", "3年内"), ("R", "2023年")]


def test_ordinals_are_apart() -> None:
    assert read("第16位、第五批") == [("O", "第16"), ("O", "第五")]


@given(st.text(alphabet="0123456789一二十百千万亿年月日元%个第前上半，. -—至", max_size=60))
def test_tokens_are_in_order_and_never_overlap(text: str) -> None:
    tokens = list(numbers.find(text))
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from(["", "万", "亿"]))
def test_money_is_its_digits_times_its_magnitude(digits: int, magnitude: str) -> None:
    assert worth(f"{digits}{magnitude}元") == (digits * {"": 1, "万": 10**4, "亿": 10**8}[magnitude], "CNY")


@pytest.mark.parametrize("piece", ["一", "万", "1", "1,", "第", "12万", "1-", "1.", "百分之", "二〇二"])
def test_the_tokens_of_a_repeated_piece_grow_no_faster_than_the_text(piece: str) -> None:
    few, many = (sum(1 for _ in numbers.find(piece * n)) for n in (200, 400))
    assert many <= 2 * few + 2
