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
    begin = next((start for kind, start, _ in page.parts if kind != "related"), 0)
    for text in (page.title or "", page.text[begin : begin + _REACH]):
        stages = {token.value[0] for token in _view().find(text)}
        if "开工" in text:
            stages.add("under_construction")
        if "签约" in text:
            stages.add("signed")
        if stages:
            return stages.pop() if len(stages) == 1 and _view().find(text) else None
    return None
