"""Counts that stand before what they count: 3家企业入选…, 完成68个改造任务, A、B等8个项目顺利推进."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from ..lex.lexicon import entries, words
from ..lex.token import Token
from .target_amount import Amount
from .target_phrase import Phrase
from .target_words import (
    ACTION,
    BOUND,
    DONE,
    EVENT,
    GROWTH,
    IDLE,
    JOIN,
    LEAD,
    LINK,
    MARK,
    MODAL,
    OF,
    PERIOD,
    SCOPE,
    SPREAD,
    UNTIL,
    VALUES,
    Run,
    listed,
    role,
)

_NOUN_AT_MOST, _WORK_AT_MOST = 30, 10
# the longest word of what befell that may stand behind a verb and its noun
_EVENT_AT_MOST = 8
# so many names in a row can be counted behind them; so many tokens on, the next count has come
_FEW, _NEXT, _PARTED = 9, 6, "，；：。、"
# what parts the counts of one list; 和 may be taken for the noun's own
_JOINS = ("", "、", "和", "及", "以及", "、和")
# 等9个项目 only counts the names before it: so short a noun tells nothing
_BARE = 2
_ENDING = frozenset(VALUES) | frozenset(PERIOD + MODAL + "D")


class Count(NamedTuple):
    """A counted noun: `text` the indicator, `noun` what is counted, [start, end) the evidence, `verb` what was done, if no more is told."""

    text: str
    noun: str
    start: int
    end: int
    verb: str = ""


class Noun(NamedTuple):
    """What stands behind a count: [start, limit), with the word of what befell it (`event`), and `thing`, the noun without that."""

    start: int
    limit: int
    event: Token | None
    thing: str


def counted(run: Run, index: int, right: int) -> Noun:
    """What the number at token `index`, which ends with its bounds at `right`, stands before; an empty thing where it is no noun."""
    start, limit, event = _noun(run, index, right)
    return Noun(start, limit, event, _stripped(run, start, event.start if event else limit))


def read(run: Run, amount: Amount, before: Phrase, noun: Noun, doing: str = "") -> Count | None:
    """The counted noun, where the sentence makes its count a goal or a result; None where it is talk.

    `doing` is the verb of the count before it in a list (新建学校3所 is no such list, 新建3所学校、5个广场 is)."""
    start, limit, event, thing = noun
    if not _counts(run, before, noun):
        return None
    single = amount.unit in words("target_counters") or amount.unit in words("target_people")
    if not single and thing.endswith(listed("target_sites")):
        return None
    own = run.within(amount.floor, amount.token.start)
    verb = _verb(run, amount, own) or (doing if event is None else "")
    closed = any(t.kind == UNTIL and t.end == amount.left for t in own)
    if amount.follow == "of" and not verb and not (event is not None and _at_least(run, amount, limit)):
        return None
    if _acts(run, amount, noun) or _listed_before(run, amount) or event is not None and not verb and _of_one_work(run, thing):
        return None
    if event is not None and _counts_on(run, amount, noun):
        return Count(thing, thing, start, event.start)
    if event is not None and (single or closed or verb):
        befell = run.slice(event.start, limit)
        if verb and not closed:
            told = befell if len(befell) <= _EVENT_AT_MOST else run.slice(event.start, event.end)
            return Count(verb + thing + told, thing, start, limit)
        text = befell if befell.endswith(thing) else befell + thing if limit > event.end else thing + befell
        return Count(text, thing, start, limit)
    if event is not None:
        return None
    if verb:
        return Count(verb + thing, thing, start, limit, verb)
    among = thing[: -len(_among())] if thing.endswith(_among()) else ""
    if single and among.endswith(listed("target_things")):
        return Count(among, among, start, limit - len(_among()))
    if single and closed and thing.endswith(listed("target_things")) and (before.verb or len(thing) > _BARE):
        return Count(before.verb + thing, thing, start, limit)
    return None


def _at_least(run: Run, amount: Amount, limit: int) -> bool:
    """Whether a count has its lower bound behind it, and no other count follows: 700万套以上的住房开工建设."""
    bounded = amount.bound == "at_least" and amount.bound_at is not None and amount.bound_at[0] >= amount.token.end
    return bounded and not any(t.kind in VALUES and t.start == limit for t in run.within(limit, run.end)[:1])


def _counts(run: Run, before: Phrase, noun: Noun) -> bool:
    """Whether there is a counted noun, and neither a manner of speaking nor people who came."""
    if not noun.thing or len(noun.thing) > _NOUN_AT_MOST or figurative(noun.thing):
        return False
    return not any(t.kind == IDLE for t in run.within(before.start, noun.limit))


def goes_on(run: Run, end: int, amount: Amount, noun: Noun) -> bool:
    """Whether nothing but a mark of a list parts a count from the noun before it, which ends at `end`."""
    if not 0 <= end <= amount.left:
        return False
    between = run.slice(end, amount.left)
    return between in _JOINS or between == "，" and noun.thing.endswith(listed("target_things"))


def worked(run: Run, amount: Amount) -> Count | None:
    """A count whose noun goes on behind 的 to what was done to it: 完成116栋楼的楼梯间封闭; None where that is not so."""
    of = next((t for t in run.tokens[amount.index + 1 :] if t.start > amount.right and (t.kind in OF + MARK or t.kind in VALUES)), None)
    verb = _verb(run, amount, run.within(amount.floor, amount.token.start))
    if of is None or of.kind != OF or not verb or of.start - amount.right > _NOUN_AT_MOST:
        return None
    behind = run.tokens[bisect_left(run.starts, of.end) :]
    end = next((t.start for t in behind if t.kind == MARK or t.kind in VALUES), run.end)
    if not 2 <= end - of.end <= _WORK_AT_MOST or any(t.kind in VALUES and t.start == end or t.kind == OF for t in behind if t.start <= end):
        return None
    thing = run.slice(amount.right, of.start) + run.slice(of.end, end)
    return None if figurative(thing) else Count(verb + thing, thing, amount.right, end)


def sized(run: Run, amount: Amount, noun: Noun) -> bool:
    """Whether a number is the size of what the next one counts: 出栏50头以上养殖大户23户."""
    if noun.event is not None or amount.bound_at is None or amount.bound_at[0] < amount.token.end:
        return False
    behind = run.within(noun.limit, run.end)[:1]
    return noun.limit > noun.start and bool(behind) and behind[0].kind == "Q" and behind[0].start == noun.limit


def passing(run: Run, noun: Noun, base: str) -> str:
    """The indicator of a count of those that pass a mark, of what `base` tells: 3个村突破50万元. Nothing where there is no mark."""
    start, limit = noun.start, noun.limit
    inside = run.within(limit, run.end)[:2]
    marked = len(inside) == 2 and inside[0].kind == BOUND and inside[0].value[1:2] == ("above",) and inside[1].kind in "MP"
    if not base or not marked or inside[0].start != limit or inside[1].start != inside[0].end or limit == start:
        return ""
    return base + run.slice(limit, inside[1].end) + listed("target_of")[0] + run.slice(start, limit)


def figurative(thing: str) -> bool:
    """Whether the counted noun is a manner of speaking (三个方面); 重点项目 is none."""
    return thing.startswith(listed("target_figures")) and not thing.removesuffix(_among()).endswith(listed("target_things"))


def _among() -> str:
    """中, which closes the whole that later counts are parts of: 47个项目中，竣工9个."""
    return listed("target_among")[0]


def _noun(run: Run, index: int, right: int) -> tuple[int, int, Token | None]:
    """The span of the noun behind a count, and the word of what befell it."""
    start, limit, event, depth = right, run.end, None, 0
    for t in run.tokens[index + 1 :]:
        mark = role(t) if t.kind == MARK else ""
        if t.start < start:
            continue
        if t.kind == OF and t.start == start:
            start = t.end
        elif t.kind == OF and event is None or _ranks(run, t) or t.kind == "R" and t.start == start:
            return start, start, None
        elif mark in ("open", "close"):
            depth += 1 if mark == "open" else -1
            if depth < 0:
                limit = t.start
                break
        elif mark in ("quote", "unquote") and (event is not None or t.start == start or mark == "unquote"):
            continue
        elif not depth and (mark or t.kind in _ENDING or t.kind == LEAD and role(t) == "part" or t.kind == BOUND and role(t) == "before"):
            limit = t.start
            break
        elif not depth and event is None and t.start > start and _befalls(run, t):
            event = t
    limit = min(limit, start + 2 * _NOUN_AT_MOST)
    if event is not None and not _of_what(run, event) and (space := run.text.find(" ", event.end, limit)) > 0:
        limit = space  # a headline and what is printed behind it
    if event is not None and _of_noun(run, event, limit):
        event = None
    return start, limit, event


def _within_places(run: Run, amount: Amount, noun: Noun) -> bool:
    """Whether the counted are only where something is done: 在全县136个村举办培训班."""
    if noun.event is None or not noun.thing.endswith(listed("target_agents")):
        return False
    return any(t.kind == LEAD and run.slice(t.start, t.end) in words("target_within") for t in run.within(amount.floor, amount.left))


def _acts(run: Run, amount: Amount, noun: Noun) -> bool:
    """Whether nothing befell the counted: 5个项目建成后 tells a time, 31个乡镇选派农技员156名 who does it, 在136个村举办 where."""
    if noun.event is None:
        return False
    if _within_places(run, amount, noun):
        return True
    if run.slice(noun.event.end, noun.limit).endswith(listed("target_after")):
        return True
    if noun.event.kind == LINK or run.slice(noun.event.start, noun.event.end) in words("target_fulfil"):
        behind = run.within(noun.limit, run.end)[:1]
        if behind and behind[0].start == noun.limit and behind[0].kind == "M":
            return True  # 611户企业实现产值737亿元
    if noun.event.kind != ACTION or not noun.thing.endswith(listed("target_agents")):
        return False
    behind = run.within(noun.limit, run.end)
    return bool(behind) and behind[0].start == noun.limit and behind[0].kind in VALUES


def _listed_before(run: Run, amount: Amount) -> bool:
    """Whether a small number only counts the names right before it: 甲、乙两个项目有序推进."""
    value = amount.token.value
    if not value.spelled or not 2 <= value.value <= _FEW or run.slice(amount.left - 1, amount.left) in _PARTED:
        return False
    clause = run.within(amount.floor, amount.left)
    if not clause or clause[-1].end == amount.left:
        return False
    return 1 + sum(t.kind == JOIN or t.kind == MARK and role(t) == "list" for t in clause) == value.value


def _of_one_work(run: Run, thing: str) -> bool:
    """Whether what is counted is parts of one building or plant, where no area is spoken of."""
    return thing.endswith(listed("target_parts")) and not any(t.kind == SCOPE and role(t) == "area" for t in run.tokens)


def _counts_on(run: Run, amount: Amount, noun: Noun) -> bool:
    """Whether the next number counts those that it befell: 48个项目开工36个 counts 48 projects."""
    behind = run.within(noun.limit, run.end)[:1]
    if not behind or behind[0].kind != "Q" or behind[0].start != noun.limit or noun.event is None or noun.event.end != noun.limit:
        return False
    return behind[0].value.unit == amount.unit


def whole(run: Run, amount: Amount, noun: Noun) -> bool:
    """Whether the next clause counts only those of the counted that something befell: 128个重点项目，开工119个."""
    if noun.event is not None or not noun.thing.endswith(listed("target_things")) or _listed_before(run, amount):
        return False
    behind = run.within(noun.limit, run.end)[:_NEXT]
    if not behind or behind[0].kind != MARK or role(behind[0]) != "comma" or behind[0].start != noun.limit:
        return False
    at, done = behind[0].end, False
    for t in behind[1:]:
        if t.start != at:
            return False
        if t.kind == "Q":
            return done and t.value.unit == amount.unit
        done = done or t.kind in ACTION + EVENT
        if t.kind not in ACTION + EVENT + DONE + SPREAD:
            return False
        at = t.end
    return False


def _of_what(run: Run, event: Token) -> bool:
    """Whether a word of what befell says of what (入选名单, 获评示范村)."""
    return entries("target_events").get(run.slice(event.start, event.end)) == ("of",)


def _befalls(run: Run, t: Token) -> bool:
    if t.kind in EVENT + IDLE + ACTION or t.kind == LINK and role(t) == "lead":
        return True
    return t.kind == DONE and run.slice(t.start, t.end) in words("target_events")


def _of_noun(run: Run, event: Token, limit: int) -> bool:
    """Whether the word of what befell belongs to the noun: 老旧小区改造项目 are projects, and nothing befell them."""
    process = entries("target_events").get(run.slice(event.start, event.end), ("process",)) == ("process",)
    return process and limit > event.end and run.slice(event.end, limit).endswith(listed("target_things"))


def _ranks(run: Run, t: Token) -> bool:
    """第16位 behind a number makes it the number of those compared."""
    return t.kind == "O" and run.slice(t.end, t.end + 1) in words("target_ranks")


def _stripped(run: Run, start: int, end: int) -> str:
    """The noun without the adverbs that close it (全部, 均)."""
    for t in reversed(run.within(start, end)):
        if t.kind not in SPREAD + DONE + JOIN or t.end != end:
            break
        end = t.start
    return run.slice(start, end).strip()


def _verb(run: Run, amount: Amount, own: list[Token]) -> str:
    """The verb of doing right before the count, over 的 (年度新开工的45个…)."""
    end = amount.left
    if own and own[-1].kind == OF and own[-1].end == end:
        own, end = own[:-1], own[-1].start
    for t in reversed(own):
        if t.end == end and t.kind in ACTION + EVENT + GROWTH:
            return run.slice(t.start, t.end).removesuffix("了")
        if t.kind == LINK and amount.left <= t.start and role(t) == "lead":
            return run.slice(t.start, t.end)
        if t.end == end and t.kind in SCOPE + PERIOD + "R":
            end = t.start  # 完成辖区内215棵古树的…
        if t.end < end:
            break
    return ""
