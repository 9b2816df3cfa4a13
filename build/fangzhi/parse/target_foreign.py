"""Numbers that are no targets: a single project's figures, attendance, paces, masked figures."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ..lex.lexicon import entries, words
from ..lex.token import Token
from .target_amount import Amount
from .target_memory import Memory
from .target_phrase import Phrase
from .target_words import (
    BOUND,
    CLASS,
    COMPARISON,
    DURATION,
    EVERY,
    GAP,
    IDLE,
    LABEL,
    MARK,
    MODAL,
    PERIOD,
    QUOTA,
    RATIO,
    SCOPE,
    UNTIL,
    Run,
    listed,
    role,
)

_MASKED = 2
_SEVERAL = 2
# without one of these a sentence tells nothing of a single project
_FOREIGN = frozenset(LABEL + QUOTA)


def spoken(run: Run, amount: Amount, clause: list[Token]) -> bool:
    """Numbers that only sound like results: 一个, “四个翻番”, 每10分钟1台; 万元 and 亿元 without a figure are masked or name a class."""
    number, token = amount.token.value, amount.token
    if clause and clause[-1].end == token.start and role(clause[-1]) == "slash" or number.unit in words("target_physical"):
        return True
    if token.kind == "Q" and number.unit in words("target_ranks") and run.slice(token.start - 1, token.start) in listed("target_first"):
        return True
    slogan = bool(clause) and clause[-1].end == token.start and clause[-1].kind == MARK and role(clause[-1]) == "quote"
    if number.spelled and token.kind == "Q" and (number.value == 1 or slogan):
        return True
    if slogan and token.kind == "Q" and run.slice(token.end, token.end + 1) in listed("target_unquotes"):
        return True  # 出台“18条”政策
    if run.text.startswith(listed("target_numerals"), token.end - 1):
        return True
    if number.spelled and token.end - token.start == _MASKED and token.kind == "M" and amount.follow == "edge" and not amount.link:
        return True
    if _of_others(run, amount):
        return True
    return EVERY in run.kinds and any(t.kind == EVERY and u.kind == DURATION and t.end == u.start for t, u in pairwise(clause))


def _of_others(run: Run, amount: Amount) -> bool:
    """Whether a number in brackets is that of the area compared with: 比全省平均水平(17.3%)高17.2个百分点."""
    i = amount.index
    if i < 2 or amount.token.kind != "P" or run.tokens[i - 1].kind != MARK or role(run.tokens[i - 1]) != "open":
        return False
    opened = run.tokens[i - 1].start
    clause = [t for t in run.tokens[:i] if t.kind != MARK or role(t) not in ("open", "close")]
    at = next((n for n in range(len(clause), 0, -1) if clause[n - 1].kind == MARK and role(clause[n - 1]) in ("comma", "stop", "part")), 0)
    compared = any(t.kind in COMPARISON + GAP for t in clause[at:])
    return compared and run.text.endswith(listed("target_compared"), run.start, opened)


def attendance(run: Run, amount: Amount, before: Phrase, clause: list[Token]) -> bool:
    """People who came are no result."""
    if IDLE not in run.kinds:
        return False
    idle = [t for t in clause if t.kind == IDLE]
    return any(t.start == before.start for t in idle) or bool(idle) and amount.unit in words("target_people")


def foreign(run: Run, amount: Amount, before: Phrase, clause: list[Token], memory: Memory) -> bool:
    """Whether the number is a single project's money, capacity or yield; notes in `memory` when such figures begin and end."""
    counted = memory.counted and memory.noun.endswith(listed("target_things"))
    listing = len(memory.bases) >= _SEVERAL and not memory.project  # figures of the area go on
    if amount.token.kind == "Q" and not counted and not listing and _yield(run, amount, before):
        memory.project = True
        return True
    if _FOREIGN.isdisjoint(run.kinds) and not memory.project:
        return False
    labels = [t for t in clause if t.kind == LABEL or amount.token.kind == "M" and amount.follow == "edge" and _of_plan(run, t)]
    if amount.token.kind == "P" and RATIO in run.kinds:
        # (占总投资的32.1%) is a share of all investment
        labels = [t for t in labels if not any(p.kind == RATIO and p.end == t.start for p in clause)]
    if amount.token.kind == "Q" and any(t.kind == UNTIL and t.end == amount.left for t in clause):
        memory.project = False
        return False
    if any(role(t) == "other" and t.start >= before.start for t in labels):
        return True
    if any(t.kind in MODAL + PERIOD or t.kind == SCOPE and role(t) == "area" for t in clause):
        memory.project = False
    if not memory.counted and any(t.kind == LABEL and role(t) == "yield" for t in run.within(run.start, amount.token.start)):
        memory.project = True
    return memory.project or any(_labelled(run, amount, before, clause, t, memory) for t in labels)


