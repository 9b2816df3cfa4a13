"""The phrase that names what a number counts: stripped of time, aim and area, taken apart into base and change."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from ..lex.lexicon import entries, words
from ..lex.token import Token
from .target_words import (
    ACTION,
    ADJUNCT,
    BOUND,
    COMPARISON,
    DONE,
    DURATION,
    FROM,
    GAP,
    GROWTH,
    JOIN,
    LABEL,
    LEAD,
    LINK,
    MARK,
    MODAL,
    OF,
    PERIOD,
    PLACE,
    QUOTA,
    RATIO,
    SCOPE,
    SPREAD,
    UNTIL,
    Run,
    listed,
    role,
)  # fmt: skip

# what can open a clause without being part of its indicator
_OPENING = frozenset(PERIOD + "RD" + MODAL + DONE + SCOPE + LEAD + SPREAD + JOIN + UNTIL)
# what is left out inside an indicator
_INSIDE = frozenset(PERIOD + MODAL + DONE)
# what can close it before its number
_CLOSING = _INSIDE | {OF}
_PIVOTS = frozenset(COMPARISON + GAP + RATIO + ADJUNCT + QUOTA)
_QUOTES = "“”‘’「」『』《》"
_QUOTE = re.compile(f"[{_QUOTES}]")
_PLACE_AT_MOST = 8
# the number of an item, with its bracket or stop
_ITEM = re.compile(r"\s*(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．)）](?!\d))\s*")


class Phrase(NamedTuple):
    """What stands before a number. `text` is all of it, `base` what it is about, `change` the rest (同比增长, 占比, 高于全市).

    `verb` is the verb of doing that opens the base, `subject` the area or body before it. [start, end) is the printed evidence.
    `kind` is the token kind at which the change begins, or nothing; `cut` is where it begins (the end, where there is none).
    """

    text: str
    base: str
    change: str
    kind: str
    verb: str
    subject: str
    start: int
    end: int
    cut: int


def phrase(run: Run, start: int, end: int) -> Phrase:
    """Read the text [start, end) before a number (links and bounds already taken off)."""
    start = first = _behind_item(run, start, end)
    tokens = run.within(start, end)
    start = _behind_rank(run, tokens, start) if "O" in run.kinds else start
    start, subject = _opening(run, tokens, start, end)
    if MODAL in run.kinds:
        start, more = _last_aim(run, tokens, start, end)
        subject = more or subject
    while end > start and tokens and tokens[-1].end == end and tokens[-1].kind in _CLOSING:
        end = tokens.pop().start
    if start > first:
        tokens = [t for t in tokens if t.start >= start]
    pivot = _pivot(tokens, end) if tokens else None
    if pivot is None:
        text = base = _compose(run, tokens, start, end)
        change, kind, cut = "", "", end
    else:
        kind = pivot.kind
        cut = pivot.start
        base = _compose(run, tokens, start, cut)
        change = "".join(run.slice(a, b) for a, b in _without_each(tokens, cut, end)).strip(" 、，：的")
        text = run.slice(start, cut) + change if base and base == run.slice(start, cut).rstrip("的") else base + change
        if kind == ADJUNCT:
            base, change, kind = "", _behind_adjunct(run, tokens, pivot, end), GROWTH
            text = change
    opens = bool(tokens) and tokens[0].kind == ACTION and tokens[0].start == start
    verb = run.slice(start, tokens[0].end) if opens else ""
    return Phrase(text, base, change, kind, verb, subject, start, end, cut)


def _behind_item(run: Run, start: int, end: int) -> int:
    """Where the text of an item begins behind its number ((五)2022年…, 2.改造…), at the head of the sentence."""
    numbered = _ITEM.match(run.text, run.start, end) if start <= run.start + 1 else None
    return numbered.end() if numbered and numbered.end() > start else start


def _behind_rank(run: Run, tokens: list[Token], start: int) -> int:
    """居全省第2位、较上半年提升: a rank has nothing to do with the number behind it."""
    for rank, mark in pairwise(tokens):
        listed_next = rank.kind == "O" and mark.kind == MARK and role(mark) == "list"
        if listed_next and run.slice(rank.end, mark.start) in words("target_ranks"):
            start = mark.end
    return start


def bare(text: str, verb: str) -> str:
    """What a verb of doing is done to: 新增瞪羚企业 is 瞪羚企业."""
    return text[len(verb) :].removeprefix("了") if verb and text.startswith(verb) else text


def members(text: str, run: Run, start: int, end: int, count: int) -> list[str]:
    """The indicators of a coordinated phrase, each standing alone, for `count` values; [] where they do not match."""
    parts = _split(run, start, end)
    for word, several in entries("target_expansions").items():
        if word in text and len(several) == count:
            return [text.replace(word, one) for one in several]
    if len(parts) == 1:
        return [text] * count
    if len(parts) != count:
        # 文化体育和娱乐业、其他运输业营业收入: a member may hold 和
        parts = _split(run, start, end, joined=False)
    return _restored(run, parts, start, end) if len(parts) == count and all(parts) else []


def _without_each(tokens: list[Token], start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of [start, end) beside 分别."""
    out, at = [], start
    for t in tokens:
        if t.start >= at and t.end <= end and t.kind == SPREAD and role(t) == "each":
            out.append((at, t.start))
            at = t.end
    return [*out, (at, end)]


