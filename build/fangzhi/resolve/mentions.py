"""Mentions: what each document says, as frames. A mention is a local row of a document ("officials/0")."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

CLAIMS = {
    "document_id": pl.String,
    "table_name": pl.String,
    "row": pl.String,
    "field": pl.String,
    "value": pl.String,
    "quote": pl.String,
    "start": pl.Int64,
    "end": pl.Int64,
    "rule": pl.String,
}
DOCUMENTS = {
    "document_id": pl.String,
    "path": pl.String,
    "title": pl.String,
    "publisher": pl.String,
    "published_on": pl.String,
    "url": pl.String,
    "script": pl.String,
    "media_type": pl.String,
    "encoding": pl.String,
    "sha256": pl.String,
    "characters": pl.Int64,
    "repairs": pl.Int64,
    "adcode": pl.String,
}


def documents(rows: Sequence[Mapping[str, Any]] | pl.DataFrame) -> pl.DataFrame:
    """The documents in the order of their identifiers, each once, dates as ISO text; whatever order they came in."""
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(list(rows), schema=DOCUMENTS, strict=False)
    missing = [pl.lit(None, kind).alias(name) for name, kind in DOCUMENTS.items() if name not in frame.columns]
    frame = frame.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in DOCUMENTS.items())
    return frame.sort("document_id", "path").unique("document_id", keep="first", maintain_order=True)


def claims(rows: Sequence[Mapping[str, Any]] | pl.DataFrame) -> pl.DataFrame:
    """The claims by document, within a document in the order in which they were made, numbered in `claim`.

    The order of the documents does not matter; the order within a document is the grammars' own and is kept.
    """
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(list(rows), schema=CLAIMS, strict=False)
    frame = frame.select(pl.col(name).cast(kind) for name, kind in CLAIMS.items())
    return frame.sort("document_id", maintain_order=True).with_row_index("claim")


def wide(frame: pl.DataFrame, table: str, fields: Sequence[str]) -> pl.DataFrame:
    """One line a mention of `table`: document_id, row, `claim` (its first), and the first value said of each field."""
    own = (
        frame.lazy()
        .filter(pl.col("table_name") == table)
        .select("document_id", "row", "field", "value", "claim")
        .collect()
    )
    firsts = own.filter(pl.col("field").is_in(list(fields)))
    lines = own.group_by("document_id", "row", maintain_order=True).agg(pl.col("claim").min())
    keys = ["document_id", "row"]
    for field in fields:
        said = firsts.filter(pl.col("field") == field).unique(keys, keep="first", maintain_order=True)
        lines = lines.join(said.select(*keys, pl.col("value").alias(field)), on=keys, how="left")
    return lines.sort("claim")
