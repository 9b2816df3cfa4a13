"""The token: what the lexer hands to the grammars."""

from __future__ import annotations

from typing import Any, NamedTuple


class Token(NamedTuple):
    """One typed stretch of the clean text, end exclusive.

    `kind` is one character, so that a run of tokens is also a string over which a grammar's pattern can be
    matched. `value` is what the lexicon says of the word, or the number that was read.
    """

    kind: str
    start: int
    end: int
    value: Any = None


def kinds(tokens: list[Token]) -> str:
    """The kinds of the tokens as one string, a character a token; empty for none."""
    return "".join([t[0] for t in tokens])
