"""Tables as Parquet: Zstandard, rows in order of their keys, so that statistics of row groups let readers skip."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract
from fangzhi.contract.sql import literal, quoted
from fangzhi.publish.layout import parquet_path

if TYPE_CHECKING:
    import duckdb

ROW_GROUP = 122_880


def write(contract: Contract, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """One file a table."""
    for table in contract:
        columns = ", ".join(map(quoted, table.columns))
        target = literal(str(folder / parquet_path(table.name)))
        rows = f"SELECT {columns} FROM {quoted(table.name)}"
        connection.execute(f"COPY ({rows}) TO {target} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})")
