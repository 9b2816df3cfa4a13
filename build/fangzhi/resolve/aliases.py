"""Aliases: the other names that documents print for a row."""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.identifiers import numbered
from fangzhi.resolve.mentions import WORD, looked_up
from fangzhi.resolve.values import is_shorter

_SHORTEST, _LONGEST = 2, 60


def table(told: pl.DataFrame, names: pl.DataFrame, organizations: pl.DataFrame) -> pl.DataFrame:
    """The rows of `aliases`: each name that a document gives a row beside its own.

    `told` are the published claims of names, `names` table_name, row_id, name of all entities; `organizations` table_name,
    row_id, alias, document_id of the bodies as printed.
    """
    words = [pl.col(name).cast(WORD) for name in ("table_name", "row_id", "value", "quote", "document_id")]
    own = told.select(words)
    # What is printed between the parts of a name (召开) makes no alias; a short form of it does.
    quoted = own.filter(pl.col("quote") != pl.col("value"))
    quoted = looked_up(quoted, ["value", "quote"], lambda value, quote: (is_shorter(quote, value),), {"short": pl.Boolean()})
    key = ["table_name", "row_id"]
    said = pl.concat(
        [
            own.select(*key, pl.col("value").alias("alias"), "document_id"),
            quoted.filter("short").select(*key, pl.col("quote").alias("alias"), "document_id"),
            organizations.select(*key, "alias", "document_id"),
        ]
    )
    said = said.join(names.with_columns(pl.col("name").cast(WORD)), on=key, how="inner").filter(pl.col("alias") != pl.col("name"))
    said = said.filter(pl.col("alias").cat.len_chars().is_between(_SHORTEST, _LONGEST)).unique()
    keys = numbered("aliases", said, ["table_name", "row_id", "alias", "document_id"])
    return said.with_columns(keys.alias("alias_id"))
