"""Projects: what is or was to be built, signed, opened or run, with its money, capacities and stage.

The shapes are genre.md's PROJECT, AGGREGATE and CAPACITY and its rules 7 to 11; what counts is
annotation-guide.md's. A sentence is cut into clauses and items; chunks that may be names are gathered into
runs; a run is accepted for what stands round it: an own amount, 项目 or 等…项目 behind it, or a verb of
building or of stage with a noun of something built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from ..lex.lexicon import alternatives, words
from ..lex.token import Token
from .claim import Claim
from .page import Page
from .project_amounts import amount
from .project_around import Around
from .project_clauses import items
from .project_headings import headed, heading_of
from .project_judge import hopeful, idle
from .project_mentions import Mention, mentions, parts
from .project_names import built, plausible, stem, tidy
from .project_occasion import occasion
from .project_plans import Plans
from .project_rows import Rows, summed
from .project_runs import Run, runs
from .project_sentence import Sentence, points_back
from .project_side import sides
from .project_tables import Table, lists, tables
from .project_topics import topics
from .project_words import ETC, GATE, VIEW, ending, has, head, manner, use

_END = "。！？!?… \t”"
# words that tell of a thing: that it is visited, sped up, or where it stands
_MEANS = frozenset(("visit", "speeds", "site", "progress"))
# how far behind its clause a stage or a measure may be told of a name
_LATER = 120
# no name of an item is longer, and so far behind it is told how far it is
_ITEM, _TOLD = 24, 100
# no adverb is longer
_ADVERB = 4
# words of the gate that always speak of a project: 项目, a phase
_SIGNS = "jp"
_TRAIL = "…"
# kinds of tokens that stand inside names
_NAMING = "vshzkQBNM"
_CLAUSE = re.compile("[^，；：]+[，；：]?")
_ITEM_SIGN = re.compile("[①-⑳✅⏳📍]")
_DIGIT = re.compile("[0-9]")
_PARTED = re.compile("[，；：、]")
_MEASURE = re.compile("[约近达为超]?[0-9]")
# 1. before a name
_NUMBERED = re.compile(r"\s*[(]?\d{1,3}[.．、)](?!\d)")
# what is told of an item behind its name
_FIELD = re.compile(r"[。\s]{1,4}[\u4e00-\u9fff]{2,8}：")
_DIGITS = frozenset("(0123456789 \t　")
# 2.X，投资方为某公司，…总投资5亿元: an item with what is told of it in one line
_LINE = re.compile(
    r"""\s*[(]?\d{1,3}[.．、)][^，。；]{4,40}，[^。\n]{0,60}?
    (?: [审批备核]〔\d{4}〕 | 总?投资[^，。；]{0,4}\d | 占地[^，。；]{0,4}\d | 存栏[^，。；]{0,6}\d )""",
    re.VERBOSE,
)
# 某县——X, and 分会场项目——X
_ITEM_PLACE = re.compile(rf"(?:^|[；：\s])[^，；：、\s—]{{1,12}}(?:{alternatives('project_places')}|项目|工程)——$")
# no such place is longer, its dash with it
_PLACE = 20
# a clause that begins so tells of what the one before it names
_LABEL = re.compile(
    rf"(?:{alternatives('project_modals')})?(?:{alternatives('project_labels')}|{alternatives('project_capacities')})"
)
# clauses without a sign between two with one, where a line's ends are told (北起某镇，南至某乡，全长约90公里)
_GAP = 40


def read(page: Page) -> list[Claim]:
    """Claims of projects and project_capacities, rows numbered in the order of first mention."""
    rows, plans = Rows(), Plans(page)
    for start, end, table in _in_order(_held(page), [*tables(page), *lists(page), *sides(page)]):
        if table is not None:
            rows.lay(table.mentions)
            continue
        told = Sentence.of(page.lexed, VIEW, start, end, plans.coming)
        told.plan = plans.hold(start) or plans.goes_on(told.tokens, start)
        told.item = _item(page.text, start, end)
        _sentence(page, told, rows.at(start), page.text[end : end + 1] == _TRAIL)
    rows.tell_topics(page, topics(page))
    if any(row.stage is None for row in rows.rows):
        rows.settle(occasion(page))
    return rows.claims()


def _item(text: str, start: int, end: int) -> bool:
    """Whether a sentence is the name of an item: numbered, with a labelled line behind it (1.X。总投资：…), or all that stands
    before the first stop of its line, behind which it is told how far it is (X二期工程。目前…)."""
    if _NUMBERED.match(text, start) is not None and (_FIELD.match(text, end) or _LINE.match(text, start, end)):
        return True
    if end - start > _ITEM or text[end : end + 1] != "。" or text[max(0, start - 1) : start].strip():
        return False
    if _PARTED.search(text, start, end):
        return False
    stop = text.find("\n", end)
    line = VIEW.find(text, end + 1, min(stop if stop > 0 else len(text), end + _TOLD))
    return any(t.kind == "v" and manner(t) is None for t in line)


def _in_order(held: list[tuple[int, int]], laid: list[Table]) -> list[tuple[int, int, Table | None]]:
    """Stretches of sentences and tables in the order of the page; what stands in a table is no sentence."""
    out = [(start, end, None) for start, end in held if not laid or not any(t.start <= start < t.end for t in laid)]
    return sorted([*out, *((t.start, t.end, t) for t in laid)], key=itemgetter(0))


def _held(page: Page) -> list[tuple[int, int]]:
    """The stretches of clauses that may hold a project: those with a sign of one, those that go on telling numbers, and the
    clause behind. Most sentences hold none, and most clauses of those that do are exhortation."""
    text = page.text
    signs = [t.start for t in GATE.find(text) if t.kind in _SIGNS or _signs(text, t)]
    out: list[tuple[int, int]] = []
    at = 0
    for sentence in page.sentences:
        while at < len(signs) and signs[at] < sentence.start:
            at += 1
        back = points_back(text, sentence.start)
        if back or at < len(signs) and signs[at] < sentence.end:
            end = sentence.start + len(text[sentence.start : sentence.end].rstrip(_END))
            if text[sentence.start] in _DIGITS and _NUMBERED.match(text, sentence.start) and _LINE.match(text, sentence.start, end):
                out.extend(_items(text, sentence.start, end))
                continue
            for stretch in _stretches(text, sentence.start, end, signs, at, back):
                out.extend(_items(text, *stretch))
    return out


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch parted before the signs of items: …；②X."""
    for sign in _ITEM_SIGN.finditer(text, start + 1, end):
        yield start, sign.start()
        start = sign.start()
    yield start, end


