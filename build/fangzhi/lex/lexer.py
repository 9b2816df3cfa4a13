"""The lexer: words and numbers of the clean text merged into one run of tokens a view, read only where a grammar looks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from operator import itemgetter

from . import numbers
from .lexicon import View
from .token import Token


class Lexed:
    """A clean text, its numbers, and its tokens by view, each read when first asked for and kept. Offsets count characters of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._views: dict[View, list[Token]] = {}
        self._words: dict[View, list[Token]] = {}
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
            self._views[view] = merge(view.find(self.text), self.numbers)
        return self._views[view]

    def words(self, view: View) -> list[Token]:
        """Tokens of the words of `view` in the whole text, without numbers. They are read once."""
        if view not in self._words:
            self._words[view] = view.find(self.text)
        return self._words[view]

    def between(self, view: View, start: int, end: int) -> list[Token]:
        """Tokens of `view` and the numbers that lie within [start, end). A stretch is read once; what lies outside is not read."""
        key = (view, start, end)
        if key not in self._stretches:
            self._stretches[key] = merge(view.find(self.text, start, end), self.numbers_between(start, end))
        return self._stretches[key]

    def numbers_between(self, start: int, end: int) -> list[Token]:
        """The numbers that lie within [start, end), in order."""
        starts = self._number_starts
        low = bisect_left(starts, start)
        read = self.numbers[low : bisect_left(starts, end, lo=low)]
        if read and read[-1][2] > end:
            read.pop()
        return read


_START, _END = itemgetter(1), itemgetter(2)


def merge(found: list[Token], read: list[Token]) -> list[Token]:
    """Words and numbers as one run; at a clash the longer stays, of two of one length the one that begins first, a word before a
    number. Each is in order and free of overlaps by itself, so that few words meet a number."""
    if not read:
        return found
    out: list[Token] = []
    at = 0
    for number in read:
        _, start, end, _ = number
        first = bisect_right(found, start, lo=at, key=_END)
        last = bisect_left(found, end, lo=first, key=_START)
        if first == last or all((word[2] - word[1], start) < (end - start, word[1]) for word in found[first:last]):
            out += found[at:first]
            out.append(number)
            at = last
    out += found[at:]
    return out
