"""Visits: X到Y调研, X在Y调研时指出, X深入A、B，就Z开展督导 (annotation guide: inspection)."""

from __future__ import annotations

from ..lex.lexicon import View
from ..lex.token import Token
from .event import Event
from .page import Page, Span

VIEW = View(
    ("g", "visit_go"),
    ("v", "visit_verbs"),
    ("w", "visit_ways"),
    ("t", "day_parts"),
    ("f", "meeting_planned"),
    ("m", "meeting_marks"),
)
_TRIM = "的，、 等地处"


def read(page: Page, span: Span) -> list[Event]:
    """The visits that one sentence tells of."""
    people = [m for m in page.people if span.start <= m.start < span.end]
    if not people:
        return []
    tokens = page.lexed.between(VIEW, span.start, span.end)
    if not any(t.kind == "v" for t in tokens):
        return []
    found = []
    for index, person in enumerate(people):
        event = _visit(page, span, tokens, person, people, index)
        if event and not any(e.pieces[-1].start <= person.start < e.pieces[-1].end for e in found):
            found.append(event)
    return found


def _visit(page: Page, span: Span, tokens: list[Token], person, people, index: int) -> Event | None:
    text = page.text
    rest = [t for t in tokens if t.start >= person.end]
    at = person.end
    while rest and rest[0].kind == "w" and rest[0].start == at:
        at = rest.pop(0).end
    if not rest or rest[0].start != at:
        return None
    go = rest[0]
    verb = next((t for t in rest[1:] if t.kind == "v"), None)
    if go.kind == "v":
        return _direct(page, span, tokens, person, go)
    if go.kind != "g" or verb is None or any(t.kind == "f" for t in tokens if t.start < person.start):
        return None
    stop = next((t for t in rest[1:] if t.kind == "m" and t.value[0] in ("clause", "end")), None)
    limit = min(verb.start, stop.start if stop else span.end)
    if go.value and (stop and stop.start < verb.start):
        return None  # 在 needs its verb in the same clause
    following = people[index + 1].start if index + 1 < len(people) else span.end
    if following < verb.start:
        return None  # the verb is another person's
    place = text[go.end : limit]
    for cut in ("就", "围绕", "对", "开展", "实地", "专题", "督导", "看望"):
        found = place.find(cut)
        if found >= 2:
            place = place[:found]
    place = place.strip(_TRIM)
    if not 2 <= len(place) <= 60:
        return None
    start = text.index(place, go.end)
    venue = Span(start, start + len(place))
    visitors = [person]
    for earlier in reversed(people[:index]):
        if text[earlier.end : visitors[0].start] in ("、", "和") or not visitors[0].posts and text[earlier.end : visitors[0].start] == "、":
            visitors.insert(0, earlier)
        else:
            break
    names = tuple(v.name for v in visitors)
    way = "到" if go.value or text[go.start : go.end] not in ("到", "赴", "来") else text[go.start : go.end]
    name = f"{'、'.join(names)}{way}{place}{text[verb.start : verb.end]}"
    date, part = _when(tokens, person)
    pieces = (Span(visitors[0].start, visitors[0].end), venue, Span(verb.start, verb.end))
    return Event(name, pieces, "inspection", visitors[0].start, "meetings.visit", date, part, venue, None, names)


def _direct(page: Page, span: Span, tokens: list[Token], person, verb: Token) -> Event | None:
    """X调研Y: the object stands for the place."""
    text = page.text
    stop = next((t for t in tokens if t.start >= verb.end and t.kind == "m" and t.value[0] in ("clause", "end")), None)
    subject = text[verb.end : stop.start if stop else span.end].strip("了 时")
    if not 2 <= len(subject) <= 30 or subject.startswith(("时", "中", "后", "组", "期间", "发现", "指出", "强调", "要求")):
        return None
    date, part = _when(tokens, person)
    if date is None:
        return None
    start = text.index(subject, verb.end)
    name = f"{person.name}{text[verb.start : verb.end]}{subject}"
    return Event(name, (Span(person.start, person.end), Span(verb.start, start + len(subject))), "inspection", person.start,
                 "meetings.visit_object", date, part, None, None, (person.name,))


def _when(tokens: list[Token], person) -> tuple[Token | None, Token | None]:
    dates = [t for t in tokens if t.kind == "D" and t.value.day and t.start < person.start]
    if not dates:
        return None, None
    date = dates[-1]
    parts = [t for t in tokens if t.kind == "t" and 0 <= t.start - date.end <= 2]
    return date, parts[0] if parts else None
