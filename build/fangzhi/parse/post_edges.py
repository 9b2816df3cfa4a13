"""Where a post begins: back to the last mark or word that no post begins before, over brackets and quotations that are its own."""

from __future__ import annotations

from collections.abc import Callable

from ..lex.token import Token

_CLOSING = {"》": "《", "”": "“"}
_CLAUSES = frozenset("，。；！？：")
_LONGEST_QUOTE = 16
_SHORT_QUOTE = 6


def left(text: str, before: list[Token], title: Token, low: int, bounds: Callable[[Token], bool]) -> int:
    """The left edge of the post that ends with `title`, at `low` or behind it. `before` are the tokens up to it, kinds as in
    `mention.POSTS`; `bounds` tells of a word whether no post reaches over it."""
    inside = closed = 0  # depth of brackets that close before the title, and where the last does: 恒川(南通)有限公司
    quoted = title.end  # where a quotation begins that belongs to the post: 《X报》总编辑
    for token in reversed(before):
        if token.end <= low:
            break
        mark = text[token.start]
        if token.start >= quoted:
            continue
        if mark in _CLOSING and not inside and (opened := _opened(text, token.start, low, before)) is not None:
            quoted = opened
        elif mark == ")" and token.kind == "p" and (token.end < title.start or _behind_body(text, token, low, before)):
            closed = closed if inside else token.end
            inside += 1
        elif mark == "(" and inside:
            inside -= 1
        elif inside and token.kind == "p" and token.value[0] in ("comma", "end"):
            break
        elif not inside and token.kind in "psDRT" and token.end <= title.start and bounds(token):
            return token.end
    # what stands in a bracket that a clause's mark cuts, or that opens nowhere, is no part of a post
    return closed if inside else low


def _opened(text: str, close: int, low: int, before: list[Token]) -> int | None:
    """Where the name of a paper, or a phrase behind a body, begins that is quoted up to `close`: 省委“X”督导组组长."""
    opened = text.rfind(_CLOSING[text[close]], low, close)
    if opened < 0 or close - opened > _LONGEST_QUOTE or not _CLAUSES.isdisjoint(text[opened:close]):
        return None
    if text[opened] == "《" or _body_ends(opened, before):
        return opened
    # 全国“村长”论坛组委会主任: a short phrase in a body's name
    inner = close - opened <= _SHORT_QUOTE and any(t.kind == "g" and t.start > close for t in before)
    return opened if inner and opened > low and "一" <= text[opened - 1] <= "鿿" else None


def _behind_body(text: str, close: Token, low: int, before: list[Token]) -> bool:
    """Whether the bracket that closes right before the title stands behind a body: X工业园区(Y街道)党工委书记."""
    return _body_ends(text.rfind("(", low, close.start), before)


def _body_ends(at: int, before: list[Token]) -> bool:
    return any(t.kind == "g" and t.end == at for t in before)
