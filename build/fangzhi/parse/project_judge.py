"""The judgement: what has to stand round a stretch for it to be a project's name."""

from __future__ import annotations

from ..lex.lexicon import words
from ..lex.token import Token
from .project_names import built, place, programme, specific
from .project_runs import Part, Run, bound, listed, nouned
from .project_stages import after
from .project_words import PHASE, ending, has, head, manner, mark, residue, use


def judge(run: Run, members: list[Part], around) -> None:
    """Give each member of a run the rule that accepts it by itself, if one does."""
    is_list, is_noun = listed(run), nouned(run)
    for n, part in enumerate(members):
        if not specific(part.name) or _counted(part):
            continue
        last = n == len(members) - 1
        noun = next((t for t in part.chunk.right if t.kind == "j"), None) if last or part.chunk is not members[n + 1].chunk else None
        if noun is not None and programme(around.text, part.start, noun.end):
            continue
        if around.contents and any(has(t, "contents") for t in part.lead or run.lead) and not is_list:
            continue
        part.rule = _stated(part, run, is_list) or _named(part, run, noun, is_noun and last, last, around) or _acted(part, run, last, around)
        if part.rule is None and around.heading is not None:
            part.rule = "projects.heading"


def _counted(part: Part) -> bool:
    """Whether a count follows the name, which is then a kind of thing: 标杆工厂2家."""
    follower = part.chunk.right[0] if part.chunk.right else None
    return follower is not None and follower.start == part.chunk.end and follower.kind == "Q" and follower.value.unit.split("/")[0] not in words("project_units") and not part.chunk.counted


def _stated(part: Part, run: Run, is_list: bool) -> str | None:
    """An amount of its own, a capacity before 的, or 等…项目 behind the list."""
    if part.amount:
        return "projects.amount"
    if is_list and len(part.name) >= 4 and (len(residue(part.name)) >= 2 or built(part.name)):
        return "projects.list"
    if part.capacities and built(part.name) and any(t.kind == "k" for t in part.lead):
        return "projects.capacity"
    return None


def _named(part: Part, run: Run, noun: Token | None, is_noun: bool, last: bool, around) -> str | None:
    """项目 or 工程 right behind the name; 工程 wants a work, a place or a number besides."""
    if noun is None or not (is_noun or not last):
        return None
    if len(run.chunks) == 1 and part.chunk.counted:
        return None
    if "项目" in around.text[noun.start : noun.end] or head(part.name) or part.capacities or place(part.name):
        return "projects.noun"
    return "projects.noun" if after(around.told, around.text) or _measured(around.told) else None


def _acted(part: Part, run: Run, last: bool, around) -> str | None:
    """A verb before the name that builds, or a verb or a measure behind it of which the name is the subject."""
    found = head(part.name)
    behind = after(around.told, around.text)
    if found and built(part.name):
        if not _content(run, around, part.name) and not _class(run, around.text) and _building(part.lead or run.lead) and (found[2] in ("strong", "work") or PHASE.search(part.name)):
            return "projects.built"
        closing = part.chunk.right[-1] if part.chunk.right else None
        if last and behind is None and around.later and run.open and _told_later(around):
            return "projects.built_later"
        if last and behind and near(run) and not (around.prior and ending(part.name, "project_parts")) and (found[2] != "make" or manner(behind[1]) is None) or closing is not None and manner(closing) == "soft":
            return "projects.built_stage"
        if last and found[2] != "make" and (_measured(run.tail) or _measured(around.later)):
            return "projects.measured"
    elif PHASE.search(part.name) and (_building(part.lead or run.lead) or last and _measured(run.tail)):
        return "projects.phase"
    if last and behind and near(run) and not (around.prior and ending(part.name, "project_parts")) and (PHASE.search(part.name) or part.capacities or _hard(run)):
        return "projects.stage"
    return None


def _content(run: Run, around, name: str) -> bool:
    """Whether a run is what the project spoken of is made of: 项目将建设车间、冷库."""
    return around.contents and any(t.kind == "v" and use(t) != "after" for t in run.lead) and not place(name)


def _class(run: Run, text: str) -> bool:
    """Whether 等 closes the run and a noun that is no 项目 follows: A、B等130万平方米房屋征收."""
    at = next((n for n, t in enumerate(run.tail) if mark(t) == "etc"), None)
    if at is None or listed(run):
        return False
    rest = text[run.tail[at].end : run.tail[at].end + 1]
    return rest not in ("", "，", "；", "、") and not any(t.kind == "v" for t in run.tail[at + 1 :])


def _building(lead: list[Token]) -> bool:
    """Whether the verb before a name builds, plans, signs or opens."""
    for token in reversed(lead):
        if token.kind == "v" and use(token) != "after":
            return manner(token) != "weak"
    return False


def _told_later(around) -> bool:
    """Whether the next clause begins with the stage of what this one ends in: X，目前已竣工."""
    for token in around.later:
        if token.kind == "v":
            return use(token) != "before" and manner(token) is None
        if token.kind not in "owRDT" and mark(token) != "clause":
            return False
    return False


def near(run: Run) -> bool:
    """Whether the run is the subject of the verb behind it: nothing but adverbs, times and places between."""
    for token in run.tail:
        if token.kind == "v":
            return use(token) != "before" and manner(token) != "weak"
        if token.kind not in "owRDTNQ":
            return False
    return False


def _hard(run: Run) -> bool:
    """Whether the verb behind the run is one that only projects have as subject."""
    for token in run.tail:
        if token.kind == "v":
            return token.value[0] in ("under_construction", "in_production", "completed") and manner(token) is None
    return False


def _measured(tail: list[Token]) -> bool:
    """Whether money or a capacity of the thing itself is told right behind it."""
    tail = [t for t in tail if mark(t) != "clause"]
    for token, number in zip(tail, tail[1:], strict=False):
        if token.kind == "l":
            return number.kind in "Mo"
        if token.kind == "k":
            return number.kind in "Q"
        if token.kind not in "owRDT":
            return False
    return False


def mate(part: Part, run: Run, around) -> bool:
    """Whether a name without evidence of its own stands in one run with accepted ones, and looks like one."""
    if not specific(part.name) or ending(part.name, "project_places"):
        return False
    if built(part.name) or nouned(run):
        return True
    return bool(after(around.told, around.text)) and len(residue(part.name)) >= 2
