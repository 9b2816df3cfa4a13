"""The titles and lists that villages are said to have received.

A title stands behind a verb (入选, 获评, 被命名为), before the village (获评…的X村), or over a list of villages,
whose title every member carries. What is proposed, sought or refused is no title (annotation-guide.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..lex.lexicon import View, alternatives
from .page import Page, Span
from .village_mentions import Mention

AWARDS = View(("A", "village_awards"))
_CLAUSE = re.compile(r"[，。；！？：\n]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|\D)")
_GIVEN = re.compile(r"国家|全国|中国|省|市|县|区|州|盟|旗|级|批|年")
_LISTS_TOLD, _SAMES, _FOLLOW = ("名单", "名录", "关于"), ("该村", "该社区", "这个村", "全村"), ("如下", "附后")
_SIGNS = re.compile(rf"{'|'.join(_LISTS_TOLD)}|{alternatives('village_proposed')}|{alternatives('village_publish')}")
# what a sentence that names no village says where it tells of titles or lists all the same
LIKELY = View(("l", dict.fromkeys((*_LISTS_TOLD, *_SAMES, *_FOLLOW), ())), ("l", "village_proposed"), ("l", "village_publish"))
_FOLLOWS = re.compile(rf"{'|'.join(_FOLLOW)}|：$")
_SAME = re.compile("|".join(_SAMES))
_LISTS = re.compile(r"的(?:还)?(?:有|包括|是)")
_ALL = re.compile(r"均|都|双双|分别|同时|全部|悉数|一同|一起|[0-9一二三四五六七八九十两]+个?村")
_PREDICATE = 5  # so many characters between two villages of a sentence are a predicate of the first
_LONGEST = 45
_NEXT = re.compile(r"[”」]?[、和及](?P<title>[^，。；！？：、和及\n]{3,45})")
_COUNT = re.compile(r"\((?:共|计)?\d+个[^()]*\)[：:]?$|[：:]$")
_BATCH = re.compile(r"批|(?:19|20)\d{2}年|级")
_SHORT = 30  # a sentence of so many characters can stand in a list
_LISTED = 0.45  # of a line that is a list, at most so much is neither village nor place


class Title(NamedTuple):
    """A title as printed, with its span and the year it names."""

    name: str
    start: int
    end: int
    rule: str
    year: str | None = None
    year_start: int = 0


def titles(page: Page, found: list[Mention]) -> dict[int, list[Title]]:
    """The titles received, by the start of the mention that receives them."""
    out: dict[int, list[Title]] = {}
    by_sentence: dict[int, list[Mention]] = {}
    for m in found:
        by_sentence.setdefault(m.sentence, []).append(m)
    state = _Lists(page)
    likely = {s.start for s in page.holding(LIKELY)}
    for index, sentence in enumerate(page.sentences):
        here = by_sentence.get(index, [])
        if not (here or sentence.start in likely or page.text[sentence.end - 1] == "：" or page.text.startswith("\n", sentence.end)):
            state.read_on(sentence.end - sentence.start)
            continue
        for m, title in _Sentence(page, sentence, here, state).received():
            got = out.setdefault(m.start, [])
            if title.name not in {t.name for t in got}:
                got.append(title)
    return out


class _Lists:
    """The list that is being read out: its title, and the village last given a title."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.title: Title | None = None
        self.started = False
        self.proposed = False
        self.last: Mention | None = None

    def read_on(self, length: int) -> None:
        """Past a sentence of so many characters that gives no title: a long one ends the list."""
        if self.started and length > _SHORT:
            self.title, self.started = None, False


