"""The stage: documents and claims in, all tables of the contract out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from fangzhi.contract import load
from fangzhi.resolve import (
    aliases,
    cells,
    conflicts,
    facts,
    judgements,
    links,
    meetings,
    mentions,
    officials,
    projects,
    succession,
    tables,
    tenures,
    villages,
    years,
)
from fangzhi.resolve.context import Context, context
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.previous import Previous

Rows = Sequence[Mapping[str, Any]] | pl.DataFrame


def resolve(documents: Rows, claims: Rows, *, previous: Previous | None = None) -> dict[str, pl.DataFrame]:
    """Claims -> the tables, each with the contract's columns and types, sorted by key.

    `documents` are rows of that table; `claims` have as `row` a key within their document ("officials/0"), which
    values of references use too. The order in which documents come does not matter. `previous` is the release before,
    whose identifiers live on. `rejected` and the aggregates are not among the tables.
    """
    known = context(mentions.documents(documents), mentions.claims(claims))
    posts = officials.positions(known)
    entities = _entities(known, posts)
    ids, moves = _ids(known, entities, previous or Previous())
    out = _tables(known, entities, posts, ids)
    out["redirects"] = tables.as_contract("redirects", succession.redirects(moves, previous or Previous()))
    return {name: out[name] for name in load().names if name in out}


def _entities(known: Context, posts: pl.DataFrame) -> dict[str, Resolved]:
    held = meetings.resolve(known)
    return {
        "meetings": held,
        "officials": officials.resolve(known, posts, held),
        "projects": projects.resolve(known),
        "villages": villages.resolve(known),
    }


def _ids(known: Context, entities: dict[str, Resolved], previous: Previous) -> tuple[pl.DataFrame, list[tuple]]:
    """document_id, table_name, row, row_id, label (the name in the document) of all mentions; and what became of the
    identifiers of the release before."""
    frames, moves = [], []
    for table, resolved in entities.items():
        names, moved = succession.named(resolved, known.claims, previous)
        moves += moved
        own = resolved.mentions.join(names, on="cluster", how="left", maintain_order="left")
        frames.append(
            own.select("document_id", pl.lit(table).alias("table_name"), "row", "row_id", pl.col("name").alias("label"))
        )
    return pl.concat(frames), moves


def _tables(
    known: Context, entities: dict[str, Resolved], posts: pl.DataFrame, ids: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    rows = {table: facts.facts(known, ids, table) for table in facts.TABLES}
    all_ids = pl.concat([ids, *(facts.resolved_ids(table, lines) for table, lines in rows.items())])
    evidence = tables.claims_table(known.claims, all_ids)
    told = known.with_sources(known.claims)
    said = {table: cells.said(told, ids, table, fields) for table, fields in tables.CELLS.items()}
    out = {table: tables.entity(table, told_of) for table, told_of in said.items()}
    days = known.sources.select("document_id", pl.col("as_of").alias("day"))
    for table, lines in rows.items():
        frame = lines.unique("row_id", keep="first", maintain_order=True).join(days, on="document_id", how="left")
        out[table] = facts.columns(table, frame)
    linked = _links(known, entities, posts, ids, rows["positions"], out)
    for table, columns in linked.columns.items():
        out[table] = links.joined(table, out[table], facts.KEYS.get(table) or tables.KEYS[table], columns)
    out |= {"places": linked.places, "organizations": linked.organizations, "claims": evidence}
    out["tenures"] = tenures.table(_held(out["positions"], posts, rows["positions"]))
    out["officials"] = tables.officials(out["officials"], rows["positions"])
    out["project_reports"] = tables.reports(known, told, ids)
    out["documents"] = tables.documents(known, years.table(known))
    out["judgements"] = judgements.table(list(entities.values()), evidence, ids)
    out["aliases"] = aliases.table(evidence, tables.names(out), linked.printed)
    out["conflicts"] = conflicts.table(said, out, tables.KEYS, evidence)
    return {table: tables.as_contract(table, frame) for table, frame in out.items()}


def _links(
    known: Context,
    entities: dict[str, Resolved],
    posts: pl.DataFrame,
    ids: pl.DataFrame,
    positions: pl.DataFrame,
    out: dict[str, pl.DataFrame],
) -> links.Links:
    keys = ["document_id", "row"]
    owned = {
        table: resolved.mentions.join(
            ids.filter(pl.col("table_name") == table).select(*keys, "row_id"),
            on=keys,
            how="inner",
            maintain_order="left",
        )
        for table, resolved in entities.items()
    }
    seats = posts.join(positions.select(*keys, "row_id"), on=keys, how="inner", maintain_order="left")
    return links.links(known, owned, seats, out)


def _held(table: pl.DataFrame, posts: pl.DataFrame, positions: pl.DataFrame) -> pl.DataFrame:
    """The positions with what `tenures` reads of their seats."""
    keys = ["document_id", "row"]
    seats = posts.join(positions.select(*keys, "row_id"), on=keys, how="inner", maintain_order="left")
    seats = seats.unique("row_id", keep="first", maintain_order=True).select("row_id", "plain", "head", "former")
    return table.join(seats.rename({"row_id": "position_id"}), on="position_id", how="inner", maintain_order="left")
