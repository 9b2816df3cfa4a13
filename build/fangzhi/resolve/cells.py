"""Cells: which of the values that documents give a row takes.

The rule: the most precise, then the most recent, then the one with most sources; copies of one article are one source, and
a copy is not heard where its original speaks. The last tie is broken by the text of the value.
"""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.context import Context
from fangzhi.resolve.values import agree

STAGES = ("advancing", "planned", "signed", "under_construction", "completed", "in_production")
_BASES = ("inferred", "published", "stated")
# Of texts the longest says most: a full name before its short form.
CURATED = "curation.correct"  # the rule of a person's claims, which go before all others
TEXTS = frozenset(("name", "place", "proponent", "venue", "convener", "town", "county", "city", "province"))
# What belongs together comes from one mention: the amount with its currency, the date with what its year rests on.
TOGETHER = {"investment_currency": "investment_amount", "year_basis": "held_on"}


def said(context: Context, ids: pl.DataFrame, table: str, fields: list[str]) -> pl.DataFrame:
    """What the documents say of the cells of a table: row_id, field, value, document_id, mention, origin, as_of, claim,
    rule. `ids`: the row that each mention belongs to."""
    own = context.claims.lazy().filter((pl.col("table_name") == table) & pl.col("field").is_in(fields))
    own = own.select("document_id", "mention", "field", "value", "claim", "rule").collect()
    rows = ids.filter(pl.col("table_name") == table).select("mention", "row_id")
    own = own.join(rows, on="mention", how="inner", maintain_order="left")
    known = context.sources.select("document_id", "origin", "as_of")
    return own.join(known, on="document_id", how="left", maintain_order="left")


def _precision(own: pl.DataFrame, bases: pl.DataFrame) -> pl.Expr:
    value, field = pl.col("value").cast(pl.String), pl.col("field")
    digits = value.str.replace(r"\..*$", "").str.strip_chars_end("0").str.len_chars()
    rank = value.replace_strict(list(_BASES), list(range(len(_BASES))), default=-1, return_dtype=pl.Int64)
    basis = bases.unique("mention", keep="first").select("mention", rank.alias("basis"))
    based = own.select("mention").join(basis, on="mention", how="left", maintain_order="left")["basis"].fill_null(-1)
    return (
        pl.when(pl.col("rule") == CURATED)
        .then(1 << 30)
        .when(field.is_in(list(TEXTS)))
        .then(value.str.len_chars().cast(pl.Int64))
        .when(field == "investment_amount")
        .then(digits.cast(pl.Int64))
        .when(field == "held_on")
        .then(based)
        .when(field == "stage")
        .then((value != STAGES[0]).cast(pl.Int64))
        .otherwise(0)
        .alias("precision")
    )


def several(told: pl.DataFrame) -> pl.DataFrame:
    """row_id, field of the cells that are given more than one value."""
    values = told.lazy().select("row_id", "field", "value").unique()
    return values.group_by("row_id", "field").len().filter(pl.col("len") > 1).select("row_id", "field").collect()


def ranked(told: pl.DataFrame) -> pl.DataFrame:
    """The sayings, of each cell the one that it takes first. A copy is not heard where it contradicts its original.

    Cells with one value need no order, but for those that another one follows.
    """
    cell, leading = ["row_id", "field"], pl.col("field").is_in(list(TOGETHER.values()))
    open_ = pl.concat([told.filter(leading).select(cell).unique(), several(told.filter(~leading))])
    settled, heard = told.join(open_, on=cell, how="anti"), told.join(open_, on=cell, how="semi")
    heard = heard.join(_contradicting(heard), on="claim", how="anti")
    sources = heard.select(*cell, "value", "origin").unique().group_by(*cell, "value").len("sources")
    heard = heard.join(sources, on=[*cell, "value"], how="left")
    stage = pl.col("value").replace_strict(list(STAGES), list(range(len(STAGES))), default=-1, return_dtype=pl.Int64)
    order = heard.select(
        _precision(heard, told.filter(pl.col("field") == "year_basis")),
        _rank(heard["as_of"]),
        pl.when(pl.col("field") == "stage").then(stage).otherwise(0).alias("stage"),
        "sources",
        _rank(heard["value"]),
        # Claims are numbered by document.
        "claim",
    )
    order = order.select(pl.arg_sort_by(order.columns, descending=[True, True, True, True, False, False])).to_series()
    return pl.concat([settled, heard.select(pl.exclude("sources").gather(order))])


def _rank(words: pl.Series) -> pl.Series:
    """The place of each word in the order of all of them; 0 where there is none."""
    known = words.to_frame("word").unique().drop_nulls().sort("word").with_row_index("rank", offset=1)
    return words.to_frame("word").join(known, on="word", how="left", maintain_order="left")["rank"].fill_null(0).alias(words.name)


def _contradicting(told: pl.DataFrame) -> pl.DataFrame:
    """The claims of copies that say otherwise than each value of their original."""
    cell = ["row_id", "field", "origin"]
    is_copy = pl.col("origin") != pl.col("document_id")
    originals = told.filter(~is_copy).select(*cell, pl.col("value").alias("first")).unique()
    pairs = told.filter(is_copy).join(originals, on=cell, how="inner")
    kept = [
        agree(field, value, first, TEXTS) for field, value, first in pairs.select("field", "value", "first").iter_rows()
    ]
    pairs = pairs.with_columns(pl.Series("agrees", kept, pl.Boolean))
    return pairs.group_by("claim").agg(pl.col("agrees").any()).filter(~pl.col("agrees")).select("claim")


def taken(told: pl.DataFrame, fields: list[str]) -> pl.DataFrame:
    """One line a row, with the value that each cell takes."""
    first = ranked(told).unique(["row_id", "field"], keep="first", maintain_order=True)
    lines = told.select("row_id").unique().sort("row_id")
    for field in fields:
        if field in TOGETHER:
            continue
        cell = first.filter(pl.col("field") == field).select(
            "row_id", "mention", pl.col("value").alias(field)
        )
        for other, leader in TOGETHER.items():
            if leader == field and other in fields:
                mate = told.filter(pl.col("field") == other).unique("mention", keep="first", maintain_order=True)
                mate = mate.select("mention", pl.col("value").alias(other))
                cell = cell.join(mate, on="mention", how="left", maintain_order="left")
        lines = lines.join(cell.drop("mention"), on="row_id", how="left", maintain_order="left")
    return lines
