"""The year of an event and of a page (genre.md, rule 12).

Stated: printed with the date. Published: the latest such day not after the date of publication. Inferred: a year in the
meeting's own name or in the page's title, or a dated event that the page awaits. Otherwise it stays open.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from ..lex.lexicon import alternatives, entries
from ..lex.numbers import Day
from ..lex.token import Token

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!前|来|间|以来|至今)")
_PERIOD = re.compile(r"((?:19|20)\d{2})年(?:\d{1,2}月)?")
# a year in a meeting's name: 2024年工作会议, 2023中国·那达慕, 2022年度总结会
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?|(?=[·\u4e00-\u9fff]))")
_FULL = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
# 同年, 次年: years behind the one told before
_LATER = {word: int(years) for word, (years,) in entries("relative_years").items()}


class Year(NamedTuple):
    """A year and how it was settled: `stated`, `published`, `inferred`, or None."""

    year: int | None
    basis: str | None


@cache
def _awaited() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('await_words')})[^，。；]{{0,6}}?(?P<event>{alternatives('dated_events')})")


_DIGITS = re.compile(r"^((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])$", re.MULTILINE)  # 20181116 alone on its line
_ISSUE = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?:(\d{1,2})月)?第[^，。\n]{1,5}期")
_MASTHEAD = 300  # characters in which a periodical tells its issue
_NEWS = 60  # days after which an event is no news any more
_BESIDE = 120  # characters beside a date on an imprint's line
_AFTER = 15  # days by which something that is told behind a date can be later
_SPRING, _AUTUMN = 6, 10  # such a meeting is held up to the one month, or from the other on
_COMING = re.compile(rf"(?:{alternatives('date_coming')})[^。\n]{{0,12}}?((?:19|20)\d{{2}})年(\d{{1,2}})月(\d{{1,2}})日")


@lru_cache(maxsize=2)  # every event of a page asks
def imprints(page) -> tuple[tuple[int, date], ...]:
    """The whole dates that are no part of a sentence, with their offsets, in order: alone on a line, or in brackets."""
    found = [(m.start(), _iso(f"{m[1]}-{m[2]}-{m[3]}")) for m in _DIGITS.finditer(page.text)]
    for token in page.lexed.numbers:
        if token.kind == "D" and token.value.year and token.value.day and _alone(page.text, token):
            day: Day = token.value
            found.append((token.start, _iso(f"{day.year:04d}-{day.month:02d}-{day.day:02d}")))
    return tuple(sorted((at, day) for at, day in found if day))


def _alone(text: str, token: Token) -> bool:
    """Whether a date stands in brackets of its own, or on a line that is no sentence and goes on for few characters beside it."""
    if text[token.start - 1 : token.start] == "(" and text[token.end : token.end + 1] == ")":
        return True
    low, high = max(0, token.start - _BESIDE), min(len(text), token.end + _BESIDE)
    start, end = text.rfind("\n", low, token.start) + 1, text.find("\n", token.end, high)
    if start == 0 and low or end < 0 and high < len(text):
        return False
    line = text[start : high if end < 0 else end]
    return "。" not in line and "，" not in line


def _by_imprint(page, month: int, day: int, at: int) -> int | None:
    """The year that puts the day at most two months before the nearest imprint before `at`, else behind it; or a few days after it."""
    told = imprints(page)
    before = [d for offset, d in told if offset <= at]
    for printed in [*reversed(before[-2:]), *(d for offset, d in told[len(before) : len(before) + 1])]:
        for year in (printed.year, printed.year - 1, printed.year + 1):
            then = _iso(f"{year:04d}-{month:02d}-{day:02d}")
            if then and -_AFTER <= (printed - then).days <= _NEWS:
                return year
    return None


def _by_own_imprint(page, month: int, day: int, at: int) -> int | None:
    """Of a list of items with a date above each: the year by the date of the item."""
    told = imprints(page)
    if len({printed for _, printed in told}) < 2 or told[0][0] > at:
        return None
    return _by_imprint(page, month, day, at)


def _by_issue(page, month: int) -> int | None:
    """2023年4月第3期 in the masthead: the year of its month and those right before it; of 2024年第3期, of any month."""
    issue = _ISSUE.search(page.text, 0, _MASTHEAD)
    if issue is None or issue[2] and not 0 <= int(issue[2]) - month <= 2:
        return None
    return int(issue[1])


@cache
def _summing_up() -> re.Pattern[str]:
    return re.compile(alternatives("summing_up"))


@cache
def _between() -> re.Pattern[str]:
    """总结2023年工作，部署2024年任务: the one year, then the other."""
    back, ahead = ("|".join(w for w, (way,) in entries("year_tasks").items() if way == which) for which in ("back", "ahead"))
    year = r"((?:19|20)\d{2})年"
    return re.compile(rf"(?:{back})[^。\n]{{0,20}}?{year}[^。\n]{{0,40}}?(?:{ahead})[^。\n]{{0,20}}?{year}")


@lru_cache(maxsize=2)  # every event of a page asks
def _tasks(text: str) -> tuple[int, int] | None:
    """The year that is looked back at and the next one, which is planned."""
    told = _between().search(text)
    return (int(told[1]), int(told[2])) if told and int(told[1]) + 1 == int(told[2]) else None


def _by_tasks(text: str, month: int) -> int | None:
    """The year of a month in which one year is looked back at and the next one planned."""
    told = _tasks(text)
    if told is None or _SPRING < month < _AUTUMN:
        return None
    return told[1] if month <= _SPRING else told[0]


def _latest(month: int, day: int, limit: date, strict: bool) -> int | None:
    """The latest year whose month and day is not after `limit` (before it, if strict)."""
    for year in (limit.year, limit.year - 1):
        try:
            then = date(year, month, day)
        except ValueError:
            continue
        if then < limit or then == limit and not strict:
            return year
    return None


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


@lru_cache(maxsize=2)
def bound_by_events(text: str) -> date | None:
    """The earliest day that the text awaits (dated_events.txt, 将于…年…月…日), or None; a day that no calendar has is none."""
    days = [date.fromisoformat(entries("dated_events")[m["event"]][0]) for m in _awaited().finditer(text)]
    for m in _COMING.finditer(text):
        day = _iso(f"{m[1]}-{int(m[2]):02d}-{int(m[3]):02d}")
        if day:
            days.append(day)
    return min(days) if days else None


@lru_cache(maxsize=2)
def _printed_years(text: str) -> dict[tuple[int, int], set[int]]:
    """The years that are printed with a month and day, by month and day."""
    out: dict[tuple[int, int], set[int]] = {}
    for m in _FULL.finditer(text):
        out.setdefault((int(m[2]), int(m[3])), set()).add(int(m[1]))
    return out


def settle(page, token: Token, name: str, start: int, end: int) -> Year:
    """The year of the day of `token`, of an event called `name` told in [start, end) of the page (genre.md, rule 12). The first that
    settles it wins: printed, published, in the name, told elsewhere in the page, in its credits, between two years' work, awaited,
    in the title. Year(None, None) where none does."""
    day: Day = token.value
    if day.year:
        return Year(day.year, "published" if token.kind == "d" else "stated")
    month, first = day.month, day.day or 1
    main = page.kind_of(start) != "related"
    published = _iso(page.published_on) if main else None
    listed = main and _by_own_imprint(page, month, first, start)
    if listed:
        return Year(listed, "published")
    if published:
        return Year(_latest(month, first, published, False), "published")
    named = _NAMED.search(name)
    if named:
        summing_up = month <= 3 and named.group().endswith("年度") and _summing_up().search(name)
        return Year(None, None) if summing_up else Year(int(named[1]), "inferred")
    if not main:
        return Year(None, None)
    told = _printed_years(page.body(start)).get((month, first), frozenset())
    if len(told) == 1:
        return Year(min(told), "stated")
    carried, whole = _carried(page, token, start)
    if carried and whole:
        return Year(carried, "stated")
    printed = _by_imprint(page, month, first, start)
    if printed:
        return Year(printed, "published")
    if carried:
        return Year(carried, "stated")
    issued = _by_issue(page, month)
    if issued:
        return Year(issued, "published")
    return _inferred(page, month, first, start)


def _inferred(page, month: int, day: int, at: int) -> Year:
    """The year by what the text around `at` looks back at and forward to, else by the title."""
    between = _by_tasks(page.body(at), month)
    if between:
        return Year(between, "inferred")
    limit = bound_by_events(page.body(at))
    if limit:
        year = _latest(month, day, limit, True)
        return Year(year, "inferred") if year else Year(None, None)
    return _by_title(page, month)


def _carried(page, token: Token, at: int) -> tuple[int | None, bool]:
    """The year of the sentence (2019年，…9月26日), or of the dated day before it in the same part, not later in the year than this one;
    and whether a whole date tells it."""
    later = _LATER.get(page.text[max(0, token.start - 2) : token.start])
    part = page.part_of(at)
    low = page.parts[part][1] if part >= 0 else 0
    day: Day = token.value
    for earlier in page.lexed.before(token.start):
        if earlier.start < low:
            break
        if later is not None and earlier.kind in "DR":
            plain = earlier.value.year if earlier.kind == "D" else _year(earlier.value)
            if plain:
                return plain + later, True
            continue
        if earlier.kind == "D" and earlier.value.year and not _alone(page.text, earlier):
            then = (earlier.value.month, earlier.value.day or 1)
            return (earlier.value.year, True) if then <= (day.month, day.day or 1) else (None, False)
        if earlier.kind == "R" and not any(c in "。\n；" for c in page.text[earlier.end : token.start]):
            plain = _year(earlier.value)
            if plain:
                return plain, False
    return None, False


def _year(period: str) -> int | None:
    """The year of a period that is one or a month of one: 2019年, 2019年7月; None for any other."""
    found = _PERIOD.fullmatch(period)
    return int(found[1]) if found else None


def _by_title(page, month: int) -> Year:
    """A year in the title, but not of a summing up (2023年总结会 is held in 2023 or in January 2024)."""
    years = {int(y) for y in _YEAR.findall(page.title or "")}
    return Year(years.pop(), "inferred") if len(years) == 1 and month > 1 else Year(None, None)


def year_of(page) -> Year:
    """The page's own year (今年): of its publication, of its first dated event, or of its title."""
    published = _iso(page.published_on)
    if published:
        return Year(published.year, "published")
    for event in page.events:
        if event.day and page.kind_of(event.at) != "related":
            found = settle(page, event.date, event.name, event.at, event.at + 1)
            if found.year:
                return found
    printed = {day.year for at, day in imprints(page) if at < _MASTHEAD or at > len(page.text) - _MASTHEAD}
    if len(printed) == 1:
        return Year(printed.pop(), "published")
    head = page.text[: 1500]
    full = _FULL.search(head)
    if full:
        return Year(int(full[1]), "stated")
    years = {int(y) for y in _YEAR.findall(page.title or "")}
    if len(years) == 1:
        return Year(years.pop(), "inferred")
    limit = bound_by_events(page.text)
    return Year(limit.year, "inferred") if limit else Year(None, None)
