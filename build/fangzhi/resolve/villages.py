"""Villages: one village of one town."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from fangzhi.lex import places
from fangzhi.resolve import candidates, comparisons, localities
from fangzhi.resolve.clusters import SAME, UNSURE, Judgement
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved, profiles, settle
from fangzhi.resolve.mentions import WORD, looked_up, wide

_FIELDS = ("name", "kind", "town", "county", "city", "province", "adcode")


def resolve(context: Context, told: Sequence[Judgement] = ()) -> Resolved:
    """The villages of all documents."""
    mentions = _mentions(context)
    if mentions.is_empty():
        return Resolved("villages", mentions.with_columns(cluster=pl.lit(None, pl.Int64)), comparisons.frame([]))
    lines = _compared(candidates.pairs(_keyed(mentions)), mentions)
    return settle("villages", mentions, comparisons.judged(lines, _judge), told, alone=True)


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


def _compared(pairs: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The pairs with what is known of both, and what speaks against them. `only`: one town of the county is known to have a
    village of the name."""
    towns = mentions.group_by("name", "area").agg((pl.col("town").drop_nulls().n_unique() == 1).alias("only"))
    items = mentions.sort("item").unique("item", keep="first", maintain_order=True)
    items = items.join(towns, on=["name", "area"], how="left", nulls_equal=True, maintain_order="left")
    lines = comparisons.beside(pairs, items.select("item", "town", "area", "only"))
    lines = looked_up(lines, ["area", "area_other"], lambda a, b: (localities.contradicts(a, b),), {"apart": pl.Boolean()})
    one_document, copies = (
        comparisons.shared(lines, mentions.select("item", pl.col(told).alias("value"))) > 0 for told in ("document_id", "origin")
    )
    against = (
        pl.when(one_document)
        .then(pl.lit("one document names both"))
        .when(pl.col("town") != pl.col("town_other"))
        .then(pl.lit("other towns"))
        .when("apart")
        .then(pl.lit("other counties"))
    )
    return lines.with_columns(against.alias("against"), copies.alias("copies"))


def _judge(line: dict) -> tuple[str, float, str] | None:
    """By a line of `_compared`."""
    area, town, only = line["area"], line["town"], line["only"] or line["only_other"]
    if (only or town == line["town_other"]) and line["copies"]:
        return SAME, 0.95, "one name in copies of one article"
    if town and town == line["town_other"]:
        if area and line["area_other"]:
            return SAME, 0.95 if area == line["area_other"] else 0.9, "one town of one county"
        return UNSURE, 0.6, "one town, a county that is not known"
    if area and area == line["area_other"]:
        if only:
            return SAME, 0.8, "the only village of this name that is known in the county"
        return UNSURE, 0.5, "one county, a town that is not known"
    return None
