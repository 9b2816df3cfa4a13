"""Aliases: the other names that documents print for a row."""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.identifiers import numbered
from fangzhi.resolve.values import is_shorter

_SHORTEST, _LONGEST = 2, 60


def table(claims: pl.DataFrame, names: pl.DataFrame, organizations: pl.DataFrame) -> pl.DataFrame:
    """The rows of `aliases`: each name that a document gives a row beside its own.

    `claims` are the published ones, `names` table_name, row_id, name of all entities; `organizations` table_name,
    row_id, alias, document_id of the bodies as printed.
    """
    own = claims.filter(
        (pl.col("field") == "name") & pl.col("table_name").is_in(names["table_name"].unique().to_list())
    )
    forms = own.select("value", "quote").unique().sort("value", "quote")
    short = [is_shorter(quote, value) for value, quote in forms.iter_rows()]
    # What is printed between the parts of a name (召开) makes no alias; a short form of it does.
    quoted = own.join(forms.filter(pl.Series(short, dtype=pl.Boolean)), on=["value", "quote"], how="semi")
    said = pl.concat(
        [
            own.select("table_name", "row_id", pl.col("value").alias("alias"), "document_id"),
            quoted.select("table_name", "row_id", pl.col("quote").alias("alias"), "document_id"),
            organizations.select("table_name", "row_id", "alias", "document_id"),
        ]
    )
    said = said.unique().join(names, on=["table_name", "row_id"], how="inner")
    length = pl.col("alias").str.len_chars()
    said = said.filter((pl.col("alias") != pl.col("name")) & length.is_between(_SHORTEST, _LONGEST))
    said = said.sort("table_name", "row_id", "alias", "document_id")
    keys = numbered("aliases", said, ["table_name", "row_id", "alias", "document_id"])
    return said.with_columns(keys.alias("alias_id"))
