"""A sentence as marks: places, towns, stops, heads of villages and what stands between."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from ..lex import places
from ..lex.lexicon import alternatives, entries, words
from . import village_hamlets as hamlets
from .village_words import HEAD, STOPS, borne, cut, has_weak, is_kind, is_void, stops_at_start

# what is no Chinese character, with brackets that hold a count or a remark
_GAP = re.compile(r"(?:\((?:[\u4e00-\u9fff]{0,4}\d+个?[^()\n]{0,6}|[\u4e00-\u9fff]{1,6})\)|[^\u4e00-\u9fff()])+|[()]")
_HEADING = "(：: \t\u3000"  # what follows a town that heads a list or stands in a column
_LONGEST_TOWN = 12
_SHORT = 4
_MANY = 10  # a name that so many villages bear is one, where a word that parts stands before it
_FAMILY = 5  # villages that bear a family name alone
_REACH = 9  # a village's name stands at most this far behind its town


class Mark(NamedTuple):
    """P gap, K place, T town, S stop, V head of a village, U county that the tables do not know.

    `value`: places.Mention, the town's name, the head's kind (hamlet: a natural village without 村), of U the city printed
    before it (or nothing) and the county.
    """

    kind: str
    start: int
    end: int
    value: object = None


@cache
def _town_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('village_towns')})")


@cache
def _of_people(name: str) -> bool:
    """Whether a town's name is nothing but a people's with its kind."""
    return any(name.removeprefix(people) in ("乡", "镇", "民族乡", "苏木") for people in words("places_peoples") if people.endswith("族"))


@cache
def _town_words() -> tuple[str, ...]:
    return tuple(words("village_towns"))


def marks(text: str, places_named: list[places.Mention]) -> list[Mark]:
    """The marks of a sentence in order, never overlapping; `places_named` are the places in it."""
    gaps = [Mark("P", *m.span()) for m in _GAP.finditer(text)]
    heads = [h for h in _heads(text) if not _overlaps(h, gaps)]  # what a bracket says of a village (畲族村) names none
    named = [Mark("K", m.start, m.end, m) for m in places_named]
    named = [k for k in named if k.value.full or not (_opens_a_name(text, k, heads) or _opens_a_county(text, k, heads))]
    towns = _known_towns(text, named, heads)
    named = [k for k in named if k.value.full or not _overlaps(k, towns)]
    heads = [h for h in heads if not _overlaps(h, named) and not _overlaps(h, towns)]
    if hamlets.may_hold(text):
        heads = _with_hamlets(text, heads, towns)
    stops = [Mark("S", t.start, t.end) for t in STOPS.find(text) if t.end - t.start > 1]
    taken = bytearray(len(text))
    for mark in (*gaps, *named, *towns, *heads):
        taken[mark.start : mark.end] = b"\1" * (mark.end - mark.start)
    stops = [s for s in stops if not any(taken[s.start : s.end])]
    edges = {0, *(m.end for m in gaps + named + towns + heads)}
    stops = [s for s in stops if not (text.startswith("族", s.end) or s.start in edges and _opens_a_town(text, s, heads))]
    closed = {h.end for h in heads}
    listed = {m.end for m in gaps if text[m.start : m.end] == "、" and m.start in closed}
    stops = _without_listed(text, stops, heads, {m.end for m in towns} | listed)
    borne_names = _borne_names(text, heads, {0, *(m.end for m in gaps + named + towns)}, {s.end for s in stops})
    stops = [s for s in stops if not _overlaps(s, borne_names)]
    found = sorted(gaps + named + towns + stops + heads, key=lambda m: (m.start, m.end))
    return _with_unknown_towns(text, found)


def _opens_a_name(text: str, short: Mark, heads: list[Mark]) -> bool:
    """Whether a city's short name is the beginning of a village's (黄石崖村), not the place before it (山西大寨村)."""
    at = bisect_left(heads, short.end, key=_start)
    if at == len(heads) or heads[at].start > short.end + _SHORT:
        return False
    rest = text[short.end : heads[at].start]
    if _GAP.search(rest):
        return False
    return len(rest) < 2 or not borne(rest) and short.value.places[0].level != "province"


def _opens_a_county(text: str, short: Mark, heads: list[Mark]) -> bool:
    """Whether a city's short name is that of a county of former days (长治县南宋乡太义掌村): a town and a village stand behind it."""
    if short.value.places[0].level != "city" or text[short.end : short.end + 1] != "县":
        return False
    at = bisect_left(heads, short.end + 1, key=_start)
    return at < len(heads) and _own_town().match(text, short.end + 1, heads[at].start) is not None


