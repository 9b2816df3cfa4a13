"""Rows of a sheet as SQL: an expression that gives a row's XML, by ISO/IEC 29500 (SpreadsheetML)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fangzhi.contract import Field, Table
from fangzhi.contract.sql import literal, plain_number, quoted

# Kind of cell -> its number format. "@" is text: what is typed over it stays text too.
STYLES = {"string": "@", "integer": "0", "date": "yyyy-mm-dd", "datetime": "yyyy-mm-dd hh:mm:ss"}
CHARACTERS = 32_767  # what a cell holds
DIGITS = 15  # what a spreadsheet keeps of a number
# Spreadsheets take February 29 of 1900 for a day: what is older than the day after stays text.
_FIRST_DAY = "1900-03-01"
_DAY_ZERO = "1899-12-30"
# What XML 1.0 cannot hold, and the carriage return, which it does not keep.
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x{fffe}\x{ffff}]"


def row_sql(table: Table, columns: Sequence[str], styles: Mapping[str, str]) -> str:
    """SQL that gives `<row>…</row>` of a row that has its number in `__line`.

    `columns`: the letters of each field's column. `styles`: the number that the workbook gave each style.
    """
    cells = [_cell(field, column, styles) for field, column in zip(table.fields, columns, strict=True)]
    return f"concat('<row r=\"', __line, '\">', {', '.join(cells)}, '</row>')"


def _cell(field: Field, column: str, styles: Mapping[str, str]) -> str:
    """SQL for one cell; nothing where the value is null."""
    value = quoted(field.name)
    if field.type == "string":
        filled = _text(column, value, styles)
    elif field.type == "boolean":
        filled = _tagged(column, f"CAST({value} AS INTEGER)", ' t="b"')
    elif field.type in ("date", "datetime"):
        filled = _day(column, field.type, value, styles)
    else:
        filled = _number(column, value, styles)
    return f"CASE WHEN {value} IS NOT NULL THEN {filled} END"


def _start(column: str, attributes: str) -> str:
    """SQL for the opening of a cell: `<c r="B7" …>`."""
    opening, rest = literal(f'<c r="{column}'), literal(f'"{attributes}>')
    return f"{opening}, __line, {rest}"


def _tagged(column: str, value: str, attributes: str) -> str:
    return f"concat({_start(column, attributes)}, '<v>', {value}, '</v></c>')"


def _text(column: str, value: str, styles: Mapping[str, str]) -> str:
    whole = f"CAST({value} AS VARCHAR)"
    cut = f"CASE WHEN length({whole}) > {CHARACTERS} THEN concat(left({whole}, {CHARACTERS - 1}), '…') ELSE {whole} END"
    clean = f"regexp_replace({cut}, {literal(_CONTROLS)}, '', 'g')"
    # "_x0041_" is how a workbook writes a character by its number: text that looks so is kept from being read so.
    safe = f"regexp_replace({clean}, '_(x[0-9A-Fa-f]{{4}}_)', '_x005F_\\1', 'g')"
    escaped = f"replace(replace(replace({safe}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"
    space = f"CASE WHEN {whole} <> trim({whole}, ' \n\t') THEN ' xml:space=\"preserve\"' ELSE '' END"
    start = _start(column, f' s="{styles["string"]}" t="inlineStr"')
    return f"concat({start}, '<is><t', {space}, '>', {escaped}, '</t></is></c>')"


def _number(column: str, value: str, styles: Mapping[str, str]) -> str:
    """A number that a spreadsheet cannot keep whole is text. A whole one gets a format that never shows an exponent."""
    plain = plain_number(value)
    digits = f"trim(replace(ltrim({plain}, '-'), '.', ''), '0')"
    whole = f' s="{styles["integer"]}"'
    return (
        f"CASE WHEN length({digits}) > {DIGITS} THEN {_text(column, plain, styles)}"
        f" WHEN contains({plain}, '.') THEN {_tagged(column, plain, '')}"
        f" ELSE {_tagged(column, plain, whole)} END"
    )


def _day(column: str, kind: str, value: str, styles: Mapping[str, str]) -> str:
    zero, first = literal(_DAY_ZERO), literal(_FIRST_DAY)
    days = f"date_diff('day', DATE {zero}, CAST({value} AS DATE))"
    if kind == "datetime":
        days = f"round(date_diff('second', TIMESTAMP {zero}, CAST({value} AS TIMESTAMP)) / 86400.0, 8)"
    serial = _tagged(column, days, f' s="{styles[kind]}"')
    return f"CASE WHEN {value} < DATE {first} THEN {_text(column, value, styles)} ELSE {serial} END"
