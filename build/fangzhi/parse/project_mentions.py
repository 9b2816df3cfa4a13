"""Runs to mentions: which members are projects, by which rule, and with what amount, capacities and stage."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..lex.token import Token
from .project_amounts import Amount, Capacity, amount, capacities
from .project_members import Chunk
from .project_names import built, head, place, programme, specific, tidy
from .project_runs import Part, Run, bound, listed, nouned
from .project_stages import RANK, after, before
from .project_words import PHASE, ending, filler, manner, mark, residue, use


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a project: offsets within its sentence."""

    name: str
    start: int
    end: int
    rule: str
    stage: tuple[str, int, int] | None = None
    amount: Amount | None = None
    capacities: tuple[Capacity, ...] = ()


def mentions(text: str, tokens: list[Token], run: Run, told: list[Token], intro: str | None, following: list[Token]) -> list[Mention]:
    """The mentions of a run. `told` are tokens behind the run in its clause, `following` those of the next, `intro` the stage of a heading (项目有：)."""
    parts = _parts(text, run, tokens)
    if not parts:
        return []
    is_list, is_noun = listed(run), nouned(run)
    behind = after(told)
    for n, part in enumerate(parts):
        last = n == len(parts) - 1
        part.rule = _rule(text, part, run, is_list, is_noun and last, behind, last, following) or ("projects.heading" if intro is not None and specific(part.name) else None)
    if any(p.rule for p in parts):
        for part in parts:
            if not part.rule and _mate(part, parts, run, is_noun, behind):
                part.rule = "projects.mate"
    kept = [p for p in parts if p.rule]
    if not kept:
        return []
    stages = _stages(run, kept, told, following if run.open else [], intro)
    return [Mention(p.name, p.start, p.end, p.rule or "", s, p.amount, tuple(p.capacities)) for p, s in zip(kept, stages, strict=True)]


def _parts(text: str, run: Run, tokens: list[Token]) -> list[Part]:
    """The run's chunks parted at joining words, tidied, with the numbers that belong to each."""
    out: list[Part] = []
    for chunk in run.chunks:
        start = chunk.start
        lead = chunk.left
        for cut in [*_cuts(text, chunk, run), None]:
            end = cut.start if cut else chunk.end
            out.extend(_part(text, start, end, chunk, lead, tokens, out))
            if cut:
                start, lead = cut.end, []
    return out


def _part(text: str, start: int, end: int, chunk: Chunk, lead: list[Token], tokens: list[Token], before_it: list[Part]) -> list[Part]:
    first, last = tidy(text, start, end)
    if first > start and lead and lead[-1].end == start and lead[-1].kind == "Q":
        lead = lead
    name = text[first:last]
    if not name:
        return []
    inside = [t for t in tokens if first <= t.start and t.end <= last]
    if inside and inside[0].kind == "Q" and inside[0].start == first and before_it and _measured(before_it[-1], tokens):
        # 年产10GW单晶硅棒、12GW切片二期 is one project
        held = before_it[-1]
        held.end, held.name = last, text[held.start : last]
        held.capacities = _capacities(text, held.start, last, lead, tokens, held.lead)
        held.chunk = chunk
        return []
    part = Part(first, last, name, chunk, lead)
    m = PHASE.match(name[:2]) if len(name) > 4 else None
    if m and before_it and not lead:
        prefix = PHASE_PREFIX(before_it[-1].name)
        part.name = prefix + name
    part.capacities = _capacities(text, first, last, lead, tokens, lead)
    money = amount(lead, text) if bound(chunk) and lead else None
    bracket = _bracket(text, last, tokens)
    part.amount = money or amount(bracket, text)
    part.capacities += capacities(bracket, text)
    return [part]


def PHASE_PREFIX(name: str) -> str:
    """What stands before the phase in a name: 天合二期… gives 天合."""
    for at in range(2, len(name) - 1):
        if PHASE.match(name[at : at + 2]):
            return name[:at]
    return ""


def _measured(part: Part, tokens: list[Token]) -> bool:
    return any(t.kind == "k" and t.value for t in tokens if part.start <= t.start < part.end)


def _capacities(text, start, end, own, tokens, lead) -> list[Capacity]:
    inside = [t for t in tokens if start <= t.start and t.end <= end]
    return capacities(lead, text) + [c for c in capacities(inside, text, named=True)]


def _bracket(text: str, end: int, tokens: list[Token]) -> list[Token]:
    """Tokens in a bracket right behind a name."""
    stop = text.find(")", end, end + 60) if text[end : end + 1] == "(" else -1
    return [t for t in tokens if end < t.start and t.end <= stop] if stop > 0 else []


