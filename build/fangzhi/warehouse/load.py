"""Frames -> an in-memory DuckDB that holds the tables of the contract and the views over them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import duckdb

from fangzhi.contract import Contract, Table, ddl
from fangzhi.contract.sql import quoted
from fangzhi.warehouse.views import aggregates, views

if TYPE_CHECKING:
    import polars as pl


def load(contract: Contract, frames: Mapping[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """Every table of `frames` with its checks, rows in order of their keys, and every view; an aggregate is a table too, so that
    it is worked out once. Whoever reads a table as it lies there, in one thread, has it in order.

    Raises duckdb.ConstraintException for a row that breaks a check: what `contract.violations` passed has none.
    """
    connection = duckdb.connect()
    made = {view.name for view in aggregates(contract)}
    for table in contract:
        if table.name not in made:
            connection.execute(ddl(table))
            insert(connection, table, frames[table.name])
    for view in views():
        connection.execute(view.ddl())
    for view in aggregates(contract):
        _settle(connection, contract[view.name])
    return connection


def _settle(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Puts a table of a view's rows in the view's place."""
    columns, name = ", ".join(map(quoted, table.columns)), quoted(table.name)
    connection.execute(f"CREATE TABLE settled AS SELECT {columns} FROM {name} ORDER BY {order(table)}")
    connection.execute(f"DROP VIEW {name}; ALTER TABLE settled RENAME TO {name}")


def insert(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> None:
    """Adds a frame's rows to the table of its name, in order of their keys; most frames are in order already."""
    connection.register("incoming", frame)
    sorted_already = len(table.primary_key) == 1 and frame[table.primary_key[0]].is_sorted()
    ordered = "" if sorted_already else f" ORDER BY {order(table)}"
    connection.execute(f"INSERT INTO {quoted(table.name)} BY NAME SELECT * FROM incoming{ordered}")
    connection.unregister("incoming")


def order(table: Table, prefix: str = "") -> str:
    """SQL that sorts a table by its key."""
    return ", ".join(prefix + quoted(name) for name in table.primary_key)


def computed(connection: duckdb.DuckDBPyConnection, contract: Contract) -> dict[str, pl.DataFrame]:
    """The aggregates as frames, in order of their keys, with the columns of the contract."""
    return {view.name: _frame(connection, contract[view.name]) for view in aggregates(contract)}


def _frame(connection: duckdb.DuckDBPyConnection, table: Table) -> pl.DataFrame:
    columns = ", ".join(map(quoted, table.columns))
    return connection.sql(f"SELECT {columns} FROM {quoted(table.name)}").pl()
