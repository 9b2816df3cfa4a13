"""changes.md and changes.parquet: what changed since the release before, and the version that this one gets for it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from types import MappingProxyType
from typing import Any

from fangzhi.contract import Contract
from fangzhi.diff import Diff, diff, markdown
from fangzhi.diff.rows import COLUMNS
from fangzhi.diff.side import of_build, of_package
from fangzhi.diff.version import Version
from fangzhi.errors import FellShort, Refusal
from fangzhi.publish.layout import CHANGES, CHANGES_TABLE

BEFORE = "the release before"


def asked(version: str | None) -> Version | None:
    """The version that a user asks for. Raises Refusal for what is none."""
    found = Version.of(version)
    if version is not None and found is None:
        raise Refusal(f"{version}: is no version; give MAJOR.MINOR.PATCH, as in 1.4.0")
    return found


def versioned(contract: Contract, folder: Path, before: Path | None, version: Version | None) -> Contract:
    """The contract with the version that the package in `folder` gets; its tables lie there in Parquet.

    `before`: the folder of the release before; where it is given, `changes.md` and `changes.parquet` are written. Without a
    `version` the package gets the lowest that the changes allow, or that of package.yaml where it is higher. Raises FellShort
    where the changes need a higher one than is asked for, Refusal where the packages cannot be compared.
    """
    if before is None:
        return contract if version is None else _with(contract, version)
    old, new = of_package(before, BEFORE), of_build(contract, folder, "this release")
    found = diff(old, new, folder / CHANGES_TABLE)
    chosen = _chosen(found, version, Version.of(contract.package["version"]))
    found = dataclasses.replace(found, new_version=str(chosen))
    (folder / CHANGES).write_text(markdown.text(found), encoding="utf-8", newline="\n")
    return _with(contract, chosen)


def _chosen(found: Diff, version: Version | None, declared: Version | None) -> Version:
    least = found.least
    if least is None:
        raise Refusal(f"{BEFORE}: has no version that can be raised ({found.old_version}); give a package with MAJOR.MINOR.PATCH")
    if version is None:
        return max(least, declared) if declared else least
    if version < least:
        reasons = [f"{part.upper()}: {reason}" for part, reason in found.reasons()]
        why = f"{found.part.upper()} has to rise" if found.part else "that is the version before"
        raise FellShort(
            f"version {version} is too low: from {found.old_version} it is at least {least}, since {why}; nothing was published",
            reasons,
        )
    return version


def _with(contract: Contract, version: Version) -> Contract:
    return dataclasses.replace(contract, package=MappingProxyType({**contract.package, "version": str(version)}))


def table_schema() -> dict[str, Any]:
    """The Table Schema of changes.parquet, which has no key: one cell can change once, a table in several ways."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": [{"name": name, "type": "string", "description": told} for name, (_, told) in COLUMNS.items()],
    }
