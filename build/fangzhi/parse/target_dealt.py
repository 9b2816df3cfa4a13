"""Several values for several indicators, matched in order (分别)."""

from __future__ import annotations

import re

from ..lex.lexicon import words
from .target_amount import Amount
from .target_memory import Found, Memory, found
from .target_phrase import Phrase, members
from .target_words import COMPARISON, GAP, GROWTH, JOIN, MARK, Run, listed, role

_LIST, _PLACE = "、", 10
_PARTED = re.compile("[、和及]")


def dealt(run: Run, group: list[Amount], before: Phrase, memory: Memory) -> list[Found]:
    """城镇、农村居民收入分别达到A、B: a target for each. Nothing where the numbers of names and values differ."""
    if len(before.text) == 1 and not before.kind:
        return []  # a 高 or 低 whose comparison stands before a bracket
    base = before.base or memory.base
    # 增速分别高于全国、全省: the gap stands behind the word of comparison
    told = before.kind == GAP or before.kind == COMPARISON and any(t.kind == GAP for t in run.within(before.cut, before.end))
    gaps = _gaps(run, before, len(group)) if told and base else []
    if gaps:
        base += memory.speed(before.change)
        return [found(base + gap, before, amount, "gaps") for amount, gap in zip(group, gaps, strict=True)]
    names = _names(run, group[0].floor, before, len(group), memory)
    out = []
    for amount, name in zip(group, names, strict=False):
        text = name + before.change
        out.append(found(text, before, _with_last_bound(amount, group[-1]), "dealt"))
        memory.keep(text, name, amount, "", (before.start, before.end))
    if out:
        memory.grew = bool(before.change)
        memory.bases = names
    return out


def shared(run: Run, amount: Amount, before: Phrase) -> list[Found]:
    """Several indicators that all have one value: 甲率、乙率均达100%, 甲产值、乙产值分别增长5%."""
    if before.kind == GROWTH and before.base and any(role(t) == "each" for t in run.within(before.start, before.end)):
        each = next(t.start for t in run.within(before.start, before.end) if role(t) == "each")
        end = min(each, before.cut)
        count = sum(t.kind == MARK and role(t) == "list" for t in run.within(before.start, end)) + 1
        names = members(run.slice(before.start, end), run, before.start, end, count) if count > 1 else []
        return [found(name + before.change, before, amount, "all") for name in names]
    if before.kind or not any(role(t) == "all" for t in run.within(amount.left, amount.token.start)):
        return []
    owners = run.slice(amount.floor, before.start).count(_LIST) + 1
    owned = _owned(run, amount.floor, before, owners) if owners > 1 else []
    if owned:
        return [found(name, before, amount, "all") for name in owned]
    count = sum(t.kind == MARK and role(t) == "list" for t in run.within(before.start, before.end)) + 1
    names = members(before.text, run, before.start, before.end, count) if count > 1 else []
    return [found(name, before, amount, "all") for name in names]


def _with_last_bound(amount: Amount, last: Amount) -> Amount:
    """A bound at the end of the list (A和B以上) is of each value."""
    if amount.bound != "exact" or last.bound == "exact":
        return amount
    return amount._replace(bound=last.bound, bound_at=last.bound_at)


def _gaps(run: Run, before: Phrase, count: int) -> list[str]:
    """高于全国、全省 dealt out: 高于全国, 高于全省."""
    word = next((w for w in listed("target_gaps") if w in before.change), "")
    lead, _, places = before.change.partition(word)
    several, at = [], 0
    marks = [t for t in run.within(before.end - len(places), before.end) if t.kind == JOIN or role(t) == "list"]
    for mark in marks:
        cut = mark.start - (before.end - len(places))
        several.append(places[at:cut])
        at = cut + mark.end - mark.start
    several.append(places[at:])
    return [lead + word + place for place in several] if len(several) == count else []


def _place_end(text: str) -> int:
    """Where the name of a place that opens a text ends; 0 where none does."""
    ends = [at for at in range(2, min(len(text), _PLACE)) if text.endswith(listed("target_places"), 0, at + 1)]
    return next((at + 1 for at in ends if at + 1 not in ends), 0)


def _owned(run: Run, floor: int, before: Phrase, count: int) -> list[str]:
    """The indicator of each of the places before it: 甲市、乙市、丙市开工率."""
    places = _PARTED.split(run.slice(floor, before.start))
    text = before.text
    if text.startswith(places[-1]) or not places[-1]:
        named = [p for p in places if p]
        cut = _place_end(text)
        if cut and len(named) == count - 1:
            places, text = [*named, text[:cut]], text[cut:]
    owned = len(places) == count and text and all(p.endswith(listed("target_places")) and len(p) <= _PLACE for p in places)
    return [p + text for p in places] if owned else []


def _names(run: Run, floor: int, before: Phrase, count: int, memory: Memory) -> list[str]:
    """The indicators that the values are dealt to: of the phrase itself, or the last ones of the clauses before."""
    owned = _owned(run, floor, before, count)
    if owned:
        return owned
    if not before.base:
        return memory.bases[-count:] if len(memory.bases) >= count else []
    each = next((t.start for t in run.within(before.start, before.end) if role(t) == "each"), None)
    if before.base in words("target_generic") and not before.change and len(memory.bases) >= count:
        return [base + before.base for base in memory.bases[-count:]]
    end = before.cut if each is None else min(each, before.cut)
    return members(run.slice(before.start, end), run, before.start, end, count)
