"""Where a page comes from: the province, the city and the county that it speaks for.

Evidence is weighed: the publisher and papers, sites and offices that bear a place's name, the title, the
dateline, the first sentences, the rest. A name that is several places counts for the one that the other
evidence agrees with. What stays in doubt is left open.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ..lex import names, places
from ..lex.lexicon import View, entries
from ..lex.places import Place
from .page import Page

VIEW = View(("o", "places_own"))
PUBLISHER, VOICE, DATELINE, TITLE, LEAD, REST = 8.0, 5.0, 6.0, 4.0, 2.0, 1.0
_CAP = 6.0  # however often the body names a place, it weighs no more
_CLEAR = 1.6  # how far the first must be ahead of the second
_CLEARER = 3.0  # the same on a page that calls nothing its own: it may only list places of several cities
_ENOUGH = 2.0
_LEAD_SENTENCES = 3
_HEAD = 200  # characters of a part in which its dateline stands
_WIRED = re.compile(r"[讯电](?=[\s(（]|记者)")


def _wires(kind: str) -> str:
    """The words of datelines of a kind, as an alternation."""
    return "|".join(word for word, (meant,) in entries("places_wires").items() if meant == kind)


_DATELINE = re.compile(
    rf"(?:{_wires('before')})?\s?(?P<place>[\u4e00-\u9fff]{{2,8}}?)(?:\d{{1,2}}月\d{{1,2}}日)?(?:讯|电)(?=[\s(（]|记者)"
)


class Located(NamedTuple):
    """A place and the characters of the clean text that support it."""

    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a page comes from, as far as it is settled. `unit` is the kind of unit that it calls its own (市, 县, 区, 州, 旗…)."""

    province: Located | None = None
    city: Located | None = None
    county: Located | None = None
    unit: str | None = None


class _Sign(NamedTuple):
    places: tuple[Place, ...]
    start: int
    end: int
    weight: float


def whereabouts(page: Page) -> Whereabouts:
    """Where `page` comes from. Nothing is said of what its evidence does not settle."""
    signs = list(_signs(page))
    scores, best = _scores(signs)
    unit = _unit(page)
    clear = _CLEAR if unit else _CLEARER
    city = _first(scores, "city", None, True, clear)
    province = places.level_of(city, "province") if city else _first(scores, "province", None, True)
    county = _county(scores, city or province, unit)
    if county and unit == "市" and county.name not in page.text:
        county = None  # a city's paper may bear the name of a place in it
    if county and not city:
        city = places.level_of(county, "city")
    if county and not province:
        province = places.level_of(county, "province")

    def located(place: Place | None) -> Located | None:
        if place is None:
            return None
        below = (s for s in best.values() if any(places.is_within(p, place) for p in s.places))
        sign = best.get(place.code) or max(below, key=lambda s: s.weight)
        return Located(place, sign.start, sign.end)

    return Whereabouts(located(province), located(city), located(county), unit)


def _signs(page: Page) -> Iterator[_Sign]:
    """Everything on the page that names a place, with its weight."""
    yield from _voices(page)
    lead = page.sentences[:_LEAD_SENTENCES]
    lead_end = lead[-1].end if lead else 0
    for index, (kind, start, end) in enumerate(page.parts):
        if kind == "related":
            continue
        title = kind == "title" or index == 0 and page.text.startswith(page.title or "\0", start, end)
        title_end = end if kind == "title" else start + len(page.title or "") if title else start
        for m in page.places_between(start, end):
            weight = TITLE if m.start < title_end else LEAD if m.start < lead_end else REST
            yield _Sign(m.places if m.full else m.places[:1], m.start, m.end, weight)
        if title:
            yield from _title_opens(page, start)
        yield from _datelines(page.text, start, min(start + _HEAD, end))


def _datelines(text: str, start: int, end: int) -> Iterator[_Sign]:
    """Where an article was written, by its head: 本报南通3月1日讯."""
    if not _WIRED.search(text, start, end):
        return
    for d in _DATELINE.finditer(text, start, end):
        found = _named(d["place"])
        if found:
            yield _Sign(found, *d.span("place"), DATELINE)


def _named(text: str) -> tuple[Place, ...]:
    """The places that `text` begins with, by the longest form."""
    for length in range(min(len(text), 12), 1, -1):
        found = places.resolve(text[:length])
        if found:
            return tuple(found)
    return ()


@cache
def _units() -> frozenset[str]:
    """What the names of places end in: 市, 县, 区, 州 …"""
    return frozenset(place.name[-1] for place in places.places().values())


