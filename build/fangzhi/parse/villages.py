"""Villages: name, kind, town, county, city, province and code, with the titles they received.

VILLAGES := [COUNTY] TOWN V ("、" V)* and its traps (genre.md); what counts is annotation-guide.md's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from ..lex import places
from ..lex.places import Place
from .claim import Claim
from .page import Page
from .village_called import may_call
from .village_home import home_town, unlisted_county
from .village_mentions import Mention, Town, mentions
from .village_near import Title
from .village_titles import titles
from .village_words import HEADS, VILLAGE_SIGNS, may_name_village
from .whereabouts import Located, Whereabouts


@dataclass(slots=True)
class _Row:
    """One village of the page: its mentions, the places it lies in, its titles."""

    name: str
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    outer: _Row | None = None
    home: Town | None = None  # the town whose page it is

    @property
    def town(self) -> Town | None:
        own = next((m.context.town for m in self.mentions if m.context.town), None)
        return own or (self.outer.town if self.outer else self.home)


def read(page: Page) -> list[Claim]:
    """Claims of villages and village_designations, rows numbered in the order of first mention."""
    if not any(sign in page.text for sign in VILLAGE_SIGNS):
        return []
    holding = [(s.start, page.text[s.start : s.end]) for s in page.holding(HEADS)]
    naming = {start for start, text in holding if may_name_village(text) or may_call(text)}
    found = mentions(page, naming) if naming else []
    if not found:
        return []
    received = titles(page, found)
    rows = _rows(_worth(found, received), received)
    where = page.whereabouts
    town = home_town(page)
    for row in rows:
        row.home = town
    home = None if where.county else unlisted_county(page)
    votes = _votes(rows)
    claims: list[Claim] = []
    count = 0
    for index, row in enumerate(rows):
        key = f"villages/{index}"
        claims += _claims(key, row, _settle(page, row, where, votes, home))
        for title in row.titles:
            claims += _designation(f"village_designations/{count}", key, row, title)
            count += 1
    return claims


def _worth(found: list[Mention], received: dict[int, list[Title]]) -> list[Mention]:
    """The mentions without communities of a town: 社区 counts beside a village, or in a list that received a title."""
    with_village = {m.sentence for m in found if m.kind != "community"}
    return [m for m in found if m.kind != "community" or m.sentence in with_village or m.start in received]


def _rows(found: list[Mention], received: dict[int, list[Title]]) -> list[_Row]:
    """Mentions of one village as one row: the same name, in the same town or in none that is told."""
    rows: dict[str, list[_Row]] = {}
    order: list[_Row] = []
    at_end: dict[int, _Row] = {}
    for m in found:
        named = rows.setdefault(m.name, [])
        row = next((r for r in named if _same_place(r, m)), None)
        if row is None:
            row = _Row(m.name, m.kind)
            named.append(row)
            order.append(row)
        row.mentions.append(m)
        at_end[m.end] = row
        if m.inner and m.start in at_end:
            row.outer = at_end[m.start]
        for title in received.get(m.start, ()):
            if title.name not in {t.name for t in row.titles}:
                row.titles.append(title)
    return order


def _same_place(row: _Row, m: Mention) -> bool:
    if not m.direct or not row.town or not m.context.town:
        return True
    return row.town.name == m.context.town.name


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a village lies, as far as it is settled: value and supporting span of each field."""

    county: tuple[str, int, int] | None = None
    city: tuple[str, int, int] | None = None
    province: tuple[str, int, int] | None = None
    adcode: tuple[str, int, int] | None = None


def _votes(rows: list[_Row]) -> Counter[str]:
    """Counties by how many of the page's towns they have: what several towns agree on, one alone may not settle."""
    towns = {row.town.name for row in rows if row.town}
    return Counter(place.code for name in towns for place in places.counties_of_town(name))


def _settle(page: Page, row: _Row, where: Whereabouts, votes: Counter[str], home: Located | None) -> _Seat:
    """County, city and province of a row: printed, or told by its town, or by where the page comes from."""
    context = next((m.context for m in row.mentions if m.context.county), row.mentions[0].context)
    town = row.town
    above = context.city or context.province or where.city or where.province
    printed = context.county
    if printed and town and _passed_by(page, printed[0], town):
        place = _elsewhere(printed, town.name, where)
        if place:
            return _seat(place, (town.start, town.end), context._replace(city=None))
    if printed:
        place, span = _printed(printed, town, above)
        if place is None:
            return _Seat(county=(printed[0].place.name, *span))
        return _seat(place, span, context)
    if home:
        # a county that no table knows: its towns' names say nothing, as other counties have towns of the same name
        return _Seat(county=(home.place.name, home.start, home.end))
    # a page's own town is told nowhere with its county: the province alone does not settle which of one name it is
    if town and (town is not row.home or where.county or above is None or above.place.level == "city"):
        place = _by_town(town.name, above, where, votes)
        if place:
            return _seat(place, (town.start, town.end), context)
    here = where.county or context.city or where.city or context.province or where.province
    return _seat(here.place, (here.start, here.end), context) if here else _Seat()


