"""Visits: X到Y调研, X在Y调研时指出, X深入A、B，就Z开展督导 (annotation guide: inspection)."""

from __future__ import annotations

import re

from ..lex.lexicon import View, alternatives, entries, words
from ..lex.token import Token
from .days import SAME_DAY, days, part_alone, part_of_day
from .event import Event
from .mention import Mention
from .page import Page, Span
from .pronouns import subjects

VIEW = View(
    ("x", "visit_blocks"),
    ("g", "visit_go"),
    ("v", "visit_verbs"),
    ("w", "visit_ways"),
    ("u", "visit_groups"),
    ("t", "day_parts"),
    ("d", "relative_days"),
    ("f", "meeting_planned"),
    ("m", "meeting_marks"),
)
GATE = View(("v", "visit_verbs"))
_GROUPS = View(("u", "visit_groups"))
_TRIM = "的，、 "
_LONGEST_OBJECT = 30
_LONGEST_PLACE = 60


def read(page: Page, span: Span) -> list[Event]:
    """The visits that one sentence tells of: those of named people, or where there are none that of a group. Each place once."""
    people = sorted([*page.people_between(span.start, span.end), *subjects(page, span)], key=lambda m: m.start)
    organised = page.text.find("组织", span.start, span.end) >= 0 and _ORGANISED.search(page.text, *span) is not None
    body = _BODY.search(page.text, *span) if not organised else None
    if not people and not organised and not body and not _GROUPS.spots(page.text[span.start : span.end]):
        return []
    tokens = page.lexed.between(VIEW, span.start, span.end)
    tokens = [t for t in tokens if t.kind != "v" or not _NAMED.match(page.text, t.end)]
    if not any(t.kind == "v" for t in tokens):
        return []
    reader = _Sentence(page, span, tokens, people)
    found: list[Event] = []
    for index in range(len(people)):
        event = reader.by_person(index)
        if event and not any(e.pieces[-1] == event.pieces[-1] for e in found):
            found.append(event)
    return found or organised and reader.organised() or reader.by_group() or body and reader.by_body(body) or []


