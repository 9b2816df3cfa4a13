"""The contract: `schemas/*.yaml` say once what every table holds; every use of a table is derived from there.

    load()               -> Contract               schemas/ read, and refused where they contradict themselves
    polars_schema(table) -> dict[str, DataType]     the frame's columns
    plain(frame)         -> DataFrame               the frame with text where it holds words as categories
    pandera_schema(table)-> DataFrameSchema         the frame's checks
    keeps(table, frame) -> bool                     whether a frame does nothing wrong
    violations(table, frame) -> list[Violation]     all that a frame does wrong, row by row
    sift.sift(contract, claims)                      the claims that their columns can hold, and what is left out
    ddl(table)           -> str                     DuckDB's CREATE TABLE with comments
    lines.lines(table, frame)                        its rows as CSV prints them
    logical.logical_hash(table, frame)               the hash of what its rows say
    key_checks(table), evidence_checks(contract)    queries that return the rows that break a key or lack evidence
    resource_schema(table) -> dict                  Table Schema of the descriptor
    dictionary(contract) -> str                     the data dictionary in Markdown

A table is added by adding a file to `schemas/`. Nothing here names a table but `claims`, the evidence of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fangzhi.contract.describe import dictionary, resource_schema
from fangzhi.contract.load import load
from fangzhi.contract.model import Check, Contract, ContractError, Field, ForeignKey, Table
from fangzhi.contract.sql import Query, ddl, evidence_checks, key_checks

if TYPE_CHECKING:
    from fangzhi.contract.frames import Violation, keeps, pandera_schema, plain, polars_schema, violations

__all__ = [
    "Check",
    "Contract",
    "ContractError",
    "Field",
    "ForeignKey",
    "Query",
    "Table",
    "Violation",
    "ddl",
    "dictionary",
    "evidence_checks",
    "keeps",
    "key_checks",
    "load",
    "pandera_schema",
    "plain",
    "polars_schema",
    "resource_schema",
    "violations",
]

_FRAMES = frozenset({"Violation", "keeps", "pandera_schema", "plain", "polars_schema", "violations"})


def __getattr__(name: str) -> Any:
    # Polars and pandera take a quarter of a second to import: whoever only prints a schema does not wait for them.
    if name in _FRAMES:
        from fangzhi.contract import frames

        return getattr(frames, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
