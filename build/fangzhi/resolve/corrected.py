"""Corrected: what would be known if documents said what a person says, so that all that hangs on it is judged by that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from fangzhi.resolve import correctable, facts
from fangzhi.resolve.context import Context
from fangzhi.resolve.corrections import Found
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.mentions import PRINTED, WORD
from fangzhi.resolve.tables import KEYS

# What a row is known by, in identifiers and as an alias, stays as printed.
_PRINTED = ("key", "name", "convener", "proponent")


def context(known: Context, told: Found, rows: pl.Series) -> Context:
    """What would be known if documents said of the rows of theirs what a person says of them, and nothing of the dropped facts.

    `rows`: the identifier of each mention's row.
    """
    mentions = pl.DataFrame({"mention": pl.int_range(len(rows), dtype=pl.UInt32, eager=True), "row_id": rows})
    own = told.anchors.select("mention", pl.col("anchor").alias("first")).join(mentions, left_on="first", right_on="mention", how="inner")
    own = own.select(pl.col("mention").alias("correction"), "row_id").join(mentions, on="row_id", how="inner")
    cells = told.said.select(pl.col("mention").alias("correction"), "field", "value", "refers")
    new = own.select("correction", "mention").join(cells, on="correction", how="inner").drop("correction")
    firsts = known.claims.select("mention", "document_id", "table_name", "claim", "at").unique("mention", keep="first")
    new = new.unique(["mention", "field"], keep="last", maintain_order=True).join(firsts, on="mention", how="inner", maintain_order="left")
    dropped = mentions.filter(pl.col("row_id").is_in(sorted(told.gone))).select("mention")
    kept = known.claims.join(new, on=["mention", "field"], how="anti", maintain_order="left")
    claims = pl.concat([kept, new], how="diagonal")
    fact = ~pl.col("table_name").is_in(list(KEYS))
    return replace(known, claims=claims.filter(~(fact & pl.col("mention").is_in(dropped["mention"].implode()))))


def known_as_before(entities: Mapping[str, Resolved], before: Mapping[str, Resolved]) -> dict[str, Resolved]:
    """Entities with what mentions are known by in those that were resolved before."""
    out = {}
    for table, resolved in entities.items():
        names = [name for name in _PRINTED if name in resolved.mentions.columns]
        old = before[table].mentions.select("mention", *names)
        mentions = resolved.mentions.drop(names).join(old, on="mention", how="left", maintain_order="left")
        out[table] = replace(resolved, mentions=mentions.select(resolved.mentions.columns))
    return out


def with_claims(known: Context, told: Found, document: pl.DataFrame) -> Context:
    """What is known, with a person's corrections as claims of one more document."""
    if told.said.is_empty():
        return known
    said = told.said
    numbers = (pl.int_range(pl.len(), dtype=pl.UInt32).alias(name) + known.claims.height for name in ("claim", "at"))
    source = pl.DataFrame({"document_id": document["document_id"], "origin": document["document_id"], "damage": [0.0]})
    return replace(
        known,
        documents=pl.concat([known.documents, document]),
        claims=pl.concat([known.claims, said.drop("row", *PRINTED).with_columns(numbers)], how="diagonal"),
        printed=pl.concat([known.printed, said.select(PRINTED)], how="diagonal"),
        sources=pl.concat([known.sources, source], how="diagonal"),
    )


@dataclass(frozen=True)
class Applied:
    """Rows as a person corrects them. `ids` as in `assembly.assemble`, with the corrections of entities; `rows` the facts by table;
    `lines` the ids of the corrections of facts; `cells`: mention (of the correction), table_name, row_id, field, value, anchor."""

    ids: pl.DataFrame
    rows: dict[str, pl.DataFrame]
    lines: pl.DataFrame
    cells: pl.DataFrame

    @property
    def places(self) -> list[str]:
        """The codes of the places that are told."""
        return self.cells.filter(pl.col("field") == "adcode")["value"].cast(pl.String).unique().sort().to_list()

    def linked(self, table: str, key: str, frame: pl.DataFrame) -> pl.DataFrame:
        """A table with the columns of its look-ups as far as they are told; these go before what is looked up."""
        for field in correctable.LINKED.get(table, ()):
            own = self.cells.filter((pl.col("table_name") == table) & (pl.col("field") == field))
            if own.is_empty():
                continue
            own = own.select(pl.col("row_id").cast(frame.schema[key]).alias(key), pl.col("value").alias(field)).unique(key, keep="last")
            frame = frame.drop(field, strict=False).join(own, on=key, how="left", maintain_order="left")
        return frame

    def printed(self, table: str, mentions: pl.DataFrame) -> pl.DataFrame:
        """The mentions of an entity, and those of curation.yaml that name a body: each as the first of its row, but for that name."""
        for field in ("convener", "proponent"):
            own = self.cells.filter((pl.col("table_name") == table) & (pl.col("field") == field))
            if own.is_empty():
                continue
            own = own.select(pl.col("anchor").alias("mention"), pl.col("mention").alias("own"), "value", "document_id")
            lines = mentions.drop("document_id").join(own, on="mention", how="inner")
            lines = lines.with_columns(pl.col("own").alias("mention"), pl.col("value").alias(field)).select(mentions.columns)
            mentions = pl.concat([mentions, lines])
        return mentions


def applied(ids: pl.DataFrame, rows: dict[str, pl.DataFrame], told: Found) -> Applied:
    """The corrections, applied to the mentions of entities and to the rows of facts."""
    named = ids.select("mention", pl.col("row_id").cast(WORD))
    lines = [named, *(frame.select("mention", pl.col("row_id").cast(WORD)) for frame in rows.values())]
    owned = told.anchors.join(pl.concat(lines).unique("mention", keep="first").rename({"mention": "anchor"}), on="anchor", how="inner")
    cells = told.said.drop("table_name").join(owned, on="mention", how="inner", maintain_order="left")
    # A reference leads to the row that the mention has now.
    cells = cells.join(named.rename({"mention": "refers", "row_id": "led"}), on="refers", how="left", maintain_order="left")
    cells = cells.select(*owned.columns, "document_id", "field", pl.coalesce("led", "value").alias("value"))
    rows = {table: facts.corrected(table, frame, cells.filter(pl.col("table_name") == table)) for table, frame in rows.items()}
    # A capacity is called by what it says.
    entity = pl.col("table_name").is_in(list(KEYS))
    now = pl.concat([frame.select("mention", pl.col("row_id").cast(WORD).alias("now")) for frame in rows.values()])
    owned = owned.join(now.unique("mention", keep="first").rename({"mention": "anchor"}), on="anchor", how="left", maintain_order="left")
    owned = owned.with_columns(pl.coalesce("now", "row_id").alias("row_id"), pl.lit(None, WORD).alias("label"))
    owned = owned.select("mention", "table_name", "row_id", "label")
    own = owned.filter(entity).with_columns(pl.col(name).cast(kind) for name, kind in ids.schema.items())
    lines = owned.filter(~entity).with_columns(pl.col("row_id").cast(pl.String))
    return Applied(pl.concat([ids, own]), rows, lines, cells)
