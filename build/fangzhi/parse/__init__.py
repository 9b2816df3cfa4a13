"""Typed tokens to claims: one grammar a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from fangzhi.parse.claim import Claim
    from fangzhi.parse.page import Page


def read(page: Page) -> list[Claim]:
    """All claims of a page, grammar by grammar, each in the order of the text; offsets are of the clean text.

    Rows are numbered in each table ("officials/0"), and every reference leads to a row that is claimed. A page without
    parts has none.
    """
    steps = reading(page)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def reading(page: Page) -> Generator[None, None, list[Claim]]:
    """The same in steps, one a grammar, so that pages can be read in turns; the generator returns the claims."""
    # here and not above: a grammar's word lists are loaded when the first page is read, not with `fangzhi --help`
    from fangzhi.parse import changes, dimensions, meetings, officials, projects, targets, villages

    people, rows = officials.read(page)
    yield
    held = meetings.read(page, rows)
    yield
    goals = targets.read(page)
    yield
    built = projects.read(page)
    yield
    goals = dimensions.apart(page, goals, built)
    homes = villages.read(page)
    days = changes.dated(page, people, held)
    return [*people, *held, *built, *homes, *goals, *meetings.reporting(page, held, goals), *days]