def _of_plan(run: Run, t: Token) -> bool:
    """Whether a word is of what a project is to cost in a year (年度计划, 年度计划投资), and no task."""
    return t.kind == QUOTA and (role(t) == "plan" or run.slice(t.start, t.end) in words("target_generic"))


def _yield(run: Run, amount: Amount, before: Phrase) -> bool:
    """Whether a quantity is what a plant is able to make: 一年可产复合肥5万吨."""
    if amount.unit in words("target_people") or entries("target_counters").get(amount.unit) == ():
        return False
    return _pace().match(before.text) is not None and not any(t.kind == SCOPE and role(t) == "area" for t in run.tokens)


@cache
def _pace() -> re.Pattern[str]:
    told = entries("target_paces")
    when, pace, can = ("|".join(sorted((w for w in told if kind in told[w]), key=len, reverse=True)) for kind in ("when", "pace", "can"))
    return re.compile(rf"(?:{when})?(?:{pace})(?:{can})")


def _labelled(run: Run, amount: Amount, before: Phrase, clause: list[Token], label: Token, memory: Memory) -> bool:
    """Whether a label claims the number for a single project."""
    if any(p.end == label.start and p.kind in PERIOD + SCOPE + "R" for p in clause):
        return False
    if role(label) == "beside":
        return amount.token.kind == "Q" and label.end == amount.left
    if role(label) == "alone":
        return amount.token.kind == "Q" and label.start == before.start and label.end == amount.token.start
    if role(label) == "capacity" and amount.token.kind == "Q" and not _counts_things(amount, before, label):
        if any(s.kind == SCOPE and role(s) == "area" for s in run.within(run.start, label.start)):
            return False
        memory.project = amount.follow == "edge"
        return True
    if role(label) == "money" and label.start == before.start and _of_one(run, label):
        memory.project = memory.project or amount.follow == "edge" and not memory.counted
        return True
    behind = next((t for t in clause if t.start >= label.end), None)
    if role(label) == "money" and behind is not None and behind.kind == "M" and not memory.counted:
        # 投资500万元以上项目84项: the money is the size of what is counted
        return amount.token.kind == "M" or not any(t.kind == BOUND and t.start == behind.end for t in run.within(behind.end, amount.left))
    if role(label) != "money" and label.kind != QUOTA or label.end != before.end or any(t.kind == CLASS for t in clause):
        return False
    if not memory.counted:
        memory.project = amount.follow == "edge"
        return not of_count(run, amount)
    return label.start > before.start and before.text not in words("target_generic")


def _counts_things(amount: Amount, before: Phrase, label: Token) -> bool:
    """Whether a noun between a label and its number is counted one by one: 规划停车位1439个."""
    return label.end < before.end and entries("target_counters").get(amount.unit) == ()


def _of_one(run: Run, label: Token) -> bool:
    """Whether a label opens a bracket behind a name, and not behind a count: 某立交(造价4亿元), but 12个项目(总投资60亿元)."""
    marks = [t for t in run.within(run.start, label.start) if t.kind == MARK]
    if not marks or role(marks[-1]) != "open" or marks[-1].end != label.start:
        return False
    named = run.within(marks[-2].end if len(marks) > 1 else run.start, marks[-1].start)
    return not any(t.kind == "Q" and t.value.unit in words("target_counters") for t in named)


def of_count(run: Run, amount: Amount) -> bool:
    """总投资612.4亿元的87个项目: the money is of the counted things together."""
    behind = run.tokens[amount.index + 1 : amount.index + 3]
    return amount.follow == "of" and len(behind) == 2 and behind[1].kind == "Q" and behind[1].start == behind[0].end
