"""Events and people to claims: `meetings`, `participations`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from rapidfuzz.distance import Indel

from ..lex.lexicon import alternatives
from ..lex.numbers import Day
from ..lex.token import Token
from . import transcripts
from .claim import Claim
from .days import SAME_DAY, TIMED, headings, part_beside, story
from .event import Event
from .fiction import fiction
from .page import Page
from .participations import Participation, participations
from .visits import SEEN
from .years import Year, settle

_SAME = 0.6
_RULES = {"inspected": "visitor", "accompanied": "company", "attended": "party"}
_TOLD_TO_ALL = frozenset(("reported", "spoke", "presided"))
_LEADING = frozenset(("meetings.visit", "meetings.visit_object", "meetings.receive", "meetings.talk"))
_LEADS_GROUP = 60  # characters of a visit's telling in which its group is named
_NEAR = 45  # days between two meetings that one article tells of
_PLANNED = re.compile(alternatives("meeting_planned"))
_VISITING = re.compile(rf"一行|{alternatives('visit_groups')}")
_QUOTED = re.compile("“[^”]{0,12}在[^”]*$")  # “在省里的培训班上，我…: somebody tells of it
_OWN_LINE = re.compile(r"(?:^|\n)[(—]{1,2}$")  # (2023年2月6日), ——2024年2月27日在…: the day opens its line
_LEAD = 200  # characters of an article's head in which its own subject is told
_MOST = 1  # meetings of a page that tells no day: its own subject, not all that it mentions


def read(page: Page, officials: dict[str, str]) -> list[Claim]:
    """Claims of meetings and of who took part. `officials` gives the row of each name (`officials.read`); who is not in it took no part.

    Tellings of one day that are alike are one row with a `name` claim each; day, part of the day, venue and convener are claimed once,
    from the first telling that has them, kind and name from the first that is more than a bare kind. `held_on` only where the
    year is settled (`years.settle`).
    """
    if fiction(page):
        return []
    told = _dated(page, page.events)
    groups = _grouped(page, told)
    claims: list[Claim] = []
    row_of: dict[int, str] = {}
    events: list[Event] = []
    for group, year in zip(groups, _years(page, groups), strict=True):
        row = f"meetings/{len(set(row_of.values()))}"
        for event in group:
            row_of[id(event)] = row
            events.append(event)
        claims += _claims(page, row, group, year)
    # who took part in what makes no row took part in nothing else by that
    events += [e for e in told if id(e) not in row_of and _own(page, e)]
    events.sort(key=lambda e: e.at)
    return claims + _participations(page, events, row_of, officials)


def reporting(page: Page, meetings: list[Claim], targets: list[Claim]) -> list[Claim]:
    """For each target the meeting that the document reports it of: the last one named before it in the same article."""
    named = sorted((c.start, c) for c in meetings if c.table == "meetings" and c.field == "name")
    starts = [start for start, _ in named]
    out = []
    for target in targets:
        if target.field != "indicator":
            continue
        index = bisect_right(starts, target.start) - 1
        if index >= 0 and page.part_of(named[index][0]) == page.part_of(target.start):
            told = named[index][1]
            out.append(Claim("targets", target.row, "meeting_id", told.row, told.start, told.end, "targets.meeting"))
    return out


def _dated(page: Page, events: list[Event]) -> list[Event]:
    """Events with their day: one told as of the same day as the one before takes that day, one told without a day takes that of
    a later 会议于X日举行."""
    out: list[Event] = []
    last: Event | None = None
    told = story(page) if any(event.date is None and event.same_day for event in events) else []
    of_diary = headings(page) if any(event.date is None for event in events) else []
    for event in events:
        if event.rule == "meetings.day_after":
            if out and out[-1].date is None:
                out[-1] = last = out[-1]._replace(date=event.date, part=out[-1].part or event.part)
            continue
        if event.date is None and event.again:
            event = _meant(page, event, out)
            if event.date is None and event.kind in ("inspection", "other") and last and page.part_of(last.at) == page.part_of(event.at):
                continue  # 参加观摩活动: what the meeting before did
        if event.date is None and page.kind_of(event.at) == "title":
            event = event._replace(date=_title_day(page, event))
        if event.date is None and of_diary and not event.again:
            event = _on(page, event, _heading_over(of_diary, event.at))
        if event.date is None and event.same_day:
            event = _that_day(page, event, last, told)
        if event.date is None and event.rule == "meetings.held":
            event = _on(page, event, _day_before(page, event, last) or _day_of_visit(page, event, last))
        if event.date is not None:
            last = event
        out.append(event)
    return _by_only_day(page, out)


def _meant(page: Page, event: Event, told: list[Event]) -> Event:
    """出席开工仪式, 在座谈会上: the last event of its article that is called so, or of ceremonies the last one of any name."""
    part = page.part_of(event.at)
    for earlier in reversed(told):
        if page.part_of(earlier.at) != part and page.kind_of(earlier.at) != "title":
            break
        if earlier.kind == event.kind and (event.kind == "ceremony" or earlier.name.endswith(event.name)):
            return event._replace(name=earlier.name, date=earlier.date, part=event.part or earlier.part)
    return event


def _that_day(page: Page, event: Event, last: Event | None, told: list[Token]) -> Event:
    """当晚，…: on the day of the event before, or on that which the story told behind it."""
    index = bisect_left(told, event.at, key=lambda t: t.start)
    day = told[index - 1] if index and page.part_of(told[index - 1].start) == page.part_of(event.at) else None
    if day is not None and (last is None or day.start > last.at):
        return event._replace(date=day)
    return event if last is None else event._replace(date=last.date, part=event.part or last.part)


def _day_before(page: Page, event: Event, last: Event | None) -> Token | None:
    """3月29日，天朗气清。X仪式举行: the day told in one of the two sentences before, where no other event has it."""
    part = page.part_of(event.at)
    low = max(page.parts[part][1], last.at if last else 0)
    token = page.date_before(event.at)
    if token is None or token.start < low or _PLANNED.search(page.text, max(low, token.start - 6), token.start):
        return None
    between = page.text[token.start : event.at]
    return token if between.count("。") <= 2 and "\n" not in between else None


def _day_of_visit(page: Page, event: Event, last: Event | None) -> Token | None:
    """督导组来汴后，召开了汇报会: what is held where the visitors came, in the paragraph behind, is of the visit's day."""
    if last is None or last.kind != "inspection" or event.again or event.venue is None and event.convener is None:
        return None
    between = page.text[last.at : event.at]
    low = page.text.rfind("\n", 0, event.at) + 1
    opening = page.text[max(low, page.text.rfind("。", 0, event.at) + 1) : event.at]
    near = between.count("\n") <= 1 and page.part_of(last.at) == page.part_of(event.at)
    return last.date if near and _VISITING.search(opening) else None


