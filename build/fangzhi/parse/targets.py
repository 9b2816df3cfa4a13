"""Targets: numbers that a document sets as goals or reports as results (annotation-guide.md, targets)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from ..lex.token import Token
from . import target_context as context
from . import target_headings as headings
from . import target_sentence as sentence
from .claim import Claim
from .page import Page, Span
from .target_memory import Found, Memory
from .target_words import DURATION, VALUES, VIEW, Run, magnified
from .target_year import line_year, own_month, own_year, reviewed

# a sentence of more characters is read in pieces, so that no text costs more than its length
_LONGEST = 1200
_START = itemgetter(1)


class Target(NamedTuple):
    """One target with its context."""

    found: Found
    status: str
    year: int | None
    year_at: tuple[int, int] | None


def read(page: Page) -> list[Claim]:
    """Claims of all targets of the page, in the order of the text; a target told twice is one row with the claims of both."""
    rows: dict[tuple[str, ...], int] = {}
    headlines: dict[tuple[str, ...], int] = {}
    out: list[Claim] = []
    count = 0
    for target in _targets(page):
        number = (_plain(target.found.amount.value), target.found.amount.unit)
        keys = _keys(target, number)
        row = next((rows[key] for key in keys if key in rows), None)
        if row is None:
            # a headline's number comes back in the article, often in other words
            row = headlines.pop(number, count)
        if row == count:
            count += 1
            if _in_headline(page, target):
                headlines[number] = row
        for key in keys:
            rows.setdefault(key, row)
        out.extend(_claims(target, number[0], f"targets/{row}"))
    return out


def _keys(target: Target, number: tuple[str, str]) -> list[tuple[str, ...]]:
    """What makes a target the same row when it is told again: its indicator, or what a count before its noun counts."""
    keys = [(target.found.indicator, target.status, *number)]
    return [*keys, ("", target.found.noun, *number)] if target.found.noun else keys


def _in_headline(page: Page, target: Target) -> bool:
    part = page.part_of(target.found.amount.token.start)
    return part >= 0 and page.parts[part][0] == "title"


def _targets(page: Page) -> Iterator[Target]:
    """The targets line by line; what a heading says holds until the next one."""
    values = [t for t in page.lexed.numbers if _valued(page.text, t)]
    section = listed = headings.headline(page) if values else context.Context()
    told: int | None = None
    own = own_year(page) if values else None
    review = reviewed(page, own) if values else None
    month = own_month(page, own)
    for line in _lines(page, values[-1].start if values else 0):
        if len(line) == 1 and headings.may_head(page.text, line[0].start, line[0].end):
            headed = headings.heading(_run(page, line[0]), own, section)
            section = headed or section
            listed = section if headed else listed
        valued = _holding(line, values)
        listed = listed if headings.is_item(page.text, line[0].start) else section
        leads = page.text[line[-1].end - 1] == "："
        if not leads and True not in valued:
            continue
        year = line_year(page, line[0].start, line[-1].end, own)
        here, memory = listed, Memory()
        if here.status is None and headings.ordered(page.text, *line[0]):
            here = here if headings.results(_run(page, Span(line[0].end, line[-1].end))) else here.told(context.TARGET)
        for span, has_values in zip(line if leads else line[: _last(valued) + 1], valued, strict=False):
            run = _run(page, span)
            steps = context.steps(run, here, year, month)
            listed = context.governing(steps, here) if leads else listed
            if not has_values:
                memory = Memory()  # what is spoken of is another thing
            for found in sentence.read(run, memory) if has_values else ():
                target = _settled(found, context.at(steps, here, found.amount.token.start), year, told, review)
                told = target.year if target.year_at and target.status == context.ACHIEVED else told
                yield target
            here = context.behind(steps, here)


def _last(flags: list[bool]) -> int:
    return max((i for i, flag in enumerate(flags) if flag), default=-1)


def _lines(page: Page, last: int) -> Iterator[list[Span]]:
    """The sentences, a list for each line of the text, up to the line that holds offset `last`."""
    line: list[Span] = []
    end = -1
    for span in page.sentences:
        if span.start > end:
            if span.start > last:
                break
            if line:
                yield line
            line = []
            end = page.text.find("\n", span.start)
            end = len(page.text) if end < 0 else end
        if span.end - span.start <= _LONGEST:
            line.append(span)
        else:
            line.extend(Span(at, min(at + _LONGEST, span.end)) for at in range(span.start, span.end, _LONGEST))
    if line:
        yield line


def _run(page: Page, span: Span) -> Run:
    return Run.of(page.text, page.lexed.between(VIEW, span.start, span.end), span.start, span.end)


def _valued(text: str, number: Token) -> bool:
    """Whether a number can be a value; 一个 and the like can not."""
    kind, _, _, value = number
    if kind == "N":
        return magnified(text, number)
    return kind == DURATION or kind in VALUES and not (value.spelled and value.value == 1)


def _holding(line: list[Span], values: list[Token]) -> list[bool]:
    """For each sentence of a line whether it holds one of the values."""
    out = []
    at = bisect_left(values, line[0].start, key=_START)
    for span in line:
        first = at
        at = bisect_left(values, span.end, lo=at, key=_START)
        out.append(at > first and values[first].end <= span.end)
    return out


_TASK = "任务"


def _settled(found: Found, here: context.Context, own: int | None, told: int | None, review: tuple[int, tuple[int, int]] | None) -> Target:
    """The target with its status and year: `told` is that of the results before it in the document, `review` what the title reviews."""
    if here.manner and found.amount.bound != "at_least":
        here = here.told(None)
    year = here.year if here.year is not None else None if here.open else own
    # 一季度用电量增速不得低于15%: the bound commands, whatever the time says
    ordered = found.amount.commands and found.amount.bound == "at_least" and not here.headed
    commanded = context.TARGET if ordered or found.amount.commands and here.status is None else None
    status = found.status or commanded or here.status or context.ACHIEVED
    timeless = here.whole and not here.at or here.year is None
    if status == context.ACHIEVED and review and timeless and not (here.open or found.year):
        return Target(found, status, *review)
    # a task whose result stands beside it is of the year of the results
    of_results = status == context.ACHIEVED or found.indicator.endswith(_TASK)
    if of_results and told is not None and not here.open and (here.whole and not here.at or year is None):
        year = told
    return Target(found, status, found.year or year, here.at)


def _plain(value: Decimal) -> str:
    """The number as plain decimal text."""
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text


def _claims(target: Target, value: str, row: str) -> list[Claim]:
    found, amount = target.found, target.found.amount
    number = (amount.token.start, amount.token.end)
    phrase = (found.start, found.end) if found.end > found.start else number
    fields = [
        ("indicator", found.indicator, phrase),
        ("value", value, number),
        ("unit", amount.unit, number),
        ("status", target.status, number),
    ]
    if found.subject:
        fields.append(("subject", found.subject, phrase))
    if amount.bound:
        fields.append(("bound", amount.bound, amount.bound_at or number))
    if target.year is not None:
        fields.append(("period", str(target.year), target.year_at or number))
    # a report makes thousands of claims, and the class's own constructor takes three times as long
    new, rule = tuple.__new__, found.rule
    return [new(Claim, ("targets", row, name, told, start, end, rule)) for name, told, (start, end) in fields]
