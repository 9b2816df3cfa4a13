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
# a year in a meeting's name: 2024年工作会议, 2023中国·那达慕, 2022年度总结会
_NAMED = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?|(?=[·\u4e00-\u9fff]))")
_FULL = re.compile(r"(?<!\d)((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")


class Year(NamedTuple):
    """A year and how it was settled: `stated`, `published`, `inferred`, or None."""

    year: int | None
    basis: str | None


@cache
def _awaited() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('await_words')})[^，。；]{{0,6}}?(?P<event>{alternatives('dated_events')})")


_PRINTED = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})(?!\d)")
_EDGE = 5  # lines at either end of a page that can be its imprint
_NEWS = 60  # days after which an event is no news any more
_COMING = re.compile(r"(?:将于|将在|提请|定于|拟于|即将于)[^。\n]{0,12}?((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")


@lru_cache(maxsize=2)  # every event of a page asks
def credited(text: str) -> date | None:
    """The one date printed in the imprint or the credits: among the first and last lines, in a line that is no sentence."""
    lines = text.strip().split("\n")
    edges = [line for line in [*lines[:_EDGE], *lines[-_EDGE:]] if "。" not in line and "，" not in line]
    found = {_iso(f"{int(y)}-{int(m):02d}-{int(d):02d}") for line in edges for y, m, d in _PRINTED.findall(line)} - {None}
    return found.pop() if len(found) == 1 else None


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
    settles it wins: printed, published, in the name, told elsewhere in the page, in its credits, awaited, in the title.
    Year(None, None) where none does."""
    day: Day = token.value
    if day.year:
        return Year(day.year, "published" if token.kind == "d" else "stated")
    month, first = day.month, day.day or 1
    main = page.kind_of(start) != "related"
    published = _iso(page.published_on) if main else None
    if published:
        return Year(_latest(month, first, published, False), "published")
    named = _NAMED.search(name)
    if named:
        summing_up = month <= 3 and named.group().endswith("年度")
        return Year(None, None) if summing_up else Year(int(named[1]), "inferred")
    if not main:
        return Year(None, None)
    told = _printed_years(page.body(start)).get((month, first), frozenset())
    if len(told) == 1:
        return Year(min(told), "stated")
    carried = _carried(page, token, start)
    if carried:
        return Year(carried, "stated")
    printed = credited(page.text)
    if printed:
        year = _latest(month, first, printed, False)
        if year and (printed - date(year, month, first)).days <= _NEWS:
            return Year(year, "published")
    limit = bound_by_events(page.body(start))
    if limit:
        year = _latest(month, first, limit, True)
        return Year(year, "inferred") if year else Year(None, None)
    return _by_title(page, month)


def _carried(page, token: Token, at: int) -> int | None:
    """The year of the sentence (2019年，…9月26日), or of the dated day before it in the same part, not later in the year than this one."""
    part = page.part_of(at)
    low = page.parts[part][1] if part >= 0 else 0
    day: Day = token.value
    for earlier in page.lexed.before(token.start):
        if earlier.start < low:
            break
        if earlier.kind == "D" and earlier.value.year:
            then = (earlier.value.month, earlier.value.day or 1)
            return earlier.value.year if then <= (day.month, day.day or 1) else None
        if earlier.kind == "R" and not any(c in "。\n；" for c in page.text[earlier.end : token.start]):
            plain = _YEAR.fullmatch(earlier.value)
            if plain:
                return int(plain[1])
    return None


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
    printed = credited(page.text)
    if printed:
        return Year(printed.year, "published")
    head = page.text[: 1500]
    full = _FULL.search(head)
    if full:
        return Year(int(full[1]), "stated")
    years = {int(y) for y in _YEAR.findall(page.title or "")}
    if len(years) == 1:
        return Year(years.pop(), "inferred")
    limit = bound_by_events(page.text)
    return Year(limit.year, "inferred") if limit else Year(None, None)
