"""Claims against the contract: a value that its column cannot hold is left out before it could stop a release."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from fangzhi.contract.frames import field_rules, polars_schema
from fangzhi.contract.model import Contract, Field

_ROW = ("document_id", "table_name", "row")


def sift(contract: Contract, claims: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """The claims that their columns can hold, in their order, and a line for each that is left out.

    `claims` are rows as `extract` gives them. What is out of bounds is a misprint of the document or a misreading of ours: it
    costs its cell, and where the column must be filled its row and what refers to that row, never the release.
    """
    found = [broken for broken in _broken(contract, claims) if not broken[1].is_empty()]
    if not found:
        return claims, []
    cells = pl.concat([rows.select(*_ROW, "field", pl.col("found").alias("value")) for _, rows, _ in found])
    kept = claims.join(cells, on=cells.columns, how="anti", maintain_order="left", nulls_equal=True)
    rows = [rows.select(_ROW) for field, rows, _ in found if field.required]
    if rows:
        kept = _without(kept, pl.concat(rows).unique())
    lines = [
        f"{document}: {table}.{field.name}: {message}; found {value}"
        for field, rows, message in found
        for document, table, value in rows.select("document_id", "table_name", "found").iter_rows()
    ]
    return kept, sorted(set(lines))


def _broken(contract: Contract, claims: pl.DataFrame) -> Iterator[tuple[Field, pl.DataFrame, str]]:
    """For each rule of each column that is read from documents: the field, the claims that break it, and what it says."""
    read = [table for table in contract if table.origin == "extracted"]
    bounded = {field.name for table in read for field in table.fields if _bound(field)}
    claims = claims.filter(pl.col("field").cast(pl.String).is_in(bounded)).with_columns(pl.col("value").alias("found"))
    for table in read:
        kinds = polars_schema(table)
        own = claims.filter(pl.col("table_name") == table.name)
        for field in filter(_bound, table.fields):
            said = own.filter((pl.col("field") == field.name) & pl.col("value").is_not_null())
            said = said.with_columns(pl.col("found").cast(pl.String).cast(kinds[field.name], strict=False).alias(field.name))
            yield field, said.filter(pl.col(field.name).is_null()), f"is no {field.type}"
            for rule in field_rules(field):
                yield field, said.filter(~rule.kept), rule.message


def _bound(field: Field) -> bool:
    """Whether a value may be wrong for a column: one that is no number is no claim's fault where any text will do."""
    return field.type in ("integer", "number") or any(rule.name != "not_empty" for rule in field_rules(field))


def _without(claims: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The claims without those of `rows`, and without rows that refer to them."""
    refers = pl.col("field").cast(pl.String).str.ends_with("_id")
    referring = claims.filter(refers).select(*_ROW, pl.col("value").cast(pl.String).alias("led"))
    led = rows.select("document_id", pl.col("row").cast(pl.String).alias("led"))
    referring = referring.join(led, on=("document_id", "led"), how="semi").select(_ROW)
    return claims.join(pl.concat([rows, referring]), on=_ROW, how="anti", maintain_order="left")
