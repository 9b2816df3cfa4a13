"""Projects: one project in several documents. A phase is no other phase, and one document's list is no list of one."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from fangzhi.resolve import candidates, comparisons, localities
from fangzhi.resolve.bodies import same_companies, zone_forms
from fangzhi.resolve.clusters import SAME, UNSURE, Judgement
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved, profiles, settle
from fangzhi.resolve.mentions import WORD, looked_up, wide
from fangzhi.resolve.project_titles import likeness, read_title
from fangzhi.resolve.seats import scope_of

_FIELDS = ("name", "category", "proponent", "place", "investment_amount", "investment_currency", "stage", "adcode")
_ALIKE, _COPIED, _LIKE_ENOUGH = 0.85, 0.7, 0.6
_CHUNK = 1 << 18  # pairs that are worked on at a time
_TITLE = dict.fromkeys(("core", "stem", "company", "phases", "ordinals", "amounts"), WORD) | {"generic": pl.Boolean()}
_WINDOW = 12  # names that are alike stand beside each other in a block


_HOW = {
    "equal": "one name",
    "fuller": "one name is the other's fuller form",
    "renamed": "one name but for its closing noun",
}


def resolve(context: Context, told: Sequence[Judgement] = ()) -> Resolved:
    """The projects of all documents, each with the reports of it."""
    mentions = _mentions(context)
    if mentions.is_empty():
        return Resolved("projects", mentions.with_columns(cluster=pl.lit(None, pl.Int64)), comparisons.frame([]))
    lines = _compared(candidates.pairs(_keyed(mentions), _WINDOW), mentions)
    return settle("projects", mentions, comparisons.judged(lines, _judge), told, alone=True)


def _mentions(context: Context) -> pl.DataFrame:
    lines = context.with_sources(wide(context.claims, "projects", _FIELDS).drop_nulls("name"))
    lines = looked_up(lines, ["name", "proponent"], _title, _TITLE)
    lines = looked_up(lines, ["place", "home", "adcode"], _whereabouts, dict.fromkeys(("scope", "city", "area"), WORD))
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


def _title(name: str, proponent: str | None) -> tuple[str | bool | None, ...]:
    """The line of _TITLE for a project's name."""
    t = read_title(name, proponent)
    amounts = (f"{value} {unit}" for value, unit in t.amounts)
    return t.core, t.stem, t.proponent, *(",".join(sorted(parts)) for parts in (t.phases, t.ordinals, amounts)), t.generic


def _whereabouts(place: str | None, home: str | None, code: str | None) -> tuple[str | None, str | None, str | None]:
    """Where a project lies: the code that a person tells, the place printed with it, else the place that the document speaks for; its
    city; and the county or higher, since a zone is its city's."""
    if code:
        return code, localities.city_of(code) or code, code
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


