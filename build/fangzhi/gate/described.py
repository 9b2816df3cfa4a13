"""The descriptor: the standard's profile, a closed vocabulary, paths that stay inside, the contract's own schemas."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import PurePosixPath
from typing import Any

from fangzhi.contract import Contract, resource_schema
from fangzhi.gate.case import Case
from fangzhi.gate.failure import Failure, failure
from fangzhi.publish.layout import DATABASE, EXTRAS, csv_path, extra_name, parquet_path

_RESOURCE = frozenset(
    {"$schema", "name", "type", "path", "title", "description", "format", "mediatype", "encoding"}
    | {"bytes", "hash", "logicalHash", "schema"}
)
_PACKAGE = frozenset(
    {"$schema", "name", "id", "title", "description", "homepage", "version", "created"}
    | {"licenses", "contributors", "keywords", "sources", "resources"}
)


def check(case: Case) -> Iterator[Failure]:
    """What is wrong with the descriptor by itself; no other file is opened."""
    from fangzhi.publish.profile import broken

    try:
        descriptor = case.descriptor
    except ValueError as error:
        yield Failure("descriptor", str(error))
        return
    if lines := broken(_without_known(descriptor, case.contract)):
        yield failure("profile", "the descriptor breaks the profile of Data Package v2.0", lines)
        return
    resources = descriptor["resources"]
    strange = [f"{key}" for key in descriptor if key not in _PACKAGE]
    strange += [f"{resource['name']}: {key}" for resource in resources for key in resource if key not in _RESOURCE]
    if strange:
        yield failure("vocabulary", "the descriptor has properties that fangzhi does not write", strange)
    paths = {resource["name"]: resource.get("path") for resource in resources}
    unsafe = [f"{name}: {path}" for name, path in paths.items() if not isinstance(path, str) or not inside(path)]
    if unsafe:
        yield failure("paths", "a resource's path leads out of the package", unsafe)
    expected = _expected(case.contract, paths)
    if len(resources) != len(paths) or paths != expected:
        named = {(name, str(path)) for name, path in paths.items()}
        wrong = [f"{name}: {path}" for name, path in sorted(named ^ set(expected.items()))]
        yield failure("resources", "the resources are not those of the contract", wrong or ["a resource is given twice"])
        return
    yield from _resources(case.contract, resources)


def _resources(contract: Contract, resources: list[dict[str, Any]]) -> Iterator[Failure]:
    for resource in resources:
        name = resource["name"].removesuffix("-parquet")
        if name in contract and resource.get("schema") != resource_schema(contract[name]):
            where = _difference(resource.get("schema"), resource_schema(contract[name]))
            yield failure("schema", f"the schema of {resource['name']} is not the one of the contract", [where])
        if resource["path"] == DATABASE:
            continue
        if type(resource.get("bytes")) is not int or not str(resource.get("hash")).startswith("sha256:"):
            yield Failure("hash", f"{resource['name']} has no bytes or no SHA-256")


def _difference(found: Any, expected: Any, place: str = "schema") -> str:
    """Where two pieces of plain data first differ."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in [*expected, *(key for key in found if key not in expected)]:
            if found.get(key) != expected.get(key) or (key in found) != (key in expected):
                return _difference(found.get(key), expected.get(key), f"{place}/{key}")
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        for number, (one, other) in enumerate(zip(found, expected, strict=True)):
            if one != other:
                return _difference(one, other, f"{place}/{number}")
    return f"{place}: {str(found)[:100]} is said, {str(expected)[:100]} is the contract's"


def _without_known(descriptor: Any, contract: Contract) -> Any:
    """The descriptor without the schemas that are the contract's own: the profile takes long over a schema, and a test has
    held each of these against it."""
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        return descriptor
    own = {name: resource_schema(table) for table in contract for name in (table.name, f"{table.name}-parquet")}
    resources = [
        {key: value for key, value in resource.items() if key != "schema"}
        if isinstance(resource, dict) and "schema" in resource and resource["schema"] == own.get(str(resource.get("name")))
        else resource
        for resource in descriptor["resources"]
    ]
    return descriptor | {"resources": resources}


def inside(path: str) -> bool:
    """Whether a path leads to a place below the folder that it starts from, on every system."""
    pure = PurePosixPath(path)
    sound = path.isprintable() and not pure.is_absolute() and "\\" not in path and ":" not in path
    return sound and bool(pure.parts) and ".." not in pure.parts


def _expected(contract: Contract, given: Container[str]) -> dict[str, str]:
    """Resource -> path of a whole package; of what a package can do without, those that are `given`."""
    found = {f"{contract.package['name']}-duckdb": DATABASE}
    for extra in EXTRAS:
        if not extra.optional or extra_name(contract, extra) in given:
            found[extra_name(contract, extra)] = extra.path
    for table in contract:
        found |= {table.name: csv_path(table.name), f"{table.name}-parquet": parquet_path(table.name)}
    return found
