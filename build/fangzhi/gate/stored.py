"""The database, where it is there: it opens, and holds the tables and views of the package and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from fangzhi.contract import Contract, Table, ddl
from fangzhi.contract.sql import quoted
from fangzhi.gate.case import Case
from fangzhi.gate.failure import Failure, failure
from fangzhi.publish.layout import DATABASE
from fangzhi.warehouse.views import aggregates, views

if TYPE_CHECKING:
    import duckdb

_CONFIG = {"enable_external_access": "false", "autoload_known_extensions": "false", "autoinstall_known_extensions": "false"}
_HEAD = re.compile(r"^CREATE VIEW \w+ AS ")
_HERE = "database_name = current_database()"
_OTHER = {
    "a schema": f"SELECT schema_name FROM duckdb_schemas() WHERE {_HERE} AND NOT internal AND schema_name <> 'main'",
    "a macro": f"SELECT function_name FROM duckdb_functions() WHERE {_HERE} AND NOT internal",
    "a sequence": f"SELECT sequence_name FROM duckdb_sequences() WHERE {_HERE}",
    "a type": f"SELECT type_name FROM duckdb_types() WHERE {_HERE} AND NOT internal",
    "an index": f"SELECT index_name FROM duckdb_indexes() WHERE {_HERE}",
}
_COLUMNS = (
    f"SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE {_HERE} AND NOT internal"
    f" AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE {_HERE})"
    " ORDER BY table_name, column_index"
)
_VIEWS = f"SELECT view_name, sql FROM duckdb_views() WHERE {_HERE} AND NOT internal"


def check(case: Case) -> Iterator[Failure]:
    """What is wrong with the database. None of its views is run: each must be the one that fangzhi writes."""
    import duckdb

    path = case.package / DATABASE
    if not path.is_file():
        return
    try:
        with duckdb.connect(str(path), read_only=True, config=_CONFIG) as connection:
            connection.execute("SET lock_configuration = true")
            yield from _shape(case.contract, connection) or _rows(case, connection)
    except duckdb.Error as error:
        yield failure("database", f"{DATABASE} cannot be read", [str(error).splitlines()[0]])


def _shape(contract: Contract, connection: duckdb.DuckDBPyConnection) -> list[Failure]:
    import duckdb

    made = {view.name for view in aggregates(contract)}
    with duckdb.connect() as fresh:
        for table in contract:
            if table.name not in made:
                fresh.execute(ddl(table))
        for view in views():
            fresh.execute(view.ddl())
        both = [
            (
                {f"{table}.{column} {kind}" for table, column, kind in one.sql(_COLUMNS).fetchall()},
                {name: _parsed(fresh, sql) for name, sql in one.sql(_VIEWS).fetchall()},
            )
            for one in (connection, fresh)
        ]
    (columns, seen), (right_columns, right_seen) = both
    lines = [f"{column}: is there" for column in sorted(columns - right_columns)]
    lines += [f"{column}: is missing" for column in sorted(right_columns - columns)]
    lines += [f"view {name}: is not the one of fangzhi" for name in sorted({*seen, *right_seen}) if seen.get(name) != right_seen.get(name)]
    lines += [f"{name} is there: {found}" for name, sql in _OTHER.items() for (found,) in connection.sql(sql).fetchall()]
    return [failure("database", f"{DATABASE} has not the tables and views of the package", lines)] if lines else []


def _parsed(fresh: duckdb.DuckDBPyConnection, sql: str) -> Any:
    """A view's query as the parser sees it: how it is printed, and with how many brackets, changes from version to version.

    Parsing runs nothing. What is no query of one statement stays as it is.
    """
    query = _HEAD.sub("", sql.replace("package.main.", "").replace("package.", ""))
    told = json.loads(fresh.execute("SELECT json_serialize_sql(?)", [query]).fetchall()[0][0])
    return _placeless(told["statements"]) if not told["error"] and len(told["statements"]) == 1 else sql


def _placeless(tree: Any) -> Any:
    """Plain data without the places at which the parser found its parts."""
    if isinstance(tree, dict):
        return {key: _placeless(value) for key, value in tree.items() if key != "query_location"}
    return [_placeless(value) for value in tree] if isinstance(tree, list) else tree


def _rows(case: Case, connection: duckdb.DuckDBPyConnection) -> list[Failure]:
    made = {view.name for view in aggregates(case.contract)}
    said = {resource["name"]: resource.get("logicalHash") for resource in case.descriptor["resources"]}
    wrong = []
    for table in case.contract:
        if table.name not in made and not _holds(case, connection, table, said[table.name]):
            counts = [one.sql(f'SELECT count(*) FROM "{table.name}"').fetchall()[0][0] for one in (connection, case.connection)]
            other = "" if counts[0] != counts[1] else ", but not the same"
            wrong.append(f"{table.name}: {counts[0]} rows, {counts[1]} in the files{other}")
    return [failure("database", f"{DATABASE} does not hold the rows of the files", wrong)] if wrong else []


def _holds(case: Case, connection: duckdb.DuckDBPyConnection, table: Table, said: str) -> bool:
    """Whether the database has the rows that the descriptor was made for."""
    if case.known is None:
        from fangzhi.contract.logical import logical_hash

        columns = ", ".join(map(quoted, table.columns))
        return logical_hash(table, connection.sql(f"SELECT {columns} FROM {quoted(table.name)}").pl()) == said
    return table.name in case.in_database
