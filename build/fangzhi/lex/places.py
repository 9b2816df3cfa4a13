"""Places of China at county level and above (GB/T 2260), and the towns under them.

The tables are `data/places_*`: official names and six-digit codes; from these come the short forms (南通 of
南通市, 黔东南 and 黔东南州 of 黔东南苗族侗族自治州). One name can be several places: what a name means is
settled by a place above it, or not at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from .lexicon import DATA, entries, words

LEVELS = ("province", "city", "county")
# two characters of a short form are needed, or it is no name but a word
_SHORTEST = 2


def endings(kind: str) -> tuple[str, ...]:
    """What closes names of places of a kind (data/places_endings.txt), in file order."""
    return tuple(word for word, kinds in entries("places_endings").items() if kind in kinds)


_TOWN = endings("town")
_AUTONOMOUS, _SUFFIXES, _AGAIN = endings("autonomous"), endings("plain"), endings("again")


@dataclass(frozen=True, slots=True)
class Place:
    """A province, prefecture or county.

    `code` is of GB/T 2260; `level` one of LEVELS; `parent` the code of the place above (None: a province). A county-level
    city is a county; a municipality is a province, and its districts stand right under it.
    """

    code: str
    name: str
    level: str
    parent: str | None = None
    former: bool = False


class Mention(NamedTuple):
    """Where a text names a place: what it may be, and whether it stands there in full (南通市) or short (南通)."""

    start: int
    end: int
    places: tuple[Place, ...]
    full: bool


def _rows(name: str) -> Iterator[list[str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def places() -> dict[str, Place]:
    """All places by code."""
    out = {}
    for code, name, level, *rest in _rows("places_units.tsv"):
        out[code] = Place(code, name, level, rest[0] if rest and rest[0] else None, "former" in rest[1:])
    return out


def short_name(name: str) -> str:
    """A place's name without its kind and the peoples in it: 南通市 is 南通, 恭城瑶族自治县 is 恭城; 丰县 stays as it is."""
    for suffix in _AUTONOMOUS:
        if name.endswith(suffix):
            return _without_peoples(name.removesuffix(suffix))
    for suffix in _SUFFIXES:
        stem = name.removesuffix(suffix)
        if stem != name and len(stem) >= _SHORTEST:
            return stem
    return name


def _without_peoples(name: str) -> str:
    peoples = sorted(words("places_peoples"), key=len, reverse=True)
    while True:
        people = next((p for p in peoples if name.endswith(p) and len(name) - len(p) >= _SHORTEST), None)
        if not people:
            return name.removesuffix("族")
        name = name.removesuffix(people)


def _forms(place: Place) -> Iterator[tuple[str, bool]]:
    """The names a place goes by; True with those that say what kind of place it is."""
    yield place.name, True
    short = short_name(place.name)
    if short == place.name:
        return
    yield short, False
    for kind in _AGAIN:
        if place.name.endswith("自治" + kind):
            yield short + kind, True
            if kind in endings("said"):
                yield short + "自治" + kind, True
    if place.name.endswith("自治区") and place.level == "province":
        yield short + "自治区", True


@cache
def _by_name() -> dict[str, tuple[tuple[Place, ...], bool]]:
    """Every form of every name: the places it may be, and whether the form is full."""
    found: dict[str, list[Place]] = defaultdict(list)
    full: dict[str, bool] = defaultdict(bool)
    forms = [(form, is_full, place) for place in places().values() for form, is_full in _forms(place)]
    forms += [(form, True, places()[code]) for form, code in _rows("places_aliases.tsv")]
    for form, is_full, place in forms:
        if place not in found[form]:
            found[form].append(place)
        full[form] |= is_full
    return {form: (_in_force(found[form], full[form]), full[form]) for form in found}


def _in_force(found: list[Place], full: bool) -> tuple[Place, ...]:
    """What a form means, places now in force first; a short form means one of former days only where none of now bears it."""
    kept = found if full else [p for p in found if not p.former] or found
    return tuple(sorted(kept, key=lambda p: (p.former, LEVELS.index(p.level), p.code)))


def forms() -> Iterable[str]:
    """Every form of every name."""
    return _by_name().keys()


