"""Meetings: one event in several reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import polars as pl
from rapidfuzz.distance import Indel

from fangzhi.lex.lexicon import alternatives
from fangzhi.resolve import candidates, localities
from fangzhi.resolve.bodies import zone_forms
from fangzhi.resolve.clusters import DIFFERENT, SAME, UNSURE, Judgement
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved, profiles, settle
from fangzhi.resolve.mentions import WORD, looked_up, wide
from fangzhi.resolve.seats import scope_of

_FIELDS = ("name", "kind", "held_on", "held_month", "held_day", "day_part", "venue", "convener")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百零\d]+|[一二三四五六七八九十\d]+(?=[届次期])")
_NOISE = re.compile(rf"\((?:{alternatives('resolve_meeting_forms')})\)|[\s()“”‘’\"'《》、·-]|20\d\d年(?:度)?")
_VISIT = re.compile(rf"^(?P<who>.{{2,12}}?)到(?P<where>.+?)(?P<what>{alternatives('resolve_visit_aims')})*$")
_SURE, _POSSIBLE, _ALIKE = 0.75, 0.5, 0.75


class Name(NamedTuple):
    """`scope`: of the body that held it (of a visit: the place visited); `core`: the name without place, year and signs."""

    scope: str | None
    core: str
    ordinals: tuple[str, ...]


@cache
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


class _Profile(NamedTuple):
    scope: str | None
    core: str
    ordinals: tuple[str, ...]
    held_on: str | None
    day_part: str | None
    people: frozenset[str]
    documents: frozenset[str]
    origins: frozenset[str]


def resolve(context: Context, told: Sequence[Judgement] = ()) -> Resolved:
    """The meetings of all documents, each with the reports of it."""
    mentions = _mentions(context)
    if mentions.is_empty():
        return Resolved("meetings", mentions.with_columns(cluster=pl.lit(None, pl.Int64)), [])
    profile = _profiles(mentions)
    keyed = _keyed(mentions)
    pairs = candidates.pairs(keyed).iter_rows()
    return settle("meetings", mentions, pairs, lambda a, b: _judge(a, b, profile), told, [p.documents for p in profile])


def _mentions(context: Context) -> pl.DataFrame:
    lines = context.with_sources(wide(context.claims, "meetings", _FIELDS)).drop_nulls("name")
    names = dict.fromkeys(("scope", "core"), WORD)
    lines = looked_up(lines, ["name", "convener", "venue", "home"], lambda *key: read_name(*key)[:2], names)
    lines = lines.with_columns(
        pl.concat_str("held_month", pl.lit("-"), "held_day").cast(WORD).alias("day"),
        # Without a place only the document itself tells one from another.
        pl.when(pl.col("scope").is_null()).then("document_id").alias("own"),
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


def _profiles(mentions: pl.DataFrame) -> list[_Profile]:
    grouped = mentions.group_by("item").agg(
        pl.col("scope", "core", "held_on", "day_part").first(),
        pl.col("people").explode().drop_nulls().unique(),
        pl.col("document_id", "origin").unique(),
    )
    return [
        _Profile(
            r["scope"], r["core"], tuple(_ORDINAL.findall(r["core"])), r["held_on"], r["day_part"],
            frozenset(r["people"]), frozenset(r["document_id"]), frozenset(r["origin"]),
        )
        for r in grouped.sort("item").iter_rows(named=True)
    ]  # fmt: skip


def _judge(left: int, right: int, profile: list[_Profile]) -> Judgement | None:
    a, b = profile[left], profile[right]
    against = _against(a, b)
    if against:
        return Judgement(left, right, DIFFERENT, 0.0, against)
    like = _likeness(a.core, b.core)
    score, reasons = 0.6 * like, []
    shared = sorted(a.people & b.people)
    copies = bool(a.origins & b.origins)
    if score >= 0.45:
        reasons.append("like names")
    if a.scope and a.scope == b.scope:
        score += 0.15
        reasons.append("one body")
    if shared:
        score += 0.1 * min(2, len(shared))
        reasons.append(f"{len(shared)} in both")
    if copies:
        score += 0.2
        reasons.append("copies of one article")
    if a.held_on and a.held_on == b.held_on:
        score += 0.05
        reasons.append("one date")
    if a.day_part and b.day_part:
        score += 0.05 if a.day_part == b.day_part else -0.2
        reasons.append("one part of the day" if a.day_part == b.day_part else "parts of the day differ")
    if like < _ALIKE and not copies:
        # 农村工作会议 and 经济工作会议 of one day have one committee, but are two.
        score = min(score, _SURE - 0.05)
    if not (shared or copies or a.held_on or b.held_on) and score >= _SURE:
        return Judgement(left, right, UNSURE, 0.7, "; ".join([*reasons, "one day, but no year known"]))
    decision = SAME if score >= _SURE else UNSURE if score >= _POSSIBLE else None
    return (
        Judgement(left, right, decision, round(min(score, 1.0), 3), "; ".join(["one day", *reasons]))
        if decision
        else None
    )


def _against(a: _Profile, b: _Profile) -> str | None:
    if a.held_on and b.held_on and a.held_on != b.held_on:
        return "other years"
    if a.documents & b.documents:
        return "one document tells both"
    if a.ordinals and b.ordinals and not set(a.ordinals) & set(b.ordinals):
        return "other sessions"
    if a.scope and b.scope and a.scope != b.scope:
        if localities.contradicts(a.scope, b.scope):
            return "bodies of different places"
        return None if a.origins & b.origins or len(a.people & b.people) > 1 else "different bodies"
    return None


def _likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    short, long = sorted((a, b), key=len)
    if len(short) >= 4 and (long.endswith(short) or long.startswith(short)):
        return 0.95
    return Indel.normalized_similarity(a, b)
