"""Meetings told as held: MEETNAME 召开, 召开 MEETNAME, 出席 MEETNAME, 在 MEETNAME 上 (genre.md, MEETING)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from ..lex.lexicon import View, alternatives, entries, words
from ..lex.token import Token
from . import visits
from .days import days, part_of_day
from .event import Event
from .page import Page, Span

VIEW = View(
    ("x", "meeting_blocks"),
    ("h", "meeting_heads"),
    ("o", "meeting_open"),
    ("c", "meeting_cited"),
    ("f", "meeting_planned"),
    ("t", "day_parts"),
    ("d", "relative_days"),
    ("s", "meeting_scope"),
    ("m", "meeting_marks"),
)
GATE = View(("h", "meeting_heads"), ("o", "meeting_open"))
_SAME_DAY = re.compile(r"随后|接着|紧接着|当天|当日|同日|同一天|会后|之后")
_TRIM = " ，、的了"
_LONGEST_NAME = 60


class _Sentence:
    """The events of one sentence."""

    def __init__(self, page: Page, span: Span) -> None:
        self.page = page
        self.text = page.text
        self.span = span
        self.tokens = _closed(self.text, page.lexed.between(VIEW, span.start, span.end), span)
        self.days: list[Token] | None = None  # those that the sentence tells, once they are asked for

    def read(self) -> list[Event]:
        found: list[Event] = []
        index = 0
        while index < len(self.tokens):
            if self.tokens[index].kind == "h":
                last = self._joined(index)
                event = self._event(index, last)
                if event:
                    found.append(event)
                index = last
            index += 1
        return found

    def _joined(self, index: int) -> int:
        """Index of the head that closes the name begun with this head: heads parted by 暨, by a bracket or by nothing are one name."""
        last = index
        for later in range(index + 1, len(self.tokens)):
            token = self.tokens[later]
            if token.kind == "h":
                gap = self.text[self.tokens[last].end : token.start]
                if not gap or gap.startswith("暨") and len(gap) <= 30 or _GAP.fullmatch(gap):
                    last = later
                    continue
                break
            if token.kind == "o" or token.kind == "m" and token.value[0] in ("clause", "end", "join"):
                break
        return last

    def _event(self, first: int, last: int) -> Event | None:
        head = self.tokens[last]
        before = self._left(first)
        after = self._right(last)
        if after is None or before is None:
            return None
        start, opener = before
        end = head.end
        if self.text[end : end + 1] == "”" and self.text.count("“", start, end) > self.text.count("”", start, end):
            end += 1
        name = self.text[start:end].strip(_TRIM)
        start = self.text.index(name, start) if name else start
        bare = self._bare(first, last, name)
        held = opener is not None or after == "held"
        if not held and not (after == "at" and not bare) or len(name) > _LONGEST_NAME:
            return None
        host = self._host(opener) if opener is not None and opener.kind == "o" else None
        date, part = self._when(head)
        if date is None and self.tokens[0].kind == "t" and self.tokens[0].start - self.span.start <= 3:
            part = self.tokens[0]
        if bare and (host is None or opener is None):
            if date is None or not held or name not in ("会议", "大会", "活动", "仪式"):
                return None
            return Event("", (Span(head.start, head.end),), head.value[0], head.start, "meetings.day_after", date, part)
        pieces = [Span(start, start + len(name))]
        if host and not _repeats(self.text[host.start : host.end], name):
            pieces.insert(0, host)
        full = "".join(self.text[p.start : p.end] for p in pieces)
        kind = self._kind(first, last, full)
        return Event(
            full, tuple(pieces), kind, pieces[0].start, "meetings.held", date, part, self._venue(opener, last), host,
            same_day=self._same_day(start),
        )

    def _same_day(self, start: int) -> bool:
        """随后, 当天, or a part of the day at the sentence's head: the day is that of the event before."""
        first = self.tokens[0]
        if first.kind == "t" and first.start - self.span.start <= 3:
            return True
        return _SAME_DAY.search(self.text, self.span.start, max(start, self.span.start) + 1) is not None

    def _bare(self, first: int, last: int, name: str) -> bool:
        head = self.tokens[last]
        return name == self.text[head.start : head.end] and (len(head.value) > 1)

    def _left(self, first: int) -> tuple[int, Token | None] | None:
        """Where the name begins, and the verb that opens it; None where it is cited, studied or planned."""
        edge = next(self._edges(first), None)
        if edge is not None and edge.kind in "cf":
            return None
        low = edge.end if edge is not None else self.span.start
        if self._before(first, "f") or self._before(bisect_left(self.tokens, low, key=lambda t: t.start), "c"):
            return None
        while low < self.tokens[first].start and self.text[low] in " 了，":
            low += 1
        return low, self._opener(edge)

    def _edges(self, first: int) -> Iterator[Token]:
        """Tokens that a meeting's name does not reach over, leftwards from its head; quoted and bracketed text is passed over."""
        inside = 0
        for token in reversed(self.tokens[:first]):
            if token.kind == "m":
                shape = token.value[0]
                if shape == "close":
                    inside += 1
                elif inside:
                    inside -= shape == "open"
                elif shape != "join" or self._list_break(token):
                    yield token
            elif not inside and (token.kind in "cofDds" or self._day_or_part(token)):
                yield token

    def _opener(self, edge: Token | None) -> Token | None:
        """The verb that says the meeting was held, where the name's left edge is one: 召开, 出席, 召开的."""
        if edge is None or edge.kind == "o":
            return edge
        if edge.kind == "s" and edge.value and edge.value[0] == "attend":
            return edge
        if self.text[edge.start : edge.end] == "的":
            return next((t for t in self.tokens if t.end == edge.start and t.kind == "o"), None)
        return None

    def _before(self, index: int, kind: str) -> bool:
        """Whether a token of this kind stands before the index in the same clause: 将, 拟 (planned) or 传达学习 (studied)."""
        for token in reversed(self.tokens[:index]):
            if token.kind == "m" and token.value[0] in ("clause", "end"):
                return False
            if token.kind == kind:
                return True
        return False

    def _day_or_part(self, token: Token) -> bool:
        """16日, or a part of the day beside a date or at a clause's head; 夜间 in 夜间消费季 is a word of the name."""
        if token.kind == "T":
            return token.value.unit == "日"
        if token.kind != "t":
            return False
        before = self.text[token.start - 1 : token.start]
        return token.start == self.span.start or before in "，。；) 日号天" or any(
            t.end == token.start and t.kind in "DTdm" for t in self.tokens
        )

    def _list_break(self, token: Token) -> bool:
        """A 、 right behind a head parts two meetings; elsewhere it belongs to the topic of one."""
        return any(t.kind == "h" and t.end == token.start for t in self.tokens)

    def _right(self, last: int) -> str | None:
        """What follows the name: `held` (a verb of holding), `at` (上, 强调 …), `other`; None: 精神, 部署 (only cited)."""
        end = self.tokens[last].end
        behind = _AFTER.match(self.text, end)
        use = entries("meeting_after")[behind.group()][0] if behind else ""
        if use in ("cited", "at"):
            return use if use == "at" else None
        inside = 0
        for token in self.tokens[last + 1 :]:
            if token.kind == "m":
                shape = token.value[0]
                inside = max(0, inside + (shape == "open") - (shape == "close"))
                if shape in ("clause", "end") and not inside and self.text[token.end : token.end + 1] not in ("在", "于"):
                    break
                continue
            if token.kind == "f":
                return None
            if token.kind == "o" and not inside:
                # X大会召开会议: the verb has a name of its own behind it
                return "other" if token.value == () and self._object(token) else "held"
            if token.kind == "h":
                break
        return "held" if self._ended(last) else "other"

    def _ended(self, last: int) -> bool:
        """会议圆满完成各项议程，胜利闭幕: the verb stands in the next clause."""
        for token in self.tokens[last + 1 :]:
            if token.kind == "h":
                return False
            if token.kind == "o":
                return self.text[token.start : token.end].endswith("幕")
        return False

    def _object(self, opener: Token) -> bool:
        """Whether the verb of holding has a name of its own behind it in the same clause."""
        for token in self.tokens:
            if token.start < opener.end:
                continue
            if token.kind == "m" and token.value[0] in ("clause", "end"):
                return False
            if token.kind == "h":
                return True
        return False

    def _before_day(self, opener: Token) -> int:
        """Start of the verb, or of 于1月26日上午 right before it."""
        start = opener.start
        for token in reversed([t for t in self.tokens if t.end <= start]):
            if token.end != start or token.kind not in "DtTs":
                break
            start = token.start
            if token.value == ("place",):
                return start
        return opener.start

    def _host(self, opener: Token) -> Span | None:
        """Who holds it: the subject of the verb, from the last mark, date or person to the verb."""
        end, low = self._before_day(opener), self.span.start
        for token in reversed([t for t in self.tokens if t.end <= end]):
            if token.kind == "s" and token.value == ("place",):  # 县政府在X召开: what stands before 在 holds the meeting
                end = token.start
            elif token.kind in "oc" or token.kind == "h" and token.end != end:
                return None
            elif token.kind in "Dds" or self._day_or_part(token) or token.kind == "m" and token.value[0] in ("clause", "end", "open"):
                low = token.end
                break
        if self.page.people_between(low, end):
            return None
        host = _TRIMS.sub("", self.text[low:end])
        if not 2 <= len(host) <= 30 or host.endswith(tuple(words("host_ends"))):
            return None
        start = self.text.index(host, low)
        return Span(start, start + len(host))

    def _when(self, head: Token) -> tuple[Token | None, Token | None]:
        """The nearest date before the name in the sentence, else the first behind it; and the part of the day beside it."""
        if self.days is None:
            self.days = days(self.page, self.span, self.tokens)
        told = self.days
        before = bisect_right(told, head.end, key=lambda t: t.end)
        day = told[max(before - 1, 0)] if told else None
        return day, part_of_day(self.text, day, self.tokens)

    def _venue(self, opener: Token | None, last: int) -> Span | None:
        """在 VENUE before the verb of holding."""
        behind = next((t for t in self.tokens[last + 1 :] if t.kind in "oh"), None)
        verb = behind if behind is not None and behind.kind == "o" else opener
        if verb is not None and verb.kind != "o":
            verb = None
        if verb is None:
            return None
        for token in reversed([t for t in self.tokens if t.end <= verb.start]):
            if token.kind == "m" and token.value[0] in ("clause", "end"):
                return None
            if token.kind == "s" and token.value == ("place",):
                if any(t.kind == "D" and t.start == token.end for t in self.tokens):
                    continue  # 于1月26日召开: a day, not a place
                place = _TRIMS.sub("", self.text[token.end : verb.start])
                if 2 <= len(place) <= 40 and not place.endswith(("下", "中", "上", "时")):
                    return Span(token.end, token.end + len(place))
                return None
        return None

    def _kind(self, first: int, last: int, name: str) -> str:
        """By the last head before a 暨; 会议 by the body whose session it is."""
        head = self.tokens[first]
        for token in self.tokens[first : last + 1]:
            if token.kind == "h":
                if self.text.startswith("暨", head.end):
                    break
                head = token
        if (len(head.value) > 1 or name.endswith("次会议")) and _SESSION.search(name):
            return "committee"
        return head.value[0]