def _signs(text: str, token: Token) -> bool:
    """Whether a word of the gate that may do so speaks of a project: a label of its investment or of a size with its number, a
    noun of something built."""
    kind = token.kind
    if kind == "h":
        return token.value[1] != "make"
    if kind == "l":
        return token.value[0] == "counts"
    return kind == "k" and token.end - token.start > 1 and _MEASURE.match(text, token.end) is not None


def _stretches(text: str, start: int, end: int, signs: list[int], at: int, back: bool) -> list[tuple[int, int]]:
    """The parts of one sentence that are worth reading, in order. `signs[at:]` are the offsets of signs from here on, `back`
    says that the sentence speaks of the project named last."""
    out: list[tuple[int, int]] = []
    live, last = 2 if back else 0, None
    for m in _CLAUSE.finditer(text, start, end):
        clause = first, stop = m.span()
        signed = False
        while at < len(signs) and signs[at] < stop:
            signed, at = True, at + 1
        if signed:
            if out and out[-1][1] < first < out[-1][1] + _GAP:
                out[-1] = out[-1][0], first
            elif not live and last is not None and _LABEL.match(text, first):
                out.append(last)
            live = 2
        elif live and not _DIGIT.search(text, first, stop):
            live -= 1
        last = clause
        if not live:
            continue
        if out and out[-1][1] == first:
            out[-1] = out[-1][0], stop
        else:
            out.append(clause)
    return out


def _itemed(sentence: Sentence, run: Run) -> bool:
    """Whether a run is an item of a list: numbered, with a labelled line behind it (1.X。总投资：…), or a thing behind the place
    that it is of (某县——X)."""
    if sentence.item and run.chunks[0].start < 2:
        return True
    text = sentence.text
    return "——" in text and any(_behind_place(text, c.start, c.end) for c in run.chunks)