def _compared(pairs: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The pairs that are anything alike, with what is known of both, and what speaks against them.

    `like` and `way`: of their names; `whose`: whether one company is at both; `told`: whether an amount or a capacity is; `copies`: whether
    copies of one article name them; `placed`: whether both have a place; `phase`: whether they are told as other phases.
    """
    items = mentions.sort("item").unique("item", keep="first", maintain_order=True)
    titles = items.select("core", "stem", "company")
    parts = [_alike(pairs.slice(start, _CHUNK), titles) for start in range(0, max(1, pairs.height), _CHUNK)]
    lines = comparisons.beside(pl.concat(parts), items.select("area", *list(_TITLE)[3:]))
    numbers = ["phases", "ordinals", "amounts"]
    lines = looked_up(lines, [*numbers, *(f"{name}_other" for name in numbers)], _numbers_against, {"numbers": WORD})
    lines = looked_up(lines, ["area", "area_other"], lambda a, b: (localities.contradicts(a, b),), {"apart": pl.Boolean()})
    investment = pl.concat_str("investment_amount", pl.lit(" "), "investment_currency")
    one_document, copies, amounts, capacities = (
        comparisons.shared(lines, told.select("item", value.alias("value")))
        for value, told in (
            (pl.col("document_id"), mentions),
            (pl.col("origin"), mentions),
            (investment, mentions),
            (pl.col("capacities"), mentions.explode("capacities")),
        )
    )
    against = pl.when(one_document > 0).then(pl.lit("one document lists both", WORD)).otherwise("numbers")
    against = pl.coalesce(against, pl.when("apart").then(pl.lit("other places", WORD)))
    lines = lines.select(
        *("left", "right", "like", "way", "whose", "generic", "generic_other"),
        against.alias("against"),
        (copies > 0).alias("copies"),
        (amounts + capacities > 0).alias("told"),
        (pl.col("area").is_not_null() & pl.col("area_other").is_not_null()).alias("placed"),
        pl.col("phases").ne_missing(pl.col("phases_other")).alias("phase"),
    )
    return lines.filter(pl.col("against").is_null() | (pl.col("like") >= _LIKE_ENOUGH))


def _alike(pairs: pl.DataFrame, titles: pl.DataFrame) -> pl.DataFrame:
    """left, right, like, way and whose of the pairs whose names are somewhat alike or that one company is at."""
    lines = comparisons.beside(pairs, titles)
    lines = likeness(lines.with_columns(pl.exclude("left", "right").cast(pl.String)))
    whose = same_companies(pl.col("company"), pl.col("company_other")).fill_null(False)
    lines = lines.select("left", "right", "like", "way", whose.alias("whose"))
    return lines.filter(pl.col("whose") | (pl.col("like") >= _LIKE_ENOUGH))


def _judge(line: dict) -> tuple[str, float, str] | None:
    """By a line of `_compared`."""
    like, way, told, whose = line["like"], line["way"], line["told"], line["whose"]
    if line["phase"]:
        return (UNSURE, 0.5, "a phase and the whole") if like >= _ALIKE else None
    if line["copies"] and like >= _COPIED:
        return SAME, round(0.85 + 0.1 * like, 3), "like names in copies of one article"
    placed = line["placed"]
    if way != "changed" and like >= _ALIKE:
        return _by_name(_HOW[way], placed, told or whose, line["generic"], line["generic_other"])
    if way == "fuller" or (like >= _COPIED and way == "changed"):
        if told and placed and (way == "fuller" or like >= _ALIKE):
            return SAME, 0.8, "like names in one place, one amount"
        return UNSURE, round(0.3 + 0.3 * like, 3), "like names in one place"
    if whose and placed:
        return UNSURE, round(0.3 + 0.3 * like, 3), "one company in one place, another name"
    return None


def _by_name(how: str, placed: bool, backed: bool, *generic: bool) -> tuple[str, float, str]:
    equal = how == _HOW["equal"]
    if placed:
        if equal or backed or not any(generic):
            return SAME, 0.95 if equal else 0.87, f"{how}, one place"
        return UNSURE, 0.6, f"{how}, one place, but a name for many"
    if backed and not generic[0]:
        return SAME, 0.85, f"{how}, one company or amount"
    return UNSURE, 0.6, f"{how}, but a place is not known"


def _numbers_against(*told: str) -> tuple[str | None]:
    """What the phases, ordinals and amounts of two names (parted by commas) say against their being one."""
    sets = [set(text.split(",")) if text else set() for text in told]
    phases, ordinals, amounts = zip(sets[:3], sets[3:], strict=True)
    if all(phases) and phases[0].isdisjoint(phases[1]):
        return ("other phases",)
    if all(ordinals) and ordinals[0].isdisjoint(ordinals[1]):
        return ("other numbers",)
    ours, theirs = ({amount.partition(" ")[2]: set() for amount in of} for of in amounts)
    for of, units in zip(amounts, (ours, theirs), strict=True):
        for amount in of:
            units[amount.partition(" ")[2]].add(amount)
    other = any(ours[unit].isdisjoint(theirs[unit]) for unit in ours.keys() & theirs.keys())
    return ("other amounts in the name" if other else None,)
