"""What the stages of the gate share: the package that is checked, its descriptor, and a DuckDB that holds its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangzhi.contract import Contract, Table
from fangzhi.contract.sql import literal, quoted
from fangzhi.gate.failure import SHOWN
from fangzhi.publish.layout import DATABASE, DESCRIPTOR, parquet_path

if TYPE_CHECKING:
    import duckdb
    import polars as pl

DESCRIPTOR_BYTES = 32 << 20


class Case:
    """A package under examination; a context manager, since its DuckDB ends with it.

    `before` is the folder of the release before, `known` the tables that were to be published; each may be None.
    """

    def __init__(
        self, contract: Contract, package: Path, before: Path | None = None, known: Mapping[str, pl.DataFrame] | None = None
    ) -> None:
        self.contract, self.package, self.before, self.known = contract, package, before, known
        # Known when the connection is open, of a package that is just being made: the fingerprint of each Parquet file, and the tables
        # that the database holds with the same rows.
        self.fingerprints: dict[str, tuple] = {}
        self.in_database: set[str] = set()

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *raised: object) -> None:
        if "connection" in self.__dict__:
            self.connection.close()

    @cached_property
    def descriptor(self) -> Any:
        """The descriptor as plain data. Raises ValueError as `read_descriptor` does."""
        return read_descriptor(self.package)

    @cached_property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The tables of the Parquet files. Only for stages after `rows`, which has read all of them.

        Of a package that is just being made they are not read once more where its database holds the same rows.
        """
        import duckdb

        connection = duckdb.connect()
        attached = self.known is not None and self._attached(connection)
        for table in self.contract:
            name, file = quoted(table.name), f"read_parquet({literal(str(self.package / parquet_path(table.name)))})"
            if self.known is not None:
                self.fingerprints[table.name] = fingerprint(table, connection, file)
            if attached and self._in_database(connection, table):
                connection.execute(f"CREATE VIEW {name} AS SELECT * FROM package.main.{name}")
            else:
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {file}")
        return connection

    def _attached(self, connection: duckdb.DuckDBPyConnection) -> bool:
        import duckdb

        try:
            connection.execute(f"ATTACH {literal(str(self.package / DATABASE))} AS package (READ_ONLY)")
        except duckdb.Error:
            return False  # `stored` says why
        return True

    def _in_database(self, connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
        """Whether the database has a table with the rows of the Parquet file; an aggregate is a view there."""
        import duckdb

        kind = "SELECT 1 FROM duckdb_tables() WHERE database_name = 'package' AND table_name = ?"
        if not connection.execute(kind, [table.name]).fetchall():
            return False
        try:
            same = fingerprint(table, connection, f"package.main.{quoted(table.name)}") == self.fingerprints[table.name]
        except duckdb.Error:
            return False
        if same:
            self.in_database.add(table.name)
        return same

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The logical hash of each table, from its Parquet file."""
        from fangzhi.contract.logical import logical_hash

        return {table.name: logical_hash(table, self.frame(table)) for table in self.contract}

    def frame(self, table: Table) -> pl.DataFrame:
        """A table as its Parquet file holds it."""
        import polars as pl

        return pl.read_parquet(self.package / parquet_path(table.name))


def read_descriptor(package: Path) -> Any:
    """The descriptor as plain data. Raises ValueError, with one line, where it cannot be read."""
    path = package / DESCRIPTOR
    try:
        if path.is_symlink():
            raise ValueError(f"{DESCRIPTOR} is a link; a package holds regular files only")
        if path.stat().st_size > DESCRIPTOR_BYTES:
            raise ValueError(f"{DESCRIPTOR} is larger than {DESCRIPTOR_BYTES:,} bytes")
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
    except OSError as error:
        raise ValueError(f"there is no {DESCRIPTOR} that can be read ({error.strerror})") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"{DESCRIPTOR} is no JSON: {error}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # Readers differ in which of two they take: a package must say the same to all of them.
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(f"{DESCRIPTOR} gives the property {twice[:80]!r} twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{DESCRIPTOR} is no JSON: {name}")


def counted(contract: Contract, package: Path) -> Mapping[str, int]:
    """Rows of each table that has a Parquet file in the package."""
    import polars as pl

    found = {}
    for table in contract:
        path = package / parquet_path(table.name)
        if path.is_file():
            found[table.name] = pl.scan_parquet(path).select(pl.len()).collect().item()
    return found


def fingerprint(table: Table, connection: duckdb.DuckDBPyConnection, source: str) -> tuple:
    """The same for sources, each SQL for rows of the table, that hold the same rows as often, in whatever order.

    It is their number and the sum of 64 bits of each: a defect does not get by this, one who means harm could. So it is asked of a
    package that is just being made, and of no other.
    """
    columns = ", ".join(map(quoted, table.columns))
    return connection.execute(f"SELECT count(*), sum(hash({columns})) FROM {source}").fetchall()[0]


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    """The first rows of a query as lines: column=value, …"""
    connection.execute(sql)
    names = [column[0] for column in connection.description]
    return [
        ", ".join(f"{name}={value}" for name, value in zip(names, row, strict=True))
        for row in connection.fetchmany(SHOWN + 1)
    ]
