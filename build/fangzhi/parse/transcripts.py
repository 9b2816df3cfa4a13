"""Transcripts and minutes: a head of labelled lines (时间：, 地点：, 主持人：) and turns of speakers (X：…)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..lex.lexicon import alternatives, entries
from ..lex.token import Token
from . import meeting_heads
from .days import part_beside
from .event import Event
from .mention import Mention
from .page import Page, Span

_TITLE = re.compile(alternatives("transcript_titles"))
_LEAST = 3  # turns that make a page a transcript
_HEAD = 1000  # characters in which the labelled lines stand
_GAP = "[ \u3000]*"
_LABELS = "|".join(_GAP.join(label) for label in sorted(entries("minutes_labels"), key=len, reverse=True))
_LINE = re.compile(rf"^{_GAP}(?P<label>{_LABELS}){_GAP}：{_GAP}", re.MULTILINE)
# a turn's speaker stands before a colon, or in the brackets of a label: 主持人 林晓梅：, 【林晓梅】
_BEFORE = re.compile(rf"{_GAP}【?(?:主持人{_GAP}[(：]?)?{_GAP}")
_AFTER = re.compile(r"\)?(?:：|】)")
_MOST_LABELLED = 10  # lines that one label stands before
_GREETING = re.compile(rf"(?P<part>{alternatives('day_parts')})好[！!，。]")
_BRACKETED = re.compile(r"\([^()\n]{1,24}\)")


class Turn(NamedTuple):
    """Someone who has the floor, or stands behind a label: who, in which role, and the span of the name."""

    name: str
    role: str
    start: int
    end: int


def event(page: Page) -> Event | None:
    """The meeting that a transcript or minutes are of, called by its title; None for other pages, or where no line tells its day."""
    lines = _labelled(page)
    if "day" not in lines or not turns(page):
        return None
    day = next((t for t in page.lexed.numbers if t.kind == "D" and t.value.day and 0 <= t.start - lines["day"] <= 3), None)
    head = next(_titles(page), None)
    if day is None or head is None:
        return None
    line, token = head
    bracket = _BRACKETED.match(page.text, token.end)
    whole = Span(line.start, bracket.end() if bracket else token.end)
    venue = _rest(page, lines["place"]) if "place" in lines else None
    name = page.text[whole.start : whole.end]
    part = part_beside(page.text, day) or greeting(page)
    return Event(name, (whole,), token.value[0], whole.start, "meetings.transcript", day, part, venue)


def _titles(page: Page):
    """The lines of the title in which a meeting's head stands, with the last such word."""
    for kind, start, end in page.parts:
        if kind == "title":
            heads = [t for t in meeting_heads.tokens(page, Span(start, end)) if t.kind == "h"]
            if heads and heads[-1].end - start >= 4:
                yield Span(start, end), heads[-1]


def _labelled(page: Page) -> dict[str, int]:
    """Where the text behind each kind of label begins, the first of a kind."""
    out: dict[str, int] = {}
    for m in _LINE.finditer(page.text, 0, min(len(page.text), _HEAD)):
        label = re.sub(_GAP, "", m["label"])
        out.setdefault(entries("minutes_labels")[label][0], m.end())
    return out


def _rest(page: Page, start: int) -> Span | None:
    """What stands on the line behind a label."""
    end = page.text.find("\n", start)
    text = page.text[start : len(page.text) if end < 0 else end].rstrip()
    return Span(start, start + len(text)) if 2 <= len(text) <= 40 else None


def greeting(page: Page) -> Token | None:
    """大家上午好！ among the first words of a transcript: the part of the day."""
    found = _GREETING.search(page.text, 0, _HEAD) if turns(page) else None
    return Token("t", found.start("part"), found.end("part"), entries("day_parts")[found["part"]]) if found else None


@lru_cache(maxsize=2)
def turns(page: Page) -> tuple[Turn, ...]:
    """The turns and labelled people of a transcript or minutes, in order; none where a page is neither. Who presides has no other role."""
    if "：" not in page.text[:_HEAD] and "：\n" not in page.text and "】" not in page.text:
        return ()
    found = [turn for mention in page.people for turn in _turn(page, mention)]
    told = any(_TITLE.search(page.text, start, end) for kind, start, end in page.parts if kind == "title")
    if not told and sum(t.role == "reported" for t in found) < _LEAST:
        return ()
    chairs = {t.name for t in found if t.role == "presided"}
    return tuple(t for t in found if t.role == "presided" or t.name not in chairs)


def _turn(page: Page, mention: Mention) -> list[Turn]:
    """The turn that begins with this mention, or the label that it stands behind."""
    text = page.text
    first = min([mention.start, *(p.start for p in mention.posts)])
    line = text.rfind("\n", 0, first) + 1
    role = _label_over(page, line, first)
    if role:
        return [Turn(mention.name, role, mention.start, mention.end)] if role in _ROLES else []
    if not _AFTER.match(text, mention.until) or not _BEFORE.fullmatch(text, line, first):
        return []
    role = "presided" if text.startswith("主持人", line) else "reported"
    return [Turn(mention.name, role, mention.start, mention.end)]


def _label_over(page: Page, line: int, first: int) -> str | None:
    """The role of the label that the people of a line stand behind: on the line itself, or over it where whole lines go on with people."""
    label = _LINE.match(page.text, line, first)
    for _ in range(_MOST_LABELLED):
        if label or line == 0 or line > _HEAD or not _names_one(page, line):
            break
        line, first = page.text.rfind("\n", 0, line - 1) + 1, line
        label = _LINE.match(page.text, line, first)
    return entries("minutes_labels")[re.sub(_GAP, "", label["label"])][0] if label else None


def _names_one(page: Page, start: int) -> bool:
    """Whether a line is a person with a post and nothing else: 市水利局局长 陈岭."""
    end = page.text.find("\n", start)
    end = len(page.text) if end < 0 else end
    here = [m for m in page.people_between(start, end) if m.posts]
    return len(here) == 1 and here[0].posts[0].start == start and here[0].until == end


_ROLES = frozenset(("presided", "reported", "spoke", "attended"))
