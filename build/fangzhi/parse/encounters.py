"""Encounters: events told by what two parties did, without a meeting's name: X会见Y一行, A与B签署合作协议, X研究院揭牌."""

from __future__ import annotations

import re

from ..lex.lexicon import View, alternatives
from ..lex.token import Token
from .days import SAME_DAY, TIMED, days, part_alone, part_of_day
from .event import Event
from .mention import Mention
from .page import Page, Span

VIEW = View(("e", "encounter_verbs"), ("t", "day_parts"), ("d", "relative_days"), ("f", "meeting_planned"), ("m", "meeting_marks"))
GATE = View(("e", "encounter_verbs"))
_FIRST = 3  # of the people before 座谈 who may be the host
_LEAD = 200  # characters of an article's head: what is signed or opened further on is not what the article reports
_AROUND = 250  # characters behind in which it is told who took part in what began together
_KINDS = {"launch": "ceremony", "receive": "other", "talk": "other", "sign": "ceremony", "unveil": "ceremony"}
_BETWEEN = re.compile(
    rf"(?:{alternatives('honorifics')}|一行)?(?:等[^，。；]{{0,8}})?(?:[还又]|分别|先后)?"
    r"(?:[^，。；]{0,12}?[日午晚])?(?:[在于](?P<venue>[^，。；]{1,24}))?"
)
_DAY = re.compile(rf"{SAME_DAY.pattern}|{alternatives('relative_days')}|日")
_COMING = re.compile(r"^(?:前?来|到|赴|率[^，]{1,20}来)[^，。]{0,20}?的")  # 来我市考察的
_PLACE = re.compile(rf"在(?P<venue>[^，。；]{{2,24}}|{alternatives('venue_short')})$")
_PARTIES = re.compile(r".{2,40}(?:与|和|同|、).{2,40}")
_PAPER = re.compile(rf"[^，。；]{{0,60}}?(?:{alternatives('encounter_papers')})(?=[，。；”》]|$)")
_TALK = re.compile(
    r"(?:[^，。；]{0,12}?[日午晚])?(?:在(?P<venue>[^，。；]{2,24}?))?[与同和](?P<guests>[^，。；]{2,60}?)"
    rf"(?:{alternatives('talk_adverbs')}){{0,3}}"
)
_CAME = re.compile(alternatives("ceremony_deeds"))
_NEAR = 30
_CUT = re.compile(r"^(?:[ ，、]|正式|成功)+|(?:[ ，、]|正式|成功)+$")


def read(page: Page, span: Span) -> list[Event]:
    """The encounter that one sentence tells of, if any, as an event of its day."""
    if not any(t.kind == "D" for t in page.lexed.numbers_between(*span)) and not _DAY.search(page.text, *span):
        return []
    tokens = page.lexed.between(VIEW, span.start, span.end)
    for verb in tokens:
        if verb.kind == "e":
            event = _Sentence(page, span, tokens).event(verb)
            if event is not None:
                return [event]
    return []


