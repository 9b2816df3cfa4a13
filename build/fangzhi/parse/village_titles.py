"""The titles and lists that villages are said to have received.

A title stands behind a verb (入选, 获评, 被命名为), before the village (获评…的X村), or over a list of villages,
whose title every member carries. What is proposed, sought or refused is no title (annotation-guide.md).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from ..lex.lexicon import View, alternatives, words
from . import village_patterns as patterns
from . import village_told as told_of
from .page import Page, Span
from .village_mentions import Mention
from .village_near import GIVEN, LONGEST, Title, is_title, near
from .village_patterns import of_kind, said
from .village_proper import proper
from .village_told import Lists

AWARDS = View(("A", "village_awards"))
_CLAUSE = re.compile(r"[，。；！？：\n]")
# four digits are a year before 年, or where a quoted title opens with them; those of 1935个行政村 are none
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)|(?<=[“《〔])(?:19|20)\d{2}(?=[\u4e00-\u9fff·])")
_SIGNS = re.compile(rf"{said('sign')}|{alternatives('village_proposed')}|{alternatives('village_publish')}")
# what a sentence that names no village says where it tells of titles or lists all the same
LIKELY = View(
    ("l", dict.fromkeys(of_kind("sign"), ())),
    ("l", "village_proposed"),
    ("l", "village_publish"),
    ("l", dict.fromkeys((word for word in words("village_awards") if len(word) > 2), ())),
)
_FOLLOWS = re.compile(rf"{said('follow')}|：$")
_SAME = re.compile(rf"{said('same')}|这[个座][^，。；]{{0,8}}村")
_BOTH = re.compile(rf"[两二2]个?(?:{said('place')})")  # 两村都是…: the two named last
_CLAUSES = "，。；："
_LISTS = re.compile(rf"的(?:还)?(?:\d+个?[^，。；：的]{{0,6}}(?:{said('name')})|{said('has')})")
_ALL = re.compile(rf"{said('all')}|[0-9一二三四五六七八九十两]+个?村")
_PREDICATE = 5  # so many characters between two villages of a sentence are a predicate of the first
_NEXT = re.compile(
    rf"""[”」]?(?:{said("join")}|[、和及]|(?=“))
        (?P<title>“[^“”，。；\n]{{3,45}}”(?:{alternatives("village_title_tails")})?
                | (?!“)(?:(?!{said("join")})[^，。；！？：、和及\n]){{3,45}})""",
    re.VERBOSE,
)
_CALLED = re.compile(r"(?:等[^，。；“]{0,10})?(?P<title>“[^“”]{3,45}”)(?:(?P<closed>(?:荣誉)?称号)|(?=[、和及]))")
_SOON = 2  # so many sentences on, the village that was named last may be left out
_QUOTED = re.compile(r"“[^“”]{3,45}”")
_COUNT = re.compile(r"\((?:共|计)?\d+个[^()]*\)[：:]?$|[：:]$")
_BATCH = re.compile(rf"{said('batch')}|(?:19|20)\d{{2}}年")
_COUNTED = re.compile(rf"[^，]{{0,4}}?\d+个?[^，]{{0,4}}(?:{said('place')}|{said('kinds')})(?:{alternatives('village_title_tails')})?")
_LISTED = 0.45  # of a line that is a list, at most so much is neither village nor place


def titles(page: Page, found: list[Mention]) -> dict[int, list[Title]]:
    """The titles received, by the start of the mention that receives them."""
    out: dict[int, list[Title]] = {}
    by_sentence: dict[int, list[Mention]] = {}
    for m in found:
        by_sentence.setdefault(m.sentence, []).append(m)
    state = Lists(page)
    likely = {s.start for s in page.holding(LIKELY)}
    for index, sentence in enumerate(page.sentences):
        here = by_sentence.get(index, [])
        next_line = page.text.startswith("\n", sentence.end)
        goes_on = state.last is not None and state.last.sentence + _SOON >= index
        if not (here or goes_on or sentence.start in likely or next_line or page.text[sentence.end - 1] == "："):
            state.read_on(*sentence)
            continue
        for m, title in _Sentence(page, sentence, here, state, index).received():
            got = out.setdefault(m.start, [])
            if title.name not in {t.name for t in got}:
                got.append(title)
    return out


class _Sentence:
    """Reads the titles of one sentence."""

    def __init__(self, page: Page, span: Span, here: list[Mention], state: Lists, index: int) -> None:
        self.page, self.span, self.here, self.state, self.index = page, span, here, state, index
        self.text = page.text[span.start : span.end]
        self.starts = [m.start - span.start for m in here]
        self.listed = False  # it makes a list known, or heads one
        self.signed = _SIGNS.search(self.text) is not None  # it has words of lists
        self.year = _YEAR.search(self.text) if self.signed or here else None
        self.outer = {left.start for left, right in pairwise(here) if right.inner}

    @property
    def proposed(self) -> bool:
        """Whether the list that is read out is only proposed."""
        return self.state.proposed

    def received(self) -> Iterator[tuple[Mention, Title]]:
        state = self.state
        self._list_title()
        intro = self._introduced()
        if intro:
            state.title, state.proposed, state.started = intro, False, True
            yield from ((m, intro) for m in self.here if not self.has_inner(m))
            state.last, state.lately = self.here[-1], self.here
            return
        alone = self.page.text[self.span.end : self.span.end + 1] == "\n"
        over = self._headline() if alone else None
        if alone and not self.here and not over:
            self._section()
        if over and not state.proposed:
            state.title, state.started = over, False
        got = [*self._awards(), *near(self)]
        yield from got
        if got:
            state.told = got[-1][1], self.index
        self._taken_up(alone)
        if got and _FOLLOWS.search(self.text):
            state.title, state.proposed, state.started = got[-1][1], False, False
        if not got and self.here and state.title and not state.proposed and self._is_list():
            state.started = True
            yield from ((m, state.title) for m in self.here if not self.has_inner(m))
        elif not got:
            state.read_on(*self.span)
        if self.here:
            state.last, state.lately = self.here[-1], self.here

    def _taken_up(self, alone: bool) -> None:
        """Takes up the title told before, where the line only says that its villages follow."""
        title = self.state.told_lately(self.index) if not self.here else None
        if title and alone and (told_of.counted_in().search(self.text) or told_of.only_points(self.text.strip())):
            self.state.title, self.state.started = title, False

    def has_inner(self, m: Mention) -> bool:
        return m.start in self.outer

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
        return len(left) <= _LISTED * len(self.text) and not patterns.sought().search(rest)

    def _list_title(self) -> None:
        """Takes note of a list that the sentence makes known or stands over."""
        if not self.signed:
            return
        line = self.text.strip()
        if told_of.only_points(line):
            return
        heading = patterns.heading().fullmatch(line) or patterns.notice().fullmatch(line)
        named = patterns.named_as().search(self.text) or patterns.dealt().search(self.text)
        told = heading or patterns.made_known().search(self.text) or self._titled() or named
        if not told:
            alone = self.page.text[self.span.end : self.span.end + 1] == "\n"
            if alone and not self.here and patterns.proposed().search(self.text) and not patterns.passed().search(self.text):
                self.state.proposed, self.state.started = True, False
            return
        group = "title" if told.groupdict().get("title") else "before"
        if _COUNTED.fullmatch(told[group]):
            return  # 23个村落名单 says nothing of what they received
        shift = self.text.index(line) if heading else 0
        title = self.title_at(*told.span(group), "villages.list_title", shift)
        self.state.proposed = patterns.proposed().search(told[0]) is not None
        if title and self.state.proposed:
            self.state.offered.add(title.name)
        elif title and heading and title.name in self.state.offered:
            self.state.proposed = True
        self.state.title, self.state.started = title, False
        self.state.told, self.listed = (title, self.index) if title else self.state.told, True

    def _titled(self) -> re.Match[str] | None:
        """A title made known without the word list, if it is one with its giver or batch."""
        found = patterns.titled().search(self.text)
        return found if found and is_title(found[found.lastgroup or 0]) else None

    def _introduced(self) -> Title | None:
        """The title in the words that introduce a list, where they also tell that it was received."""
        if not self.here:
            return None
        found = patterns.introduced().search(self.text, 0, self.starts[0])
        verb = patterns.conferred().search(self.text, 0, found.start()) if found else None
        if not found and told_of.takes_up().search(self.text, 0, self.starts[0]):
            return self.state.told_lately(self.index)
        # 此次入围的 over a list that is only proposed confers nothing
        if not found or not verb or self.state.proposed and not patterns.named().fullmatch(verb[0]):
            return None
        return self.title_at(*found.span("title"), "villages.list_title") if is_title(found["title"]) else None

    def _headline(self) -> Title | None:
        """The title of a line that stands alone over a list: 2023年度市级示范村（3个）, 5个村获评某省文明村."""
        line = self.text.strip()
        if self.here or not 6 <= len(line) <= LONGEST or line[-1] in "。！？；，、" or patterns.proposed().search(line):
            return None
        counted = patterns.counted().fullmatch(line)
        if counted and is_title(counted["title"]) and not patterns.refused().search(line, 0, counted.start("title")):
            return self.title_at(*counted.span("title"), "villages.list_title", self.text.index(line))
        awards = [t for t in AWARDS.find(self.text) if t.value[0] in ("told", "open")]
        if len(awards) == 1 and not patterns.refused().search(self.text, 0, awards[0].start):
            return self._behind(awards[0].end, "weak", awards[0].start)[0]
        shift = self.text.index(line)
        bare = _COUNT.sub("", line)
        dated = _BATCH.search(bare) is not None
        return self.title_at(0, len(bare), "villages.list_title", shift) if not awards and dated and is_title(bare) else None

    def _section(self) -> None:
        """Takes note of a numbered heading in a paper that confers titles: (一)乡村振兴示范村; over others than villages a list ends."""
        found = patterns.section().fullmatch(self.text)
        vouched = found and (self.state.confers or found["aside"] and patterns.vouched().search(found["aside"]))
        if found and vouched and not patterns.refused().search(self.text) and (not self.state.proposed or not self.state.confers):
            self.state.title, self.state.started = self.title_at(*found.span("title"), "villages.section"), False
        elif patterns.others().fullmatch(self.text):
            self.state.title, self.state.started = None, False

    def title_at(self, start: int, end: int, rule: str, shift: int = 0) -> Title | None:
        """The title in [start, end) of the sentence, without what opens and closes it."""
        span = proper(self.text, start + shift, end + shift)
        if span is None:
            return None
        start, end = span
        at = self.span.start
        year = _YEAR.search(self.text, start, end) or self.year
        return Title(self.text[start:end], at + start, at + end, rule, year[0] if year else None, at + year.start() if year else 0)

    def _awards(self) -> Iterator[tuple[Mention, Title]]:
        if not self.here and not _SAME.search(self.text) and not self._goes_on():
            self._announced()
            return
        done = 0  # villages before this offset have been dealt with
        given: list[Mention] = []
        last: Title | None = None
        for token in AWARDS.find(self.text):
            if self.text.rfind("《", 0, token.start) > self.text.rfind("》", 0, token.start):
                continue  # the name of a paper
            intended = self._intended(done, token.start)
            self.state.proposed = self.state.proposed or intended is not None
            unwanted = patterns.refused().search(self.text, max(0, token.start - 12), token.start)
            refused = unwanted.end() if unwanted else intended
            before = self.here[bisect_left(self.starts, done) : bisect_left(self.starts, token.start)]
            title, end = self._behind(token.end, token.value[0], token.start)
            called = self._called(token.end) if title is None else None
            if title and intended is not None:
                self.state.offered.add(title.name)
            if refused is not None and not _CLAUSE.search(self.text, refused, token.start):
                if token.value[0] != "weak":
                    done = token.end
                continue
            if called:
                yield from called
                done = max(m.end for m, _ in called) - self.span.start
                continue
            if title is None and token.value[0] == "open" and not self._only_proposed(token.end):
                title = last or (None if self.state.proposed else self.state.title)
            if title is None or title.name in self.state.offered:
                continue
            last = title
            if not self.here and self._goes_on() and patterns.elliptic().fullmatch(self.text, 0, token.start):
                given = [self.state.last] if self.state.last else []
            targets = self._targets(before, token.start, end, done) or (given if self._left_out(token.start) else [])
            if targets:
                more = self._more(end)
                # villages that follow their title (3个村获评…：) may receive more behind it
                done = max(end, *(m.end - self.span.start for m in targets)) if before else end
                yield from ((m, one) for m in targets if not self.has_inner(m) for one in (title, *more))
                given = targets

    def _intended(self, start: int, verb: int) -> int | None:
        """The end of words before a verb in its clause that say that it is only intended (拟将某村等12个村列入…), or in the clause before
        it (拟认定A为…，B为…); None where none stand there."""
        clause = self._clause(start, verb)
        if self.text.startswith("为", verb) and clause > start and self.text[clause - 1] == "，":
            meant = self.text.find("拟", self._clause(start, clause - 1), clause)
            if meant >= 0 and self.text.find("为", meant, clause) >= 0:
                return verb
        found = patterns.proposed().search(self.text, clause, verb)
        return found.end() if found else None

    def _clause(self, start: int, at: int) -> int:
        """Where the clause that ends at `at` begins, from `start` on."""
        return max(start, max(self.text.rfind(mark, start, at) for mark in _CLAUSES) + 1)

    def _only_proposed(self, at: int) -> bool:
        """Whether what follows a verb says that it is only proposed (入选…公示名单)."""
        stop = _CLAUSE.search(self.text, at)
        return patterns.proposed().search(self.text, at, stop.start() if stop else len(self.text)) is not None

    def _goes_on(self) -> bool:
        """Whether the sentence may speak on of the village that the one before it named, in the same paragraph."""
        last = self.state.last
        return last is not None and last.sentence + _SOON >= self.index and "\n" not in self.page.text[last.end : self.span.start]

    def _called(self, at: int) -> list[tuple[Mention, Title]]:
        """Villages that stand between a verb and their quoted title: 授予石湖村、柳湾村“…”称号; several may follow one verb."""
        stop = _CLAUSE.search(self.text, at)
        inside = self.here[bisect_left(self.starts, at) : bisect_left(self.starts, stop.start()) if stop else None]
        out: list[tuple[Mention, Title]] = []
        group: list[Mention] = []
        closed = False
        for m in inside:
            group += [] if self.has_inner(m) else [m]
            found = _CALLED.match(self.text, m.end - self.span.start)
            title = self.title_at(*found.span("title"), "villages.award") if found else None
            if found and title:
                out += [(one, title) for one in group]
                group, closed = [], found["closed"] is not None
        return out if closed else []

    def _left_out(self, verb: int) -> bool:
        """Whether the clause of a verb names nobody, so that its village is the one before it (…，2021年又获评…)."""
        clause = max(self.text.rfind(mark, 0, verb) for mark in "，。；：") + 1
        return patterns.elliptic().fullmatch(self.text, clause, verb) is not None or _SAME.search(self.text, clause, verb) is not None

    def _more(self, at: int) -> list[Title]:
        """The titles that 、 or 和 adds to the one that ends at `at`."""
        out: list[Title] = []
        while found := _NEXT.match(self.text, at):
            title = self.title_at(*found.span("title"), "villages.award")
            quoted = found["title"][0] == "“"
            if title is None or not (is_title(title.name) or quoted and patterns.head().search(title.name)):
                break
            out.append(title)
            at = found.end()
        return out

    def _announced(self) -> None:
        """Takes note of a title whose villages are to follow, at once (命名下列10个村为…：) or behind what is said of it."""
        follows = _FOLLOWS.search(self.text)
        found = told_of.cited().search(self.text) or told_of.contest().search(self.text)
        if found and not patterns.proposed().search(self.text):
            title = self.title_at(*found.span("title"), "villages.list_title")
            self.state.told = (title, self.index) if title and is_title(title.name) else self.state.told
        for token in AWARDS.find(self.text):
            title, _ = self._behind(token.end, "weak", token.start)
            if title is None or patterns.refused().search(self.text, max(0, token.start - 12), token.start):
                continue
            if follows:
                self.state.title, self.state.proposed, self.state.started = title, False, False
            elif not self.listed and self._intended(0, token.start) is None:
                self.state.told = title, self.index

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
        elif self.text.find("的", at, end) > 0 and patterns.tails().search(self.text[at:end]):
            end = self.text.rfind("的", at, end)
        end = self._first(at, end)
        title = self.title_at(at, end, "villages.award")
        closed = patterns.tails().search(self.text[at:end]) is not None
        if title and strength == "weak" and not (is_title(title.name) or closed and GIVEN.search(title.name)):
            return None, at
        if title and strength in ("open", "enter") and (told_of.common(title.name) or not (patterns.head().search(title.name) or closed)):
            return None, at
        return title, end

    def _first(self, at: int, end: int) -> int:
        """Where the first of several titles ends: at 、, or at the quotation mark that another one follows."""
        opened = patterns.opens().match(self.text, at, end)
        start = opened.end() if opened else at
        quoted = _QUOTED.match(self.text, start, end)
        if quoted:
            return quoted.end() if self.text[quoted.end() : quoted.end() + 1] in "“、和及" else end
        listed = self.text.find("、", start, end)
        return listed if listed > 0 else end

    def _targets(self, before: list[Mention], verb: int, end: int, done: int) -> list[Mention]:
        if _LISTS.match(self.text, end) and bisect_left(self.starts, end) < len(self.starts):
            return self.here[bisect_left(self.starts, end) :]
        if before:
            return before if _ALL.search(self.text, done, verb) else self._last_run(before)
        if self.state.last and not self.here and _BOTH.search(self.text, done, verb):
            return self.state.lately[-2:]
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
