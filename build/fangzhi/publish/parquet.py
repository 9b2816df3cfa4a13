"""Tables as Parquet: Zstandard, rows in the contract's order, so that statistics of row groups let readers skip."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract
from fangzhi.publish.layout import parquet_path

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP = 122_880


def write(contract: Contract, frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """One file a table. Nothing but the standard's own types is in it, which every reader knows."""
    import polars as pl
    import pyarrow.parquet as pq

    for table in contract:
        rows = frames[table.name].rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
        target = folder / parquet_path(table.name)
        pq.write_table(rows, target, row_group_size=ROW_GROUP, compression="zstd", store_schema=False)
