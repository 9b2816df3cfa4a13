"""What stands beside a run of names: the verbs before it and behind it, and what is measured of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, zip_longest

from ..lex.token import Token
from .project_around import Around
from .project_runs import Run
from .project_stages import participle
from .project_words import ADVERBIAL, CLAUSE, ETC, OF, has, manner, use

# so many tokens behind a name its measure is looked for
_MEASURED = 16


def builds(lead: list[Token]) -> bool:
    """Whether the verb before a name builds, plans, signs or opens, or tells with 的 that this was done."""
    if len(lead) > 1 and participle(lead[-2], lead[-1]):
        return True
    for token in reversed(lead):
        if token.kind == "v" and use(token) != "after":
            return manner(token) != "weak"
    return False


def told_later(around: Around) -> bool:
    """Whether the next clause begins with the stage of what this one ends in: X，目前已竣工."""
    for token in around.later:
        if token.kind == "v":
            return use(token) != "before" and manner(token) is None
        if token.kind not in ADVERBIAL + CLAUSE:
            return False
    return False


def near(told: list[Token]) -> bool:
    """Whether a run is the subject of the verb behind it: nothing but adverbs, times and counts between, and no count
    as its object (建成1个中心)."""
    if not told:
        return False
    example = False
    for token, follower in zip_longest(told, told[1:]):
        example = example or token.kind == ETC
        if token.kind == "v":
            counted = follower is not None and follower.kind in "QN" and follower.start == token.end
            return use(token) != "before" and manner(token) != "weak" and not counted
        if token.kind not in ADVERBIAL + "NQ" + ETC + OF and not (example and token.kind == "h"):
            return False
    return False


def hard(run: Run) -> bool:
    """Whether the verb behind the run is one that only projects have as subject."""
    for token in run.tail:
        if token.kind == "v":
            told = token.value[0] in ("under_construction", "in_production", "completed") and manner(token) is None
            return told and not has(token, "loose")
    return False


def _unsited(tail: list[Token]) -> Iterator[Token]:
    """The first tokens behind a name that are no marks, without clauses that tell where it stands or goes, and who pays: 北起某镇，全长…"""
    sited = False
    for token in tail[:_MEASURED]:
        if token.kind == CLAUSE:
            sited = False
        elif not sited:
            sited = has(token, "site") or has(token, "agent")
            if not sited:
                yield token


def measured(tail: list[Token]) -> bool:
    """Whether money or a capacity of the thing itself is told right behind it."""
    if len(tail) < 2:
        return False
    for token, number in pairwise(_unsited(tail)):
        if token.kind == "l":
            # what a firm makes or pays in taxes (年产值) measures no project
            return number.kind in "Mo" and (token.value[0] == "counts" or len(token.value) > 1)
        if token.kind == "k":
            return number.kind in "Qo"
        if token.kind not in ADVERBIAL:
            return False
    return False
