"""Runs: members joined by 、 and 和, accepted or refused together, each with its own amount and capacities."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ..lex.token import Token
from .project_amounts import Amount, Capacity, amount, capacities
from .project_clauses import Item, items
from .project_members import Member, members
from .project_names import built, head, residue, specific, tidy
from .project_stages import after, before, later
from .project_words import PHASE, ending, filler, manner, mark, stage, use


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


@dataclass(slots=True)
class Run:
    """Members read so far, with what stands before and behind them."""

    members: list[Member] = field(default_factory=list)
    lead: list[Token] = field(default_factory=list)
    tail: list[Token] = field(default_factory=list)
    sign: str = "open"


def mentions(text: str, tokens: list[Token], rows) -> None:
    """Read one sentence into `rows`."""
    parts = items(text, tokens)
    runs = _runs(text, parts)
    for at, run in enumerate(runs):
        found = _read(text, run, tokens)
        upto = runs[at + 1].members[0].item.start if at + 1 < len(runs) else len(text)
        rows.add(found, tokens, text, run, upto)


def _runs(text: str, parts: list[Item]) -> list[Run]:
    """Items gathered into runs. A run ends at a clause's end (unless an amount opens the next clause), at 等, and at a verb behind it."""
    out: list[Run] = []
    now = Run()
    clause = -1
    for item in parts:
        if item.clause != clause and now.members and not (_amount_first(item) and now.sign == "open"):
            out.append(now)
            now = Run()
        clause = item.clause
        for member in members(text, item):
            if now.members and _begins(member, now):
                out.append(now)
                now = Run()
            if not now.members:
                now.lead = member.lead
            now.members.append(member)
            now.sign = member.sign
            if member.sign in ("list", "verb") or member.sign == "noun" and (member.after < item.end or member.counted):
                now.tail = member.tail
                out.append(now)
                now = Run()
    if now.members:
        out.append(now)
    return out


def _amount_first(item: Item) -> bool:
    return bool(item.tokens) and item.tokens[0].kind == "l" and item.tokens[0].start - item.start <= 1


def _begins(member: Member, run: Run) -> bool:
    """Whether a member starts a run of its own: a verb or a stretch of speech opens its item."""
    first = member.lead[0] if member.lead else None
    if first is None or first.start - member.item.start > 0:
        return member.item is run.members[-1].item
    return first.kind in "vow" and not (first.kind == "v" and manner(first) == "soft" and first.end > member.start)


def _read(text: str, run: Run, tokens: list[Token]) -> list[Mention]:
    """The mentions of one run."""
    listed = run.sign == "list" and _list_of_projects(run)
    pieces = [p for m in run.members for p in _pieces(text, m, run)]
    kept: list[Mention] = []
    told = _stage(run)
    mate = False
    prefix_tokens: list[Token] = []
    judged = []
    for member, start, end in pieces:
        start, end = tidy(text, start, end)
        name = text[start:end]
        own = [t for t in member.lead if t.end <= start] if start == member.start or member.lead else []
        own_amount = amount(prefix_tokens + own, text) if own or prefix_tokens else None
        if end <= start or not name:
            prefix_tokens = own
            continue
        rule = _rule(name, member, run, own_amount, listed, told)
        judged.append((member, start, end, name, own_amount, rule, prefix_tokens + own))
        prefix_tokens = []
    mate = any(j[5] for j in judged)
    for n, (member, start, end, name, own_amount, rule, own) in enumerate(judged):
        if not rule and mate and _mate(name, judged, n, run):
            rule = "projects.mate"
        if not rule:
            continue
        inside = [t for t in tokens if start <= t.start and t.end <= end]
        caps = capacities(inside, text, named=True) + (capacities(own, text) if own else [])
        bracket = [t for t in tokens if end <= t.start < min(end + 30, len(text))] if text[end : end + 1] == "(" else []
        if bracket:
            stop = text.find(")", end)
            bracket = [t for t in bracket if t.end <= stop]
            own_amount = own_amount or amount(bracket, text)
            caps += capacities(bracket, text)
        kept.append(Mention(name, start, end, rule, told, own_amount, tuple(caps)))
    return kept


def _stage(run: Run) -> tuple[str, int, int] | None:
    behind = after(run.tail)
    ahead = before(run.lead)
    found = behind if behind and behind[0] != "advancing" else ahead or behind
    if found is None:
        return None
    return found[0], found[1].start, found[1].end


def _list_of_projects(run: Run) -> bool:
    """Whether 等 is followed by 项目 of which the members are examples."""
    for token in run.tail:
        if token.kind == "j":
            return True
        if token.kind == "z" or token.kind == "v" and manner(token) is None and use(token) == "before":
            return False
        if token.kind in "lM":
            return False
    return False


def _pieces(text: str, member: Member, run: Run) -> list[tuple[Member, int, int]]:
    """A member parted at 和, 及, 与 where two projects are joined."""
    cuts = []
    for token in member.item.tokens:
        if mark(token) == "and" and member.start < token.start and token.end < member.end:
            left, right = text[member.start : token.start], text[token.end : member.end]
            if _parts(left, right, text[token.start : token.end], run, member):
                cuts.append(token)
    out, start = [], member.start
    for token in cuts:
        out.append((member, start, token.start))
        start = token.end
    out.append((member, start, member.end))
    return out


def _parts(left: str, right: str, word: str, run: Run, member: Member) -> bool:
    if len(left) < 4 or len(right) < 4:
        return False
    if built(left) and (built(right) or specific(right)):
        return True
    if PHASE.search(left):
        return True
    if word in "及与":
        return False
    if len(word) == 2:
        return True
    return len(run.members) > 1 and len(left) > 4 or member.counted


def _building(run: Run) -> bool:
    """Whether the verb before a run builds, plans, signs or opens."""
    for token in reversed(run.lead):
        if token.kind == "v" and use(token) != "after":
            return manner(token) != "weak"
    return False


def _rule(name, member, run, own_amount, listed, told) -> str | None:
    """The rule that accepts a name by itself, or None."""
    if not specific(name):
        return None
    if own_amount:
        return "projects.amount"
    if listed:
        return "projects.list"
    if member.sign == "noun":
        return "projects.noun"
    if built(name) and head(name)[2] == "strong":
        if run.sign == "verb" and told:
            return "projects.built_stage"
        if _building(run) and run.sign in ("open", "list", "verb", "noun"):
            return "projects.built"
    if run.sign == "verb" and told and PHASE.search(name):
        return "projects.phase"
    if run.sign == "noun":
        return "projects.joined"
    return None


def _mate(name: str, judged, n: int, run: Run) -> bool:
    """Whether a name stands in one run with accepted ones, and looks like them."""
    return specific(name) and (built(name) or run.sign in ("list", "verb", "noun"))
