"""Projects: what is or was to be built, signed, opened or run, with its money, capacities and stage.

The shapes are genre.md's PROJECT, AGGREGATE and CAPACITY and its rules 7 to 11; what counts is
annotation-guide.md's. A sentence is cut into clauses and items; chunks that may be names are gathered into
runs; a run is accepted for what stands round it: an own amount, 项目 or 等…项目 behind it, or a verb of
building or of stage with a noun of something built.
"""

from __future__ import annotations

from ..lex.lexer import Lexed
from .claim import Claim
from .page import Page
from .project_amounts import amounts_told
from .project_clauses import items
from .project_headings import heading_of
from .project_mentions import Around, Mention, mentions, parts
from .project_names import built, stem, tidy
from .project_rows import Rows, points_back
from .project_runs import Run, runs
from .project_words import GATE, VIEW, has, head

_END = "。！？!?… \t”"


def read(page: Page) -> list[Claim]:
    """Claims of projects and project_capacities, rows numbered in the order of first mention."""
    rows = Rows()
    for start, end in _held(page):
        _sentence(page.text[start:end], rows.at(start))
    return rows.claims()


def _held(page: Page) -> list[tuple[int, int]]:
    """The sentences that may hold a project."""
    signs = [t.start for t in page.lexed.tokens(GATE) if t.kind in "jlhp"]
    out, at = [], 0
    for sentence in page.sentences:
        while at < len(signs) and signs[at] < sentence.start:
            at += 1
        if at < len(signs) and signs[at] < sentence.end or points_back(page.text, sentence.start):
            out.append((sentence.start, sentence.start + len(page.text[sentence.start : sentence.end].rstrip(_END))))
    return out


def _sentence(text: str, rows: Rows) -> None:
    """Read one sentence into `rows`."""
    tokens = amounts_told(Lexed(text).tokens(VIEW), text)
    laid = items(text, tokens)
    found = runs(text, laid)
    rows.begin(text, tokens)
    heading: str | None = None
    kept: list[tuple[Run, list[Mention]]] = []
    for at, run in enumerate(found):
        heading = heading_of(text, tokens, run, heading)
        until = found[at + 1].start if at + 1 < len(found) else len(text)
        clause = run.chunks[-1].item.clause
        stop = max(i.end for i in laid if i.clause == clause)
        told = [t for t in tokens if run.end <= t.start < min(until, stop)]
        beyond = next((r.start for r in found[at + 1 :] if r.chunks[0].item.clause > clause), len(text))
        later = [t for t in tokens if stop <= t.start < beyond]
        contents = points_back(text, subject=True) or bool(kept and kept[-1][1] and len(kept[-1][1]) == 1 and kept[-1][1][0].rule != "projects.built" and any(t.kind == "w" for t in run.lead))
        told_of = mentions(run, parts(text, run, tokens), Around(text, tokens, told, later, heading, contents, any(k[1] for k in kept)))
        if not told_of and _visited(run) and _other(text, run, False):
            rows.offer(text, *tidy(text, run.chunks[0].start, run.chunks[0].end))
        if told_of or _other(text, run):
            kept.append((run, told_of))
    rows.add(text, tokens, kept)


def _visited(run: Run) -> bool:
    """Whether a run is where a visit goes: 走进某产业园."""
    return any(has(t, "visit") for t in run.lead)


def _other(text: str, run: Run, opens: bool = True) -> bool:
    """Whether a run that is no project is a built thing of its own, whose numbers are no project's."""
    first = run.chunks[0]
    name = text[first.start : first.end]
    found = head(name)
    return (first.first or not opens) and bool(found and found[2] == "strong") and built(name) and stem(name) == name