def _heading_over(of_diary: list[Token], at: int) -> Token | None:
    """The day of the heading that `at` stands under."""
    index = bisect_left(of_diary, at, key=lambda t: t.start)
    return of_diary[index - 1] if index else None


def _title_day(page: Page, event: Event) -> Token | None:
    """在X大会上的讲话 / (2023年2月6日): a whole date among the lines of the title."""
    return next((t for t in page.lexed.numbers if t.kind == "D" and t.value.year and 0 < t.start - event.at < 120
                 and page.text.count("\n", event.at, t.start) <= 2 and _OWN_LINE.search(page.text, max(0, t.start - 3), t.start)), None)


def _by_only_day(page: Page, events: list[Event]) -> list[Event]:
    """Where no event has a day and the page tells just one, that is the day: 4月20日的走访中."""
    if not events or any(e.date is not None for e in events):
        return events
    days = [t for t in page.lexed.numbers if t.kind == "D" and t.value.day and page.kind_of(t.start) == "main"]
    if len({(t.value.month, t.value.day) for t in days}) != 1 or page.kind_of(events[0].at) == "related":
        return events
    if _PLANNED.search(page.text, max(0, days[0].start - 6), days[0].start):
        return events  # 协商定于10月25日召开: of another meeting
    return [_on(page, e, days[0]) for e in events]


def _on(page: Page, event: Event, date: Token | None) -> Event:
    """The event on a day that another sentence tells, with the part of the day printed beside it unless it has its own."""
    if date is None:
        return event
    return event._replace(date=date, part=event.part or part_beside(page.text, date))


