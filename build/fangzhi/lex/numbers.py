"""Shapes of numbers: dates, periods, money, percentages, quantities, ordinals and size classes.

One pattern finds every shape that begins with a number; what it found is then worked out exactly, in
decimals. A Chinese numeral counts only with a unit, a magnitude or 百分之 behind it, since names are full of
numerals (genre.md, rule 14).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .lexicon import alternatives, entries
from .token import Token

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
MAGNITUDES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

_LEAP = 2000
# columns of numbers hold eighteen digits before the point; no budget and no harvest comes near
_LARGEST = 10**17


class Number(NamedTuple):
    """A number as worked out. `unit` is canonical: ISO 4217 for money, `%`, `个百分点`, or the unit as printed.

    `low` is the lower end of a printed range (then `value` is its upper end). `more` is 余 or 多 printed
    inside the number. `spelled` says that it stood in Chinese numerals.
    """

    value: Decimal
    unit: str
    low: Decimal | None = None
    more: bool = False
    spelled: bool = False


class Day(NamedTuple):
    """A date as printed; what is not printed is None. `last` is the last day of a span of days."""

    year: int | None
    month: int
    day: int | None
    last: int | None = None


_NO_FIGURE = Number(Decimal(0), "")


def spelled(word: str) -> Decimal:
    """Value of a Chinese numeral, by place (二〇二四) or by magnitude (一万八千, 四十六亿)."""
    if not any(c in MAGNITUDES for c in word):
        return Decimal("".join(str(DIGITS[c]) for c in word))
    total = section = digit = 0
    for c in word:
        if c in DIGITS:
            digit = DIGITS[c]
        elif MAGNITUDES[c] < 10**4:
            section += (digit or 1) * MAGNITUDES[c]
            digit = 0
        else:
            total = (total + section + digit or 1) * MAGNITUDES[c]
            section = digit = 0
    return Decimal(total + section + digit)


def spelled_high(word: str) -> Decimal:
    """The part before a second magnitude: 2万 of 2万5千, 12亿零 of 12亿零600万."""
    digits = word.rstrip("万亿零")
    return Decimal(digits) * factor(word[len(digits)])


def factor(magnitude: str) -> int:
    """Product of the magnitude words behind a number: 万 is 10000, 千万 is 10000000."""
    out = 1
    for c in magnitude:
        out *= MAGNITUDES[c]
    return out


_ARABIC = r"\d+(?:,\d{3})*(?:[.·]\d+)?"
# no number has more digits than that, and a longer run must not cost more than its length
_SPELLED = r"[零〇一二三四五六七八九十百千万亿两]{1,16}"
# 千 of 千瓦, 千克, 千米, 千伏, 千升 belongs to the unit
_MAGNITUDE = r"(?:[十百万亿]|千(?![瓦克米伏升])){0,3}"
_DASH = r"(?:[-—–~～至到]|——|--)"
_MONTH_DAY = rf"\d{{1,2}}月\d{{1,2}}(?:[日号]?(?:{_DASH}|、)\d{{1,2}})?[日号]"
_UNIT = alternatives("units")
_CURRENCY = alternatives("currencies")
_RATE = r"(?:(?:/|每)(?:年|月|日|天|小时|时|秒|人))?"
# a unit that closes a count in Chinese numerals; other units stand in names (五里村, 三桥镇)
_SPELLED_UNIT = rf"{alternatives('units_spelled')}|项(?!目)|米(?!村|镇)"
_DURATION = alternatives("durations")
_OWN_YEAR = alternatives("own_years")

_NUMERAL = "零〇一二三四五六七八九十百千万亿两"
# the characters that can follow a Chinese numeral: currencies, 级, 个, units that close a count, 季度, 分之, 年
_BEHIND = "元人美港欧日英韩新澳加瑞卢坚级个家项户件名位座栋套所条台亩吨斤公千平米季分年"
# where a shape can begin: its first character, which the search skips to, and what must follow a numeral or a word of time
_BEGIN = re.compile(
    rf"""
    [0-9{_NUMERAL}第今去上当下前负－−-]
    (?: (?<=[0-9])
      | (?<=[{_NUMERAL}]) [{_NUMERAL}]{{0,16}}[余多]?[{_BEHIND}]
      | (?<=第)[0-9{_NUMERAL}] | (?<=[今去上当])年 | (?<=[上下])半年 | (?<=前)[0-9一二三四五六七八九十] | (?<=[负－−-])[0-9] )
    """,
    re.VERBOSE,
)

# 百亿级 is a class of sizes; 二级 and 五级 are ranks
_SIZE = r"(?:元级|(?<=[万亿])级)(?!以上|别|及)"

_SHAPES = re.compile(
    rf"""
    (?:
    (?P<ordinal> 第 (?:\d+|[一二三四五六七八九十百零〇]+) )
  | (?P<date> (?:(?:\d{{4}}|[二一][〇○零九\d一二三四五六七八]{{3}})年)? {_MONTH_DAY}
        | [二一][〇○零九][〇○零一二三四五六七八九]{{2}}年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日
        | \d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d) )
  | (?P<period> (?:\d{{4}}年|{_OWN_YEAR})? (?:\d{{1,2}}{_DASH}\d{{1,2}}月份?
        | 前\d{{1,2}}个?月 | 前[一二三四五六七八九十]{{1,2}}(?:个月|季度)
        | [一二三四]季度 | 第[一二三四]季度 | [上下]半年 | \d{{1,2}}月份?(?:底|末|[上中下]旬|初)?(?!\d) )(?:底|末)?
        | (?<!\d)\d{{4}}{_DASH}\d{{4}}年
        | (?<!\d)(?:\d{{4}}|二[〇○零][〇○零一二三四五六七八九]{{2}})年(?:度|底|末|初)?(?!来|间|前|后) )
  | (?P<fraction> (?:百分之|千分之|万分之) (?P<fraction_value> {_ARABIC}|[零〇一二三四五六七八九十百点两]+ ) )
  | (?P<clock> (?<!\d)(?:[01]?\d|2[0-4])(?:[时点][0-5]?\d分|[:：][0-5]\d(?!\d)) )
  | (?P<minus> (?<![\dA-Za-z%)])[-－−](?=\d) | (?<=[长为是降达])负(?=\d) )?
    (?: (?P<times> \d+ (?:\.\d+)? ) [×xX*✕] )?
    (?: (?P<low> {_ARABIC}) (?P<low_more>余|多)? (?P<low_magnitude>{_MAGNITUDE}) (?P<low_unit>%|{_CURRENCY}|{_UNIT})? {_DASH} )?
    (?P<high> \d+[万亿]零? (?=\d{{1,4}}[十百千万]|\d{{3,4}}(?![\d.年])) )?
    (?P<arabic> {_ARABIC} ) (?P<more_before>[余多])? [ ]? (?P<magnitude> {_MAGNITUDE} ) (?P<more_after>[余多])? [ ]?
    (?: (?P<size> {_SIZE} ) | (?P<percent> %|％|‰|个百分点|百分点 )
      | (?P<currency> {_CURRENCY} ) (?P<money_more>[余多])? (?P<money_size>级)?
      | (?P<duration> {_DURATION} )
      | (?P<unit> (?:{_UNIT}){_RATE} ) )?
  | (?P<spelled> {_SPELLED} ) (?P<spelled_more>[余多])?
    (?: (?P<spelled_size> {_SIZE} ) | (?P<spelled_currency> {_CURRENCY} ) | (?P<spelled_percent> 个百分点 )
      | (?P<spelled_unit> 个(?!月|小时|工作日|年) | {_SPELLED_UNIT} ) ) )
    """,
    re.VERBOSE,
)


_ARABIC_GROUPS = (
    "minus", "times", "low", "low_more", "low_magnitude", "high", "arabic", "more_before", "magnitude", "more_after",
    "size", "percent", "currency", "money_more", "money_size", "duration", "unit",
)  # fmt: skip
_PERCENTS = {"％": "%", "百分点": "个百分点"}


def _figure(token: Token) -> Token:
    """A number that no figure of a bulletin reaches is a misprint, and holds no value that a column could take."""
    return token if abs(token.value.value) < _LARGEST else token._replace(kind="N", value=_NO_FIGURE)


def _plain(word: str) -> Decimal:
    return Decimal(word.replace(",", "").replace("·", "."))


def _canonical(unit: str) -> str:
    """Canonical form of a printed unit, a rate written with `/`."""
    base, slash, per = unit.partition("/") if "/" in unit else unit.partition("每")
    if not slash or unit in entries("units"):
        meaning = entries("units").get(unit, ())
        return meaning[0] if meaning else unit
    per = {"天": "日", "时": "小时"}.get(per, per)
    return f"{_canonical(base)}/{per}"


def _date(word: str) -> Day | None:
    if "年" not in word and "月" not in word:
        year, month, day = re.split(r"[-/.]", word)
        return _checked(Day(int(year), int(month), int(day)))
    head, _, rest = word.rpartition("年")
    year = None
    if head:
        year = int(head) if head.isdigit() else int(spelled(head))
    month, _, days = rest.partition("月")
    numbers = re.findall(r"\d+", days) or [days.rstrip("日号")]
    values = [int(n) if n.isdigit() else int(spelled(n)) for n in [month, *numbers]]
    return _checked(Day(year, values[0], values[1], values[-1] if len(values) > 2 else None))


def _checked(day: Day) -> Day | None:
    """The day where the calendar has it: 2月30日 is a misprint, and 2月29日 stands where no year says otherwise."""
    year = day.year or _LEAP
    if not (1 <= day.month <= 12 and 1900 <= year <= 2100):
        return None
    last = monthrange(year, day.month)[1]
    return day if 1 <= (day.day or 1) <= last else None


def _fraction(word: str, value: str) -> Number:
    whole, point, rest = value.partition("点")
    if value[0].isdigit():
        number = _plain(value)
    else:
        number = spelled(whole or "零")
        if point:
            number += Decimal("0." + "".join(str(DIGITS[c]) for c in rest if c in DIGITS or c == "0") or "0")
    if word[0] == "千":
        number /= 10
    elif word[0] == "万":
        number /= 100
    return Number(number, "%", spelled=True)


def _arabic(m: re.Match[str]) -> Token:
    start, end = m.span()
    (
        minus, times, low_digits, low_more, low_magnitude, high, digits, more_before, magnitude, more_after,
        size, percent, currency, money_more, money_size, duration, unit,
    ) = m.group(*_ARABIC_GROUPS)  # fmt: skip
    scale = factor(magnitude) if magnitude else 1
    value = _plain(digits) * scale
    if high:
        value += spelled_high(high)
    if times:
        value *= Decimal(times)
    if minus:
        value = -value
    low = _plain(low_digits) * (factor(low_magnitude) if low_magnitude else scale) if low_digits else None
    more = bool(more_before or more_after or money_more or low_more)
    if size or money_size:
        return Token("B", start, end, Number(value, "CNY", low, more))
    if percent:
        return Token("P", start, end, Number(value, _PERCENTS.get(percent, percent), low, more))
    if currency:
        return Token("M", start, end, Number(value, entries("currencies")[currency][0], low, more))
    if duration:
        return Token("T", start, end, Number(value, duration, low, more))
    if unit:
        return Token("Q", start, end, Number(value, _canonical(unit), low, more))
    return Token("N", start, start + len(m[0].rstrip()), Number(value, "", low, more))


def _spelled(m: re.Match[str]) -> Token:
    start, end = m.span()
    word = m["spelled"]
    if len(word) > 1 and all(c in DIGITS for c in word):
        # 唯一一家 counts one: digits side by side are no count
        start, word = start + len(word) - 1, word[-1]
    value = spelled(word)
    more = bool(m["spelled_more"])
    if m["spelled_size"]:
        return Token("B", start, end, Number(value, "CNY", None, more, True))
    if m["spelled_currency"]:
        return Token("M", start, end, Number(value, entries("currencies")[m["spelled_currency"]][0], None, more, True))
    if m["spelled_percent"]:
        return Token("P", start, end, Number(value, "个百分点", None, more, True))
    return Token("Q", start, end, Number(value, _canonical(m["spelled_unit"]), None, more, True))


def find(text: str) -> Iterator[Token]:
    """Tokens of all numeric shapes in `text`, left to right.

    Kinds: `D` date (value Day), `R` year or part of a year (value: as printed), `M` money, `P` percentage or
    percentage points, `Q` quantity with a unit, `B` size class (百亿级), `T` duration or age, `N` bare number
    (each a Number), `O` ordinal (第三; value Decimal).
    """
    begin, shapes = _BEGIN.search, _SHAPES.match
    at = begin(text)
    while at:
        m = shapes(text, at.start())
        if m is None:
            at = begin(text, at.start() + 1)
            continue
        at = begin(text, m.end())
        shape = m.lastgroup
        if shape == "period":
            yield Token("R", *m.span(), m[0])
        elif shape == "ordinal":
            word = m[0][1:]
            yield Token("O", *m.span(), Decimal(word) if word.isdigit() else spelled(word))
        elif shape == "date":
            day = _date(m[0])
            yield Token("D", *m.span(), day) if day else Token("N", *m.span(), _NO_FIGURE)
        elif shape == "clock":
            yield Token("N", *m.span(), _NO_FIGURE)
        elif shape == "fraction":
            yield Token("P", *m.span(), _fraction(m[0], m["fraction_value"]))
        elif m["arabic"]:
            yield _figure(_arabic(m))
        else:
            yield _figure(_spelled(m))
