"""schemas/*.yaml -> Contract. The vocabulary is closed: a property that is not known here is an error, not a guess."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import yaml

from fangzhi.contract.consistency import check_contract, check_table
from fangzhi.contract.model import Check, Contract, ContractError, Field, FieldType, ForeignKey, Origin, Table

PACKAGE_FILE = "package.yaml"

_TABLE = frozenset(
    {"name", "title", "description", "order", "origin", "usage"}
    | {"primaryKey", "sortedBy", "foreignKeys", "uniqueKeys", "fields", "checks"}
)
_FIELD = frozenset({"name", "type", "title", "description", "example", "rdfType", "constraints"})
# Table Schema's spelling -> ours.
_CONSTRAINTS = {
    "required": "required",
    "enum": "enum",
    "pattern": "pattern",
    "minimum": "minimum",
    "maximum": "maximum",
    "minLength": "min_length",
    "maxLength": "max_length",
}
_PACKAGE = frozenset(
    {"name", "title", "description", "version", "homepage", "id", "licenses", "contributors", "keywords", "sources"}
)
_PARTS = {
    "licenses": frozenset({"name", "path", "title"}),
    "contributors": frozenset({"title", "path", "email", "givenName", "familyName", "organization", "roles"}),
    "sources": frozenset({"title", "path", "email", "version"}),
}


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Safe YAML that refuses a key given twice and leaves dates as the text that stands there."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise yaml.constructor.ConstructorError(None, None, f"{key.value} is given twice", key.start_mark)
        seen.add(key.value)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def find_schemas() -> Path:
    """The folder of schemas: inside the package where it is installed, at the top of the repository where it is not."""
    here = Path(__file__).resolve()
    for folder in (here.parents[1] / "schemas", here.parents[3] / "schemas"):
        if (folder / PACKAGE_FILE).is_file():
            return folder
    raise ContractError("schemas: no folder of schemas is installed with fangzhi; install it again")


def load(folder: Path | str | None = None) -> Contract:
    """Reads and checks the contract in `folder`, by default the one that fangzhi is built with.

    Raises ContractError, naming file and field, for the first thing that cannot be read or contradicts the rest.
    """
    return _load_default() if folder is None else _load(Path(folder))


@functools.cache
def _load_default() -> Contract:
    return _load(find_schemas())


def _load(folder: Path) -> Contract:
    if not (folder / PACKAGE_FILE).is_file():
        raise ContractError(f"{folder.name}: there is no {PACKAGE_FILE}; give a folder of schemas")
    package = _package(_read(folder / PACKAGE_FILE))
    files = sorted(path for path in folder.glob("*.yaml") if path.name != PACKAGE_FILE)
    tables = sorted((_table(path) for path in files), key=lambda table: (table.order, table.name))
    contract = Contract(tables=tuple(tables), package=MappingProxyType(package))
    check_contract(contract)
    return contract


def _read(path: Path) -> dict[str, Any]:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # a subclass of SafeLoader
    except (OSError, UnicodeDecodeError) as error:
        raise ContractError(f"{path.name}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}:" if mark else ""
        raise ContractError(f"{path.name}:{where} {getattr(error, 'problem', None) or error}") from error
    if not isinstance(data, dict):
        raise ContractError(f"{path.name}: holds no mapping of properties")
    return data


def _closed(where: str, data: Any, known: Iterable[str], required: Iterable[str] = ()) -> dict[str, Any]:
    """`data` as a mapping with known keys only and all required ones."""
    if not isinstance(data, dict):
        raise ContractError(f"{where}: a mapping of properties is expected, {data!r} stands there")
    for key in data:
        if key not in known:
            raise ContractError(f"{where}: unknown property {key!r}; known are {', '.join(sorted(known))}")
    for key in required:
        if data.get(key) in (None, "", []):
            raise ContractError(f"{where}: property {key!r} is missing")
    return data


def _texts(where: str, data: Mapping[str, Any], keys: Iterable[str]) -> None:
    for key in keys:
        if key in data and not isinstance(data[key], str):
            raise ContractError(f"{where}: {key} is text, {data[key]!r} stands there")


def _list(where: str, data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise ContractError(f"{where}: a list is expected, {data!r} stands there")
    return data


def _names(where: str, data: Any) -> tuple[str, ...]:
    """A list of column names; keys are always lists, also of one column."""
    names = _list(where, data)
    if not names or not all(isinstance(name, str) for name in names):
        raise ContractError(f"{where}: a list of column names is expected, {data!r} stands there")
    return tuple(names)


def _table(path: Path) -> Table:
    data = _closed(path.name, _read(path), _TABLE, ("name", "title", "description", "primaryKey", "fields"))
    where = path.name
    _texts(where, data, ("name", "title", "description", "origin"))
    if data["name"] != path.stem:
        raise ContractError(f"{where}: name {data['name']!r} is not the file's name")
    if data.get("origin", "computed") not in get_args(Origin):
        raise ContractError(f"{where}: origin {data['origin']!r} is none of {', '.join(get_args(Origin))}")
    if type(data.get("order", 0)) is not int:
        raise ContractError(f"{where}: order is a whole number, {data['order']!r} stands there")
    table = Table(
        name=data["name"],
        title=data["title"],
        description=data["description"],
        fields=_each(where, data, "fields", _field),
        primary_key=_names(f"{where}: primaryKey", data["primaryKey"]),
        foreign_keys=_each(where, data, "foreignKeys", functools.partial(_foreign_key, data["name"])),
        unique_keys=_each(where, data, "uniqueKeys", lambda at, key: _names(f"{at}: uniqueKeys", key)),
        checks=_each(where, data, "checks", _check),
        origin=data.get("origin", "computed"),
        order=data.get("order", 1000),
        usage=_each(where, data, "usage", _sentence),
        sorted_by=_names(f"{where}: sortedBy", data.get("sortedBy", data["primaryKey"])),
    )
    return check_table(table)


def _each(where: str, data: Mapping[str, Any], key: str, make: Callable[[str, Any], Any]) -> tuple[Any, ...]:
    return tuple(make(where, item) for item in _list(f"{where}: {key}", data.get(key, [])))


def _sentence(where: str, data: Any) -> str:
    if not isinstance(data, str) or not data.strip():
        raise ContractError(f"{where}: usage: a sentence is expected, {data!r} stands there")
    return " ".join(data.split())


def _field(where: str, data: Any) -> Field:
    name = data.get("name") if isinstance(data, dict) else None
    where = f"{where}: field {name}" if name else f"{where}: fields"
    _closed(where, data, _FIELD, ("name", "type", "title", "description", "example"))
    _texts(where, data, ("name", "type", "title", "description", "rdfType"))
    if data["type"] not in get_args(FieldType):
        raise ContractError(f"{where}: type {data['type']!r} is none of {', '.join(get_args(FieldType))}")
    constraints = dict(_closed(f"{where}: constraints", data.get("constraints", {}), _CONSTRAINTS))
    if not isinstance(constraints.get("required", False), bool):
        raise ContractError(f"{where}: required is true or false, {constraints['required']!r} stands there")
    if "enum" in constraints:
        constraints["enum"] = tuple(_list(f"{where}: enum", constraints["enum"]))
    return Field(
        name=data["name"],
        type=data["type"],
        title=data["title"],
        description=data["description"],
        example=data["example"],
        rdf_type=data.get("rdfType"),
        **{_CONSTRAINTS[key]: value for key, value in constraints.items()},
    )


def _foreign_key(table: str, where: str, data: Any) -> ForeignKey:
    """A reference without a resource leads to its own table, as Data Package v2 has it."""
    where = f"{where}: foreignKeys"
    _closed(where, data, {"fields", "reference"}, ("fields", "reference"))
    reference = _closed(f"{where}: reference", data["reference"], {"resource", "fields"}, ("fields",))
    _texts(where, reference, ("resource",))
    return ForeignKey(
        fields=_names(where, data["fields"]),
        table=reference.get("resource", table),
        reference_fields=_names(f"{where}: reference", reference["fields"]),
    )


def _check(where: str, data: Any) -> Check:
    where = f"{where}: checks"
    _closed(where, data, {"name", "sql", "message"}, ("name", "sql", "message"))
    _texts(where, data, ("name", "sql", "message"))
    return Check(name=data["name"], sql=data["sql"], message=data["message"])


def _package(data: dict[str, Any]) -> dict[str, Any]:
    """Checks the package's own metadata; the whole descriptor meets its profile when it is published."""
    _closed(PACKAGE_FILE, data, _PACKAGE, ("name", "title", "description", "version", "licenses"))
    _texts(PACKAGE_FILE, data, ("name", "title", "description", "version", "homepage", "id"))
    if not re.fullmatch(r"[a-z][a-z0-9._/-]*", data["name"]):
        raise ContractError(f"{PACKAGE_FILE}: name {data['name']!r} may hold a-z, 0-9 and . _ - / only")
    if not re.fullmatch(r"\d+\.\d+\.\d+", data["version"]):
        raise ContractError(f"{PACKAGE_FILE}: version {data['version']!r} is no MAJOR.MINOR.PATCH")
    for part, known in _PARTS.items():
        for item in _list(f"{PACKAGE_FILE}: {part}", data.get(part, [])):
            _closed(f"{PACKAGE_FILE}: {part}", item, known)
            _list(f"{PACKAGE_FILE}: {part}: roles", item.get("roles", []))
    _list(f"{PACKAGE_FILE}: keywords", data.get("keywords", []))
    return data
