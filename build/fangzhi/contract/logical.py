"""The logical hash of a table: what its rows say, whatever file, order or engine holds them.

A cell is its text as the CSV file prints it, written as `length:text` (length in characters), and `-` where there is none. A row is its
cells with "," between; its hash is the SHA-256 of that, in hexadecimal. The table's hash is the SHA-256 of the column
line (`name:type` with "," between) and the sorted hashes of its rows, with a line feed between all of these.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from fangzhi.contract.model import Field, Table
from fangzhi.contract.sql import plain_number, quoted

if TYPE_CHECKING:
    import duckdb

_BATCH = 100_000


def logical_hash(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """`sha256:…` of the table of that name in the connection."""
    found = hashlib.sha256(",".join(f"{field.name}:{field.type}" for field in table.fields).encode())
    row = ", ',', ".join(_cell(field) for field in table.fields)
    rows = connection.sql(f"SELECT concat(chr(10), sha256(concat({row}))) AS row FROM {quoted(table.name)} ORDER BY row")
    # DuckDB 2 has another name for it and warns of the old one.
    reader = rows.to_arrow_reader if hasattr(rows, "to_arrow_reader") else rows.fetch_record_batch
    for batch in reader(_BATCH):
        # The texts of a batch stand one behind the other: they are taken as they lie there.
        characters = batch.column(0).buffers()[2]
        if characters is not None:
            found.update(characters)
    return f"sha256:{found.hexdigest()}"


def _cell(field: Field) -> str:
    name = quoted(field.name)
    text = plain_number(name) if field.type == "number" else f"CAST({name} AS VARCHAR)"
    if field.required and field.type != "number":
        return f"length({text}), ':', {text}"
    return f"CASE WHEN {name} IS NULL THEN '-' ELSE concat(length({text}), ':', {text}) END"
