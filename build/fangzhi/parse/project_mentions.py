"""Runs to mentions: which members are projects, by which rule, and with what amount, capacities and stage."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import NamedTuple

from ..lex.lexicon import alternatives, words
from ..lex.token import Token
from .project_amounts import Amount, Capacity, amount, capacities, dealt
from .project_around import Around
from .project_called import subject_end
from .project_judge import judge, mate
from .project_members import Chunk, measures
from .project_names import built, owned, past_zone, specific, tidy, to_phase, whole_of
from .project_runs import Part, Run, bound, sped
from .project_sentence import Sentence
from .project_shared import share
from .project_sized import done
from .project_stages import RANK, after, ahead, before, of_subject, steps
from .project_turns import turns
from .project_visits import scene
from .project_words import AND, PHASE, has, head, phased, residue, use

# no name is longer; a longer chunk is a sentence without punctuation
_CHUNK_REACH = 120
_BRACKET_LAST = re.compile(r"\([^()]*\)$")
# 204国道与石佛路枢纽立交: a crossing is named by both its roads
_CROSSING = re.compile(rf"(?:{alternatives('project_crossings')})")
# 的选址意见书: what is drawn up or asked for before a thing is built
_PAPERS = re.compile(rf"的[^，。；]{{0,12}}?(?:{alternatives('project_papers')})")
# no part is told in more characters
_PART = 12
_PARTS = ("，", "；")
_WORK = ("工程", "项目")
# 某乡某村|某自然村民俗大院: the hamlet is where it is
_HAMLET = re.compile(r".{2,10}?村(?=[\u4e00-\u9fff]{1,6}自然村.{3})")
# 某交通圈(某大桥部分), 某景区(包括甲、乙)
_OF_WHAT = re.compile(r"[^()]{2,16}部分|(?:包括|包含|含|其中)[^()]{2,40}")
# kinds of a joining word and of one that may begin another word
_JOINING = AND + "s"
# 迁建工程(二期): the phase is the name's, and with it what stands between
_PHASE_AFTER = re.compile(r"\([一二三四五六七八九十、\d]{1,5}期(?:工程)?\)")


class Mention(NamedTuple):
    """One mention of a project: offsets within its sentence. `stage` is a stage with its span."""

    name: str
    start: int
    end: int
    rule: str
    stage: tuple[str, int, int] | None = None
    amount: Amount | None = None
    capacities: tuple[Capacity, ...] = ()


def parts(sentence: Sentence, run: Run) -> list[Part]:
    """The run's chunks parted at joining words, tidied, with the numbers that belong to each."""
    out: list[Part] = []
    for chunk in run.chunks:
        start, lead = chunk.start, chunk.left
        cuts = _cuts(sentence, chunk, run) if AND in sentence.kinds or "和" in sentence.text else []
        for cut in [*cuts, None]:
            end = cut.start if cut else chunk.end
            _part(sentence, start, end, chunk, lead, out)
            if cut:
                start, lead = cut.end, []
    for part in out:
        # a name that fits any project is never accepted
        if specific(part.name):
            _measure(sentence, part)
    return out


def _measure(sentence: Sentence, part: Part) -> None:
    """Give a part the capacities that stand before it, inside it, and in the bracket behind it."""
    text = sentence.text
    inside = sentence.between(part.start, part.end) if part.added else sentence.within(part.start, part.end)
    part.capacities = capacities(part.lead, text) + capacities(inside, text, named=True)
    behind = part.chunk.right[0] if part.chunk.right and part.chunk.end == part.end else None
    if behind is not None and behind.kind == "Q" and behind.start == part.end and measures(behind):
        part.capacities += capacities([behind], text, named=True)
    if part.noted and not part.added:
        part.capacities += capacities(part.noted, text, named=len(part.noted) == 1)


