"""Tables: what was resolved, as the frames of the contract."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from fangzhi.contract import load, polars_schema
from fangzhi.resolve import cells
from fangzhi.resolve import names as people
from fangzhi.resolve.context import Context
from fangzhi.resolve.identifiers import PREFIXES, number, numbered
from fangzhi.resolve.mentions import WORD, used_up
from fangzhi.resolve.sectors import sector

CELLS = {
    "meetings": ["name", "kind", "held_on", "held_month", "held_day", "year_basis", "day_part", "venue", "convener"],
    "officials": ["name"],
    "projects": ["name", "category", "proponent", "place", "investment_amount", "investment_currency", "stage"],
    "villages": ["name", "kind", "town", "county", "city", "province", "adcode"],
}
KEYS = {"meetings": "meeting_id", "officials": "official_id", "projects": "project_id", "villages": "village_id"}


def as_contract(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with the contract's columns and types, sorted by key; what is not there is null, what does not fit too.

    Text that is held as words stays so, but for keys.
    """
    wanted, key = polars_schema(load()[table]), load()[table].primary_key
    missing = [pl.lit(None).alias(name) for name in wanted if name not in frame.columns]
    frame = frame.with_columns(missing).select(_typed(frame, name, kind, name not in key) for name, kind in wanted.items())
    return _sorted(table, frame, key)


def _sorted(table: str, frame: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The lines in the order of their keys; by number where these are identifiers. `frame` is used up."""
    if frame.is_empty() or table not in PREFIXES or frame[key[0]].str.len_bytes().n_unique() != 1:
        return frame.sort(key)
    digits = number(pl.col(key[0]).str.strip_prefix(f"{PREFIXES[table]}-"))
    order = frame.lazy().select(digits).collect().to_series()
    if order.null_count():
        return frame.sort(key)
    return used_up(frame, order.arg_sort())


def _typed(frame: pl.DataFrame, name: str, kind: pl.DataType, words: bool) -> pl.Expr:
    column = pl.col(name)
    if words and frame.schema[name] == WORD and kind == pl.String:
        return column
    if frame.schema[name] == WORD:
        column = column.cast(pl.String)
    if kind == pl.Date and frame.schema[name] in (pl.String, WORD):
        return column.str.to_date("%Y-%m-%d", strict=False)
    return column.cast(kind, strict=False)


def entity(table: str, told: pl.DataFrame) -> pl.DataFrame:
    """The rows of an entity table, each cell with the value that it takes; `told` is what `cells.said` gives."""
    lines = cells.taken(told, CELLS[table]).rename({"row_id": KEYS[table]}).drop_nulls("name")
    return _completed(table, lines)


def names(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """table_name, row_id, name of all entities and organisations."""
    keys = {**KEYS, "organizations": "organization_id"}
    return pl.concat(
        tables[table].select(
            pl.lit(table, WORD).alias("table_name"), pl.col(key).cast(WORD).alias("row_id"), pl.col("name").cast(pl.String)
        )
        for table, key in keys.items()
    )


def documents(context: Context, years: pl.DataFrame) -> pl.DataFrame:
    """The documents with what resolution found out about them."""
    copies = [context.copies.get(d) for d in context.documents["document_id"]]
    own = context.documents.drop("adcode").with_columns(pl.Series("duplicate_of", copies, pl.String))
    own = own.join(
        context.sources.select("document_id", pl.col("home").alias("adcode"), "as_of"), on="document_id", how="left"
    )
    return own.join(years, on="document_id", how="left")


def _completed(table: str, lines: pl.DataFrame) -> pl.DataFrame:
    """What follows from other cells of the row."""
    if table == "meetings":
        day = pl.col("held_on").cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
        known = day.is_not_null()
        return lines.with_columns(
            pl.when(known).then(day.dt.month().cast(pl.String)).otherwise("held_month").alias("held_month"),
            pl.when(known).then(day.dt.day().cast(pl.String)).otherwise("held_day").alias("held_day"),
            pl.when(known).then(pl.col("year_basis").fill_null("inferred")).alias("year_basis"),
            pl.col("kind").fill_null("other"),
        )
    if table == "projects":
        both = pl.col("investment_amount").is_not_null() & pl.col("investment_currency").is_not_null()
        return lines.with_columns(
            pl.when(both).then("investment_amount").alias("investment_amount"),
            pl.when(both).then("investment_currency").alias("investment_currency"),
        )
    if table == "villages":
        kind = (
            pl.when(pl.col("name").cast(pl.String).str.ends_with("社区")).then(pl.lit("community")).otherwise(pl.lit("administrative"))
        )
        return lines.with_columns(
            pl.col("kind").fill_null(kind),
            pl.when(pl.col("city") != pl.col("province").fill_null("")).then("city").alias("city"),
        )
    return lines


def officials(frame: pl.DataFrame, positions: pl.DataFrame) -> pl.DataFrame:
    """The people with the reading of their names, and the sector of the post that is printed first in the earliest document.

    `positions` is in the order of documents and, within one, of print.
    """
    first = positions.unique("official_id", keep="first", maintain_order=True)
    told = {
        row[0]: sector(*row[1:]) for row in first.select("official_id", "post", "organization", "title").iter_rows()
    }
    return frame.with_columns(
        pl.Series("name_pinyin", [people.reading(name) for name in frame["name"]], pl.String),
        pl.Series("sector", [told.get(key) for key in frame["official_id"]], pl.String),
    )


def reports(context: Context, ids: pl.DataFrame) -> pl.DataFrame:
    """What each document said of each project: row (local, the first), and the columns of project_reports."""
    fields = ["stage", "investment_amount", "investment_currency"]
    told = cells.said(context, ids, "projects", ["name", *fields])
    told = told.with_columns(pl.concat_str("row_id", "document_id", separator="\x1f").alias("cell"))
    lines = cells.taken(told.with_columns(pl.col("cell").alias("row_id")), fields)
    labels = told.unique("cell", keep="first", maintain_order=True).select("cell", "row_id", "document_id", "as_of")
    first = told.filter(pl.col("field") == "name").unique("cell", keep="first", maintain_order=True)
    labels = labels.join(
        first.select("cell", pl.col("value").alias("label")), on="cell", how="left", maintain_order="left"
    )
    labels = labels.rename({"row_id": "project_id"})
    lines = lines.rename({"row_id": "cell"}).join(labels, on="cell", how="left").sort("document_id", "project_id")
    lines = _completed("projects", lines.with_columns(name=pl.lit("")))
    keys = numbered("project_reports", lines, ["document_id", "label"])
    return as_contract("project_reports", lines.with_columns(keys.alias("project_report_id")))
