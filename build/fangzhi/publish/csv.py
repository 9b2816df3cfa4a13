"""Tables as CSV: UTF-8 without BOM, LF, quoted by RFC 4180 where needed, null as nothing, rows in order of their keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract, csv_select
from fangzhi.contract.sql import literal, quoted
from fangzhi.publish.layout import csv_path

if TYPE_CHECKING:
    import duckdb


def write(contract: Contract, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """One file a table, numbers printed plainly."""
    for table in contract:
        target = literal(str(folder / csv_path(table.name)))
        rows = f"SELECT {csv_select(table)} FROM {quoted(table.name)}"
        connection.execute(
            f"COPY ({rows}) TO {target} (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '')"
        )
