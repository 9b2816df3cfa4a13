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
from ..lex.lexicon import View, entries, words
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


def _wires(kind: str) -> str:
    """The words of datelines of a kind, as an alternation."""
    return "|".join(word for word, (meant,) in entries("places_wires").items() if meant == kind)


_WIRED = re.compile(rf"[讯电](?=[\s(（“]|记者|{_wires('opens')})")
_DATELINE = re.compile(
    rf"(?:{_wires('before')})?\s?(?P<place>[\u4e00-\u9fff]{{2,8}}?)(?:\d{{1,2}}月\d{{1,2}}日)?{_WIRED.pattern}"
)
_SHORTEST_TOWN = 3
_BEFORE_TOWN = frozenset(words("places_before_town"))
_UNITS_BEFORE = (*places.endings("own"), "市")
_COUNTIES = ("县", "区", "旗")
_ABOVE = ("省", "自治区", "州", "盟")
_ABROAD = 12  # characters behind a place in which is told what a journey there is for


class Located(NamedTuple):
    """A place and the characters of the clean text that support it."""

    place: Place
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a page comes from, as far as it is settled. `unit` is the kind of unit that it calls its own (市, 县, 区, 州, 旗…),
    `code` that of the lowest place, which metadata may tell though no character of the text supports it."""

    province: Located | None = None
    city: Located | None = None
    county: Located | None = None
    unit: str | None = None
    code: str | None = None


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
    direct = city if city and city.level == "county" else None
    city = None if direct else city
    province = places.level_of(direct or city, "province") if direct or city else _first(scores, "province", None, True)
    told = _reporting(page)
    county = told or _county(scores, direct or city or province, unit)
    if county and not told and unit == "市" and county.name not in page.text and not _signs_itself(page, county):
        county = None  # a city's paper may bear the name of a place in it
    if told and not (city and places.is_within(told, city)):
        city, province = places.level_of(told, "city"), places.level_of(told, "province")
    if not county and unit not in _ABOVE:
        seat = _seat_of_towns(page, unit, direct or city or province)
        if seat:
            best.setdefault(seat.place.code, _Sign((seat.place,), seat.start, seat.end, LEAD))
            city = city or places.level_of(seat.place, "city")
            province = province or places.level_of(seat.place, "province")
            county = seat.place if unit != "市" else None
    if county and not city:
        city = places.level_of(county, "city")
    if county and not province:
        province = places.level_of(county, "province")

    def located(place: Place | None) -> Located | None:
        if place is None:
            return None
        below = (s for s in best.values() if any(places.is_within(p, place) for p in s.places))
        sign = best.get(place.code) or max(below, key=lambda s: s.weight, default=None)
        return Located(place, sign.start, sign.end) if sign else None

    lowest = county or city or province
    return Whereabouts(located(province), located(city), located(county), unit, lowest.code if lowest else None)


def _report_words(kind: str) -> str:
    """The words of data/places_report.txt of a kind, as an alternation, longest first."""
    found = [word for word, kinds in entries("places_report").items() if kind in kinds]
    return "|".join(sorted(found, key=len, reverse=True))


_REPORTED = re.compile(rf"(?:\d{{4}}年)?(?P<place>[\u4e00-\u9fff]{{2,12}}?)(?:\d{{4}}年)?(?:{_report_words('title')})")
_SPOKEN_FOR = re.compile(rf"我代表(?:中共)?(?P<place>[\u4e00-\u9fff]{{2,12}}?)(?:{_report_words('for')})")


def _reporting(page: Page) -> Place | None:
    """The county whose report the page is, by its title (2022年某县工作回顾) or by whom the speaker stands for (我代表某县人民政府)."""
    titled = _REPORTED.match(page.title or "")
    for found in (titled, _SPOKEN_FOR.search(page.text) if "我代表" in page.text else None):
        named = places.resolve(found["place"]) if found else []
        if len(named) == 1 and named[0].level == "county":
            return named[0]
    return None


def _signs_itself(page: Page, county: Place) -> bool:
    """Whether the publisher is called by a county-level city's name and nothing before it: 某市新闻网 without 市."""
    return county in _publisher(page.publisher or "")[:1] and not (page.publisher or "").endswith(_papers())


def _seat_of_towns(page: Page, unit: str | None, within: Place | None) -> Located | None:
    """The one county that has the towns a page names, where these leave no doubt. A page that calls no county its own must name
    one of them early."""
    lead = page.sentences[_LEAD_SENTENCES - 1].start if len(page.sentences) >= _LEAD_SENTENCES else len(page.text)
    votes: Counter[str] = Counter()
    at: dict[str, tuple[int, int]] = {}
    seen: set[str] = set()
    for start, end, name in places.find_towns(page.text):
        if name in seen or end - start < _SHORTEST_TOWN or not _stands_free(page.text, start):
            continue
        seen.add(name)
        for place in places.counties_of_town(name, within):
            votes[place.code] += 1
            at.setdefault(place.code, (start, end))
    if not votes:
        return None
    (code, most), *others = votes.most_common(2)
    if others and others[0][1] >= most or 2 * most <= len(seen) or (unit not in _COUNTIES and at[code][0] > lead):
        return None
    return Located(places.places()[code], *at[code])