def _passed_by(page: Page, county: Located, town: Town) -> bool:
    """Whether a county was only named in passing before the town: it neither stands right before it nor heads a line or list."""
    if 0 <= town.start - county.end <= 1:
        return False
    opens = page.text[max(0, county.start - 1) : county.start] in ("", "\n", "、", " ", "\u3000", "（", "(")
    return not opens or "。" in page.text[county.end : town.start]


def _elsewhere(counties: tuple[Located, ...], name: str, where: Whereabouts) -> Place | None:
    """The one county near those named that has the town, where none of those has it."""
    known = places.counties_of_town(name)
    # a county of former days has its towns under the name that it bears now
    if not known or any(c.place in known or c.place.former for c in counties):
        return None
    if where.county and where.county.place in known:
        return where.county.place
    above = [places.level_of(counties[0].place, level) for level in ("city", "province")]
    for within in [where.city.place if where.city else None, *above]:
        near = [p for p in known if within and places.is_within(p, within)]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def _printed(counties: tuple[Located, ...], town, above: Located | None) -> tuple[Place | None, tuple[int, int]]:
    """The county that is printed: of several of one name, the one that has the town or lies in the place above."""
    span = (counties[0].start, counties[0].end)
    found = [c.place for c in counties]
    for keep in (
        [p for p in found if above and places.is_within(p, above.place)],
        [p for p in found if town and p in places.counties_of_town(town.name)],
    ):
        if len(found) > 1 and keep:
            found = keep
    return (found[0] if len(found) == 1 else None), span


def _by_town(name: str, above: Located | None, where: Whereabouts, votes: Counter[str]) -> Place | None:
    """The one county that has a town of this name: where the page comes from, else in the whole country, else by most towns."""
    for within in (where.county, above):
        found = places.counties_of_town(name, within.place) if within else []
        if len(found) == 1:
            return found[0]
    if above:
        return None
    found = places.counties_of_town(name)
    if len(found) == 1:
        return found[0]
    ranked = sorted(found, key=lambda p: -votes[p.code])
    if len(ranked) > 1 and votes[ranked[0].code] > max(1, votes[ranked[1].code]):
        return ranked[0]
    return None


def _seat(place: Place, span: tuple[int, int], context) -> _Seat:
    """A place and what stands above it; a city printed on the way to the village is cited where it stands."""

    def at(level: str, printed: Located | None) -> tuple[str, int, int] | None:
        found = places.level_of(place, level)
        if not found and not place.code:  # a county that no table knows lies where the text says
            found = printed.place if printed else places.level_of(context.city.place, level) if context.city else None
        if not found:
            return None
        return (found.name, printed.start, printed.end) if printed and printed.place == found else (found.name, *span)

    county = at("county", None)
    code = (place.code, *span) if county and place.code and not place.former else None
    return _Seat(county, at("city", context.city), at("province", context.province), code)


def _claims(key: str, row: _Row, seat: _Seat) -> list[Claim]:
    out = [Claim("villages", key, "name", m.name, m.start, m.end, "villages.inner" if m.inner else "villages.name") for m in row.mentions]
    first = row.mentions[0]
    out.append(Claim("villages", key, "kind", row.kind, first.head, first.end, "villages.head"))
    if row.town:
        out.append(Claim("villages", key, "town", row.town.name, row.town.start, row.town.end, "villages.town"))
    for name in ("county", "city", "province", "adcode"):
        found = getattr(seat, name)
        if found:
            out.append(Claim("villages", key, name, *found, f"villages.{name}"))
    return out


def _designation(key: str, village: str, row: _Row, title: Title) -> list[Claim]:
    first = row.mentions[0]
    out = [
        Claim("village_designations", key, "village_id", village, first.start, first.end, title.rule),
        Claim("village_designations", key, "designation", title.name, title.start, title.end, title.rule),
    ]
    if title.year:
        out.append(Claim("village_designations", key, "year", title.year, title.year_start, title.year_start + 4, "villages.year"))
    return out