class _Sentence:
    def __init__(self, page: Page, span: Span, tokens: list[Token], people: list[Mention]) -> None:
        self.page = page
        self.text = page.text
        self.span = span
        self.tokens = tokens
        self.people = people

    def by_person(self, index: int) -> Event | None:
        """X到Y调研, X调研Y."""
        person = self.people[index]
        rest = [t for t in self.tokens if t.start >= person.until]
        go = self._go(rest, person.until)
        if self._planned(person.start) or self._cited(person):
            return None
        if go is None:
            return self._on_matter(index) or self._as_host(index, rest)
        following = next((m.start for m in self.people[index + 1 :] if m.start >= go.end), self.span.end)
        if go.kind == "v":
            return self._direct(person, go, index)
        tour = self._tour(go, [t for t in rest if t.start >= go.end], following)
        if tour is None:
            return None
        venue, verb = tour
        visitors = self._together(index)
        names = tuple(v.name for v in visitors)
        event = self._event("、".join(names), Span(visitors[0].start, visitors[-1].end), go, venue, verb, names)
        return event._replace(company=self._led(visitors, go))

    def _on_matter(self, index: int) -> Event | None:
        """X带领部分委员，就Z开展视察: a visit that tells of no going and no place, on a day that is told."""
        visitors = self._together(index)
        matter = _WITH_MATTER.match(self.text, self.people[index].until, self.span.end)
        low = matter.end() - 2 if matter else self.span.end
        verb = next((t for t in self.tokens if t.kind == "v" and low <= t.start <= low + 6 and t.value != ("look",)), None)
        date, part = self._when(visitors[0].start)
        if matter is None or verb is None or date is None:
            return None
        names = tuple(v.name for v in visitors)
        pieces = (Span(visitors[0].start, visitors[-1].end), Span(matter.start("matter"), verb.end))
        name = "、".join(names) + self.text[pieces[1].start : verb.end]
        return Event(name, pieces, "inspection", visitors[0].start, "meetings.visit_matter", date, part, None, None, names)

    def _as_host(self, index: int, rest: list[Token]) -> Event | None:
        """X陪同客商到Y考察: who shows guests without a name around; a group of guests that visits has an event of its own."""
        led = _HOSTED.match(self.text, self.people[index].until, self.span.end)
        if led is None or any(t.kind == "u" and t.end == led.end() for t in rest) or self.page.people_between(*led.span()):
            return None
        go = self._go([t for t in rest if t.start >= led.end()], led.end())
        tour = self._tour(go, [t for t in rest if t.start >= go.end], self.span.end) if go and go.kind == "g" else None
        hosts = self._together(index)
        subject = Span(hosts[0].start, led.end())
        return self._event(self.text[subject.start : subject.end], subject, go, *tour, ()) if tour else None

    def _planned(self, before: int) -> bool:
        """将, 拟 in the clause of the visitor."""
        for token in reversed([t for t in self.tokens if t.start < before]):
            if token.kind == "m" and token.value[0] in ("clause", "end"):
                return False
            if token.kind == "f":
                return True
        return False

    def _cited(self, person: Mention) -> bool:
        """学习贯彻习近平总书记在X座谈会上的讲话: what is studied was said elsewhere."""
        if not any(self.text[p.title : p.end] in words("cited_titles") for p in person.posts):
            return False
        start = person.posts[0].start if person.posts[0].start < person.start else person.start
        return _STUDIED.search(self.text, max(self.span.start, start - 12), start) is not None

    def organised(self) -> list[Event]:
        """县人大常委会组织部分代表到X视察, …组织代表，在主任Y带领下对X进行视察: a visit that a body arranges, on a day that is told."""
        whole = _ORGANISED.search(self.text, self.span.start, self.span.end)
        verb = next((t for t in self.tokens if t.kind == "v" and t.value != ("look",) and whole and t.start >= whole.end()), None)
        if whole is None or verb is None or self._planned(verb.start):
            return []
        date, part = self._when(whole.start())
        start = max([self.span.start, *(t.end for t in self.tokens if t.kind in "mDtTd" and t.end <= whole.start())])
        if date is None or not 2 <= whole.start() - start <= 24:
            return []
        led = tuple(m.name for m in self.people if _UNDER.match(self.text, m.until))
        go = next((t for t in self.tokens if t.kind == "g" and whole.end() <= t.start < verb.start and t.value == ("way",)), None)
        tour = self._tour(go, [t for t in self.tokens if t.start >= go.end], self.span.end) if go else None
        pieces = (Span(start, whole.end()), Span(verb.start, verb.end))
        name = "".join(self.text[p.start : p.end] for p in pieces)
        venue = tour[0] if tour else None
        return [Event(name, pieces, "inspection", start, "meetings.visit_organised", date, part, venue, None, led)]

    def by_group(self) -> list[Event]:
        """省交叉检查组到我县检查: a group without a named person."""
        for index, token in enumerate(self.tokens):
            if token.kind != "u":
                continue
            rest = self.tokens[index + 1 :]
            go = self._go(rest, token.end)
            tour = self._tour(go, rest[1:], self.span.end) if go and go.kind == "g" else None
            if tour is None:
                done = self._over(self._subject(index), token.end)
                if done:
                    return [done]
                continue
            subject = self._subject(index)
            name = self.text[subject.start : subject.end]
            if subject.start < token.start and 3 <= len(name) <= 30:  # 调研组来到X is the visit told before
                return [self._event(name, subject, go, *tour, self._leaders())]
        return []

    def _leaders(self) -> tuple[str, ...]:
        """由X带队: who leads a group, told behind or before its visit, is its visitor."""
        return tuple(m.name for m in self.people if _HEADS.match(self.text, m.until) and _BY.search(self.text, self.span.start, m.start))

    def by_body(self, body: re.Match[str]) -> list[Event]:
        """7月15日，省委党校专家赴X调研: a body or people without a name and their going, on a day that is told."""
        go = next((t for t in self.tokens if t.kind == "g" and t.start == body.start("go")), None)
        if go is None or self._planned(body.start()) or self.page.people_between(*body.span()):
            return []
        tour = self._tour(go, [t for t in self.tokens if t.start >= go.end], self.span.end)
        date, _ = self._when(go.start)
        if tour is None or date is None or tour[1].value == ("look",):
            return []
        return [self._event(body["who"], Span(*body.span("who")), go, *tour, ())]

    def _subject(self, index: int) -> Span:
        """The group that closes with this token, back to the last mark, day or verb of going: 驻某市全国、省人大代表."""
        bounds = [t.end for t in self.tokens[:index] if t.kind in "tDRg" or t.kind == "m" and t.value[0] != "join"]
        return Span(max([self.span.start, *bounds]), self.tokens[index].end)

    def _over(self, subject: Span, at: int) -> Event | None:
        """督查组对X进行督促检查: a visit told without a going, on a day that is told."""
        matter = _MATTER.match(self.text, at, self.span.end)
        if matter is None:
            return self._undertaken(subject, at)
        verb = next((t for t in self.tokens if matter and t.kind == "v" and matter.end() - 2 <= t.start <= matter.end() + 4), None)
        date, part = self._when(subject.start)
        if verb is None or date is None or self._planned(at) or not 3 <= subject.end - subject.start <= 30:
            return None
        whole = Span(subject.start, verb.end)
        return Event(self.text[whole.start : whole.end], (whole,), "inspection", subject.start, "meetings.visit_matter", date, part)

    def _undertaken(self, subject: Span, at: int) -> Event | None:
        """代表小组开展会前集中视察: the group's own visit, on a day that is told."""
        deed = _UNDERTAKEN.match(self.text, at, self.span.end)
        date, part = self._when(subject.start)
        if deed is None or date is None or self._planned(at) or not 3 <= subject.end - subject.start <= 30:
            return None
        pieces = (subject, Span(*deed.span("deed")))
        name = "".join(self.text[p.start : p.end] for p in pieces)
        return Event(name, pieces, "inspection", subject.start, "meetings.visit_matter", date, part)

    def _go(self, rest: list[Token], at: int) -> Token | None:
        """The verb of going right behind the subject; 一行, 先后 and 率X may stand between."""
        loose = False
        bracket = _BRACKET.match(self.text, at)
        at = bracket.end() if bracket else at
        if _LED.match(self.text, at):
            at = next((t.end for t in rest if t.kind == "u"), at)
        for index, token in enumerate(rest):
            at = self._activity(token, self._beside(at))
            if token.start < at:
                continue
            if not loose and token.start != at:
                return None
            if token.kind == "w":
                if token.value and token.value[0] == "never":
                    return None
                loose = loose or bool(token.value)
                at = token.end
            elif token.kind in "DTtd" and token.start == at:
                at = token.end  # X2月13日下午到Y
            elif token.kind == "g" or token.kind == "v" and token.value != ("look",):
                return token
            elif self._goes_on(rest, index, loose):
                at = token.end  # 率A、B负责人，深入C
            elif not loose or token.kind == "m" and token.value[0] in ("clause", "end"):
                return None
        return None

    def _beside(self, at: int) -> int:
        """Behind 40余人, 在A、B等陪同下: what stands between the visitor and the going and tells no place."""
        aside = _ASIDE.match(self.text, at, self.span.end)
        if aside is None or not aside["company"] and self.page.people_between(at, aside.end()):
            return at
        return aside.end()

    def _activity(self, verb: Token, at: int) -> int:
        """开展教师节走访慰问活动: the verb stands inside what is carried out."""
        inside = self.text[at : verb.start]
        told = verb.kind == "v" and inside.startswith("开展") and len(inside) <= 14 and self.text.startswith("活动", verb.end)
        return verb.start if told else at

    def _goes_on(self, rest: list[Token], index: int, loose: bool) -> bool:
        """Whether a comma behind 率A, 带队 has the going right behind it."""
        token = rest[index]
        if loose and self._lists_on(token):
            return True
        if self.text[token.start] != "，" or index + 1 == len(rest) or rest[index + 1].start != token.end:
            return False
        return loose or index > 0 and rest[index - 1].end == token.start

    def _lists_on(self, comma: Token) -> bool:
        """Whether a list of people goes on over this comma: 率县委常委A，副县长B到C."""
        before = self.page.people_between(self.span.start, comma.start)[-1:]
        first = next((min([m.start, *(p.start for p in m.posts)]) for m in self.people if m.start > comma.start), -1)
        return bool(before) and first == comma.end and not _HONORIFIC.sub("", self.text[before[0].until : comma.start])

    def _led(self, visitors: list[Mention], go: Token) -> tuple[str, ...]:
        """率A、B到C: those whom the visitors bring along."""
        led = self.page.people_between(visitors[-1].until, go.start)
        first = min([led[0].start, *(p.start for p in led[0].posts)]) if led else 0
        return tuple(m.name for m in led) if led and _LEADING.fullmatch(self.text, visitors[-1].until, first) else ()

    def _tour(self, go: Token, rest: list[Token], limit: int) -> tuple[Span, Token] | None:
        """The place and the verb of the visit, or None."""
        verbs = [t for t in rest if t.kind == "v" and t.start >= go.end]
        if not verbs or limit < verbs[0].start:
            return None
        verb = verbs[0]
        stop = next((t for t in rest if t.kind == "m" and t.value[0] in ("clause", "end")), None)
        if go.value == ("at",) and stop and stop.start < verb.start:
            return None  # 在 needs its verb in the same clause
        if go.value == ("at",) and verb.value == ("look",) and _WITH_OTHERS.search(self.text, go.end, verb.start):
            return None  # 在Y与Z座谈: an encounter
        place = self.text[go.end : min(verb.start, stop.start if stop else self.span.end)]
        for cut in _CUTS:
            found = place.find(cut)
            if found >= 2:
                place = place[:found]
        place = _ETC.sub("", place.strip(_TRIM)).strip(_TRIM)
        if len(place) > _LONGEST_PLACE:  # a dozen stops: the first stands for all
            place = place.split("、")[0]
        start = self.text.index(place, go.end)
        place_end = start + len(place)
        so_on = go.value == ("way",) and _SO_ON.fullmatch(self.text, place_end, verb.start)  # 来舒调研
        named = len(place) > 1 or so_on and place not in words("visit_not_places")
        if not place or not named or len(place) > _LONGEST_PLACE or _NO_PLACE.search(place):
            return None
        topic = _TOPIC.match(self.text, place_end, self.span.end)
        behind = [t for t in verbs if t.start >= topic.end() - 2] if topic else verbs  # 就定点帮扶进行调研
        strong = next((t for t in behind if t.value != ("look",)), verb)  # 来到X，了解Y，Z陪同调研: it is called by 调研
        if self.text.startswith("暨", strong.end):
            return None  # 赴X考察暨Y会: the name of a meeting
        return Span(start, place_end), strong

    def _together(self, index: int) -> list[Mention]:
        """The visitors: the person and those joined to him by marks alone."""
        visitors = [self.people[index]]
        for earlier in reversed(self.people[:index]):
            first = visitors[0]
            begin = min(first.start, first.posts[0].start) if first.posts and first.posts[0].start >= earlier.until else first.start
            if _HONORIFIC.sub("", self.text[earlier.until : begin]) not in _JOINED:
                break
            visitors.insert(0, earlier)
        return visitors

    def _direct(self, person: Mention, verb: Token, index: int) -> Event | None:
        """X调研Y: the object stands for the place."""
        stop = next((t for t in self.tokens if t.start >= verb.end and t.kind == "m" and t.value[0] in ("clause", "end")), None)
        subject = self.text[verb.end : stop.start if stop else self.span.end].strip("了 时")
        if len(subject) > _LONGEST_OBJECT:
            subject = subject.split("、")[0]
        if not 2 <= len(subject) <= _LONGEST_OBJECT or _SPEECH.match(self.text, verb.end):
            return None
        date, part = self._when(verb.start)
        start = self.text.index(subject, verb.end)
        visitors = self._together(index)
        names = tuple(v.name for v in visitors)
        name = f"{'、'.join(names)}{self.text[verb.start : verb.end].removesuffix('了')}{subject}"
        pieces = (Span(visitors[0].start, person.end), Span(verb.start, start + len(subject)))
        return Event(name, pieces, "inspection", visitors[0].start, "meetings.visit_object", date, part, visitors=names)

    def _event(self, who: str, subject: Span, go: Token, venue: Span, verb: Token, names: tuple[str, ...]) -> Event:
        if self.text.startswith("开展", verb.start):
            verb = verb._replace(start=verb.start + 2)
        verb = verb._replace(end=verb.end - self.text.endswith("了", verb.start, verb.end))
        printed = self.text[go.start : go.end]
        way = printed if go.value == ("way",) else "到"
        name = f"{who}{way}{self.text[venue.start : venue.end]}{self.text[verb.start : verb.end]}"
        date, part = self._when(go.start)
        pieces = (subject, venue, Span(verb.start, verb.end))
        same = date is None and _SAME_DAY.search(self.text, self.span.start, subject.start) is not None
        rule = SEEN if verb.value == ("look",) else "meetings.visit"
        return Event(name, pieces, "inspection", subject.start, rule, date, part, venue, None, names, same)

    def _when(self, before: int) -> tuple[Token | None, Token | None]:
        told = [t for t in days(self.page, self.span, self.tokens) if t.start < before]
        if not told:
            return None, part_alone(self.text, self.tokens, before)
        return told[-1], part_of_day(self.text, told[-1], self.tokens)


