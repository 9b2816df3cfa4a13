"""Items to chunks: the stretches between verbs, labels, times and joining words that may be names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..lex.lexicon import words
from ..lex.token import Token
from .project_clauses import Item, list_end
from .project_names import built, whole
from .project_words import ending, has, manner, mark, use

_CLASSIFIERS = "个家批处"
_LABEL_REACH = 8
_IDLE = " \t　、，。和及与"
_TIME = re.compile(r"^.{0,6}(?:前|后|时|期间|之际|以来|起)$")


@dataclass(slots=True)
class Chunk:
    """A stretch that may be a name, with the tokens between it and its neighbours in the item.

    `first` and `last` say that it begins or ends its item; `counted` that a count stands before the 项目 behind it;
    `begin` is where what stands before it with 的 begins.
    """

    start: int
    end: int
    item: Item
    left: list[Token] = field(default_factory=list)
    right: list[Token] = field(default_factory=list)
    first: bool = False
    last: bool = False
    counted: bool = False
    begin: int = -1


def count(token: Token) -> bool:
    """Whether a token counts things: 9个, 12, 两家."""
    return token.kind in "NB" or token.kind == "Q" and token.value.unit[:1] in _CLASSIFIERS


def chunks(text: str, item: Item) -> list[Chunk]:
    """The chunks of an item, left to right; empty stretches, times (春节前) and what stands before 的 make none."""
    out: list[Chunk] = []
    left = begin = item.start
    cluster: list[Token] = []
    tokens = item.tokens
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.start < left or not _bounds(text, item, at, left):
            at += 1
            continue
        said = text[left : token.start].strip(_IDLE)
        if said and (mark(token) == "of" or _TIME.search(said)):
            cluster += [t for t in tokens[:at] if t.start >= left]
        elif said:
            out.append(Chunk(left, token.start, item, cluster, first=not out and not cluster, begin=begin))
            cluster = []
            begin = token.start
        upto = _past(tokens, at)
        cluster += tokens[at : upto + 1]
        left = _past_bracket(text, tokens[upto])
        at = upto + 1
    if text[left : item.end].strip(_IDLE):
        out.append(Chunk(left, item.end, item, cluster, first=not out and not cluster, last=True, begin=begin))
        cluster = []
    for chunk, follower in zip(out, out[1:], strict=False):
        chunk.right = follower.left
    if out and not out[-1].last:
        out[-1].right = cluster
    out = _placed(out)
    for chunk in out:
        _count_off(chunk)
    return out


def _placed(found: list[Chunk]) -> list[Chunk]:
    """Chunks without the places that stand between a subject and its verb: X在某地奠基."""
    out: list[Chunk] = []
    for chunk in found:
        verb = chunk.right[0] if chunk.right else None
        if out and chunk.left and has(chunk.left[-1], "place") and all(t.kind in "owRDT" for t in chunk.left) and verb is not None and verb.kind == "v" and use(verb) != "before":
            out[-1].right = out[-1].right + chunk.right
            continue
        out.append(chunk)
    return out


def _past_bracket(text: str, token: Token) -> int:
    """The end of a token, or of the bracket right behind 项目: 某铁路项目(某段)开工."""
    end = token.end
    if token.kind == "j" and text[end : end + 1] == "(":
        closing = text.find(")", end, end + 24)
        return closing + 1 if closing > 0 else end
    return end


def _past(tokens: list[Token], at: int) -> int:
    """Index of the last token that goes with `tokens[at]`: the number of a label, the 项目 of 等."""
    token = tokens[at]
    if mark(token) == "etc":
        end = list_end(tokens, at)
        if end:
            return next(n for n, t in enumerate(tokens) if t.end == end)
    number = {"l": "M", "k": "Q"}.get(token.kind)
    if number:
        for n in range(at + 1, min(at + 3, len(tokens))):
            if tokens[n].kind == number and tokens[n].start - token.end <= _LABEL_REACH:
                return n
            if tokens[n].kind != "o":
                break
    return at


def _bounds(text: str, item: Item, at: int, left: int) -> bool:
    """Whether a token parts a name from what stands beside it."""
    token = item.tokens[at]
    after = item.tokens[at + 1] if at + 1 < len(item.tokens) else None
    kind = token.kind
    if kind == "M":
        return not token.value.spelled or item.tokens[at - 1].kind == "l"
    if kind in "lPDRTw":
        return True
    if kind == "j":
        return whole(text, token.start, token.end, after, item.end)
    if kind == "m":
        return mark(token) in ("etc", "of", "comma", "title", "untitle", "quote", "unquote")
    if kind == "o" and has(token, "number"):
        return after is not None and after.start == token.end and after.kind in "MQPNTRB"
    if kind == "o":
        return not has(token, "start") or not text[left : token.start].strip() or after is not None and after.start == token.end and (after.kind in "wRDTMlk" or after.kind == "v" and manner(after) != "soft" or after.kind == "o" and not has(after, "start"))
    if kind == "v":
        return manner(token) != "soft" or _soft(text, token, left, item.end, after)
    if kind == "k":
        return _label(text, token, after, item)
    if kind == "z":
        return False
    if kind == "N":
        return after is not None and after.kind == "j" and after.start - token.end <= 6
    return count(token) and (token.start == left or after is not None and after.kind in "jB") or kind == "Q" and token.value.unit.split("/")[0] not in words("project_units") and built(text[left : token.start])


def _label(text: str, token: Token, after: Token | None, item: Item) -> bool:
    """Whether a capacity's label stands behind its name and not inside it (年产8万吨 before a product)."""
    if after is None or after.kind != "Q" or after.start - token.end > _LABEL_REACH:
        return False
    if not token.value:
        return True
    rest = text[after.end : after.end + 1]
    return after.start > token.end + 1 or after.end >= item.end or rest in "的(，、。；"


def _soft(text: str, token: Token, left: int, right: int, after: Token | None) -> bool:
    """Whether a verb that may stand inside a name opens one (first in its stretch, or behind a body that acts) or closes one."""
    before = text[left : token.start].strip()
    if token.end >= right:
        return bool(before) and use(token) != "before"
    if not before:
        return True
    if use(token) == "after":
        return after is not None and after.start == token.end and after.kind in "mvo"
    rest = text[token.end : after.start] if after is not None and mark(after) == "etc" else text[token.end : right]
    acts = ending(before, "project_places") or ending(before, "project_classes") or built(before)
    return bool(acts) and built(rest)


def _count_off(chunk: Chunk) -> None:
    """Mark a chunk with a count between it and its closing noun."""
    for token in chunk.right:
        if token.kind == "j":
            chunk.counted = any(count(t) for t in chunk.right if t.start < token.start)
            return
        if token.kind in "lM" or mark(token) == "etc":
            return
