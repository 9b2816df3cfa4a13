"""Projects: one project in several documents. A phase is no other phase, and one document's list is no list of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from fangzhi.resolve import candidates, localities
from fangzhi.resolve.bodies import same_company, zone_forms
from fangzhi.resolve.clusters import DIFFERENT, SAME, UNSURE, Judgement
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved, profiles, settle
from fangzhi.resolve.mentions import WORD, looked_up, wide
from fangzhi.resolve.project_titles import Title, likeness, read_title
from fangzhi.resolve.seats import scope_of

_FIELDS = ("name", "category", "proponent", "place", "investment_amount", "investment_currency", "stage")
_ALIKE, _COPIED = 0.85, 0.7
_TITLE = ("core", "stem", "company", "phases", "ordinals", "amounts")
_WINDOW = 12  # names that are alike stand beside each other in a block


_HOW = {
    "equal": "one name",
    "fuller": "one name is the other's fuller form",
    "renamed": "one name but for its closing noun",
}


class _Profile(NamedTuple):
    title: Title
    scope: str | None
    investments: frozenset[tuple[str, str]]
    capacities: frozenset[tuple[str, str]]
    documents: frozenset[str]
    origins: frozenset[str]


def resolve(context: Context, told: Sequence[Judgement] = ()) -> Resolved:
    """The projects of all documents, each with the reports of it."""
    mentions = _mentions(context)
    if mentions.is_empty():
        return Resolved("projects", mentions.with_columns(cluster=pl.lit(None, pl.Int64)), [])
    profile = _profiles(mentions)
    pairs = candidates.pairs(_keyed(mentions), _WINDOW).iter_rows()
    return settle("projects", mentions, pairs, lambda a, b: _judge(a, b, profile), told, [p.documents for p in profile])


def _mentions(context: Context) -> pl.DataFrame:
    lines = context.with_sources(wide(context.claims, "projects", _FIELDS).drop_nulls("name"))
    lines = looked_up(lines, ["name", "proponent"], _title, dict.fromkeys(_TITLE, WORD))
    lines = looked_up(lines, ["place", "home"], _whereabouts, dict.fromkeys(("scope", "city", "area"), WORD))
    lines = lines.with_columns(pl.when(pl.col("city").is_null()).then("document_id").alias("own"))
    lines = lines.join(_capacities(context), on="mention", how="left", maintain_order="left")
    lines = lines.with_columns(pl.col("capacities").fill_null([]))
    # A line of one document's list is a project of its own, whatever its name: the number of equal names tells them apart.
    nth = pl.int_range(pl.len()).over("document_id", "core", "phases", "ordinals", "amounts", "area")
    lines = profiles(
        lines.with_columns(nth.alias("nth")), ["core", "company", "phases", "ordinals", "amounts", "area", "own", "nth"]
    )
    place = pl.coalesce("city", "document_id")
    return lines.with_columns(pl.concat_str(place, "stem", "phases", "amounts", separator="|").cast(WORD).alias("key"))


def _title(name: str, proponent: str | None) -> tuple[str | None, ...]:
    """The line of _TITLE for a project's name."""
    t = read_title(name, proponent)
    amounts = (f"{value} {unit}" for value, unit in t.amounts)
    return t.core, t.stem, t.proponent, *(",".join(sorted(parts)) for parts in (t.phases, t.ordinals, amounts))


def _whereabouts(place: str | None, home: str | None) -> tuple[str | None, str | None, str | None]:
    """Where a project lies: the place printed with it, else the place that the document speaks for; its city; and the county or
    higher, since a zone is its city's."""
    scope = scope_of(zone_forms(place), home)[0] if place else None
    scope = scope if scope and scope[:6].isdigit() else home
    return scope, localities.city_of(scope) or scope, scope and scope[:6]


def _capacities(context: Context) -> pl.DataFrame:
    lines = wide(context.claims, "project_capacities", ("project_id", "value", "unit")).drop_nulls()
    return lines.group_by(pl.col("project_id").alias("mention")).agg(
        pl.concat_str("value", pl.lit(" "), "unit").unique().sort().alias("capacities")
    )


