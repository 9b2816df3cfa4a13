"""SQL over a package: read-only, and with no way to any file or network but the package's own tables."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.access.unpack import folder_of
from fangzhi.contract import Contract, load
from fangzhi.contract.sql import quoted
from fangzhi.errors import Refusal
from fangzhi.publish.layout import DATABASE, DESCRIPTOR, parquet_path

if TYPE_CHECKING:
    import duckdb

# The first bytes of a DuckDB file: eight of a checksum, then these.
_MAGIC = b"DUCK"
_LOCKS = ("python_enable_replacements = false", "enable_external_access = false", "lock_configuration = true")


@contextlib.contextmanager
def opened(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has the package's tables and views, and nothing else.

    `path`: the package's folder, a zip file of it, or its DuckDB file. Parquet files are read as the query asks for them; DuckDB
    itself opens no file and no connection, and its settings are locked. Raises Refusal where there is no package.
    """
    with contextlib.ExitStack() as stack:
        if path.is_file() and _is_database(path):
            connection = stack.enter_context(_database(path))
        elif path.is_file() and not zipfile.is_zipfile(path):
            raise Refusal(f"{path}: is no package; give its folder, a zip file of it, or its .duckdb file")
        else:
            connection = stack.enter_context(_files(stack.enter_context(folder_of(path)), path))
        for setting in _LOCKS:
            connection.execute(f"SET {setting}")
        yield connection


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(12)[8:] == _MAGIC
    except OSError as error:
        raise Refusal(f"{path}: cannot be read: {error.strerror or error}") from error


def _database(path: Path) -> duckdb.DuckDBPyConnection:
    import duckdb

    try:
        connection = duckdb.connect(str(path), read_only=True)
        known = {name for (name,) in connection.sql("SHOW TABLES").fetchall()}
    except duckdb.Error as error:
        raise Refusal(f"{path}: cannot be opened ({str(error).splitlines()[0]}); build the package again") from error
    missing = [name for name in load().names if name not in known]
    if missing:
        connection.close()
        raise Refusal(f"{path}: has no table {missing[0]}; give the {DATABASE} of a package of this version")
    return connection


def _files(folder: Path, shown: Path) -> duckdb.DuckDBPyConnection:
    """The Parquet files of a folder as views; `shown` is what the user calls it."""
    import duckdb
    import pyarrow as pa
    from pyarrow import dataset

    contract = load()
    _check(folder, shown, contract)
    connection = duckdb.connect()
    try:
        for table in contract:
            path = parquet_path(table.name)
            try:
                connection.register(table.name, dataset.dataset(folder / path, format="parquet"))
            except (OSError, pa.ArrowException) as error:
                raise Refusal(f"{shown / path}: cannot be read; build the package again") from error
        _add_views(connection, contract)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(folder: Path, shown: Path, contract: Contract) -> None:
    if not (folder / DESCRIPTOR).is_file():
        raise Refusal(
            f"{shown}: no package is there ({DESCRIPTOR} is missing); build one with: fangzhi release FOLDER --out {shown}"
        )
    missing = [parquet_path(table.name) for table in contract if not (folder / parquet_path(table.name)).is_file()]
    if missing:
        raise Refusal(f"{shown}: the package has no {missing[0]}; build it again")


def _add_views(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    from fangzhi.warehouse.views import views

    for view in views():
        if view.name not in contract:
            connection.execute(f"CREATE VIEW {quoted(view.name)} AS {view.select}")
