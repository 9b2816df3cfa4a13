"""Assembly: resolved mentions to the frames of all tables."""

from __future__ import annotations

from collections.abc import Set

import polars as pl

from fangzhi.resolve import aliases, cells, conflicts, corrected, facts, judgements, links, tables, tenures, years
from fangzhi.resolve.context import Context
from fangzhi.resolve.corrections import Found
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.evidence import Evidence, evidence


def assemble(
    known: Context,
    entities: dict[str, Resolved],
    posts: pl.DataFrame,
    ids: pl.DataFrame,
    told: Found | None = None,
) -> tuple[dict[str, pl.DataFrame], Evidence]:
    """All tables but `redirects` and `claims`, as the contract has them, and the evidence, of which the latter is made last.

    `ids`: mention, table_name, row_id, label of the mentions of entities; `posts`: the positions with their seats;
    `told`: what a person decided of rows and cells; its corrections are among the claims.
    """
    without = told.gone if told else frozenset()
    ids = ids.filter(~pl.col("row_id").is_in(list(without)))
    rows = {table: _without(facts.facts(known, ids, table), without) for table in facts.TABLES}
    right = corrected.applied(ids, rows, told) if told else None
    if right:
        ids, rows = right.ids, right.rows
    named = ids.with_columns(pl.col("row_id").cast(pl.String))
    all_ids = pl.concat([named, *(facts.resolved_ids(table, lines) for table, lines in rows.items()), *([right.lines] if right else [])])
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
    linked = _links(known, entities, posts, ids, rows["positions"], out, right)
    for table, columns in linked.columns.items():
        key = facts.KEYS.get(table) or tables.KEYS[table]
        frame = right.linked(table, key, out[table]) if right else out[table]
        out[table] = links.joined(table, frame, key, columns)
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


def _links(
    known: Context,
    entities: dict[str, Resolved],
    posts: pl.DataFrame,
    ids: pl.DataFrame,
    positions: pl.DataFrame,
    out: dict[str, pl.DataFrame],
    right: corrected.Applied | None,
) -> links.Links:
    rows = ids.select("mention", "row_id")
    lines = {table: right.printed(table, resolved.mentions) if right else resolved.mentions for table, resolved in entities.items()}
    owned = {table: own.join(rows, on="mention", how="inner", maintain_order="left") for table, own in lines.items()}
    seats = posts.join(positions.select("mention", "row_id"), on="mention", how="inner", maintain_order="left")
    return links.links(known, owned, seats, out, right.places if right else ())


def _held(table: pl.DataFrame, posts: pl.DataFrame, positions: pl.DataFrame) -> pl.DataFrame:
    """The positions with what `tenures` reads of their seats."""
    seats = posts.join(positions.select("mention", "row_id"), on="mention", how="inner", maintain_order="left")
    seats = seats.unique("row_id", keep="first", maintain_order=True).select("row_id", "plain", "head", "former")
    return table.join(seats.rename({"row_id": "position_id"}), on="position_id", how="inner", maintain_order="left")
