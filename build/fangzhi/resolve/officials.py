"""Officials: one person in several documents. A name alone makes nobody the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from fangzhi.resolve import candidates, comparisons, localities, names
from fangzhi.resolve.clusters import DIFFERENT, SAME, UNSURE, Judgement
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved, profiles, settle
from fangzhi.resolve.mentions import WORD, looked_up, wide
from fangzhi.resolve.seats import LEADING, NATIONAL, Seat, full_title, seat
from fangzhi.resolve.tenures import NOT_HELD

# Two places cannot have one head at the same time; within this many days two reports speak of the same time.
_SAME_TIME = 60
_SEAT = ["scope", "body", "base", "head", "former", "organ"]
_SEAT_OF = dict.fromkeys([*_SEAT, "plain"], WORD) | dict.fromkeys(["head", "former"], pl.Boolean())


class _Profile(NamedTuple):
    name: str
    seats: frozenset[Seat]
    first: str | None
    last: str | None
    documents: frozenset[str]
    origins: frozenset[str]
    meetings: frozenset[int]


def resolve(context: Context, posts: pl.DataFrame, meetings: Resolved, told: Sequence[Judgement] = ()) -> Resolved:
    """The people of all documents.

    `posts` are `positions` of the same documents. `meetings` are resolved: who stands in two reports of one meeting is one.
    """
    mentions = _mentions(context, posts, meetings)
    if mentions.is_empty():
        return Resolved("officials", mentions.with_columns(cluster=pl.lit(None, pl.Int64)), comparisons.frame([]))
    table = sorted_seats(posts)
    pairs = candidates.pairs(_keyed(mentions, table))
    compared = pl.concat([pairs["left"], pairs["right"]]).implode()
    profile = _profiles(mentions.filter(pl.col("item").is_in(compared)), table)
    found = (_judge(left, right, profile) for left, right in pairs.iter_rows())
    return settle("officials", mentions, comparisons.frame(j for j in found if j), told)


def positions(context: Context) -> pl.DataFrame:
    """Each position with its seat: mention, document_id, official_id (a mention), post, organization, title, scope, body,
    base, head, former (原, or its verb tells so), organ, plain (the title without 原 and 代). A post that names no place has that of
    the post before it."""
    lines = wide(context.claims, "positions", ("official_id", "post", "organization", "title", "change", "adcode"))
    lines = context.with_sources(lines.drop_nulls(["official_id", "post"]))
    lines = looked_up(lines, ["post", "organization", "title", "home"], _seat, _SEAT_OF)
    left = pl.col("change").cast(pl.String).is_in(NOT_HELD).fill_null(False)
    lines = lines.with_columns(pl.col("former") | left)
    printed = pl.col("scope").cast(pl.String)
    carried = pl.when(printed.str.contains(r"^\d")).then("scope").forward_fill().over("official_id")
    lines = lines.with_columns(scope=pl.coalesce("adcode", "scope", carried))  # the code is what a person tells
    zones = lines.filter(printed.str.contains("/") & ~printed.str.contains("[镇乡村]$"))
    zone = zones.group_by("document_id").agg(pl.col("scope").mode().sort().first().alias("zone"))
    lines = lines.join(zone, on="document_id", how="left", maintain_order="left")
    # The bodies of a zone that stand without its name are those of the zone that the document speaks of.
    of_zone = pl.col("organization").fill_null("").is_in(["管委会", "党工委", "管理委员会", "工委"])
    lines = lines.with_columns(scope=pl.when(pl.col("scope").is_null() & of_zone).then("zone").otherwise("scope"))
    return lines.drop("zone", "change", "adcode")


def _seat(post: str, organization: str | None, title: str | None, home: str | None) -> tuple:
    """The line of _SEAT_OF for a post on a page of `home`."""
    s = seat(post, organization, title, home)
    return s.scope, s.body, s.title, s.head, s.former, s.organ, full_title(title or post)


def sorted_seats(posts: pl.DataFrame) -> pl.DataFrame:
    """The distinct seats, numbered by their values: seat, scope, body, base, head, former, organ."""
    return posts.select(_SEAT).unique().sort(_SEAT).with_row_index("seat")


def _mentions(context: Context, posts: pl.DataFrame, meetings: Resolved) -> pl.DataFrame:
    people = context.with_sources(wide(context.claims, "officials", ("name",)).drop_nulls("name"))
    held = posts.join(sorted_seats(posts), on=_SEAT, how="left", nulls_equal=True)
    held = held.group_by(pl.col("official_id").alias("mention")).agg(
        pl.col("seat").unique().sort().alias("seats"), pl.col("scope").drop_nulls().len().alias("placed")
    )
    people = people.join(held, on="mention", how="left", maintain_order="left")
    people = people.join(_attended(context, meetings), on="mention", how="left", maintain_order="left")
    people = people.with_columns(
        pl.col("seats").fill_null([]),
        pl.col("meetings").fill_null([]),
        pl.when(pl.col("placed").fill_null(0) == 0).then("document_id").alias("own"),
    )
    people = people.with_columns(pl.col("seats").cast(pl.List(pl.String)).list.join(",").cast(WORD).alias("profile"))
    people = profiles(people, ["name", "profile", "own"])
    scopes = sorted_seats(posts)["scope"].to_list()
    held = people.select("profile", "home").unique()
    seats = [[int(seat) for seat in told.split(",") if seat] for told in held["profile"]]
    city = [_city(scopes, *row) for row in zip(seats, held["home"], strict=True)]
    held = held.with_columns(pl.Series("city", city, WORD))
    people = people.join(held, on=["profile", "home"], how="left", nulls_equal=True, maintain_order="left")
    place = pl.coalesce("city", "document_id")
    return people.with_columns(pl.concat_str("name", place, separator="|").cast(WORD).alias("key"))


def _city(scopes: list[str | None], seats: list[int], home: str | None) -> str | None:
    """The city that a person's posts are in, or what else is nearest to it; NATIONAL before all."""
    held = sorted({scopes[s] for s in seats if scopes[s] and (scopes[s][:6].isdigit() or scopes[s] == NATIONAL)})
    if NATIONAL in held:
        return NATIONAL
    cities = [city for scope in held if (city := localities.city_of(scope))]
    return cities[0] if cities else held[0][:6] if held else localities.city_of(home) or home


