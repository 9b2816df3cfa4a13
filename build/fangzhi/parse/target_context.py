"""Whether a number is aimed at or reached, and for which year (genre.md, rules 12 and 13)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..lex.lexicon import entries
from ..lex.token import Token
from .target_words import (
    COMPARISON,
    DONE,
    FROM,
    GAP,
    JOIN,
    LABEL,
    LEAD,
    LINK,
    MODAL,
    OF,
    PERIOD,
    QUOTA,
    SPREAD,
    Run,
    listed,
    role,
)

TARGET, ACHIEVED = "target", "achieved"
_YEAR = re.compile(r"\d{4}|[二一][〇○零九][〇○零一二三四五六七八九]{2}")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HEADING = 40
_CHANGING = frozenset(MODAL + DONE + PERIOD + QUOTA + LABEL + "R")


@dataclass(frozen=True, slots=True)
class Context:
    """What holds at a place of the text: `year` (None: the page's own), its evidence, and `status`.

    `open` says that the text names a time whose year it leaves open, so that the page's own year is not meant. `whole` says that
    it speaks of a whole year (全年) without telling which.
    """

    year: int | None = None
    at: tuple[int, int] | None = None
    status: str | None = None
    open: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """From offset `at` on, `context` holds. `word` is the kind of token that changed it."""

    at: int
    context: Context
    word: str
    weak: bool = False


def steps(run: Run, before: Context, own: int | None) -> list[Step]:
    """How the context changes along the sentence. `own` is the page's year."""
    out: list[Step] = []
    context = before
    for i, token in enumerate(run.tokens):
        if token[0] not in _CHANGING:
            continue
        changed = _change(run, i, token, context, own)
        if changed is not None:
            context = changed
            out.append(Step(token.start, context, token.kind, token.kind == MODAL and role(token) == "weak"))
    return out


def behind(found: list[Step], before: Context) -> Context:
    """What the sentence leaves to the next one of its paragraph: a weak word of aim holds within its sentence only."""
    if not found:
        return before
    strong = [s.context.status for s in found if not s.weak]
    return replace(found[-1].context, status=strong[-1] if strong else before.status)


def at(found: list[Step], before: Context, offset: int) -> Context:
    """The context at an offset; where no status is told yet, the next word of time or aim in the sentence may tell it."""
    context = before
    for step in found:
        if step.at >= offset:
            if context.status is None and step.context.status == TARGET and not step.weak:
                return replace(context, status=TARGET)
            break
        context = step.context
    return context


def may_head(text: str, start: int, end: int) -> bool:
    """Whether a line is short and open as a heading is."""
    return end - start <= _HEADING and text[end - 1] not in "。！？；，：”"


def heading(run: Run, own: int | None) -> Context | None:
    """The context that a heading (a short line without a full stop) sets for what stands below it."""
    meant = None
    for word, attributes in entries("target_headings").items():
        if word in run.slice(run.start, run.end):
            meant = attributes[0]
    if meant is None:
        return None
    context = Context(status=meant)
    for step in steps(run, Context(), own):
        context = replace(step.context, status=meant)
    return context


def _change(run: Run, i: int, token: Token, context: Context, own: int | None) -> Context | None:
    if token.kind == MODAL:
        return replace(context, status=TARGET)
    behind = run.tokens[i + 1] if i + 1 < len(run.tokens) else None
    ratio = behind is not None and behind.kind == OF and behind.start == token.end
    if token.kind == QUOTA and role(token) == "plan" and not ratio or token.kind == LABEL and token.value[1:] == ("target",):
        return replace(context, status=TARGET) if context.status is None else None
    if token.kind == DONE:
        return replace(context, status=ACHIEVED)
    if token.kind not in (PERIOD, "R"):
        return None
    before = run.tokens[i - 1] if i and run.tokens[i - 1].end == token.start else None
    if before is not None and (before.kind in COMPARISON + FROM + GAP + JOIN or before.kind == LEAD and role(before) == "beside"):
        return None
    if token.kind == PERIOD:
        return _relative(token, context, own)
    link = role(before) if before is not None and before.kind == LINK else "none"
    if link not in ("none", "to", "until"):
        return None
    return _printed(run, token, context, own, link == "until" or _aimed(run, i))


def _aimed(run: Run, i: int) -> bool:
    """Whether a word of aim stands right before the time: 确保三季度, 要在年底."""
    at = run.tokens[i].start
    for t in reversed(run.tokens[max(0, i - 3) : i]):
        if t.end != at or t.kind not in LEAD + LINK + SPREAD + MODAL:
            return False
        if t.kind == MODAL:
            return True
        at = t.start
    return False


def _relative(token: Token, context: Context, own: int | None) -> Context:
    offset, *rest = token.value
    status = rest[0] if rest and rest[0] else None
    names_own = rest[1:] == ["own"]
    here = (token.start, token.end)
    if offset == "":
        return Context(None, None, status or context.status, True)
    number = int(offset)
    if number > 1000:
        return Context(number, here, status or context.status)
    if own is None:
        kept = context.year if number == 0 and not names_own else None
        return Context(kept, context.at if kept else None, status or context.status, number != 0, not names_own and status is None)
    year = own + number
    # 全年 and 年内 stay within the year that the sentence has named
    if number == 0 and context.year is not None and context.year != own and not names_own:
        year = context.year
    whole = number == 0 and context.year is None and not names_own and status is None
    return Context(year, here if number else context.at, status or context.status, False, whole)


def _printed(run: Run, token: Token, context: Context, own: int | None, toward: bool) -> Context:
    """A period printed with digits: 2023年, 1—8月, 前三季度, 2023—2025年."""
    word = token.value
    here = (token.start, token.end)
    found = [int(y.translate(_DIGITS).replace("二", "2").replace("九", "9")) for y in _YEAR.findall(word)]
    rest = _YEAR.sub("", word)
    part = "月" in rest or "季度" in rest or "半年" in rest
    until = run.slice(token.end, token.end + 2).startswith(listed("target_before"))
    status = TARGET if until or toward else None
    offset = entries("target_periods").get(word[:2], ("",))[0]
    if not found and offset and own is not None:
        found = [own + int(offset)]
    if not found:
        reached = status or (ACHIEVED if part and "下半年" not in word and "四季度" not in word else TARGET if part else None)
        return replace(context, status=reached or context.status)
    year = found[-1]
    if status is None and own is not None and year != own:
        status = ACHIEVED if year < own else TARGET
    if status is None and part:
        status = ACHIEVED
    kept = context.status if year == own or own is None else None
    return Context(year, here, status or kept)
