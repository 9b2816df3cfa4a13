"""Topics: names that open their part of a sentence and are told how far they are by cues behind them.

某县乳品二厂，土建上月收尾; 甲水厂改造因指标未落实，至今没有动工; ①某桥，桩基全部打完. Names in sentences with other signs of a
project are the runs'; what is read here are only parts of sentences in which cues stand and the runs found no name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from ..lex.lexicon import View, alternatives, words
from ..lex.token import Token
from .page import Page
from .project_cues import CUES, Told, strong, told
from .project_names import built, company, owned, place, plausible, specific, tidy
from .project_sentence import points_back
from .project_words import VIEW, ending, filler, has, head, phased, residue

# the parts of a sentence that are about one thing each; items behind their signs are such parts
_UNIT = re.compile(r"[^；①-⑳✅☑✔⏳📍▪■●◆▲△★※•。！？!?…\n]+")
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩✅☑✔⏳📍▪■●◆▲△★※•"
_CLAUSE = re.compile(r"[^，：—]+")
_ENDS = View(("e", "project_topic_ends"))
_MARK = re.compile(r"[\s　]*(?:[(]?\d{1,2}[.．、)](?!\d)|[(（][一二三四五六七八九十]+[)）])?[\s　]*")
_OPENS = re.compile(rf"(?:{alternatives('project_topic_opens')})")
# a clause that opens a sentence and names nothing
_IDLE = re.compile("^(?:在|据|从|到|截至)|(?:前|后|时|看|里|中|内|初|底|面|上)$")
# what stands between names side by side, and no more of it
_BESIDE = re.compile(r"(?:项目|工程|建设)?(?:\([^()]*\))?(?:、|和|及|与|以及)[^，；。、]{0,20}")
_GAP = 40
_COUNT = re.compile(r"[两二三四五六七八九十\d]+[个处项件座条]$")
_NOTE = re.compile(r"\([^()]*\)$")
_TURN = re.compile(rf"(?<=，)(?:{alternatives('project_one_of')})")
# what is said of a thing, of people, and of wares in general; no name
_SAID = re.compile("[是有]|部分|预计|\\d[余多]?[户人家名位]|于一体|^(?:全|首|该|这|那|各|每|就|在|从|据|为|\\d+月)|先后")
_QUOTES = re.compile("[“”]")
_SIZED = re.compile(r"\d(?:[\d.]*)(?:[万亿]|[GMk]W|[吨台套锭米])")
_TIMES = "DRT"
# no name is longer, and so far behind it is told how far it is
_NAME, _REACH = 40, 90
# 恒丰的X: the owner's name is no longer
_OWNER = 16


class Topic(NamedTuple):
    """A name with its span, the stage told of it, and the part of the sentence that is about it; `alone` where it names
    nothing else, `project` where what is told makes a project of it that is not known as one."""

    name: str
    start: int
    end: int
    stage: Told | None
    unit: tuple[int, int]
    alone: bool
    project: bool


class Name(NamedTuple):
    """A stretch that may be a name, with what it is read as."""

    start: int
    end: int
    text: str


def topics(page: Page) -> Iterator[Topic]:
    """The topics of a page's sentences, in order."""
    text = page.text
    cues = page.lexed.words(CUES)
    starts = [c.start for c in cues]
    month = _month(page)
    for sentence in page.sentences_at(starts):
        for unit in _UNIT.finditer(text, *sentence):
            low, high = bisect_left(starts, unit.start()), bisect_left(starts, unit.end())
            if any(strong(c) or c.value[0] == "start" for c in cues[low:high]) or _itemed(text, *unit.span()) and low < high:
                yield from _read(page, unit.start(), unit.end(), cues[low:high], month)


def _read(page: Page, start: int, end: int, cues: list[Token], month: int | None) -> Iterator[Topic]:
    """The topics of one part of a sentence: the names that open it, and each later one with its cue in the same clause."""
    found: list[tuple[list[Name], int]] = []
    waiting, idle = True, start
    for clause in _CLAUSE.finditer(page.text, start, end):
        if waiting or any(clause.start() < c.start < clause.end() for c in cues):
            names = _listed(page, *clause.span())
            own = [c for c in cues if clause.start() < c.start < clause.end()]
            if names and (waiting or all(built(n.text) and _project(n.text, own, False) for n in names)):
                found.append((names, idle if waiting else clause.start()))
                waiting = False
        waiting = waiting and (page.text[clause.end() : clause.end() + 1] == "：" or _opening(page.text[slice(*clause.span())]))
        if not waiting and not found:
            idle = clause.end()
    for at, (names, begin) in enumerate(found):
        stop = found[at + 1][1] if at + 1 < len(found) else end
        yield from _told(page, names, (begin, stop), cues, month)


