"""Sentences to clauses to items: what stands between commas, with brackets and short quotations kept whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lex.token import Token
from .project_words import mark

_CLOSING = {"close": "open", "unquote": "quote", "untitle": "title"}
_REACH = {"open": 60, "quote": 24, "title": 60}


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch between 、 or ， within one sentence. `inner` are tokens in brackets and quotations."""

    start: int
    end: int
    tokens: list[Token]
    inner: list[Token]
    clause: int


@dataclass(slots=True)
class _Open:
    start: int
    tokens: list[Token] = field(default_factory=list)
    inner: list[Token] = field(default_factory=list)


def _enclosed(tokens: list[Token]) -> list[tuple[int, int]]:
    """Spans of brackets and of quotations short enough to be one word."""
    stack: list[tuple[str, int]] = []
    spans = []
    for token in tokens:
        what = mark(token)
        if what in _REACH:
            stack.append((what, token.start))
        elif what in _CLOSING:
            while stack:
                kind, start = stack.pop()
                if kind == _CLOSING[what]:
                    if token.end - start <= _REACH[kind]:
                        spans.append((start, token.end))
                    break
    return sorted(spans)


def items(text: str, tokens: list[Token]) -> list[Item]:
    """The items of a sentence, in order; `clause` numbers the clauses from 0."""
    spans = _enclosed(tokens)
    out: list[Item] = []
    now, clause, at = _Open(0), 0, 0
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        within = at < len(spans) and spans[at][0] <= token.start
        what = mark(token)
        if within:
            now.inner.append(token)
        elif what in ("clause", "comma"):
            out.append(Item(now.start, token.start, now.tokens, now.inner, clause))
            now = _Open(token.end)
            clause += what == "clause"
        else:
            now.tokens.append(token)
    out.append(Item(now.start, len(text), now.tokens, now.inner, clause))
    return [i for i in out if i.end > i.start]
