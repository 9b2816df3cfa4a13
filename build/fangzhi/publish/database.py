"""The DuckDB file: every table with its checks and comments, every view."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract, ddl
from fangzhi.contract.sql import literal, quoted
from fangzhi.publish.layout import DATABASE
from fangzhi.warehouse.views import aggregates, views

if TYPE_CHECKING:
    import duckdb

# The oldest layout that DuckDB still writes: version 1.0 and all after it open the file.
STORAGE = "v1.0.0"


def write(contract: Contract, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Copies the tables of the connection's own database into `fangzhi.duckdb` and makes the views there."""
    home = connection.sql("SELECT current_database()").fetchall()[0][0]
    made = {view.name for view in aggregates(contract)}
    connection.execute(f"ATTACH {literal(str(folder / DATABASE))} AS package (STORAGE_VERSION {literal(STORAGE)})")
    try:
        connection.execute("USE package")
        # One transaction: each of its own would wait for the disk.
        connection.execute("BEGIN")
        for table in contract:
            if table.name not in made:
                connection.execute(ddl(table))
                source = f"{quoted(home)}.main.{quoted(table.name)}"
                connection.execute(f"INSERT INTO {quoted(table.name)} BY NAME SELECT * FROM {source}")
        for view in views():
            connection.execute(view.ddl())
            if view.name in contract:
                connection.execute(_column_comments(contract, view.name))
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT package")
    except BaseException:
        with contextlib.suppress(Exception):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute(f"USE {quoted(home)}")
        connection.execute("DETACH package")


def _column_comments(contract: Contract, name: str) -> str:
    return "".join(
        f"COMMENT ON COLUMN {quoted(name)}.{quoted(field.name)} IS {literal(field.description.strip())};\n"
        for field in contract[name].fields
    )
