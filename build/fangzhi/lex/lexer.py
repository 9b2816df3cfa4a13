"""The lexer: one walk over the clean text, words and numbers merged into one run of tokens a view."""

from __future__ import annotations

from bisect import bisect_left

from . import numbers
from .lexicon import View
from .token import Token


class Lexed:
    """A clean text with its numbers, read once, and its tokens by view, read when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbers = list(numbers.find(text))
        self._views: dict[View, list[Token]] = {}

    def tokens(self, view: View) -> list[Token]:
        """Tokens of `view` and the numbers, in order, never overlapping: at a clash the longer one stays, a word before a number."""
        if view not in self._views:
            self._views[view] = _merge(view.find(self.text), self.numbers)
        return self._views[view]

    def between(self, view: View, start: int, end: int) -> list[Token]:
        """Tokens of `view` that lie within [start, end)."""
        run = self.tokens(view)
        first = bisect_left(run, start, key=lambda t: t.start)
        last = bisect_left(run, end, lo=first, key=lambda t: t.start)
        return [t for t in run[first:last] if t.end <= end]


def _merge(found, read: list[Token]) -> list[Token]:
    """Two runs of tokens as one. Each run is in order and free of overlaps by itself."""
    both = sorted([*found, *read], key=lambda t: (t.start, t.start - t.end, t.kind in "DRMPQBTNO"))
    out: list[Token] = []
    for token in both:
        if out and token.start < out[-1].end:
            if token.end - token.start <= out[-1].end - out[-1].start:
                continue
            out.pop()
            while out and token.start < out[-1].end:
                out.pop()
        out.append(token)
    return out
