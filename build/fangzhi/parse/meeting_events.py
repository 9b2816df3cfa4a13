"""Meetings told as held: MEETNAME 召开, 召开 MEETNAME, 出席 MEETNAME, 在 MEETNAME 上 (genre.md, MEETING)."""

from __future__ import annotations

import re

from ..lex.lexicon import View
from ..lex.token import Token
from . import visits
from .event import Event
from .page import Page, Span

VIEW = View(
    ("x", "meeting_blocks"),
    ("h", "meeting_heads"),
    ("o", "meeting_open"),
    ("c", "meeting_cited"),
    ("f", "meeting_planned"),
    ("t", "day_parts"),
    ("s", "meeting_scope"),
    ("m", "meeting_marks"),
)
_ATTEND = frozenset(("出席", "出席了", "参加", "参加了", "列席", "主持", "主持了", "应邀出席", "受邀出席", "应邀参加"))
_SAME_DAY = re.compile(r"随后|接着|紧接着|当天|当日|同日|同一天|会后|之后")
_TRIM = " ，、的了“”"
_LONGEST_NAME = 60


class _Sentence:
    """The events of one sentence."""

    def __init__(self, page: Page, span: Span) -> None:
        self.page = page
        self.text = page.text
        self.span = span
        self.tokens = page.lexed.between(VIEW, span.start, span.end)

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
                if not gap or gap.startswith("暨") and len(gap) <= 30 or re.fullmatch(r"\([^()]{1,10}\)|第[一二三四五六七八九十\d]+次", gap):
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
        name = self.text[start : head.end].strip(_TRIM)
        start = self.text.index(name, start) if name else start
        kind = self._kind(self.tokens[first], head, name)
        bare = self._bare(first, last, name)
        held = opener is not None or after == "held"
        if not held and not (after == "at" and not bare) or len(name) > _LONGEST_NAME:
            return None
        host = self._host(opener) if opener is not None and opener.kind == "o" else None
        if bare and (host is None or opener is None):
            return None
        pieces = [Span(start, start + len(name))]
        if host and not _repeats(self.text[host.start : host.end], name):
            pieces.insert(0, host)
        full = "".join(self.text[p.start : p.end] for p in pieces)
        date, part = self._when(head)
        return Event(
            full, tuple(pieces), kind, pieces[0].start, "meetings.held", date, part, self._venue(opener, last), host,
            same_day=bool(_SAME_DAY.search(self.text, self.span.start, max(start, self.span.start) + 1)) or date is None and after == "held" and False,
        )

    def _bare(self, first: int, last: int, name: str) -> bool:
        head = self.tokens[last]
        return name == self.text[head.start : head.end] and (len(head.value) > 1 or first == last and len(name) <= 3 and False)

    def _left(self, first: int) -> tuple[int, Token | None] | None:
        """Where the name begins, and the verb that opens it; None where it is cited, studied or planned."""
        inside = 0
        opener: Token | None = None
        low = self.span.start
        for token in reversed(self.tokens[:first]):
            if token.kind == "m":
                shape = token.value[0]
                if shape == "close":
                    inside += 1
                elif shape == "open":
                    if not inside:
                        low = token.end
                        break
                    inside -= 1
                elif not inside and shape != "join":
                    low = token.end
                    break
                elif shape == "join" and not inside and self._list_break(token):
                    low = token.end
                    break
                continue
            if inside:
                continue
            word = self.text[token.start : token.end]
            if token.kind == "c" and self._governs(token, first):
                return None
            if token.kind == "o":
                low, opener = token.end, token
                break
            if token.kind == "f":
                return None
            if token.kind in "Dt":
                low = token.end
                break
            if token.kind == "s" and self._parts(token, word, first):
                low = token.end
                if word in _ATTEND:
                    opener = token
                elif word == "的":
                    opener = self._opened_before(token)
                break
        if self._planned(first) or self._studied(low):
            return None
        while low < self.tokens[first].start and self.text[low] in " 了，":
            low += 1
        return low, opener

    def _parts(self, token: Token, word: str, first: int) -> bool:
        """Whether a word of the scope list stands by itself: 的 always, a one-character verb only where a name can begin behind it."""
        return True

    def _list_break(self, token: Token) -> bool:
        """A 、 right behind a head parts two meetings; elsewhere it belongs to the topic of one."""
        return any(t.kind == "h" and t.end == token.start for t in self.tokens)

    def _governs(self, token: Token, first: int) -> bool:
        """学习贯彻 X会议精神: the name is an object of study. 学习 inside a name (中心组学习会) is not."""
        return token.end <= self.tokens[first].start

    def _opened_before(self, of: Token) -> Token | None:
        """召开的 X会议: the verb right before 的."""
        for token in self.tokens:
            if token.end == of.start and token.kind == "o":
                return token
        return None

    def _planned(self, first: int) -> bool:
        """将, 拟, 即将 in the same clause before the name."""
        for token in reversed(self.tokens[:first]):
            if token.kind == "m" and token.value[0] in ("clause", "end"):
                return False
            if token.kind == "f":
                return True
        return False

    def _studied(self, low: int) -> bool:
        """A verb of study in the clause before the name: 传达学习了…召开的X会议精神."""
        for token in reversed(self.tokens):
            if token.start >= low:
                continue
            if token.kind == "m" and token.value[0] in ("clause", "end"):
                return False
            if token.kind == "c":
                return True
        return False

    def _right(self, last: int) -> str | None:
        """What follows the name: `held` (a verb of holding), `at` (上, 强调 …), `other`; None: 精神, 部署 (only cited)."""
        end = self.tokens[last].end
        tail = self.text[end : end + 8]
        if tail.startswith(("精神", "部署要求", "要求", "决定", "决议", "纪要", "期间", "召开前", "召开后", "召开以来", "前夕", "闭幕以来", "筹备", "议程", "材料")):
            return None
        if tail.startswith("上") and not tail.startswith(("上半年", "上来")):
            return "at"
        inside = 0
        for token in self.tokens[last + 1 :]:
            if token.kind == "m":
                shape = token.value[0]
                inside += (shape == "open") - (shape == "close")
                if shape in ("clause", "end") and not inside:
                    break
                continue
            if token.kind == "f":
                return None
            if token.kind == "o" and not inside:
                if any(t.kind == "h" and token.end <= t.start for t in self.tokens[last + 1 :] if t.start < token.end + 40) and token.value == () and self._object(token):
                    return "other"
                return "held"
            if token.kind == "h":
                break
        return "other"

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

    def _host(self, opener: Token) -> Span | None:
        """Who holds it: the subject of the verb, from the last mark, date or person to the verb."""
        low = self.span.start
        for token in reversed([t for t in self.tokens if t.end <= opener.start]):
            if token.kind == "m" and token.value[0] in ("clause", "end", "open") or token.kind in "Dt":
                low = token.end
                break
            if token.kind in "s":
                word = self.text[token.start : token.end]
                if word in ("在", "于"):  # 县政府在X召开: what stands before it holds the meeting
                    opener = token
                    continue
                low = token.end
                break
            if token.kind in "hoc":
                return None
        if any(low <= m.start < opener.start for m in self.page.people):
            return None
        text = self.text[low : opener.start]
        stripped = text.strip(" ，、又还也再即就分别先后集中正式率先首次")
        if not 2 <= len(stripped) <= 30 or stripped.endswith(("随后", "上", "下", "中", "时", "后", "前")):
            return None
        start = self.text.index(stripped, low)
        return Span(start, start + len(stripped))

    def _when(self, head: Token) -> tuple[Token | None, Token | None]:
        """The nearest date before the name in the sentence, else the first behind it; and the part of the day beside it."""
        dates = [t for t in self.tokens if t.kind == "D" and t.value.day]
        before = [t for t in dates if t.end <= head.end]
        date = before[-1] if before else dates[0] if dates else None
        if date is None:
            return None, None
        parts = [t for t in self.tokens if t.kind == "t" and 0 <= t.start - date.end <= 2]
        if not parts:
            bracket = re.compile(r"\([^()]{1,8}\)").match(self.text, date.end)
            parts = [t for t in self.tokens if bracket and t.kind == "t" and t.start == bracket.end()]
        return date, parts[0] if parts else None

    def _venue(self, opener: Token | None, last: int) -> Span | None:
        """在 VENUE before the verb of holding."""
        verb = opener if opener is not None and opener.kind == "o" else next(
            (t for t in self.tokens[last + 1 :] if t.kind == "o"), None)
        if verb is None:
            return None
        for token in reversed([t for t in self.tokens if t.end <= verb.start]):
            if token.kind == "m" and token.value[0] in ("clause", "end"):
                return None
            if token.kind == "s" and self.text[token.start : token.end] in ("在", "于"):
                place = self.text[token.end : verb.start].rstrip("，隆重胜利顺利正式")
                if 2 <= len(place) <= 40 and not place.endswith(("下", "中", "上", "时")):
                    return Span(token.end, token.end + len(place))
                return None
        return None

    def _kind(self, first: Token, last: Token, name: str) -> str:
        """By the first head of the name; 会议 by the body whose session it is."""
        kind = first.value[0]
        if len(first.value) > 1 and first.value[1] == "bare" or name.endswith("次会议"):
            stem = name[: first.start - last.end] if first is last else name
            if _SESSION.search(name):
                return "committee"
            del stem
        return kind


_SESSION = re.compile(r"(?:常委会|常务|党组|党委|党工委|工委|委员会|领导小组|指挥部|理事会|主席团|主任|主席|人大|政协|全体|第[一二三四五六七八九十百\d]+次)(?:\([^()]*\))?(?:全体|专题)?(?:\([^()]*\))?会议$")


def _repeats(host: str, name: str) -> bool:
    """Whether the name itself says who holds it: 我市召开全市…大会, 市政府召开市政府第3次常务会议."""
    return name[:1] in "全我" and host[:1] in "我本全" or name.startswith((host, host[-2:], "全市", "全县", "全区", "全省", "全州", "全镇", "全旗", "全盟"))


def events(page: Page) -> list[Event]:
    """All meetings and visits told in the page, in order; several tellings of one meeting are several events."""
    found: list[Event] = []
    for span in page.sentences:
        found += _Sentence(page, span).read()
        found += visits.read(page, span)
    return sorted(found, key=lambda e: e.at)