def _title_opens(page: Page, start: int) -> Iterator[_Sign]:
    """A title that opens with a county's short name (海安12个村入选); weak by itself."""
    for length in (4, 3, 2):
        end = start + length
        found = tuple(p for p in places.resolve(page.text[start:end]) if p.level == "county")
        if found and page.text[end : end + 1] in _units():
            # Before the word for another unit (of 某县: 某市) it is no short form of the county.
            found = tuple(p for p in found if p.name == page.text[start : end + 1])
        if found and (names.end_of(page.text, start) or end) <= end:  # 吴川 in 吴川祝到石桥镇调研 is a person's
            yield _Sign(found, start, start + length, LEAD)
            return


_VOICES = View(("v", "places_voices"))
_VOICE_ENDS = re.compile(rf"(?=[\s，。、；：:)）》”】·|_-]|{_wires('ends')})|$", re.M)
_LONGEST_NAME = 12


def _voices(page: Page) -> Iterator[_Sign]:
    """The publisher, and the papers, sites and offices that speak for a place."""
    if page.publisher:
        found = _named(page.publisher)
        at = page.text.find(page.publisher)
        if found and at >= 0:
            yield _Sign(found, at, at + len(page.publisher), PUBLISHER)
    related = [(start, end) for kind, start, end in page.parts if kind == "related"]
    for token in _VOICES.find(page.text):
        if not _VOICE_ENDS.match(page.text, token.end) or any(start <= token.start < end for start, end in related):
            continue
        for length in range(min(_LONGEST_NAME, token.start), 1, -1):
            name = page.text[token.start - length : token.start]
            found = places.resolve(name)
            opens = token.start == length or not "\u4e00" <= page.text[token.start - length - 1] <= "\u9fff"
            if found and (opens or found[0].name == name):
                yield _Sign(tuple(found), token.start - length, token.start, VOICE)
                break


def _scores(signs: list[_Sign]) -> tuple[Counter[str], dict[str, _Sign]]:
    """Weight by place, ambiguous names counted for what the others agree with, and the best sign of each place."""
    best: dict[str, _Sign] = {}
    body: Counter[str] = Counter()
    strong: Counter[str] = Counter()

    def count(place: Place, sign: _Sign) -> None:
        (body if sign.weight <= LEAD else strong)[place.code] += sign.weight
        if place.code not in best or sign.weight > best[place.code].weight:
            best[place.code] = sign

    for sign in signs:
        if len(sign.places) == 1:
            count(sign.places[0], sign)
    above: Counter[str] = Counter()
    for code in {*body, *strong}:
        for place in places.chain(places.places()[code]):
            above[place.code] += min(body[code], _CAP) + strong[code]
    for sign in signs:
        if len(sign.places) > 1:
            place = _agreed(sign.places, above)
            if place:
                count(place, sign)
    total = Counter({code: min(body[code], _CAP) + strong[code] for code in {*body, *strong}})
    return total, best


def _agreed(found: tuple[Place, ...], above: Counter[str]) -> Place | None:
    """The one of several places that lies where the other evidence points."""
    scored = sorted(((sum(above[p.code] for p in places.chain(place)), -i) for i, place in enumerate(found)), reverse=True)
    if scored[0][0] > 0 and scored[0][0] > scored[1][0]:
        return found[-scored[0][1]]
    return None


def _first(scores: Counter[str], level: str, within: Place | None, below: bool, clear: float = _CLEAR) -> Place | None:
    """The place of a level with most evidence (with that of the places below it), if it is clearly ahead."""
    total: dict[str, float] = defaultdict(float)
    for code, weight in scores.items():
        place = places.places()[code]
        at = places.level_of(place, level)
        if at and (below or at is place) and (within is None or places.is_within(at, within)):
            total[at.code] += weight
    ranked = sorted(total.items(), key=lambda p: (-p[1], p[0]))
    if not ranked or ranked[0][1] < _ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][1] < clear * ranked[1][1]:
        return None
    return places.places()[ranked[0][0]]


def _county(scores: Counter[str], within: Place | None, unit: str | None) -> Place | None:
    """The county, where the page speaks for one: not where it calls a city, a prefecture or a province its own."""
    found = _first(scores, "county", within, False)
    if not found:
        return None
    if unit in places.endings("own"):
        return found if found.name.endswith(places.endings("county") if unit == "县" else unit) else None
    if unit == "市":
        city = places.level_of(found, "city")
        return found if found.name.endswith("市") and scores[found.code] > (scores[city.code] if city else 0) else None
    return found if unit is None and scores[found.code] >= DATELINE else None


def _unit(page: Page) -> str | None:
    """The kind of unit that the page calls its own most often (a county's page speaks of its city's bodies as well)."""
    told = Counter(t.value[0] for kind, start, end in page.parts if kind != "related" for t in VIEW.find(page.text[start:end]))
    ranked = told.most_common(2)
    if not ranked or len(ranked) > 1 and ranked[0][1] == ranked[1][1]:
        return ranked[0][0] if ranked else None
    return ranked[0][0]