def _closed(text: str, tokens: list[Token], span: Span) -> list[Token]:
    """The tokens, with a head added where an unknown word in 会 or 节 stands as a meeting's name: behind or before a verb of holding."""
    added: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind == "o":
            added += _head_behind(text, tokens, index, span) or _head_before(text, tokens, index, span)
    return sorted([*tokens, *added], key=lambda t: t.start) if added else tokens


def _head_behind(text: str, tokens: list[Token], index: int, span: Span) -> list[Token]:
    """召开X会: the object of the verb, to the next mark, closes with 会."""
    low, end = tokens[index].end, span.end
    for token in tokens[index + 1 :]:
        if token.kind == "m" and token.value[0] in ("clause", "end", "join"):
            end = token.start
            break
        if token.kind in "hx":
            return []
    tail = end - (text[end - 1] in "”。")
    return _head(text, tail) if tail - low >= 3 else []


def _head_before(text: str, tokens: list[Token], index: int, span: Span) -> list[Token]:
    """X会召开, X会在Y举行: what stands right before the verb, or before its place, closes with 会."""
    edges = [tokens[index].start]
    stop = next((t for t in reversed(tokens[:index]) if t.kind == "s" or t.kind == "m" and t.value[0] in ("clause", "end")), None)
    if stop is not None and stop.kind == "s" and stop.value == ("place",):
        edges.append(stop.start)
    for edge in edges:
        tail = edge - (text[edge - 1] == "”")
        if tail - 1 > span.start and not any(t.kind in "hxsc" and t.start < tail <= t.end for t in tokens):
            found = _head(text, tail)
            if found:
                return found
    return []


