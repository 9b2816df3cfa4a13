"""Runs: chunks joined by 、 and 和, accepted or refused for what stands round them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..lex.lexicon import alternatives, words
from ..lex.token import Token
from .project_amounts import Amount, Capacity
from .project_clauses import Item, told_sum
from .project_members import Chunk, chunks, count, past_bracket
from .project_names import built
from .project_words import AND, CLAUSE, ETC, OF, has, head, manner, use

_WORK = re.compile(alternatives("project_works"))
_WORK_FIRST = frozenset(word[0] for word in words("project_works"))
# 拓宽销售渠道, 打通绿色通道
_FIGURES = ("渠道", "通道")
_DONE_TO = ("advancing", "before", "soft")
# what stands between a word of class and 项目 is no longer
_KIND = 4
_AND = re.compile(r"[和及与]|以及")


@dataclass(slots=True)
class Part:
    """One name that may be: its span, its text (with what it inherits), its own lead, and the rule that accepts it. `added` says
    that what stands behind a comma was added to it, `noted` are the tokens of the bracket behind it."""

    start: int
    end: int
    name: str
    chunk: Chunk
    lead: list[Token]
    rule: str | None = None
    amount: Amount | None = None
    capacities: list[Capacity] = field(default_factory=list)
    noted: list[Token] = field(default_factory=list)
    added: bool = False


@dataclass(slots=True)
class Run:
    """Chunks that stand side by side, the tokens before the first and behind the last, and the clause behind; `shared` says that a
    noun behind them was given to each."""

    chunks: list[Chunk]
    lead: list[Token]
    tail: list[Token]
    start: int
    end: int
    open: bool
    shared: bool = False


def runs(text: str, parts: list[Item]) -> list[Run]:
    """The runs of a sentence, in order, those that hold no name too."""
    out: list[Run] = []
    waiting: Item | None = None
    for item in parts:
        found = chunks(text, item)
        if not found:
            if waiting is None and any(t.kind in "lk" for t in item.tokens):
                waiting = item
            elif out:
                out[-1].open = False
            continue
        if waiting is not None and waiting.clause == item.clause and any(t.kind == OF for t in found[0].left):
            found[0].left = waiting.tokens + found[0].left
        waiting = None
        for chunk in found:
            if text[chunk.start] in _WORK_FIRST:
                _worked(text, chunk)
            _put(text, out, chunk, chunk is found[0])
    return out


def _worked(text: str, chunk: Chunk) -> None:
    """Part what is done from the thing that it is done to: 改造提升|某路."""
    if any(t.kind not in "ow" + CLAUSE for t in chunk.left):
        return
    work = _WORK.match(text, chunk.start, chunk.end)
    found = head(text[work.end() : chunk.end].strip()) if work else None
    if found and found[1] == "infrastructure" and found[2] in ("strong", "short") and found[0] not in _FIGURES:
        chunk.left = [*chunk.left, Token("v", *work.span(), _DONE_TO)]
        chunk.start, chunk.first = work.end(), False


def _put(text: str, out: list[Run], chunk: Chunk, opens: bool) -> None:
    """Add a chunk to the run before it, or begin a run with it."""
    goes_on = chunk.last or _goes_on(text, chunk)
    if out and out[-1].open and _joins(text, chunk, out[-1]):
        run = out[-1]
        run.chunks.append(chunk)
        run.tail, run.end, run.open = chunk.right, chunk.end, goes_on
        return
    start = chunk.start
    if opens:
        start = min(chunk.left[0].start, chunk.item.start) if chunk.left else chunk.item.start
    out.append(Run([chunk], chunk.left, chunk.right, start, chunk.end, goes_on))


def _goes_on(text: str, chunk: Chunk) -> bool:
    """Whether what closes a chunk leaves its list open: 项目 or 规划建设 at the item's end."""
    last = chunk.right[-1] if chunk.right and not chunk.counted else None
    if last is None or last.kind != "j" and not (manner(last) == "soft" and use(last) == "both"):
        return False
    if past_bracket(text, last) < chunk.item.end and not _AND.match(text, last.end):
        return False
    return all(t.kind != ETC for t in chunk.right)


def _joins(text: str, chunk: Chunk, run: Run) -> bool:
    """Whether a chunk goes on with a run: at its item's start, in the same clause, or with an amount of its own in the next."""
    last = run.chunks[-1]
    if chunk.item is last.item:
        closing = last.right[-1] if last.right else None
        touches = closing is not None and closing.kind == "j" and closing.end == chunk.start
        return touches and _AND.match(text, chunk.start) is not None
    opening = chunk.left[0] if chunk.left else None
    if chunk.begin > chunk.item.start + 1:
        return False
    if chunk.item.clause != last.item.clause:
        if chunk.item.clause != last.item.clause + 1 or text[last.item.end] == "：":
            # 预备项目：A、B
            return False
        if opening is None:
            governed = any(t.kind == "v" for t in run.lead) and not chunk.last
            if _alone(text, last) and chunk.first and not governed and built(text[chunk.start : chunk.end].strip()):
                return True
            return (
                chunk.first
                and chunk.end - chunk.start > 2
                and (_plain_noun(last, True) or _alone(text, last))
                and (_plain_noun(chunk, False) or _plain_noun(last, True) and _alone(text, chunk))
            )
        return opening.kind == "l" and bound(chunk) and any(bound(c) for c in run.chunks[-3:])
    if opening is None:
        return chunk.first
    if chunk.left[-1].kind == OF:
        return opening.kind not in "v"
    return opening.kind in "lkQB" or _may_begin(opening)


