"""Sizes of the one thing that a page is about, which read like results: 坝高45米, 正常蓄水位340米 of a reservoir."""

from __future__ import annotations

from collections.abc import Iterable

from ..lex.lexicon import words
from . import whereabouts
from .claim import Claim
from .page import Page

_SHORTEST = 4  # characters of a name that is known again in a title


def apart(page: Page, goals: list[Claim], built: Iterable[Claim]) -> list[Claim]:
    """The claims of targets without the sizes of the project that the page is about. A page is about the one project that its title
    names; where a sentence speaks of the whole place (全县), its numbers are that place's, and what was done is a result."""
    if not goals or not _is_of_one(page, built):
        return goals
    deeds = tuple(words("target_actions"))
    done = {claim.row for claim in goals if claim.field == "indicator" and claim.value.startswith(deeds)}
    told = [claim for claim in goals if claim.field == "unit" and claim.value in words("target_dimensions")]
    sizes = {claim.row for claim in told if claim.row not in done and not _of_place(page, claim.start)}
    return [claim for claim in goals if claim.row not in sizes]


def _is_of_one(page: Page, built: Iterable[Claim]) -> bool:
    title = page.title or ""
    named = [claim.value for claim in built if claim.field == "name" and len(claim.value) >= _SHORTEST and claim.value in title]
    whole = max(named, key=len, default="")
    if not whole or "“" in whole:  # “组组通”公路 is a programme's, of many places
        return False
    return all(name in whole for name in named) and not whole.endswith(tuple(words("target_areas")))


def _of_place(page: Page, at: int) -> bool:
    """Whether the sentence at `at` calls a whole place its subject."""
    start = max(page.text.rfind(mark, 0, at) for mark in "。\n") + 1
    end = min((found for mark in "。\n" if (found := page.text.find(mark, at)) >= 0), default=len(page.text))
    return bool(whereabouts.VIEW.find(page.text, start, end))
