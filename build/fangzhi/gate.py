"""The gate: what a package must keep before it is published, and what `fangzhi validate` asks of any package.

Nothing in the package is believed: paths are checked before they are opened, hashes before tables are read.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from fangzhi.contract import Contract, Query, Table, evidence_checks, key_checks, resource_schema
from fangzhi.contract.sql import literal, quoted
from fangzhi.publish.layout import DATABASE, DESCRIPTOR, EXTRAS, LEAVINGS, csv_path, extra_name, files, parquet_path

if TYPE_CHECKING:
    import duckdb
    import polars as pl

SHOWN = 20  # offending rows that are printed of each check
DESCRIPTOR_BYTES = 32 << 20
# Frictionless reads 60,000 rows a second: larger files are checked on their first rows, DuckDB checks all of them.
FRICTIONLESS_ROWS = 100_000
_RESOURCE = frozenset(
    {
        "$schema",
        "name",
        "type",
        "path",
        "title",
        "description",
        "format",
        "mediatype",
        "encoding",
        "bytes",
        "hash",
        "schema",
    }
)
_PACKAGE = frozenset(
    {"$schema", "name", "id", "title", "description", "homepage", "version", "created"}
    | {"licenses", "contributors", "keywords", "sources", "resources"}
)


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that failed, and the first rows, files or places that fail it."""

    check: str
    message: str
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n    ".join([f"{self.check}: {self.message}", *self.rows])


def gate(
    contract: Contract, package: Path, before: Path | None = None, known: Mapping[str, pl.DataFrame] | None = None
) -> list[Failure]:
    """All that is wrong with the package in a folder; empty where it may be published.

    `before`: the folder of the release before, where there is one. `known`: the tables that were to be published, which have met
    the contract already: the files must hold just these. Later checks are not made where earlier ones failed, since
    they would read what is known to be wrong.
    """
    tables = _tables if known is None else functools.partial(_known_tables, known)
    for stage in (_descriptor, _files, tables, _relations, _database, _frictionless):
        failures = list(stage(contract, package))
        if failures:
            return failures
    return list(_envelope(contract, package, before)) if before is not None else []


def read_descriptor(package: Path) -> Any:
    """The descriptor as plain data. Raises ValueError, with one line, where it cannot be read."""
    path = package / DESCRIPTOR
    try:
        if path.stat().st_size > DESCRIPTOR_BYTES:
            raise ValueError(f"{DESCRIPTOR} is larger than {DESCRIPTOR_BYTES:,} bytes")
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"there is no {DESCRIPTOR} that can be read ({error.strerror})") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"{DESCRIPTOR} is no JSON: {error}") from error


def _descriptor(contract: Contract, package: Path) -> Iterator[Failure]:
    """The descriptor: the standard's profile, a closed vocabulary, paths that stay inside, the contract's own schemas."""
    from fangzhi.publish.profile import broken

    try:
        descriptor = read_descriptor(package)
    except ValueError as error:
        yield Failure("descriptor", str(error))
        return
    if lines := broken(_without_twins(descriptor)):
        yield _failure("profile", "the descriptor breaks the profile of Data Package v2.0", lines)
        return
    resources = descriptor["resources"]
    strange = [f"{key}" for key in descriptor if key not in _PACKAGE]
    strange += [f"{resource['name']}: {key}" for resource in resources for key in resource if key not in _RESOURCE]
    if strange:
        yield _failure("vocabulary", "the descriptor has properties that fangzhi does not write", strange)
    paths = {resource["name"]: resource.get("path") for resource in resources}
    unsafe = [f"{name}: {path}" for name, path in paths.items() if not isinstance(path, str) or not _inside(path)]
    if unsafe:
        yield _failure("paths", "a resource's path leads out of the package", unsafe)
    expected = _expected(contract, paths)
    if len(resources) != len(paths) or paths != expected:
        wrong = sorted(set(paths.items()) ^ set(expected.items()), key=str)
        yield _failure(
            "resources", "the resources are not those of the contract", [f"{name}: {path}" for name, path in wrong]
        )
        return
    for resource in resources:
        name = resource["name"].removesuffix("-parquet")
        if name in contract and resource.get("schema") != resource_schema(contract[name]):
            yield Failure("schema", f"the schema of {resource['name']} is not the one of the contract")
        if resource["path"] == DATABASE:
            continue
        if not isinstance(resource.get("bytes"), int) or not str(resource.get("hash")).startswith("sha256:"):
            yield Failure("hash", f"{resource['name']} has no bytes or no SHA-256")


