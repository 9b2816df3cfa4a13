"""One sentence to its targets: each number gets the phrase it belongs to, from its own clause or from the one before."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from ..lex.lexicon import entries, words
from ..lex.token import Token
from . import target_count
from .target_amount import Amount, amounts, groups
from .target_context import not_reached
from .target_dealt import dealt, shared
from .target_foreign import attendance, foreign, of_count, spoken
from .target_memory import Found, Memory, found
from .target_phrase import Phrase, phrase
from .target_words import (
    ACTION,
    BOUND,
    COMPARISON,
    DONE,
    DURATION,
    FROM,
    GAP,
    GROWTH,
    HEAD,
    LABEL,
    LINK,
    MARK,
    OF,
    PERIOD,
    PERSON,
    QUOTA,
    RATIO,
    UNTIL,
    VALUES,
    Run,
    listed,
    role,
)  # fmt: skip

_SHORTEST = 2
# a row of a table of projects: 7 某渠改造工程 改造渠道(68.3公里)
_ROW = re.compile(r"\d{1,3}\s\S+(?:\s\S|$)")
# what is longer is a sentence that happens to end in a number
_LONGEST = 40


def read(run: Run, memory: Memory) -> list[Found]:
    """The targets of one sentence. `memory` is what earlier sentences of the paragraph left, and is brought up to date."""
    memory.begin()
    if PERSON in run.kinds:
        return []
    out: list[Found] = []
    stops = [t.end for t in run.tokens if t.kind == MARK and role(t) == "part"]
    passed = 0
    for group in groups(run, amounts(run)):
        while passed < len(stops) and stops[passed] <= group[0].token.start:
            memory.part()
            passed += 1
        out.extend(_group(run, group, memory))
    return out


def _group(run: Run, group: list[Amount], memory: Memory) -> list[Found]:
    leader = group[0]
    clause = run.within(leader.floor, leader.token.start)
    if spoken(run, leader, clause):
        return []
    short = _short(run, leader, memory)
    if short is not None:
        return short
    before = phrase(run, leader.floor, leader.left)
    if foreign(run, leader, before, clause, memory) or attendance(run, leader, before, clause):
        return []
    if leader.token.kind == DURATION:
        return _closing(run, leader, before, memory) if before.text.endswith(listed("target_spans")) else []
    origin = None
    if FROM in run.kinds:
        origin = next((t for t in clause if t.kind == FROM and before.start < t.start < before.end), None)
    if origin is not None:
        return _from(run, leader, phrase(run, before.start, origin.start), origin.end, memory)
    if len(group) > 1:
        return dealt(run, group, before, memory)
    if leader.follow == "spent" and any(t.kind == LABEL for t in clause):
        return []
    if leader.follow in ("edge", "spent"):
        return shared(run, leader, before) or _closing(run, leader, before, memory)
    if leader.follow == "of" and len(run.tokens) > leader.index + 2:
        return _of(run, leader, before, memory)
    return _counted(run, leader, before, memory) if leader.token.kind == "Q" else []


def _short(run: Run, amount: Amount, memory: Memory) -> list[Found] | None:
    """The aim that a clause says was not reached (离…增长15%的目标还有差距); None where it says no such thing."""
    told = not_reached(run) if LABEL in run.kinds else None
    if told is None or not told.end("from") <= amount.token.start or told.start("short") < amount.right:
        return None
    named = phrase(run, max(told.end("from"), run.text.rfind("的", amount.floor, amount.left) + 1), amount.left)
    text = named.text if len(named.text) >= _SHORTEST else memory.indicator
    return [found(text, named, amount, "short", "target")] if text else []


def _closing(run: Run, amount: Amount, before: Phrase, memory: Memory) -> list[Found]:
    """The number closes its clause: what it counts stands before it."""
    named = before.text
    before = _unlisted(run, before)
    if named and not before.text:
        return []
    if named in words("target_bare") and amount.unit == memory.unit and not memory.fresh:
        return []
    if before.kind and not before.base:
        return _changed(run, amount, before, memory)
    if len(before.text) < _SHORTEST:
        return _again(run, amount, before, memory)
    if before.text in words("target_anaphora") and memory.indicator:
        before = before._replace(text=memory.indicator, base=memory.indicator)
    text = base = before.text
    rule, verb = "growth" if before.kind else "level", before.verb
    if text in words("target_generic"):
        text = base = (memory.noun if memory.noun.endswith(listed("target_things")) else "") + text
        rule = "generic"
    else:
        text = _owner(run, amount, before) + _carried(run, amount, before, memory)
        base = before.base if before.kind and before.kind != RATIO else text
        if text != before.text:
            rule, verb = "list", before.verb or memory.verb
    # 新政20条 counts the articles of a paper, and 1.6倍 says nothing without what it is compared with
    nothing = text in words("target_phases") or text.endswith(listed("target_papers")) or _of_row(text)
    nothing = nothing or _rank(run, amount, before) or _of_part(run, amount)
    if len(text) > _LONGEST or nothing or amount.unit in words("target_multiples") and not before.kind:
        return []
    memory.grew = amount.token.kind == "P" and before.kind in (GROWTH, COMPARISON)
    task = next((w for w in listed("target_tasks") if text.endswith(w)), "") if text.endswith(listed("target_tasks")) else ""
    if task and len(text) > len(task) + 1 and _is_task(run, amount, before):
        memory.keep(text.removesuffix(task), base.removesuffix(task), amount, verb, (before.start, before.end))
        return [found(text, before, amount, "task", "target")]
    memory.keep(text, base, amount, verb, (before.start, before.end))
    return [found(text, before, amount, rule)]


def _owner(run: Run, amount: Amount, before: Phrase) -> str:
    """Whose figure it is, where the clause does not say and the sentence opens with it: 化工行业在…拉动下，一季度完成产值54亿元."""
    if entries("target_owners").get(before.text) != ("bare",):
        return ""
    start = max(run.start, run.text.rfind("；", run.start, amount.floor) + 1)
    first = _owners().match(run.text, start, amount.floor)
    inside = run.within(start, amount.token.start)
    return first["owner"] if first and not any(t.kind in VALUES for t in inside) else ""


@cache
def _owners() -> re.Pattern[str]:
    told = entries("target_owners")
    head, behind = ("|".join(w for w in told if told[w] == (kind,)) for kind in ("head", "behind"))
    return re.compile(rf"\s*(?P<owner>[\u4e00-\u9fff]{{2,12}}?(?:{head}))(?:{behind}|，)")


def _is_task(run: Run, amount: Amount, before: Phrase) -> bool:
    """Whether a task is told with its number alone: no word of doing stands before it or right behind it."""
    doing = any(t.kind in DONE or t.kind == LINK and role(t) == "lead" for t in run.within(amount.floor, amount.token.start))
    behind = next((t for t in run.tokens[amount.index + 1 :]), None)
    return not doing and not (behind is not None and behind.start == amount.right and behind.kind in DONE + LINK)


def _of_row(text: str) -> bool:
    """Whether the number is of a row of a table of projects, which opens with its number."""
    return _ROW.match(text) is not None and (" " in text.partition(" ")[2] or text.endswith(listed("target_sites")))


def _of_part(run: Run, amount: Amount) -> bool:
    """Whether the number is of some among others: 四条老街中的三条."""
    return run.text.endswith(_among(), amount.floor, amount.token.start)


@cache
def _among() -> tuple[str, ...]:
    return tuple(a + of for a in listed("target_among") for of in listed("target_of"))


def _rank(run: Run, amount: Amount, before: Phrase) -> bool:
    """Whether a number of places is a rank: 由第7位上升为11位."""
    moved = before.text.endswith(listed("target_rank_moves"))
    return amount.unit in words("target_ranks") and (moved or any(t.kind == "O" for t in run.within(before.start, before.end)))


def _changed(run: Run, amount: Amount, before: Phrase, memory: Memory) -> list[Found]:
    """The clause tells only a change, a share, a gap or a ratio: it is of what the clause before told."""
    if amount.unit in words("target_ranks"):
        return []
    status = None
    if before.kind == QUOTA and amount.token.kind == "P":
        base, rule, status = memory.base, "ratio", "achieved"
        text = base + _done(run) + before.change
    elif before.kind == QUOTA:
        text = base = (memory.base if amount.token.kind == "M" else memory.noun) + before.change
        rule, status = "generic", "target" if before.change in words("target_quotas") else None
    else:
        base, rule = (memory.fresh and _head_before(run, before.start)) or memory.base, "growth"
        if not base:
            return []
        gap = before.kind in GAP + COMPARISON and amount.token.kind == "P" and amount.unit != "%"
        text = base + (memory.speed(before.change) if gap else "") + before.change
    memory.grew = amount.token.kind == "P" and before.kind in (GROWTH, COMPARISON)
    memory.keep(text, base, amount, "", (before.start, before.end))
    return [found(text, before, amount, rule, status)]


def _done(run: Run) -> str:
    """完成, as a ratio to what was to be reached has it."""
    return listed("target_fulfil")[0]


def _again(run: Run, amount: Amount, before: Phrase, memory: Memory) -> list[Found]:
    """The clause names nothing: the number is of the indicator before it (增长7%、力争达到9%), or of the clause before it."""
    behind = run.tokens[amount.index - 1] if amount.index else None
    glued = behind is not None and behind.kind in VALUES and behind.end == amount.token.start
    if memory.indicator and (amount.unit == memory.unit or glued or _paired(run, amount, behind)):
        text, base = memory.indicator, memory.base
        row = Found(text, before.subject, amount, *memory.span, "targets.again")
    elif amount.link and amount.token.kind != "P" and amount.unit in memory.levels and _timed(run, amount):
        # 种植面积达到162万亩，占比38.4%；2025年将达到200万亩: the time is new, what is told is the last of the same unit
        text, base, span = memory.levels[amount.unit]
        row = Found(text, before.subject, amount, *span, "targets.again")
    elif memory.fresh and (text := _head_before(run, before.start)):
        base = text
        row = found(text, before, amount, "apart")
    else:
        return []
    memory.keep(text, base, amount, "", (row.start, row.end))
    return [row]


def _paired(run: Run, amount: Amount, behind: Token | None) -> bool:
    """Whether a comma alone parts two counts of one thing: 239户，848人."""
    if behind is None or amount.index < 2 or behind.kind != MARK or role(behind) != "comma" or behind.end != amount.token.start:
        return False
    first = run.tokens[amount.index - 2]
    return first.kind == "Q" and first.end == behind.start and amount.unit in entries("target_pairs").get(first.value.unit, ())


def _timed(run: Run, amount: Amount) -> bool:
    """Whether the clause of the number names a time of its own."""
    return any(t.kind in PERIOD + "R" for t in run.within(amount.floor, amount.token.start))


def _unlisted(run: Run, before: Phrase) -> Phrase:
    """签约A、B等项目12个 counts 项目 signed: the names before 等 are no part of the indicator."""
    if before.kind or UNTIL not in run.kinds:
        return before
    until = next((t for t in reversed(run.within(before.start, before.end)) if t.kind == UNTIL), None)
    if until is None:
        return before
    tail = run.slice(until.end, before.end)
    field = next((w for w in listed("target_fields") if tail.startswith(w)), "")
    tail = tail[len(field) :]
    text = before.verb + tail if tail else ""
    return before._replace(text=text, base=text)


def _head_before(run: Run, at: int) -> str:
    """The indicator that an earlier clause of the sentence prints without a number: …增加值，在…基础上，同比增长."""
    marks = [t for t in run.within(run.start, at) if t.kind == MARK and role(t) in ("comma", "stop", "part")]
    for i in range(len(marks) - 1, -1, -1):
        start = marks[i - 1].end if i else run.start
        head = next((t for t in reversed(run.within(start, marks[i].start)) if t.kind == HEAD), None)
        if head is not None:
            return phrase(run, start, head.end).text
    return ""


def _carried(run: Run, amount: Amount, before: Phrase, memory: Memory) -> str:
    """A list member with the verb and the head that the member before it printed."""
    text = before.text
    if text in words("target_reach") and memory.indicator and amount.unit != memory.unit:
        return memory.indicator + text
    if before.verb:
        # 新引进亿元以上项目168个，动工83个: what is counted is of that size already
        return text + _tail(memory.noun) if text == before.verb and memory.noun and amount.unit == memory.counter else text
    asserted = amount.link or amount.bound == "above" and amount.bound_at is not None and amount.bound_at[1] <= amount.token.start
    if before.kind or asserted or amount.token.kind != "Q" or not memory.noun:
        return text
    inside = run.within(before.start, before.end)
    if inside and inside[-1].end == before.end and inside[-1].kind in BOUND + "B":
        text += _tail(memory.noun)
    if not memory.verb or text.startswith(listed("target_actions")) or any(t.kind == ACTION for t in inside):
        return text
    return memory.verb + text if amount.unit == memory.unit or _listed(run, before) else text


def _listed(run: Run, before: Phrase) -> bool:
    mark = next(iter(run.within(before.start - 1, before.start)), None)
    return mark is not None and mark.kind == MARK and role(mark) == "list"


def _tail(noun: str) -> str:
    """What follows the size in a counted noun: 项目 of 亿元以上项目."""
    return min((noun.rpartition(size)[2] for size in listed("target_sizes")), key=len)


def _from(run: Run, amount: Amount, before: Phrase, start: int, memory: Memory) -> list[Found]:
    """由71%提高到80%: the level from which a change starts is a result where its year is told; the level reached is of the same."""
    if not before.text:
        return []
    memory.keep(before.text, before.text, amount, "", (before.start, before.end))
    year = next((int(t.value[:4]) for t in run.within(start, amount.token.start) if t.kind == "R" and t.value[:4].isdigit()), None)
    return [found(before.text, before, amount, "from", "achieved", year)] if year else []


def _of(run: Run, amount: Amount, before: Phrase, memory: Memory) -> list[Found]:
    """The number stands before 的: a sum of counted things, or what is to be reached before the ratio to it."""
    at = bisect_left(run.starts, amount.right, lo=amount.index)  # a bound may stand between
    if at + 1 >= len(run.tokens):
        return []
    of, behind = run.tokens[at : at + 2]
    beside = behind.start == of.end
    share = next((w for w in listed("target_ratios") if before.kind == RATIO and before.change.startswith(w)), "")
    quota = before.change.removeprefix(share)
    if beside and behind.kind == "P" and (before.kind == QUOTA or share and quota in words("target_quotas")):
        base = before.base or memory.base
        memory.base, memory.indicator, memory.unit = base, base + (share or _done(run)) + quota, behind.value.unit
        memory.span = (before.start, before.end)
        return [found(base + quota, before, amount, "quota", "target")]
    if of_count(run, amount) and before.text and behind.value.unit in words("target_counters"):
        thing = target_count.counted(run, amount.index + 2, behind.end).thing
        memory.noun, memory.counted = thing, bool(thing)
        return [found(thing + before.text, before, amount, "sum")] if thing else []
    return _counted(run, amount, before, memory) if amount.token.kind == "Q" and not (beside and behind.kind in VALUES) else []


def _counted(run: Run, amount: Amount, before: Phrase, memory: Memory) -> list[Found]:
    """The count stands before its noun."""
    behind = target_count.counted(run, amount.index, amount.right)
    if target_count.sized(run, amount, behind):
        return []
    doing = memory.doing if target_count.goes_on(run, memory.listed, amount, behind) else ""
    count, noun = target_count.read(run, amount, before, behind, doing), behind.thing
    passed = target_count.passing(run, behind, memory.base) if count is None and noun else ""
    if passed:
        return [found(passed, before, amount, "passing")]
    if noun and amount.unit in words("target_counters") and not _of_name(run, amount):
        memory.noun, memory.counted, memory.base, memory.counter = noun, True, noun, amount.unit
    total = noun and (_summed(run.tokens, amount) or amount.unit in words("target_counters") and target_count.whole(run, amount, behind))
    if count is None and total and not target_count.figurative(noun):
        count = target_count.Count(noun, noun, amount.right, amount.right + len(noun))
    count = count or target_count.worked(run, amount)
    if count is None:
        return []
    memory.keep(count.text, count.noun, amount, "", (count.start, count.end))
    memory.noun, memory.doing, memory.listed = count.noun, count.verb, behind.limit
    return [Found(count.text, before.subject, amount, count.start, count.end, "targets.count", None, count.noun)]


def _of_name(run: Run, amount: Amount) -> bool:
    """Whether a number written out is part of a name: 中电六所某产业园."""
    before = run.text[amount.left - 1 : amount.left]
    glued = amount.left > run.start and before.isalnum() and not any(t.end == amount.left for t in run.within(amount.floor, amount.left))
    return glued and amount.token.value.spelled


def _summed(tokens: list[Token], amount: Amount) -> bool:
    """Whether the count follows the sum of what it counts: 年度投资6.7亿元的79件民生实事."""
    of = tokens[amount.index - 1] if amount.index > 1 else None
    return of is not None and of.kind == OF and tokens[amount.index - 2].kind == "M" and amount.unit in words("target_counters")
