"""Tables as CSV: UTF-8 without BOM, LF, quoted by RFC 4180 where needed, null as nothing, rows in order of their keys."""

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
    from fangzhi.contract.logical import logical_hash

    hashes = {}
    for table in contract:
        printed = lines(table, frames[table.name])
        printed.to_frame().write_csv(folder / csv_path(table.name), quote_style="never")
        hashes[table.name] = logical_hash(table, printed)
    return hashes
