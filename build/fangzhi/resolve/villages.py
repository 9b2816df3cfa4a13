"""Villages: one village of one town."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from fangzhi.lex import places
from fangzhi.resolve import candidates, localities
from fangzhi.resolve.clusters import DIFFERENT, SAME, UNSURE, Judgement
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved, profiles, settle
from fangzhi.resolve.mentions import WORD, looked_up, wide

_FIELDS = ("name", "kind", "town", "county", "city", "province", "adcode")


class _Profile(NamedTuple):
    name: str
    town: str | None
    area: str | None
    only: bool
    documents: frozenset[str]
    origins: frozenset[str]


def resolve(context: Context, told: Sequence[Judgement] = ()) -> Resolved:
    """The villages of all documents."""
    mentions = _mentions(context)
    if mentions.is_empty():
        return Resolved("villages", mentions.with_columns(cluster=pl.lit(None, pl.Int64)), [])
    profile = _profiles(mentions)
    pairs = candidates.pairs(_keyed(mentions)).iter_rows()
    return settle("villages", mentions, pairs, lambda a, b: _judge(a, b, profile), told, [p.documents for p in profile])


@cache
def area(county: str | None, city: str | None, province: str | None, home: str | None) -> tuple[str | None, str | None]:
    """(code of the narrowest place that is settled, code of the county or None) by what is printed, else by the document."""
    found: places.Place | None = None
    for name in (province, city, county):
        if not name:
            continue
        named = places.resolve(name, found) if found else places.resolve(name)
        if len(named) > 1 and home:
            named = [p for p in named if not localities.contradicts(p.code, home)] or named
        if len(named) > 1 and home:
            near = localities.city_of(home)
            named = [p for p in named if near and places.is_within(p, near)] or named
        if len(named) != 1:
            return (found.code if found else None), None
        found = named[0]
    if found is None and home:
        found = places.places()[home]
    if found is not None and home and not county and places.is_within(places.places()[home], found):
        found = places.places()[home]
    return (found.code, found.code if found.level == "county" else None) if found else (None, None)


def _mentions(context: Context) -> pl.DataFrame:
    lines = context.with_sources(wide(context.claims, "villages", _FIELDS).drop_nulls("name"))
    lines = looked_up(lines, ["county", "city", "province", "home"], area, dict.fromkeys(("area", "code"), WORD))
    # Without a county or a town only the document itself tells one from another.
    settled = (pl.col("code").is_not_null() | pl.col("county").is_not_null()) & pl.col("town").is_not_null()
    lines = lines.with_columns(pl.when(~settled).then("document_id").alias("own"))
    nth = pl.int_range(pl.len()).over("document_id", "name", "town", "area")
    bare = pl.when(pl.col("area").is_null()).then("county").alias("printed")
    lines = profiles(lines.with_columns(nth.alias("nth"), bare), ["name", "town", "area", "printed", "own", "nth"])
    place = pl.coalesce("area", "county", "document_id")
    town = pl.coalesce("town", pl.lit(""))
    return lines.with_columns(pl.concat_str(place, town, "name", separator="|").cast(WORD).alias("key"))


def _keyed(mentions: pl.DataFrame) -> pl.DataFrame:
    name = pl.col("name")
    return candidates.keyed(
        mentions,
        pl.concat_str(name, "town", separator="|"),
        pl.concat_str(name, "area", separator="|"),
        pl.concat_str(name, "origin", separator="|"),
        order=pl.col("area"),
    )


def _profiles(mentions: pl.DataFrame) -> list[_Profile]:
    """`only`: one town of the county is known to have a village of the name."""
    towns = mentions.group_by("name", "area").agg(pl.col("town").drop_nulls().n_unique().alias("towns"))
    mentions = mentions.join(towns, on=["name", "area"], how="left", nulls_equal=True)
    grouped = mentions.group_by("item").agg(
        pl.col("name", "town", "area", "towns").first(), pl.col("document_id", "origin").unique()
    )
    return [
        _Profile(r["name"], r["town"], r["area"], r["towns"] == 1, frozenset(r["document_id"]), frozenset(r["origin"]))
        for r in grouped.sort("item").iter_rows(named=True)
    ]


def _judge(left: int, right: int, profile: list[_Profile]) -> Judgement | None:
    a, b = profile[left], profile[right]
    if a.documents & b.documents:
        return Judgement(left, right, DIFFERENT, 0.0, "one document names both")
    if a.town and b.town and a.town != b.town:
        return Judgement(left, right, DIFFERENT, 0.0, "other towns")
    if localities.contradicts(a.area, b.area):
        return Judgement(left, right, DIFFERENT, 0.0, "other counties")
    if (a.only or b.only or a.town == b.town) and a.origins & b.origins:
        return Judgement(left, right, SAME, 0.95, "one name in copies of one article")
    if a.town and a.town == b.town:
        if a.area and b.area:
            return Judgement(left, right, SAME, 0.95 if a.area == b.area else 0.9, "one town of one county")
        return Judgement(left, right, UNSURE, 0.6, "one town, a county that is not known")
    if a.area and a.area == b.area and (a.only or b.only):
        return Judgement(left, right, SAME, 0.8, "the only village of this name that is known in the county")
    if a.area and a.area == b.area:
        return Judgement(left, right, UNSURE, 0.5, "one county, a town that is not known")
    return None
