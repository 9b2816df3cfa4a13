"""Hamlets: natural villages whose names close without 村, right behind their village or town (柳湾村石桥屯、大岭屯)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..lex.lexicon import alternatives, entries, words
from .village_words import has_weak, is_count, is_kind, is_void

_LONGEST = 4  # characters of a name
_JOIN = re.compile("[、和及至]")
_HAN = re.compile("[\u4e00-\u9fff]")


def may_hold(text: str) -> bool:
    """Whether a sentence may name a hamlet: a quick look."""
    return any(head in text for head in words("village_hamlets"))


def heads(text: str, edges: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Start and end of the heads of hamlets whose names begin at one of `edges`, and of those listed behind them."""
    for edge in edges:
        found = _named().match(text, edge)
        while found and _stands(text, found):
            yield found.span("head")
            behind = _JOIN.match(text, found.end())
            found = _named().match(text, behind.end()) if behind else None


def _stands(text: str, found: re.Match[str]) -> bool:
    """Whether what was found is a name: of rare characters only where nothing goes on behind it."""
    name, end = found["name"], found.end()
    if text.startswith("村", end) and not is_void(text, end + 1):
        return False  # 坪寨村
    if has_weak(name, strong=True) or is_kind(name, False) or is_count(name[0]) or name in words("village_stops") or _common().search(name):
        return False
    if may_hold(name) or "村" in name:
        return False  # 村村屯屯
    edges = entries("village_edges")
    if len(name) == 1:
        return name in words("surnames")
    return name[0] in edges and name[-1] in edges or not _HAN.match(text, end)


@cache
def _named() -> re.Pattern[str]:
    head, after = alternatives("village_hamlets"), alternatives("village_hamlet_after")
    return re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,{_LONGEST}}}?)(?P<head>{head})(?!{after})")


@cache
def _common() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('village_hamlet_not')})$")
