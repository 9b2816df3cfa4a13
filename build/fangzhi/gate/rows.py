"""The tables one by one: every column and row keeps the contract, or is just what was to be written."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.gate.case import Case
from fangzhi.gate.failure import Failure, failure
from fangzhi.publish.layout import parquet_path


def check(case: Case) -> Iterator[Failure]:
    """What is wrong with each Parquet file by itself."""
    from fangzhi.contract import violations

    for table in case.contract:
        try:
            frame = case.frame(table)
        except Exception as error:
            yield failure("parquet", f"{parquet_path(table.name)} cannot be read", [str(error).splitlines()[0]])
            continue
        if case.known is not None:
            if not frame.equals(case.known[table.name]):
                yield Failure("written", f"{parquet_path(table.name)} is not what was to be written")
        elif found := violations(table, frame):
            yield failure("contract", f"{table.name} breaks the contract", list(map(str, found)))