def _without_twins(descriptor: Any) -> Any:
    """The descriptor with each schema once: a Parquet resource has its CSV twin's, and the profile takes long over a schema."""
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        return descriptor
    last: Any = None
    resources = []
    for resource in descriptor["resources"]:
        schema = resource.get("schema") if isinstance(resource, dict) else None
        if schema is not None and schema == last:
            resource = {key: value for key, value in resource.items() if key != "schema"}
        last = schema
        resources.append(resource)
    return descriptor | {"resources": resources}


def _inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path and ":" not in path


def _expected(contract: Contract, given: Container[str]) -> dict[str, str]:
    """Resource -> path of a whole package; of what a package can do without, those that are `given`."""
    found = {f"{contract.package['name']}-duckdb": DATABASE}
    for extra in EXTRAS:
        if not extra.optional or extra_name(contract, extra) in given:
            found[extra_name(contract, extra)] = extra.path
    for table in contract:
        found |= {table.name: csv_path(table.name), f"{table.name}-parquet": parquet_path(table.name)}
    return found


def _files(contract: Contract, package: Path) -> Iterator[Failure]:
    """Every file is there and is what the descriptor says of it, and there is no other."""
    from fangzhi.publish.descriptor import digest

    there = {
        path.relative_to(package).as_posix(): path
        for path in package.rglob("*")
        if path.is_symlink() or not path.is_dir()
    }
    links = [name for name, path in sorted(there.items()) if path.is_symlink() or not path.is_file()]
    if links:
        yield _failure("files", "a package holds regular files only", links)
        return
    told = {resource["path"] for resource in read_descriptor(package)["resources"]}
    stray = [name for name in sorted(there) if name not in files(contract) | told and Path(name).name not in LEAVINGS]
    if stray:
        yield _failure("stray", "these files are no part of the package", stray)
    # The database cannot be committed beside the others, since its bytes differ: a package without it is still one.
    missing = sorted((files(contract) | told) - set(there) - {DATABASE})
    if missing:
        yield _failure("missing", "these files are not there", missing)
    for resource in read_descriptor(package)["resources"]:
        path = there.get(resource["path"])
        if path is None or "hash" not in resource:
            continue
        found = digest(path)
        for key in ("bytes", "hash"):
            if resource[key] != found[key]:
                yield Failure(
                    key,
                    f"{resource['path']} is not what the descriptor says",
                    (f"{resource[key]} is said, {found[key]} found",),
                )
                break


def _tables(contract: Contract, package: Path) -> Iterator[Failure]:
    """Every table keeps the contract, column by column and row by row."""
    from fangzhi.contract import violations

    for table in contract:
        try:
            frame = _frame(package, table)
        except Exception as error:
            yield Failure("parquet", f"{parquet_path(table.name)} cannot be read", (str(error).splitlines()[0],))
            continue
        if found := violations(table, frame):
            yield _failure("contract", f"{table.name} breaks the contract", list(map(str, found)))


def _known_tables(known: Mapping[str, pl.DataFrame], contract: Contract, package: Path) -> Iterator[Failure]:
    for table in contract:
        if not _frame(package, table).equals(known[table.name]):
            yield Failure("written", f"{parquet_path(table.name)} is not what was to be written")


def _frame(package: Path, table: Table) -> pl.DataFrame:
    import polars as pl

    return pl.read_parquet(package / parquet_path(table.name))


def _relations(contract: Contract, package: Path) -> Iterator[Failure]:
    """What tables say of one another, asked of the files themselves; and the CSV twins say the same."""
    with _connected(contract, package) as connection:
        for query in _queries(contract, package):
            try:
                rows = _rows(connection, query.sql)
            except Exception as error:
                yield Failure(query.name, query.message, (str(error).splitlines()[0],))
                continue
            if rows:
                yield _failure(query.name, query.message, rows)