def behind(page: Page, names: list[tuple[int, int]]) -> Iterator[tuple[int, Told]]:
    """The stages that cues tell behind `names`, in order of place, each with the index of its name: up to the next name of the
    same part of a sentence; names side by side are told of alike."""
    text = page.text
    cues = page.lexed.words(CUES)
    starts = [c.start for c in cues]
    month = _month(page)
    last = len(names) - 1
    known: tuple[int, Told] | None = None
    for at in range(last, -1, -1):
        end = names[at][1]
        if at < last and _BESIDE.fullmatch(text, end, max(end, min(names[at + 1][0], end + _GAP))):
            known = known and (at, known[1])
        else:
            stop = names[at + 1][0] if at < last else len(text)
            unit = _UNIT.match(text, end, min(stop, end + _REACH))
            near = cues[bisect_left(starts, end) : bisect_left(starts, unit.end())] if unit else []
            stage = told(text, near, end, month) if near else None
            known = (at, stage) if stage else None
        if known:
            yield known


def _itemed(text: str, start: int, end: int) -> bool:
    """Whether a part of a sentence is an item of a list: behind its sign, or with a dash in it."""
    return text[max(0, start - 1)] in _MARKS or text.find("——", start, end) > 0


def _month(page: Page) -> int | None:
    """The month of a page's date."""
    return int(page.published_on[-5:-3]) if page.published_on else None


def _opening(said: str) -> bool:
    """Whether a clause only opens what is said: 目前, 明年6月底前, 在东坪镇, 至于."""
    said = said.strip()
    return len(said) < 2 or filler(said) or len(said) < 14 and _IDLE.search(said) is not None


def _told(page: Page, names: list[Name], unit: tuple[int, int], cues: list[Token], month: int | None) -> Iterator[Topic]:
    """The names of a clause that are projects, with what is told of them."""
    text, last = page.text, names[-1].end
    near = [c for c in cues if last <= c.start < min(unit[1], last + _REACH)]
    if not near or page.people_between(names[0].start, last):
        return
    spans = _dealt(text, last, unit[1], len(names))
    for name, (a, b) in zip(names, spans, strict=True):
        own = [c for c in near if a <= c.start < b]
        item = text.startswith(("——", "的"), name.end) or text[max(0, unit[0] - 1)] in _MARKS
        if own:
            stage = told(text, own, a, month, unit[0] if a == last else a)
            if stage is not None and a > last:
                stage = stage._replace(sure=True)
            yield Topic(name.text, name.start, name.end, stage, unit, len(names) == 1, _project(name.text, own, item))


def _dealt(text: str, start: int, end: int, many: int) -> list[tuple[int, int]]:
    """What is told of each of `many` names: all of it, or, dealt out by 一个…，一个…, each its own clauses."""
    turns = [m.start() for m in _TURN.finditer(text, start, end)]
    if many < 2 or len(turns) != many:
        return [(start, end)] * many
    return list(zip(turns, [*turns[1:], end], strict=True))


def _listed(page: Page, start: int, end: int) -> list[Name]:
    """The names with which a clause opens, joined by 、; none where one of several is none."""
    text = page.text
    start = _MARK.match(text, start, end).end()
    opened = _OPENS.match(text, start, end)
    start = opened.end() if opened else start
    out: list[Name] = []
    if points_back(text, start) or text[end : end + 1] == "：":
        return out
    while start < end:
        comma = text.find("、", start, end)
        stop = comma if comma > 0 else end
        name = _name(page, start, stop, comma < 0)
        if name is None:
            return []
        out.append(name)
        start = stop + 1
    return out