@cache
def _own_town() -> re.Pattern[str]:
    return re.compile(rf"[\u4e00-\u9fff]{{1,4}}(?:{alternatives('village_towns')})(?=[\u4e00-\u9fff])")


def _opens_a_town(text: str, stop: Mark, heads: list[Mark]) -> bool:
    """Whether a word is the name of a town here (富裕乡团结村): 镇 or 乡 stands behind it, and a village's name behind that."""
    at = bisect_left(heads, stop.end + 2, key=_start)
    return text.startswith(("镇", "乡"), stop.end) and at < len(heads) and heads[at].start <= stop.end + 1 + _SHORT


def _start(mark: Mark) -> int:
    return mark.start


def _overlaps(mark: Mark, others: list[Mark]) -> bool:
    """Whether a mark shares a character with one of `others`, which are in order and apart."""
    at = bisect_left(others, mark.end, key=_start)
    return at > 0 and others[at - 1].end > mark.start


def _heads(text: str) -> list[Mark]:
    """Heads of villages; a doubled one (潘村村) is one head at its second 村."""
    found: list[Mark] = []
    for m in HEAD.finditer(text):
        end = m.end()
        doubled = bool(found) and found[-1].end == m.start() and found[-1].end - found[-1].start == 1
        if m["board"]:
            first = found.pop().start if doubled else m.start()
            found.append(Mark("V", first, end, "board"))
            continue
        if m[0].endswith("村") and is_void(text, end) or doubled and _own().match(text, end):
            continue
        if doubled:
            found.pop()
        found.append(Mark("V", m.start(), end, entries("village_heads")[m[0]][0]))
    return found


@cache
def _own() -> re.Pattern[str]:
    return re.compile(alternatives("village_own"))


def _with_hamlets(text: str, heads: list[Mark], towns: list[Mark]) -> list[Mark]:
    """The heads with those of hamlets behind their villages and towns."""
    found = {Mark("V", *span, "hamlet") for span in hamlets.heads(text, [m.end for m in (*heads, *towns)])}
    return sorted([*heads, *(m for m in found if not _overlaps(m, heads) and not _overlaps(m, towns))], key=_start)


def _without_listed(text: str, stops: list[Mark], heads: list[Mark], edges: set[int]) -> list[Mark]:
    """The stops without those inside a short name behind a town or in a list: there only a verb at its very beginning stops."""
    rooms = {}  # offset inside a name: where the name begins and ends
    for head in heads:
        start = next((x for x in range(head.start - 2, head.start - _SHORT - 1, -1) if x in edges), None)
        if start is not None:
            rooms.update(dict.fromkeys(range(start, head.start), (start, head.start)))

    def counts(stop: Mark) -> bool:
        start, end = rooms.get(stop.start, (stop.start, 0))
        # 合作区社区: one character more makes a name of a verb
        longer = end == stop.end + 1 and borne(text[stop.end : end]) < _FAMILY
        return not end or stop.start == start and not longer and text[stop.start : stop.end] in stops_at_start()

    return [s for s in stops if counts(s)]


def _borne_names(text: str, heads: list[Mark], edges: set[int], stops: set[int]) -> list[Mark]:
    """Names right before 村 that villages bear and that fill the room from an edge: no stop counts inside (建设村, 前进村)."""
    out = []
    for head in heads:
        for start in range(max(0, head.start - 5), head.start - 1):
            count = borne(text[start : head.start])
            if count and (start in edges or count >= _MANY and (start in stops or _opened(text, start))):
                out.append(Mark("N", start, head.start))
                break
    return out


def _opened(text: str, at: int) -> bool:
    """Whether what stands before `at` parts words or closes the name of a town."""
    return has_weak(text[at - 1 : at]) or text.endswith(_town_words(), 0, at)


