"""Plans: what of a page tells of what is to come: stretches under headings that say so (三、下半年工作打算), of imperatives (四要办好
民生实事。…), behind the colon of a sentence that does (将办好三件实事：新建X，启动Y), and times behind the page's own day."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from ..lex.lexicon import View, alternatives, entries
from ..lex.token import Token
from .page import Page


def _said(what: str) -> str:
    """The words of promises of one kind, as alternatives."""
    return "|".join(word for word, kinds in entries("project_errands").items() if what in kinds)


# a numbered heading: its number, whose kind is its rank, and what it says
_HEADING = re.compile(
    r"""^[ \t　]*
    (?: (?P<one> 第[一二三四五六七八九]部分 | [一二三四五六七八九十]{1,3}、 ) | [(（][一二三四五六七八九十]{1,3}[)）] )
    (?P<said> [^\n。；：]{2,30} )""",
    re.MULTILINE | re.VERBOSE,
)
# 将办好三件实事：…; 即将, 麻将 and 将军 are other words
_LIST = re.compile(
    r"""(?: ^ | (?<=[，。\n]) ) [^，。；：\n]{0,10}
    (?: (?<![即麻强小大])将(?!军|帅|领|相) | 拟 | 计划(?!生育) | 准备 ) [^。；：\n]{2,30} ：
    (?P<list> [^。\n]+ )""",
    re.VERBOSE,
)
# 办好十件实事。分别是：(1)新建X；(2)改造Y: what was promised, and is still to be done
_ERRANDS = re.compile(
    rf"""(?: {_said("does")} ) [^。；：\n]{{0,16}} (?: {_said("what")} ) [^：\n]{{0,60}} ： (?P<list> [^\n]+ )""",
    re.VERBOSE,
)
_KEPT = re.compile(_said("kept"))
# 四要办好民生实事。新建X；改造Y
_IMPERATIVE = re.compile(r"^[ \t　]*[一二三四五六七八九]要[^\n]+", re.MULTILINE)
# 今年将新建X；扩建Y；启动Z: what begins with a verb goes on with the plan
_PLANNED = re.compile("(?<![即麻强小大])将(?!军|帅|领|相)|拟|计划(?!生育)")
# 票决出2024年度民生实事项目10项，包括新建X、Y: what is chosen is to be built
_CHOSEN = re.compile(
    rf"""(?:{alternatives('project_choosing')}) [^，。；：\n]{{0,20}} (?:实事|项目|工程) [^，。；：\n]{{0,10}}
    ，(?:包括|主要) [^。\n]+""",
    re.VERBOSE,
)
_YEAR, _MONTH = re.compile(r"\d{4}(?=年)"), re.compile(r"(?<!\d)\d{1,2}(?=月)")
_PAST = re.compile("^[去上]")
_YEAR_BEFORE = re.compile("[去上前]年$")
# no verb is longer, and so far before its verb a plan is told
_VERB, _FRONT = 8, 40
# so far before the word that chooses its clause begins
_REACH = 12
# told in winter, a month of the half before was last year's
_SPRING, _AUTUMN = 2, 7


@cache
def _words() -> View:
    return View(("p", "project_plan_headings"))


@cache
def _verbs() -> View:
    return View(("v", {word: said for word, said in entries("project_verbs").items() if said[1] != "after"}))


class Plans:
    """The stretches of a page that tell of what is to come."""

    def __init__(self, page: Page) -> None:
        text = page.text
        asked = [m.span() for m in _IMPERATIVE.finditer(text)]
        chosen = [(_clause(text, m.start()), m.end()) for m in _CHOSEN.finditer(text)]
        lines = list(_with_colon(text))
        listed = [m.span("list") for line in lines for m in _LIST.finditer(text, *line)]
        listed += [m.span("list") for line in lines for m in _ERRANDS.finditer(text, *line) if not _KEPT.search(text, *line)]
        going = [span for span in _sentences_of_parts(text) if _goes_on(text, *span)]
        self._spans = _together(sorted([*_sections(text), *listed, *asked, *chosen, *going]))
        self._today, self._text = _day_of(page), text
        self._starts = [start for start, _ in self._spans]

    def hold(self, at: int) -> bool:
        """Whether offset `at` lies in such a stretch."""
        index = bisect_right(self._starts, at) - 1
        return index >= 0 and self._spans[index][1] > at

    def goes_on(self, tokens: list[Token], at: int) -> bool:
        """Whether a stretch that begins at `at` with a verb goes on with what the clause before it plans: 还将引进资金，|建设X."""
        first = tokens[0] if tokens else None
        if first is None or first.start or first.kind != "v" or first.value[1] != "before" or self._text[at - 1] != "，":
            return False
        begin = max(self._text.rfind(mark, max(0, at - _FRONT), at - 1) for mark in "，。；\n")
        return (begin >= 0 or at <= _FRONT) and _PLANNED.search(self._text, begin + 1, at) is not None

    def coming(self, token: Token) -> bool:
        """Whether a date or a part of a year lies behind the page's day: 今年9月 told in April, 2026年 told in 2024."""
        year, month, day = self._today
        if _YEAR_BEFORE.search(self._text, max(0, token.start - 2), token.start):
            return False
        if token.kind == "D":
            then, at, on = token.value.year, token.value.month, token.value.day
        elif token.kind == "R" and not _PAST.match(token.value):
            years, months = _YEAR.search(token.value), _MONTH.search(token.value)
            then, at, on = int(years[0]) if years else None, int(months[0]) if months else None, None
        else:
            return False
        if then and year and then != year:
            return then > year
        if at is None or month is None or month <= _SPRING and at >= _AUTUMN:
            return False
        return at > month or at == month and on is not None and day is not None and on > day


