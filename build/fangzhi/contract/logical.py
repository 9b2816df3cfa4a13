"""The logical hash of a table: what its rows say, whatever file, order or engine holds them.

A cell is its text as the CSV file prints it, written as `length:text` (length in characters), and `-` where there is none. A row is its
cells with "," between; its hash is the SHA-256 of that, in hexadecimal. The table's hash is the SHA-256 of the column
line (`name:type` with "," between) and the sorted hashes of its rows, with a line feed between all of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fangzhi.contract.model import Field, Table
from fangzhi.contract.sql import literal, plain_number, quoted

if TYPE_CHECKING:
    import duckdb


def logical_hash(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """`sha256:…` of the table of that name in the connection."""
    head = ",".join(f"{field.name}:{field.type}" for field in table.fields)
    row = ", ',', ".join(_cell(field) for field in table.fields)
    rows = f"SELECT sha256(concat({row})) AS row FROM {quoted(table.name)}"
    # A concat of nothing but the head leaves its line without an end, like any list of one.
    whole = f"concat_ws(chr(10), {literal(head)}, string_agg(row, chr(10) ORDER BY row))"
    (found,) = connection.sql(f"SELECT sha256({whole}) FROM ({rows})").fetchall()[0]
    return f"sha256:{found}"


def _cell(field: Field) -> str:
    name = quoted(field.name)
    text = plain_number(name) if field.type == "number" else f"CAST({name} AS VARCHAR)"
    return f"CASE WHEN {name} IS NULL THEN '-' ELSE concat(length({text}), ':', {text}) END"
