"""The lexer: words and numbers of the clean text merged into one run of tokens a view, read only where a grammar looks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from . import numbers
from .lexicon import View
from .token import Token


class Lexed:
    """A clean text, its numbers, and its tokens by view, each read when first asked for and kept. Offsets count characters of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._views: dict[View, list[Token]] = {}
        self._stretches: dict[tuple[View, int, int], list[Token]] = {}

    @cached_property
    def numbers(self) -> list[Token]:
        """Tokens of all numeric shapes, in order (kinds: `numbers.find`)."""
        return list(numbers.find(self.text))

    @cached_property
    def _number_starts(self) -> list[int]:
        return [t.start for t in self.numbers]

    def before(self, at: int) -> Iterator[Token]:
        """The numbers that begin before offset `at`, the nearest first."""
        index = bisect_left(self._number_starts, at)
        while index:
            index -= 1
            yield self.numbers[index]

    def tokens(self, view: View) -> list[Token]:
        """Tokens of `view` and the numbers of the whole text, in order, never overlapping.

        At a clash the longer one stays, a word before a number.
        """
        if view not in self._views:
            self._views[view] = _merge(view.find(self.text), self.numbers)
        return self._views[view]

    def between(self, view: View, start: int, end: int) -> list[Token]:
        """Tokens of `view` and the numbers that lie within [start, end). A stretch is read once; what lies outside is not read."""
        key = (view, start, end)
        if key not in self._stretches:
            low = bisect_left(self._number_starts, start)
            high = bisect_left(self._number_starts, end, lo=low)
            read = self.numbers[low:high]
            if read and read[-1].end > end:
                read = [t for t in read if t.end <= end]
            self._stretches[key] = _merge(view.find(self.text, start, end), read)
        return self._stretches[key]


def _merge(found: list[Token], read: list[Token]) -> list[Token]:
    """Words and numbers as one run. Each is in order and free of overlaps by itself."""
    if not read:
        return found
    if not found:
        return list(read)
    out: list[Token] = []
    both = sorted([*found, *read], key=_place)  # stable: a word stands before a number of the same place
    for token in both:
        while out and token[1] < out[-1][2]:
            if token[2] - token[1] <= out[-1][2] - out[-1][1]:
                break
            out.pop()
        else:
            out.append(token)
    return out


def _place(token: Token) -> tuple[int, int]:
    return token[1], -token[2]