class _Sentence:
    """Reads the titles of one sentence."""

    def __init__(self, page: Page, span: Span, here: list[Mention], state: _Lists) -> None:
        self.page, self.span, self.here, self.state = page, span, here, state
        self.text = page.text[span.start : span.end]
        self.starts = [m.start - span.start for m in here]
        self.signed = _SIGNS.search(self.text) is not None  # it has words of lists
        self.year = _YEAR.search(self.text) if self.signed or here else None
        self.inner_starts = {m.start for m in here if m.inner}

    def received(self) -> Iterator[tuple[Mention, Title]]:
        state = self.state
        self._list_title()
        intro = self._introduced()
        if intro:
            state.title, state.proposed, state.started = intro, False, True
            yield from ((m, intro) for m in self.here if not self._has_inner(m))
            state.last = self.here[-1]
            return
        alone = self.page.text[self.span.end : self.span.end + 1] == "\n"
        over = self._headline() if alone else None
        if over and not state.proposed:
            state.title, state.started = over, False
        got = list(self._awards())
        yield from got
        if got and _FOLLOWS.search(self.text):
            state.title, state.proposed, state.started = got[-1][1], False, False
        if not got and self.here and state.title and not state.proposed and self._is_list():
            state.started = True
            yield from ((m, state.title) for m in self.here if not self._has_inner(m))
        elif not got:
            state.read_on(len(self.text))
        if self.here:
            state.last = self.here[-1]

    def _has_inner(self, m: Mention) -> bool:
        return m.end in self.inner_starts

    def _is_list(self) -> bool:
        """Whether the line holds little but villages and where they lie."""
        rest = self.text
        for m in self.here:
            rest = rest.replace(m.name, "", 1)
            if m.context.town:
                rest = rest.replace(m.context.town.name, "")
            for at in (*m.context.county, m.context.city, m.context.province):
                if at:
                    rest = rest.replace(at.place.name, "")
        left = re.sub(r"[^\u4e00-\u9fff]|个", "", rest)
        return len(left) <= _LISTED * len(self.text)

    def _list_title(self) -> None:
        """Takes note of a list that the sentence makes known or stands over."""
        if not self.signed:
            return
        line = self.text.strip()
        heading = _heading().fullmatch(line) or _notice().fullmatch(line)
        told = heading or _made_known().search(self.text) or self._titled()
        if not told:
            alone = self.page.text[self.span.end : self.span.end + 1] == "\n"
            if alone and not self.here and re.search(alternatives("village_proposed"), self.text):
                self.state.proposed, self.state.started = True, False
            return
        group = "title" if told.groupdict().get("title") else "before"
        shift = self.text.index(line) if heading else 0
        title = self._title(*told.span(group), "villages.list_title", shift)
        self.state.proposed = re.search(alternatives("village_proposed"), told[0]) is not None
        self.state.title, self.state.started = title, False

    def _titled(self) -> re.Match[str] | None:
        """A title made known without the word list, if it is one with its giver or batch."""
        found = _titled().search(self.text)
        return found if found and self._is_title(found[found.lastgroup or 0]) else None

    def _introduced(self) -> Title | None:
        """The title in the words that introduce a list, where they also tell that it was received."""
        if not self.here:
            return None
        found = _introduced().search(self.text, 0, self.starts[0])
        if not found or not _conferred().search(self.text, 0, found.start()):
            return None
        return self._title(*found.span("title"), "villages.list_title") if self._is_title(found["title"]) else None

    def _headline(self) -> Title | None:
        """The title of a line that stands alone over a list: 2023年度市级示范村（3个）, 5个村获评某省文明村."""
        line = self.text.strip()
        if self.here or not 6 <= len(line) <= _LONGEST or line[-1] in "。！？；，、" or re.search(alternatives("village_proposed"), line):
            return None
        awards = [t for t in AWARDS.find(self.text) if t.value[0] in ("told", "open")]
        if len(awards) == 1 and not _refused().search(self.text, 0, awards[0].start):
            return self._behind(awards[0].end, "weak", awards[0].start)[0]
        shift = self.text.index(line)
        bare = _COUNT.sub("", line)
        dated = _BATCH.search(bare) is not None
        return self._title(0, len(bare), "villages.list_title", shift) if not awards and dated and self._is_title(bare) else None

    def _title(self, start: int, end: int, rule: str, shift: int = 0) -> Title | None:
        """The title in [start, end) of the sentence, without what opens and closes it."""
        start, end = start + shift, end + shift
        text = self.text[start:end]
        opened = _opens().match(text)
        if opened:
            start += opened.end()
        tail = _tails().search(self.text[start:end])
        if tail:
            end = start + tail.start()
        text = self.text[start:end]
        if len(text) > 2 and text[0] in "“《「" and text[-1] in "”》」" and text.count(text[0]) == 1:
            start, end = start + 1, end - 1
        text = self.text[start:end]
        if not 2 <= len(text) <= _LONGEST or _refused().match(text):
            return None
        at = self.span.start
        year = _YEAR.search(self.text, start, end) or self.year
        return Title(text, at + start, at + end, rule, year[1] if year else None, at + year.start() if year else 0)

    def _awards(self) -> Iterator[tuple[Mention, Title]]:
        if not self.here and not _SAME.search(self.text):
            self._announced()
            return
        done = 0  # villages before this offset have been dealt with
        given: list[Mention] = []
        last: Title | None = None
        for token in AWARDS.find(self.text):
            refused = _refused().search(self.text, max(0, token.start - 12), token.start)
            before = self.here[bisect_left(self.starts, done) : bisect_left(self.starts, token.start)]
            title, end = self._behind(token.end, token.value[0], token.start)
            if refused and not _CLAUSE.search(self.text, refused.end(), token.start):
                if token.value[0] != "weak":
                    done = token.end
                continue
            if title is None and token.value[0] == "open":
                title = last or (None if self.state.proposed else self.state.title)
            if title is None:
                continue
            last = title
            targets = self._targets(before, token.start, end, done) or given
            if targets:
                more = self._more(end)
                done = max(end, *(m.end - self.span.start for m in targets))
                yield from ((m, one) for m in targets if not self._has_inner(m) for one in (title, *more))
                given = targets

    def _more(self, at: int) -> list[Title]:
        """The titles that 、 or 和 adds to the one that ends at `at`."""
        out: list[Title] = []
        while found := _NEXT.match(self.text, at):
            title = self._title(*found.span("title"), "villages.award")
            if title is None or not self._is_title(title.name):
                break
            out.append(title)
            at = found.end()
        return out

    def _announced(self) -> None:
        """Takes note of a title whose villages are to follow (命名下列10个村为…：)."""
        if not _FOLLOWS.search(self.text):
            return
        for token in AWARDS.find(self.text):
            title, _ = self._behind(token.end, "weak", token.start)
            if title and not _refused().search(self.text, max(0, token.start - 12), token.start):
                self.state.title, self.state.proposed, self.state.started = title, False, False

    def _behind(self, at: int, strength: str, verb: int) -> tuple[Title | None, int]:
        """The title that stands behind a verb, and where it ends."""
        stop = _CLAUSE.search(self.text, at)
        end = stop.start() if stop else len(self.text)
        first = bisect_left(self.starts, at)
        inner = self.starts[first] if first < len(self.starts) and self.starts[first] < end else end
        lists = _LISTS.search(self.text, at, end)
        if lists:
            end = lists.start()
        elif inner < end:
            of = self.text.rfind("的", at, inner)
            if of < 0:
                return None, at
            end = of
        elif self.text.find("的", at, end) > 0 and _tails().search(self.text[at:end]):
            end = self.text.rfind("的", at, end)
        listed = self.text.find("、", at, end)
        if listed > 0:
            end = listed
        title = self._title(at, end, "villages.award")
        closed = _tails().search(self.text[at:end]) is not None
        if title and strength == "weak" and not (self._is_title(title.name) or closed and _GIVEN.search(title.name)):
            return None, at
        if title and strength in ("open", "enter") and not (_head().search(title.name) or closed):
            return None, at
        return title, end

    def _is_title(self, name: str) -> bool:
        return _GIVEN.search(name) is not None and _head().search(name) is not None and "的" not in name

    def _targets(self, before: list[Mention], verb: int, end: int, done: int) -> list[Mention]:
        if before:
            return before if _ALL.search(self.text, done, verb) else self._last_run(before)
        if self.state.last and _SAME.search(self.text, done, verb):
            return [self.state.last]
        first = bisect_left(self.starts, end)
        if first < len(self.starts) and self.text[end : end + 1] == "的" and not _LISTS.match(self.text, end):
            stop = _CLAUSE.search(self.text, end)
            return self.here[first : bisect_left(self.starts, stop.start()) if stop else None]
        return self.here[first:]


    def _last_run(self, before: list[Mention]) -> list[Mention]:
        """The mentions after the last one that more than a list's signs and places part from the next."""
        run = before[-1:]
        for left, right in zip(reversed(before[:-1]), reversed(before), strict=False):
            between = self.page.text[left.end : right.start]
            said = _CLAUSE.search(between)
            if said and between[0] not in "、和及与" and said.start() >= _PREDICATE:
                break
            run.insert(0, left)
        return run


