"""Who took part in what, and how (genre.md, rule 5: a verb's scope is every person of its clause)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from ..lex.lexicon import View, alternatives, words
from ..lex.token import Token
from .event import Event
from .page import Page, Span
from .people import Mention

VIEW = View(("x", "meeting_blocks"), ("v", "role_verbs"), ("h", "meeting_heads"), ("m", "role_marks"))


@dataclass(frozen=True, slots=True)
class Participation:
    """One person, one event, one role; `start` and `end` are the verb's span."""

    event: int
    name: str
    role: str
    start: int
    end: int
    rule: str


def participations(page: Page, events: list[Event]) -> list[Participation]:
    """All participations told in the page; `event` is the index in `events`, which are in order of place."""
    if not events:
        return []
    starts = [e.at for e in events]
    people = page.people
    begins = [m.start for m in people]
    out: dict[tuple[int, str, str], Participation] = {}
    for span in page.sentences:
        low = bisect_right(begins, span.start - 1)
        high = bisect_right(begins, span.end - 1)
        if low == high or page.kind_of(span.start) == "title":
            continue
        for found in _sentence(page, span, people[low:high], events, starts):
            out.setdefault((found.event, found.name, found.role), found)
    for index, event in enumerate(events):
        if page.kind_of(event.at) == "title":
            for found in _speaker(page, event, index):
                out.setdefault((found.event, found.name, found.role), found)
    return sorted(out.values(), key=lambda p: (p.start, p.name, p.role))


def _speaker(page: Page, event: Event, index: int):
    """——在X会议上 / 代县长 Y: the person who stands alone under the title of a report gave it."""
    for mention in page.people:
        if page.kind_of(mention.start) != "title" or not mention.posts or not event.at < mention.start < event.at + 120:
            continue
        line = page.text.rfind("\n", 0, mention.start) + 1
        stop = page.text.find("\n", mention.end)
        alone = page.text[line : mention.posts[0].start].strip("(— ") + page.text[mention.end : stop].strip(") ")
        if not alone:
            yield Participation(index, mention.name, "spoke", mention.start, mention.end, "participations.report_title")


def _event_at(page: Page, events: list[Event], starts: list[int], at: int, span: Span) -> int | None:
    """The event that a clause at `at` speaks of: the last one told before it, or the one its own sentence goes on to tell."""
    index = bisect_right(starts, at) - 1
    ahead = index + 1
    if ahead < len(events) and events[ahead].at < span.end and not (index >= 0 and events[index].at >= span.start):
        return ahead
    part = page.part_of(at)
    related = page.kind_of(at) == "related"
    while index >= 0:
        other = page.part_of(events[index].at)
        if other == part or not related and page.kind_of(events[index].at) != "related":
            return index
        index -= 1
    if 0 <= ahead < len(events) and (page.part_of(events[ahead].at) == part or not related and page.kind_of(events[ahead].at) != "related"):
        return ahead  # who took part is told before what it was
    return None


def _visit_before(page: Page, events: list[Event], index: int) -> int:
    """陪同 is said of a visit: the last one told before, or the event itself where there is none."""
    for earlier in range(index, -1, -1):
        if events[earlier].kind == "inspection" and page.part_of(events[earlier].at) == page.part_of(events[index].at):
            return earlier
    return index