class _Sentence:
    """One sentence that holds a verb of `encounter_verbs`."""

    def __init__(self, page: Page, span: Span, tokens: list[Token]) -> None:
        self.page, self.text, self.span, self.tokens = page, page.text, span, tokens
        self.days = days(page, span, tokens)

    def event(self, verb: Token) -> Event | None:
        """The event of this verb; None where it is only planned, has no day, or lacks one of its parties."""
        if any(t.kind == "f" and t.end <= verb.start for t in self.tokens):
            return None
        dated = any(t.start < verb.start for t in self.days)
        if verb.value == ("receive",):
            same = not dated and SAME_DAY.search(self.text, self.span.start, verb.start) is not None
            timed = TIMED.search(self.text, self.span.start, verb.start) is not None
            return self._received(verb, same) if dated or same or timed else None
        if not dated:
            return None
        begins = self.page.parts[self.page.part_of(verb.start)][1]
        if not self.page.people or verb.start - begins >= _LEAD:
            return None
        if verb.value == ("launch",) and not self._attended(verb):
            return None
        return self._talked(verb) if verb.value == ("talk",) else self._done(verb)

    def _attended(self, verb: Token) -> bool:
        """27个项目集中开工，…A宣布开工: it was a ceremony where people are told to have come."""
        people = self.page.people_between(verb.end, verb.end + _AROUND)
        return any(_CAME.search(self.text, m.until, m.until + _NEAR) for m in people)

    def _talked(self, verb: Token) -> Event | None:
        """X在V与Y座谈: X stands right before, Y is whoever comes."""
        people = self.page.people_between(self.span.start, verb.start)
        for index, host in enumerate(people[:_FIRST]):
            told = _TALK.fullmatch(self.text, host.until, verb.start)
            if told:
                name = f"{host.name}与{told['guests']}{self.text[verb.start : verb.end]}"
                venue = Span(*told.span("venue")) if told["venue"] else None
                names = tuple(m.name for m in people[index:])
                return self._made(name, verb, Span(host.start, verb.end), venue, names)
        return None

    def _received(self, verb: Token, same: bool) -> Event | None:
        """X在V会见Y一行: X is named with a post, or was before."""
        hosts = self._before(verb)
        guests = Span(verb.end, self._clause_end(verb))
        told = _COMING.match(self.text[guests.start : guests.end])
        guests = Span(guests.start + (told.end() if told else 0), guests.end)
        if not hosts or guests.end - guests.start < 2:
            return None
        names = tuple(m.name for m in hosts)
        others = tuple(m.name for m in self.page.people_between(guests.start, guests.end))
        name = f"{'、'.join(names)}会见{self.text[guests.start : guests.end]}"
        between = _BETWEEN.fullmatch(self.text, hosts[-1].until, verb.start)
        venue = Span(*between.span("venue")) if between and between["venue"] else None
        event = self._made(name, verb, Span(hosts[0].start, guests.end), venue, names + others)
        return event._replace(same_day=same)

    def _before(self, verb: Token) -> list[Mention]:
        """The people right before the verb, joined by marks alone."""
        people = self.page.people_between(self.span.start, verb.start)
        if not people or not _BETWEEN.fullmatch(self.text, people[-1].until, verb.start):
            return []
        hosts = people[-1:]
        for earlier in reversed(people[:-1]):
            first = min([hosts[0].start, *(p.start for p in hosts[0].posts)])
            if self.text[earlier.until : max(first, earlier.until)] not in ("、", "和", "，"):
                break
            hosts.insert(0, earlier)
        return hosts

    def _done(self, verb: Token) -> Event | None:
        """A与B签署协议, X揭牌: the subject stands before the verb in its clause, and is no person."""
        low = max([self.span.start, *(t.end for t in self.tokens if t.end <= verb.start and t.kind in "mDtTd")])
        place = _PLACE.search(self.text, low, verb.start)
        subject = _CUT.sub("", self.text[low : place.start() if place else verb.start])
        if not 4 <= len(subject) <= 60 or self.page.people_between(low, verb.start):
            return None
        end = verb.end
        if verb.value == ("sign",):
            paper = _PAPER.match(self.text, verb.end)
            if not _PARTIES.fullmatch(subject) or paper is None:
                return None
            end = paper.end()
        elif self._clause_end(verb) != verb.end:
            return None
        start = self.text.index(subject, low)
        name = subject + self.text[verb.start : end]
        venue = Span(*place.span("venue")) if place else None
        return self._made(name, verb, Span(start, end), venue, ())

    def _clause_end(self, verb: Token) -> int:
        marks = (t.start for t in self.tokens if t.start >= verb.end and t.kind == "m" and t.value[0] in ("clause", "end"))
        return next(marks, self.span.end)

    def _made(self, name: str, verb: Token, whole: Span, venue: Span | None, parties: tuple[str, ...]) -> Event:
        day = next((t for t in reversed(self.days) if t.start < verb.start), None)
        part = part_of_day(self.text, day, self.tokens) if day else part_alone(self.text, self.tokens, verb.start)
        kind = _KINDS[verb.value[0]]
        return Event(name, (whole,), kind, whole.start, f"meetings.{verb.value[0]}", day, part, venue, parties=parties)
