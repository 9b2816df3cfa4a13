"""Tables as CSV: UTF-8 without BOM, LF, quoted by RFC 4180 where needed, null as nothing, rows in order of their keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract, csv_select
from fangzhi.contract.sql import literal, quoted
from fangzhi.publish.layout import csv_path
from fangzhi.warehouse.load import order

if TYPE_CHECKING:
    import duckdb


def write(contract: Contract, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """One file a table, numbers printed plainly."""
    for table in contract:
        target = literal(str(folder / csv_path(table.name)))
        # The key's own columns sort, not their printed forms: 9 comes before 10.
        rows = f"SELECT {csv_select(table)} FROM {quoted(table.name)} AS t ORDER BY {order(table, 't.')}"
        connection.execute(
            f"COPY ({rows}) TO {target} (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')"
        )
