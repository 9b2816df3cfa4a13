"""What a reader with the standard's own software, frictionless, sees of the CSV resources."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.gate.case import Case, counted, read_descriptor
from fangzhi.gate.failure import Failure, failure

# Frictionless reads 60,000 rows a second: larger files are checked on their first rows, DuckDB checks all of them. In files that were
# just written one row is like another.
ROWS, ROWS_OF_KNOWN = 20_000, 500
_FIELD = ("name", "type", "constraints")


def check(case: Case) -> Iterator[Failure]:
    """What frictionless does not accept."""
    from frictionless import Package

    descriptor = read_descriptor(case.package)
    descriptor["resources"] = [resource for resource in descriptor["resources"] if resource.get("format") == "csv"]
    for resource in descriptor["resources"]:
        schema = resource["schema"]
        # Each key would be followed row by row through a file read anew; `relations` has followed all of them.
        schema.pop("foreignKeys", None)
        # It checks what is said of a column over and over; what is said to people is no business of its own.
        schema["fields"] = [{key: field[key] for key in _FIELD if key in field} for field in schema["fields"]]
    most = ROWS if case.known is None else ROWS_OF_KNOWN
    large = max(counted(case.contract, case.package).values(), default=0) > most
    report = Package(descriptor, basepath=str(case.package)).validate(limit_rows=most if large else None)
    lines = [f"{task.name}: {error.message}" for task in report.tasks for error in task.errors] + [
        str(error.message) for error in report.errors
    ]
    if not report.valid:
        yield failure("frictionless", "frictionless does not accept the CSV resources", lines)
