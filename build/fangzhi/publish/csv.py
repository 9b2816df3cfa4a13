"""Tables as CSV: UTF-8 without BOM, LF, quoted by RFC 4180 where needed, null as nothing, rows in the contract's order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract
from fangzhi.publish.layout import csv_path

if TYPE_CHECKING:
    import polars as pl


def write(contract: Contract, frames: Mapping[str, pl.DataFrame], folder: Path) -> dict[str, str]:
    """One file a table, numbers printed plainly. Returns the logical hashes of what was printed, by table."""
    from fangzhi.contract.lines import lines
    from fangzhi.contract.logical import hash_of_file

    hashes = {}
    for table in contract:
        path = folder / csv_path(table.name)
        lines(table, frames[table.name]).to_frame().write_csv(path, quote_style="never")
        hashes[table.name] = hash_of_file(table, path)
    return hashes
