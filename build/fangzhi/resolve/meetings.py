"""Meetings: one event in several reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl
from rapidfuzz.distance import Indel

from fangzhi.lex.lexicon import alternatives
from fangzhi.resolve import candidates, comparisons, localities
from fangzhi.resolve.bodies import zone_forms
from fangzhi.resolve.clusters import SAME, UNSURE, Judgement
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved, profiles, settle
from fangzhi.resolve.mentions import WORD, looked_up, wide
from fangzhi.resolve.seats import scope_of

_FIELDS = ("name", "kind", "held_on", "held_month", "held_day", "day_part", "venue", "convener", "adcode")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零\d]+|[一二三四五六七八九十\d]+(?=[届次期])")
_NOISE = re.compile(rf"\((?:{alternatives('resolve_meeting_forms')})\)|[\s()“”‘’\"'《》、·-]|20\d\d年(?:度)?")
_VISIT = re.compile(rf"^(?P<who>.{{2,12}}?)到(?P<where>.+?)(?P<what>{alternatives('resolve_visit_aims')})*$")
_SURE, _POSSIBLE, _ALIKE = 0.75, 0.5, 0.75


class Name(NamedTuple):
    """`scope`: of the body that held it (of a visit: the place visited); `core`: the name without place, year and signs."""

    scope: str | None
    core: str
    ordinals: tuple[str, ...]


def read_name(name: str, convener: str | None, venue: str | None, home: str | None) -> Name:
    """A meeting's name as it is compared."""
    text = zone_forms(_NOISE.sub("", name))
    visit = _VISIT.match(text)
    if visit:
        scope, rest = scope_of(zone_forms(venue or visit["where"]), home)
        return Name(scope, f"{visit['who']}到{rest}{visit['what'] or ''}", ())
    scope, rest = scope_of(text, home)
    for told in (convener, venue):
        if scope is None and told:
            scope = scope_of(zone_forms(told), home)[0]
    return Name(scope, rest, tuple(_ORDINAL.findall(rest)))


def resolve(context: Context, told: Sequence[Judgement] = ()) -> Resolved:
    """The meetings of all documents, each with the reports of it."""
    mentions = _mentions(context)
    if mentions.is_empty():
        return Resolved("meetings", mentions.with_columns(cluster=pl.lit(None, pl.Int64)), comparisons.frame([]))
    lines = _compared(candidates.pairs(_keyed(mentions)), mentions)
    return settle("meetings", mentions, comparisons.judged(lines, _judge), told, alone=True)


def _mentions(context: Context) -> pl.DataFrame:
    lines = context.with_sources(wide(context.claims, "meetings", _FIELDS)).drop_nulls("name")
    # Of the names that a document gives it, the fullest: no order of its claims has a say.
    lines = lines.drop("name").join(_fullest(context), on="mention", how="left", maintain_order="left")
    names = dict.fromkeys(("scope", "core"), WORD)
    lines = looked_up(lines, ["name", "convener", "venue", "home"], lambda *key: read_name(*key)[:2], names)
    lines = lines.with_columns(
        pl.coalesce("adcode", "scope").alias("scope"),  # the code is what a person tells
        pl.concat_str("held_month", pl.lit("-"), "held_day").cast(WORD).alias("day"),
        # Without a place only the document itself tells one from another.
        pl.when(pl.coalesce("adcode", "scope").is_null()).then("document_id").alias("own"),
    )
    lines = lines.join(_people(context), on="mention", how="left", maintain_order="left")
    lines = lines.with_columns(pl.col("people").fill_null([]))
    lines = profiles(lines, ["day", "held_on", "scope", "core", "day_part", "own"])
    key = pl.concat_str(
        pl.coalesce("scope", "document_id"),
        pl.coalesce("held_on", "day", pl.lit("")),
        "core",
        separator="|",
    )
    return lines.with_columns(key.alias("key"))


def _fullest(context: Context) -> pl.DataFrame:
    """mention (of the meeting), name: the longest of its names, of those of one length the first by code point."""
    told = context.claims.lazy().filter((pl.col("table_name") == "meetings") & (pl.col("field") == "name"))
    names = told.select("mention", pl.col("value").cast(pl.String).alias("name")).collect()
    names = names.sort(pl.col("name").str.len_chars(), pl.col("name"), descending=[True, False])
    return names.unique("mention", keep="first", maintain_order=True).with_columns(pl.col("name").cast(WORD))


