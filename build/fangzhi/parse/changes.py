"""What verbs tell of posts, as claims: `positions.change`, and `positions.changed_on` where the day is told.

The day is told in the sentence (9月3日表决通过：任命X为P), over the list (经5月31日县政府常务会议决定：), by the meeting that decides
(会议决定任命X为P), or by the date of the paper that appoints (关于X等同志任职的通知). What none of these tells stays open: the day of
publication is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ..lex.lexicon import View, alternatives, entries
from ..lex.token import Token
from .claim import Claim
from .days import days
from .mention import Change, Mention, Post
from .page import Page, Span
from .years import imprints, settle

_DAYS = View(("t", "day_parts"), ("d", "relative_days"))
_DECIDES = re.compile(alternatives("appoint_decides"))
_SESSION = re.compile(alternatives("appoint_sessions"))
_PAPERS = entries("appoint_papers")
_NOT_THEN = re.compile(r"(?:日|号)?(?:出?生|[至到—~～-])")  # a day of birth, or of a span
_DATED = ("appointed", "elected", "removed", "resigned")
_HELD = ("committee", "conference")  # kinds of meetings that decide
_SINCE = frozenset("年月起")
_HEADING = 16  # characters of a line that heads a part of a list: 一、任职
_LISTED = 40  # lines that a list has at most between its head and a line
_SIGNED = 1500  # characters behind which a paper is signed at most
_DIGITS, _LONGEST = 8, 20  # characters of a date: 20181116, 二〇二四年十二月三十一日


def kind_of(page: Page, change: Change, post: Post) -> str | None:
    """What is told of the post, as published; None: that it is held. 任 and 担任 appoint where something decides on it, but not in a
    life (2019年6月任P，现任Q)."""
    if change.kind != "decided":
        return change.kind
    if page.text[change.start - 1] in _SINCE:
        return None
    span = _sentence(page, post.start)
    decided = _DECIDES.search(page.text, span.start, change.start) or next(_heads(page, post.start), None) or _is_paper(page)
    return "appointed" if decided else None


def claims(page: Page, position: str, mention: Mention, post: Post) -> list[Claim]:
    """The claims of what the verb tells of a post (row `position`), with the day where its sentence or its list tells it."""
    change = post.change
    kind = kind_of(page, change, post) if change else None
    if not change or not kind:
        return []
    out = [Claim("positions", position, "change", kind, change.start, change.end, f"{mention.rule}.verb")]
    day = _told(page, change, post) if kind in _DATED else None
    return [*out, Claim("positions", position, "changed_on", *day)] if day else out


def _told(page: Page, change: Change, post: Post) -> tuple[str, int, int, str] | None:
    """The day of the sentence before the verb, or that of the sentence over the list: value, start, end and rule of the claim."""
    if change.earlier:
        return None
    found = _day(page, _sentence(page, post.start), post.start)
    if found:
        return *found, "people.appointment.day_of_sentence"
    over = next((day for span in _heads(page, post.start) if (day := _day(page, span, span.end))), None)
    return (*over, "people.appointment.day_of_list") if over else None


def _day(page: Page, span: Span, high: int) -> tuple[str, int, int] | None:
    """The last day that a sentence tells before `high`, with its year: ISO, start, end."""
    told = [t for t in _days(page, span) if t.end <= high]
    if not told:
        return None
    token, day = told[-1], told[-1].value
    year = settle(page, token, "", token.start, token.end).year
    try:
        return (date(year, day.month, day.day).isoformat(), token.start, token.end) if year else None
    except ValueError:  # 2023年…2月29日
        return None


@lru_cache(maxsize=2)  # a sentence appoints many
def _days(page: Page, span: Span) -> list[Token]:
    told = days(page, span, page.lexed.between(_DAYS, span.start, span.end))
    return [t for t in told if not _NOT_THEN.match(page.text, t.end)]


def _sentence(page: Page, at: int) -> Span:
    return page.sentences[_index(page, at)]


def _index(page: Page, at: int) -> int:
    return max(0, bisect_right(page.sentences, at, key=lambda span: span.start) - 1)


def _heads(page: Page, at: int) -> Iterator[Span]:
    """The sentences that decide on the list in which `at` stands, the nearest first: those that end in a colon, lines in brackets and
    headings (一、任职)."""
    for span in _above(page, at):
        text = page.text[span.start : span.end].strip()
        if len(text) <= _HEADING or text.endswith("：") or text.startswith("(") and text.endswith(")"):
            if _DECIDES.search(text) and not _lists(page, span):
                yield span
        elif not _lists(page, span):
            return


def _above(page: Page, at: int) -> Iterator[Span]:
    """The sentences before that of `at` in its part and in the title, the nearest first, as far as a list goes."""
    index = _index(page, at)
    part = page.part_of(at)
    for span in reversed(page.sentences[max(0, index - _LISTED) : index]):
        if page.part_of(span.start) != part and page.kind_of(span.start) != "title":
            return
        yield span


def _lists(page: Page, span: Span) -> bool:
    """Whether a sentence is a line of a list that appoints."""
    return any(post.change for mention in page.people_between(span.start, span.end) for post in mention.posts)


@lru_cache(maxsize=2)
def _is_paper(page: Page) -> bool:
    """关于X等同志任职的通知: whether a line of the title says that the page is a paper that appoints."""
    heads = [page.text[start:end] for kind, start, end in page.parts if kind == "title"]
    lines = [line for head in (page.title or "", *heads) for line in head.split("\n")]
    return any({use for word, (use,) in _PAPERS.items() if word in line} == {"act", "paper"} for line in lines)


def dated(page: Page, people: list[Claim], held: list[Claim]) -> list[Claim]:
    """The days of those changes that neither sentence nor list tells: of the meeting that decided, or of the paper itself.

    `people` are the claims of `officials.read`, `held` those of `meetings.read`.
    """
    told = {c.row for c in people if c.field == "changed_on"}
    changes = [c for c in people if c.field == "change" and c.value in _DATED and c.row not in told]
    if not changes:
        return []
    posts = {c.row: c.start for c in reversed(people) if c.field == "post" and c.rule == "people.appointment"}
    meetings = _Meetings(page, held)
    out = []
    for change in changes:
        at = posts.get(change.row)
        day = None if at is None else _of_meeting(page, at, change, meetings) or _of_paper(page, at)
        out += [Claim("positions", change.row, "changed_on", *day)] if day else []
    return out


class _Meetings:
    """The meetings of a page in the order in which they are named, and what is told of each."""

    def __init__(self, page: Page, held: list[Claim]) -> None:
        self._page = page
        self._names = sorted((c for c in held if c.table == "meetings" and c.field == "name"), key=lambda c: c.start)
        self._cells = {(c.row, c.field): c for c in reversed(held) if c.table == "meetings"}

    def day_before(self, at: int) -> Claim | None:
        """The day of the last one named before `at` in the same part, where it is one that decides."""
        index = bisect_left(self._names, at, key=lambda c: c.start) - 1
        if index < 0 or self._page.part_of(self._names[index].start) != self._page.part_of(at):
            return None
        row = self._names[index].row
        return self._cells.get((row, "held_on")) if self._cells[row, "kind"].value in _HELD else None


def _of_meeting(page: Page, at: int, change: Claim, meetings: _Meetings) -> tuple[str, int, int, str] | None:
    """The day of the last meeting told before, where the sentence speaks of a session, or is a line of a list."""
    start = _sentence(page, at).start
    day = meetings.day_before(at)
    if day is None or not (_SESSION.search(page.text, start, max(change.start, at)) or _lists_before(page, at)):
        return None
    return day.value, day.start, day.end, "people.appointment.day_of_meeting"


def _lists_before(page: Page, at: int) -> bool:
    """Whether `at` stands in a list: under a line that ends in a colon."""
    for span in _above(page, at):
        if page.text[span.start : span.end].rstrip().endswith("："):
            return True
        if not _lists(page, span):
            return False
    return False


def _of_paper(page: Page, at: int) -> tuple[str, int, int, str] | None:
    """The date under which a paper that appoints is signed: the first behind it that stands alone."""
    if not _is_paper(page):
        return None
    told = imprints(page)
    index = bisect_right(told, at, key=lambda found: found[0])
    if index == len(told) or told[index][0] > at + _SIGNED:
        return None
    start, day = told[index]
    printed = next((t for t in page.lexed.numbers_between(start, start + _LONGEST) if t.start == start), None)
    return day.isoformat(), start, printed.end if printed else start + _DIGITS, "people.appointment.day_of_paper"
