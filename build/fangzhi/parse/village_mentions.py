"""Villages as printed, with the town, county and city that are carried to them.

VILLAGES := [COUNTY] TOWN V ("、" V)* (genre.md): town and county carry forward until they are restated; a place
that is not within the one before it clears what stood below.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..lex import places
from ..lex.lexicon import alternatives, words
from ..lex.places import Place
from .page import Page, Span
from .village_called import called, may_call
from .village_scan import Mark, marks
from .village_words import behind_road, borne, cut, has_weak, is_common, is_kind, is_name, is_vouched
from .whereabouts import Located

_CUT_TOWN = _TOWNS = places.endings("town")[:2]
_LONGEST_TOWN = 8
_LONGEST_WORK = 30
_REMARK = re.compile(r"\([^()]*\)")
_HAN = re.compile("[\u4e00-\u9fff]")
_LONGEST_CHUNK = 30
_FAMILY = 5  # villages that bear a family name alone
_NEVER_FIRST = tuple(words("village_never_first"))


class Town(NamedTuple):
    name: str
    start: int
    end: int


class Context(NamedTuple):
    """What is carried: the places last named, each with its span; `counties` are all that an ambiguous name may be."""

    province: Located | None = None
    city: Located | None = None
    county: tuple[Located, ...] = ()
    town: Town | None = None
    paragraph: int = -1  # of the town
    heading: bool = False  # the town stands alone in its line, over villages of its own


class Mention(NamedTuple):
    """One village as printed. `sentence`: index among the page's; `direct`: its town stands before it or before its list; `inner`: it
    stands inside another village."""

    name: str
    kind: str
    start: int
    end: int
    head: int
    context: Context
    sentence: int
    direct: bool
    inner: bool = False


def mentions(page: Page, naming: set[int]) -> list[Mention]:
    """All villages of the page, in order; `naming` are the starts of the sentences that may name one.

    社区 are among them; what they are worth is for the reader of the list to say.
    """
    out: list[Mention] = []
    named = page.places
    context = Context()
    part = paragraph = -1
    last_end = at = 0
    known: set[str] = set()
    for index, sentence in enumerate(page.sentences):
        inside = page.part_of(sentence.start)
        if inside != part and page.parts[inside][0] == "related":
            context = Context()
        part = inside
        if "\n" in page.text[last_end : sentence.start] or paragraph < 0:
            paragraph += 1
        last_end = sentence.end
        while at < len(named) and named[at].start < sentence.start:
            at += 1
        first = at
        while at < len(named) and named[at].start < sentence.end:
            at += 1
        if context.heading and sentence.end - sentence.start > _LONGEST_WORK:
            context = context._replace(heading=False)
        if sentence.start not in naming and not _is_town(page.text[sentence.start : sentence.end]):
            for m in named[first:at]:
                context = enter(context, _meant(m), m.start, m.end)
            town = _last_town(page.text, *sentence)
            if town:
                context = context._replace(town=town, paragraph=paragraph, heading=False)
            continue
        here = [m._replace(start=m.start - sentence.start, end=m.end - sentence.start) for m in named[first:at]]
        reader = _Reader(page, sentence, index, context, paragraph, here, known)
        out += reader.read()
        context = reader.context
    return out


class _Reader:
    """Reads one sentence from left to right."""

    def __init__(
        self,
        page: Page,
        sentence: Span,
        index: int,
        context: Context,
        paragraph: int,
        named: list[places.Mention],
        known: set[str],
    ) -> None:
        self.named = named
        self.known = known  # names without 村 that the page has told so far
        self.text = page.text[sentence.start : sentence.end]
        self.at = sentence.start
        self.index = index
        self.context = context
        self.paragraph = paragraph
        self.found: list[Mention] = []
        self.edge = 0  # where the next name may begin
        self.direct = ""  # kind of the mark that ends there
        self.listed = False  # only signs of a list since the last village

    def read(self) -> list[Mention]:
        run = marks(self.text, self.named)
        for mark in run:
            if mark.kind == "V":
                self._village(mark)
                continue
            if mark.kind == "K":
                self._place(mark)
            elif mark.kind == "T":
                self._town(mark)
            elif mark.kind == "U":
                self._unknown(mark)
            self._pass(mark)
        if may_call(self.text):
            self._called()
        return self.found

    def _called(self) -> None:
        """Adds the villages whose names are told without 村."""
        taken = [(m.start, m.end) for m in self.found]
        town = self.context.town if self.context.paragraph == self.paragraph else None
        context = self.context._replace(town=town)
        for start, end in called(self.text):
            start, end = start + self.at, end + self.at
            name = self.text[start - self.at : end - self.at]
            if name not in self.known and not any(a < end and start < b for a, b in taken):
                self.found.append(Mention(name, "administrative", start, end, start, context, self.index, False))
        self.found.sort(key=lambda m: m.start)

    def _pass(self, mark: Mark) -> None:
        """Moves the edge behind a mark that is no village."""
        between = self.text[self.edge : mark.start]
        said = _REMARK.sub("", self.text[mark.start : mark.end]).strip()
        if mark.kind == "P":
            soft = not between and _soft().fullmatch(self.text[mark.start : mark.end])
            self.listed = self.listed and not between and (said in words("village_lists") or not said)
            if not (soft and self.direct in ("T", "K", "U")):
                self.direct = "P"
        else:
            self.listed = self.listed and mark.kind in "KTU" and between in ("", "和", "及", "与")
            self.direct = mark.kind
        self.edge = mark.end

    def _place(self, mark: Mark) -> None:
        self.context = enter(self.context, _meant(mark.value), self.at + mark.start, self.at + mark.end)

    def _unknown(self, mark: Mark) -> None:
        """A county that the tables do not know: as printed it wins over what its towns' names suggest."""
        city, county = mark.value
        start, end = self.at + mark.start, self.at + mark.end
        city_above = self.context.city and self.context.city.place
        own = city_above and county.startswith(places.short_name(city_above.name))  # 长治县 of 长治市
        above = self.context if self.direct == "K" or own else Context()
        found = Located(Place("", county, "county"), end - len(county), end)
        in_city = Located(Place("", city, "city"), start, start + len(city)) if city else above.city
        self.context = Context(above.province, in_city, (found,))

    def _town(self, mark: Mark) -> None:
        text = self.text[self.edge : mark.start]
        if self.direct not in ("K", "U") and 2 <= len(text) <= 4 and text not in words("places_plain"):
            short = tuple(p for p in places.resolve(text) if p.level == "county")
            if short:
                self.context = enter(self.context, short, self.at + self.edge, self.at + mark.start)
        start = self.at + self.text.rindex(mark.value, 0, mark.end)  # its office may stand behind it
        town = Town(mark.value, start, start + len(mark.value))
        alone = not _HAN.search(_REMARK.sub("", self.text[mark.end :])) and not self.found
        self.context = self.context._replace(town=town, paragraph=self.paragraph, heading=alone)
        # 石湖村地处柳汀镇东部
        last = self.found[-1] if self.found else None
        if last and not last.direct and _seat().match(self.text, last.end - self.at, mark.start):
            self.found[-1] = last._replace(context=self.context, direct=True)

    def _village(self, head: Mark) -> None:
        start, direct = self.edge, self.direct
        if head.start - start > _LONGEST_CHUNK:
            start, direct = head.start - _LONGEST_CHUNK, ""
        chunk = self.text[start : head.start]
        conj = re.match(r"以及|[和及与]", chunk)
        behind_name = direct == "V" or direct == "T" and self.text[start - 1 : start] not in " \u3000：:)"
        if conj and (self.listed or behind_name) and (direct == "V" or not borne(chunk)) and len(chunk) > conj.end():
            start, chunk, direct = start + conj.end(), chunk[conj.end() :], "P"
            self.listed = True
        if direct == "T" and chunk[:1] in words("village_of"):
            start, chunk = start + 1, chunk[1:]
        if not chunk and direct in ("T", "K"):
            return  # 村 or 乡村 opens the name itself (村戈村)
        if chunk[:1] in _CUT_TOWN and direct == "P" and len(chunk) > 2 and not borne(chunk):
            start, chunk = start + 1, chunk[1:]  # of the town only its last character is left
        county = self._short_county(start, chunk) if direct not in ("T", "V") and not self.listed else 0
        if county:
            start, chunk, direct = start + county, chunk[county:], "K"
        barred = self._in_work(head.start) or self._counted(start, chunk) or self._quoted(start, head.end)
        road = behind_road(chunk)
        start, chunk, direct = start + road, chunk[road:], "P" if road else direct
        opens = direct in ("P", "") and start == self.edge
        vouched = not barred and (head.value == "hamlet" or opens and is_vouched(chunk, head.value == "board", self.text, head.end))
        name = chunk if vouched else None if barred else self._name(chunk, direct, _is_han(self.text[head.end : head.end + 1]))
        name = name or (None if barred else self._clued(chunk, head))
        if not name and not barred and direct not in ("T", "K"):
            name = self._surname(head)
        if name and len(name) == 1 and head.end - head.start > 1 and direct != "T":
            name = None  # 占行政村
        if name and direct not in ("T", "V") and not self.listed and is_common(name, self.text, head.end):
            name = None
        if name and name[0] in words("village_office") and self._appointed(name, head):
            name = name[1:]
        end = head.start + 1 if head.value == "board" else head.end
        if name:
            start = head.start - len(name)
            inner = direct == "V" and start == self.edge
            self._add(start, end, head, direct, inner)
        self.listed = bool(name)
        self.edge = head.end
        self.direct = "V" if name else ""

    def _short_county(self, start: int, chunk: str) -> int:
        """Enters the county whose short name stands before a village's (岚溪石湖村): how much of the chunk is no village's name."""
        weak = max((at + 1 for at, c in enumerate(chunk) if c in words("village_weak")), default=0)
        for end in (weak + 3, weak + 2):
            short, rest = chunk[weak:end], chunk[end:]
            if not rest or borne(chunk[weak:]) or chunk[weak:] in self.known or short in words("places_plain"):
                continue
            found = tuple(p for p in places.resolve(short) if p.level == "county" and p.name != short)
            if self.direct == "K":
                found = tuple(p for p in found if _agrees(p, self.context))
            alone = len(rest) == 1 and rest in words("surnames") and borne(rest) >= _FAMILY
            if found and (alone or len(rest) > 1 and is_name(rest, False, False, True)):
                self.context = enter(self.context, found, self.at + start + weak, self.at + start + end)
                return end
        return 0

    def _surname(self, head: Mark) -> str | None:
        """A surname alone before 村, where a preposition or a mark stands before it (从张村到李村)."""
        name, before = self.text[head.start - 1 : head.start], self.text[head.start - 2 : head.start - 1]
        opened = head.start >= 2 and (before in words("village_single") or before == "、" and self.listed)
        alone = opened and head.start - 1 >= self.edge and not is_kind(name, False)
        return name if alone and borne(name) >= _FAMILY and name in words("surnames") else None

    def _appointed(self, name: str, head: Mark) -> bool:
        """Whether a name begins with the verb of an appointment to a post in the village (到柳汀镇任石湖村第一书记)."""
        if borne(name) or not is_name(name[1:], True, False) or not _posts().match(self.text, head.end):
            return False
        clause = self.text[max(self.text.rfind(mark, 0, head.start) for mark in "，。；：") + 1 : head.start - len(name)]
        return self.direct not in ("T", "K") or _sent().search(clause) is not None

    def _in_work(self, at: int) -> bool:
        """Whether this stands in the title of a book, film or play."""
        return self.text.rfind("《", max(0, at - _LONGEST_WORK), at) > self.text.rfind("》", max(0, at - _LONGEST_WORK), at)

    def _quoted(self, start: int, end: int) -> bool:
        """Whether the whole stands in quotation marks: a title or a kind (“红旗村”)."""
        return self.text[start - 1 : start] in ("“", "‘", "「") and self.text[end : end + 1] in ("”", "’", "」")

    def _counted(self, start: int, chunk: str) -> bool:
        """Whether villages are counted here (12个以上行政村)."""
        return self.text[start - 1 : start].isdigit() and chunk[:1] in words("village_counters")

    def _name(self, chunk: str, direct: str, ends_in_word: bool = True) -> str | None:
        settled = direct in ("T", "K")
        if settled and len(chunk) == 2 and not ends_in_word:
            return None if is_kind(chunk, direct == "T") or chunk[0] in _NEVER_FIRST else chunk
        if is_name(chunk, settled and not is_kind(chunk, direct == "T"), self.listed):
            if settled or self.listed or direct == "V" and not _weak_in(chunk):
                return chunk
        elif settled and len(chunk) <= 8 and not _weak_in(chunk):
            return None
        name = next((chunk[at:] for at in range(len(chunk) - 1) if chunk[at:] in self.known), None)
        if name:
            return name
        name = cut(chunk)
        whole = name == chunk and direct == "P"
        return name if name and is_name(name, False, False, whole) else None

    def _clued(self, chunk: str, head: Mark) -> str | None:
        """A name of three characters or more behind a word that parts it off, where its follower tells it: 是石家疃二村村民."""
        rest = chunk[max((at + 1 for at, c in enumerate(chunk) if c in words("village_weak")), default=len(chunk)) :]
        return rest if len(rest) > 2 and is_vouched(rest, head.value == "board", self.text, head.end) else None

    def _add(self, start: int, end: int, head: Mark, direct: str, inner: bool) -> None:
        kind = {"board": "administrative", "hamlet": "natural"}.get(str(head.value), str(head.value))
        kind = "natural" if inner else kind
        context = self.context
        under = context.heading and len(self.text) <= _LONGEST_WORK
        if not inner and direct not in ("T",) and not self.listed and context.paragraph != self.paragraph and not under:
            context = context._replace(town=None)
        if inner and self.found:
            context = self.found[-1].context
        name, at = self.text[start:end], self.at
        if len(name) > 2:
            self.known.add(self.text[start : head.start])
        beside = self.listed and bool(self.found) and self.found[-1].direct and self.found[-1].context.town == context.town
        told = direct == "T" or beside or under and context.town is not None
        self.found.append(Mention(name, kind, at + start, at + end, at + head.start, context, self.index, told, inner))


