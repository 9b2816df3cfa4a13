"""The stage: documents and claims in, all tables of the contract out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from fangzhi.contract import load
from fangzhi.resolve import facts, identifiers, meetings, mentions, officials, projects, tables, villages
from fangzhi.resolve.context import Context, context
from fangzhi.resolve.entity import Resolved

Rows = Sequence[Mapping[str, Any]] | pl.DataFrame


def resolve(documents: Rows, claims: Rows) -> dict[str, pl.DataFrame]:
    """Claims -> the tables, each with the contract's columns and types, sorted by key.

    `documents` are rows of that table; `claims` have as `row` a key within their document ("officials/0"), which
    values of references use too. The order in which documents come does not matter. `rejected` and
    the aggregates are not among them.
    """
    told = mentions.documents(documents)
    known = context(told, mentions.claims(claims))
    entities = _entities(known)
    ids = pl.concat([_ids(resolved) for resolved in entities.values()])
    return _tables(known, ids)


def _entities(known: Context) -> dict[str, Resolved]:
    held = meetings.resolve(known)
    return {
        "meetings": held,
        "officials": officials.resolve(known, held),
        "projects": projects.resolve(known),
        "villages": villages.resolve(known),
    }


def _ids(resolved: Resolved) -> pl.DataFrame:
    """document_id, table_name, row, row_id, label (the name in the document) of all mentions of an entity table."""
    named = resolved.mentions.join(
        identifiers.of_clusters(resolved.table, resolved.mentions), on="cluster", how="left", maintain_order="left"
    )
    return named.select(
        "document_id", pl.lit(resolved.table).alias("table_name"), "row", "row_id", pl.col("name").alias("label")
    )


def _tables(known: Context, ids: pl.DataFrame) -> dict[str, pl.DataFrame]:
    rows = {table: facts.facts(known, ids, table) for table in facts.TABLES}
    all_ids = pl.concat([ids, *(facts.resolved_ids(table, lines) for table, lines in rows.items())])
    evidence = tables.claims_table(known.claims, all_ids)
    told = known.with_sources(known.claims)
    out = {table: tables.entities(told, ids, table) for table in tables.CELLS}
    days = known.sources.select("document_id", pl.col("as_of").alias("day"))
    for table, lines in rows.items():
        frame = lines.unique("row_id", keep="first", maintain_order=True).join(days, on="document_id", how="left")
        out[table] = tables.as_contract(table, facts.columns(table, frame))
    out["officials"] = tables.officials(out["officials"], rows["positions"])
    out["project_reports"] = tables.reports(known, told, ids)
    out["documents"] = tables.as_contract("documents", known.documents)
    out["claims"] = tables.as_contract("claims", evidence)
    return {name: out[name] for name in load().names if name in out}