def _stands_free(text: str, start: int) -> bool:
    """Whether a town's name begins where a name can: not in the midst of a longer one that the tables do not hold."""
    before = text[start - 1 : start]
    return not "\u4e00" <= before <= "\u9fff" or before in _BEFORE_TOWN or text.endswith(_UNITS_BEFORE, 0, start)


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
            if _is_abroad(page.text, m):
                continue
            weight = TITLE if m.start < title_end else LEAD if m.start < lead_end else REST
            yield _Sign(m.places if m.full else m.places[:1], m.start, m.end, weight)
        if title:
            yield from _title_opens(page, start)
        yield from _datelines(page.text, start, min(start + _HEAD, end))


def _trips(kind: str) -> tuple[str, ...]:
    """The words of data/places_trips.txt of a kind."""
    return tuple(word for word, kinds in entries("places_trips").items() if kind in kinds)


_TO, _FOR, _SAID = _trips("to"), _trips("for"), _trips("said")


def _is_abroad(text: str, m: places.Mention) -> bool:
    """Whether a city or a province is only where people of the page's own place go on business: 赴广东招商, 在某省考察时."""
    if text.startswith(_SAID, m.end):
        return True
    if m.places[0].level == "county" or not text.endswith(_TO, max(m.start - 1, 0), m.start):
        return False
    behind = text[m.end : m.end + _ABROAD].split("。", 1)[0].split("，", 1)[0]
    return any(word in behind for word in _FOR)


def _datelines(text: str, start: int, end: int) -> Iterator[_Sign]:
    """Where an article was written, by its head: 本报南通3月1日讯."""
    if not _WIRED.search(text, start, end):
        return
    for d in _DATELINE.finditer(text, start, end):
        found = _named(d["place"])
        if found and text[d.start("place") : d.end()] not in _media():
            yield _Sign(found, *d.span("place"), DATELINE)


def _publisher(name: str) -> tuple[Place, ...]:
    """The places for which a publisher speaks: by its name, or by what stands behind 今日, 文明 and the like."""
    if name in _media():
        return ()
    found = _named(name)
    praise = next((word for word in _praise() if name.startswith(word)), None)
    return _named(name.removeprefix(praise)) if praise and not found else found


@cache
def _papers() -> tuple[str, ...]:
    return tuple(words("clean_papers"))


@cache
def _media() -> frozenset[str]:
    return frozenset(words("places_media"))


@cache
def _praise() -> tuple[str, ...]:
    return tuple(sorted(words("places_praise"), key=len, reverse=True))


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


@cache
def _runs_on() -> tuple[str, ...]:
    return tuple(words("places_runs_on"))


def _title_opens(page: Page, start: int) -> Iterator[_Sign]:
    """A title that opens with a county's short name (海安12个村入选); weak by itself."""
    for length in (4, 3, 2):
        end = start + length
        found = tuple(p for p in places.resolve(page.text[start:end]) if p.level == "county")
        if found and page.text[end : end + 1] in _units():
            # Before the word for another unit (of 某县: 某市) it is no short form of the county.
            found = tuple(p for p in found if p.name == page.text[start : end + 1])
        if found and page.text.startswith(_runs_on(), end):
            return
        if found and (names.end_of(page.text, start) or end) <= end:  # 吴川 in 吴川祝到石桥镇调研 is a person's
            yield _Sign(found, start, start + length, LEAD)
            return


_VOICES = View(("v", "places_voices"))
_VOICE_ENDS = re.compile(rf"(?=[\s，。、；：:)）》”】·|_-]|{_wires('ends')})|$", re.M)
_LONGEST_NAME = 12


def _voices(page: Page) -> Iterator[_Sign]:
    """The publisher, and the papers, sites and offices that speak for a place."""
    if page.publisher:
        found = _publisher(page.publisher)
        at = page.text.find(page.publisher)
        if found:
            yield _Sign(found, at, at + len(page.publisher), PUBLISHER)
    related = [(start, end) for kind, start, end in page.parts if kind == "related"]
    for token in _VOICES.find(page.text):
        if not _VOICE_ENDS.match(page.text, token.end) or any(start <= token.start < end for start, end in related):
            continue
        for length in range(min(_LONGEST_NAME, token.start), 1, -1):
            name = page.text[token.start - length : token.start]
            found = places.resolve(name)
            if page.text[token.start - length : token.end] in _media():
                break
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
        if sign.start < 0:
            return  # metadata that the text does not repeat weighs, but cannot be cited
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


def _is_direct(place: Place) -> bool:
    """Whether a county stands right under a province (潜江市), not in a municipality."""
    return place.level == "county" and bool(place.parent) and not places.places()[place.parent].name.endswith("市")


def _first(scores: Counter[str], level: str, within: Place | None, below: bool, clear: float = _CLEAR) -> Place | None:
    """The place of a level with most evidence (with that of the places below it), if it is clearly ahead."""
    total: dict[str, float] = defaultdict(float)
    for code, weight in scores.items():
        place = places.places()[code]
        at = places.level_of(place, level)
        if level == "city" and not at and _is_direct(place):
            at = place
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