def _known_towns(text: str, named: list[Mark], heads: list[Mark]) -> list[Mark]:
    """Towns of the gazetteer, looked for between full names of places, so that no name goes across one."""
    cuts = [0, *(x for k in named if k.value.full for x in (k.start, k.end)), len(text)]
    ends = {k.end for k in named}
    out = []
    for left, right in zip(cuts[::2], cuts[1::2], strict=True):
        for start, end, name in places.find_towns(text[left:right]):
            start, end = start + left, end + left
            after_place = start in ends
            if end - start < 3 and not after_place or not after_place and _of_people(name):
                continue  # too short, or the end of a longer name (新发朝鲜族乡)
            next_head = bisect_left(heads, end + 1, key=_start)
            followed = next_head < len(heads) and heads[next_head].start <= end + _REACH
            if _border().match(text, end):
                continue
            office = _office().match(text, end)
            if office:
                end = office.end()
            if text.startswith("村", end) and text[end - 1] == "乡" and not (after_place and followed):
                continue  # 乡村 is a word
            out.append(Mark("T", start, end, name))
    return out


@cache
def _border() -> re.Pattern[str]:
    """What makes a town a neighbour: the clause closes behind it."""
    return re.compile(rf"(?:{alternatives('village_borders')})(?![\u4e00-\u9fff])")


@cache
def _office() -> re.Pattern[str]:
    """The office of a subdistrict, as it stands for the subdistrict before a village (莲花街道办莲花池村)."""
    return re.compile(rf"(?<=街道)(?:{alternatives('village_offices')})(?=[\u4e00-\u9fff]{{1,5}}[村社])")


# a county before its town, with the city above it (柏川市岚溪县柳汀镇), or at the head of a list (岚溪县：)
_COUNTY = re.compile(
    r"""(?:[\u4e00-\u9fff]{2,3}省)?
        (?P<city>[\u4e00-\u9fff]{2,3}(?<!省)市)?
        (?P<county>[\u4e00-\u9fff]{2,3}[县旗] | (?<=市)[\u4e00-\u9fff]{2,3}区 | [\u4e00-\u9fff]{2,3}市)""",
    re.VERBOSE,
)


def _unknown_county(text: str, start: int, end: int) -> Mark | None:
    """The county in [start, end), where that is nothing else and the tables know none of its name."""
    found = _COUNTY.fullmatch(text, start, end)
    if found is None or has_weak(found[0]) or any(places.resolve(name) for name in found.groups() if name):
        return None
    return Mark("U", start, end, (found["city"] or "", found["county"]))


def _with_unknown_towns(text: str, found: list[Mark]) -> list[Mark]:
    """Adds towns that the gazetteer does not know, by what closes their names, between a mark and a head or a gap."""
    out: list[Mark] = []
    last = 0
    for mark in found:
        opens = mark.kind == "P" and text[mark.start] in "：(" or mark.kind == "T"
        county = _unknown_county(text, last, mark.start) if opens and mark.start > last else None
        if county:
            out.append(county)
        elif mark.kind in "VP" and mark.start > last:
            heading = mark.kind == "P"
            town = None if heading and text[mark.start] not in _HEADING else _unknown_town(text, last, mark.start, heading)
            split = _split(text, town) if town else 0
            county = _unknown_county(text, town.start, split) if town and split else None
            if town and county:
                out.append(county)
                town = Mark("T", split, town.end, text[split : town.end])
            if town:
                out.append(town)
        out.append(mark)
        last = mark.end
    return out


def _split(text: str, town: Mark) -> int:
    """Where the town's own name begins behind a county's (0: no county stands in it)."""
    at = max(text.rfind(unit, town.start + 2, town.end - 2) for unit in "县旗区市")
    return at + 1 if at > 0 else 0


@cache
def _street() -> re.Pattern[str]:
    """A subdistrict named in short, between its district and a village of two characters or more: 蔡甸区(永安街)炉房村."""
    return re.compile(rf"(?<=[区县市，；\n])[\u4e00-\u9fff]{{2,3}}(?:{alternatives('village_streets')})(?=[\u4e00-\u9fff]{{2}})")


def _unknown_town(text: str, start: int, end: int, whole: bool) -> Mark | None:
    best = None
    for m in _town_end().finditer(text, start, end):
        if m.start() > start and (m.end() == end if whole else m.end() < end):
            best = m
    street = None if best or whole else _street().match(text, start, end)
    if street:
        return Mark("T", start, street.end(), street[0])
    if best is None or best.end() - start > _LONGEST_TOWN:
        return None
    if has_weak(text[start : best.start()]):
        start = best.start() - len(cut(text[start : best.start()]) or "")
    if start == best.start():
        return None
    name = text[start : best.end()]
    if is_kind(text[start : best.start()], True) or whole and has_weak(name):
        return None
    return Mark("T", start, best.end(), name.removeprefix("国营"))
