"""Meetings told as held: MEETNAME 召开, 召开 MEETNAME, 出席 MEETNAME, 在 MEETNAME 上 (genre.md, MEETING)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from ..lex.lexicon import entries, words
from ..lex.token import Token
from . import diary, encounters, meeting_heads, transcripts, visits
from . import meeting_shapes as shapes
from .days import SAME_DAY, days, part_of_day
from .event import Event
from .meeting_venue import ARRANGED, TRIMS, venue
from .page import Page, Span

_TRIM = " ，、的了"
_LONGEST_NAME = 60  # what is quoted in it not counted


class _Sentence:
    """The events of one sentence."""

    def __init__(self, page: Page, span: Span) -> None:
        self.page = page
        self.text = page.text
        self.span = span
        self.tokens = meeting_heads.tokens(page, span)
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
        """Index of the head that closes the name begun with this head: heads parted by 暨, by a bracket, by what the second meeting is
        for, or by nothing are one name."""
        last = index
        for later in range(index + 1, len(self.tokens)):
            token = self.tokens[later]
            if token.kind == "h":
                gap = self.text[self.tokens[last].end : token.start]
                whole = gap.startswith("暨") and len(gap) <= 30 or shapes.GAP.fullmatch(gap) or shapes.ABOUT.fullmatch(gap)
                if not gap or whole:
                    last = later
                    continue
                break
            listed = token.kind == "m" and token.value[0] == "join" and self.text.startswith("暨", self.tokens[last].end)
            if token.kind == "o" or token.kind == "m" and token.value[0] in ("clause", "end", "join") and not listed:
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
        if not held and not (after == "at" and not bare) or len(shapes.QUOTED.sub("", name)) > _LONGEST_NAME:
            return None
        if after == "held" and self.text[start - 1 : start] == "的":
            opener = None  # 由A主办的X在V举行
        opens = opener is not None and opener.kind == "o"
        if opener is not None and self._other(opener, head):
            return None
        host = self._host(opener) if opens else None
        date, part = self._when(head)
        part = self._part_alone(head, date) or part
        if opens and self._of_visit(opener, head, host):
            return None
        if shapes.MASKED.search(name):
            return None  # xx项目开工仪式: a pattern of a speech
        if bare and (host is None or opener is None):
            if date is None or not held or name not in ("会议", "大会", "活动", "仪式"):
                return None
            return Event("", (Span(head.start, head.end),), head.value[0], head.start, "meetings.day_after", date, part)
        pieces = [Span(start, start + len(name))]
        if host and not _repeats(self.text[host.start : host.end], name):
            pieces.insert(0, host)
        above = self._above(name) if host is None else None
        if above:
            pieces.insert(0, above[0])
            date = date or above[1]
        full = "".join(self.text[p.start : p.end] for p in pieces)
        kind = self._kind(first, last, full)
        where = venue(self.page, self.span, self.tokens, opener, last) or (self._went(opener) if opens else None)
        return Event(
            full, tuple(pieces), kind, pieces[0].start, "meetings.held", date, part, where, host,
            same_day=self._same_day(start), again=not opens and name == self.text[self.tokens[first].start : end],
        )

    def _above(self, name: str) -> tuple[Span, Token | None] | None:
        """——2023年2月8日在X市人民代表大会 / 第三次会议上: the body on the line above, and the day that stands there."""
        if not shapes.ORDINAL_ONLY.fullmatch(name) or self.page.kind_of(self.span.start) != "title":
            return None
        low = self.text.rfind("\n", 0, max(0, self.span.start - 1)) + 1
        body = shapes.BODY_ABOVE.search(self.text, low, max(low, self.span.start - 1))
        if body is None:
            return None
        days = [t for t in self.page.lexed.numbers_between(low, body.start()) if t.kind == "D" and t.value.day]
        return Span(*body.span()), days[-1] if days else None

    def _part_alone(self, head: Token, day: Token | None) -> Token | None:
        """当天上午, or 下午 at the head of its clause: the part of a day that is told elsewhere, or before in the sentence."""
        low = day.end if day else self.span.start
        told = [t for t in self.tokens if t.kind == "t" and low <= t.start and t.end <= head.start and self._day_or_part(t)]
        return told[-1] if told else None

    def _same_day(self, start: int) -> bool:
        """随后, 当天, or a part of the day at the sentence's head: the day is that of the event before."""
        if any(t.kind == "t" and t.end <= start for t in self.tokens):
            return True
        if shapes.MEANWHILE.match(self.text, self.span.start):
            return True
        return SAME_DAY.search(self.text, self.span.start, max(start, self.span.start) + 1) is not None

    def _bare(self, first: int, last: int, name: str) -> bool:
        head = self.tokens[last]
        return name == self.text[head.start : head.end] and (len(head.value) > 1) or shapes.THIS.match(name) is not None

    def _left(self, first: int) -> tuple[int, Token | None] | None:
        """Where the name begins, and the verb that opens it; None where it is cited, studied or planned."""
        edge = next(self._edges(first), None)
        if edge is not None and edge.kind in "cf":
            return None
        low = max(edge.end if edge is not None else self.span.start, self._sibling(first))
        if edge is not None and edge.value == ("attend",) and (visit := shapes.VISIT_AND.match(self.text, low, self.tokens[first].start)):
            low = visit.end()
        if self._before(first, "f") or self._before(bisect_left(self.tokens, low, key=lambda t: t.start), "c"):
            return None
        while low < self.tokens[first].start and self.text[low] in " 了，":
            low += 1
        return low, self._opener(edge)

    def _sibling(self, first: int) -> int:
        """召开A会议和B会议: where the second name begins, behind 和; 0 where no meeting stands before it."""
        before = next((t for t in reversed(self.tokens[:first]) if t.kind not in "ONQ"), None)
        joint = shapes.AND.match(self.text, before.end) if before is not None and before.kind == "h" else None
        return joint.end() if joint and self.tokens[first].start - joint.end() >= 2 else 0

    def _asked(self, opener: Token) -> bool:
        """请各单位于12月5日召开X会, 各镇要尽快召开X会: asked for, not held."""
        if shapes.DECIDED.search(self.text, self.span.start, opener.start):
            return True
        return shapes.ASKED.search(self.text, self._clause(opener.start), opener.start) is not None

    def _other(self, opener: Token, head: Token) -> bool:
        """Whether the verb tells of something else: a meeting asked for, a visit that a body arranges, 看望出席X会议的代表."""
        before = self.text[self.span.start : opener.start]
        if opener.kind != "o":
            return before.endswith(shapes.MET)
        return self._asked(opener) or head.value[0] == "inspection" and "组织" in before

    def _of_visit(self, opener: Token, head: Token, host: Span | None) -> bool:
        """到X调研，并开展慰问活动, 到X开展慰问活动: part of a visit."""
        if head.value[0] not in ("inspection", "other") or not self.text.startswith(("开展", "进行"), opener.start):
            return False
        if host is None:
            return True
        gone = shapes.GONE.search(self.text, self._clause(opener.start), opener.start)
        return gone is not None and bool(visits.read(self.page, self.span))

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
            elif not inside and (token.kind in "cfDds" or token.kind == "o" and token.value != ("behind",) or self._day_or_part(token)):
                yield token

    def _opener(self, edge: Token | None) -> Token | None:
        """The verb that says the meeting was held, where the name's left edge is one: 召开, 出席, 召开的."""
        if edge is None or edge.kind == "o":
            return edge
        if edge.kind == "s" and edge.value and edge.value[0] == "attend":
            return edge
        if self.text[edge.start : edge.end] == "的":
            return self._over(edge)
        return None

    def _over(self, edge: Token) -> Token | None:
        """举行总投资3亿元的X仪式, 召开的X会: the verb of holding before 的, with no other meeting and no end of a clause between."""
        for token in reversed([t for t in self.tokens if t.end <= edge.start]):
            if token.kind == "o" or token.value == ("attend",):
                return token
            if token.kind in "hcf" or token.kind == "m" and token.value[0] in ("clause", "end"):
                return None
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
        if self.text[token.start] == "当":  # 当晚
            return True
        before = self.text[token.start - 1 : token.start]
        return token.start - self.span.start <= 3 or before in "，。；) 日号天" or any(
            t.end == token.start and (t.kind in "DTd" or t.kind == "m" and t.value != ("close",)) for t in self.tokens
        )

    def _list_break(self, token: Token) -> bool:
        """A 、 right behind a head parts two meetings; elsewhere it belongs to the topic of one."""
        return any(t.kind == "h" and t.end == token.start for t in self.tokens)

    def _right(self, last: int) -> str | None:
        """What follows the name: `held` (a verb of holding), `at` (上, 强调 …), `other`; None: 精神, 部署 (only cited)."""
        end = self.tokens[last].end
        if shapes.COUNTED.match(self.text, end):
            return None  # 召开调度会24次
        behind = shapes.AFTER.match(self.text, end)
        use = entries("meeting_after")[behind.group()][0] if behind else ""
        if use in ("cited", "at"):
            return use if use == "at" else None
        if shapes.DECIDES.match(self.text, end) and not shapes.BY_IT.match(self.text, self._clause(self.tokens[last].start)):
            return "held"
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
            if token.kind == "o" and token.value == ("behind",):
                if not inside and self._placed(last, token):
                    return "held"
                continue
            if token.kind == "o" and not inside:
                # X大会召开会议: the verb has a name of its own behind it
                return "other" if token.value == () and self._object(token) else "held"
            if token.kind == "h":
                break
        return "held" if self._ended(last) or shapes.CHAIRED.match(self.text, end) else "other"

    def _clause(self, at: int) -> int:
        """Start of the clause that `at` stands in."""
        marks = [t.end for t in self.tokens if t.end <= at and t.kind == "m" and t.value[0] in ("clause", "end")]
        return marks[-1] if marks else self.span.start

    def _placed(self, last: int, verb: Token) -> bool:
        """X节在Y启动: a place stands between the name and the verb; without one it is a campaign that began."""
        return any(t.value == ("place",) and t.start >= self.tokens[last].end and t.end < verb.start for t in self.tokens)

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
        quoted = 0
        for token in reversed([t for t in self.tokens if t.end <= end]):
            if quoted or token.value == ("close",):
                quoted += (token.value == ("close",)) - (token.value == ("open",))
            elif token.kind == "s" and (token.value == ("place",) or token.value == () and token.end == end):
                end = token.start  # 县政府在X召开, 市委随后召开: what stands before holds the meeting
            elif token.kind in "oc" or token.kind == "h" and token.end != end and not self._session_body(token.end, end):
                return None
            elif token.kind in "Dds" or self._day_or_part(token) or token.kind == "m" and token.value[0] in ("clause", "end", "open"):
                low = token.end
                break
        if self.page.people_between(low, end):
            return None
        went = shapes.WENT.search(self.text, low, end)
        host = ARRANGED.sub("", TRIMS.sub("", self.text[low : went.start() if went else end]))
        if not 2 <= len(host) <= 30 or quoted or host in _BARE:
            return None
        if host.endswith(tuple(words("host_ends"))) or host.startswith(tuple(words("host_starts"))):
            return None
        start = self.text.index(host, low)
        return Span(start, start + len(host))

    def _went(self, opener: Token) -> Span | None:
        """镇领导深入X村召开座谈会: the place before the verb of holding."""
        went = shapes.WENT.search(self.text, self._clause(opener.start), opener.start)
        return Span(*went.span("place")) if went else None

    def _session_body(self, start: int, end: int) -> bool:
        return shapes.SESSION_BODY.fullmatch(self.text, start, end) is not None

    def _when(self, head: Token) -> tuple[Token | None, Token | None]:
        """The nearest date before the name in the sentence, else the first behind it; and the part of the day beside it."""
        if self.days is None:
            self.days = days(self.page, self.span, self.tokens)
        told = self.days
        before = bisect_right(told, head.end, key=lambda t: t.end)
        day = told[max(before - 1, 0)] if told else None
        return day, part_of_day(self.text, day, self.tokens)

    def _kind(self, first: int, last: int, name: str) -> str:
        """By the last head before a 暨; 会议 by the body whose session it is."""
        head = self.tokens[first]
        for token in self.tokens[first : last + 1]:
            if token.kind == "h":
                if self.text.startswith("暨", head.end):
                    break
                head = token
        if (len(head.value) > 1 or name.endswith("次会议")) and shapes.SESSION.search(name):
            return "committee"
        return head.value[0]


