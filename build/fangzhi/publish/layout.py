"""Where things lie in a package, and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass

from fangzhi.contract import Contract

DESCRIPTOR = "datapackage.json"
README = "README.md"
DATABASE = "fangzhi.duckdb"
WORKBOOK = "fangzhi.xlsx"
CROISSANT = "croissant.json"
SCHEMA_ORG = "schema-org.jsonld"
DATACITE = "datacite.json"
CITATION = "CITATION.cff"
CHANGES = "changes.md"
CHANGES_TABLE = "changes.parquet"
# What DuckDB leaves beside a database that is open, and desktops in any folder they show: no part of a package, and no loss.
LEAVINGS = frozenset({f"{DATABASE}.wal", ".DS_Store", "Thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Extra:
    """A file of the package beside its tables: a resource of the descriptor with bytes and hash."""

    name: str
    path: str
    title: str
    format: str
    mediatype: str
    # Whether a package can do without: what tells of the release before is there only where there was one.
    optional: bool = False


EXTRAS = (
    Extra("readme", README, "What the package holds and how to use it", "md", "text/markdown"),
    Extra("workbook", WORKBOOK, "Tables as a workbook, a sheet a table", "xlsx",
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Extra("croissant", CROISSANT, "The package in Croissant, for machine learning", "json", "application/ld+json"),
    Extra("schema-org", SCHEMA_ORG, "The package in schema.org, for search engines", "jsonld", "application/ld+json"),
    Extra("datacite", DATACITE, "The package in DataCite, for repositories", "json", "application/json"),
    Extra("citation", CITATION, "How to cite the package", "cff", "application/yaml"),
    Extra("changes", CHANGES_TABLE, "What changed since the release before, a row a change", "parquet",
          "application/vnd.apache.parquet", optional=True),
    Extra("changes-text", CHANGES, "What changed since the release before, to read", "md", "text/markdown", optional=True),
)  # fmt: skip


def extra_name(contract: Contract, extra: Extra) -> str:
    """The name of an extra's resource: no table is called so."""
    return f"{contract.package['name']}-{extra.name}"


def csv_path(table: str) -> str:
    """The path of a table's CSV file, relative to the package."""
    return f"data/{table}.csv"


def parquet_path(table: str) -> str:
    """The path of a table's Parquet file, relative to the package."""
    return f"data/{table}.parquet"


def files(contract: Contract) -> frozenset[str]:
    """Every file of a whole package, relative to it."""
    data = {path(table.name) for table in contract for path in (csv_path, parquet_path)}
    return frozenset({DESCRIPTOR, DATABASE, *(extra.path for extra in EXTRAS if not extra.optional), *data})


def optional_files() -> frozenset[str]:
    """The files that a package can do without."""
    return frozenset(extra.path for extra in EXTRAS if extra.optional)
