"""The year that a page's targets mean by 今年, where the page's own year is open or the page reviews one year and plans the next."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from ..lex.lexicon import alternatives, entries
from .page import Page

# a date in brackets that closes a line: （发布时间：2023-11-15）, (某报 2024年10月19日第一版)
_CREDIT = re.compile(r"[（(][^（()）\n]{0,60}?(?<!\d)((?:19|20)\d{2})(?:年|[-/.])\d{1,2}(?:月|[-/.])[^（()）\n]{0,40}[)）]\s*$")
_HEADING = re.compile(r"^[^\n，。；]{0,16}?(?<!\d)((?:19|20)\d{2})年度?(?P<rest>[^\n，。；]{2,24})$", re.M)
_LAST_LINES = 4
# where a title can stand, how long it is, and what no title ends with
_HEAD, _TAIL, _TITLE_LINES, _TITLE, _SENTENCE = 500, 100, 6, 60, tuple("。；，：")
_TITLED = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|[，,：:！!、\s]|$)")
# any year
_ANY = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
_HEAD_SENTENCES, _BEFORE = 3, 200
# a weekly of January tells of December: no day that a page tells of as past is longer ago than this
_RECENT = timedelta(days=60)


def own_year(page: Page) -> int | None:
    """The year of 今年 for the whole page, or None where it stays open."""
    if page.published_on and page.published_on[:4].isdigit():
        return page.year
    planned = _planned(page.text)
    if planned and not any(t.kind == "D" and t.value.year == page.year for t in page.lexed.numbers):
        return planned
    year = page.year if page.year is not None else _credited(page) or _spoken_of(page)
    return year + 1 if year is not None and _summed(page.text, year) else year


def own_month(page: Page, own: int | None) -> int | None:
    """The month of the day that the page is of, where that lies in its own year: the one it was published on, opens or ends with."""
    day = page.published_on
    if day or own is None:
        return int(day[5:7]) if day and own is not None and day.startswith(str(own)) else None
    days = [t for t in page.lexed.numbers if t.kind == "D" and t.value.year == own and t.value.month]
    edges = [t for t in days if t.start <= _HEAD or t.end >= len(page.text) - _TAIL]
    return edges[-1].value.month if edges else None


def line_year(page: Page, start: int, end: int, own: int | None) -> int | None:
    """The year of 今年 in a line: the one before the page's, where the line tells of a day still to come in that (12月28日)."""
    if own is None or not page.published_on or not page.published_on.startswith(str(own)):
        return own
    published = date.fromisoformat(page.published_on)
    if published.month > _RECENT.days // 30:
        return own
    for token in page.lexed.numbers_between(start, end):
        if token.kind != "D" or token.value.year or not token.value.day:
            continue
        try:
            day = date(own - 1, token.value.month, token.value.day)
        except ValueError:
            continue
        if published - day <= _RECENT:
            return own - 1
    return own


def reviewed(page: Page, own: int | None) -> tuple[int, tuple[int, int]] | None:
    """The year that the page's title reviews (2021年发展综述, 岁末盘点｜2022), and where it stands; None where it reviews none.

    A year that is not before the page's own is none: 2023年亮点 of 2023 tells nothing new.
    """
    start = 0
    for line in page.text[:_HEAD].split("\n")[:_TITLE_LINES]:
        found = list(_TITLED.finditer(line)) if len(line) <= _TITLE and line[-1:] not in _SENTENCE and _review().search(line) else []
        years = {int(m[0]) for m in found}
        if len(years) == 1 and (own is None or max(years) < own):
            return int(found[0][0]), (start + found[0].start(), start + found[0].end())
        start += len(line) + 1
    return None


@cache
def _review() -> re.Pattern[str]:
    return re.compile(alternatives("target_reviews"))


def _planned(text: str) -> int | None:
    """The year that a heading plans (2024年工作安排), or the one after the year that a heading reviews (2023年工作回顾)."""
    if not any(word in text for word, _ in _words()):
        return None
    years = [int(m[1]) + (kind == "achieved") for m in _HEADING.finditer(text) if (kind := _kind(m["rest"]))]
    return years[0] if years and len(set(years)) == 1 else None


def _kind(rest: str) -> str | None:
    """What a heading with a year says: a review or a plan of that year."""
    return next((kind for word, kind in _words() if rest.endswith(word)), None)


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """The words that close a heading of a work report, longest first, with what they say."""
    found = [(word, attributes[0]) for word, attributes in entries("target_headings").items() if attributes[1:] == ("report",)]
    return tuple(sorted(found, key=lambda w: (-len(w[0]), w[0])))


def _spoken_of(page: Page) -> int | None:
    """The year that the head of a page without a day tells of, or up to which it counts, where it is the last one that the page
    names: 2016年上半年经济运行调度会."""
    if not page.sentences:
        return None
    head = page.sentences[: _HEAD_SENTENCES][-1].end
    years = {int(m[1]) for m in (*_about().finditer(page.text, 0, head), *_by_now().finditer(page.text))}
    return years.pop() if len(years) == 1 and max(map(int, _ANY.findall(page.text))) in years else None


@cache
def _by_now() -> re.Pattern[str]:
    """The month up to which a page tells: 截至2023年9月底."""
    return re.compile(rf"(?:{alternatives('target_by_now')})((?:19|20)\d{{2}})年\d{{1,2}}月")


@cache
def _about() -> re.Pattern[str]:
    """A year with what is done in it, or a half or quarter of it."""
    told = entries("target_year_of")
    part, matter = ("|".join(w for w in told if told[w][0] == kind) for kind in ("part", "matter"))
    opened = r"(?<=[\n。\s]\d{4}年)，|(?<=\A\d{4}年)，"
    return re.compile(rf"(?<![\d到至])((?:19|20)\d{{2}})年(?:{opened}|{part}|[^，。；：\n到至]{{0,12}}(?:{matter}))")


def _summed(text: str, year: int) -> bool:
    """Whether a review says of the page's year that it was one of such a kind, so that it is past: 2019年，是极不平凡的一年."""
    return any(m and _reviewing().search(text, max(0, m.start() - _BEFORE), m.start()) for m in [re.search(rf"{year}年，?是", text)])


@cache
def _reviewing() -> re.Pattern[str]:
    return re.compile(alternatives("target_reviewing"))


def _credited(page: Page) -> int | None:
    """The year of a date in brackets at the end of the page."""
    lines = [line for line in page.text.rstrip().split("\n") if line.strip()][-_LAST_LINES:]
    found = {int(m[1]) for line in lines if (m := _CREDIT.search(line))}
    return found.pop() if len(found) == 1 else None
