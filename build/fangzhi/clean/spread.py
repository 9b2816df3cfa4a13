"""Names that are spread out side by side: 柴　旺　丁 一 凡　妥　明 is 柴旺, 丁一凡, 妥明.

A roll of names is set in columns: of each name every character stands alone. Which of them belong together is told by the family
names, and where these leave it open by the gaps, which are no wider in a name of three characters than beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from fangzhi.clean import words
from fangzhi.clean.offsets import Edit
from fangzhi.clean.signs import Signs
from fangzhi.lex import lexicon

HAN = "\u3400-\u9fff"
# Between two pieces of text; a wider gap parts columns of another kind.
GAP = Signs(" \u3000", rf"(?<=[{HAN}].)(?:(?<=[^ \u3000].)[ \u3000]{{0,3}})(?=[{HAN}])")
_RUN = re.compile(rf"[{HAN}]+")
# up to three characters between a sign and a place
_PIECE = re.compile(rf"(?<![{HAN}])[{HAN}]{{1,3}}\Z")
# Two characters with a gap may be a heading (目　录); from three on the family names tell.
_FEWEST = 3
# No roll is longer; a longer run of single characters is something else.
_MOST = 120


class _Gap(NamedTuple):
    start: int
    end: int


class _Best(NamedTuple):
    """The best way to read the characters up to one place: what speaks against it, its names' lengths."""

    against: tuple[int, int]
    names: tuple[int, ...]
    open: bool  # another way is as good


def rolls(text: str) -> list[tuple[int, int, list[Edit]]]:
    """The rolls of three single characters or more, in text in which no gap was shortened yet: where each begins and ends, and the
    gaps inside its names."""
    found = ((gaps[0].start - 1, gaps[-1].end + 1, _within(text, gaps)) for gaps in _chains(text))
    return [roll for roll in found if roll[2]]


def _chains(text: str) -> Iterator[list[_Gap]]:
    """Gaps with nothing but single characters between them, at least two together."""
    chain: list[_Gap] = []
    for m in GAP.find(text):
        gap = _Gap(*m.span())
        if chain and gap.start != chain[-1].end + 1:
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(gap)
    if len(chain) > 1:
        yield chain


def _within(text: str, gaps: list[_Gap]) -> list[Edit]:
    """The gaps of one chain that stand inside names. Its first and last character may belong to a longer piece, which is a post or
    what follows a name (主席张 掖 生主持), or else a name of its own (欧阳明　杜 鹃)."""
    first, last = gaps[0].start - 1, gaps[-1].end
    gaps = gaps if begins(text, first) else gaps[1:]
    gaps = gaps if _ends(text, last) else gaps[:-1]
    if not _FEWEST - 1 <= len(gaps) < _MOST:
        return []
    best = _read(text, gaps, text[gaps[0].start - 2 : gaps[0].start - 1] in words.lines("post_ends"))
    if best is None or best.open or best.against[0] > len(best.names) // 2:
        return []
    inside, at = [], 0
    for length in best.names:
        inside += gaps[at : at + length - 1]
        at += length
    return [Edit(*gap) for gap in inside]


def begins(text: str, at: int) -> bool:
    """Whether a name can begin with the character at `at`: it stands alone, or behind the end of a post, unless what it ends is a
    name by itself (陆长安　杜　鹃)."""
    before = text[at - 1 : at]
    if not before or not _RUN.fullmatch(before):
        return True
    piece = _PIECE.search(text, max(0, at - 4), at)
    whole = piece is not None and piece[0][0] in _surnames()
    return not whole and before in words.lines("post_ends") and text[at] in _surnames()


def _ends(text: str, at: int) -> bool:
    """Whether a name can end with the character at `at`: it stands alone, or before what may follow a name."""
    after = text[at + 1 : at + 2]
    return not _RUN.fullmatch(after) or after in words.lines("name_followers")


def _read(text: str, gaps: list[_Gap], posted: bool) -> _Best | None:
    """The characters round these gaps as names of two and three, or None where they cannot be. Behind a post a family name is enough."""
    places = [gaps[0].start - 1, *(gap.end for gap in gaps)]
    width = [0, *(gap.end - gap.start + text.count("\u3000", gap.start, gap.end) for gap in gaps), 0]
    best: list[_Best | None] = [_Best((0, 0), (), False)]
    for end in range(1, len(places) + 1):
        ways = []
        for length in (2, 3):
            before = best[end - length] if end >= length else None
            if before is None:
                continue
            start = end - length
            strange = _strange("".join(text[at] for at in places[start:end]), posted)
            inner = max(width[start + 1 : end])
            # a gap at either end of the roll has no width
            tight = length == 3 and any(0 < outer < inner for outer in (width[start], width[end]))
            against = (before.against[0] + strange, before.against[1] + tight)
            ways.append(_Best(against, (*before.names, length), before.open))
        best.append(_least(ways))
    return best[-1]


def _least(ways: list[_Best]) -> _Best | None:
    ways.sort(key=lambda way: way.against)
    if not ways:
        return None
    tied = any(one.against == other.against for one, other in pairwise(ways[:2]))
    return ways[0]._replace(open=True) if tied else ways[0]


def _strange(name: str, posted: bool) -> int:
    """2 for no family name, 1 for what given names are not made of."""
    if name[0] not in _surnames():
        return 2
    return 0 if posted else int(not _given().issuperset(name[1:]))


def _surnames() -> frozenset[str]:
    return lexicon.words("surnames")


@cache
def _given() -> frozenset[str]:
    return lexicon.words("given_characters") | lexicon.words("surnames")
