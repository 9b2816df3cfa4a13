"""One sentence to its targets: each number gets the phrase it belongs to, from its own clause or from the one before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from ..lex.lexicon import words
from ..lex.token import Token
from . import target_count
from .target_amount import Amount, amounts, groups
from .target_phrase import Phrase, bare, members, phrase
from .target_words import (
    BOUND, CLASS, COMPARISON, DURATION, EVERY, FROM, GAP, GROWTH, HEAD, IDLE, LABEL, MARK, MODAL, PERIOD, PERSON, QUOTA, RATIO, SCOPE, UNTIL, VALUES, Run, role,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A target as the sentence gives it; status and period are settled by the context at `amount`."""

    indicator: str
    subject: str
    value: Decimal
    amount: Amount
    start: int
    end: int
    rule: str
    status: str | None = None
    noun: str = ""
    year: int | None = None


@dataclass
class Memory:
    """What an elliptic clause can take up: the last base, indicator, unit, verb and counted noun."""

    base: str = ""
    indicator: str = ""
    unit: str = ""
    verb: str = ""
    noun: str = ""
    subject: str = ""
    span: tuple[int, int] = (0, 0)
    grew: bool = False
    bases: list[str] = field(default_factory=list)
    project: bool = False
    fresh: bool = True
    counted: bool = False


def read(run: Run, memory: Memory) -> list[Found]:
    """The targets of one sentence. `memory` is what earlier sentences of the paragraph left, and is brought up to date."""
    memory.verb, memory.project, memory.fresh, memory.counted = "", False, True, False
    out: list[Found] = []
    if any(t.kind == PERSON for t in run.tokens):
        return out
    stops = [t.end for t in run.tokens if t.kind == MARK and role(t) == "stop" and run.slice(t.start, t.end) == "；"]
    for group in groups(run, amounts(run)):
        if stops and group[0].floor >= stops[0]:
            memory.verb, memory.project = "", False
            stops = [s for s in stops if s > group[0].floor]
        out.extend(_group(run, group, memory))
    return out


def _group(run: Run, group: list[Amount], memory: Memory) -> list[Found]:
    leader = group[0]
    if _spoken(run, leader):
        return []
    before = phrase(run, leader.floor, leader.left)
    if _foreign(run, leader, before, memory) or _attendance(run, leader, before):
        return []
    start = next((t for t in run.within(before.start, before.end) if t.kind == FROM and t.start > before.start), None)
    if start is not None and leader.token.kind != DURATION:
        return _from(run, leader, phrase(run, before.start, start.start), start.end, memory)
    if leader.token.kind == DURATION and not before.text.endswith(tuple(words("target_spans"))):
        return []
    if len(group) > 1:
        return _dealt(run, group, before, memory)
    if leader.follow == "edge" and any(role(t) == "all" for t in run.within(leader.left, leader.token.start)):
        names = _split_rates(run, before)
        if names:
            return [Found(n, before.subject, leader.value, leader, before.start, before.end, "targets.all") for n in names]
    if leader.follow == "edge" or leader.token.kind == DURATION:
        return _closing(run, leader, before, memory)
    if leader.follow == "of":
        return _of(run, leader, before, memory)
    if leader.token.kind == "Q":
        return _counted(run, leader, before, memory)
    return []


def _spoken(run: Run, amount: Amount) -> bool:
    """Numbers that only sound like results: 一个, 每10分钟1台."""
    number = amount.token.value
    if number.spelled and number.value == 1 and amount.token.kind == "Q":
        return True
    # 万元 and 亿元 without a figure stand for a masked one or name a class
    if number.spelled and amount.token.end - amount.token.start == 2 and amount.token.kind == "M" and amount.follow == "edge" and not amount.link:
        return True
    clause = run.within(amount.floor, amount.token.start)
    paced = any(t.kind == EVERY and u.kind == DURATION and t.end == u.start for t, u in zip(clause, clause[1:], strict=False))
    return paced or amount.token.value.spelled and any(t.kind == EVERY and t.end == amount.token.start for t in clause)