_STUDIED = re.compile(rf"(?:{alternatives('meeting_cited')})了?$")
_JOINED = frozenset(("、", "和", "，", "与", " ", "同", "会同", "偕同"))
SEEN = "meetings.visit_seen"  # told by what was looked at on the way
_BRACKET = re.compile(r"\([^()]{1,12}\)")
_ASIDE = re.compile(
    rf"""
    (?:近|约|共)?\d+[余多]?(?:人|名[^，。；]{{0,8}})                    # 40余人
    | (?P<company>在[^。；]{{2,160}}?(?:{alternatives('visit_company')})下，?)  # 在A、B等陪同下
    | (?:等|以?及|和)[^，。；]{{2,24}}?(?:领导|{alternatives('visit_members')})(?!小组|干部)  # 等四大班子领导
    | 于(?=\d)                                                      # 于1月24日
    | 利?用[^，。；]{{1,8}}?(?:时间|[天日末](?!时间))，?                # 用一整天时间，
    | 分(?:成|为)?[\d两三四五六七八九]+个?(?:小组|组|路)               # 分两个小组
    | (?:{alternatives('visit_by')})[^，。；]{{2,12}}?(?:{alternatives('visit_manners')})  # 采取“四不两直”方式
    """,
    re.VERBOSE,
)
_HONORIFIC = re.compile(rf"\([^()]{{1,12}}\)|{alternatives('honorifics')}")
_WITH = "|".join(word for word, use in entries("visit_ways").items() if use == ("with",))
_LEADING = re.compile(rf"(?:一行)?(?:{_WITH})")
# what a visit is about begins here; the place ends before it
_CUTS = tuple(words("visit_aims"))
_SAME_DAY = re.compile(rf"{SAME_DAY.pattern}|{alternatives('day_parts')}")
_TOPIC = re.compile(r"[^，。；]{0,12}，(?:就|围绕|对|针对)[^。；]{2,80}?(?:进行|开展)")
_MATTER = re.compile(r"(?:一行)?(?:分别|先后)?(?:对|就)[^，。；]{2,40}?(?:进行|开展)了?")
_DEEDS = "|".join(sorted((w for w, use in entries("visit_verbs").items() if not use and not w.startswith("开展")), key=len, reverse=True))
_UNDERTAKEN = re.compile(rf"(?:一行)?(?:开展|进行)了?(?P<deed>[^，。；、]{{0,10}}?(?:{_DEEDS}))(?=[，。；]|\Z)")
# X带领Y，就Z情况开展
_WITH_MATTER = re.compile(rf"""
    (?:{alternatives('honorifics')})?(?:一行)?(?:(?:{_WITH})[^。；]{{2,60}}?(?:，|(?=对)))?
    (?:在[^。；]{{2,80}}?(?:{alternatives('visit_company')})下，?)?(?:{alternatives('going_adverbs')})?
    (?P<matter>(?:{alternatives('visit_matters')})[^，。；]{{2,60}}?(?:进行|开展)了?)
""", re.VERBOSE)
_GOING = "|".join(word for word, use in entries("visit_go").items() if use in ((), ("way",)) and word != "来")
_HOSTED = re.compile(rf"等?陪同[^，。；]{{2,20}}?(?={alternatives('going_adverbs')}|{_GOING})")
_WITH_OTHERS = re.compile("[与同和][^，。；、]{2,40}$")
_SO_ON = re.compile(rf"，?(?:(?:{'|'.join(_CUTS)})[^，。；]{{0,30}})?")  # 来兰，专题督查; 莅兰，就X工作进行督导
_SAID = "|".join(word for word, use in entries("visit_not_objects").items() if not use)
_TIME = "|".join(word for word, use in entries("visit_not_objects").items() if use)
_SPEECH = re.compile(rf"{_SAID}|(?:{_TIME})(?:[^一-鿿]|还|也|{_SAID})")
_ETC = re.compile(r"等(?:地|处|多地|多处)?$|先后$|作了?$")
# 组织部分在X代表; what follows is read up to the verb
_ORGANISED = re.compile(rf"组织(?:[^，。；]{{0,30}}?(?:{alternatives('visit_members')}))+")
_LEADS = "|".join(word for word, use in entries("visit_leads").items() if not use)
_HEADS = re.compile(alternatives("visit_leads"))
_BY = re.compile(r"由[^，。；]{1,40}\Z")
_UNDER = re.compile(rf"的?(?:{_LEADS})下")
# a body, people of one or a title without a name (周书记), with the verb of going right behind them; the day stands before
_BODY = re.compile(rf"""
    (?:日|\)|{alternatives('day_parts')})，?
    (?P<who>[^，。；：“”日]{{0,20}}(?:{alternatives('visit_bodies')}|[一二三四五六七八九十\d]组|{alternatives('visit_leaders')}))
    (?:一行|{alternatives('going_adverbs')}){{0,2}}(?P<go>赴|到|来|深入|前往|走进|莅临)
""", re.VERBOSE)
_NAMED = re.compile(rf"{alternatives('visit_sites')}|部(?!分|署|门)|所(?!有|在)")  # 检查站, 帮扶车间: a place's name, no deed
_LED = re.compile(rf"(?:{alternatives('visit_leads')})的")
_NO_PLACE = re.compile(rf"会见|会谈|{alternatives('meeting_open')}")