def _last_town(text: str, start: int, end: int) -> Town | None:
    """The town of the country that a sentence ends with: the next sentence goes on there (第一站到了南洋镇。)."""
    if not text.startswith(_TOWNS, end - 2) or text[end - 1] != "。":
        return None
    start = max(start, end - _LONGEST_TOWN)
    found = next((t for t in places.find_towns(text[start:end]) if start + t[1] == end - 1), None)
    return Town(found[2], start + found[0], start + found[1]) if found else None


def _meant(named: places.Mention) -> tuple[Place, ...]:
    """What a name of a place may be: printed short, the first alone."""
    return named.places if named.full else named.places[:1]


def enter(context: Context, found: tuple[Place, ...], start: int, end: int) -> Context:
    """The context after a place is named: it stays where the place holds it already, and loses what lies elsewhere."""
    level = found[0].level
    here = tuple(Located(p, start, end) for p in found)
    if level == "county":
        inside = tuple(x for x in here if _agrees(x.place, context)) or here
        if len(inside) == 1 and not _agrees(inside[0].place, context):
            return Context(county=inside)
        return context._replace(county=inside, town=None)
    place = found[0]
    kept = tuple(c for c in context.county if places.is_within(c.place, place))
    if level == "city":
        province = context.province if context.province and places.is_within(place, context.province.place) else None
        return Context(province, here[0], kept, context.town if kept else None, context.paragraph)
    city = context.city if context.city and places.is_within(context.city.place, place) else None
    return Context(here[0], city, kept, context.town if kept or city else None, context.paragraph)


