"""Targets: numbers that a document sets as goals or reports as results (annotation-guide.md, targets)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..lex.stretch import numbers_within, tokens_within
from . import target_context as context
from . import target_sentence as sentence
from .claim import Claim
from .page import Page, Span
from .target_words import DURATION, VALUES, VIEW, Run, with_shared_units


@dataclass(frozen=True, slots=True)
class Target:
    """One target with its context."""

    found: sentence.Found
    status: str
    year: int | None
    year_at: tuple[int, int] | None


def read(page: Page) -> list[Claim]:
    """Claims of all targets of the page, in the order of the text; a target told twice is one row with the claims of both."""
    rows: dict[tuple[str, ...], str] = {}
    out: list[Claim] = []
    for target in _targets(page):
        row = _row(page, rows, target)
        out.extend(_claims(target, row))
    return out


def _row(page: Page, rows: dict[tuple[str, ...], str], target: Target) -> str:
    """The row of a target: told again, in the headline or with the same counted noun, it is the same one."""
    found = target.found
    number = (_plain(found.value), found.amount.unit)
    part = page.part_of(found.amount.token.start)
    key = (found.indicator, *number, target.status)
    title = ("title", *number)
    row = rows.get(key) or rows.get((found.noun, *number, "noun")) if found.noun else rows.get(key)
    if row is None and title in rows:
        row = rows.pop(title)
    if row is None:
        row = f"targets/{len(set(rows.values()))}"
        if part >= 0 and page.parts[part][0] == "title":
            rows[title] = row
    rows.setdefault(key, row)
    if found.noun:
        rows.setdefault((found.noun, *number, "noun"), row)
    return row


def _targets(page: Page) -> list[Target]:
    out: list[Target] = []
    section = context.Context()
    told: int | None = None
    for line in _lines(page):
        first, last = line[0], line[-1]
        if len(line) == 1 and context.may_head(page.text, first.start, first.end):
            section = context.heading(_run(page, first), page.year) or section
        valued = [s for s in line if _has_values(page, s)]
        if not valued:
            continue
        here, memory = section, sentence.Memory()
        for span in line:
            run = _run(page, span)
            steps = context.steps(run, here, page.year)
            for found in sentence.read(run, memory) if span in valued else ():
                out.append(_settled(found, context.at(steps, here, found.amount.token.start), page.year, told))
                told = out[-1].year if out[-1].year_at and out[-1].status == context.ACHIEVED else told
            if span == valued[-1]:
                break
            here = context.behind(steps, here)
    return out


def _lines(page: Page) -> Iterator[list[Span]]:
    """The sentences, a list for each line of the text."""
    line: list[Span] = []
    end = -1
    for span in page.sentences:
        if span.start > end:
            if line:
                yield line
            line = []
            end = page.text.find("\n", span.start)
            end = len(page.text) if end < 0 else end
        line.append(span)
    if line:
        yield line


def _run(page: Page, span: Span) -> Run:
    return Run(page.text, with_shared_units(tokens_within(page.lexed, VIEW, span.start, span.end)), span.start, span.end)


def _has_values(page: Page, span: Span) -> bool:
    return any(t[0] in VALUES or t[0] == DURATION for t in numbers_within(page.lexed, span.start, span.end))


def _settled(found: sentence.Found, here: context.Context, own: int | None, told: int | None) -> Target:
    """The target with its status and year. `told` is the year of the results that stand before it in the document."""
    year = here.year if here.year is not None else None if here.open else own
    status = found.status or here.status or (context.TARGET if found.amount.commands else context.ACHIEVED)
    if status == context.ACHIEVED and told is not None and not here.open and (here.whole and not here.at or year is None):
        year = told
    return Target(found, status, found.year or year, here.at)


def _plain(value: Decimal) -> str:
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text


def _claims(target: Target, row: str) -> list[Claim]:
    found, amount = target.found, target.found.amount
    number = (amount.token.start, amount.token.end)
    fields = [
        ("indicator", found.indicator, (found.start, found.end) if found.end > found.start else number),
        ("value", _plain(found.value), number),
        ("unit", amount.unit, number),
        ("status", target.status, number),
    ]
    if found.subject:
        fields.append(("subject", found.subject, (found.start, found.end) if found.end > found.start else number))
    if amount.bound:
        fields.append(("bound", amount.bound, amount.bound_at or number))
    if target.year is not None:
        fields.append(("period", str(target.year), target.year_at or number))
    return [Claim("targets", row, name, value, start, end, found.rule) for name, value, (start, end) in fields]