def _grouped(page: Page, events: list[Event]) -> list[list[Event]]:
    """Tellings of one meeting together; a telling without a day that fits no dated one is dropped."""
    groups: list[list[Event]] = []
    of_day: dict[tuple[int, int | None], list[list[Event]]] = {}
    for event in (e for e in events if e.date is not None):
        same = of_day.setdefault((event.day.month, event.day.day), [])
        home = _home(page, same, event)
        if home is None:
            same.append([event])
            groups.append(same[-1])
        else:
            home.append(event)
    for event in (e for e in events if e.date is None):
        home = _home(page, groups, event)
        if home is not None:
            home.append(event)
        elif _leads(page, event) and all(e.date is None for g in groups for e in g):
            groups.append([event])  # the page tells no day at all
    undated = bool(groups) and all(e.date is None for e in groups[0])
    return [sorted(g, key=lambda e: (e.again, e.date is None or e.same_day, e.at)) for g in groups[: _MOST if undated else None]]


def _home(page: Page, groups: list[list[Event]], event: Event) -> list[Event] | None:
    """The group whose first telling is most like this event; None where none is alike."""
    alike = [g for g in groups if _alike(page, g[0], event)]
    if not alike and event.again and event.kind == "ceremony":  # 出席开工仪式: the one ceremony of the day, whatever its whole name is
        same = [g for g in groups if g[0].kind == "ceremony" and page.part_of(g[0].at) == page.part_of(event.at)]
        alike = same if len(same) == 1 else []
    return max(alike, key=lambda g: Indel.normalized_similarity(g[0].name, event.name), default=None)


def _leads(page: Page, event: Event) -> bool:
    """Whether a meeting told without a day is what its article is about, and people are named there; of a visit or an encounter the
    sentence must tell at least 昨天 or 22日下午, not only 近日."""
    begins = page.parts[page.part_of(event.at)][1]
    if not page.people or event.at - begins >= _LEAD:
        return False
    before = page.text[max(begins, page.text.rfind("\n", 0, event.at)) : event.at]
    if _QUOTED.search(before):
        return False
    if event.rule == "meetings.held":
        return True
    told = page.text[max(begins, page.text.rfind("\n", 0, event.at)) : event.pieces[-1].end].rpartition("。")[2]
    return event.rule in _LEADING and TIMED.search(told) is not None


def _alike(page: Page, first: Event, event: Event) -> bool:
    if (page.kind_of(first.at) == "related") != (page.kind_of(event.at) == "related"):
        return False
    if first.visitors and event.rule == "meetings.visit" and not event.visitors:  # the visitor's group: A率工作组; 工作组来到B
        group = page.text[event.pieces[0].start : event.pieces[0].end]
        return group[-3:] in page.text[first.at : first.at + _LEADS_GROUP]
    if first.visitors or event.visitors:
        return bool(set(first.visitors) & set(event.visitors))
    if first.name in event.name or event.name in first.name:
        return True
    return Indel.normalized_similarity(first.name, event.name) >= _SAME and not _followed(page, first, event)


def _followed(page: Page, first: Event, event: Event) -> bool:
    """省X会议结束后，市里接着召开X会议: the sentence parts the two itself."""
    low, high = first.pieces[-1].end, event.pieces[-1].start
    return low < high and "。" not in page.text[low:high] and SAME_DAY.search(page.text, low, high) is not None


def _years(page: Page, groups: list[list[Event]]) -> list[Year]:
    """The year of each meeting; one that nothing settles is of the year of another meeting of the articles, if that is near in days."""
    dated = [next((e for e in group if e.date is not None), None) for group in groups]
    years = [
        settle(page, e.date, group[0].name, e.at, e.pieces[-1].end) if e else Year(None, None)
        for e, group in zip(dated, groups, strict=True)
    ]
    known = [(e.day, year.year) for e, year in zip(dated, years, strict=True) if e and year.year and page.kind_of(e.at) != "related"]
    for index, (event, year) in enumerate(zip(dated, years, strict=True)):
        if event is not None and year.year is None and page.kind_of(event.at) != "related":
            near = {told for day, told in known if abs(_ordinal(day) - _ordinal(event.day)) <= _NEAR}
            if len(near) == 1:
                years[index] = Year(near.pop(), "inferred")
    return years


def _ordinal(day: Day) -> int:
    """A day's place in a year of months of 31 days."""
    return day.month * 31 + (day.day or 1)