def _behind_place(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands behind a place and a dash, and is no place itself (某县——某镇某社区)."""
    if start < 3 or not text.startswith("——", start - 2) or ending(text[start:end].strip(), "project_places"):
        return False
    return _ITEM_PLACE.search(text, max(0, start - _PLACE), start) is not None


def _promising(sentence: Sentence) -> bool:
    """Whether anything but 项目 behind words that are in no name stands in a stretch (推进重点项目建设 names nothing), or a
    noun of something built with a word that tells of it (在某中心举行 names no project)."""
    if sentence.item or "——" in sentence.text:
        return True
    held = told = named = False
    works = words("project_works")
    before, end = None, 0
    for token in sentence.tokens:
        gap = token.start - end
        named = named or gap > 3
        held = held or token.kind == "h"
        told = told or token.kind in "vjMQ" or token.kind == "o" and not _MEANS.isdisjoint(token.value)
        if token.kind in "lk" + ETC or held and told or token.kind in "hv" and sentence.text[token.start : token.end] in works:
            return True
        if token.kind == "j" and (gap > 1 or before is not None and before.kind in _NAMING):
            return True
        if named and token.kind == "v" and manner(token) is None and use(token) != "before":
            return True
        before, end = token, token.end
    return sentence.back


def _sentence(page: Page, sentence: Sentence, rows: Rows, trails: bool) -> None:
    """Read one stretch of clauses into `rows`; `trails` says that its sentence ends in ……. A name in which a person is named
    tells what the person does, and is no project's."""
    text = sentence.text
    rows.begin(sentence)
    if not _promising(sentence):
        return
    laid = items(text, sentence.tokens, sentence.kinds)
    found = [run for run in runs(text, laid) if not _sited(run)]
    stops = {i.clause: i.end for i in laid}
    beyond, subjects = _beyond(text, found), _subjects(text, found)
    listing, labelled = headed(sentence), "：" in text[:8]
    heading: str | None = None
    kept: list[tuple[Run, list[Mention]]] = []
    for at, run in enumerate(found):
        heading = heading_of(sentence, run, heading) if listing else None
        mentioned: list[Mention] = []
        if not idle(run, text):
            stop = stops[run.chunks[-1].item.clause]
            told = sentence.between(run.end, min(subjects[at], stop))
            later = sentence.between(stop, min(beyond[at], stop + _LATER))
            around = Around(sentence, text, told, later, "" if heading is None and _itemed(sentence, run) else heading)
            if hopeful(run, around):
                mentioned = mentions(run, parts(sentence, run), _amid(around, run, kept))
                mentioned = [m for m in mentioned if not page.people_between(rows.base + m.start, rows.base + m.end)]
        mentioned = _paid(sentence, run, kept, mentioned)
        if not mentioned and (_visited(run) or _stands(run)) and _other(text, run, False):
            name = tidy(text, run.chunks[0].start, run.chunks[0].end)
            if _spoken_of(sentence, stops[run.chunks[-1].item.clause] + 1):
                mentioned = [Mention(text[slice(*name)], *name, "projects.visited")]
            else:
                rows.offer(text, *name)
        if mentioned or not labelled and _other(text, run):
            kept.append((run, mentioned))
    rows.add(sentence, kept)
    if trails:
        rows.trail(sentence, kept)


def _paid(
    sentence: Sentence, run: Run, kept: list[tuple[Run, list[Mention]]], mentioned: list[Mention]
) -> list[Mention]:
    """Mentions of a run; one that a firm builds has the sum that the firm pays in the clause before (某公司投资8亿元，在某地
    建设X)."""
    if (
        len(mentioned) != 1
        or mentioned[0].amount is not None
        or not any(use(t) == "before" for t in run.lead if t.kind == "v")
    ):
        return mentioned
    told = next((k[1] for k in reversed(kept) if k[1]), None)
    start = max(told[-1].end if told else 0, sentence.text.rfind("；", 0, run.start) + 1)
    front = sentence.between(start, run.start)
    if not any(t.kind == "z" or t.kind == "s" and has(t, "firm") for t in front) or summed(front) is not None:
        return mentioned
    money = amount(front, sentence.text)
    return [mentioned[0]._replace(amount=money)] if money else mentioned


def _spoken_of(sentence: Sentence, at: int) -> bool:
    """Whether the clause at `at` goes on with what is visited, and tells its money or size: 走进某产业园，该园总投资…"""
    return points_back(sentence.text, at) and any(t.kind in "lk" for t in sentence.between(at, at + _LATER))


def _subjects(text: str, found: list[Run]) -> list[int]:
    """For each run, where the next run begins that may be a subject."""
    out = [len(text)] * len(found)
    for at in range(len(found) - 2, -1, -1):
        out[at] = out[at + 1] if _passing(text, found[at + 1]) or _kind_of(found[at + 1]) else found[at + 1].start
    return out


def _passing(text: str, run: Run) -> bool:
    """Whether a run is a word or two between a subject and its verb (按节点|推进), and no subject of its own."""
    for chunk in run.chunks:
        if len(text[chunk.start : chunk.end].strip()) > _ADVERB:
            return False
    return not any(t.kind in "jlM" for t in run.tail)


def _kind_of(run: Run) -> bool:
    """Whether a run says what kind of things stand before 等, which are the subject still: A水库等|3座|中型水库."""
    return bool(run.lead) and run.lead[0].kind == ETC and all(t.kind in ETC + "Q" for t in run.lead)


def _beyond(text: str, found: list[Run]) -> list[int]:
    """For each run, where the first run of a later clause begins that names no part of a thing (桩基)."""
    out = [len(text)] * len(found)
    for at in range(len(found) - 2, -1, -1):
        follower = found[at + 1]
        later = follower.chunks[0].item.clause > found[at].chunks[-1].item.clause
        part = later and ending(text[follower.start : follower.end].strip(), "project_parts")
        out[at] = follower.start if later and not part else out[at + 1]
    return out


def _amid(around: Around, run: Run, kept: list[tuple[Run, list[Mention]]]) -> Around:
    """What stands round a run, with what the sentence has named before."""
    if not kept and not around.sentence.subject:
        return around
    told = kept[-1][1] if kept else []
    one = len(told) == 1 and told[0].rule != "projects.built" and (
        _planned_of(around.sentence, told[0].end, run.chunks[0].start) or _goes_on(around.sentence, run, kept[-1][0])
    )
    prior = any(mentioned for _, mentioned in kept[-3:])
    return around._replace(contents=around.sentence.subject or one, prior=prior)


def _planned_of(sentence: Sentence, start: int, end: int) -> bool:
    """Whether what stands between a project and a name says what the project is to have: X项目，拟在某镇建立|工作站."""
    return "；" not in sentence.text[start:end] and any(t.kind == "w" for t in sentence.between(start, end))


def _goes_on(sentence: Sentence, run: Run, subject: Run) -> bool:
    """Whether a run is what the subject before it builds, whose money or size is told between them: X投资5亿元，|建设|分拣中心."""
    if not run.lead or any(t.kind == "v" for t in subject.lead):
        return False
    verb = run.lead[0]
    opens = sentence.text[verb.start - 1 : verb.start] == "，" and verb.kind == "v"
    return opens and any(t.kind in "lk" for t in sentence.between(subject.end, verb.start))


def _sited(run: Run) -> bool:
    """Whether a run is where a project stands: 位于某产业园, 毗邻某公园."""
    return bool(run.lead) and has(run.lead[-1], "site") and run.lead[-1].end >= run.chunks[0].start


def _visited(run: Run) -> bool:
    """Whether a run is where a visit goes: 走进某产业园."""
    return bool(run.lead) and any(has(t, "visit") for t in run.lead)


def _stands(run: Run) -> bool:
    """Whether it is told where a thing that opens its sentence stands: 某产业园|位于某镇."""
    return run.start == 0 and len(run.chunks) == 1 and bool(run.tail) and has(run.tail[0], "site")


def _other(text: str, run: Run, opens: bool = True) -> bool:
    """Whether a run that is no project is a built thing of its own, whose numbers are no project's."""
    first = run.chunks[0]
    if opens and not first.first:
        return False
    name = text[first.start : first.end]
    found = head(name)
    return bool(found and found[2] == "strong") and built(name) and stem(name) == name and plausible(name.strip())
