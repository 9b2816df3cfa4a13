"""Facts: the rows that belong to one document and lead to entities: positions, participations, designations, targets."""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.context import Context
from fangzhi.resolve.identifiers import numbered
from fangzhi.resolve.mentions import WORD, wide

# What a row of a document is known by within it; what it leads to is told by name, so that it outlives a merge.
FIELDS = {
    "positions": ("official_id", "post", "organization", "title", "as_of", "change", "changed_on"),
    "participations": ("meeting_id", "official_id", "role"),
    "village_designations": ("village_id", "designation", "year"),
    "targets": ("meeting_id", "subject", "indicator", "value", "unit", "bound", "status", "period"),
    "project_capacities": ("project_id", "value", "unit"),
}
_REQUIRED = {
    "positions": ["official_id", "post"],
    "participations": ["meeting_id", "official_id", "role"],
    "village_designations": ["village_id", "designation"],
    "targets": ["indicator", "value"],
    "project_capacities": ["project_id", "value", "unit"],
}
TARGETS = {"official_id": "officials", "meeting_id": "meetings", "project_id": "projects", "village_id": "villages"}


def facts(context: Context, ids: pl.DataFrame, table: str) -> pl.DataFrame:
    """The rows that documents say of `table`: mention, document_id, row_id, claim, and the fields with references resolved.

    Lines of one document that say the same are one row with the claims of each: they share their row_id. A line
    that leads nowhere, or lacks what makes it one, is left out.
    """
    lines = wide(context.claims, table, FIELDS[table])
    key = ["document_id"]
    for field in FIELDS[table]:
        if field in TARGETS:
            lines = _led(lines, ids, field)
            key.append(f"{field}_name")
        else:
            key.append(field)
    lines = lines.drop_nulls(_REQUIRED[table])
    if table == "project_capacities":
        return _capacities(lines)
    same = ["document_id", *FIELDS[table]]
    if table == "positions":
        key, same = key[:3], ["document_id", "official_id", "post"]
    rows = lines.unique(same, keep="first", maintain_order=True)
    rows = rows.with_columns(numbered(table, rows, key).alias("row_id"))
    # What the first line of a row says is said by all.
    others = [field for field in FIELDS[table] if field not in same]
    back = lines.drop(others).join(
        rows.select("row_id", *same, *others), on=same, how="left", nulls_equal=True, maintain_order="left"
    )
    return back.select("mention", "document_id", "row_id", "claim", *FIELDS[table])


def _led(lines: pl.DataFrame, ids: pl.DataFrame, field: str) -> pl.DataFrame:
    """The column `field`, of mentions, with the identifiers of their rows, and the names of these beside it."""
    own = ids.filter(pl.col("table_name") == TARGETS[field])
    own = own.select(pl.col("mention").alias(field), "row_id", pl.col("label").alias(f"{field}_name"))
    lines = lines.join(own, on=field, how="left", maintain_order="left")
    return lines.with_columns(pl.col("row_id").alias(field)).drop("row_id")


def _capacities(lines: pl.DataFrame) -> pl.DataFrame:
    """Capacities are known by what they are of and how much: row_id is the key's parts with "|" between."""
    lines = lines.with_columns(plain(pl.col("value").cast(pl.String)).alias("value"))
    return lines.with_columns(pl.concat_str("project_id", "value", "unit", separator="|").alias("row_id"))


def corrected(table: str, lines: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The lines with what a person says of their cells. `told`: row_id, field, value. A row keeps its identifier, unless that is what
    it says (`_capacities`)."""
    for field in (name for name in told["field"].unique().to_list() if name in lines.columns):
        new = told.filter(pl.col("field") == field).select(pl.col("row_id").cast(pl.String), pl.col("value").alias("told"))
        lines = lines.join(new.unique("row_id", keep="last"), on="row_id", how="left", maintain_order="left")
        lines = lines.with_columns(pl.coalesce("told", field).alias(field)).drop("told")
    return _capacities(lines) if table == "project_capacities" and len(told) else lines


def plain(value: pl.Expr) -> pl.Expr:
    """A number's text without idle zeros, to six places, as the contract writes it into a key."""
    text = value.cast(pl.Decimal(24, 6), strict=False).cast(pl.String)
    return text.str.strip_chars_end("0").str.strip_chars_end(".")


def resolved_ids(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The lines of a table as `ids`: mention, table_name, row_id, label (null: nothing leads to them)."""
    return rows.select("mention", pl.lit(table, WORD).alias("table_name"), "row_id", pl.lit(None, WORD).alias("label"))


TABLES = tuple(FIELDS)
KEYS = {
    "positions": "position_id",
    "participations": "participation_id",
    "village_designations": "village_designation_id",
    "targets": "target_id",
}


def columns(table: str, lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with the columns of their table; `day` is the day that the document speaks of."""
    if table == "positions":
        lines = lines.with_columns(pl.coalesce("as_of", "day").alias("as_of"))
    if table == "targets":
        lines = lines.with_columns(pl.col("bound").fill_null("exact"), pl.col("status").fill_null("achieved"))
    return lines.rename({"row_id": KEYS[table]}) if table in KEYS else lines
