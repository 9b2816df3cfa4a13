"""What reads like results and is told of one project: 坝高45米 of the reservoir that a page is about, what was spent on a bridge."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter

from ..lex.lexicon import words
from . import whereabouts
from .claim import Claim
from .page import Page, Span

_SHORTEST = 4  # characters of a name that is known again in a title
_FAR = 200  # characters behind a name in which it is still what is spoken of
_COUNTED = re.compile("[0-9两三四五六七八九十][个项处座条家]")
_JOINTS = ("、", "和", "及", "与")


def apart(page: Page, goals: list[Claim], built: Sequence[Claim]) -> list[Claim]:
    """The claims of targets without what is said of one project (annotation guide: its money and capacity belong to projects)."""
    names = sorted((claim for claim in built if claim.field == "name"), key=attrgetter("end")) if goals else []
    if not names:
        return goals
    others = _sizes(page, goals, names) | _spent(page, goals, names)
    return [claim for claim in goals if claim.row not in others] if others else goals


def _spent(page: Page, goals: list[Claim], names: list[Claim]) -> set[str]:
    """The rows that tell what is spent on the project named before them in their sentence: X大桥累计完成投资3亿元."""
    spent = tuple(words("target_spent"))
    rows = {claim.row for claim in goals if claim.field == "indicator" and claim.value.endswith(spent)}
    values = {claim.row: claim.start for claim in goals if claim.field == "value" and claim.row in rows}
    return {row for row, at in values.items() if _one_before(page, names, at)}


def _one_before(page: Page, names: list[Claim], at: int) -> bool:
    """Whether the last project named before `at` in the sentence stands there by itself: in no list, and not counted with others."""
    index = bisect_right(names, at, key=attrgetter("end"))
    (sentence,) = page.sentences_at([at])
    name = names[index - 1] if index else None
    if name is None or name.start < max(sentence.start, at - _FAR) or sentence in _of_place(page):
        return False
    alone = not _COUNTED.search(page.text, name.end, at) and not page.text.endswith(_JOINTS, 0, name.start)
    return alone and not name.value.endswith(_areas())


def _areas() -> tuple[str, ...]:
    return tuple(words("target_areas"))


def _sizes(page: Page, goals: list[Claim], names: list[Claim]) -> set[str]:
    """The rows that tell sizes of the project that the page is about: the one that its title names. Where a sentence speaks of the
    whole place (全县), its numbers are that place's, and what was done is a result."""
    if not _is_of_one(page, names):
        return set()
    deeds = tuple(words("target_actions"))
    done = {claim.row for claim in goals if claim.field == "indicator" and claim.value.startswith(deeds)}
    told = [claim for claim in goals if claim.field == "unit" and claim.value in words("target_dimensions")]
    return {claim.row for claim in told if claim.row not in done and page.sentences_at([claim.start])[0] not in _of_place(page)}


def _is_of_one(page: Page, names: list[Claim]) -> bool:
    title = page.title or ""
    named = [claim.value for claim in names if len(claim.value) >= _SHORTEST and claim.value in title]
    whole = max(named, key=len, default="")
    if not whole or "“" in whole:  # “组组通”公路 is a programme's, of many places
        return False
    return all(name in whole for name in named) and not whole.endswith(_areas())


@lru_cache(maxsize=2)
def _of_place(page: Page) -> frozenset[Span]:
    """The sentences that call a whole place their subject."""
    return frozenset(page.holding(whereabouts.VIEW))
