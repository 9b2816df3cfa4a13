"""Queries over a package, and their rows as a table, CSV, JSON or Parquet."""

from __future__ import annotations

import contextlib
import csv
import datetime
import itertools
import json
import math
import os
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from fangzhi.access import opened
from fangzhi.errors import Refusal

if TYPE_CHECKING:
    import duckdb

FORMATS = ("table", "csv", "json", "parquet")
TABLE_ROWS = 100
_READS = frozenset({"SELECT", "EXPLAIN", "MULTI"})


def run(package: Path, sql: str, form: str, sink: TextIO | None, target: Path | None) -> None:
    """Runs one query over a folder, a zip file or a DuckDB file, and writes its rows as `form` to `sink`, or to the file `target`.

    Raises Refusal for what is no query, for a query that DuckDB refuses, and for a file that cannot be written.
    """
    import duckdb

    if form == "parquet" and target is None:
        raise Refusal("parquet is not for a terminal; give --output FILE")
    try:
        with opened(package) as connection:
            one_that_reads(sql)
            if target is None:
                write(connection, sql, form, sink)
            else:
                with _aside(target) as aside:
                    _into(connection, sql, form, aside)
    except duckdb.Error as error:
        raise Refusal(" ".join(str(error).split("\n\n")[0].split())) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Refusal(f"{target}: cannot be written: {error.strerror or error}") from error


@contextlib.contextmanager
def _aside(target: Path) -> Iterator[Path]:
    """A path beside `target`, moved into its place at the end: a query that fails leaves what lay there."""
    if target.exists() and not target.is_file():
        yield target  # a pipe or a device is written to as it is
        return
    aside = target.with_name(f".{target.name}.new-{os.getpid()}")
    try:
        yield aside
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _into(connection: duckdb.DuckDBPyConnection, sql: str, form: str, target: Path) -> None:
    if form == "parquet":
        _parquet(connection, sql, target)
    else:
        with target.open("w", encoding="utf-8", newline="") as stream:
            write(connection, sql, form, stream)


def one_that_reads(sql: str) -> None:
    """Raises Refusal for what is not exactly one query that reads, and duckdb.Error for what is no SQL."""
    import duckdb

    statements = duckdb.extract_statements(sql)
    if len(statements) != 1 or statements[0].type.name not in _READS:
        raise Refusal("one query that reads is expected (SELECT, FROM, WITH, DESCRIBE, SUMMARIZE, EXPLAIN)")


def write(connection: duckdb.DuckDBPyConnection, sql: str, form: str, sink: TextIO) -> None:
    """Runs one query and writes its rows to `sink`: as `table`, `csv` or `json`."""
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
    separator, names = "[\n", _unlike(names)
    for row in rows:
        cells = (None if isinstance(cell, float) and not math.isfinite(cell) else cell for cell in row)
        sink.write(separator + json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False, default=_jsonable))
        separator = ",\n"
    sink.write("\n]\n" if separator == ",\n" else "[]\n")


def _unlike(names: list[str]) -> list[str]:
    """The names, each once: a second `name` of a join is `name_1`, as DuckDB calls it elsewhere."""
    given: dict[str, None] = {}
    for name in names:
        made = (name if turn == 0 else f"{name}_{turn}" for turn in itertools.count())
        given[next(new for new in made if new not in given and (new == name or new not in names))] = None
    return list(given)


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
    console.on_broken_pipe = _again  # type: ignore[method-assign]  # it would end the process with 1
    console.print(table)
    if more:
        console.print(f"and {more:,} more rows; --format csv gives all of them")


def _again() -> NoReturn:
    """Lets the error that is being handled go on."""
    raise  # noqa: PLE0704


def _parquet(connection: duckdb.DuckDBPyConnection, sql: str, target: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    relation = connection.sql(sql)
    # DuckDB 2 has another name for it and warns of the old one.
    reader = getattr(relation, "to_arrow_reader", relation.fetch_arrow_reader)(100_000)
    names = _unlike(reader.schema.names)
    schema = pa.schema([field.with_name(name) for field, name in zip(reader.schema, names, strict=True)])
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch.rename_columns(names))