def _connected(contract: Contract, package: Path) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect()
    for table in contract:
        source = literal(str(package / parquet_path(table.name)))
        connection.execute(f"CREATE TABLE {quoted(table.name)} AS SELECT * FROM read_parquet({source})")
    return connection


def _queries(contract: Contract, package: Path) -> Iterator[Query]:
    from fangzhi.warehouse.views import aggregates

    for table in contract:
        yield from key_checks(table)
    yield from evidence_checks(contract)
    for table in contract:
        yield _same(
            table,
            "csv",
            f"{csv_path(table.name)} and {parquet_path(table.name)} hold the same rows",
            _csv_rows(table, package),
        )
    for view in aggregates(contract):
        rows = f"({view.select})"
        yield _same(contract[view.name], "computed", f"{view.name} is what its view makes of the other tables", rows)


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


_SQL = {
    "string": "VARCHAR", "integer": "BIGINT", "number": "DECIMAL(24, 6)", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP",
}  # fmt: skip


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[str]:
    connection.execute(sql)
    names = [column[0] for column in connection.description]
    return [
        ", ".join(f"{name}={value}" for name, value in zip(names, row, strict=True))
        for row in connection.fetchmany(SHOWN + 1)
    ]


def _database(contract: Contract, package: Path) -> Iterator[Failure]:
    """The database, where it is there, opens and holds as many rows of each table and view as the files."""
    import duckdb

    if not (package / DATABASE).is_file():
        return
    try:
        with duckdb.connect(
            str(package / DATABASE), read_only=True, config={"enable_external_access": "false"}
        ) as connection:
            counts = {
                table.name: connection.sql(f"SELECT count(*) FROM {quoted(table.name)}").fetchall()[0][0]
                for table in contract
            }
    except duckdb.Error as error:
        yield Failure("database", f"{DATABASE} cannot be read", (str(error).splitlines()[0],))
        return
    expected = counted(contract, package)
    wrong = [
        f"{name}: {counts[name]} rows, {expected[name]} in the files"
        for name in counts
        if counts[name] != expected[name]
    ]
    if wrong:
        yield _failure("database", f"{DATABASE} does not hold the rows of the files", wrong)


def counted(contract: Contract, package: Path) -> Mapping[str, int]:
    """Rows of each table that has a Parquet file in the package."""
    import polars as pl

    found = {}
    for table in contract:
        path = package / parquet_path(table.name)
        if path.is_file():
            found[table.name] = pl.scan_parquet(path).select(pl.len()).collect().item()
    return found


def _frictionless(contract: Contract, package: Path) -> Iterator[Failure]:
    """What a reader with the standard's own software sees of the CSV resources."""
    from frictionless import Package

    descriptor = read_descriptor(package)
    descriptor["resources"] = [resource for resource in descriptor["resources"] if resource.get("format") == "csv"]
    for resource in descriptor["resources"]:
        # Each key would be followed row by row through a file read anew; `_relations` has followed all of them.
        resource["schema"].pop("foreignKeys", None)
    large = max(counted(contract, package).values(), default=0) > FRICTIONLESS_ROWS
    report = Package(descriptor, basepath=str(package)).validate(limit_rows=FRICTIONLESS_ROWS if large else None)
    lines = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors] + [
        str(error.message) for error in report.errors
    ]
    if not report.valid:
        yield _failure("frictionless", "frictionless does not accept the CSV resources", lines)


def _envelope(contract: Contract, package: Path, before: Path) -> Iterator[Failure]:
    """No table is empty that was not empty in the release before."""
    try:
        old = counted(contract, before)
    except Exception:
        return  # what lies there cannot be read: it is no measure
    new = counted(contract, package)
    gone = [f"{name}: {old[name]} rows before, none now" for name in old if old[name] and not new[name]]
    if gone:
        yield _failure("envelope", "a table is empty that was not empty in the release before", gone)


def _failure(check: str, message: str, lines: Sequence[str]) -> Failure:
    more = (
        (f"and {len(lines) - SHOWN} more",) if len(lines) > SHOWN + 1 else ("and more",) if len(lines) > SHOWN else ()
    )
    return Failure(check, message, (*lines[:SHOWN], *more))
