"""Assembly: resolved mentions to the frames of all tables."""

from __future__ import annotations

from collections.abc import Set

import polars as pl

from fangzhi.resolve import aliases, cells, conflicts, facts, judgements, links, tables, tenures, years
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.evidence import Evidence, evidence


def assemble(
    known: Context,
    entities: dict[str, Resolved],
    posts: pl.DataFrame,
    ids: pl.DataFrame,
    without: Set[str] = frozenset(),
) -> tuple[dict[str, pl.DataFrame], Evidence]:
    """All tables but `redirects` and `claims`, as the contract has them, and the evidence, of which the latter is made last.

    `ids`: mention, table_name, row_id, label of the mentions of entities; `posts`: the positions with their seats;
    `without`: identifiers of rows that a person dropped.
    """
    ids = ids.filter(~pl.col("row_id").is_in(list(without)))
    told = _told(known, ids)
    rows = {
        table: facts.corrected(_without(facts.facts(known, ids, table), without), told.filter(pl.col("table_name") == table))
        for table in facts.TABLES
    }
    named = ids.with_columns(pl.col("row_id").cast(pl.String))
    all_ids = pl.concat([named, *(facts.resolved_ids(table, lines) for table, lines in rows.items())])
    shown = evidence(known, all_ids)
    del all_ids, named
    out: dict[str, pl.DataFrame] = {}
    disputed: dict[str, pl.DataFrame] = {}
    for table, fields in tables.CELLS.items():
        said = cells.said(known, ids, table, fields)
        out[table], disputed[table] = tables.entity(table, said), conflicts.disputed(said)
        del said
    disputes = conflicts.table(disputed, out, tables.KEYS, shown)
    days = known.sources.select("document_id", pl.col("as_of").alias("day"))
    for table in rows:
        frame = rows[table].unique("row_id", keep="first", maintain_order=True).join(days, on="document_id", how="left")
        out[table] = facts.columns(table, frame)
    linked = _links(known, entities, posts, ids, rows["positions"], out)
    for table, columns in linked.columns.items():
        out[table] = links.joined(table, out[table], facts.KEYS.get(table) or tables.KEYS[table], columns)
    out |= {"places": linked.places, "organizations": linked.organizations}
    out["tenures"], spells = tenures.table(_held(out["positions"], posts, rows["positions"]))
    out["positions"] = out["positions"].join(spells, on="position_id", how="left", maintain_order="left")
    out["officials"] = tables.officials(out["officials"], rows["positions"])
    del rows
    out["project_reports"] = tables.reports(known, ids)
    out["documents"] = tables.documents(known, years.table(known))
    names = shown.of(["name"])
    out["aliases"] = aliases.table(names, tables.names(out), linked.printed)
    out["judgements"] = judgements.table(list(entities.values()), names)
    out["conflicts"] = disputes
    del names, linked
    for table in list(out):  # each gives way to what is made of it
        out[table] = tables.as_contract(table, out.pop(table))
    return out, shown


def _without(lines: pl.DataFrame, without: Set[str]) -> pl.DataFrame:
    return lines.filter(~pl.col("row_id").is_in(list(without)))


def _told(known: Context, ids: pl.DataFrame) -> pl.DataFrame:
    """table_name, row_id, field, value of the cells that a person corrected."""
    own = known.claims.filter(pl.col("rule") == cells.CURATED).select("mention", "field", "value")
    return own.join(ids.select("mention", "table_name", "row_id"), on="mention", how="inner", maintain_order="left")


def _links(
    known: Context,
    entities: dict[str, Resolved],
    posts: pl.DataFrame,
    ids: pl.DataFrame,
    positions: pl.DataFrame,
    out: dict[str, pl.DataFrame],
) -> links.Links:
    rows = ids.select("mention", "row_id")
    owned = {
        table: resolved.mentions.join(rows, on="mention", how="inner", maintain_order="left")
        for table, resolved in entities.items()
    }
    seats = posts.join(positions.select("mention", "row_id"), on="mention", how="inner", maintain_order="left")
    return links.links(known, owned, seats, out)


def _held(table: pl.DataFrame, posts: pl.DataFrame, positions: pl.DataFrame) -> pl.DataFrame:
    """The positions with what `tenures` reads of their seats."""
    seats = posts.join(positions.select("mention", "row_id"), on="mention", how="inner", maintain_order="left")
    seats = seats.unique("row_id", keep="first", maintain_order=True).select("row_id", "plain", "head", "former")
    return table.join(seats.rename({"row_id": "position_id"}), on="position_id", how="inner", maintain_order="left")
