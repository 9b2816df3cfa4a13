"""The occasion: what a page's headline says was done with the projects of which the page tells."""

from __future__ import annotations

from functools import cache

from ..lex.lexicon import View
from .page import Page

_REACH = 160


@cache
def _view() -> View:
    return View(("c", "project_occasions"))


def occasion(page: Page) -> str | None:
    """The stage of projects for which their sentences tell none: that of the ceremony which the title, or else the first
    lines, report. None where no ceremony or one of two kinds (签约暨开工) is reported."""
    seen: set[str] = set()
    begin = next((start for kind, start, _ in page.parts if kind != "related"), 0)
    for text in (page.title or "", page.text[begin : begin + _REACH]):
        told = {token.value[0] for token in _view().find(text)}
        seen |= told
        if "开工" in text:
            seen.add("under_construction")
        if "签约" in text:
            seen.add("signed")
        if told or len(seen) > 1:
            return seen.pop() if len(seen) == 1 else None
    return None