def _keyed(mentions: pl.DataFrame) -> pl.DataFrame:
    core, city = pl.col("core"), pl.col("city")
    printed = ("core", "company")
    return candidates.keyed(
        mentions.with_columns(pl.col(printed).cast(pl.String)),
        pl.when(core.str.len_chars() >= 4).then(core),
        pl.concat_str(city, core.str.slice(0, 2), separator="|"),
        pl.concat_str(city, pl.col("company").str.slice(0, 2), separator="|"),
        pl.concat_str("origin", core.str.slice(0, 2), separator="|"),
        pl.concat_str("origin", core.str.tail(3), separator="|"),
        pl.concat_str(city, core.str.tail(4), separator="|"),
        order=core,
    )


def _profiles(mentions: pl.DataFrame) -> list[_Profile]:
    grouped = mentions.group_by("item").agg(
        pl.col("name", "proponent", "area").first(),
        pl.concat_str("investment_amount", pl.lit(" "), "investment_currency")
        .drop_nulls()
        .unique()
        .alias("investments"),
        pl.col("capacities").explode().drop_nulls().unique(),
        pl.col("document_id", "origin").unique(),
    )
    return [
        _Profile(
            read_title(r["name"], r["proponent"]), r["area"],
            frozenset(tuple(i.split(" ", 1)) for i in r["investments"]),
            frozenset(tuple(c.split(" ", 1)) for c in r["capacities"]),
            frozenset(r["document_id"]), frozenset(r["origin"]),
        )
        for r in grouped.sort("item").iter_rows(named=True)
    ]  # fmt: skip


def _judge(left: int, right: int, profile: list[_Profile]) -> Judgement | None:
    a, b = profile[left], profile[right]
    like, way = likeness(a.title, b.title)
    if a.documents & b.documents:
        return Judgement(left, right, DIFFERENT, 0.0, "one document lists both") if like >= 0.6 else None
    against = _against(a, b)
    if against:
        return Judgement(left, right, DIFFERENT, 0.0, against) if like >= 0.6 else None
    copies = bool(a.origins & b.origins)
    told = bool(a.investments & b.investments) or bool(a.capacities & b.capacities)
    whose = a.title.proponent and b.title.proponent and same_company(a.title.proponent, b.title.proponent)
    if a.title.phases != b.title.phases:
        return Judgement(left, right, UNSURE, 0.5, "a phase and the whole") if like >= _ALIKE else None
    if copies and like >= _COPIED:
        return Judgement(left, right, SAME, round(0.85 + 0.1 * like, 3), "like names in copies of one article")
    if way != "changed" and like >= _ALIKE:
        return _by_name(left, right, a, b, way, told or bool(whose))
    placed = bool(a.scope and b.scope)
    if way == "fuller" or (like >= _COPIED and way == "changed"):
        if told and placed and (way == "fuller" or like >= _ALIKE):
            return Judgement(left, right, SAME, 0.8, "like names in one place, one amount")
        return Judgement(left, right, UNSURE, round(0.3 + 0.3 * like, 3), "like names in one place")
    if whose and placed:
        return Judgement(left, right, UNSURE, round(0.3 + 0.3 * like, 3), "one company in one place, another name")
    return None


def _by_name(left: int, right: int, a: _Profile, b: _Profile, way: str, backed: bool) -> Judgement:
    how = _HOW[way]
    if a.scope and b.scope:
        if way == "equal" or backed or not (a.title.generic or b.title.generic):
            return Judgement(left, right, SAME, 0.95 if way == "equal" else 0.87, f"{how}, one place")
        return Judgement(left, right, UNSURE, 0.6, f"{how}, one place, but a name for many")
    if backed and not a.title.generic:
        return Judgement(left, right, SAME, 0.85, f"{how}, one company or amount")
    return Judgement(left, right, UNSURE, 0.6, f"{how}, but a place is not known")


def _against(a: _Profile, b: _Profile) -> str | None:
    if a.title.phases and b.title.phases and not a.title.phases & b.title.phases:
        return "other phases"
    if a.title.ordinals and b.title.ordinals and not a.title.ordinals & b.title.ordinals:
        return "other numbers"
    both = a.title.amounts and b.title.amounts
    units = {u for _, u in a.title.amounts} & {u for _, u in b.title.amounts} if both else ()
    if any(
        {v for v, u in a.title.amounts if u == unit}.isdisjoint(v for v, u in b.title.amounts if u == unit)
        for unit in units
    ):
        return "other amounts in the name"
    if localities.contradicts(a.scope, b.scope):
        return "other places"
    return None
