"""The rows of a table as lines of CSV: by RFC 4180, quoted where needed, null as nothing, numbers printed plainly."""

from __future__ import annotations

import polars as pl

from fangzhi.contract.model import Field, Table

_CARE = r'[",\r\n]'


def header(table: Table) -> str:
    """The names of the columns, which need no quotes."""
    return ",".join(table.columns)


def lines(table: Table, frame: pl.DataFrame) -> pl.Series:
    """A line a row, without its end; 12000000000 and 6.3 stand there without idle zeros. The columns have the contract's types."""
    cells = [_cell(field).fill_null("") for field in table.fields]
    return frame.select(pl.concat_str(cells, separator=",").alias(header(table))).to_series()


def _cell(field: Field) -> pl.Expr:
    column = pl.col(field.name)
    if field.type == "string":
        text = column.cast(pl.String)
        quoted = pl.concat_str(pl.lit('"'), text.str.replace_all('"', '""', literal=True), pl.lit('"'))
        # Empty text is not null.
        return pl.when(text.str.contains(_CARE) | (text == "")).then(quoted).otherwise(text)
    if field.type == "number":
        return plain_number(column)
    if field.type == "datetime":
        return column.dt.to_string("%Y-%m-%d %H:%M:%S%.f")
    return column.cast(pl.String)


def plain_number(column: pl.Expr) -> pl.Expr:
    """A number as the shortest plain text, to six places."""
    # Six places are printed always, so that trimming never eats the zeros of a whole number.
    return column.cast(pl.Decimal(38, 6)).cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
