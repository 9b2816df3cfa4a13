"""Who took part in what, and how (genre.md, rule 5: a verb's scope is every person of its clause)."""

from __future__ import annotations

from typing import NamedTuple

from ..lex.lexicon import words
from ..lex.token import Token
from . import role_shapes as shapes
from .event import Event
from .mention import Mention
from .page import Page, Span
from .pronouns import PRONOUN, spots, subjects
from .told import Told


class Participation(NamedTuple):
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
    told = Told(page, events)
    out: dict[tuple[int, str, str], Participation] = {}
    for span in page.sentences_at(sorted([*(m.start for m in page.people), *spots(page)])):
        people = sorted([*page.people_between(span.start, span.end), *subjects(page, span)], key=lambda m: m.start)
        if not people or page.kind_of(span.start) == "title":
            continue
        for found in _Clauses(page, span, people, told).read():
            out.setdefault((found.event, found.name, found.role), found)
    for index, event in enumerate(events):
        if page.kind_of(event.at) == "title" and event.kind != "press":
            for found in _speaker(page, event, index):
                out.setdefault((found.event, found.name, found.role), found)
    return sorted(out.values(), key=lambda p: (p.start, p.name, p.role))


def _speaker(page: Page, event: Event, index: int):
    """——在X会议上 / 代县长 Y: the person who stands alone under the title of a report gave it."""
    for mention in page.people_between(event.at + 1, event.at + 120):
        if page.kind_of(mention.start) != "title" or not mention.posts:
            continue
        line = page.text.rfind("\n", 0, mention.start) + 1
        stop = page.text.find("\n", mention.end)
        alone = page.text[line : mention.posts[0].start].strip("(— ") + page.text[mention.end : stop].strip(") ")
        if not alone:
            yield Participation(index, mention.name, "spoke", mention.start, mention.end, "participations.report_title")


