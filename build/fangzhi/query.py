"""SQL over a package: read-only, and with no way to any file or network but the package's own tables."""

from __future__ import annotations

import contextlib
import csv
import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from fangzhi.contract import Contract, load
from fangzhi.contract.sql import quoted
from fangzhi.errors import Refusal
from fangzhi.publish.layout import DESCRIPTOR, parquet_path

if TYPE_CHECKING:
    import duckdb

FORMATS = ("table", "csv", "json", "parquet")
TABLE_ROWS = 100
_READS = frozenset({"SELECT", "EXPLAIN", "MULTI"})


@contextlib.contextmanager
def opened(package: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that has the package's tables and views, and nothing else.

    The Parquet files are read as the query asks for them; DuckDB itself opens no file and no connection, and its settings
    are locked. Raises Refusal where there is no package.
    """
    import duckdb
    import pyarrow as pa
    from pyarrow import dataset

    contract = load()
    _check(package, contract)
    with duckdb.connect() as connection:
        for table in contract:
            try:
                connection.register(table.name, dataset.dataset(package / parquet_path(table.name), format="parquet"))
            except (OSError, pa.ArrowException) as error:
                raise Refusal(
                    f"{package / parquet_path(table.name)}: cannot be read; build the package again"
                ) from error
        _add_views(connection, contract)
        for setting in (
            "python_enable_replacements = false",
            "enable_external_access = false",
            "lock_configuration = true",
        ):
            connection.execute(f"SET {setting}")
        yield connection


def _check(package: Path, contract: Contract) -> None:
    if not (package / DESCRIPTOR).is_file():
        raise Refusal(
            f"{package}: no package is there ({DESCRIPTOR} is missing); build one with: fangzhi release FOLDER --out {package}"
        )
    missing = [parquet_path(table.name) for table in contract if not (package / parquet_path(table.name)).is_file()]
    if missing:
        raise Refusal(f"{package}: the package has no {missing[0]}; build it again")


def _add_views(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    from fangzhi.warehouse.views import views

    for view in views():
        if view.name not in contract:
            connection.execute(f"CREATE VIEW {quoted(view.name)} AS {view.select}")


def run(package: Path, sql: str, form: str, sink: TextIO | None, target: Path | None) -> None:
    """Runs one query and writes its rows as `form` to `sink`, or to the file `target`.

    Raises Refusal for what is no query, for a query that DuckDB refuses, and for a file that cannot be written.
    """
    import duckdb

    if form == "parquet" and target is None:
        raise Refusal("parquet is not for a terminal; give --output FILE")
    try:
        with opened(package) as connection:
            _one_that_reads(sql)
            if target is None:
                _write(connection, sql, form, sink)
            elif form == "parquet":
                _parquet(connection, sql, target)
            else:
                with target.open("w", encoding="utf-8", newline="") as stream:
                    _write(connection, sql, form, stream)
    except duckdb.Error as error:
        raise Refusal(" ".join(str(error).split("\n\n")[0].split())) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Refusal(f"{target}: cannot be written: {error.strerror or error}") from error


def _one_that_reads(sql: str) -> None:
    import duckdb

    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type.name not in _READS:
        raise Refusal("one query that reads is expected (SELECT, FROM, WITH, DESCRIBE, SUMMARIZE, EXPLAIN)")


def _write(connection: duckdb.DuckDBPyConnection, sql: str, form: str, sink: TextIO) -> None:
    connection.execute(sql)
    names = [column[0] for column in connection.description]
    {"table": _table, "csv": _csv, "json": _json}[form](names, _fetched(connection), sink)


def _fetched(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while rows := connection.fetchmany(10_000):
        yield from rows


def plain(value: Any) -> Any:
    """A cell as CSV and tables print it."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, bool):
        return str(value).lower()
    return value


def _csv(names: list[str], rows: Iterator[tuple[Any, ...]], sink: TextIO) -> None:
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(map(plain, row) for row in rows)


def _json(names: list[str], rows: Iterator[tuple[Any, ...]], sink: TextIO) -> None:
    """An array with one object a line."""
    separator = "[\n"
    for row in rows:
        sink.write(separator + json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=_jsonable))
        separator = ",\n"
    sink.write("\n]\n" if separator == ",\n" else "[]\n")


def _jsonable(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _table(names: list[str], rows: Iterator[tuple[Any, ...]], sink: TextIO) -> None:
    """The first hundred rows under each other, and how many there are more."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        table.add_column(name)
    more = 0
    for number, row in enumerate(rows):
        if number < TABLE_ROWS:
            table.add_row(*("" if value is None else Text(str(plain(value))) for value in row))
        else:
            more += 1
    # Where no terminal tells its width, nothing is broken into lines.
    console = Console(file=sink, highlight=False, width=None if sink.isatty() else 10_000)
    console.print(table)
    if more:
        console.print(f"and {more:,} more rows; --format csv gives all of them")


def _parquet(connection: duckdb.DuckDBPyConnection, sql: str, target: Path) -> None:
    import pyarrow.parquet as pq

    relation = connection.sql(sql)
    # DuckDB 2 has another name for it and warns of the old one.
    reader = getattr(relation, "to_arrow_reader", relation.fetch_arrow_reader)(100_000)
    with pq.ParquetWriter(target, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
