"""Mentions: what each document says, as frames. A mention is a local row of a document ("officials/0").

Words are held once, as categories, and mentions are numbered: a million of them are joined by numbers, in a quarter of the
room. Of what documents say a third is said once only; the rest are names, numbers and kinds that come again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

WORD = pl.Categorical()
CLAIMS = {
    "document_id": WORD,
    "table_name": WORD,
    "row": WORD,
    "field": WORD,
    "value": WORD,
    "quote": WORD,
    "start": pl.UInt32(),
    "end": pl.UInt32(),
    "rule": WORD,
}
PRINTED = ("quote", "start", "end")
# What extraction has made of a claim for its identifier: `digits` are those of what it says, where its reference, if it is one, leads
# to what is `called` so. Null: they are made when they are asked for.
MADE = {"called": WORD, "digits": pl.String()}
GATHERED = {**CLAIMS, **MADE}
DOCUMENTS = {
    "document_id": WORD,
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


def claims(rows: Sequence[Mapping[str, Any]] | pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The claims by document, within a document in the order in which they were made; and where they are printed.

    `claim` numbers them, `mention` the mentions by their first claims; `refers` is the mention that the value of a
    reference leads to; `at` is the line of the other frame (quote, start, end, and what is `MADE`), which is read last. The order
    of the documents does not matter; the order within a document is the grammars' own and is kept.
    """
    frame = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(list(rows), schema=GATHERED, strict=False)
    frame = frame.with_columns(pl.lit(None, kind).alias(name) for name, kind in MADE.items() if name not in frame.columns)
    frame = frame.select(pl.col(name).cast(kind) for name, kind in GATHERED.items())
    printed, frame = frame.select(*PRINTED, *MADE), frame.drop(*PRINTED, *MADE).with_row_index("at")
    turn = frame["document_id"].to_frame("word").unique().sort("word").with_row_index("turn")
    frame = frame.join(turn.rename({"word": "document_id"}), on="document_id", how="left", maintain_order="left")
    frame = frame.sort("turn", maintain_order=True).drop("turn").with_row_index("claim")
    place = _place(frame, pl.col("row"))
    # The claims of a mention mostly stand together: what is numbered is where others begin.
    begins = (place != place.shift()).fill_null(True)
    starts = place.filter(begins).to_frame("place")
    known = starts.unique(maintain_order=True).with_row_index("mention")
    number = starts.join(known, on="place", how="left", maintain_order="left")["mention"]
    number = number.gather(begins.cum_sum() - 1)
    told = frame.filter(refers_(pl.col("field")))
    led = pl.DataFrame({"place": _place(told, pl.col("value").cast(WORD))}).join(known, on="place", how="left", maintain_order="left")
    refers = pl.repeat(None, frame.height, dtype=pl.UInt32, eager=True).alias("refers").scatter(told["claim"], led["mention"])
    return frame.drop("row").with_columns(number, refers), printed


def _place(lines: pl.DataFrame, row: pl.Expr) -> pl.Series:
    """One number for a document and a row in it, whose name no other row of the document bears."""
    number = pl.col("document_id").to_physical().cast(pl.UInt64) * (1 << 32) + row.to_physical()
    return lines.lazy().select(number.alias("place")).collect().to_series()


def refers_(field: pl.Expr) -> pl.Expr:
    """Whether a field's values are references."""
    return field.cat.ends_with("_id")


def wide(frame: pl.DataFrame, table: str, fields: Sequence[str]) -> pl.DataFrame:
    """One line a mention of `table`, in their order: mention, document_id, `claim` (its first), and the first value said of
    each field, as a word; of a reference the mention that it leads to."""
    own = frame.lazy().filter(pl.col("table_name") == table)
    own = own.select("mention", "document_id", "claim", "field", "value", "refers").collect()
    lines = own.select("mention", "document_id", "claim").unique("mention", keep="first", maintain_order=True)
    for field in fields:
        value = (pl.col("refers") if field.endswith("_id") else pl.col("value").cast(WORD)).alias(field)
        said = own.filter(pl.col("field") == field).select("mention", value).unique("mention", keep="first", maintain_order=True)
        lines = lines.join(said, on="mention", how="left", maintain_order="left")
    return lines


def looked_up(lines: pl.DataFrame, columns: list[str], work: Callable[..., tuple], found: Mapping[str, pl.DataType]) -> pl.DataFrame:
    """The lines with the columns `found`, which `work` makes of the values of some columns; of equal ones it does so once."""
    keys = lines.select(columns).unique()
    made = pl.DataFrame([work(*key) for key in keys.iter_rows()], schema=found, orient="row")
    both = pl.concat([keys, made], how="horizontal")
    return lines.join(both, on=columns, how="left", nulls_equal=True, maintain_order="left")


def used_up(frame: pl.DataFrame, lines: pl.Series) -> pl.DataFrame:
    """These lines of a frame, in this order. Each column of the frame gives way to the new one, so that both are never there at once."""
    return pl.DataFrame([frame.drop_in_place(name).gather(lines) for name in frame.columns])
