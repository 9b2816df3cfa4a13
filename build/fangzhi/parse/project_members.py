"""Items to members: where in an item a name begins and ends, and what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lex.token import Token
from .project_clauses import Item
from .project_names import built, place
from .project_words import ending, filler, manner, mark, use

_CLASSIFIERS = "个家批"


@dataclass(slots=True)
class Member:
    """A stretch that may be a name. `sign` is what closes it: noun, list, verb or open (nothing: its item's end)."""

    start: int
    end: int
    sign: str
    item: Item
    lead: list[Token] = field(default_factory=list)
    tail: list[Token] = field(default_factory=list)
    after: int = 0
    counted: bool = False


def _count(token: Token) -> bool:
    return token.kind in "NB" or token.kind == "Q" and token.value.unit[:1] in _CLASSIFIERS


def _adverb(token: Token) -> bool:
    return token.kind in "owRDT"


def _opens(token: Token, text: str, left: int, right: int) -> bool:
    """Whether a verb that may stand inside a name opens one here: first in its stretch, or behind a body that acts."""
    before = text[left : token.start]
    if token.end >= right:
        return False
    if not before.strip():
        return True
    acts = ending(before, "project_places") or ending(before, "project_classes") or place(before + "xxx") == before
    return bool(acts) and built(text[token.end : right])


def _closing_verb(token: Token) -> bool:
    return token.kind == "v" and use(token) != "before" and manner(token) != "weak"


def _noun_edge(tokens: list[Token], at: int, left: int) -> tuple[int, bool]:
    """Where the name ends that `tokens[at]` (项目) closes, with counts and modifiers right before it left out; and whether it was counted."""
    end = tokens[at].start
    counted = False
    edge = end
    for token in reversed(tokens[:at]):
        if token.start < left or token.end != edge:
            break
        if _count(token):
            counted, end = True, token.start
        elif token.kind not in "vwozh":
            break
        edge = token.start
    return end, counted


def members(text: str, item: Item) -> list[Member]:
    """The stretches of an item that may be names, left to right."""
    out: list[Member] = []
    tokens = item.tokens
    left, lead_from = item.start, 0
    skip = -1
    for at, token in enumerate(tokens):
        if at <= skip or token.start < left:
            continue
        chunk = text[left : token.start].strip()
        what = mark(token)
        if token.kind == "j" or what == "etc":
            end, counted = (token.start, False) if what else _noun_edge(tokens, at, left)
            sign = "list" if what else "noun"
            out.append(Member(left, end, sign, item, tokens[lead_from:at], tokens[at + 1 :], token.end, counted))
            left = token.end
            if what:
                left = _past_list(tokens, at)
                skip = next((i for i, t in enumerate(tokens) if t.start >= left), len(tokens)) - 1
            lead_from = skip + 1 if what else at + 1
        elif _closing_verb(token) and manner(token) != "soft" or _adverb(token) and chunk or token.kind == "v" and manner(token) != "soft":
            if chunk and (_closing_verb(token) or token.kind != "v"):
                rest = [t for t in tokens[at:]]
                if _subject(text, left, token.start, rest):
                    out.append(Member(left, token.start, "verb", item, tokens[lead_from:at], rest, token.start))
                    left, lead_from = token.end, at + 1
                    continue
            left = token.end
        elif token.kind == "v" and manner(token) == "soft":
            if _opens(token, text, left, item.end):
                left = token.end
            elif use(token) != "before" and token.end == item.end and chunk:
                out.append(Member(left, token.start, "verb", item, tokens[lead_from:at], tokens[at:], token.start))
                left, lead_from = token.end, at + 1
        elif token.kind in "MPBDRT" or token.kind in "l" or _adverb(token) or what == "of":
            left = token.end
        elif token.kind == "Q" and token.value.unit[:1] in _CLASSIFIERS:
            left = token.end
    if left < item.end:
        out.append(Member(left, item.end, "open", item, tokens[lead_from:], [], item.end))
    return [m for m in out if m.end > m.start]


def _past_list(tokens: list[Token], at: int) -> int:
    """Where the closing words of a list end: 等 … 项目, or 等 alone."""
    for token in tokens[at + 1 :]:
        if token.kind == "j":
            return token.end
        if token.kind in "lM" or token.kind == "m" and mark(token) != "of":
            break
    return tokens[at].end


def _subject(text: str, start: int, end: int, rest: list[Token]) -> bool:
    """Whether the stretch before a verb or an adverb is the thing whose stage the verb tells."""
    name = text[start:end].strip()
    if len(name) < 3 or filler(name):
        return False
    for token in rest:
        if _closing_verb(token):
            return True
        if token.kind not in "owRDTs" and mark(token) != "of":
            return False
    return False