def _repeats(host: str, name: str) -> bool:
    """Whether the name itself says who holds it: 我市召开全市…大会, 市政府召开市政府第3次常务会议."""
    return name.startswith((host, host[-2:])) or name[:2] in _OWN or name[:1] == "我" and host[:2] in _OWN


_OWN = words("places_own")
_BARE = frozenset(word for word, (_, *use) in entries("meeting_heads").items() if use == ["bare"])


def events(page: Page) -> list[Event]:
    """All meetings and visits told as held in the page, in order of place; several tellings of one meeting are several events, and
    what is only cited, studied or planned is none (annotation guide, meetings)."""
    found: list[Event] = []
    for span in page.holding(meeting_heads.GATE):
        found += _Sentence(page, span).read()
    for span in page.holding(visits.GATE):
        found += visits.read(page, span)
    transcribed = transcripts.event(page)
    if transcribed is not None:
        found = [transcribed, *(e for e in found if e.name not in transcribed.name and not e.again)]
    for span in page.holding(encounters.GATE):
        if not any(span.start <= e.at < span.end for e in found):
            found += encounters.read(page, span)
    found += diary.read(page, found)
    ahead = [m.span() for m in shapes.AHEAD.finditer(page.text)] if found else []
    return sorted((e for e in found if not any(low <= e.at < high for low, high in ahead)), key=lambda e: e.at)