def _people(context: Context) -> pl.DataFrame:
    """mention (of the meeting), people: the names of those who took part, sorted."""
    took = wide(context.claims, "participations", ("meeting_id", "official_id"))
    names = wide(context.claims, "officials", ("name",)).select(pl.col("mention").alias("official_id"), "name")
    both = took.join(names, on="official_id", how="inner")
    return both.group_by(pl.col("meeting_id").alias("mention")).agg(
        pl.col("name").unique().sort().alias("people")
    )


def _keyed(mentions: pl.DataFrame) -> pl.DataFrame:
    people = mentions.explode("people")
    day = pl.col("day")
    common = candidates.keyed(
        mentions,
        pl.concat_str(day, pl.col("scope"), separator="|"),
        pl.concat_str(day, pl.col("origin"), separator="|"),
        pl.when(pl.col("core").cat.len_chars() >= 5).then(pl.concat_str(day, pl.col("core"), separator="|")),
        order=pl.col("core"),
    )
    named = candidates.keyed(
        people, pl.concat_str(pl.lit("p"), day, pl.col("people"), separator="|"), order=pl.col("core")
    )
    return pl.concat([common, named])


def _compared(pairs: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The pairs with what is known of both, and what speaks against them. `people`: how many took part in both."""
    items = mentions.sort("item").unique("item", keep="first", maintain_order=True)
    lines = comparisons.beside(pairs, items.select("item", "scope", "core", "held_on", "day_part"))
    names = {"like": pl.Float64(), "sessions": pl.Boolean()}
    lines = looked_up(lines, ["core", "core_other"], _names_compared, names)
    lines = looked_up(lines, ["scope", "scope_other"], lambda a, b: (localities.contradicts(a, b),), {"apart": pl.Boolean()})
    one_document, copies, people = (
        comparisons.shared(lines, told.select("item", pl.col(name).alias("value")))
        for name, told in (("document_id", mentions), ("origin", mentions), ("people", mentions.explode("people")))
    )
    lines = lines.with_columns(people.alias("people"), (copies > 0).alias("copies"))
    against = (
        pl.when(pl.col("held_on") != pl.col("held_on_other"))
        .then(pl.lit("other years"))
        .when(one_document > 0)
        .then(pl.lit("one document tells both"))
        .when("sessions")
        .then(pl.lit("other sessions"))
        .when("apart")
        .then(pl.lit("bodies of different places"))
        .when((pl.col("scope") != pl.col("scope_other")) & ~pl.col("copies") & (pl.col("people") <= 1))
        .then(pl.lit("different bodies"))
    )
    return lines.with_columns(against.alias("against"))


def _names_compared(a: str, b: str) -> tuple[float, bool]:
    """How like two names are, and whether they are of other sessions."""
    first, second = set(_ORDINAL.findall(a)), set(_ORDINAL.findall(b))
    return _likeness(a, b), bool(first and second and not first & second)


def _judge(line: dict) -> tuple[str, float, str] | None:
    """By a line of `_compared`."""
    like, shared, copies = line["like"], line["people"], line["copies"]
    score, reasons = 0.6 * like, []
    if score >= 0.45:
        reasons.append("like names")
    if line["scope"] and line["scope"] == line["scope_other"]:
        score += 0.15
        reasons.append("one body")
    if shared:
        score += 0.1 * min(2, shared)
        reasons.append(f"{shared} in both")
    if copies:
        score += 0.2
        reasons.append("copies of one article")
    if line["held_on"] and line["held_on"] == line["held_on_other"]:
        score += 0.05
        reasons.append("one date")
    if line["day_part"] and line["day_part_other"]:
        score += 0.05 if line["day_part"] == line["day_part_other"] else -0.2
        reasons.append("one part of the day" if line["day_part"] == line["day_part_other"] else "parts of the day differ")
    if like < _ALIKE and not copies:
        # 农村工作会议 and 经济工作会议 of one day have one committee, but are two.
        score = min(score, _SURE - 0.05)
    if not (shared or copies or line["held_on"] or line["held_on_other"]) and score >= _SURE:
        return UNSURE, 0.7, "; ".join([*reasons, "one day, but no year known"])
    decision = SAME if score >= _SURE else UNSURE if score >= _POSSIBLE else None
    return (decision, round(min(score, 1.0), 3), "; ".join(["one day", *reasons])) if decision else None


def _likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and (long.endswith(short) or long.startswith(short)):
        return 0.95
    return Indel.normalized_similarity(a, b)