@cache
def _heading() -> re.Pattern[str]:
    """A line that is a list's title."""
    return re.compile(r"(?P<title>[^，。；！？]{4,50}?(?:名单|名录))(?:的(?:通知|通报|公告|公示|决定))?(?:\([^()]{1,12}\))?[：:]?")


@cache
def _notice() -> re.Pattern[str]:
    """The title of a notice that confers a title."""
    confer = alternatives("village_confer")
    head = alternatives("village_title_heads")
    return re.compile(rf".{{0,30}}关于(?:{confer})(?P<title>[^，。；！？]{{3,45}}?(?:{head})[”」]?)(?:称号)?的(?:通知|通报|公告|公示|决定)")


@cache
def _made_known() -> re.Pattern[str]:
    known = alternatives("village_publish")
    soon = rf"(?:{alternatives('village_soon')})*"
    name = r"[^，。；：！？\s]{4,45}?(?:名单|名录)"
    return re.compile(rf"(?:{known})了?(?P<title>{name})|(?:^|[，。；：\s])(?P<before>{name}){soon}(?:{known})(?!之?后|以来)")


@cache
def _titled() -> re.Pattern[str]:
    """A title that is made known without the word list: 第六批某省传统村落近日揭晓, 公布了第六批某省传统村落."""
    known, soon = alternatives("village_publish"), rf"(?:{alternatives('village_soon')})*"
    name = rf"[^，。；：！？\s的]{{4,40}}?(?:{alternatives('village_title_heads')})[”」]?"
    return re.compile(rf"(?:{known})了?(?P<title>{name})(?=[，。；：\s]|$)|(?:^|[，。；：\s])(?P<before>{name}){soon}(?:{known})")


@cache
def _conferred() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('village_confer')}|{alternatives('village_awards')})$")


@cache
def _introduced() -> re.Pattern[str]:
    """What introduces a list in its own line: 被认定的省级美丽乡村示范村分别为：."""
    head = alternatives("village_title_heads")
    return re.compile(rf"的(?P<title>[^，。；：！？\s的]{{3,40}}?(?:{head})[”」]?)(?:\([^()]*\))?(?:分别|依次)?(?:为|是|有|包括)[：:]?")


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf"(?:了|被|关于|的|(?:{alternatives('village_publish')})了?)+")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(rf"的?(?:{alternatives('village_title_tails')})$")


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('village_title_heads')})(?:\([^()]*\))?[”」]?$")


@cache
def _refused() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('village_refused')})")