class _Clauses:
    """Walks one sentence: people gather until a verb takes them; a new person behind a verb begins a new clause."""

    def __init__(self, page: Page, span: Span, people: list[Mention], told: Told) -> None:
        self.page, self.text, self.span = page, page.text, span
        self.people, self.told, self.events = people, told, told.events
        self.items = shapes.items(page, span, people)
        self.found: list[Participation] = []
        self.clause = span.start  # where the clause begins
        self.last = span.start  # end of the verb that took the subjects
        self.earlier: list[Mention] = []  # who opened a clause before: a clause without a subject is theirs
        self._reset()

    def _reset(self) -> None:
        self.subjects: list[Mention] = []
        self.taken = False  # a verb has taken the subjects
        self.fresh = True  # no comma since the last subject or verb that took
        self.entrusted = False  # between 受 and 委托
        self.listing: Token | None = None  # 出席会议的有: the people stand behind their verb
        self.doing = False  # 作了…的说明: a verb waits for its noun
        self.hearing = False  # 听取…汇报: what is heard is another's deed
        self.upon: int | None = None  # the event that the verb which took the subjects names
        self.told_to: Mention | None = None  # 向X介绍: the last of those to whom something is told

    def read(self) -> list[Participation]:
        for at, kind, item in self.items:
            if kind == "person":
                self._person(item)
            elif kind == "v":
                self._verb(item)
            else:
                self._mark(at, item)
        return self.found

    def _person(self, person: Mention) -> None:
        if self.taken:
            self.subjects, self.taken = [], False
        if self._addressed(person):
            self.told_to = person
        elif self.listing is not None:
            self._give([person], self.listing)
        else:
            self.subjects.append(person)
            self.fresh = True

    def _addressed(self, person: Mention) -> bool:
        """向X介绍, 为X、Y作讲解: to whom the subject tells something."""
        first = min([person.start, *(p.start for p in person.posts)])
        if self.told_to is not None and self.text[self.told_to.until : first] in ("、", "和"):
            return True
        return bool(self.subjects) and shapes.ADDRESSED.search(self.text, max(0, first - 2), first) is not None

    def _verb(self, verb: Token) -> None:
        titled = self._titled(verb) and not (self.doing and not self._told_behind(verb))
        if titled or shapes.COUNTED.match(self.text, verb.end) or not self._beside(verb):
            return
        if shapes.DUTY.match(self.text, verb.start) or self._of_guests(verb) or self._demanded(verb):
            return  # 主持县政府全面工作
        ahead = shapes.list_ahead(self.page, verb, self.people)
        if self.entrusted or shapes.noun(self.text, verb) and not (self.doing or ahead) or self._of_others(verb):
            return
        if not ahead and verb.value[0] == "attended" and shapes.ATTENDEES.match(self.text, verb.end):
            return  # 带领与会嘉宾参观, 对参加活动的各位领导表示欢迎
        if self._carried(verb):
            self.subjects, self.taken, self.fresh, self.hearing = self.earlier, False, True, False
        if self.text[verb.start - 1] == "(" and self.text.startswith(")", verb.end) and self.subjects:
            self._give(self.subjects[-1:], verb)  # A、B(主持)出席会议
            return
        if ahead:
            self.listing = verb
            return
        noun = len(verb.value) > 1 and "presided" not in verb.value[0] and self.text.startswith("的", verb.end)
        if noun and not self.text.startswith("的同时", verb.end):
            self.subjects = self.subjects if self.taken else []  # A提出的工作要求: what is spoken of
            return
        near = len(verb.value) > 1  # takes only the person right before it, or is joined by 并 to the verb that did
        gap = self.text[self.last : verb.start]
        goes_on = "并" in self.text[self.clause : min(self.clause + 6, verb.start)]  # 出席仪式，并会见X
        if near and not self.doing and not goes_on and not (self.fresh and (not self.taken or "并" in gap or not gap)):
            return
        takers = [m for m in self.subjects if m.end > shapes.by(self.page, self.subjects, verb)]
        if takers:
            self._give(takers, verb)
            self.taken = self.fresh = True
            self.last = verb.end
            self.doing = False
            if verb.value[-1] == "guest":
                self._receive(verb)

    def _carried(self, verb: Token) -> bool:
        """X察看了A，并强调, X在听取汇报后指出, X传达…，就下一步工作提出要求: the clause goes on with who opened one before."""
        if not self.earlier or self.subjects and not self.taken or self.text.startswith("的", verb.end):
            return False
        if any(verb.end in (m.start, *(p.start for p in m.posts)) for m in self.people):
            return False  # 走进大棚，要求镇长A补上短板: an order to one person
        spoke = "spoke" in verb.value[0] and verb.value[-1] != "beside"
        if self.hearing:
            return spoke and self.text[verb.start - 1] in "后时"
        head = self.text[self.clause : verb.start]
        if "accompanied" in verb.value[0] or not spoke and len(verb.value) > 1 and (head or not self._shows(verb)):
            return False
        chaired = any(p.role == "presided" and p.name == self.earlier[0].name for p in self.found)
        if not head and chaired and self.text.startswith(shapes.PURPOSES, verb.start):
            return False  # 主持召开会议，安排部署工作: what it was held for
        return shapes.GOES_ON.fullmatch(head) is not None or spoke and shapes.ON_MATTER.fullmatch(head) is not None

    def _shows(self, verb: Token) -> bool:
        """X带考察团参观A，介绍了B: told to guests by one who is none of them."""
        guests = any(self.earlier[0].name in event.visitors for event in self.events)
        return "reported" in verb.value[0] and not guests and shapes.SHOWS.match(self.text, self.earlier[-1].until, verb.start) is not None

    def _opens(self, person: Mention) -> bool:
        """Whether a person stands at the head of the clause, perhaps behind 随后."""
        first = min([person.start, *(p.start for p in person.posts)])
        low = max([self.span.start, *(self.text.rfind(mark, self.span.start, first) + 1 for mark in "，；：。")])
        return shapes.TURN.fullmatch(self.text[low:first].strip()) is not None

    def _keep(self) -> None:
        if self.subjects and self._opens(self.subjects[0]):
            self.earlier = self.subjects

    def _of_guests(self, verb: Token) -> bool:
        """向参会嘉宾表示欢迎: said of those who are addressed; but not of who is called so (丁向)."""
        addressed = shapes.ADDRESSED.search(self.text, verb.start - 2, verb.start)
        return addressed is not None and all(m.until != verb.start for m in self.people)

    def _demanded(self, verb: Token) -> bool:
        """按照市委要求: on whose demand, not whose."""
        demand = self.text[verb.start : verb.end] == shapes.DEMAND
        return demand and shapes.BY_DEMAND.search(self.text, self.clause, verb.start) is not None

    def _beside(self, verb: Token) -> bool:
        """A介绍，…；B表示，…: 表示 is a deed only beside that of another in the sentence, behind a semicolon."""
        if verb.value[-1] != "beside":
            return True
        others = {p.name for p in self.found} - {m.name for m in self.subjects}
        return bool(others) and "；" in self.text[self.found[-1].end : verb.start]

    def _titled(self, verb: Token) -> bool:
        """A word of a paper's title is no deed: 《政府工作报告》."""
        return self.text.count("《", self.clause, verb.start) > self.text.count("》", self.clause, verb.start)

    def _told_behind(self, verb: Token) -> bool:
        """作《X的解读》辅导报告: the deed stands behind the title."""
        close = self.text.find("》", verb.end, self.span.end)
        return any(kind == "v" and 0 < at - close <= 6 for at, kind, _ in self.items)

    def _receive(self, verb: Token) -> None:
        """会见X一行: those who stand behind the verb in its clause take part as well."""
        ends = (at for at, kind, item in self.items if at >= verb.end and kind == "m" and item.value[0] in shapes.CLAUSE_ENDS)
        stop = next(ends, self.span.end)
        self._give([m for m in self.people if verb.end <= m.start < stop], verb)

    def _of_others(self, verb: Token) -> bool:
        """请X讲话: asked; 将出席: to come; 各乡镇参会, behind what was said of the people: a clause with a subject of its own."""
        clause = self.text[self.clause : verb.start]
        if shapes.ASKED.match(clause) or self._to_come(verb):
            return True
        return self.taken and not self.fresh and bool(shapes.CROWD.search(clause) or shapes.PLACES.fullmatch(clause))

    def _to_come(self, verb: Token) -> bool:
        """将出席, but not 少将出席, nor what is done: 就工作计划作了汇报."""
        if "了" in self.text[verb.start : verb.end]:
            return False
        low = max([self.clause, *(m.until for m in self.subjects if m.until <= verb.start)])
        put_off = shapes.TO_COME.search(self.text, low, verb.start)
        return put_off is not None and self.text[put_off.start() - 1 : put_off.start() + 1] not in words("person_ranks")

    def _mark(self, at: int, token: Token) -> None:
        mark = token.value[0]
        if self._titled(token):
            return  # inside a paper's title
        if mark in ("end", "semi", "comma"):
            self.clause = token.end
        if mark == "end" or mark == "semi" and self.listing is None:
            goes_on = mark == "semi" and self.subjects and not self.taken and shapes.list_end(self.text, self.subjects[-1].until, at)
            if not goes_on:  # else a list of people goes on
                self.earlier = []
                self._reset()
        elif mark == "comma":
            self._comma(at)
        elif mark == "hear":
            self._keep()
            self.subjects, self.taken, self.doing, self.hearing = [], False, True, True
        elif mark == "each":
            self._deal_out(token)
        elif mark == "do":
            self._do(token)
        elif mark == "entrust" and (not self.subjects or self.taken):
            self.entrusted = True
        elif mark == "entrusted" and self.entrusted:
            self.subjects, self.entrusted = [], False
        elif mark == "with" and self.subjects:
            self._give(self._company(token), token._replace(value=token.value[1:]))
            self.subjects = []

    def _do(self, token: Token) -> None:
        """作了: the verb's noun is to come."""
        if self._carried(token._replace(value=("spoke",))):
            self.subjects, self.taken, self.fresh = self.earlier, False, True
        self.doing = bool(self.subjects) and self.fresh

    def _comma(self, at: int) -> None:
        self._keep()
        if self.subjects:
            end = self.subjects[-1].end
            if self.text.count("(", end, at) > self.text.count(")", end, at):
                return  # inside (女，回族)
            another = self.fresh and not self.taken and not shapes.list_end(self.text, self.subjects[-1].until, at)
            if another and not self.text.startswith("并", at + 1) and not self._goes_on(at + 1):
                self.subjects = []  # another verb has had them
        self.doing = self.fresh = self.hearing = False

    def _goes_on(self, at: int) -> bool:
        """X到Y调研，出席Z座谈会并讲话: the clause opens with a verb of taking part and so has the subject of the one before."""
        verb = next((item for start, kind, item in self.items if start == at and kind == "v"), None)
        return verb is not None and len(verb.value) == 1 and not self.text.startswith("的", verb.end)

    def _company(self, token: Token) -> list[Mention]:
        """在A、B等领导的陪同下: all who stand behind 在, which begins the clause or stands behind the visitor; else the last one."""
        for index in range(len(self.subjects) - 1, -1, -1):
            taker = self.subjects[index]
            first = min([taker.start, *(p.start for p in taker.posts)])
            if self.text[first - 1 : first] == "在":
                return self.subjects[index:]
        # 在县教育局同志的陪同下: none of them
        return [] if self.text.find("在", self.subjects[-1].until, token.start) >= 0 else self.subjects[-1:]

    def _deal_out(self, each: Token) -> None:
        """A、B分别宣读决定和作讲话: as many verbs as people, in order."""
        verbs = []
        for at, kind, item in self.items:
            if at <= each.start:
                continue
            if kind == "person" or kind == "m" and item.value[0] in ("comma", "end"):
                break
            if kind == "v":
                verbs.append(item)
        if len(self.subjects) == len(verbs) > 1:
            for taker, verb in zip(self.subjects, verbs, strict=True):
                self._give([taker], verb)
            self.subjects, self.taken = [], False

    def _give(self, takers: list[Mention], verb: Token) -> None:
        """The verb's roles to these people, in the event that their clause speaks of."""
        roles = [r for r in verb.value[0].split() if r != "-"]
        named = self.told.object(verb)
        if named is not None or not self.taken:  # 出席Z座谈会并讲话: both at Z
            self.upon = named
        for taker in takers:
            index = self._event_of(taker, verb)
            if index is None:
                continue
            visits = taker.name in self.events[index].visitors
            if not visits and any(self.text[p.title : p.end] in words("cited_titles") for p in taker.posts):
                continue
            if taker.rule == PRONOUN and ("reported" in roles or (index, taker.name) in self.told.reporters):
                continue  # A汇报了情况。他强调: it is the chair who speaks; 他介绍: what a speech tells
            if "reported" in roles:
                self.told.reporters.add((index, taker.name))
            both = (named,) if named not in (None, index) and shapes.OF_VISIT.match(self.text, verb.start, verb.end) else ()
            for each in (index, *self.told.beside(index), *both):  # 参加视察和座谈会
                self.told.present.add((each, taker.name))
                self.found += [
                    Participation(each, taker.name, role, verb.start, verb.end, "participations.verb")
                    for role in roles
                    if not (visits and role in shapes.NOT_OF_VISITORS)
                ]

    def _event_of(self, taker: Mention, verb: Token) -> int | None:
        """The event that the verb puts this person into, or None."""
        index = self.upon
        if index is None:
            index = self.told.at(taker.start, self.span)
            index = index if index is None else self.told.main(index, taker, self.span)
            if index is not None and self.text[verb.start : verb.end] == shapes.PLAIN:
                index = self.told.whole(index, self.span)
        if index is None or not self.told.there(index, taker, verb, self.span):
            return None
        if self.events[index].kind == "inspection" and shapes.OF_MEETING.search(self.text, verb.start, verb.end):
            index = self.told.meeting(index)
        of_visit = "accompanied" in verb.value[0] or shapes.OF_VISIT.match(self.text, verb.start, verb.end)
        return self.told.visit(index) if of_visit and not self.events[index].visitors else index