def _head(text: str, end: int) -> list[Token]:
    """A head of one character that ends here, by its kind: 会 closes a conference, 节 a fair."""
    kind = {"会": "conference", "节": "summit"}.get(text[end - 1])
    return [Token("h", end - 1, end, (kind,))] if kind else []


_BRACKETED = r"(?:\([^()]*\))?"
_ORDINAL = r"第[一二三四五六七八九十百\d]+次"
# 常委会(扩大)会议, 党组第3次专题会议
_SESSION = re.compile(rf"(?:{alternatives('session_bodies')}|{_ORDINAL}){_BRACKETED}(?:全体|专题)?{_BRACKETED}会议$")
_GAP = re.compile(rf"\([^()]{{1,10}}\)|{_ORDINAL}")
_ORDINAL_ONLY = re.compile(rf"{_ORDINAL}(?:全体)?会议")
_TRIMS = re.compile(rf"^(?:[ ，、]|{alternatives('host_trims')})+|(?:[ ，、]|{alternatives('host_trims')})+$")
_AFTER = re.compile(alternatives("meeting_after"))


def _repeats(host: str, name: str) -> bool:
    """Whether the name itself says who holds it: 我市召开全市…大会, 市政府召开市政府第3次常务会议."""
    return name.startswith((host, host[-2:])) or name[:2] in _OWN or name[:1] == "我" and host[:2] in _OWN


_OWN = words("places_own")


def events(page: Page) -> list[Event]:
    """All meetings and visits told as held in the page, in order of place; several tellings of one meeting are several events, and
    what is only cited, studied or planned is none (annotation guide, meetings)."""
    found: list[Event] = []
    for span in page.holding(GATE):
        found += _Sentence(page, span).read()
    for span in page.holding(visits.GATE):
        found += visits.read(page, span)
    return sorted(found, key=lambda e: e.at)
