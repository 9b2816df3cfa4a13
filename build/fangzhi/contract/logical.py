"""The logical hash of a table: what its rows say, whatever file, order or engine holds them.

It is the SHA-256 of the column line (`name:type` with "," between) and the rows as the CSV file prints them, in the contract's order;
a line feed stands behind each.
"""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from fangzhi.contract.model import Table

if TYPE_CHECKING:
    import polars as pl

_BATCH = 200_000


def logical_hash(table: Table, frame: pl.DataFrame) -> str:
    """`sha256:…` of a table, whose rows may stand in any order."""
    from fangzhi.contract.lines import lines

    return hash_of_lines(table, lines(table, frame.sort(table.sorted_by)))


def hash_of_lines(table: Table, lines: pl.Series) -> str:
    """The same of rows that `contract.lines` has printed and that stand in the contract's order."""
    found = hashlib.sha256((",".join(f"{field.name}:{field.type}" for field in table.fields) + "\n").encode())
    for part in lines.to_frame().iter_slices(_BATCH):
        sink = io.BytesIO()
        part.write_csv(sink, include_header=False, quote_style="never")
        found.update(sink.getbuffer())
    return f"sha256:{found.hexdigest()}"