def _name(page: Page, start: int, end: int, last: bool) -> Name | None:
    """The name in a stretch: up to its end or, in the last of a list, to the first word behind it at which it looks whole."""
    text = page.text
    owner, start = _owner(text, start, min(end, start + _NAME + _OWNER))
    whose = text[slice(*owner)] if owner else ""
    stop = _stop(page, start, end, whose) if last else end
    counted = _COUNT.search(text[start:stop]) or _NOTE.search(text[start:stop])
    stop = start + counted.start() if counted else stop
    first, stop = tidy(text, start, stop)
    name = text[first:stop]
    if owner and ending(name, "project_parts") == name:
        # 某中心的地基: the part tells of its owner
        first, stop = tidy(text, *owner)
        return Name(first, stop, text[first:stop])
    if owner and not (place(name) or company(name)):
        name = whose + name
        return Name(owner[0], stop, name) if _whole(name) else None
    if not _whole(name) or _SAID.search(name) or any(c.end == len(name) for c in CUES.find(name)):
        return None
    if any(has(t, "site") or t.kind == "j" and t.value for t in VIEW.find(name)):
        return None
    if any(t.kind in "DT" or t.kind == "R" and t.start == first for t in page.lexed.numbers_between(first, stop)):
        # 国庆节前, 10月完成…: what is told of a thing
        return None
    return Name(first, stop, name)


def _stop(page: Page, start: int, end: int, whose: str) -> int:
    """Where a name ends: at the first word behind it before which stands something whole, or a part of `whose` thing it is."""
    text, limit, first = page.text, min(end, start + _NAME), start + (1 if whose else 3)
    spots = {t.start for view in (_ENDS, CUES) for t in view.find(text, first, limit)}
    spots |= {t.start for t in VIEW.find(text, first, limit) if t.kind in "vwl"}
    spots |= {t.start for t in page.lexed.numbers_between(first, limit) if t.kind in _TIMES}
    for at in sorted(spots | {limit} if limit == end else spots):
        name = text[slice(*tidy(text, start, at))]
        if _whole(name) or whose and (_whole(whose + name) or name in words("project_parts")):
            return at
    return end


def _owner(text: str, start: int, end: int) -> tuple[tuple[int, int] | None, int]:
    """Who or what stands before 的 and so is told of with the name, if it is a name, and where the name begins; behind 的 of a
    clause (由某公司承建的) stands the name alone."""
    at = text.rfind("的", start, end - 2)
    if at < start + 2:
        return None, start
    said = text[start:at]
    if "是" in said:
        # X是贯穿…的主干线 says what X is
        return None, end
    verb = next((t for t in VIEW.find(said) if t.kind in "vlkMQ" or has(t, "agent") or has(t, "site")), None)
    if verb is not None and verb.kind == "l" and _firm(said[: verb.start]):
        # 某公司|投资3亿元的X
        return (start, start + verb.start), at + 1
    clause = verb is not None
    whole = not clause and len(said) <= _OWNER and plausible(said + "项目") and not _SAID.search(said)
    return ((start, at) if whole else None), at + 1


def _firm(name: str) -> bool:
    """Whether a stretch is a firm's name and nothing else."""
    return company(name + "项目") == name


def _whole(name: str) -> bool:
    """Whether a stretch is a whole name: of something built, of a phase, or of what a firm or a place makes."""
    plain = _QUOTES.sub("", name)
    return built(plain) or phased(name) and len(name) > 5 or _made(name)


def _made(name: str) -> bool:
    """Whether a name ends in what is made or done, with whose or where or how much it is before it."""
    tail = ending(name, "project_topic_tails")
    if tail is None:
        return False
    front = company(name) or place(name) or ""
    rest = name[len(front) : -len(tail)]
    return (bool(front) or _SIZED.search(name) is not None) and len(rest) + len(tail) >= 3 and len(name) > 6


def _project(name: str, cues: list[Token], item: bool) -> bool:
    """Whether a name with its cues is a project's; an `item` of a list, or a thing whose part is told of,
    needs cues of no special kind."""
    if "与" in name and any(c.value[0] == "sign" for c in cues):
        # 某氢能公司与园区签订协议
        return False
    if _firm(name) or not _whole(name) or not plausible(name) or not (item or any(strong(c) for c in cues)):
        return False
    if ending(name, "project_parts") and len(residue(name)) < 4 and not (company(name) or place(name)):
        return False
    if _made(name) or phased(name):
        return True
    plain = _QUOTES.sub("", name)
    found = head(plain)
    return specific(plain) and (item or owned(plain) or found[2] == "strong" and len(residue(plain[: -len(found[0])])) > 3)