def mentions(run: Run, members: list[Part], around: Around) -> list[Mention]:
    """The mentions of a run, with what is told of each."""
    if len(run.chunks) > 1:
        share(run, members, around.text)
    if not any(specific(p.name) for p in members):
        return []
    judge(run, members, around)
    if any(p.rule for p in members):
        for part in members:
            if not part.rule and mate(part, run, around):
                part.rule = "projects.mate"
    kept = [p for p in members if p.rule]
    stages = _stages(run, kept, around) if kept else []
    if len(kept) > 1:
        _deal(kept, around)
    return [
        Mention(p.name, p.start, p.end, p.rule or "", s, p.amount, tuple(p.capacities))
        for p, s in zip(kept, stages, strict=True)
    ]


def _deal(kept: list[Part], around: Around) -> None:
    """Give each of several names what 分别 behind them deals out."""
    sums, sizes = dealt([*around.told, *around.later], around.text, len(kept))
    for part, money in zip(kept, sums, strict=False):
        part.amount = part.amount or money
    for part, size in zip(kept, sizes, strict=False):
        part.capacities.append(size)


def _part(sentence: Sentence, start: int, end: int, chunk: Chunk, lead: list[Token], out: list[Part]) -> None:
    """Add the part of a chunk between two joining words, or lengthen the part before it (10GW单晶硅棒、12GW切片 is one)."""
    text = sentence.text
    bracket = _bracket(sentence, start, end) or _bracket_behind(sentence, end, chunk)
    first, last = _edges(text, start, min(bracket[0], end) if bracket else end, chunk)
    name = text[first:last]
    if not name:
        return
    inside = sentence.within(first, last) if out else []
    if inside and inside[0].kind == "Q" and inside[0].start == first and _goes_on(sentence, out[-1]):
        held = out[-1]
        held.end, held.name, held.chunk, held.added = last, text[held.start : last], chunk, True
        return
    if out and not lead and len(name) > 4 and PHASE.match(name[:2]):
        name = _before_phase(out[-1].name) + name
    part = Part(first, last, name, chunk, lead)
    part.amount = amount(lead, text) if lead and bound(chunk) else None
    if bracket:
        part.noted = sentence.between(bracket[0] + 1, bracket[1])
        part.amount = part.amount or amount(part.noted, text, bare=True)
    out.append(part)


def _edges(text: str, start: int, end: int, chunk: Chunk) -> tuple[int, int]:
    """The edges of a name: tidied, with the phase behind its 工程, and without a predicate behind its phase."""
    end = subject_end(text, start, end)
    first, last = tidy(text, start, end)
    if start == chunk.start and chunk.left and has(chunk.left[-1], "place"):
        first = past_zone(text, first, last)
    if "自然村" in text[first:last]:
        hamlet = _HAMLET.match(text, first, last)
        first = hamlet.end() if hamlet else first
    noun = chunk.right[0] if end == chunk.end and chunk.right else None
    if noun is None or noun.kind != "j" or noun.start != end:
        return first, first + len(whole_of(to_phase(text[first:last])))
    last = first + len(whole_of(text[first:last]))
    phase = _PHASE_AFTER.match(text, noun.end)
    return first, phase.end() if phase and last > first else last


