"""Projects: what is or was to be built, signed, opened or run, with its money, capacities and stage.

The shapes are genre.md's PROJECT, AGGREGATE and CAPACITY and its rules 7 to 11; what counts is
annotation-guide.md's. A sentence is cut into clauses and items; items that may be names are gathered into
runs; a run is accepted for what stands round it: an own amount, 项目 or 等…项目 behind it, or a verb of
building with a noun of something built.
"""

from __future__ import annotations

from ..lex.lexer import Lexed
from .claim import Claim
from .page import Page
from .project_rows import Rows
from .project_runs import mentions
from .project_words import GATE, VIEW


def read(page: Page) -> list[Claim]:
    """Claims of projects and project_capacities, rows numbered in the order of first mention."""
    rows = Rows()
    for start, end in _held(page):
        text = page.text[start:end]
        mentions(text, Lexed(text).tokens(VIEW), rows.at(start))
    return rows.claims()


def _held(page: Page) -> list[tuple[int, int]]:
    """The sentences that may hold a project."""
    signs = [t.start for t in page.lexed.tokens(GATE) if t.kind in "jlh"]
    out, at = [], 0
    for sentence in page.sentences:
        while at < len(signs) and signs[at] < sentence.start:
            at += 1
        if at < len(signs) and signs[at] < sentence.end:
            out.append((sentence.start, sentence.end))
    return out
