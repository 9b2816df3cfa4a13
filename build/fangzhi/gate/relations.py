"""What tables say of one another, asked of the files themselves: keys, evidence, intervals, twins, aggregates, logical hashes.

Each check is a query that returns the rows that break it. Those that name tables are files in checks/, a SELECT under a comment
that says what is kept.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from fangzhi.contract import Query, Table, evidence_checks, key_checks
from fangzhi.contract.sql import foreign_checks, literal, quoted
from fangzhi.gate.case import Case, fingerprint, rows_of
from fangzhi.gate.failure import Failure, failure
from fangzhi.publish.layout import csv_path, parquet_path

_SQL = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DECIMAL(24, 6)", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP",
}  # fmt: skip


def check(case: Case) -> Iterator[Failure]:
    """What is wrong between the tables, and between a table and its CSV twin."""
    for query in _queries(case):
        try:
            rows = rows_of(case.connection, query.sql)
        except Exception as error:
            yield failure(query.name, query.message, [str(error).splitlines()[0]])
            continue
        if rows:
            yield failure(query.name, query.message, rows)
    # Of a package that is just being made hashes and aggregates come from the very tables that `rows` has compared.
    if case.known is None:
        yield from _hashes(case)


def _queries(case: Case) -> Iterator[Query]:
    from fangzhi.warehouse.views import aggregates

    for table in case.contract:
        # That no row shares a key is a part of what a table that is known has met.
        yield from key_checks(table) if case.known is None else foreign_checks(table)
    yield from evidence_checks(case.contract)
    yield from checks()
    for table in case.contract:
        message = f"{csv_path(table.name)} and {parquet_path(table.name)} hold the same rows"
        twin = _csv_rows(table, case.package)
        if case.known is None or not _alike(case, table, twin):
            yield _same(table, "csv", message, twin)
    for view in aggregates(case.contract) if case.known is None else ():
        message = f"{view.name} is what its view makes of the other tables"
        yield _same(case.contract[view.name], "computed", message, f"({view.select})")


def _alike(case: Case, table: Table, twin: str) -> bool:
    try:
        return fingerprint(table, case.connection, twin) == case.fingerprints[table.name]
    except Exception:
        return False  # the full comparison says why


@functools.cache
def checks() -> tuple[Query, ...]:
    """The checks in files, by name."""
    found = []
    for file in files(__package__).joinpath("checks").iterdir():
        if file.name.endswith(".sql"):
            lines = file.read_text(encoding="utf-8").splitlines()
            body = next(number for number, line in enumerate(lines) if not line.startswith("--"))
            message = " ".join(line.removeprefix("--").strip() for line in lines[:body])
            found.append(Query("", file.name.removesuffix(".sql"), message, "\n".join(lines[body:])))
    return tuple(sorted(found, key=lambda query: query.name))


def _same(table: Table, name: str, message: str, other: str) -> Query:
    """A query for rows that are in the table and not in `other`, or the other way round, with how often more."""
    columns = ", ".join(map(quoted, table.columns))
    both = f"SELECT {columns}, 1 AS more FROM {quoted(table.name)} UNION ALL SELECT {columns}, -1 AS more FROM {other}"
    sql = f"SELECT {columns}, sum(more) AS more FROM ({both}) GROUP BY {columns} HAVING sum(more) <> 0 ORDER BY ALL"
    return Query(table.name, f"{table.name}_{name}", message, sql)


def _csv_rows(table: Table, package: Path) -> str:
    """SQL for the rows of a CSV file, each column read as the contract has it."""
    types = ", ".join(f"{literal(field.name)}: {literal(_SQL[field.type])}" for field in table.fields)
    source = literal(str(package / csv_path(table.name)))
    dialect = "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = ''"
    return f"read_csv({source}, columns = {{{types}}}, {dialect})"


def _hashes(case: Case) -> Iterator[Failure]:
    said = {resource["name"]: resource.get("logicalHash") for resource in case.descriptor["resources"]}
    for table in case.contract:
        found = case.hashes[table.name]
        for name in (table.name, f"{table.name}-parquet"):
            if said[name] != found:
                line = f"{said[name]} is said, {found} found"
                yield failure("logical_hash", f"the rows of {name} are not those that the descriptor was made for", [line])
