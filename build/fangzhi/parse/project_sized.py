"""Sizes and sums: what is told right behind a name of what a thing costs or measures, or what works do to it."""

from __future__ import annotations

import re

from ..lex.lexicon import words
from ..lex.token import Token
from .project_around import Around
from .project_beside import measured
from .project_case import Case
from .project_names import built, owned, place
from .project_runs import Run
from .project_words import CLAUSE, OF, ending, has, head, manner, phased, residue, use

_CLAUSE = re.compile("[^，。；：、]*")
# what names of firms and places and words of classes end in
_BODIES = ("project_companies", "project_places", "project_classes")


def sized(case: Case, found: tuple[str, str, str] | None) -> str | None:
    """Money or a size told behind a name, whose noun of something built is `found`."""
    name, run, around = case.part.name, case.run, case.around
    if found:
        whose = found[2] != "make" or place(name) or owned(name) and priced(run, around)
        return "projects.measured" if whose and (measured(run.tail) or measured(around.later)) else None
    if phased(name) and (measured(run.tail) or measured(around.later)):
        return "projects.phase"
    if case.part.capacities and case.part.chunk.first and run.open and measured(around.later):
        return "projects.measured"
    if not (opens(run, around) and priced(run, around)):
        return None
    body = any(ending(name, ends) for ends in _BODIES)
    return "projects.measured" if len(residue(name)) >= 3 and not body else None


def worked(case: Case, found: tuple[str, str, str]) -> bool:
    """Whether a bridge or a channel is the object of a verb of works right before it, and nothing follows: 新建某桥."""
    lead = case.part.lead or case.run.lead
    verb = lead[-1] if lead else None
    if found[0] not in words("project_lines") or ending(case.part.name, "project_roads"):
        return False
    if verb is None or verb.kind != "v" or manner(verb) == "weak" or use(verb) == "after":
        return False
    chunk = case.part.chunk
    ends = chunk.last or not case.last or chunk.right[0].kind == "Q"
    return ends and len(residue(case.part.name)) > 2 and verb.end == case.run.chunks[0].start


def done(run: Run, text: str) -> Token | None:
    """The word that says that works were done to what stands behind 对: 对某排渍站|进行了|升级改造."""
    lead, tail = run.lead, run.tail
    if not lead or not tail or not has(tail[0], "works") or text[lead[-1].start : lead[-1].end] != "对":
        return None
    found = head("  " + _CLAUSE.match(text, tail[0].end).group().strip())
    return tail[0] if found and found[2] == "work" else None


def done_to(case: Case) -> str | None:
    """The rule for a thing that works were done to."""
    name = case.part.name
    return "projects.built" if done(case.run, case.around.text) and built(name) and owned(name) else None


def priced(run: Run, around: Around) -> bool:
    """Whether what a thing costs is told right behind its name or its comma: X总投资3亿元; what is then built with the sum (X计划投资
    3亿元建设Y) is another's."""
    told = around.told if run.tail else around.later[1:]
    if len(told) < 2 or told[0].kind != "l" or told[0].value[0] != "counts" or told[1].kind not in "Mo":
        return False
    if told[0].start > run.end + 1 or around.text[told[0].start : told[0].end] in words("project_payments"):
        return False
    for token in told[2:]:
        if token.kind == CLAUSE:
            break
        if token.kind == "v" and use(token) == "before":
            return False
    return True


def opens(run: Run, around: Around) -> bool:
    """Whether a single name opens its clause, by itself or behind a verb and 的, and is told of right behind it."""
    lead, tail = run.lead, run.tail
    if around.prior and not lead or not tail or tail[0].start != run.end or len(run.chunks) > 1:
        return False
    return run.chunks[0].first or bool(lead) and lead[-1].kind == OF and any(t.kind == "v" for t in lead)