def _attended(context: Context, meetings: Resolved) -> pl.DataFrame:
    took = wide(context.claims, "participations", ("meeting_id", "official_id"))
    events = meetings.mentions.select(pl.col("mention").alias("meeting_id"), "cluster")
    both = took.join(events, on="meeting_id", how="inner")
    return both.group_by(pl.col("official_id").alias("mention")).agg(
        pl.col("cluster").unique().sort().alias("meetings")
    )


def _profiles(mentions: pl.DataFrame, table: pl.DataFrame) -> dict[int, _Profile]:
    seats = [Seat(*row) for row in table.drop("seat").iter_rows()]
    grouped = mentions.group_by("item").agg(
        pl.col("name", "seats").first(),
        pl.col("as_of").min().alias("first"),
        pl.col("as_of").max().alias("last"),
        pl.col("document_id", "origin").unique(),
        pl.col("meetings").explode().drop_nulls().unique(),
    )
    return {
        r["item"]: _Profile(
            r["name"], frozenset(seats[s] for s in r["seats"]), r["first"], r["last"],
            frozenset(r["document_id"]), frozenset(r["origin"]), frozenset(r["meetings"]),
        )
        for r in grouped.iter_rows(named=True)
    }  # fmt: skip


def _keyed(mentions: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """People of one name share a scope, a meeting, an article, or a city."""
    name, order = pl.col("name"), pl.col("as_of")
    scopes = mentions.explode("seats").join(
        table.select(pl.col("seat").alias("seats"), "scope"), on="seats", how="left"
    )
    common = candidates.keyed(
        mentions,
        pl.concat_str(name, pl.col("origin"), separator="|"),
        pl.concat_str(name, pl.col("city"), separator="|"),
        order=order,
    )
    placed = candidates.keyed(scopes, pl.concat_str(pl.lit("s"), name, pl.col("scope"), separator="|"), order=order)
    met = candidates.keyed(
        mentions.explode("meetings"), pl.concat_str(pl.lit("m"), name, pl.col("meetings"), separator="|"), order=order
    )
    return pl.concat([common, placed, met])


def _judge(left: int, right: int, profile: dict[int, _Profile]) -> Judgement | None:
    a, b = profile[left], profile[right]
    if a.meetings & b.meetings or a.origins & b.origins:
        where = "at one meeting" if a.meetings & b.meetings else "in copies of one article"
        if _heads(a) and _heads(b) and not _shared(a, b):
            return Judgement(left, right, UNSURE, 0.45, f"one name {where}, but heads of two bodies")
        return Judgement(left, right, SAME, 0.97, f"one name {where}")
    against = _against(a, b)
    if against:
        return Judgement(left, right, DIFFERENT, 0.0, against)
    shared = _shared(a, b)
    if any(scope == NATIONAL for scope, _ in shared):
        return Judgement(left, right, SAME, 0.95, "one national post")
    if shared:
        titles = {(s.scope, s.body, s.title) for s in a.seats} & {(s.scope, s.body, s.title) for s in b.seats}
        if titles:
            return Judgement(left, right, SAME, 0.95, "one post of one body")
        if _in_turn(a, b) and not names.is_rare(a.name) and not any("/" in scope for scope, _ in shared):
            return Judgement(left, right, UNSURE, 0.65, "posts of the same bodies, told in turn")
        return Judgement(left, right, SAME, 0.9, "posts of one body")
    return _weaker(left, right, a, b)


def _weaker(left: int, right: int, a: _Profile, b: _Profile) -> Judgement | None:
    """Evidence that a rare name makes enough, and a common one does not."""
    rare = names.is_rare(a.name)
    scopes = {s.scope for s in a.seats if s.scope} & {s.scope for s in b.seats if s.scope}
    if scopes:
        leading = any(s.body == LEADING and s.scope in scopes for s in (*a.seats, *b.seats))
        if rare and _in_turn(a, b) and _heads(a) and _heads(b):
            return Judgement(left, right, UNSURE, 0.4, "a rare name in one place, but heads of two bodies in turn")
        if rare:
            return Judgement(left, right, SAME, 0.85, "a rare name in one place")
        return Judgement(
            left, right, UNSURE, 0.6 if leading else 0.5, "one name in one place, posts of different bodies"
        )
    if _open(a) or _open(b):
        return Judgement(left, right, UNSURE, 0.5, "one name in one city, a post of no known place")
    if _nested(a, b):
        if rare:
            return Judgement(left, right, SAME, 0.8, "a rare name in one city")
        return Judgement(left, right, UNSURE, 0.45, "one name in one city")
    return None


def _shared(a: _Profile, b: _Profile) -> set[tuple[str, str]]:
    """The bodies (scope, body) that both hold posts of."""
    return {(s.scope, s.body) for s in a.seats if s.scope} & {(s.scope, s.body) for s in b.seats if s.scope}


def _heads(profile: _Profile) -> bool:
    """Whether a head of a department speaks here: nobody heads two at a time."""
    return any(s.head and s.body != LEADING and not s.former for s in profile.seats)


def _in_turn(a: _Profile, b: _Profile) -> bool:
    """Whether the days on which two are seen lie in each other, so that neither follows the other."""
    return (
        bool(a.first and b.first) and a.first <= b.last and b.first <= a.last and (a.first < a.last or b.first < b.last)
    )


def _open(profile: _Profile) -> bool:
    return all(s.scope is None for s in profile.seats)


def _nested(a: _Profile, b: _Profile) -> bool:
    """Whether one holds posts of a place inside a place of the other."""
    places_a = {s.scope for s in a.seats if s.is_placed}
    places_b = {s.scope for s in b.seats if s.is_placed}
    return any(x != y and not localities.contradicts(x, y) for x in places_a for y in places_b)


def _against(a: _Profile, b: _Profile) -> str | None:
    """Two posts that one person cannot hold at once in two places."""
    if not _same_time(a, b):
        return None
    heads_a = {(s.scope, s.body) for s in a.seats if s.head and s.scope and not s.former}
    heads_b = {(s.scope, s.body) for s in b.seats if s.head and s.scope and not s.former}
    if heads_a & heads_b:
        return None
    for x, _ in heads_a:
        for y, _ in heads_b:
            if x != y and localities.contradicts(x, y):
                return "heads of two places at one time"
    return None


def _same_time(a: _Profile, b: _Profile) -> bool:
    import datetime

    if not (a.first and b.first and a.last and b.last):
        return False
    first, last = max(a.first, b.first), min(a.last, b.last)
    if first <= last:
        return True
    gap = datetime.date.fromisoformat(first) - datetime.date.fromisoformat(last)
    return gap.days <= _SAME_TIME