def _cuts(text: str, chunk: Chunk, run: Run) -> list[Token]:
    out = []
    for token in chunk.item.tokens:
        if mark(token) == "and" and chunk.start < token.start and token.end < chunk.end:
            left, right = text[chunk.start : token.start], text[token.end : chunk.end]
            if _joint(left, right, text[token.start : token.end], run, chunk):
                out.append(token)
    return out


def _joint(left: str, right: str, word: str, run: Run, chunk: Chunk) -> bool:
    """Whether a joining word stands between two projects and not inside one name."""
    if len(left) < 4 or len(right) < 4:
        return False
    if PHASE.match(right[:2]) or PHASE.search(left):
        return True
    if built(left) and head(left)[2] != "work" and (built(right) or specific(right)):
        return True
    if word == "暨":
        return True
    if word in "及与":
        return False
    if len(word) == 2:
        return True
    many = len(run.chunks) > 1 and len(left) > 4
    return (many or chunk.counted) and len(residue(left)) >= 2 and len(residue(right)) >= 2


def _building(lead: list[Token]) -> bool:
    """Whether the verb before a name builds, plans, signs or opens."""
    for token in reversed(lead):
        if token.kind == "v" and use(token) != "after":
            return manner(token) != "weak"
    return False


def _rule(text, part: Part, run: Run, is_list: bool, is_noun: bool, behind, last: bool, following) -> str | None:
    """The rule that accepts a name by itself, or None."""
    name = part.name
    if not specific(name):
        return None
    found = head(name)
    noun = next((t for t in part.chunk.right if t.kind == "j"), None) if last or not run.chunks[-1] is part.chunk else None
    if noun is not None and programme(text, part.start, noun.end):
        return None
    if part.amount:
        return "projects.amount"
    if is_list and _telling(name, run):
        return "projects.list"
    if is_noun or part.chunk is not run.chunks[-1] and noun is not None and part.end <= noun.start:
        if noun is not None and text[noun.start : noun.end].endswith("工程") and not found and not part.capacities:
            return None
        return "projects.noun"
    if found and built(name):
        lead = part.lead or run.lead
        if _building(lead) and (found[2] == "strong"):
            return "projects.built"
        if last and behind and _near(run) or part.chunk.right and manner(part.chunk.right[-1]) == "soft" and part.chunk.right[-1].kind == "v":
            return "projects.built_stage"
        if last and _measure_follows(run.tail or following) and found[2] != "work":
            return "projects.measured"
    if last and behind and _near(run) and (PHASE.search(name) or part.capacities or _hard(run)):
        return "projects.stage"
    return None


def _near(run: Run) -> bool:
    """Whether the run is the subject of the verb behind it: nothing but adverbs and times between."""
    for token in run.tail:
        if token.kind == "v":
            return use(token) != "before" and manner(token) != "weak"
        if token.kind not in "owRDTN":
            return False
    return False


def _hard(run: Run) -> bool:
    """Whether the verb behind the run is one that only projects have as subject."""
    for token in run.tail:
        if token.kind == "v":
            return token.value[0] in ("under_construction", "in_production", "completed") and manner(token) is None
    return False


def _measure_follows(tail: list[Token]) -> bool:
    """Whether money or a capacity of the thing itself is told right behind it."""
    for token, number in zip(tail, tail[1:], strict=False):
        if token.kind == "l" and number.kind == "M":
            return token.value[0] == "counts"
        if token.kind == "k" and number.kind == "Q":
            return True
        if token.kind not in "owRDT":
            return False
    return False


def _telling(name: str, run: Run) -> bool:
    """Whether a name in a list says more than a class: lists of fields and of kinds hold short words."""
    return len(name) >= 4 and (len(residue(name)) >= 2 or built(name))


def _mate(part: Part, parts: list[Part], run: Run, is_noun: bool, behind) -> bool:
    """Whether a name without evidence of its own stands in one run with accepted ones, and looks like one."""
    if not specific(part.name) or ending(part.name, "project_places"):
        return False
    return bool(built(part.name) or is_noun or behind and len(residue(part.name)) >= 2)


def _stages(run: Run, kept: list[Part], told: list[Token], following: list[Token], intro) -> list[tuple[str, int, int] | None]:
    """The stage of each kept part: told in order (投产一个、在建一个), behind the run, or before it."""
    steps = [t for t in told if t.kind == "v" and use(t) != "before" and manner(t) is None]
    if len(kept) > 1 and len(steps) == len(kept):
        return [(t.value[0], t.start, t.end) for t in steps]
    behind = after(told) or after(following)
    ahead = before(run.lead)
    found = behind if behind and (RANK[behind[0]] > 0 or not ahead) else ahead
    if found is None:
        return [(intro, kept[0].start, kept[0].end) if intro else None for _ in kept]
    return [(found[0], found[1].start, found[1].end)] * len(kept)
