"""What an event is told of: which of a page's events a clause speaks of, and whether it puts a person into it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

from ..lex.lexicon import alternatives, words
from ..lex.token import Token
from .event import Event
from .mention import Mention
from .page import Page, Span


class Told:
    """The events by the text that may speak of them: a teaser alone, or title and articles together."""

    def __init__(self, page: Page, events: list[Event]) -> None:
        self.page, self.events = page, events
        self._of: dict[int | None, list[int]] = {}
        self.present = {(index, name) for index, event in enumerate(events) for name in event.visitors + event.company + event.parties}
        self.reporters: set[tuple[int, str]] = set()  # who has reported there so far
        for index, event in enumerate(events):
            self._of.setdefault(self._text(event.at), []).append(index)

    def _text(self, at: int) -> int | None:
        return self.page.part_of(at) if self.page.kind_of(at) == "related" else None

    def at(self, at: int, span: Span) -> int | None:
        """The event that a clause at `at` speaks of: the one its own sentence goes on to tell, the last one told before it, or else
        the first one told behind it (who took part may be told before what it was)."""
        here = self._of.get(self._text(at), [])
        ahead = bisect_right(here, at, key=lambda i: self.events[i].at)
        before = here[ahead - 1] if ahead else None
        if ahead < len(here):
            own = self.events[here[ahead]].at < span.end
            if before is None or own and self.events[before].at < span.start:
                return here[ahead]
        return before

    def object(self, verb: Token) -> int | None:
        """主持召开X会: the event that stands right behind the verb."""
        here = self._of.get(self._text(verb.start), [])
        ahead = bisect_left(here, verb.end, key=lambda i: self.events[i].at)
        return here[ahead] if ahead < len(here) and self.events[here[ahead]].at <= verb.end + 1 else None

    def beside(self, index: int) -> Iterator[int]:
        """召开A会议和B会议: the events named right before and behind this one, of which all is told that is told of it."""
        for step in (-1, 1):
            other = index + step
            while 0 <= other < len(self.events) and self._joined(min(other, other - step)):
                yield other
                other += step

    def _joined(self, index: int) -> bool:
        """Whether nothing but 和 stands between this event and the next."""
        first, second = self.events[index].pieces[-1], self.events[index + 1].pieces[-1]
        return first.end < second.start <= first.end + 2 and self.page.text[first.end : second.start] in _JOINED

    def there(self, index: int, taker: Mention, verb: Token, span: Span) -> bool:
        """Whether this verb puts the person into the event: not who is new behind a border of articles, and not who is only quoted."""
        event = self.events[index]
        if (index, taker.name) in self.present:
            return True
        between = sum(event.at < border <= span.start for border in self._borders) if event.at < span.start else 0
        if between > (self.page.kind_of(event.at) == "title"):  # the first article behind a headline tells of it
            return False
        text, first = self.page.text, taker.posts[0].start if taker.posts else taker.start
        if text[verb.start : verb.end] not in words("interview_words") or event.kind == "press" or span.start <= event.at < span.end:
            return True
        if _THERE.search(text, taker.until, verb.start):
            return True  # X在会上强调
        quoted = text[first - 1 : first] == "”" or text[first - 1 : first] == "据" or "记者" in text[span.start : span.end]
        return not quoted and (event.at < first or "\n" not in text[first : event.at])

    @cached_property
    def _borders(self) -> list[int]:
        """Where an article begins within a part: a byline, or a heading in brackets."""
        return [m.start() for kind, start, end in self.page.parts if kind == "main" for m in _BORDER.finditer(self.page.text, start, end)]

    def main(self, index: int, taker: Mention, span: Span) -> int:
        """会前，A、B会见了X; 随后，举行了宣誓仪式: what is told in other sentences than such an aside's own, and does not name it, is of
        the event before."""
        event = self.events[index]
        if not self._aside(event) or span.start <= event.at < span.end or taker.name in event.parties:
            return index
        said = self.page.text[span.start : span.end]
        if any(event.name[k : k + 2] in said for k in range(len(event.name) - 1)):
            return index
        part = self.page.part_of(event.at)
        for earlier in range(index - 1, max(index - _NEAR, -1), -1):
            if not self._aside(self.events[earlier]) and self.page.part_of(self.events[earlier].at) == part:
                return earlier
        return index

    def _aside(self, event: Event) -> bool:
        """Whether an encounter or ceremony is told as of the day of another event, and not of a day of its own."""
        if not event.same_day or not (event.parties or event.name.endswith(_CEREMONY)):
            return False
        return event.date is None or not _OWN_SENTENCE.fullmatch(self.page.text, event.date.end, event.at)

    def meeting(self, index: int) -> int:
        """主持会议 is said of a meeting: the last one told before a visit, or the visit itself where there is none near."""
        part = self.page.part_of(self.events[index].at)
        for earlier in range(index - 1, max(index - _NEAR, -1), -1):
            if self.events[earlier].kind != "inspection" and self.page.part_of(self.events[earlier].at) == part:
                return earlier
        return index

    def whole(self, index: int, span: Span) -> int:
        """X到Y调研，并召开座谈会。Z参加: the visit that the meeting before was part of, by another sentence; else the event itself."""
        event, visit = self.events[index], self.events[index - 1]
        if not index or span.start <= event.at or visit.kind != "inspection" or event.kind == "inspection" or visit.at > event.at:
            return index
        between = self.page.text[visit.pieces[-1].end : event.pieces[0].start]
        return index - 1 if "，并" in between and "。" not in between and "\n" not in between else index

    def visit(self, index: int) -> int:
        """陪同 is said of a visit: the last one told before, or the event itself where there is none near."""
        part = self.page.part_of(self.events[index].at)
        for earlier in range(index, max(index - _NEAR, -1), -1):
            if self.events[earlier].kind == "inspection" and self.page.part_of(self.events[earlier].at) == part:
                return earlier
        return index


_BORDER = re.compile(rf"^(?:{alternatives('article_borders')})", re.MULTILINE)
_JOINED = frozenset(("和", "及", "与", "以及", "、"))
_THERE = re.compile(alternatives("speech_occasions"))
_CEREMONY = "仪式"
_OWN_SENTENCE = re.compile(r"[^。！？\n]*")
_NEAR = 20  # events back in which the visit is looked for that someone accompanied