def _split(run: Run, start: int, end: int, joined: bool = True) -> list[str]:
    """The members of a list, parted by 、 and, where they are `joined`, by 和."""
    out, at = [], start
    for t in run.within(start, end):
        if (t.kind == MARK and role(t) == "list" or joined and t.kind == JOIN) and t.start > at:
            out.append(run.slice(at, t.start))
            at = t.end
    return [*out, run.slice(at, end)]


def _restored(run: Run, parts: list[str], start: int, end: int) -> list[str]:
    """Members with the head that only the last one prints."""
    last = parts[-1]
    if "的" in last and not any("的" in p or p.endswith(listed("target_heads")) for p in parts[:-1]):
        return [p + last[last.index("的") :] for p in parts[:-1]] + [last]
    closing = next((m for m in listed("target_modifiers") if parts[0].endswith(m)), "")
    if closing and all(p in words("target_modifiers") for p in parts[1:]):
        # 民营企业进出口、出口和进口
        return [parts[0], *[parts[0][: -len(closing)] + p for p in parts[1:]]]
    opening = next((m for m in listed("target_modifiers") if last.startswith(m) and len(m) == len(closing)), "")
    if opening:
        prefix, head = parts[0][: -len(closing)], last[len(opening) :]
        return [parts[0] + head, *[prefix + p + head for p in parts[1:-1]], prefix + last]
    heads = listed("target_heads")
    rest = last
    while found := next((h for h in heads if rest.endswith(h)), ""):
        rest = rest[: -len(found)]
    head = last[len(rest) :]
    if not head or head == last:
        return parts
    # 东、中部地区通路率, 村、户脱贫率: one character stands for the first of the last member
    return [p + (last[1:] if len(p) == 1 else _lacking(p, head)) for p in parts[:-1]] + [last]


def _lacking(part: str, head: str) -> str:
    """What a member lacks of the head of the last: 率 where it ends in the class that the head opens with (企业复工率)."""
    ending = next((h for h in listed("target_heads") if part.endswith(h)), "")
    if not ending:
        return head
    return head.removeprefix(ending) if entries("target_heads")[ending] == ("class",) and head.startswith(ending) else ""


def _opening(run: Run, tokens: list[Token], start: int, end: int) -> tuple[int, str]:
    """Where the indicator begins, and the area or body that was left before it."""
    subject, at = "", start
    for i, t in enumerate(tokens):
        if t.start < at:
            continue
        if t.start > at:
            if at == start and t.kind == "R" and t.start - at <= _PLACE_AT_MOST and end - t.end > 2:
                subject, at = run.slice(at, t.start), t.end  # 石桥团2008年种植棉花
                continue
            if not _place(t, at, end):
                break
            subject, at = run.slice(at, t.end), t.end
        elif _opens(run, t, tokens[i + 1] if i + 1 < len(tokens) else None, end):
            subject = run.slice(t.start, t.end) if t.kind == SCOPE else subject
            at = t.end
        else:
            break
    return at, subject


