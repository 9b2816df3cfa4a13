"""The days that a sentence tells: printed, carried from the date before, or told from the day of publication."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta
from itertools import pairwise

from ..lex.lexicon import alternatives, entries
from ..lex.numbers import Day
from ..lex.token import Token
from .page import Page, Span

# an event told so is on the day of the one before: 随后, 当天, 签约前
SAME_DAY = re.compile(alternatives("meeting_same_day"))
# a time that is told, though not its month: 22日, 昨天, 下午
TIMED = re.compile(rf"\d日|{alternatives('relative_days')}|{alternatives('day_parts')}")
_MATTER = "关于"  # 关于5月8日部署的落实情况: what a report is about
_OPENING = re.compile(r"[\s)讯。]|^")  # a day that opens its sentence
_TO = frozenset("至到—-~～")  # 5月18日至5月20日: the first day stands for all
_TO_OR_AND = _TO | frozenset("、和")  # 6月16日、6月17日，A赴B考察
_PRINTED = re.compile(r"\((?P<day>\d{1,2})日\)")
_BRACKET = re.compile(r"\([^()]{1,8}\)")
# a line that a day opens, perhaps behind the day of the week, and no sentence
_HEADING = re.compile(
    r"""^[^\w\s(（]{0,2}[ ]?(?:(?:周|星期)[一二三四五六日天])?[ 、，|｜]?[(（]?
    (?P<day>\d{1,2}月\d{1,2}日)(?!电|讯|[^\n]{0,40}[。；！])[^\n]{0,40}$""",
    re.MULTILINE | re.VERBOSE,
)
_YEARS = (2000, 2001)  # a leap year and another: where they differ, a day without a year tells nothing
_SHIFT = re.compile(rf"\s*(?P<shift>{alternatives('shifted_days')})")
# a day that opens its sentence, perhaps behind a dateline, and has the sentence behind it
_STORY_BEFORE = re.compile(r"(?:\A|[\n。！？])[\s▲●◆■]*(?:[^，。\n]{0,16}讯[)\s]*)?\Z")
_STORY_BEHIND = re.compile(rf"(?:\([^()]{{1,8}}\))?(?:，|{alternatives('day_parts')})")
_PART = re.compile(rf"(?:\([^()]{{1,8}}\))?(?P<part>{alternatives('day_parts')})")


def days(page: Page, span: Span, tokens: list[Token]) -> list[Token]:
    """Date tokens of a sentence, in order, each with a `Day` as value that has a month and a day. `tokens` are the sentence's, with
    kinds `t` (part of the day) and `d` (今天, 昨日). Printed days come first; only where there are none is a day carried on (16日上午)
    or told from `page.published_on` (kind `d`, with its year). Of a range the first day stands for all (annotation guide)."""
    printed = [t for t in tokens if t.kind == "D" and t.value.day and not page.text.startswith(_MATTER, max(0, t.start - len(_MATTER)))]
    printed = [t for k, t in enumerate(printed) if not k or page.text[printed[k - 1].end : t.start] not in _TO_OR_AND]
    return printed or _shifted(page, span) or _carried(page, tokens) or _relative(page, span, tokens)


def _shifted(page: Page, span: Span) -> list[Token]:
    """前一日下午，…: told from the date before, at the head of a sentence; not from the last day of a range."""
    found = _SHIFT.match(page.text, span.start)
    earlier = page.date_before(span.start) if found else None
    if earlier is None or not earlier.value.day or page.text[earlier.start - 1] in _TO:
        return []
    last, behind = earlier.value, timedelta(days=int(entries("shifted_days")[found["shift"]][0]))
    try:
        shifted = [date(year, last.month, last.day) + behind for year in ([last.year] if last.year else _YEARS)]
    except ValueError:
        return []
    if len({(day.month, day.day) for day in shifted}) > 1:
        return []
    day = shifted[0]
    return [Token("D", found.start("shift"), found.end("shift"), Day(day.year if last.year else None, day.month, day.day))]


def story(page: Page) -> list[Token]:
    """The days that open sentences of prose, in order: the story goes on with such a day until it tells another, whatever happened on it.
    Of a range no day is the story's."""
    out: list[Token] = []
    for token in page.lexed.numbers:
        alone = token.kind == "T" and token.value.unit == "日" and 1 <= token.value.value <= 31
        if not (alone or token.kind == "D" and token.value.day and not token.value.last):
            continue
        if not _STORY_BEHIND.match(page.text, token.end) or not _STORY_BEFORE.search(page.text, max(0, token.start - 24), token.start):
            continue
        if not alone:
            out.append(token)
        elif out and page.part_of(out[-1].start) == page.part_of(token.start):
            out += _of_publication(page, token) or _later(out[-1], token)
    return out


def _later(earlier: Token, token: Token) -> list[Token]:
    """The day of the month of the date before; not one before that date."""
    last = earlier.value
    day = int(token.value.value)
    return [token._replace(kind="D", value=Day(last.year, last.month, day))] if day >= (last.day or 1) else []


def _carried(page: Page, tokens: list[Token]) -> list[Token]:
    """16日上午: a day whose month is that of the date before it in the page."""
    out = []
    for token, after in pairwise(tokens):
        if token.kind != "T" or token.value.unit != "日" or after.start != token.end or not 1 <= token.value.value <= 31:
            continue
        earlier = page.date_before(token.start)
        if earlier and after.kind == "t":
            last = earlier.value
            out.append(token._replace(kind="D", value=Day(last.year, last.month, int(token.value.value))))
        elif (after.kind == "t" or page.text[after.start] == "，") and _OPENING.search(page.text, max(0, token.start - 1), token.start):
            out += _of_publication(page, token) or (_later(earlier, token) if earlier and earlier.value.day else [])
    return out


def _of_publication(page: Page, token: Token) -> list[Token]:
    """本报讯 17日，…: the latest such day not after the day of publication."""
    published = _published(page)
    if published is None or page.kind_of(token.start) == "related":
        return []
    day = _latest(published, int(token.value.value))
    return [token._replace(kind="d", value=Day(day.year, day.month, day.day))] if day else []


def _latest(published: date, day: int) -> date | None:
    """The latest such day of a month that is not after the day of publication."""
    return next((d for d in (published - timedelta(days=back) for back in range(31)) if d.day == day), None)


def _published(page: Page) -> date | None:
    try:
        return date.fromisoformat(page.published_on or "")
    except ValueError:
        return None


def _relative(page: Page, span: Span, tokens: list[Token]) -> list[Token]:
    """今天, 昨日: told from the day of publication, as tokens of kind `d` with a whole date."""
    if page.kind_of(span.start) == "related":
        return []
    published = _published(page)
    if published is None:
        return []
    out = []
    for token in tokens:
        if token.kind == "d":
            printed = _PRINTED.match(page.text, token.end)  # 今天(15日)
            day = _latest(published, int(printed["day"])) if printed else published - timedelta(days=int(token.value[0]))
            if day is None:
                continue
            out.append(token._replace(value=Day(day.year, day.month, day.day)))
    return out


def headings(page: Page) -> list[Token]:
    """The dates of headings of days, in order: 周一(9月11日) 芦溪镇. One such line may be an imprint; of different days there are two."""
    starts = {t.start: t for t in page.lexed.numbers if t.kind == "D" and t.value.day}
    lines = _HEADING.finditer(page.text) if starts else ()
    found = [starts[m.start("day")] for m in lines if m.start("day") in starts]
    return found if len({(t.value.month, t.value.day) for t in found}) > 1 else []


def part_beside(text: str, day: Token) -> Token | None:
    """The token of the part of the day printed right behind a date of another sentence, as `part_of_day` gives it."""
    found = _PART.match(text, day.end)
    if found:
        return Token("t", found.start("part"), found.end("part"), entries("day_parts")[found["part"]])
    return part_of_day(text, day, [])


def part_alone(text: str, tokens: list[Token], before: int) -> Token | None:
    """The last part of the day printed before `before` where the day itself is not told: 昨晚, 22日下午. None where there is none."""
    for token in reversed([t for t in tokens if t.end <= before]):
        if token.kind == "t":
            return token
        if token.kind == "d" and text[token.end - 1] in "晚晨":
            return token._replace(value=("evening" if text[token.end - 1] == "晚" else "morning",))
    return None


def part_of_day(text: str, day: Token | None, tokens: list[Token]) -> Token | None:
    """The token of the part of the day printed beside a date, its value the published word (`morning`) in a tuple; None where there
    is none. A weekday in brackets may stand between; 16日晚 gives the day's own token with `evening`."""
    if day is None:
        return None
    bracket = _BRACKET.match(text, day.end)
    near = bracket.end() if bracket else day.end
    first = bisect_left(tokens, near, key=lambda t: t.start)
    for token in tokens[first : first + 3]:
        if token.kind == "t" and token.start - near <= 2:
            return token
    return day._replace(value=("evening",)) if text[day.end - 1] == "晚" else None
