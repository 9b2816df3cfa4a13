"""The event: one meeting as one sentence tells of it."""

from __future__ import annotations

from typing import NamedTuple

from ..lex.numbers import Day
from ..lex.token import Token
from .page import Span


class Event(NamedTuple):
    """A meeting, ceremony or visit as printed once.

    `name` is put together from `pieces`, the spans of its printed parts. `at` is where it is told; what follows, up to the
    next event, speaks of it. `date` is the token of its day, `part` that of the part of the day. `visitors` are the names of
    those who inspect, `company` of those whom they bring along, `parties` of people who met. `again`: a bare kind that no
    verb of holding brings in (出席开工仪式), most likely one told before.
    """

    name: str
    pieces: tuple[Span, ...]
    kind: str
    at: int
    rule: str
    date: Token | None = None
    part: Token | None = None
    venue: Span | None = None
    convener: Span | None = None
    visitors: tuple[str, ...] = ()
    same_day: bool = False
    again: bool = False
    parties: tuple[str, ...] = ()
    company: tuple[str, ...] = ()

    @property
    def day(self) -> Day | None:
        """Its day as printed."""
        return self.date.value if self.date else None
