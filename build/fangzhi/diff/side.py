"""One side of a comparison: what a package declares, and where its rows lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from fangzhi.contract import Contract, resource_schema
from fangzhi.errors import Refusal
from fangzhi.publish.layout import DATABASE, EXTRAS, extra_name, optional_files, parquet_path

# What a package says of itself that a user may rely on. Not the version, and not what follows from the documents.
METADATA = ("name", "id", "title", "description", "homepage", "licenses", "contributors", "keywords")
_NOT_IN_PATHS = frozenset('*?[]{}\\:"')


@dataclass(frozen=True, slots=True)
class TableSide:
    """A table: its Table Schema as plain data, and its Parquet file."""

    name: str
    schema: Mapping[str, Any]
    path: Path

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field["name"] for field in self.schema["fields"])

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(self.schema.get("primaryKey", ()))

    def type_of(self, column: str) -> str:
        return next(field.get("type", "any") for field in self.schema["fields"] if field["name"] == column)

    def leads(self) -> dict[tuple[str, ...], tuple[str, tuple[str, ...]]]:
        """Columns that lead to a table -> the table and its columns."""
        return {
            tuple(key["fields"]): (key["reference"].get("resource") or self.name, tuple(key["reference"]["fields"]))
            for key in self.schema.get("foreignKeys", ())
        }


@dataclass(frozen=True, slots=True)
class Side:
    """`resources` are the names of the files beside the tables; `metadata` what the package says of itself."""

    label: str
    version: str | None
    metadata: Mapping[str, Any]
    resources: frozenset[str]
    tables: Mapping[str, TableSide]


def of_package(folder: Path, label: str) -> Side:
    """A package in a folder, by its own descriptor. Raises Refusal where that cannot be read or does not lead to its tables."""
    from fangzhi.gate import read_descriptor

    try:
        descriptor = read_descriptor(folder)
        return _side(descriptor, folder, label)
    except ValueError as error:
        raise Refusal(f"{label}: cannot be compared: {error}") from error
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise Refusal(f"{label}: cannot be compared: its descriptor is none of a data package with tables") from error


def _side(descriptor: Mapping[str, Any], folder: Path, label: str) -> Side:
    tables, resources = {}, set()
    for resource in descriptor["resources"]:
        if resource["path"] in optional_files():
            continue  # they tell of another comparison
        if "schema" not in resource:
            resources.add(resource["name"])
        elif resource.get("format") == "parquet":
            table = _table(resource, folder)
            tables[table.name] = table
    if not tables:
        raise ValueError("it has no table in Parquet")
    metadata = {key: descriptor[key] for key in METADATA if key in descriptor}
    return Side(label, descriptor.get("version"), metadata, frozenset(resources), tables)


def _table(resource: Mapping[str, Any], folder: Path) -> TableSide:
    path = PurePosixPath(resource["path"])
    if path.is_absolute() or ".." in path.parts or set(str(path)) & _NOT_IN_PATHS:
        raise ValueError(f"the path of {resource['name']} leads out of the package: {path}")
    if not (folder / path).is_file():
        raise ValueError(f"{path} is missing")
    schema = resource["schema"]
    names = [field["name"] for field in schema["fields"]]
    if not all(isinstance(name, str) for name in [resource["name"], *names]) or len(names) != len(set(names)):
        raise ValueError(f"the columns of {resource['name']} have no names of their own")
    return TableSide(resource["name"].removesuffix("-parquet"), schema, folder / path)


def of_build(contract: Contract, folder: Path, label: str) -> Side:
    """A package that is being built: its tables lie in `folder`, its descriptor is still to come."""
    name = contract.package["name"]
    extras = {extra_name(contract, extra) for extra in EXTRAS if extra.path not in optional_files()}
    return Side(
        label=label,
        version=contract.package.get("version"),
        metadata={key: contract.package[key] for key in METADATA if key in contract.package},
        resources=frozenset({f"{name}-{DATABASE.rpartition('.')[2]}"} | extras),
        tables={
            table.name: TableSide(table.name, resource_schema(table), folder / parquet_path(table.name))
            for table in contract
        },
    )