def _foreign(run: Run, amount: Amount, before: Phrase, memory: Memory) -> bool:
    """Whether the number is a single project's money, capacity or yield."""
    clause = run.within(amount.floor, amount.token.start)
    labels = [t for t in clause if t.kind == LABEL]
    if amount.token.kind == "Q" and any(t.kind == UNTIL and t.end == amount.left for t in clause):
        memory.project = False
        return False
    if any(role(t) == "other" and t.start >= before.start for t in labels):
        return True
    if any(t.kind in MODAL + PERIOD or t.kind == SCOPE and role(t) == "area" for t in clause):
        memory.project = False
    if not memory.counted and any(t.kind == LABEL and role(t) == "yield" for t in run.within(run.start, amount.token.start)):
        memory.project = True
    if memory.project:
        return True
    for t in labels:
        if any(p.end == t.start and p.kind in PERIOD + SCOPE + "R" for p in clause):
            continue
        own = run.slice(before.start, t.start)
        whole = any(s.kind == SCOPE and role(s) == "area" for s in run.within(run.start, t.start))
        if role(t) == "capacity" and amount.token.kind == "Q" and not whole:
            memory.project = amount.follow == "edge"
            return True
        if role(t) == "money" and not memory.counted and not any(c.kind == CLASS for c in clause):
            memory.project = amount.follow == "edge"
            return not _of_count(run, amount)
        if role(t) == "money" and own and not any(c.kind == CLASS for c in clause) and before.text not in words("target_generic"):
            return True
    return False


def _of_count(run: Run, amount: Amount) -> bool:
    """总投资612.4亿元的87个项目: the money is of the counted things together."""
    behind = [t for t in run.tokens[amount.index + 1 : amount.index + 3]]
    return amount.follow == "of" and len(behind) == 2 and behind[1].kind == "Q" and behind[1].start == behind[0].end


def _unlisted(run: Run, before: Phrase) -> Phrase:
    """签约A、B等项目12个 counts 项目 signed: the names before 等 are no part of the indicator."""
    until = next((t for t in reversed(run.within(before.start, before.end)) if t.kind == UNTIL), None)
    if until is None or before.kind:
        return before
    tail = run.slice(until.end, before.end).removeprefix("领域").removeprefix("方面").removeprefix("行业")
    text = before.verb + tail if tail else ""
    return replace(before, text=text, base=text)


def _closing(run: Run, amount: Amount, before: Phrase, memory: Memory) -> list[Found]:
    """The number closes its clause: what it counts stands before it."""
    named = before.text
    before = _unlisted(run, before)
    if named and not before.text:
        return []
    text, base, rule = before.text, before.base, "level"
    start, end = before.start, before.end
    status = None
    verb = before.verb
    if before.kind == QUOTA and not before.base:
        if amount.token.kind == "P":
            text, base, rule, status = memory.base + "完成" + before.change, memory.base, "ratio", "achieved"
        else:
            text = base = memory.noun + before.change
            rule = "generic"
    elif before.kind and not before.base and amount.unit in words("target_ranks"):
        return []
    elif before.kind and not before.base:
        base, rule = (memory.fresh and _head_before(run, before.start)) or memory.base, "growth"
        if not base:
            return []
        speed = before.kind in GAP + COMPARISON and amount.unit == "个百分点" and memory.grew and "速" not in before.change and "幅" not in before.change
        text = base + ("增速" if speed else "") + before.change
    elif not text or len(text) < 2:
        glued = amount.index > 0 and run.tokens[amount.index - 1].kind in VALUES and run.tokens[amount.index - 1].end == amount.token.start
        if memory.indicator and (amount.unit == memory.unit or glued):
            text, base, rule = memory.indicator, memory.base, "again"
            start, end = memory.span
        elif memory.fresh and (head := _head_before(run, before.start)):
            text, base, rule = head, head, "apart"
        else:
            return []
    elif text in words("target_generic"):
        text, base, rule = memory.noun + text, memory.noun + text, "generic"
    else:
        text = base = _carried(run, amount, before, memory)
        if before.kind:
            base, rule = text if before.kind == RATIO else before.base, "growth"
        elif amount.unit in words("target_multiples"):
            return []
        if text != before.text:
            rule, verb = "list", memory.verb
            base = text
    if _policy(text):
        return []
    memory.grew = amount.token.kind == "P" and bool(before.kind in GROWTH + COMPARISON and before.kind)
    _remember(memory, text, base, amount, verb, before.subject, (start, end))
    return [Found(text, before.subject, amount.value, amount, start, end, f"targets.{rule}", status)]


