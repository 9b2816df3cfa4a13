"""What is made from the tables and the contract alone is made again and compared: the descriptor, and the texts beside the tables."""

from __future__ import annotations

import dataclasses
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fangzhi.gate.case import Case
from fangzhi.gate.failure import Failure, failure
from fangzhi.publish.layout import CITATION, CROISSANT, DATACITE, README, SCHEMA_ORG

TEXTS = (README, CROISSANT, SCHEMA_ORG, DATACITE, CITATION)
_VERSION = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check(case: Case) -> Iterator[Failure]:
    """What differs. Version and moment are the package's own; a package that is just being made is not made twice."""
    if case.known is not None:
        return
    version, moment = case.descriptor.get("version"), case.descriptor.get("created")
    for key, value, pattern in (("version", version, _VERSION), ("created", moment, _MOMENT)):
        if value is not None and not (isinstance(value, str) and pattern.fullmatch(value)):
            yield failure("descriptor", f"{key} is not written as fangzhi writes it", [str(value)])
            return
    lines = list(_differences(case.descriptor, _expected(case)))
    if lines:
        yield failure("descriptor", "the descriptor is not the one that contract and tables make", lines)
        return
    yield from _texts(case)


def _contract(case: Case) -> Any:
    return dataclasses.replace(case.contract, package={**case.contract.package, "version": case.descriptor.get("version")})


def _expected(case: Case) -> dict[str, Any]:
    from fangzhi.publish.descriptor import describe

    described = describe(_contract(case), case.connection, case.hashes, case.package)
    created = case.descriptor.get("created")
    return described | ({"created": created} if created else {})


def _differences(found: dict[str, Any], expected: dict[str, Any]) -> Iterator[str]:
    for key in sorted({*found, *expected} - {"resources"}):
        if found.get(key) != expected.get(key):
            yield f"{key}: {str(found.get(key))[:100]} is said, {str(expected.get(key))[:100]} is right"
    others = {resource["name"]: resource for resource in expected["resources"]}
    for resource in found["resources"]:
        other = others[resource["name"]]
        for key in sorted({*resource, *other}):
            if resource.get(key) != other.get(key):
                yield f"{resource['name']}: {key}: {str(resource.get(key))[:100]} is said, {str(other.get(key))[:100]} is right"


def _texts(case: Case) -> Iterator[Failure]:
    from fangzhi.publish import citation, croissant, datacite, facts, readme, schema_org

    contract, created = _contract(case), case.descriptor.get("created")
    with tempfile.TemporaryDirectory(prefix="fangzhi-") as folder:
        home = Path(folder)
        told = facts.gather(contract, case.connection, case.package)
        told = dataclasses.replace(told, created=created[:10] if created else None)
        readme.write(contract, case.connection, home)
        croissant.write(contract, told, home)
        schema_org.write(contract, told, home)
        datacite.write(told, home)
        citation.write(told, home)
        for name in TEXTS:
            found, right = (place.joinpath(name).read_text(encoding="utf-8") for place in (case.package, home))
            if found != right:
                yield failure("derived", f"{name} is not the one that contract and tables make", [_line(found, right)])


def _line(found: str, right: str) -> str:
    ours, theirs = found.splitlines(), right.splitlines()
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
        if one != other:
            return f"line {number}: {one.strip()[:100]} is said, {other.strip()[:100]} is right"
    return f"{len(ours)} lines are said, {len(theirs)} are right"
