"""Rows of a sheet as Polars expressions that give a row's XML, by ISO/IEC 29500 (SpreadsheetML)."""

from __future__ import annotations

import datetime
from collections.abc import Container, Mapping

import polars as pl

from fangzhi.contract import Field, Table
from fangzhi.contract.lines import plain_number

# Kind of cell -> its number format. "@" is text: what is typed over it stays text too.
STYLES = {"string": "@", "integer": "0", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm:ss"}
CHARACTERS = 32_767  # what a cell holds
DIGITS = 15  # what a spreadsheet keeps of a number
# Spreadsheets take February 29 of 1900 for a day: what is older than the day after stays text.
_FIRST_DAY = datetime.datetime(1900, 3, 1)
_DAY_ZERO = datetime.datetime(1899, 12, 30)
# What XML 1.0 cannot hold, and the carriage return, which it does not keep.
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}]"
# What makes a text need care: these signs, those of markup, what looks like a sign's number, white space at its ends.
_SPACE = r"^[ \n\t]|[ \n\t]$"
_CARE = _CONTROLS + r"|[&<>]|_x|" + _SPACE


def care(field: Field) -> pl.Expr:
    """Whether any text of the column cannot stand in a cell as it is."""
    value = pl.col(field.name)
    return (value.str.contains(_CARE) | (value.str.len_chars() > CHARACTERS)).any()


def row(table: Table, styles: Mapping[str, str], careful: Container[str]) -> pl.Expr:
    """`<row>…</row>` of each row of a frame.

    `styles`: the number that the workbook gave each style. `careful`: the columns of text for which `care` is true. Neither rows nor
    cells have an address of their own: each follows the one before it, which makes the file a third smaller, and a row the same
    wherever it stands.
    """
    cells = [_cell(field, styles, field.name in careful) for field in table.fields]
    return pl.concat_str(pl.lit("<row>"), *cells, pl.lit("</row>"))


def _cell(field: Field, styles: Mapping[str, str], careful: bool) -> pl.Expr:
    """One cell; an empty one where the value is null."""
    value = pl.col(field.name)
    if field.type == "string":
        filled = _careful(value, styles) if careful else _tagged(value, _text_attributes(styles), "is><t", "t></is")
    elif field.type == "boolean":
        filled = _tagged(value.cast(pl.Int8).cast(pl.String), ' t="b"')
    elif field.type in ("date", "datetime"):
        filled = _day(field.type, value, styles)
    else:
        filled = _number(plain_number(value), styles)
    return filled.fill_null("<c/>")


def _tagged(value: pl.Expr, attributes: str, opening: str = "v", closing: str = "v") -> pl.Expr:
    """A cell whose value needs no care; null where the value is."""
    return pl.concat_str(pl.lit(f"<c{attributes}><{opening}>"), value, pl.lit(f"</{closing}></c>"))


def _text_attributes(styles: Mapping[str, str]) -> str:
    return f' s="{styles["string"]}" t="inlineStr"'


def _careful(value: pl.Expr, styles: Mapping[str, str]) -> pl.Expr:
    cut = pl.when(value.str.len_chars() > CHARACTERS).then(value.str.head(CHARACTERS - 1) + "…").otherwise(value)
    # "_x0041_" is how a workbook writes a character by its number: text that looks so is kept from being read so.
    safe = cut.str.replace_all(_CONTROLS, "").str.replace_all("_(x[0-9A-Fa-f]{4}_)", "_x005F_${1}")
    for sign, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        safe = safe.str.replace_all(sign, name, literal=True)
    space = pl.when(value.str.contains(_SPACE)).then(pl.lit(' xml:space="preserve">')).otherwise(pl.lit(">"))
    return pl.concat_str(pl.lit(f"<c{_text_attributes(styles)}><is><t"), space, safe, pl.lit("</t></is></c>"))


def _number(plain: pl.Expr, styles: Mapping[str, str]) -> pl.Expr:
    """A number that a spreadsheet cannot keep whole is text. A whole one gets a format that never shows an exponent."""
    digits = plain.str.replace_all(r"[-.]", "").str.strip_chars("0")
    whole = _tagged(plain, f' s="{styles["integer"]}"')
    kept = pl.when(plain.str.contains(".", literal=True)).then(_tagged(plain, "")).otherwise(whole)
    return pl.when(digits.str.len_chars() > DIGITS).then(_careful(plain, styles)).otherwise(kept)


def _day(kind: str, value: pl.Expr, styles: Mapping[str, str]) -> pl.Expr:
    since = value.cast(pl.Datetime("us")) - _DAY_ZERO
    days = since.dt.total_days() if kind == "date" else (since.dt.total_seconds() / 86400).round(8)
    serial = _tagged(days.cast(pl.String), f' s="{styles[kind]}"')
    return pl.when(value < _FIRST_DAY).then(_careful(value.cast(pl.String), styles)).otherwise(serial)