def _claims(page: Page, row: str, group: list[Event], year: Year) -> list[Claim]:
    out = []
    for event in _naming(page, group):
        start, end = event.pieces[0].start, event.pieces[-1].end
        out.append(Claim("meetings", row, "name", event.name, start, end, event.rule))
    event = group[0]
    out.append(Claim("meetings", row, "kind", event.kind, event.pieces[-1].start, event.pieces[-1].end, event.rule))
    dated = next((e for e in group if e.date is not None), None)
    if dated is not None:
        out += _day(row, dated, year)
    part = next((e.part for e in group if e.part), None) or (transcripts.greeting(page) if event.kind == "press" else None)
    if part and part.value:
        out.append(Claim("meetings", row, "day_part", part.value[0], part.start, part.end, "meetings.day_part"))
    venue = next((e.venue for e in group if e.venue), None)
    if venue:
        out.append(Claim("meetings", row, "venue", page.text[venue.start : venue.end], venue.start, venue.end, "meetings.venue"))
    host = next((e.convener for e in group if e.convener), None)
    if host:
        out.append(Claim("meetings", row, "convener", page.text[host.start : host.end], host.start, host.end, "meetings.convener"))
    return out


def _naming(page: Page, group: list[Event]) -> list[Event]:
    """The tellings that name the event: of a visit not what was seen or done at a stop on the way, if it is told otherwise."""
    dated = any(e.date is not None and e.venue for e in group)
    weak = [e for e in group if e.rule == SEEN or dated and _stop(page, e)]
    whole = [e for e in group if e not in weak] or [e for e in group if e.date is not None and e.venue]
    return whole or group


def _stop(page: Page, event: Event) -> bool:
    """走访了B, behind the telling of the visit and its day."""
    return event.rule == "meetings.visit_object" and event.date is None and page.kind_of(event.at) != "title"


def _day(row: str, event: Event, year: Year) -> list[Claim]:
    date, day = event.date, event.day
    out = [
        Claim("meetings", row, "held_month", str(day.month), date.start, date.end, "meetings.day"),
        Claim("meetings", row, "held_day", str(day.day), date.start, date.end, "meetings.day"),
    ]
    if year.year:
        iso, rule = f"{year.year:04d}-{day.month:02d}-{day.day:02d}", f"meetings.year_{year.basis}"
        out.append(Claim("meetings", row, "held_on", iso, date.start, date.end, rule))
        out.append(Claim("meetings", row, "year_basis", year.basis, date.start, date.end, rule))
    return out


def _spoken(page: Page, events: list[Event]) -> list[Participation]:
    """Who has the floor in a transcript, in its first meeting."""
    first = next((i for i, e in enumerate(events) if page.kind_of(e.at) != "related"), None)
    if first is None:
        return []
    return [Participation(first, t.name, t.role, t.start, t.end, "participations.turn") for t in transcripts.turns(page)]


def _own(page: Page, event: Event) -> bool:
    """Whether a visit or an encounter is told for itself, though it makes no row: one of things seen opens its paragraph."""
    if event.again or event.rule not in _LEADING or page.kind_of(event.at) == "title":
        return False
    return event.rule != "meetings.visit_object" or "。" not in page.text[page.text.rfind("\n", 0, event.at) + 1 : event.at]


def _kept(page: Page, events: list[Event], row_of: dict[int, str], told: Participation) -> int | None:
    """The event with a row that a participation is of. Who reports behind a visit without a row does so in the meeting before it."""
    event = events[told.event]
    if id(event) in row_of:
        return told.event
    if told.role in _TOLD_TO_ALL and told.name not in event.visitors:
        before = range(told.event - 1, -1, -1)
        part = page.part_of(event.at)
        return next((i for i in before if id(events[i]) in row_of and page.part_of(events[i].at) == part), None)
    return None


def _participations(page: Page, events: list[Event], row_of: dict[int, str], officials: dict[str, str]) -> list[Claim]:
    found: dict[tuple[str, str, str], tuple[int, int, str]] = {}
    for event in events:
        span = event.pieces[0].start, event.pieces[-1].end
        if id(event) not in row_of:
            continue
        for names, role in ((event.visitors, "inspected"), (event.company, "accompanied"), (event.parties, "attended")):
            for name in names:
                if name in officials:
                    rule = f"participations.{_RULES[role]}"
                    found.setdefault((row_of[id(event)], officials[name], role), (*span, rule))
    for p in [*_spoken(page, events), *participations(page, events)]:
        index = _kept(page, events, row_of, p)
        if p.name in officials and index is not None:
            key = (row_of[id(events[index])], officials[p.name], p.role)
            found.setdefault(key, (p.start, p.end, p.rule))
    out = []
    for index, ((meeting, official, role), (start, end, rule)) in enumerate(found.items()):
        row = f"participations/{index}"
        for field, value in (("meeting_id", meeting), ("official_id", official), ("role", role)):
            out.append(Claim("participations", row, field, value, start, end, rule))
    return out
