"""Rows of a sheet as SQL: an expression that gives a row's XML, by ISO/IEC 29500 (SpreadsheetML)."""

from __future__ import annotations

from collections.abc import Container, Mapping

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
# What makes a text need care: these signs, those of markup, what looks like a sign's number, white space at its ends.
_CARE = _CONTROLS + r"|[&<>]|_x|^[ \n\t]|[ \n\t]$"


def care_sql(field: Field) -> str:
    """SQL for whether any text of the column cannot stand in a cell as it is."""
    value = quoted(field.name)
    return f"coalesce(bool_or(regexp_matches({value}, {literal(_CARE)}) OR length({value}) > {CHARACTERS}), false)"


def row_sql(table: Table, styles: Mapping[str, str], careful: Container[str]) -> str:
    """SQL that gives `<row>…</row>` of a row that has its number in `__line`.

    `styles`: the number that the workbook gave each style. `careful`: the columns of text for which `care_sql` is true. Cells have
    no address of their own: each follows the one before it, which makes the file a third smaller.
    """
    cells = [_cell(field, styles, field.name in careful) for field in table.fields]
    return f"concat('<row r=\"', __line, '\">', {', '.join(cells)}, '</row>')"


def _cell(field: Field, styles: Mapping[str, str], careful: bool) -> str:
    """SQL for one cell; an empty one where the value is null."""
    value = quoted(field.name)
    if field.type == "string":
        filled = _careful(value, styles) if careful else _tagged(value, _text_attributes(styles), "is><t", "t></is")
    elif field.type == "boolean":
        filled = _tagged(f"CAST({value} AS INTEGER)", ' t="b"')
    elif field.type in ("date", "datetime"):
        filled = _day(field.type, value, styles)
    else:
        filled = _number(value, styles)
    return filled if field.required else f"coalesce({filled}, '<c/>')"


def _tagged(value: str, attributes: str, opening: str = "v", closing: str = "v") -> str:
    """SQL for a cell whose value needs no care; null where the value is."""
    return f"{literal(f'<c{attributes}><{opening}>')} || {value} || {literal(f'</{closing}></c>')}"


def _text_attributes(styles: Mapping[str, str]) -> str:
    return f' s="{styles["string"]}" t="inlineStr"'


def _careful(value: str, styles: Mapping[str, str]) -> str:
    whole = f"CAST({value} AS VARCHAR)"
    cut = f"CASE WHEN length({whole}) > {CHARACTERS} THEN concat(left({whole}, {CHARACTERS - 1}), '…') ELSE {whole} END"
    clean = f"regexp_replace({cut}, {literal(_CONTROLS)}, '', 'g')"
    # "_x0041_" is how a workbook writes a character by its number: text that looks so is kept from being read so.
    safe = f"regexp_replace({clean}, '_(x[0-9A-Fa-f]{{4}}_)', '_x005F_\\1', 'g')"
    escaped = f"replace(replace(replace({safe}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"
    space = f"CASE WHEN {whole} <> trim({whole}, ' \n\t') THEN ' xml:space=\"preserve\"' ELSE '' END"
    return f"{literal(f'<c{_text_attributes(styles)}><is><t')} || {space} || '>' || {escaped} || '</t></is></c>'"


def _number(value: str, styles: Mapping[str, str]) -> str:
    """A number that a spreadsheet cannot keep whole is text. A whole one gets a format that never shows an exponent."""
    plain = plain_number(value)
    digits = f"trim(replace(ltrim({plain}, '-'), '.', ''), '0')"
    whole = f' s="{styles["integer"]}"'
    return (
        f"CASE WHEN length({digits}) > {DIGITS} THEN {_careful(plain, styles)}"
        f" WHEN contains({plain}, '.') THEN {_tagged(plain, '')}"
        f" ELSE {_tagged(plain, whole)} END"
    )


def _day(kind: str, value: str, styles: Mapping[str, str]) -> str:
    zero, first = literal(_DAY_ZERO), literal(_FIRST_DAY)
    days = f"date_diff('day', DATE {zero}, CAST({value} AS DATE))"
    if kind == "datetime":
        days = f"round(date_diff('second', TIMESTAMP {zero}, CAST({value} AS TIMESTAMP)) / 86400.0, 8)"
    serial = _tagged(days, f' s="{styles[kind]}"')
    return f"CASE WHEN {value} < DATE {first} THEN {_careful(value, styles)} ELSE {serial} END"
