"""Where things lie in a package, and what belongs to it."""

from __future__ import annotations

from fangzhi.contract import Contract

DESCRIPTOR = "datapackage.json"
README = "README.md"
DATABASE = "fangzhi.duckdb"
# What DuckDB leaves beside a database that is open, and desktops in any folder they show: no part of a package, and no loss.
LEAVINGS = frozenset({f"{DATABASE}.wal", ".DS_Store", "Thumbs.db", "desktop.ini"})


def csv_path(table: str) -> str:
    """The path of a table's CSV file, relative to the package."""
    return f"data/{table}.csv"


def parquet_path(table: str) -> str:
    """The path of a table's Parquet file, relative to the package."""
    return f"data/{table}.parquet"


def files(contract: Contract) -> frozenset[str]:
    """Every file of a whole package, relative to it."""
    data = {path(table.name) for table in contract for path in (csv_path, parquet_path)}
    return frozenset({DESCRIPTOR, README, DATABASE, *data})
