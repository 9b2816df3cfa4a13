"""Cues: works, papers and plants by which a text tells how far a project is, and the tense that shifts what they tell.

The stages are annotation-guide.md's. A cue tells one by its class (`project_cues`): papers are of what is planned; a start, an
end, a run and a signature tell theirs once they are done; works tell that a project is under way, done or not. What is not yet so
or still to come (`project_tenses`, a month behind the page's own) lies behind its verb: what is to begin is planned, what is to end
or to run is under way. What is told of today goes before what is only told of tomorrow.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..lex.lexicon import View, alternatives
from ..lex.token import Token
from .project_stages import RANK
from .project_words import ending

CUES = View(("c", "project_cues"))
_TENSES = View(("t", "project_tenses"))
_STOP = re.compile("[，；：。—]")
# 投产前, 建成后, 试产条件: what is not yet so
_YET = re.compile(rf"[以之]?[前后]|{alternatives('project_not_yet')}")
_BEFORE = re.compile("[年月日底初中旬节季]前")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|[1-9])月")
_ALREADY = ("已", "已经")
_PAST = re.compile("去年|上年|前年")
# so far before its cue a part is named
_PART = 16
_ADVERBS = "已经全部均都基本现目前顺利"
_DONE = {"start": "under_construction", "finish": "completed", "run": "in_production", "sign": "signed"}
_AHEAD = {"start": "planned", "finish": "under_construction", "run": "under_construction", "sign": "planned"}
_ALWAYS = {"paper": "planned", "work": "under_construction", "halt": "under_construction"}


class Told(NamedTuple):
    """A stage with the cue that tells it; `sure` where it is denied that a thing was begun, which nothing else outweighs."""

    stage: str
    start: int
    end: int
    sure: bool = False


def strong(cue: Token) -> bool:
    """Whether a cue is told of what is built and of nothing else."""
    return "weak" not in cue.value


def told(text: str, cues: list[Token], start: int, month: int | None, begin: int | None = None) -> Told | None:
    """The stage that `cues` tell of the project whose name ends at `start`; `month` is the page's, and what is said of it begins
    at `begin`, before the name where its clause opens with a time (明年6月底前，X)."""
    begin = start if begin is None else begin
    ends = {c.start: c.end for c in cues}
    facts: list[Told] = []
    aims: list[Told] = []
    for cue in cues:
        kind = cue.value[0]
        if kind == "none" or kind == "paper" and not strong(cue):
            # land is taken and plans are drawn for what is built too
            continue
        if kind == "start" and _denied(text, begin, cue):
            return Told("planned", cue.start, cue.end, True)
        if kind != "work" and text.startswith("后", ends.get(cue.end, cue.end)) and not text.startswith("后即", cue.end):
            # 建成后: what will be so some day
            continue
        if kind in _ALWAYS:
            facts.append(Told(_ALWAYS[kind], cue.start, cue.end))
        elif _YET.match(text, ends.get(cue.end, cue.end)) or _ahead(text, start, cue, month, begin):
            aims.append(Told(_AHEAD[kind], cue.start, cue.end))
        else:
            part = kind == "finish" and ending(_before(text, start, cue), "project_parts") is not None
            facts.append(Told("under_construction" if part else _DONE[kind], cue.start, cue.end))
    if facts:
        return max(facts, key=lambda t: RANK[t.stage])
    return min(aims, key=lambda t: RANK[t.stage]) if aims else None


def _denied(text: str, begin: int, cue: Token) -> bool:
    """Whether a word before a cue in its clause says that it is not so."""
    first = max((m.end() for m in _STOP.finditer(text, begin, cue.start)), default=begin)
    return any(t.value[0] == "not" for t in _TENSES.find(text, first, cue.start))


def _before(text: str, start: int, cue: Token) -> str:
    """What stands before a cue, adverbs left aside."""
    return text[max(start, cue.start - _PART) : cue.start].rstrip(_ADVERBS)


def _ahead(text: str, start: int, cue: Token, month: int | None, begin: int) -> bool:
    """Whether a word of tense, or a month that is still to come, puts a cue ahead of today."""
    if _YET.match(text, cue.end):
        return True
    if text.endswith(_ALREADY, 0, cue.start):
        return False
    begin = max((m.end() for m in _STOP.finditer(text, start, cue.start)), default=begin)
    if any(t.value[0] != "none" for t in _TENSES.find(text, begin, cue.start)) or _BEFORE.search(text, begin, cue.start):
        return True
    if month is None or _PAST.search(text, begin, cue.start):
        return False
    return any(int(m[1]) > month for m in _MONTH.finditer(text, begin, cue.start))