def _agrees(place: Place, context: Context) -> bool:
    above = context.city or context.province
    return above is None or places.is_within(place, above.place)


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _weak_in(text: str) -> bool:
    return has_weak(text) and not borne(text)


def _is_town(line: str) -> bool:
    """Whether a line may be nothing but a town's name: the heading of its villages, or a cell before theirs."""
    return len(line) <= _LONGEST_WORK and _town_line().fullmatch(line) is not None


@cache
def _town_line() -> re.Pattern[str]:
    number = r"\s*(?:\(?[一二三四五六七八九十0-9]{1,3}[)、.]?)?\s*"
    stop = r"(?:[^\s，。；、：]{1,14}[｜|\s])?"  # 第1站｜高安镇, 周一(9月11日) 芦溪镇
    return re.compile(rf"{stop}{number}[\u4e00-\u9fff]{{1,16}}(?:{alternatives('village_towns')})\s*(?:\([^()]{{1,8}}\))?\s*[：:]?\s*")


@cache
def _posts() -> re.Pattern[str]:
    return re.compile(alternatives("village_posts"))


@cache
def _sent() -> re.Pattern[str]:
    return re.compile(alternatives("village_sent"))


@cache
def _seat() -> re.Pattern[str]:
    """What lies between a village and the town that is told behind it, with the places above that."""
    return re.compile(rf"(?:{alternatives('village_seats')})[\u4e00-\u9fff]{{0,12}}$")


@cache
def _soft() -> re.Pattern[str]:
    """A gap that does not part a town from its village: spaces, the bar of a table, a colon, a remark in brackets."""
    return re.compile(r"[\s|]*(?:\([^()]*\)[\s|]*)?(?:[：:][\s|]*)?")
