"""Frames -> a DuckDB that holds the tables of the contract and the views over them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from fangzhi.contract import Contract, Table, ddl
from fangzhi.contract.sql import literal, quoted
from fangzhi.warehouse.views import aggregates, views

if TYPE_CHECKING:
    import polars as pl

# The oldest layout that DuckDB still writes: version 1.0 and all after it open the file.
STORAGE = "v1.0.0"


def load(contract: Contract, frames: Mapping[str, pl.DataFrame], file: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Every table of `frames` with its checks and comments, rows in the order of the frames, and every view; in memory, or in a new
    `file`, which is whole when the connection is closed.

    To this connection an aggregate is a table, so that it is worked out once; others see its view. Raises
    duckdb.ConstraintException for a row that breaks a check: what `contract.violations` passed has none.
    """
    with opened(file) as connection:
        for table in stored(contract):
            connection.execute(ddl(table))
            insert(connection, table, frames[table.name])
        for view in views():
            connection.execute(view.ddl())
            if view.name in contract:
                connection.execute(_column_comments(contract[view.name]))
        settle(connection, contract)
    return connection


@contextlib.contextmanager
def opened(file: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database, which stays open at the end, when all that was done is committed as one; where that fails it is
    closed."""
    # One thread: rows lie, and are read, in the order in which they were given, and as close as they can.
    connection = duckdb.connect(config={"threads": 1})
    try:
        where = f"{literal(str(file))} AS package (STORAGE_VERSION {literal(STORAGE)})" if file else "':memory:' AS package"
        # One transaction: each of its own would wait for the disk.
        connection.execute(f"ATTACH {where}; USE package; BEGIN")
        yield connection
        connection.execute("COMMIT")
        if file:
            connection.execute("CHECKPOINT package")
    except BaseException:
        connection.close()
        raise


def stored(contract: Contract) -> list[Table]:
    """The tables that are no aggregates, in the contract's order."""
    made = {view.name for view in aggregates(contract)}
    return [table for table in contract if table.name not in made]


def _column_comments(table: Table) -> str:
    name = quoted(table.name)
    comments = (f"COMMENT ON COLUMN {name}.{quoted(field.name)} IS {literal(field.description.strip())};\n" for field in table.fields)
    return "".join(comments)


def settle(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Puts a table of its rows before the view of each aggregate, for as long as the connection is open."""
    for table in (contract[view.name] for view in aggregates(contract)):
        (columns, order), name = (", ".join(map(quoted, names)) for names in (table.columns, table.sorted_by)), quoted(table.name)
        connection.execute(f"CREATE TEMP TABLE {name} AS SELECT {columns} FROM package.main.{name} ORDER BY {order}")


def insert(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> None:
    """Adds a frame's rows, which stand in the contract's order, to the table of its name."""
    connection.register("incoming", frame)
    connection.execute(f"INSERT INTO {quoted(table.name)} BY NAME SELECT * FROM incoming")
    connection.unregister("incoming")


def computed(connection: duckdb.DuckDBPyConnection, contract: Contract) -> dict[str, pl.DataFrame]:
    """The aggregates as frames, in the contract's order, with the columns of the contract."""
    return {view.name: _frame(connection, contract[view.name]) for view in aggregates(contract)}


def _frame(connection: duckdb.DuckDBPyConnection, table: Table) -> pl.DataFrame:
    columns = ", ".join(map(quoted, table.columns))
    return connection.sql(f"SELECT {columns} FROM {quoted(table.name)}").pl()