def _opens(run: Run, t: Token, behind: Token | None, end: int) -> bool:
    """Whether a word at the head of a clause is no part of its indicator."""
    if t.kind in _OPENING:
        return True
    beside = behind if behind is not None and behind.start == t.end else None
    if t.kind == LINK:
        moved = beside is not None and beside.kind in PERIOD + "R"
        return moved or role(t) == "only" or role(t) == "lead" and not _keeps_verb(run, t, end)
    if t.kind == DURATION:
        return t.value.unit in words("target_lasting")
    if t.end >= end:
        return False
    if t.kind == QUOTA:
        return role(t) == "plan" and (beside is None or beside.kind != OF)
    return t.kind == MARK or t.kind == BOUND and t.value[1:2] == ("at_least",) or t.kind == LABEL and role(t) == "yield"


def _keeps_verb(run: Run, t: Token, end: int) -> bool:
    """完成投资 stays whole: 投资 alone says nothing."""
    return run.slice(t.end, end) in words("target_generic")


def _place(t: Token, at: int, end: int) -> bool:
    """Whether a token closes the name of a place that opens the clause."""
    return t.kind == PLACE and 2 <= t.start - at <= _PLACE_AT_MOST and t.end < end


def _last_aim(run: Run, tokens: list[Token], start: int, end: int) -> tuple[int, str]:
    """A word of aim inside the clause opens the indicator anew: 通过培育，力争新增… without the comma."""
    aims = [t for t in tokens if t.kind == MODAL and t.start >= start and t.end < end]
    if not aims:
        return start, ""
    last = aims[-1]
    rest = [t for t in tokens if t.start >= last.end]
    at, subject = _opening(run, rest, last.end, end)
    if any(t.start == at and t.kind in _PIVOTS | {GROWTH, FROM} for t in rest):
        return start, ""
    return (at, subject) if end - at >= 2 else (start, "")


def _pivot(tokens: list[Token], end: int) -> Token | None:
    """Where the words of change begin: the first comparison, gap, ratio or quota, else the word of growth that closes the phrase."""
    for t in tokens:
        if t.kind == QUOTA and t.end != end or t.kind == COMPARISON and not _changes(tokens, t):
            continue
        if t.kind in _PIVOTS:
            return t
    growing = None
    for t in reversed(tokens):
        if t.kind != GROWTH or t.end != (growing.start if growing else end):
            break
        growing = t
    return growing


def _changes(tokens: list[Token], comparison: Token) -> bool:
    """Whether a word of change follows the comparison or is part of it (增速)."""
    return role(comparison) == "speed" or any(t.kind in GROWTH + ACTION and t.start >= comparison.end for t in tokens)


def _behind_adjunct(run: Run, tokens: list[Token], pivot: Token, end: int) -> str:
    for t in tokens:
        if t.start > pivot.end and t.kind in COMPARISON + GROWTH:
            return run.slice(t.start, end)
    return ""


def _compose(run: Run, tokens: list[Token], start: int, end: int) -> str:
    """The text of [start, end) without the words of time and aim inside it; a lone half of a quotation mark goes."""
    pieces, at = [], start
    for t in tokens:
        if t.kind in _INSIDE and start <= t.start and t.end <= end and t.start >= at:
            pieces.append(run.slice(at, t.start))
            at = t.end
    text = ("".join(pieces) + run.text[at:end]).strip(" 、，：的")
    if _QUOTE.search(text):
        for left, right in zip(_QUOTES[::2], _QUOTES[1::2], strict=True):
            if text.count(left) != text.count(right):
                text = text.replace(left, "").replace(right, "")
    return text
