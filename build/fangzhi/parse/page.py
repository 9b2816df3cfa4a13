"""The page: one clean document as the grammars see it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ..lex import places
from ..lex.beginnings import Beginnings
from ..lex.lexer import Lexed
from ..lex.lexicon import View, words
from ..lex.token import Token

# a sentence ends at a full stop, an exclamation or question mark, an ellipsis or a line's end; closing marks stay with it
# no sentence of prose is as long as this; a longer run is read in pieces, so that work does not grow faster than a page
_LONGEST = 2000
_SENTENCE = re.compile(r"[^。！？!?\n…]+(?:[。！？!?…]+[”’」』）)]*)?")


_AID = Beginnings(words("aid_words"))


def _without_helpers(text: str, found: list[places.Mention]) -> list[places.Mention]:
    """The places but those that help another one, with the places above them: 佛山市南海区对口帮扶."""
    kept = []
    helper = -1  # where the last one that helps begins
    for mention in reversed(found):
        if mention.end == helper or _AID.at(text, mention.end):
            helper = mention.start
        else:
            kept.append(mention)
    return kept[::-1]


class Span(NamedTuple):
    """A stretch of the clean text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """What the grammars read: the clean text, its parts, what is known of the document.

    `parts` are (kind, start, end) of the stretches to be read, in order: "main", "related" (a teaser, which neither gives its
    date to the main article nor takes one from it) or "title". `published_on` is an ISO date, `--MM-DD` where the year is not
    told, or None.
    """

    text: str
    parts: tuple[tuple[str, int, int], ...]
    title: str | None = None
    publisher: str | None = None
    published_on: str | None = None
    lexed: Lexed = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lexed", Lexed(self.text))

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of all parts, in order; furniture is in none. A run of over 2000 characters is cut behind its marks."""
        found = []
        for _, start, end in self.parts:
            for m in _SENTENCE.finditer(self.text, start, end):
                if m.end() - m.start() > _LONGEST:
                    found += self._pieces(*m.span())
                elif m.group().strip():
                    found.append(Span(*m.span()))
        return found

    def _pieces(self, start: int, end: int) -> Iterator[Span]:
        """A stretch in pieces of at most 2000 characters, cut behind a mark in the second half of each where there is one."""
        while start < end:
            stop = min(start + _LONGEST, end)
            if stop < end:
                middle = start + _LONGEST // 2
                stop = next((at + 1 for mark in "；，、" if (at := self.text.rfind(mark, middle, stop)) >= 0), stop)
            if self.text[start:stop].strip():
                yield Span(start, stop)
            start = stop

    def holding(self, view: View) -> list[Span]:
        """The sentences in which a word of `view` stands, in order, each once; all others need no grammar."""
        if view not in self._holding:
            self._holding[view] = self.sentences_at(view.spots(self.text))
        return self._holding[view]

    def sentences_at(self, offsets: list[int]) -> list[Span]:
        """The sentences in or behind which these offsets stand, which ascend; each once."""
        starts = self._starts
        found = dict.fromkeys([bisect_right(starts, at) - 1 for at in offsets])
        return [self.sentences[i] for i in found if i >= 0]

    @cached_property
    def _holding(self) -> dict[View, list[Span]]:
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _part_starts(self) -> list[int]:
        return [start for _, start, _ in self.parts]

    def part_of(self, at: int) -> int:
        """Index of the part that holds offset `at` (-1: none)."""
        index = bisect_right(self._part_starts, at) - 1
        return index if index >= 0 and at < self.parts[index][2] else -1

    def kind_of(self, at: int) -> str | None:
        """Kind of the part that holds offset `at` ("main", "related", "title"), or None in the furniture."""
        index = self.part_of(at)
        return self.parts[index][0] if index >= 0 else None

    def date_before(self, at: int) -> Token | None:
        """The last date with a month that is printed before offset `at`, as a token of kind `D`."""
        index = bisect_right(self._dates, at, key=lambda t: t.end) - 1
        return self._dates[index] if index >= 0 else None

    @cached_property
    def _dates(self) -> list[Token]:
        return [t for t in self.lexed.numbers if t.kind == "D"]

    def people_between(self, start: int, end: int) -> list:
        """The mentions of people that begin in [start, end), in order of place."""
        low = bisect_left(self._people_starts, start)
        return self.people[low : bisect_left(self._people_starts, end, lo=low)]

    @cached_property
    def _people_starts(self) -> list[int]:
        return [m.start for m in self.people]

    def body(self, at: int) -> str:
        """Text of all parts that may speak of the same event as offset `at`: a teaser alone, or title and articles together."""
        index = self.part_of(at)
        if index < 0:
            return ""
        if self.parts[index][0] == "related":
            return self.text[self.parts[index][1] : self.parts[index][2]]
        return self._articles

    @cached_property
    def _articles(self) -> str:
        return "\n".join(self.text[start:end] for kind, start, end in self.parts if kind != "related")

    @cached_property
    def places(self) -> list[places.Mention]:
        """The places that the page names, furniture included, in order (`places.find`); without those that only lend a hand."""
        return _without_helpers(self.text, list(places.find(self.text)))

    def places_between(self, start: int, end: int) -> list[places.Mention]:
        """Those that begin in [start, end)."""
        low = bisect_left(self._place_starts, start)
        return self.places[low : bisect_left(self._place_starts, end, lo=low)]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [m.start for m in self.places]

    @cached_property
    def whereabouts(self):
        """Where the page is from (`whereabouts.Whereabouts`)."""
        from .whereabouts import whereabouts

        return whereabouts(self)

    @cached_property
    def people(self) -> list:
        """All mentions of people (`mention.Mention`), in order of place."""
        from .people import mentions

        return mentions(self)

    @cached_property
    def events(self) -> list:
        """All tellings of meetings and visits (`event.Event`), in order of place."""
        from .meeting_events import events

        return events(self)

    @cached_property
    def year(self) -> int | None:
        """The year the main article speaks of as its own (今年), by genre.md's rule 12, or None where it stays open."""
        from .years import year_of

        return year_of(self).year
