"""Numbers of a sentence as amounts: how exact, what stands before and behind, which are dealt out as one group."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ..lex.token import Token
from .target_words import (
    ACTION,
    BOUND,
    COMPARISON,
    DONE,
    DURATION,
    EVERY,
    GAP,
    GROWTH,
    JOIN,
    LEAD,
    LINK,
    MARK,
    MODAL,
    OF,
    RATIO,
    SPREAD,
    UNTIL,
    VALUES,
    Run,
    listed,
    role,
)

# what may stand between an indicator and its number
_CHAIN = frozenset(BOUND + GAP + LINK + SPREAD + MODAL + DONE)
# what may stand right behind a number that closes its clause
_EDGE = frozenset(MARK + JOIN + LINK + GROWTH + COMPARISON + GAP + RATIO + MODAL + DONE)
# a value, or what parts the text that speaks of one from the rest
_STATION = re.compile(f"[{''.join(sorted(VALUES))}{DURATION}{MARK}{LEAD}]")

# a longer stretch in brackets does not belong to the name that it stands in
_ASIDE = 12


class Amount(NamedTuple):
    """A number with its bounds. `index` is its token's; [left, right) takes in bounds, links and adverbs around it.

    `floor` is where the text that speaks of it can begin. `follow` says what stands behind: `edge` (its clause or member ends),
    `spent` (money: what it was spent on), `of` (的), or `noun`. `each` says that 分别 or the like deals it out, `link` is the
    verb that joins it to its indicator, `aimed` that a word of aim stands there, `commands` that its bound does (不低于).
    """

    index: int
    token: Token
    floor: int
    left: int
    right: int
    follow: str
    bound: str | None
    bound_at: tuple[int, int] | None
    each: bool
    link: str
    aimed: bool
    commands: bool

    @property
    def value(self) -> Decimal:
        """The number; of a range its lower end."""
        number = self.token.value
        return number.value if number.low is None else number.low

    @property
    def unit(self) -> str:
        """The canonical unit."""
        return self.token.value.unit


def amounts(run: Run) -> list[Amount]:
    """The numbers of the sentence that may be values, in order."""
    out: list[Amount] = []
    floor = run.start
    outside: list[tuple[int, int, int]] = []
    for found in _STATION.finditer(run.kinds):
        i, kind = found.start(), found[0]
        token = run.tokens[i]
        mark = role(token) if kind == MARK else ""
        if mark == "open":
            outside.append((floor, len(out), token.end))
        if mark == "close" and outside and outside[-1][1] == len(out) and token.start - outside[-1][2] <= _ASIDE:
            floor = outside.pop()[0]
        elif mark in ("comma", "stop", "part", "open", "close") or kind == LEAD and role(token) == "part":
            floor = token.end
        elif kind != MARK and kind != LEAD and not _of_rate(run, i):
            amount = _amount(run, i, floor)
            if kind == DURATION and not amount.link and amount.bound is not None:
                continue
            out.append(amount)
            floor = _next_floor(run, amount)
    return out


def _of_rate(run: Run, i: int) -> bool:
    """千名 of 每千名 and 万人 of 每万人 are measures."""
    token, before = run.tokens[i], run.tokens[i - 1] if i else None
    return token.value.spelled and before is not None and before.kind == EVERY and before.end == token.start


def _next_floor(run: Run, amount: Amount) -> int:
    """Where the text of the next number can begin; a size before a noun (百亿元企业, 20万元以上的村) belongs to what that one counts."""
    if amount.follow in ("edge", "spent"):
        return amount.right
    behind = next((t for t in run.tokens[amount.index + 1 :] if t.start > amount.right), None)
    summed = amount.follow == "of" and behind is not None and behind.kind in VALUES and behind.start == amount.right + 1
    return amount.floor if amount.token.kind == "M" and not summed else amount.token.end


def groups(run: Run, found: list[Amount]) -> list[list[Amount]]:
    """Amounts parted by 、 or 和 alone stand for one list of values: they form a group."""
    out: list[list[Amount]] = []
    for amount in found:
        if out and out[-1][-1].follow == "edge" and _joined(run, out[-1][-1], amount):
            out[-1].append(amount)
        else:
            out.append([amount])
    return out


def _joined(run: Run, before: Amount, after: Amount) -> bool:
    between = [t for t in run.tokens[before.index + 1 : after.index] if t.start >= before.right and t.end <= after.left]
    if len(between) != 1 or before.token.kind != after.token.kind:
        return False
    mark = between[0]
    listed = (mark.kind == JOIN or role(mark) == "list") and not after.link and not after.aimed
    return listed and mark.start == before.right and mark.end == after.left


def _amount(run: Run, i: int, floor: int) -> Amount:
    tokens, token = run.tokens, run.tokens[i]
    left, each, link, aimed, bounds = token.start, False, "", False, []
    for t in reversed(tokens[:i]):
        outside = t.end != left or t.kind not in _CHAIN or t.start < floor
        if outside or t.kind == BOUND and role(t) == "behind" or t.kind == GAP and not role(t):
            break
        left = t.start
        each = each or role(t) == "each"
        link = run.slice(t.start, t.end) if t.kind == LINK else link
        aimed = aimed or t.kind == MODAL
        if t.kind == BOUND or t.kind == GAP and role(t):
            bounds.append(t)
    right, j = token.end, i + 1
    while j < len(tokens) and tokens[j].start == right and tokens[j].kind == BOUND and role(tokens[j]) == "behind":
        bounds.append(tokens[j])
        right, j = tokens[j].end, j + 1
    follow = _follow(run, token, right, j)
    if BOUND in run.kinds:
        bounds += [t for t in run.within(floor, left) if t.kind == BOUND and t.value[1:2] == ("at_least",) and role(t) == "before"]
    bound, at = _bound(token, bounds)
    commands = bool(bounds) and any(t.value[2:] == ("aim",) for t in bounds)
    return Amount(i, token, floor, left, right, follow, bound, at, each, link, aimed, commands)


def _follow(run: Run, token: Token, right: int, j: int) -> str:
    if right >= run.end:
        return "edge"
    if token.kind == "M" and run.text.startswith(listed("target_spending"), right):
        return "edge"
    behind = run.tokens[j] if j < len(run.tokens) and run.tokens[j].start == right else None
    if behind is None:
        return "edge" if not run.slice(right, run.end).strip() or run.text[right].isspace() else "noun"
    if behind.kind == OF:
        # 实现增长8%以上的目标
        return "edge" if run.text.startswith(listed("target_aims"), behind.end) else "of"
    if behind.kind == MARK and role(behind) == "quote" and token.kind == "Q":
        return "noun"  # 新增12个“某省文明村”
    if behind.kind == UNTIL and not run.slice(behind.end, behind.end + 1).isalnum():
        return "edge"  # 防汛应急项目1个等。
    # 7236户28945人: two counts of one thing
    glued = behind.kind == "Q" and token.kind == "Q" and token.end == right
    if behind.kind == ACTION and token.kind == "M" and token.end == right:
        return "spent"
    return "edge" if behind.kind in _EDGE or glued else "noun"


def _bound(token: Token, bounds: list[Token]) -> tuple[str | None, tuple[int, int] | None]:
    """The bound that the words give, 余 and 多 inside the number last; an upper limit is none of the four."""
    # 控制在3%左右 is about 3%, whatever the verb before it says
    for t in sorted(bounds, key=lambda t: t.value[1:2] == ("upper",)) if bounds else ():
        if len(t.value) > 1 and t.value[1]:
            return (None if t.value[1] == "upper" else t.value[1]), (t.start, t.end)
    return ("above" if token.value.more else "exact"), None
