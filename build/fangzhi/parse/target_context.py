"""Whether a number is aimed at or reached, and for which year (genre.md, rules 12 and 13)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..lex.lexicon import entries
from ..lex.token import Token
from .target_words import (
    BOUND,
    COMPARISON,
    DONE,
    FROM,
    GAP,
    JOIN,
    LABEL,
    LEAD,
    LINK,
    MARK,
    MODAL,
    OF,
    PERIOD,
    QUOTA,
    RATIO,
    SPREAD,
    VALUES,
    Run,
    listed,
    role,
)

TARGET, ACHIEVED = "target", "achieved"
_YEAR = re.compile(r"\d{4}|[二一][〇○零九][〇○零一二三四五六七八九]{2}")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_MONTH_END = re.compile(r"(\d{1,2})月(?:底|末)")
_LAST_MONTH = 12
# the attributes of 去年 and 前年
_PASSED = (("-1",), ("-2",))
_CHANGING = re.compile(f"[{MODAL}{DONE}{PERIOD}{QUOTA}{LABEL}{LEAD}R]")
_VALUE = re.compile(f"[{''.join(sorted(VALUES))}]")
# what may stand before a time that opens its clause
_BEFORE_TIME = frozenset(PERIOD + "R" + MODAL + LEAD + LINK + SPREAD + DONE)


class Context(NamedTuple):
    """What holds at a place of the text: `year` (None: the page's own), its evidence, and `status`.

    `open` says that the text names a time whose year it leaves open, so that the page's own year is not meant. `whole` says that
    it speaks of a whole year (全年) without telling which. `headed` says that a heading has told the status, `manner` that only
    a word did that also tells how a result was reached (抓好, 聚焦).
    """

    year: int | None = None
    at: tuple[int, int] | None = None
    status: str | None = None
    open: bool = False
    whole: bool = False
    headed: bool = False
    manner: bool = False

    def told(self, status: str | None, manner: bool = False) -> Context:
        """The context with another status."""
        return self if status == self.status and manner >= self.manner else self._replace(status=status, manner=manner)


class Step(NamedTuple):
    """From offset `at` on, `context` holds. `word` is the kind of token that changed it.

    `weak`: what it says of aim or result holds within its sentence only. `head`: its time opens a clause, so that the year
    holds for what follows; a time inside a phrase (审查2022年决算) is of that phrase. `back`: a noun (…的目标) that tells the
    aim of what stands before it only.
    """

    at: int
    context: Context
    word: str
    weak: bool = False
    head: bool = True
    back: bool = False


def steps(run: Run, before: Context, own: int | None, month: int | None = None) -> list[Step]:
    """How the context changes along the sentence. `own` is the page's year, `month` that of its day."""
    out: list[Step] = []
    context = before
    short = not_reached(run) if LABEL in run.kinds else None
    for word in _CHANGING.finditer(run.kinds):
        i = word.start()
        token = run.tokens[i]
        if short and short.start() <= token.start < short.end():
            out.extend(_short_of(run, i, short, context, own))
            continue
        if token.kind == MODAL and token.value[1:] == ("noun",) and _met(run, i):
            continue
        if token.kind == MODAL and _closes(run, i):
            out.append(Step(token.start, context, token.kind, True, back=True))
            continue
        if token.kind == DONE and role(token) == "weak" and context.status == TARGET and (before.headed or _aims(out)):
            continue
        changed = _change(run, i, token, context, own, month)
        if changed is not None:
            context = changed if changed.headed == before.headed else changed._replace(headed=before.headed)
            weak = token.kind == MODAL and role(token) in ("weak", "manner") or token.kind == LABEL
            out.append(Step(token.start, context, token.kind, weak, token.kind not in PERIOD + "R" or _holds(run, i)))
    return out


def not_reached(run: Run) -> re.Match[str] | None:
    """The clause that says that an aim was not reached: 离…的目标还有差距."""
    # what the clause ends in is rare, and what it begins with is not
    if not any(run.text.find(word, run.start, run.end) > 0 for word in _missed("short")):
        return None
    return _not_reached().search(run.text, run.start, run.end)


@cache
def _missed(kind: str) -> list[str]:
    """The words with which a clause begins (from) or ends (short) that says that an aim was not reached, longest first."""
    told = entries("target_short")
    return sorted((w for w in told if kind in told[w]), key=len, reverse=True)


@cache
def _not_reached() -> re.Pattern[str]:
    opened, closed = "|".join(_missed("from")), "|".join(_missed("short"))
    return re.compile(rf"(?<![^，。；：\s但仍还也])(?P<from>{opened})[^，。；：！？\n]{{3,60}}?(?P<short>{closed})")


def _short_of(run: Run, i: int, short: re.Match[str], context: Context, own: int | None) -> list[Step]:
    """The year of an aim that was not reached, which holds within its clause."""
    token = run.tokens[i]
    if token.kind != "R":
        return []
    aim = _printed(run, token, context, own, True)
    return [Step(token.start, aim, token.kind, True, False), Step(short.end(), context, token.kind, True, False)]


def _aims(found: list[Step]) -> bool:
    """Whether the sentence has told an aim in so many words."""
    return any(s.context.status == TARGET and not s.weak for s in found)


def _closes(run: Run, i: int) -> bool:
    """Whether a word of aim closes its clause as a noun does: 列入今年计划。 A colon after it (目标：) lets it stand over what follows."""
    token = run.tokens[i]
    return token.value[1:] == ("noun",) and run.slice(token.end, token.end + 1) in listed("target_closers")


def _met(run: Run, i: int) -> bool:
    """Whether the clause says that the aim was reached: 超额完成年初确定的投资计划。"""
    for t in reversed(run.tokens[:i]):
        if t.kind in VALUES or t.kind == MARK and role(t) in ("comma", "stop", "part"):
            return False
        if t.kind == LINK and role(t) == "lead":
            return True
    return False


def _holds(run: Run, i: int) -> bool:
    """Whether a time opens its clause, if only behind words of time and aim, or numbers follow that it is the time of."""
    if _VALUE.search(run.kinds, i + 1):
        return True
    at = run.tokens[i].start
    for t in reversed(run.tokens[:i]):
        if t.end != at or t.kind == MARK:
            break
        if t.kind not in _BEFORE_TIME:
            return False
        at = t.start
    return at == run.start or not run.slice(at - 1, at).isalnum()


def behind(found: list[Step], before: Context) -> Context:
    """What the sentence leaves to the next one of its paragraph: a weak word of aim holds within its sentence only."""
    if not found:
        return before
    strong = [s.context.status for s in found if not s.weak and s.head]
    kept = next((s.context for s in reversed(found) if s.head), before)
    return kept.told(strong[-1] if strong else before.status)


def governing(found: list[Step], before: Context) -> Context:
    """What a line leaves to the items of the list that it introduces (主要目标是：), words of aim of all kinds included."""
    return behind(found, before).told(found[-1].context.status if found else before.status)


def at(found: list[Step], before: Context, offset: int) -> Context:
    """The context at an offset; where no status is told yet, the next word of time or aim in the sentence may tell it."""
    context = before
    for step in found:
        if step.at >= offset:
            if context.status is None and (step.back or step.context.status == TARGET and not step.weak and step.word != "R"):
                return context.told(TARGET)
            break
        context = step.context
    return context


def _change(run: Run, i: int, token: Token, context: Context, own: int | None, month: int | None) -> Context | None:
    behind = run.tokens[i + 1] if i + 1 < len(run.tokens) else None
    ratio = behind is not None and behind.kind == OF and behind.start == token.end
    if token.kind in MODAL + QUOTA and i and run.tokens[i - 1].kind == "Q" and run.tokens[i - 1].end == token.start:
        return None  # 10个计划投产项目
    if token.kind == MODAL:
        return _meant(run, i, context, ratio)
    if token.kind == LEAD:
        return context.told(TARGET) if role(token) == "aim" and not (context.headed and context.status == ACHIEVED) else None
    if token.kind == LABEL and token.value[1:] == ("timed",) and _timed(run, i):
        return context.told(TARGET)
    planned = token.kind == LABEL and token.value[1:] == ("target",)
    if token.kind == QUOTA and role(token) == "plan" and not ratio and not _compared(run, i) or planned:
        return context.told(TARGET) if context.status is None else None
    if token.kind == DONE:
        past = own is None or context.year is None or context.year <= own
        return context.told(ACHIEVED) if past or role(token) == "weak" else Context(status=ACHIEVED)
    if token.kind not in (PERIOD, "R"):
        return None
    before = run.tokens[i - 1] if i and run.tokens[i - 1].end == token.start else None
    if before is not None and (before.kind in COMPARISON + FROM + GAP + JOIN or before.kind == LEAD and role(before) == "beside"):
        return None
    if before is not None and before.kind == BOUND and role(before) == "before":
        return None  # 超过去年全年的八成
    if token.kind == PERIOD:
        found = _relative(token, context, own, month)
        ahead = before is not None and before.kind == LINK and role(before) == "until" and _ahead(found, own)  # 到“十二五”末
        return None if _of_attribute(run, i) else found.told(TARGET) if ahead or _aimed(run, i) else found
    link = role(before) if before is not None and before.kind == LINK else "none"
    # 要为实现2025年产值80亿元的目标努力, but 完成2022年决算审查
    if link not in ("none", "to", "until") and not (link == "lead" and context.status == TARGET):
        return None
    toward = link == "until" and not _past(token.value, month)
    return _printed(run, token, context, own, toward or _aimed(run, i))


def _ahead(found: Context, own: int | None) -> bool:
    """Whether a time named by a plan's number is not past yet."""
    return found.at is not None and found.year is not None and (own is None or found.year > own)


def _past(word: str, month: int | None) -> bool:
    """Whether the end of a month without a year (到9月底) is behind the page's day."""
    found = _MONTH_END.fullmatch(word)
    return found is not None and month is not None and int(found[1]) < month


def _meant(run: Run, i: int, context: Context, ratio: bool) -> Context | None:
    """What a word of aim tells. 代表提出的议案, 按照《…》要求: what only qualifies or cites is not aimed at; 努力 in a review is how it
    was reached."""
    if run.text.startswith(listed("target_perfect"), run.tokens[i].end):
        return context.told(ACHIEVED)  # 确保了全年面积达到3000亩
    word = role(run.tokens[i])
    if word == "manner" and i and run.tokens[i - 1].kind == OF and run.tokens[i - 1].end == run.tokens[i].start:
        return None  # 通过一年多的努力
    reached = context.status == ACHIEVED and (context.headed or word == "manner")
    cited = word == "weak" and (ratio or _cited(run, i))
    if ratio and run.tokens[i].value[1:] == ("noun",) and run.kinds[i + 2 : i + 3] == "P":
        return None  # 占项目计划的76.4%
    return None if reached or cited else context.told(TARGET, word == "manner")


def _of_attribute(run: Run, i: int) -> bool:
    """Whether a time of the past is of an attribute whose noun has come to something by now: 去年开园的景区已有27家商户."""
    if run.tokens[i].value[:1] not in _PASSED:
        return False
    of = -1
    for t in run.tokens[i + 1 :]:
        if t.kind in VALUES:
            return of > 0 and run.slice(of, t.start).endswith(listed("target_having"))
        if t.kind == MARK:
            return False
        of = t.end if t.kind == OF else of
    return False


def _cited(run: Run, i: int) -> bool:
    """Whether 要求 or the like is what the clause goes by (按照上级要求), and not what it asks."""
    at = run.tokens[i].start
    clause = next((t.end for t in reversed(run.tokens[:i]) if t.kind == MARK and role(t) in ("comma", "stop", "part")), run.start)
    return any(word in run.slice(clause, at) for word in listed("target_cites"))


def _compared(run: Run, i: int) -> bool:
    """Whether a plan is only what a result is held against: 占年度计划54.5%."""
    before = run.tokens[i - 1] if i else None
    behind = run.tokens[i + 1] if i + 1 < len(run.tokens) else None
    held = before is not None and before.end == run.tokens[i].start and before.kind in RATIO + GAP + COMPARISON
    return held or behind is not None and behind.kind == "P" and behind.start == run.tokens[i].end


def _timed(run: Run, i: int) -> bool:
    """Whether a time stands right before: 今年计划投资."""
    before = run.tokens[i - 1] if i else None
    return before is not None and before.kind in PERIOD + "R" and before.end == run.tokens[i].start


def _aimed(run: Run, i: int) -> bool:
    """Whether a word of aim stands right before the time: 确保三季度, 要在年底."""
    at = run.tokens[i].start
    for t in reversed(run.tokens[max(0, i - 3) : i]):
        if t.end != at or t.kind not in LEAD + LINK + SPREAD + MODAL:
            return False
        if t.kind == MODAL:
            return not run.text.startswith(listed("target_perfect"), t.end)
        at = t.start
    return False


def _relative(token: Token, context: Context, own: int | None, month: int | None) -> Context:
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
    # a year that is looked back on in December is the page's own
    year = own if rest[1:] == ["review"] and month == _LAST_MONTH else own + number
    if rest[:1] == ["achieved"] and rest[1:] == ["review"] and context.headed and context.year == own:
        return context.told(ACHIEVED)
    # 全年 and 年内 stay within the year that the sentence has named
    if number == 0 and context.year is not None and context.year != own and not names_own and context.year <= own + 1:
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
        if part and status is None and own is not None and context.year is not None and context.year > own:
            context = Context(own)  # behind an aim for later years, 1—5月 is of this one
        reached = status or (ACHIEVED if part and "下半年" not in word and "四季度" not in word else TARGET if part else None)
        return context.told(reached or context.status)
    year = found[-1]
    if status is None and own is not None and year != own:
        status = ACHIEVED if year < own else TARGET
    if status is None and part:
        status = ACHIEVED
    moved = context.year is not None and context.year != year and not context.headed
    kept = context.status if (year == own or own is None) and not moved else None
    return Context(year, here, status or kept)
