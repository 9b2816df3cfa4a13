"""Sentences to clauses to items: what stands between commas, with brackets and short quotations kept whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lex.token import Token
from .project_words import manner, mark, use

_CLOSING = {"close": "open", "unquote": "quote"}
_REACH = {"open": 60, "quote": 24}
# how far behind 等 the 项目 may stand that its list gives examples of
_LIST_REACH = 26
# and behind words of praise: 等一大批投资规模大、带动能力强的优质项目
_DESCRIBED_REACH = 44


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
                    if token.end - start <= _REACH[kind] and not (kind == "quote" and _steps(tokens, start, token.end)):
                        spans.append((start, token.end))
                    break
    return sorted(spans)


def _steps(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a quotation tells stages: “投产一个、在建一个”, “云签约”."""
    inside = [t for t in tokens if start < t.start < end - 1]
    found = [t for t in inside if t.kind == "v" and manner(t) is None]
    return bool(found) and (any(t.kind == "Q" for t in inside) or found[-1].end == end - 1)


def items(text: str, tokens: list[Token]) -> list[Item]:
    """The items of a sentence, in order; `clause` numbers the clauses from 0."""
    spans = _enclosed(tokens)
    out: list[Item] = []
    now, clause, at, held = _Open(0), 0, 0, 0
    for n, token in enumerate(tokens):
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        within = at < len(spans) and spans[at][0] <= token.start
        what = mark(token)
        if within:
            now.inner.append(token)
        elif what == "clause" or token.start >= held and _parts(tokens, n):
            out.append(Item(now.start, token.start, now.tokens, now.inner, clause))
            now = _Open(token.end)
            clause += what == "clause"
        else:
            now.tokens.append(token)
            if what == "etc":
                held = list_end(tokens, n) or held
    out.append(Item(now.start, len(text), now.tokens, now.inner, clause))
    return [i for i in out if i.end > i.start]


def list_end(tokens: list[Token], at: int) -> int | None:
    """Where 等 (`tokens[at]`) … 项目 ends, or None where 等 closes no list of projects."""
    described = False
    for n, token in enumerate(tokens[at + 1 :], at + 1):
        what = mark(token)
        described = described or what == "of"
        far = token.start - tokens[at].end
        if far > _DESCRIBED_REACH or far > _LIST_REACH and token.kind == "j" and not described:
            return None
        if what in ("clause", "etc") or told_sum(tokens, n):
            return None
        follower = tokens[n + 1] if n + 1 < len(tokens) else None
        if token.kind == "v" and manner(token) == "soft" and use(token) == "before":
            # 等绿化提升工程, 等5个场站建设
            if follower is not None and follower.kind == "j" and follower.start == token.end:
                continue
            if (n == at + 1 or tokens[at + 1].kind == "Q") and (follower is None or mark(follower) == "clause"):
                return token.end
        if token.kind == "v" and (use(token) == "before" or manner(token) in ("soft", "governor")):
            return None
        if token.kind == "j":
            return token.end
    return None


def told_sum(tokens: list[Token], at: int) -> bool:
    """Whether a token is money, or a label with its money; 投资规模大 is a word of praise."""
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].kind == "M" or tokens[at].kind == "l" and follower is not None and follower.kind in "MNo"


def _parts(tokens: list[Token], at: int) -> bool:
    """Whether a token parts two items of a clause: 、, or a joining word before an amount."""
    what = mark(tokens[at])
    return (what == "comma" or what == "and" and _amount_next(tokens, at)) and not _quoted(tokens, at)


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
