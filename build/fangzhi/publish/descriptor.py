"""datapackage.json: the descriptor by Data Package v2.0, as plain data with its keys in a fixed order."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangzhi.contract import Contract, Table, resource_schema
from fangzhi.publish.layout import (
    CHANGES_TABLE,
    DATABASE,
    DESCRIPTOR,
    EXTRAS,
    Extra,
    csv_path,
    extra_name,
    parquet_path,
)

if TYPE_CHECKING:
    import duckdb

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
PARQUET = "application/vnd.apache.parquet"
PUBLISHERS = 100
BINARY = frozenset({"xlsx", "parquet"})
# What package.yaml says of the package, in the order in which it is printed.
_GIVEN = ("name", "id", "title", "description", "homepage", "version", "licenses", "contributors", "keywords")


def write(contract: Contract, connection: duckdb.DuckDBPyConnection, hashes: Mapping[str, str], folder: Path) -> None:
    """Describes the files that lie in `folder`: written last, when their bytes are what they will be."""
    text = json.dumps(describe(contract, connection, hashes, folder), ensure_ascii=False, indent=2)
    (folder / DESCRIPTOR).write_text(text + "\n", encoding="utf-8", newline="\n")


def describe(
    contract: Contract, connection: duckdb.DuckDBPyConnection, hashes: Mapping[str, str], folder: Path
) -> dict[str, Any]:
    """The descriptor of the package in `folder`; `hashes` are the logical ones of its tables."""
    package = {key: contract.package[key] for key in _GIVEN if key in contract.package}
    moment = created(connection)
    described: dict[str, Any] = {"$schema": PROFILE}
    for key, value in package.items():
        described[key] = value
        if key == "version" and moment:
            described["created"] = moment
    described["sources"] = sources(contract, connection)
    described["resources"] = [resource for table in contract for resource in _twins(table, hashes[table.name], folder)] + [
        _database(contract),
        *(_extra(contract, extra, folder) for extra in EXTRAS if (folder / extra.path).is_file()),
    ]
    return described


def created(connection: duckdb.DuckDBPyConnection) -> str | None:
    """When the package was made, so that the same documents make the same bytes.

    SOURCE_DATE_EPOCH (seconds since 1970) where it is set; else the latest day a document was published or a meeting held; None
    where no day is known.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit() and len(epoch) <= 11:
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    days = "SELECT max(published_on) AS day FROM documents UNION ALL SELECT max(held_on) FROM meetings"
    day = connection.sql(f"SELECT max(day) FROM ({days})").fetchall()[0][0]
    return f"{day.isoformat()}T00:00:00Z" if day else None


def sources(contract: Contract, connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What the package is made from: the sources that package.yaml names, the list of documents, and their publishers by
    how many documents they gave, at most a hundred."""
    names = connection.sql(
        "SELECT publisher FROM documents WHERE publisher IS NOT NULL GROUP BY publisher"
        f" ORDER BY count(*) DESC, publisher LIMIT {PUBLISHERS}"
    ).fetchall()
    listed = [{"title": "The documents listed in table documents", "path": csv_path("documents")}]
    return [*contract.package.get("sources", []), *listed, *({"title": name} for (name,) in names)]


def _twins(table: Table, logical: str, folder: Path) -> list[dict[str, Any]]:
    """A table's two resources: the CSV file, which keys lead to, and the Parquet file of the same schema and rows."""
    rows = {"logicalHash": logical}
    common = {"title": table.title, "description": table.description.strip()}
    schema = resource_schema(table)
    csv, parquet = csv_path(table.name), parquet_path(table.name)
    return [
        {"$schema": RESOURCE_PROFILE, "name": table.name, "type": "table", "path": csv, **common, "format": "csv", "mediatype": "text/csv",
         "encoding": "utf-8", **digest(folder / csv), **rows, "schema": schema},
        {"$schema": RESOURCE_PROFILE, "name": f"{table.name}-parquet", "type": "table", "path": parquet, **common, "format": "parquet",
         "mediatype": PARQUET, **digest(folder / parquet), **rows, "schema": schema},
    ]  # fmt: skip


def _database(contract: Contract) -> dict[str, Any]:
    # Neither bytes nor hash: DuckDB files of the same rows differ from build to build.
    return {
        "$schema": RESOURCE_PROFILE,
        "name": f"{contract.package['name']}-duckdb",
        "path": DATABASE,
        "title": "All tables and views as a DuckDB database",
        "description": "Made beside the other files and not of the same bytes twice: it has no hash, and may be made again from them.",
        "format": "duckdb",
        "mediatype": "application/octet-stream",
    }


def _extra(contract: Contract, extra: Extra, folder: Path) -> dict[str, Any]:
    """A file beside the tables. Text has an encoding."""
    from fangzhi.publish.changes import table_schema

    plain = {} if extra.format in BINARY else {"encoding": "utf-8"}
    # What changed is a table, though none of the contract: it is of two releases.
    rows = {"type": "table", "schema": table_schema()} if extra.path == CHANGES_TABLE else {}
    return {"$schema": RESOURCE_PROFILE, "name": extra_name(contract, extra), "path": extra.path, "title": extra.title,
            "format": extra.format, "mediatype": extra.mediatype, **plain, **digest(folder / extra.path), **rows}  # fmt: skip


def digest(path: Path) -> dict[str, Any]:
    """Size and SHA-256 of a file, as a resource gives them."""
    with path.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{found}"}