def _head_before(run: Run, at: int) -> str:
    """The indicator that an earlier clause of the sentence prints without a number: …增加值，在…基础上，同比增长."""
    marks = [t for t in run.tokens if t.kind == MARK and role(t) in ("comma", "stop") and t.end <= at]
    for mark in reversed(marks):
        start = max((m.end for m in marks if m.end <= mark.start), default=run.start)
        head = next((t for t in reversed(run.within(start, mark.start)) if t.kind == HEAD), None)
        if head is not None:
            return phrase(run, start, head.end).text
    return ""


def _attendance(run: Run, amount: Amount, before: Phrase) -> bool:
    """People who came are no result."""
    beside = [t for t in run.within(amount.floor, amount.token.start) if t.kind == IDLE]
    return any(t.start == before.start for t in beside) or bool(beside) and amount.unit in words("target_people")


def _policy(text: str) -> bool:
    """新政20条 counts the articles of a paper."""
    return text.endswith(tuple(words("target_papers")))


def _carried(run: Run, amount: Amount, before: Phrase, memory: Memory) -> str:
    """A list member with the verb and the head that the member before it printed."""
    text = before.text
    tail = [t for t in run.within(before.start, before.end) if t.end == before.end]
    if text in words("target_reach") and memory.indicator and amount.unit != memory.unit:
        return memory.indicator + text
    if before.verb:
        return text + memory.noun if text == before.verb and memory.noun and amount.unit == memory.unit else text
    asserted = amount.link or amount.bound == "above" and amount.bound_at is not None and amount.bound_at[1] <= amount.token.start
    if before.kind or asserted or amount.token.kind != "Q" or not memory.noun:
        return text
    if tail and (tail[0].kind == BOUND or tail[0].kind == "B"):
        text += _tail(run, memory.noun)
    carried = memory.verb and not text.startswith(tuple(words("target_actions"))) and (amount.unit == memory.unit or _listed(run, before))
    if carried and not any(t.kind == "a" for t in run.within(before.start, before.end)):
        text = memory.verb + text
    return text


def _listed(run: Run, before: Phrase) -> bool:
    return any(t.kind == MARK and role(t) == "list" and t.end == before.start for t in run.tokens)


def _tail(run: Run, noun: str) -> str:
    """What follows the size in a counted noun: 项目 of 亿元以上项目."""
    for word in ("以上", "以下", "级", "元"):
        if word in noun:
            return noun.rpartition(word)[2]
    return noun


def _from(run: Run, amount: Amount, before: Phrase, start: int, memory: Memory) -> list[Found]:
    """由71%提高到80%: the level from which the change starts; the level reached takes up the same indicator."""
    if not before.text:
        return []
    _remember(memory, before.text, before.text, amount, "", before.subject, (before.start, before.end))
    years = [t.value for t in run.within(start, amount.token.start) if t.kind == "R" and t.value[:4].isdigit()]
    year = int(years[0][:4]) if years else None
    if year is None:
        return []
    return [Found(before.text, before.subject, amount.value, amount, before.start, before.end, "targets.from", "achieved", "", year)]


def _of(run: Run, amount: Amount, before: Phrase, memory: Memory) -> list[Found]:
    """The number stands before 的: a sum of counted things, or what is to be reached before the ratio to it."""
    behind = [t for t in run.tokens[amount.index + 1 : amount.index + 3]]
    if len(behind) < 2 or behind[1].start != behind[0].end:
        return _counted(run, amount, before, memory) if amount.token.kind == "Q" else []
    if behind[1].kind == "P" and before.kind == QUOTA:
        base = before.base or memory.base
        row = Found(base + before.change, before.subject, amount.value, amount, before.start, before.end, "targets.quota", "target")
        memory.base, memory.indicator, memory.unit = base, base + "完成" + before.change, "%"
        memory.span = (before.start, before.end)
        return [row]
    if behind[1].kind == "Q" and before.text and behind[1].value.unit in words("target_counters"):
        inner = next(a for a in amounts(run) if a.index == amount.index + 2)
        start, limit, event = target_count.noun(run, inner)
        thing = run.slice(start, event.start if event else limit)
        if not thing:
            return []
        memory.noun, memory.counted = thing, True
        return [Found(thing + before.text, before.subject, amount.value, amount, before.start, before.end, "targets.sum")]
    return []


