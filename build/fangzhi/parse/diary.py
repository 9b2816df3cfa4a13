"""The diary of a leader's days: under the heading of a day it is told where he came to, and who was along."""

from __future__ import annotations

import re
from bisect import bisect_left

from ..lex.lexicon import alternatives, words
from ..lex.token import Token
from .days import headings
from .event import Event
from .page import Page, Span

_GOING = "|".join(sorted((word for word in words("visit_go") if len(word) > 1), key=len, reverse=True))
_CAME = rf"""
    (?P<who>WHO)[^。！？\n]{{0,24}}?(?:{_GOING})(?P<place>[^，。；：！？\s]{{2,24}})(?=[，。；])
"""
# 文岭村的晒场, 石桥村看望慰问: what stands behind the place
_BEYOND = re.compile(rf"(?:的[^的]{{2,8}})$|(?:{alternatives('visit_verbs')})+$")


def read(page: Page, told: list[Event]) -> list[Event]:
    """A visit for each day of a diary under whose heading no event of `told` stands: who came, and the place. It stands at the heading,
    since all that follows up to the next one is told of it. Empty where the page has no two headings of days."""
    days = headings(page)
    names = "|".join(sorted({re.escape(m.name) for m in page.people}, key=len, reverse=True)) if days else ""
    if not names:
        return []
    came = re.compile(_CAME.replace("WHO", names), re.VERBOSE)
    ends = [t.start for t in days[1:]] + [page.parts[page.part_of(days[-1].start)][2]]
    taken = sorted(e.at for e in told if not e.again)
    found = []
    for day, end in zip(days, ends, strict=True):
        if bisect_left(taken, day.start) == bisect_left(taken, end):
            found += _came(page, day, came.search(page.text, day.end, end))
    return found


def _came(page: Page, day: Token, whole: re.Match[str] | None) -> list[Event]:
    if whole is None:
        return []
    place = _BEYOND.sub("", whole["place"])
    start = whole.start("place")
    who, venue = Span(*whole.span("who")), Span(start, start + len(place))
    if len(place) < 2:
        return []
    name = f"{whole['who']}到{place}"
    return [Event(name, (who, venue), "inspection", day.start, "meetings.visit_came", day, None, venue, None, (whole["who"],))]
