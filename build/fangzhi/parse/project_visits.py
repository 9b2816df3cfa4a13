"""What a visitor sees: stops of a tour, machines at work where something is built, and things whose building is asked about."""

from __future__ import annotations

from ..lex.lexicon import View, entries
from ..lex.token import Token
from .project_members import HOW_FAR
from .project_names import built, owned, plausible, stem, tidy
from .project_runs import Part, Run, listed
from .project_words import OF, ending, filler, has, head, residue

# what is there to be built or run, and not to be seen; builds: only where something is built
_SCENERY = View(("s", "project_scenery"))
# so far behind a name is told what is seen there
_SEEN = 24
_WORKS = ("industrial", "infrastructure")
# 宏旭医疗: so long are the firms that lend their names to projects
_BRIEF = 4
# what tells one base from others is no shorter
_NAMED = 4


def tour(run: Run, text: str) -> bool:
    """Whether a run is where a tour goes, several stops in a row (先后来到A、B、C) or one at which work is seen (走进A，塔吊林立)."""
    visits = [t for t in run.lead if has(t, "visit")] if run.lead else []
    if not visits:
        return False
    if any(has(t, "place") for t in visits):
        return scene(run, text) is not None
    return len(run.chunks) > 1 or bool(_SCENERY.spots(text[run.end : run.end + _SEEN]))


def scene(run: Run, text: str) -> Token | None:
    """What is seen of the building at a place that is visited or told of: 在A，挖掘机来回穿梭."""
    if text[run.end : run.end + 1] != "，" or not any(has(t, "visit") for t in run.lead):
        return None
    seen = _SCENERY.find(text, run.end, run.end + _SEEN)
    return next((t for t in seen if has(t, "builds")), None)


def stop(part: Part, run: Run, text: str) -> bool:
    """Whether a name is a works or a plant among the stops of a tour."""
    if not tour(run, text):
        return False
    found = head(part.name)
    works = (
        found is not None
        and found[2] == "strong"
        and (found[1] in _WORKS or ending(part.name, "project_stops") is not None)
    )
    return works and built(part.name) and owned(part.name)


def alone(run: Run, text: str) -> bool:
    """Whether a base or a garden is visited by itself and named in full: 在某村百香果育苗基地，县长…."""
    lead = run.lead[-1:] if run.lead and run.lead[-1].kind != OF else run.lead
    if len(run.chunks) > 1 or text[run.end : run.end + 1] != "，" or not any(has(t, "visit") or has(t, "place") for t in lead):
        return False
    name = text[slice(*tidy(text, run.chunks[0].start, run.end))]
    found = ending(name, "project_stops")
    return found is not None and "alone" in entries("project_stops")[found] and len(residue(name)) >= _NAMED and built(name) and owned(name)


def progress(told: Token, text: str) -> bool:
    """Whether a word behind a name, or the word behind its 的, asks how its building goes: X建设情况, X的进展."""
    return has(told, "progress") or told.kind == OF and HOW_FAR.match(text, told.end) is not None


def asked(part: Part, run: Run, text: str) -> bool:
    """Whether it is asked how the building of a thing goes: 视察X建设情况."""
    found = head(part.name)
    told = run.tail[0] if run.tail else None
    if told is None or told.start != run.end or not progress(told, text) or found is None or found[2] != "strong":
        return False
    return built(part.name) and owned(part.name)


def brief(part: Part, run: Run) -> bool:
    """Whether a name is a firm's and stands among those of projects that are built at once: 宏旭医疗、… 等项目建设现场."""
    own = stem(part.name)
    if len(part.name) != _BRIEF or own == part.name or len(residue(own)) < 2 or head(part.name):
        return False
    if not plausible(part.name):
        return False
    return len(run.chunks) > 1 and listed(run) and any(t.kind == "j" and t.value for t in run.tail)


def ware(part: Part, run: Run) -> bool:
    """Whether what is made gives a project its name: among others that are visited (察看了A项目、动力电池项目), or as what was
    just signed (签约的锂电池材料项目)."""
    noun = part.chunk.right[0] if part.chunk.right else None
    if noun is None or noun.kind != "j" or noun.start != part.end or filler(part.name) or not plausible(part.name):
        return False
    if any(has(t, "visit") for t in run.lead) and len(run.chunks) > 1:
        return len(part.name) > 4
    signed = len(part.lead) > 1 and part.lead[-1].kind == OF and part.lead[-2].kind == "v"
    return signed and part.lead[-2].value[0] == "signed" and len(part.name) > 4
