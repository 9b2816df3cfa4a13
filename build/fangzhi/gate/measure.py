"""Counts: no table has far fewer rows than in the release before, and no column is filled far more seldom.

What is lost so is lost by a defect more often than by a change of the documents: it is an alarm, not a release.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from fangzhi.contract import Contract, Table
from fangzhi.contract.sql import literal, quoted
from fangzhi.gate.case import Case, counted, rows_of
from fangzhi.gate.failure import Failure, failure
from fangzhi.publish.layout import parquet_path

HINT = "where it is meant, release with --fewer or into another folder"


@functools.cache
def limits() -> Mapping[str, Any]:
    """measure.yaml: the shares below which a count is an alarm."""
    import yaml

    return yaml.safe_load(files(__package__).joinpath("measure.yaml").read_text(encoding="utf-8"))


def check(case: Case) -> Iterator[Failure]:
    """Which columns are hardly filled, and what was lost since the release before."""
    yield from _floors(case)
    if case.before is None:
        return
    try:
        old = counted(case.contract, case.before)
        filled = {table.name: _filled(case, table, case.before) for table in case.contract if old.get(table.name)}
    except Exception:
        return  # what lies there cannot be read: it is no measure
    new = counted(case.contract, case.package)
    yield from _envelope(case.contract, old, new)
    for name, before in filled.items():
        if min(old[name], new[name]) >= limits()["rows"]:
            yield from _fill(case, case.contract[name], before)


def _envelope(contract: Contract, old: Mapping[str, int], new: Mapping[str, int]) -> Iterator[Failure]:
    lines = []
    for table in contract:
        before, now = old.get(table.name, 0), new[table.name]
        if table.name in limits()["free"] or not before:
            continue
        if not now:
            lines.append(f"{table.name}: {before:,} rows before, none now")
        elif before >= limits()["rows"] and now < limits()["least"] * before:
            lines.append(f"{table.name}: {before:,} rows before, {now:,} now")
    if lines:
        yield failure("envelope", f"tables have far fewer rows than in the release before; {HINT}", lines)


def _filled(case: Case, table: Table, folder: Path) -> dict[str, float]:
    """The share of rows in which each column that may be null is filled; columns of the contract that the files have."""
    source = f"read_parquet({literal(str(folder / parquet_path(table.name)))})"
    there = {row[0] for row in case.connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    names = [field.name for field in table.fields if not field.required and field.name in there]
    if not names:
        return {}
    shares = ", ".join(f"count({quoted(name)}) / greatest(count(*), 1)" for name in names)
    return dict(zip(names, case.connection.execute(f"SELECT {shares} FROM {source}").fetchall()[0], strict=True))


def _fill(case: Case, table: Table, before: Mapping[str, float]) -> Iterator[Failure]:
    now = _filled(case, table, case.package)
    for column, share in before.items():
        if share >= limits()["fill_from"] and now[column] < limits()["fill_least"] * share:
            message = f"{table.name}.{column} is filled in {now[column]:.0%} of the rows, {share:.0%} in the release before; {HINT}"
            yield failure("fill", message, _empty(case, table, column))


def _floors(case: Case) -> Iterator[Failure]:
    counts = counted(case.contract, case.package)
    for name, least in limits()["floors"].items():
        table, column = name.split(".")
        if counts[table] < limits()["rows_of_floors"]:
            continue
        share = _filled(case, case.contract[table], case.package)[column]
        if share < least:
            message = f"{name} is filled in {share:.0%} of the rows, at least {least:.0%} is expected"
            yield failure("fill", message, _empty(case, case.contract[table], column))


def _empty(case: Case, table: Table, column: str) -> list[str]:
    key = ", ".join(map(quoted, table.primary_key))
    return rows_of(case.connection, f"SELECT {key} FROM {quoted(table.name)} WHERE {quoted(column)} IS NULL ORDER BY {key}")
