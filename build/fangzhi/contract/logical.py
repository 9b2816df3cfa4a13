"""The logical hash of a table: what its rows say, whatever file, order or engine holds them.

It is the SHA-256 of the column line (`name:type` with "," between) and the rows as the CSV file prints them, in the contract's order;
a line feed stands behind each.
"""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract.model import Table

if TYPE_CHECKING:
    import polars as pl

_BATCH = 200_000
_BLOCK = 1 << 20


def logical_hash(table: Table, frame: pl.DataFrame) -> str:
    """`sha256:…` of a table, whose rows may stand in any order."""
    from fangzhi.contract.lines import lines

    found = _begun(table)
    for part in lines(table, frame.sort(table.sorted_by)).to_frame().iter_slices(_BATCH):
        sink = io.BytesIO()
        part.write_csv(sink, include_header=False, quote_style="never")
        found.update(sink.getbuffer())
    return f"sha256:{found.hexdigest()}"


def hash_of_file(table: Table, path: Path) -> str:
    """The same of a CSV file that `contract.lines` has printed, in the contract's order, under its header."""
    found = _begun(table)
    with path.open("rb") as stream:
        stream.readline()
        while block := stream.read(_BLOCK):
            found.update(block)
    return f"sha256:{found.hexdigest()}"


def _begun(table: Table) -> hashlib._Hash:
    return hashlib.sha256((",".join(f"{field.name}:{field.type}" for field in table.fields) + "\n").encode())