def _counted(run: Run, amount: Amount, before: Phrase, memory: Memory) -> list[Found]:
    """The count stands before its noun."""
    count = target_count.read(run, amount, before, words("target_counters"))
    start, limit, event = target_count.noun(run, amount)
    noun = run.slice(start, event.start if event else limit)
    if noun and amount.unit in words("target_counters"):
        memory.noun, memory.counted, memory.base = noun, True, noun
    if count is None:
        after_sum = amount.index >= 2 and run.tokens[amount.index - 1].kind == "f" and run.tokens[amount.index - 2].kind == "M"
        if not (after_sum and noun and amount.unit in words("target_counters") and not noun.startswith(tuple(words("target_figures")))):
            return []
        count = target_count.Count(noun, noun, start, limit)
    _remember(memory, count.text, count.noun, amount, "", before.subject, (count.start, count.end))
    memory.noun = count.noun
    return [Found(count.text, before.subject, amount.value, amount, count.start, count.end, "targets.count", None, count.noun)]


def _dealt(run: Run, group: list[Amount], before: Phrase, memory: Memory) -> list[Found]:
    """Several values for several indicators, matched in order."""
    change, base_end = before.change, before.end
    if before.kind == GAP and (gaps := _gaps(before, len(group))) and (before.base or memory.base):
        base = (before.base or memory.base) + ("增速" if memory.grew and "速" not in change and "幅" not in change else "")
        return [
            Found(base + gap, before.subject, a.value, a, before.start, before.end, "targets.gaps")
            for a, gap in zip(group, gaps, strict=True)
        ]
    if change:
        base_end = before.start + len(before.base) if before.base else before.start
    names = _names(run, before, base_end, len(group), memory)
    if not names:
        return []
    out = []
    for amount, name in zip(group, names, strict=True):
        shared = amount
        if group[-1].bound not in ("exact",) and amount.bound == "exact":
            shared = replace(amount, bound=group[-1].bound, bound_at=group[-1].bound_at)
        text = name + change
        out.append(Found(text, before.subject, amount.value, shared, before.start, max(before.end, before.start), "targets.dealt"))
        _remember(memory, text, name, amount, "", before.subject, (before.start, before.end))
    memory.grew = bool(change)
    memory.bases = names
    return out


def _split_rates(run: Run, before: Phrase) -> list[str]:
    """Several indicators that all have one value: 甲率、乙率均达100%."""
    count = sum(t.kind == MARK and role(t) == "list" for t in run.within(before.start, before.end)) + 1
    return [] if count < 2 or before.kind else members(before.text, run, before.start, before.end, count)


def _gaps(before: Phrase, count: int) -> list[str]:
    """高于全国、全省 dealt out: 高于全国, 高于全省."""
    word = next((w for w in words("target_gaps") if w in before.change), "")
    lead, _, places = before.change.partition(word)
    several = [p for p in places.replace("和", "、").replace("及", "、").split("、") if p]
    return [lead + word + place for place in several] if len(several) == count else []


def _names(run: Run, before: Phrase, base_end: int, count: int, memory: Memory) -> list[str]:
    if before.base:
        each = [t for t in run.within(before.start, before.end) if role(t) == "each"]
        end = each[0].start if each else base_end
        return members(run.slice(before.start, end), run, before.start, end, count)
    return memory.bases[-count:] if len(memory.bases) >= count else []


def _remember(memory: Memory, text: str, base: str, amount: Amount, verb: str, subject: str, span: tuple[int, int]) -> None:
    memory.indicator, memory.base, memory.unit = text, base, amount.unit
    memory.verb, memory.subject, memory.span, memory.fresh = verb, subject, span, False
    if amount.token.kind == "Q":
        memory.noun = bare(base, verb)
        memory.counted = amount.unit in words("target_counters")
    if not memory.bases or memory.bases[-1] != base:
        memory.bases.append(base)