def _bracket(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The bracket behind a name that tells of its money, size or stage, and is no part of it."""
    opening = sentence.text.rfind("(", start + 3, end)
    return _telling(sentence, opening, end + 60) if opening > 0 else None


def _bracket_behind(sentence: Sentence, end: int, chunk: Chunk) -> tuple[int, int] | None:
    """The same behind the 项目 that closes a chunk: 某电站项目(总投资6亿元)、…"""
    noun = chunk.right[0] if chunk.right and chunk.end == end else None
    if noun is None or noun.kind != "j" or noun.start != end or sentence.text[noun.end : noun.end + 1] != "(":
        return None
    return _telling(sentence, noun.end, noun.end + 60)


def _telling(sentence: Sentence, opening: int, reach: int) -> tuple[int, int] | None:
    """A bracket, where it tells of money, size, a time or what it is made of."""
    closing = sentence.text.find(")", opening, reach)
    inside = sentence.between(opening, closing) if closing > 0 else []
    tells = any(t.kind in "lMkRD" or t.kind == "Q" and measures(t) and t.end == closing for t in inside)
    if not tells and closing > 0:
        tells = _OF_WHAT.fullmatch(sentence.text, opening + 1, closing) is not None
    return (opening, closing) if tells else None


def _goes_on(sentence: Sentence, part: Part) -> bool:
    """Whether a quantity behind the comma is one more of the part's: it has a capacity told by time, and no head."""
    return not built(part.name) and any(
        t.kind == "k" and t.value and t.value[0] for t in sentence.between(part.start, part.end)
    )


def _before_phase(name: str) -> str:
    """What stands before the phase in a name: 天合二期… gives 天合."""
    return next((name[:at] for at in range(2, len(name) - 1) if PHASE.match(name[at : at + 2])), "")


def _cuts(sentence: Sentence, chunk: Chunk, run: Run) -> list[Token]:
    """The joining words of a chunk that stand between two projects."""
    out: list[Token] = []
    text, start = sentence.text, chunk.start
    inside = sentence.within(start + 1, min(chunk.end - 1, start + _CHUNK_REACH))
    joints = [joint for t in inside if t.kind in _JOINING and (joint := _joining(t))]
    for token, follower in zip_longest(joints, joints[1:]):
        if start < token.start:
            left, right = text[start : token.start], text[token.end : min(chunk.end, token.end + _CHUNK_REACH)]
            own = owned(text[token.end : follower.start] if follower else right)
            if _joint(left, right, own, text[token.start : token.end], run, chunk):
                out.append(token)
                start = token.end
    return out


def _joining(token: Token) -> Token | None:
    """A joining word, also one that may begin another word (工厂和|龙泉物流园 is no 和龙)."""
    if token.kind == AND:
        return token
    return Token(AND, token.start, token.start + 1, ("and",)) if token.kind == "s" and has(token, "and") else None


def _joint(left: str, right: str, own: bool, word: str, run: Run, chunk: Chunk) -> bool:
    """Whether a joining word stands between two projects and not inside one name. `own` says that what follows it tells by
    itself whose or where it is."""
    left = _BRACKET_LAST.sub("", left)
    if word == "以及" and built(left) and specific(right) or left in words("project_sole") and built(right):
        return True
    if _pair(left, right):
        return True
    if len(left) < 4 or len(right) < 4:
        return False
    if left.endswith(_WORK) and (built(left[:-2]) or head(left[:-2])) and specific(right):
        return True
    if not own and all(h and h[2] == "work" for h in (head(left), head(right))):
        # 某水库除险加固及灌区渠系改造 is one work
        return False
    if word == "暨" or PHASE.match(right[:2]) or phased(left):
        return True
    found = head(left)
    if word in "与和" and _CROSSING.search(right) and found and found[1] == "infrastructure":
        return False
    if built(left) and found and found[2] in ("strong", "kind") and not own:
        return False
    if (
        built(left)
        and found
        and (found[2] != "make" or word not in "及与")
        and (built(right) or word != "与" and found[2] == "strong" and specific(right))
    ):
        return True
    if word in "及与":
        return False
    if len(word) == 2:
        return True
    many = len(run.chunks) > 1 and len(left) > 4
    return (many or chunk.counted) and len(residue(left)) >= 2 and (own if built(right) else len(residue(right)) >= 2)


def _pair(left: str, right: str) -> bool:
    """Whether two names are of a kind, as 东川路和康宁路 and 东闸枢纽和西闸枢纽, or the other is a noun without a name behind a school's
    or a hospital's (市第六中学和康养中心)."""
    found = head(left)
    if found is None or not built(left):
        return False
    if found[1:] == ("civic", "strong") and min(len(left), len(right)) > 3 and right in words("project_heads"):
        return True
    if head(right) != found or not built(right):
        return False
    return found[0] in words("project_lines") or found[2] == "strong" and len(found[0]) > 1 and min(len(left), len(right)) > 3


def _stages(run: Run, kept: list[Part], around: Around) -> list[tuple[str, int, int] | None]:
    """The stage of each kept part: told in order (投产一个、在建一个), behind the run, before it, or by a heading or a label."""
    text = around.text
    order = steps(around.told, text)
    plan = "plan" if around.sentence.plan else _meant(run, around)
    if len(kept) > 1 and len(order) == len(kept):
        return [(t.value[0], t.start, t.end) for t in order]
    how = next((ahead(t, text) for t in reversed(run.lead) if ahead(t, text)), None) or _pushed(run.lead) or plan
    if how is None and _goes_on_planning(around.sentence, run.lead):
        how = plan = "plan"
    behind = after(around.told, text, how) or after(of_subject(text, around.later), text)
    front = None if _owns(run, text) else before(run.lead, text, plan)
    found = behind if behind and (RANK[behind[0]] > 0 or not front) else front
    found = found or sped(run, text) or _done(run, text)
    dealt_out = turns(around.sentence, run.end, len(kept))
    return [_stage_of(p, turn or found, run, around) for p, turn in zip(kept, dealt_out, strict=True)]


def _done(run: Run, text: str) -> tuple[str, Token] | None:
    """The stage of what works were done to: 对X进行了改造."""
    told = done(run, text)
    return ("completed" if text[told.end - 1] == "了" else "under_construction", told) if told else None


def _meant(run: Run, around: Around) -> str | None:
    """What puts a verb before the names ahead of today though a place stands between them: 拟在某地建设X."""
    verb = run.lead[0] if run.lead else None
    if verb is None or verb.kind != "v":
        return None
    front = around.sentence.between(run.chunks[0].item.start, verb.start)
    if any(t.kind in "vj" for t in front) or not any(has(t, "place") for t in front):
        return None
    return next((how for t in reversed(front) if (how := ahead(t, around.text))), None)


def _owns(run: Run, text: str) -> bool:
    """Whether the verb before a name tells of its papers: 完成|X项目|的选址意见书."""
    end = next((t.end for t in run.tail[:1] if t.kind == "j"), run.end)
    return _PAPERS.match(text, end) is not None


def _goes_on_planning(sentence: Sentence, lead: list[Token]) -> bool:
    """Whether a verb that opens its clause goes on with what the clauses before it plan: 将新建X，改造Y."""
    verb = lead[0] if lead else None
    while verb is not None and verb.kind == "v" and use(verb) == "before" and sentence.text[verb.start - 1 : verb.start] in _PARTS:
        start = max(sentence.text.rfind(mark, 0, verb.start - 1) for mark in _PARTS) + 1
        clause = sentence.between(start, verb.start - 1)
        if any(ahead(t, sentence.text) == "plan" for t in clause):
            return True
        verb = clause[0] if clause and clause[0].start == start else None
    return False


def _pushed(lead: list[Token]) -> str | None:
    """`aim` where a verb before the names urges on what the verb behind them tells: 推动X投产."""
    verb = next((t for t in reversed(lead) if t.kind == "v"), None)
    return "aim" if verb is not None and verb.value[0] == "advancing" and verb.value[1] == "both" else None


def _of_part(part: Part, text: str) -> bool:
    """Whether what is told is told of a part of the thing named: 某路|路基."""
    said = text[part.end : part.chunk.end].strip()
    return 1 < len(said) < _PART and said in words("project_parts")


def _stage_of(part: Part, found, run: Run, around: Around) -> tuple[str, int, int] | None:
    own = after(part.noted, around.text) if not any(t.kind in "RD" for t in part.noted) else None
    found = own or found
    if found is not None and found[0] == "completed" and _of_part(part, around.text):
        found = "under_construction", found[1]
    sites = [t for t in [*part.chunk.right, *run.tail] if t.kind == "j" and t.value]
    if sites and found is not None and found[0] == "advancing" and found[1].start > sites[0].start:
        # what is asked at a site is told of others
        found = None
    if found is not None:
        return found[0], found[1].start, found[1].end
    money = part.amount or amount(around.told, around.text)
    if money is not None and money.stage:
        return money.stage, money.start, money.end
    site = scene(run, around.text) or next(iter(sites), None)
    if site is not None:
        return "under_construction", site.start, site.end
    return (around.heading, part.start, part.end) if around.heading else None
