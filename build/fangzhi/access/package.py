"""A package in Python: its tables as Polars, pandas, Arrow or DuckDB relations."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.access.store import opened
from fangzhi.errors import Refusal

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa


class Package:
    """A package that is open for reading; a context manager, or closed with `close`.

    `path`: its folder, a zip file of it, or its DuckDB file. Raises Refusal where there is none, and for a name that no table
    or view has. Numbers of type `number` are decimals, as published; dates are dates, codes are text.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._open = contextlib.ExitStack()
        self._connection = self._open.enter_context(opened(self.path))
        rows = self._connection.sql("SHOW TABLES").fetchall()
        self._names = tuple(sorted(name for (name,) in rows))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all tables and views."""
        return self._names

    def relation(self, name: str) -> duckdb.DuckDBPyRelation:
        """A table or view as a DuckDB relation: nothing is read until its rows are asked for."""
        if name not in self._names:
            raise Refusal(f"{self.path}: has no table or view {name!r}; it has {', '.join(self._names)}")
        return self._connection.table(name) if self._is_table(name) else self._connection.view(name)

    def _is_table(self, name: str) -> bool:
        found = self._connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [name])
        return found.fetchall()[0][0] > 0

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """The rows of a query as a relation. It sees the package and no other file or network."""
        return self._connection.sql(query)

    def ask(self, question: str) -> duckdb.DuckDBPyRelation:
        """The rows of one of the worked questions, by its name (see `fangzhi.queries.questions`)."""
        from fangzhi.queries import question as worked

        return self._connection.sql(worked(question).sql)

    def polars(self, name: str) -> pl.DataFrame:
        """A table or view as a Polars frame."""
        return self.relation(name).pl()

    def arrow(self, name: str) -> pa.Table:
        """A table or view as an Arrow table."""
        relation = self.relation(name)
        return getattr(relation, "to_arrow_table", relation.fetch_arrow_table)()

    def pandas(self, name: str) -> pd.DataFrame:
        """A table or view as a pandas frame. ImportError where pandas is not installed: `pip install fangzhi[pandas]`."""
        # Through Arrow: a date stays a date, an integer with gaps an integer, a decimal exact.
        import pandas as pd

        return self.arrow(name).to_pandas(types_mapper=pd.ArrowDtype)

    def close(self) -> None:
        """Ends the connection, and removes what of a zip file was unpacked."""
        self._open.close()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __repr__(self) -> str:
        return f"<fangzhi package {self.path}: {len(self._names)} tables and views>"
