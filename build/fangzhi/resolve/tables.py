"""Tables: what was resolved, as the frames of the contract."""

from __future__ import annotations

import polars as pl

from fangzhi.contract import load, polars_schema
from fangzhi.resolve import cells
from fangzhi.resolve import names as people
from fangzhi.resolve.context import Context
from fangzhi.resolve.identifiers import numbered
from fangzhi.resolve.sectors import sector

CELLS = {
    "meetings": ["name", "kind", "held_on", "held_month", "held_day", "year_basis", "day_part", "venue", "convener"],
    "officials": ["name"],
    "projects": ["name", "category", "proponent", "place", "investment_amount", "investment_currency", "stage"],
    "villages": ["name", "kind", "town", "county", "city", "province", "adcode"],
}
KEYS = {"meetings": "meeting_id", "officials": "official_id", "projects": "project_id", "villages": "village_id"}


def as_contract(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with the contract's columns and types, sorted by key; what is not there is null, what does not fit too."""
    wanted = polars_schema(load()[table])
    missing = [pl.lit(None).alias(name) for name in wanted if name not in frame.columns]
    frame = frame.with_columns(missing).select(_typed(frame, name, kind) for name, kind in wanted.items())
    return frame.sort(load()[table].primary_key)


def _typed(frame: pl.DataFrame, name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if kind == pl.Date and frame.schema.get(name) == pl.String:
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
        tables[table].select(pl.lit(table).alias("table_name"), pl.col(key).alias("row_id"), "name")
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
        day = pl.col("held_on").str.to_date("%Y-%m-%d", strict=False)
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
            pl.when(pl.col("name").str.ends_with("社区")).then(pl.lit("community")).otherwise(pl.lit("administrative"))
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


def claims_table(claims: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """The evidence, with the rows that it is of and, where a value leads to a row, that row's identifier.

    A claim without characters or of no row is left out.
    """
    # The frame is by far the largest: what is looked up is looked up in few columns, and lines are left out at once.
    mention = ["document_id", "table_name", "row"]
    of_row = claims.select(mention).join(
        ids.select(*mention, "row_id").unique(mention, keep="first", maintain_order=True),
        on=mention, how="left", maintain_order="left",
    )  # fmt: skip
    refers = pl.col("field").str.ends_with("_id")
    led = _led(claims.lazy().filter(refers).select("claim", "document_id", "value").collect(), ids)
    led = claims.select("claim").join(led, on="claim", how="left", maintain_order="left")
    lines = claims.with_columns(of_row["row_id"], led["led"], led["shown"])
    sound = (pl.col("value") != "") & (pl.col("quote") != "") & (pl.col("end") > pl.col("start"))
    lines = lines.filter(sound & pl.col("row_id").is_not_null() & (~refers | pl.col("led").is_not_null()))
    lines = lines.with_columns(pl.coalesce("led", "value").alias("value"), pl.coalesce("shown", "value").alias("shown"))
    # Lines of one row that say the same of the same characters are one claim.
    said = pl.struct("document_id", "table_name", "row_id", "field", "value", "start", "end")
    lines = lines.drop("led").filter(said.hash(11).is_first_distinct())
    keys = numbered("claims", lines, ["document_id", "table_name", "field", "shown", "start", "end"])
    return lines.drop("shown").with_columns(keys.alias("claim_id"))


def _led(lines: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """claim, led (the identifier that a reference leads to) and shown (the name there) of the claims that lead somewhere."""
    labels = ids.filter(pl.col("label").is_not_null()).select(
        "document_id", pl.col("row").alias("value"), pl.col("row_id").alias("led"), pl.col("label").alias("shown")
    )
    found = lines.join(labels, on=["document_id", "value"], how="inner", maintain_order="left")
    return found.select("claim", "led", "shown").unique("claim", keep="first", maintain_order=True)
