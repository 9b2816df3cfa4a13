"""Counts that stand before what they count: 3家企业入选…, 完成68个改造任务, A、B等8个项目顺利推进."""

from __future__ import annotations

from dataclasses import dataclass

from ..lex.lexicon import words
from ..lex.token import Token
from .target_amount import Amount
from .target_phrase import Phrase
from .target_words import ACTION, EVENT, IDLE, LEAD, LINK, MARK, MODAL, OF, PERIOD, UNTIL, VALUES, Run, role

_NOUN_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Count:
    """A counted noun: `text` the indicator, `noun` what is counted, [start, end) the evidence."""

    text: str
    noun: str
    start: int
    end: int


def noun(run: Run, amount: Amount) -> tuple[int, int, Token | None]:
    """The span of the noun behind a count, and the word of what befell it."""
    start, limit, event, depth = amount.right, run.end, None, 0
    for t in run.tokens[amount.index + 1 :]:
        if t.start < start:
            continue
        if t.kind == OF and t.start == start:
            start = t.end
        elif t.kind == OF and event is None:
            return start, start, None
        elif t.kind == MARK and role(t) == "open":
            depth += 1
        elif t.kind == MARK and role(t) == "close" and depth:
            depth -= 1
        elif t.kind == "O" and run.slice(t.end, t.end + 1) in words("target_ranks"):
            return start, start, None
        elif t.kind == MARK and role(t) in ("quote", "unquote") and (event is not None or t.start == start or role(t) == "unquote"):
            continue
        elif not depth and (t.kind == MARK or t.kind == LEAD and role(t) == "part" or t.kind in VALUES or t.kind in PERIOD + MODAL):
            limit = t.start
            break
        elif not depth and t.kind in EVENT + ACTION + LINK + IDLE and event is None and t.start > start and (t.kind != LINK or len(t.value)):
            event = t
    return start, min(limit, start + 2 * _NOUN_AT_MOST), event


def read(run: Run, amount: Amount, before: Phrase, counters: frozenset[str]) -> Count | None:
    """The counted noun, where the sentence makes its count a goal or a result; None where it is talk."""
    start, limit, event = noun(run, amount)
    thing = run.slice(start, event.start if event else limit).strip()
    if not thing or len(thing) > _NOUN_AT_MOST or _figurative(thing):
        return None
    inside = [t for t in run.tokens if before.start <= t.start and t.end <= limit]
    if any(t.kind == IDLE for t in inside):
        return None
    own = run.within(amount.floor, amount.token.start)
    verb = _verb(run, amount, own)
    closed = any(t.kind == UNTIL and t.end == amount.left for t in own)
    counted = amount.unit in counters
    if event is not None:
        befell = run.slice(event.start, limit)
        if not counted and not (closed or verb):
            return None
        if verb and not closed:
            return Count(verb + thing + (befell if len(befell) <= 8 else ""), thing, start, limit)
        text = befell + thing if limit > event.end else thing + befell
        return Count(text, thing, start, limit)
    if verb:
        return Count(verb + thing, thing, start, limit)
    if counted and thing.endswith("中") and thing.removesuffix("中").endswith(tuple(words("target_things"))):
        return Count(thing.removesuffix("中"), thing.removesuffix("中"), start, limit - 1)
    if closed and counted and thing.endswith(tuple(words("target_things"))):
        return Count(thing, thing, start, limit)
    return None


def _figurative(thing: str) -> bool:
    """Whether the counted noun is a manner of speaking (三个方面); 重点项目 is none."""
    return thing.startswith(tuple(words("target_figures"))) and not thing.removesuffix("中").endswith(tuple(words("target_things")))


def _verb(run: Run, amount: Amount, own: list[Token]) -> str:
    """The verb of doing right before the count, over 的 (年度新开工的45个…)."""
    end = amount.left
    if own and own[-1].kind == OF and own[-1].end == end:
        own, end = own[:-1], own[-1].start
    for t in reversed(own):
        if t.end == end and t.kind in ACTION + EVENT:
            return run.slice(t.start, t.end)
        if t.kind == LINK and amount.left <= t.start and role(t) == "lead":
            return run.slice(t.start, t.end)
        if t.end < end:
            break
    return ""