def _sentence(page: Page, span: Span, people: list[Mention], events: list[Event], starts: list[int]):
    """Walk one sentence: people gather until verbs take them; a new person behind a verb begins a new clause."""
    tokens = page.lexed.between(VIEW, span.start, span.end)
    items: list[tuple[int, str, Mention | Token]] = [(m.start, "person", m) for m in people]
    inside = [(m.posts[0].start if m.posts else m.start, m.end) for m in people]
    items += [(t.start, t.kind, t) for t in tokens if t.kind in "vm" and not any(a <= t.start < b for a, b in inside)]
    items.sort(key=lambda item: item[0])
    subjects: list[Mention] = []
    taken = False  # a verb has taken the subjects
    fresh = True  # no comma since the last subject or verb that took
    entrusted = False
    listing: Token | None = None
    last = span.start  # end of the verb that took them
    doing = False  # 作了…的说明: a verb waits for its noun
    for at, kind, item in items:
        if kind == "person":
            if taken:
                subjects, taken = [], False
            if listing is not None:
                yield from _give(page, span, [item], listing, events, starts)
            else:
                subjects.append(item)
                fresh = True
        elif kind == "v":
            if entrusted or _noun(page.text, item) and not doing:
                continue
            if _list_ahead(page, item, people):
                listing = item
                continue
            if len(item.value) > 1 and not (fresh and (not taken or "并" in page.text[last : item.start])):
                continue  # a verb that takes only the person right before it, or is joined to the verb that did
            takers = [m for m in subjects if m.end > _by(page, subjects, item)]
            if takers:
                yield from _give(page, span, takers, item, events, starts)
                taken = fresh = True
                last = item.end
                doing = False
        else:
            mark = item.value[0]
            if mark == "semi" and subjects and not taken and _bare_end(page.text, subjects[-1].until, at):
                continue  # a list of people goes on
            if mark in ("end", "semi"):
                subjects, taken, fresh, entrusted, listing, doing = [], False, True, False, None, False
            elif mark == "hear":
                subjects, taken, doing = [], False, True
            elif mark == "each":
                shares = _shares(page, item, subjects, items)
                if shares:
                    for taker, verb in shares:
                        yield from _give(page, span, [taker], verb, events, starts)
                    subjects, taken = [], False
            elif mark == "do":
                doing = bool(subjects) and fresh
            elif mark == "comma":
                if subjects and page.text.count("(", subjects[-1].end, at) > page.text.count(")", subjects[-1].end, at):
                    continue  # inside (女，回族)
                doing = False
                if subjects and fresh and not taken and not _bare_end(page.text, subjects[-1].until, at):
                    subjects = []  # another verb has had them
                fresh = False
            elif mark == "entrust" and (not subjects or taken):
                entrusted = True
            elif mark == "entrusted" and entrusted:
                subjects, entrusted = [], False
            elif mark == "with" and subjects:
                yield from _give(page, span, subjects[-1:], item._replace(value=item.value[1:]), events, starts)
                subjects = []


def _shares(page: Page, each: Token, subjects: list[Mention], items) -> list[tuple[Mention, Token]]:
    """A、B分别宣读决定和作讲话: as many verbs as people, in order."""
    verbs = []
    for at, kind, item in items:
        if at <= each.start:
            continue
        if kind == "person" or kind == "m" and item.value[0] in ("comma", "end"):
            break
        if kind == "v":
            verbs.append(item)
    return list(zip(subjects, verbs, strict=True)) if len(subjects) == len(verbs) > 1 else []


_PAREN = re.compile(rf"(?:\([^()]*\))?(?:等|一行|{alternatives('honorifics')})?")


def _bare_end(text: str, start: int, at: int) -> bool:
    """Whether nothing but a bracket stands between a person and the comma: the list goes on."""
    return _PAREN.fullmatch(text, start, at) is not None


def _noun(text: str, verb: Token) -> bool:
    """讲话 in 重要讲话精神, 在…的讲话中: a thing, not a deed."""
    before = text[max(0, verb.start - 2) : verb.start]
    return before.endswith(("的", "重要")) and not before.endswith("作重要") or text.startswith(tuple(words("speech_nouns")), verb.end)


def _by(page: Page, subjects: list[Mention], verb: Token) -> int:
    """会议由X主持: only the people behind 由 are the verb's."""
    if not subjects:
        return 0
    at = page.text.rfind("由", max(0, subjects[0].start - 60), verb.start)
    return at if any(m.start > at for m in subjects) and at >= 0 else 0


def _list_ahead(page: Page, verb: Token, people: list[Mention]) -> bool:
    """出席会议的有A、B: the people stand behind their verb."""
    return _HAVE.match(page.text, verb.end) is not None and any(m.start > verb.end for m in people)


_HAVE = re.compile(r"[^，。；：、]{0,6}?的[^，。；：、]{0,8}?(?:有|：)")


def _give(page: Page, span: Span, takers: list[Mention], verb: Token, events: list[Event], starts: list[int]):
    roles = verb.value[0].split()
    for taker in takers:
        index = _event_at(page, events, starts, taker.start, span)
        if index is None:
            continue
        if "accompanied" in roles and not events[index].visitors:
            index = _visit_before(page, events, index)
        event = events[index]
        for role in roles:
            if role == "-":
                continue
            if taker.name in event.visitors and role in ("attended", "presided", "accompanied"):
                continue
            if taker.name not in event.visitors and any(page.text[p.title : p.end] in words("cited_titles") for p in taker.posts):
                continue
            yield Participation(index, taker.name, role, verb.start, verb.end, "participations.verb")
