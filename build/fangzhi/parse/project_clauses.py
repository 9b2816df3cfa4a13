"""Sentences to clauses to items: what stands between commas, with brackets and short quotations kept whole."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ..lex.token import Token
from .project_words import AND, CLAUSE, CLOSE, COMMA, ETC, OF, OPEN, QUOTE, UNQUOTE, has, manner, use

_CLOSING = {CLOSE: OPEN, UNQUOTE: QUOTE}
_REACH = {OPEN: 60, QUOTE: 24}
_PAIR = re.compile(f"[{OPEN}{QUOTE}{CLOSE}{UNQUOTE}]")
# 二、三期; 1号、2号
_NUMERALS = frozenset("一二三四五六期号0123456789")
_SERIES = re.compile(r"[一二三四五六]、[二三四五六七]期|\d期、\d期|\d号?、\d{1,2}号(?!线|公路|院)|[一二三四五]期、[二三四五六]期")
# where an item can end, and where a list's closing words begin
_STATION = re.compile(f"[{CLAUSE}{COMMA}{AND}{ETC}]")
# how far behind 等 the 项目 may stand that its list gives examples of
_LIST_REACH = 26
# and behind words of praise: 等一大批投资规模大、带动能力强的优质项目
_DESCRIBED_REACH = 44


class Item(NamedTuple):
    """A stretch between 、 or ， within one sentence. `tokens` are those outside brackets and quotations."""

    start: int
    end: int
    tokens: list[Token]
    clause: int


def _enclosed(tokens: list[Token], said: str) -> set[int]:
    """Indices of the tokens in brackets and in quotations short enough to be one word, the marks included."""
    stack: list[int] = []
    out: set[int] = set()
    for mark in _PAIR.finditer(said):
        at, kind = mark.start(), mark[0]
        if kind in _REACH:
            stack.append(at)
            continue
        while stack:
            opening = stack.pop()
            what = said[opening]
            if what == _CLOSING[kind]:
                start, end = tokens[opening].start, tokens[at].end
                if end - start <= _REACH[what] and not (what == QUOTE and _steps(tokens[opening + 1 : at], end)):
                    out.update(range(opening, at + 1))
                break
    return out


def _steps(inside: list[Token], end: int) -> bool:
    """Whether a quotation that ends at `end` tells stages: “投产一个、在建一个”, “云签约”."""
    found = [t for t in inside if t.kind == "v" and manner(t) is None]
    return bool(found) and (any(t.kind == "Q" for t in inside) or found[-1].end == end - 1)


def items(text: str, tokens: list[Token], said: str) -> list[Item]:
    """The items of a sentence, in order; `said` are the kinds of its tokens, `clause` numbers the clauses from 0."""
    hidden = _enclosed(tokens, said) if _PAIR.search(said) else set()
    out: list[Item] = []
    start, first, clause, held = 0, 0, 0, 0
    for station in _STATION.finditer(said):
        at, kind = station.start(), station[0]
        token = tokens[at]
        if at in hidden:
            continue
        if kind == ETC:
            held = list_end(tokens, at) or held
        elif kind == CLAUSE or token.start >= held and _parts(tokens, at) and not series(text, token):
            if token.start > start:
                out.append(Item(start, token.start, _shown(tokens, first, at, hidden), clause))
            start, first = token.end, at + 1
            clause += kind == CLAUSE
    if len(text) > start:
        out.append(Item(start, len(text), _shown(tokens, first, len(tokens), hidden), clause))
    return out


def _shown(tokens: list[Token], first: int, last: int, hidden: set[int]) -> list[Token]:
    """The tokens of [first, last) that are not hidden."""
    return [tokens[n] for n in range(first, last) if n not in hidden] if hidden else tokens[first:last]


def list_end(tokens: list[Token], at: int) -> int | None:
    """Where 等 (`tokens[at]`) … 项目 ends, or None where 等 closes no list of projects."""
    described = False
    for n, token in enumerate(tokens[at + 1 :], at + 1):
        described = described or token.kind == OF
        far = token.start - tokens[at].end
        if far > _DESCRIBED_REACH or far > _LIST_REACH and token.kind == "j" and not described:
            return None
        if token.kind in CLAUSE + ETC or told_sum(tokens, n) or has(token, "visit"):
            return None
        follower = tokens[n + 1] if n + 1 < len(tokens) else None
        if token.kind == "v" and follower is not None and follower.kind == "j" and follower.start == token.end:
            # 等绿化提升工程, 等新竣工项目
            continue
        first = n == at + 1 or tokens[at + 1].kind == "Q"
        if (
            first
            and manner(token) == "soft"
            and use(token) == "before"
            and (follower is None or follower.kind == CLAUSE)
        ):
            # 等5个场站建设
            return token.end
        if token.kind == "v" and (use(token) == "before" or manner(token) in ("soft", "governor")):
            return None
        if token.kind == "j":
            return token.end
    return None


def told_sum(tokens: list[Token], at: int) -> bool:
    """Whether a token is money, or a label with its money; 投资规模大 is a word of praise, 10亿元以上项目 a class."""
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].kind == "M" and _class_of(tokens[at : at + 3]):
        return False
    return tokens[at].kind == "M" or tokens[at].kind == "l" and follower is not None and follower.kind in "MNo"


def series(text: str, comma: Token) -> bool:
    """Whether a comma stands between numbers of one thing's parts: 二、三期, 1号、2号楼."""
    if text[comma.start - 1 : comma.start] not in _NUMERALS:
        return False
    return _SERIES.match(text, max(0, comma.start - 2)) is not None or _SERIES.match(text, comma.start - 1) is not None


def _class_of(tokens: list[Token]) -> bool:
    """Whether money with a word behind it says how large projects are: 10亿元|以上|项目."""
    if len(tokens) < 3 or tokens[1].kind != "o" or tokens[2].kind not in "jzBv" + OF:
        return False
    return all(one.end == other.start for one, other in pairwise(tokens))


def _parts(tokens: list[Token], at: int) -> bool:
    """Whether a token parts two items of a clause: 、, or a joining word before an amount."""
    kind = tokens[at].kind
    return (kind == COMMA or kind == AND and _amount_next(tokens, at)) and not _quoted(tokens, at)


def _quoted(tokens: list[Token], at: int) -> bool:
    """Whether a comma stands among counted stages, which one predicate tells: 投产一个、在建一个."""
    if not at or tokens[at - 1].kind not in "vQ":
        return False
    before, behind = tokens[max(0, at - 2) : at], tokens[at + 1 : at + 3]
    return sorted(t.kind for t in before) == ["Q", "v"] == sorted(t.kind for t in behind)


def _amount_next(tokens: list[Token], at: int) -> bool:
    """Whether a joining word stands before an amount or a capacity, and so between two projects."""
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    return follower is not None and follower.start == tokens[at].end and follower.kind in "lk"
