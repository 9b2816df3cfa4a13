"""The database of the last build, kept in a cache, so that the next one writes only the rows that are new.

    DIR/warehouse/<version>.duckdb

`version` is a hash of all that makes the tables and views, and of DuckDB. What lies there is compared row by row with what
is to be there: whatever it holds, the result holds the rows that it was given, and the gate looks again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from fangzhi.contract import Contract, Table, ddl
from fangzhi.contract.sql import quoted
from fangzhi.warehouse.load import STORAGE, insert, load, opened, settle, stored
from fangzhi.warehouse.views import views

if TYPE_CHECKING:
    import polars as pl

# Above this share of rows that differ a new file is as cheap, and better packed.
MOST = 0.1


class Kept:
    """The database that a cache folder keeps for a contract."""

    def __init__(self, folder: Path, contract: Contract) -> None:
        made = [ddl(table) for table in contract] + [view.ddl() for view in views()] + [STORAGE, duckdb.__version__]
        version = hashlib.sha256("\0".join(made).encode()).hexdigest()[:16]
        self.file = folder / "warehouse" / f"{version}.duckdb"

    def load(self, contract: Contract, frames: Mapping[str, pl.DataFrame], file: Path) -> duckdb.DuckDBPyConnection:
        """What `warehouse.load` gives, with what is the same taken from the kept database, where there is one that can be used."""
        try:
            shutil.copyfile(self.file, file)
            return _brought(contract, frames, file)
        except (OSError, duckdb.Error, _Another):
            file.unlink(missing_ok=True)
            file.with_name(f"{file.name}.wal").unlink(missing_ok=True)
        return load(contract, frames, file)

    def keep(self, file: Path) -> None:
        """Keeps a database that is closed in the place of all others. A cache that cannot be written is left as it is."""
        aside = self.file.with_name(f".{self.file.name}.new-{os.getpid()}")
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, aside)
            os.replace(aside, self.file)
            for other in self.file.parent.iterdir():
                if other != self.file:
                    other.unlink()


class _Another(Exception):
    """The kept database is of no use: most rows differ, or it holds what it should not."""


def _brought(contract: Contract, frames: Mapping[str, pl.DataFrame], file: Path) -> duckdb.DuckDBPyConnection:
    """The database in `file` with the rows of the frames; new ones stand behind the others."""
    with opened(file) as connection:
        left = MOST * sum(len(frames[table.name]) for table in stored(contract))
        for table in stored(contract):
            left -= _bring(connection, table, frames[table.name], left)
        settle(connection, contract)
    return connection


def _bring(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame, most: float) -> int:
    """Makes the rows of a table those of the frame; returns how many came and went, of which there may be so many. A row is known by
    64 bits of hash."""
    name, columns = quoted(table.name), ", ".join(map(quoted, table.columns))
    connection.register("incoming", frame.with_row_index("line"))
    there, here = (f"SELECT hash({columns}) AS bits, {line} AS line FROM {rows}" for line, rows in (("rowid", name), ("line", "incoming")))
    both = f"SELECT there.line, here.line FROM ({there}) AS there FULL JOIN ({here}) AS here USING (bits)"
    lines = connection.execute(f"{both} WHERE there.line IS NULL OR here.line IS NULL").fetchall()
    connection.unregister("incoming")
    if len(lines) > most:
        raise _Another
    gone, came = ([line for line in side if line is not None] for side in zip(*lines, strict=True)) if lines else ([], [])
    if gone:
        connection.execute(f"DELETE FROM {name} WHERE rowid IN (SELECT unnest(?))", [gone])
    if came:
        insert(connection, table, frame[sorted(came)])
    if connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] != len(frame):
        raise _Another
    return len(gone) + len(came)