def _plain_noun(chunk: Chunk, ends: bool) -> bool:
    """Whether 项目 stands right behind a chunk, and, if asked, ends its item: A项目，B项目及C项目开工. A site (B项目建设现场) is
    the last of its list."""
    closing = chunk.right[0] if chunk.right else None
    return (
        closing is not None
        and closing.kind == "j"
        and closing.start == chunk.end
        and (not ends or closing.end == chunk.item.end and not closing.value)
    )


def _alone(text: str, chunk: Chunk) -> bool:
    """Whether a built thing fills its item: A项目，B产业园，C项目."""
    return chunk.first and chunk.last and built(text[chunk.start : chunk.end].strip())


def _may_begin(token: Token) -> bool:
    """Whether a verb may as well be the first word of a name (新建…, 改造…)."""
    return token.kind == "v" and manner(token) == "soft" and use(token) != "after"


def bound(chunk: Chunk) -> bool:
    """Whether the amount before a chunk is bound to it: 总投资N的X, 投资N建设X."""
    last = chunk.left[-1] if chunk.left else None
    if last is not None and last.kind == "M" and last.end == chunk.start and any(t.kind == "j" for t in chunk.right):
        return True
    seen = False
    for token in chunk.left:
        if token.kind == "M":
            seen = True
        elif seen and (token.kind == OF or token.kind == "v" and use(token) != "after"):
            return True
    return False


def listed(run: Run) -> bool:
    """Whether 等 … 项目 closes the run, so that its members are examples of projects."""
    seen = False
    for n, token in enumerate(run.tail):
        if token.kind == ETC:
            seen = True
        elif seen and has(token, "number") and any(count(t) for t in run.tail[n + 2 : n + 3]):
            return False
        elif seen and (token.kind == "j" or _building(run, n) or _both(run.tail[n : n + 3])):
            return True
        elif seen and (
            token.kind == "z"
            and not _field(run.tail, n)
            or told_sum(run.tail, n)
            or token.kind == "v"
            and manner(token) is None
            and use(token) == "before"
            and not (n + 1 < len(run.tail) and run.tail[n + 1].kind == "j" and run.tail[n + 1].start == token.end)
        ):
            return False
    return False


def _field(tail: list[Token], at: int) -> bool:
    """Whether a word of class says which kind of projects is meant: 等资源深度开发项目, 等高新技术项目."""
    noun = next((t for t in tail[at + 1 :] if t.kind not in "hs"), None)
    return noun is not None and noun.kind == "j" and noun.start - tail[at].end <= _KIND and not has(tail[at], "who")


def sped(run: Run, text: str) -> tuple[str, Token] | None:
    """The stage that is told where a run's building is sped up or backed (加快X建设, 保障X等工程建设), with the word."""
    last = run.tail[-1].end if run.tail else run.end
    if not run.lead or "建设" not in text[run.chunks[-1].start : last]:
        return None
    how = next((t for t in reversed(run.lead) if t.kind not in "lkMQ" + OF), run.lead[-1])
    backs = has(how, "backs") or how.kind == "v" and manner(how) == "weak"
    told = "under_construction" if has(how, "speeds") else "advancing" if backs else None
    return (told, how) if told else None


def _building(run: Run, at: int) -> bool:
    """Whether 建设 closes the run at its clause's end: A、B等建设, A等5个场站建设."""
    token = run.tail[at]
    return token.kind == "v" and manner(token) == "soft" and token.end == run.chunks[-1].item.end


def _both(tokens: list[Token]) -> bool:
    """企业和项目: firms and projects are named together."""
    return len(tokens) == 3 and tokens[0].kind == "z" and tokens[1].kind == AND and tokens[2].kind == "j"


def nouned(run: Run) -> bool:
    """Whether 项目 or 工程 closes the run, other words of stage and count before it left aside; 项目12个 closes none."""
    for n, token in enumerate(run.tail):
        if token.kind == "j":
            follower = run.tail[n + 1] if n + 1 < len(run.tail) else None
            if follower is not None and follower.kind == "v" and follower.start == token.end and n + 2 < len(run.tail):
                # 返乡项目落地46个
                token, follower = follower, run.tail[n + 2]
            if follower is not None and has(follower, "number") and n + 2 < len(run.tail):
                # 项目超过240个
                token, follower = follower, run.tail[n + 2]
            return not (follower is not None and follower.start == token.end and count(follower))
        if not count(token) and token.kind not in "vB" and not has(token, "number"):
            return False
    return False