def resolve(name: str, within: Place | str | None = None) -> list[Place]:
    """The places a name may stand for, places now in force first, higher levels first; none where it is unknown.

    `within` (a place or a code) keeps those in that place.
    """
    found = _by_name().get(name, ((), False))[0]
    if within is None:
        return list(found)
    return [p for p in found if is_within(p, within)]


def chain(place: Place) -> list[Place]:
    """The place itself and the places above it, from below."""
    out = [place]
    while out[-1].parent:
        out.append(places()[out[-1].parent])
    return out


def is_within(place: Place, other: Place | str) -> bool:
    """Whether `place` is `other` or lies in it."""
    code = other if isinstance(other, str) else other.code
    while place.code != code:
        if not place.parent:
            return False
        place = places()[place.parent]
    return True


def level_of(place: Place, level: str) -> Place | None:
    """The place itself or the one above it that is of this level; None: there is none (a municipality has no city)."""
    while place.level != level:
        if not place.parent:
            return None
        place = places()[place.parent]
    return place


@cache
def _scanner() -> tuple[AhoCorasick, list[tuple[tuple[Place, ...], bool, tuple[str, ...]]]]:
    plain, not_before = words("places_plain"), entries("places_not_before")
    table = {}
    for form, (found, full) in _by_name().items():
        # the short form of a county is too often a word (资源, 和平, 通道) to be a place without more
        meant = found if full else tuple(p for p in found if p.level != "county")
        if meant and form not in plain:
            table[form] = (meant, full, not_before.get(form, ()))
    return AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest), list(table.values())


def find(text: str) -> Iterator[Mention]:
    """Where `text` names places, left to right, longest first, never overlapping: full names, and short forms of provinces and cities."""
    scan, meaning = _scanner()
    hits = [*scan.find_matches_as_indexes(text), (0, -1, -1)]
    for (index, start, end), (_, following, _) in pairwise(hits):
        found, full, not_before = meaning[index]
        if not_before and text.startswith(not_before, end):
            continue  # 代县长 is a post, not a place
        if not full and following != end and text.startswith(_TOWN, end) and _names_a_town(text, start, end):
            continue  # 东莞镇 of 莒县
        yield Mention(start, end, found, full)


def _names_a_town(text: str, start: int, end: int) -> bool:
    """Whether a short name with what stands behind it is the name of a town."""
    return any(text.startswith(kind, end) and is_town(text[start:end] + kind) for kind in _TOWN)


@cache
def zones() -> dict[str, Place]:
    """Development zones and new areas that are counted like counties: name, and the city it lies in. They have no code."""
    return {name: places()[code] for name, code in _rows("places_zones.tsv")}


@cache
def _towns() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, names in _rows("places_towns.txt"):
        for name in names.split(" "):
            found[name].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def is_town(name: str) -> bool:
    """Whether a town, township, subdistrict, sumu or farm of the country bears this name."""
    return name in _towns()


def counties_of_town(name: str, within: Iterable[Place] | Place | None = None) -> list[Place]:
    """The counties (or cities without counties) that have a town of this name; `within` keeps those in one of these places."""
    found = [places()[code] for code in _towns().get(name, ())]
    if within is None:
        return found
    above = [within] if isinstance(within, Place) else list(within)
    return [p for p in found if any(is_within(p, a) for a in above)]


@cache
def _town_scanner() -> tuple[AhoCorasick, list[str]]:
    names = list(_towns())
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


def find_towns(text: str) -> Iterator[tuple[int, int, str]]:
    """Where `text` names towns of the country: start, end, name; leftmost and longest first, never overlapping."""
    scan, names = _town_scanner()
    for index, start, end in scan.find_matches_as_indexes(text):
        yield start, end, names[index]


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Full and short names of all places as words for a View: they keep 吉林长白 from holding 林长, and 和平区 from holding 和.

    Names that a post can follow into (代县 in 代县长) are left out.
    """
    out: dict[str, tuple[str, ...]] = {}
    unsafe = words("places_plain") | words("places_not_before")
    for place in places().values():
        for name in (place.name, short_name(place.name)):
            if len(name) >= _SHORTEST and name not in unsafe:
                out[name] = ()
    return out
