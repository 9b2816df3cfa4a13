"""Titles right beside their villages: before one or behind it, or as a label over several in one sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from ..lex import places
from . import village_patterns as patterns
from .page import Span
from .village_mentions import Mention

GIVEN = re.compile(patterns.said("giver"))
LONGEST = 45
_DASHES = "—－"
_LISTED = re.compile("[、和及与]")
_BEFORE = 6  # characters before a title in which a word refuses it


class Title(NamedTuple):
    """A title as printed, with its span and the year it names."""

    name: str
    start: int
    end: int
    rule: str
    year: str | None = None
    year_start: int = 0


class Sentence(Protocol):
    """What is asked of a sentence: its text and span, the villages in it and their offsets in the text."""

    text: str
    span: Span
    here: list[Mention]
    starts: list[int]
    proposed: bool

    def title_at(self, start: int, end: int, rule: str) -> Title | None:
        """The title in [start, end) of the text."""

    def has_inner(self, m: Mention) -> bool:
        """Whether another village stands inside this one."""


def is_title(name: str) -> bool:
    """Whether a phrase is a title of villages that names its giver, level, batch or year."""
    return GIVEN.search(name) is not None and patterns.head().search(name) is not None and "的" not in name


def near(sentence: Sentence) -> Iterator[tuple[Mention, Title]]:
    """The villages of a sentence with the titles that stand right beside them."""
    label = dashed = None
    counted = 0  # so many villages are to follow the label
    for i, m in enumerate(sentence.here):
        after = sentence.here[i - 1].end - sentence.span.start if i else 0
        opens = _opens(sentence, m)
        before = _before(sentence, opens)
        # 省级文明村——A村、B村: what stands before a dash is of every village listed behind it
        if before and sentence.text[opens - 1] in _DASHES:
            dashed = before
        elif not _LISTED.fullmatch(sentence.text, after, opens):
            dashed = None
        for title in (before or dashed, _behind(sentence, m)):
            if title:
                yield m, title
        found = patterns.label().search(sentence.text, max(after, opens - LONGEST), opens)
        if found:
            label, counted = _received(sentence, found, "villages.label"), int(found["count"] or 0)
        elif counted <= 0 and "；" in sentence.text[after:opens]:
            label = None
        counted -= 1
        if label and not sentence.proposed and not sentence.has_inner(m):
            yield m, label


def _before(sentence: Sentence, opens: int) -> Title | None:
    """The title right before a village or the places it lies in (全国文明村石湖村); it holds no village itself."""
    found = patterns.apposed().search(sentence.text, max(0, opens - LONGEST), opens)
    if found and found["place"] and not places.resolve(found["place"]):
        found = patterns.apposed().search(sentence.text, found.start() + 1, opens)
    if not found:
        return None
    first = bisect_left(sentence.starts, found.start("title"))
    alone = first == len(sentence.starts) or sentence.starts[first] >= opens
    return _received(sentence, found, "villages.apposed") if alone else None


def _behind(sentence: Sentence, m: Mention) -> Title | None:
    """The title in brackets or in the next cell behind a village."""
    end = m.end - sentence.span.start
    following = bisect_left(sentence.starts, end)
    limit = sentence.starts[following] if following < len(sentence.starts) else len(sentence.text)
    found = None if sentence.proposed else patterns.beside().match(sentence.text, end, limit)
    title = sentence.title_at(*found.span(found.lastgroup or 0), "villages.beside") if found else None
    return title if title and is_title(title.name) else None


def _received(sentence: Sentence, found: re.Match[str], rule: str) -> Title | None:
    """The title of a match, unless a word before it says that it is sought or refused."""
    start = found.start("title")
    if patterns.refused().search(sentence.text, max(0, start - _BEFORE), start):
        return None
    title = sentence.title_at(*found.span("title"), rule)
    return title if title and is_title(title.name) else None


def _opens(sentence: Sentence, m: Mention) -> int:
    """Where the places begin that stand right before a village and end with it."""
    at = m.start
    for place in (m.context.town, *m.context.county[:1], m.context.city, m.context.province):
        if place and place.end == at:
            at = place.start
    return max(0, at - sentence.span.start)
