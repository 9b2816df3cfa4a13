"""Tokens of one stretch of a text, for a grammar that looks at few sentences of it."""

from __future__ import annotations

from bisect import bisect_left
from operator import itemgetter

from .lexer import Lexed
from .lexicon import View
from .token import Token

_START = itemgetter(1)


def numbers_within(lexed: Lexed, start: int, end: int) -> list[Token]:
    """The numbers that lie within [start, end), in order."""
    run = lexed.numbers
    first = bisect_left(run, start, key=_START)
    last = bisect_left(run, end, lo=first, key=_START)
    return [t for t in run[first:last] if t[2] <= end]


def tokens_within(lexed: Lexed, view: View, start: int, end: int) -> list[Token]:
    """Tokens of `view` and the numbers within [start, end), in order, never overlapping.

    Only the stretch is read. At a clash the longer token stays, a word before a number, as in Lexed.tokens.
    """
    found = [Token(kind, first + start, last + start, value) for kind, first, last, value in view.find(lexed.text[start:end])]
    read = numbers_within(lexed, start, end)
    return _merged(found, read) if read else found


def _merged(found: list[Token], read: list[Token]) -> list[Token]:
    """Two runs of tokens as one. Each run is in order and free of overlaps by itself, so that few words meet a number."""
    out: list[Token] = []
    at = 0
    for number in read:
        _, start, end, _ = number
        while at < len(found) and found[at][2] <= start:
            out.append(found[at])
            at += 1
        clash = at
        while clash < len(found) and found[clash][1] < end:
            clash += 1
        if any(t[2] - t[1] >= end - start for t in found[at:clash]):
            out.extend(found[at:clash])
        else:
            out.append(number)
        at = clash
    return [*out, *found[at:]]
