"""The gate: what a package must keep before it is published, and what `fangzhi validate` asks of any package.

    gate(contract, folder, …) -> list[Failure]    the stages, one module each, in their order
    checked(path) -> list[Failure]                the same for a folder or zip file from anywhere

Nothing in the package is believed: paths are checked before they are opened, hashes before tables are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract, load
from fangzhi.gate import derived, described, measure, outside, present, relations, rows, stored
from fangzhi.gate.case import Case, counted, read_descriptor
from fangzhi.gate.failure import Failure

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Failure", "checked", "counted", "gate", "read_descriptor"]

STAGES = (described, present, rows, relations, derived, stored, outside, measure)


def gate(
    contract: Contract, package: Path, before: Path | None = None, known: Mapping[str, pl.DataFrame] | None = None
) -> list[Failure]:
    """All that is wrong with the package in a folder; empty where it may be published.

    `before`: the folder of the release before, where there is one. `known`: the tables that were to be published, which have met
    the contract already: the files must hold just these. Later checks are not made where earlier ones failed, since
    they would read what is known to be wrong.
    """
    with Case(contract, package, before, known) as case:
        for stage in STAGES:
            failures = list(stage.check(case))
            if failures:
                return failures
    return []


def checked(path: Path) -> list[Failure]:
    """All that is wrong with a package of unknown origin: a folder, or a zip file, of which nothing is unpacked that could do harm.

    Raises Refusal for an address (no connection is ever opened) and for what is neither.
    """
    from fangzhi.gate.unpack import Unsafe, unpacked

    try:
        with unpacked(path) as folder:
            return gate(load(), folder)
    except Unsafe as error:
        return [error.failure]
