"""Rows that differ, table by table, found by their keys in DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangzhi.contract.sql import literal, plain_number, quoted
from fangzhi.diff.model import Change, Redirect, Rows, TableDiff
from fangzhi.diff.side import Side, TableSide
from fangzhi.errors import Refusal

if TYPE_CHECKING:
    import duckdb

KEYS = 1000  # keys of rows that a comparison tells; the Parquet file of changes has all of them
REDIRECTS = "redirects"
# The file of changes: its columns, with their types and what they hold.
COLUMNS = {
    "table_name": ("VARCHAR", "The table; null where the package itself changed."),
    "change": ("VARCHAR", "row_added, row_removed, cell_changed, redirected; or what befell a table, column, key, resource or package."),
    "row_id": ("VARCHAR", "The key of the row, its parts put together with \"|\"."),
    "field": ("VARCHAR", "The column."),
    "old_value": ("VARCHAR", "What stood there before, as text."),
    "new_value": ("VARCHAR", "What stands there now, as text."),
    "part": ("VARCHAR", "The part of the version that the change raises, where it is one of what is declared."),
    "reason": ("VARCHAR", "Of an identifier that leads elsewhere: merged, split or gone; of what is declared: a sentence."),
}  # fmt: skip


def row_changes(old: Side, new: Side, shape: Iterable[Change], target: Path | None) -> tuple[TableDiff, ...]:
    """What happened to the rows of the tables that both sides have; every change as a row of `target` where it is given.

    Raises Refusal where a file is none of its table, or a key is given twice.
    """
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE changes ({', '.join(f'{name} {kind}' for name, (kind, _) in COLUMNS.items())})")
        declared = [[one.table, one.kind, None, one.column, one.old, one.new, one.part.value, one.what] for one in shape]
        if declared:
            connection.executemany(f"INSERT INTO changes VALUES ({', '.join('?' * len(COLUMNS))})", declared)
        found = tuple(_tables(connection, old, new))
        if target is not None:
            connection.execute("SET threads TO 1")
            try:
                connection.execute(f"COPY (FROM changes ORDER BY ALL) TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)")
            except duckdb.IOException as error:
                raise Refusal(f"{target}: cannot be written; give --changes another file") from error
        return found


def _tables(connection: duckdb.DuckDBPyConnection, old: Side, new: Side) -> Iterator[TableDiff]:
    import duckdb

    for side, prefix in ((old, "old"), (new, "new")):
        for name, table in side.tables.items():
            try:
                columns = ", ".join(map(quoted, table.columns))
                source = literal(str(table.path))
                connection.execute(f"CREATE VIEW {quoted(f'{prefix} {name}')} AS SELECT {columns} FROM read_parquet({source})")
            except duckdb.Error as error:
                reason = str(error).splitlines()[0]
                raise Refusal(f"{side.label}: cannot be compared: {name} is not what its schema says ({reason})") from error
    for name, table in new.tables.items():
        if name in old.tables:
            try:
                yield _table(connection, old, new, old.tables[name], table)
            except duckdb.Error as error:
                reason = str(error).splitlines()[0]
                raise Refusal(f"{name}: cannot be compared: {reason}") from error


def _table(connection: duckdb.DuckDBPyConnection, old: Side, new: Side, before: TableSide, after: TableSide) -> TableDiff:
    name = before.name
    views = [quoted(f"{prefix} {name}") for prefix in ("old", "new")]
    counts = [connection.sql(f"SELECT count(*) FROM {view}").fetchall()[0][0] for view in views]
    key = before.key
    if not key or key != after.key or any(before.type_of(column) != after.type_of(column) for column in key):
        return TableDiff(name, *counts, compared=False)
    for side, view, count in zip((old, new), views, counts, strict=True):
        columns = ", ".join(map(quoted, key))
        (keys,) = connection.sql(f"SELECT count(*) FROM (SELECT DISTINCT {columns} FROM {view})").fetchall()[0]
        if keys != count:
            raise Refusal(f"{side.label}: cannot be compared: {name} gives a key to several rows ({', '.join(key)})")
    moved = _redirects(connection, old, new, name)
    for change, one, other in (("row_added", views[1], views[0]), ("row_removed", *views)):
        connection.execute(
            f"INSERT INTO changes (table_name, change, row_id) SELECT {literal(name)}, {literal(change)}, {_id(before, 't')}"
            f" FROM {one} AS t ANTI JOIN {other} AS o ON {_same(key)}"
        )
    cells = dict(_cells(connection, before, after, views))
    leading = {column for columns in after.leads() for column in columns}
    return TableDiff(
        name,
        *counts,
        added=_rows(connection, name, "row_added"),
        removed=_rows(connection, name, "row_removed"),
        changed=_rows(connection, name, "cell_changed"),
        cells=tuple(cells.items()),
        cited=_cited(connection, old, before),
        references=tuple(column for column in cells if column in leading),
        redirected=moved,
    )


def _id(table: TableSide, alias: str) -> str:
    parts = [_printed(table, column, f"{alias}.{quoted(column)}") for column in table.key]
    return f"concat_ws('|', {', '.join(parts)})"


def _printed(table: TableSide, column: str, expression: str) -> str:
    return plain_number(expression) if table.type_of(column) == "number" else f"CAST({expression} AS VARCHAR)"


def _same(key: Sequence[str]) -> str:
    return " AND ".join(f"t.{quoted(column)} = o.{quoted(column)}" for column in key)


def _cells(
    connection: duckdb.DuckDBPyConnection, before: TableSide, after: TableSide, views: Sequence[str]
) -> Iterator[tuple[str, int]]:
    """The columns in which cells changed, with how many; a cell each goes into the changes."""
    shared = [column for column in before.columns if column in after.columns and column not in before.key]
    if not shared:
        return
    pairs = [
        f"{_printed(side, column, f'{alias}.{quoted(column)}')} AS {quoted(f'{prefix} {column}')}"
        for column in shared
        for side, alias, prefix in ((before, "o", "old"), (after, "t", "new"))
    ]
    differ = " OR ".join(f"{quoted(f'old {column}')} IS DISTINCT FROM {quoted(f'new {column}')}" for column in shared)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT * FROM (SELECT {_id(before, 't')} AS row_id, {', '.join(pairs)}"
        f" FROM {views[1]} AS t JOIN {views[0]} AS o ON {_same(before.key)}) WHERE {differ}"
    )
    for column in shared:
        was, now = quoted(f"old {column}"), quoted(f"new {column}")
        (count,) = connection.execute(
            "INSERT INTO changes (table_name, change, row_id, field, old_value, new_value)"
            f" SELECT {literal(before.name)}, 'cell_changed', row_id, {literal(column)}, {was}, {now} FROM pairs"
            f" WHERE {was} IS DISTINCT FROM {now}"
        ).fetchall()[0]
        if count:
            yield column, count


def _rows(connection: duckdb.DuckDBPyConnection, table: str, change: str) -> Rows:
    chosen = f"SELECT DISTINCT row_id FROM changes WHERE table_name = {literal(table)} AND change = {literal(change)}"
    (count,) = connection.sql(f"SELECT count(*) FROM ({chosen})").fetchall()[0]
    return Rows(count, tuple(key for (key,) in connection.sql(f"{chosen} ORDER BY row_id LIMIT {KEYS}").fetchall()))


def _cited(connection: duckdb.DuckDBPyConnection, old: Side, table: TableSide) -> Rows:
    """Rows that are gone though rows of other tables of the old package led to them."""
    leading = [
        f"SELECT 1 FROM {quoted(f'old {other.name}')} AS r WHERE "
        + " AND ".join(f"r.{quoted(ours)} = t.{quoted(theirs)}" for ours, theirs in zip(columns, target[1], strict=True))
        for other in old.tables.values()
        if other.name != table.name
        for columns, target in other.leads().items()
        if target[0] == table.name
    ]
    if not leading:
        return Rows()
    gone = f"SELECT row_id FROM changes WHERE table_name = {literal(table.name)} AND change = 'row_removed'"
    led = " OR ".join(f"EXISTS ({one})" for one in leading)
    chosen = (
        f"SELECT {_id(table, 't')} AS row_id FROM {quoted(f'old {table.name}')} AS t"
        f" WHERE {_id(table, 't')} IN ({gone}) AND ({led})"
    )
    (count,) = connection.sql(f"SELECT count(*) FROM ({chosen})").fetchall()[0]
    return Rows(count, tuple(key for (key,) in connection.sql(f"{chosen} ORDER BY row_id LIMIT {KEYS}").fetchall()))


def _redirects(connection: duckdb.DuckDBPyConnection, old: Side, new: Side, table: str) -> tuple[Redirect, ...]:
    """Identifiers of the table that lead elsewhere in the new package and did not in the old one."""
    wanted = {"table_name", "old_id", "new_id", "reason"}
    if REDIRECTS not in new.tables or not wanted <= set(new.tables[REDIRECTS].columns):
        return ()
    columns = "table_name, old_id, new_id, reason"
    known = ""
    if REDIRECTS in old.tables and wanted <= set(old.tables[REDIRECTS].columns):
        known = f" EXCEPT SELECT {columns} FROM {quoted(f'old {REDIRECTS}')}"
    rows: list[tuple[Any, ...]] = connection.sql(
        f"SELECT old_id, new_id, reason FROM (SELECT {columns} FROM {quoted(f'new {REDIRECTS}')}{known})"
        f" WHERE table_name = {literal(table)} ORDER BY ALL"
    ).fetchall()
    if rows:
        connection.executemany(
            "INSERT INTO changes (table_name, change, row_id, new_value, reason) VALUES (?, 'redirected', ?, ?, ?)",
            [[table, *row] for row in rows],
        )
    return tuple(Redirect(*row) for row in rows)