def _with_colon(text: str) -> Iterator[tuple[int, int]]:
    """The lines in which a colon stands, behind which alone a list can."""
    colon = text.find("：")
    while colon >= 0:
        end = text.find("\n", colon)
        end = len(text) if end < 0 else end
        yield text.rfind("\n", 0, colon) + 1, end
        colon = text.find("：", end)


def _sentences_of_parts(text: str) -> Iterator[tuple[int, int]]:
    """The sentences that a semicolon parts."""
    at = text.find("；")
    while at >= 0:
        end = min(e for e in (text.find("。", at), text.find("\n", at), len(text)) if e >= 0)
        yield max(text.rfind("。", 0, at), text.rfind("\n", 0, at)) + 1, end
        at = text.find("；", end)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells a plan in its first part, and every part behind begins with a verb that builds."""
    first, *others = text[start:end].split("；")
    if _PLANNED.search(first, 0, _FRONT) is None:
        return False
    return all(any(t.start == 0 for t in _verbs().find(part[:_VERB])) for part in others if part)


def _together(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order of their starts as spans that do not overlap: one may hold several others."""
    out: list[tuple[int, int]] = []
    for start, end in spans:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def _clause(text: str, at: int) -> int:
    """Where the clause begins in which `at` stands, not far before it."""
    low = max(0, at - _REACH)
    return max([low, *(text.rfind(mark, low, at) + 1 for mark in "，。；：\n")])


def _day_of(page: Page) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of publication, as far as they are told."""
    if not page.published_on:
        return None, None, None
    year, month, day = page.published_on[:-6], page.published_on[-5:-3], page.published_on[-2:]
    return int(year) if year.isdigit() else None, int(month), int(day)


def _sections(text: str) -> list[tuple[int, int]]:
    """The stretches under headings of plans, each up to the next heading of its rank or above it."""
    out: list[tuple[int, int]] = []
    opened: int | None = None
    high = False
    for heading in _HEADING.finditer(text):
        first = heading["one"] is not None
        if opened is not None and (first or not high):
            out.append((opened, heading.start()))
            opened = None
        if opened is None:
            said = {token.value[0] for token in _words().find(heading["said"])}
            if said == {"plan"}:
                opened, high = heading.end(), first
    return [*out, (opened, len(text))] if opened is not None else out
