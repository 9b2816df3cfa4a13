"""The tables of a built package, as far as the documents that are scored need them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection
from pathlib import Path, PurePosixPath

from fangzhi.errors import Refusal
from fangzhi.score.said import COLUMNS, Row

# A cell may hold more than the csv module allows by default (131 072 characters); the bound is that of a C long everywhere.
_CELL = 2**31 - 1


def read_package(package: Path, names: Collection[str]) -> tuple[dict[str, str], dict[str, list[Row]]]:
    """The identifiers of the documents with these file names, and the tables with the rows that may speak of them.

    Raises Refusal where a table or a column of the contract is not there.
    """
    csv.field_size_limit(_CELL)
    documents = _rows(package, "documents", lambda row: _name(row) in names)
    known = {_name(row): row["document_id"] for row in documents}
    wanted = set(known.values())
    tables = {
        table: _rows(package, table, lambda row: row.get("document_id", "") in wanted)
        if "document_id" in COLUMNS[table]
        else _rows(package, table, lambda row: True)
        for table in COLUMNS
        if table != "documents"
    }
    return known, tables


def _name(row: Row) -> str:
    return PurePosixPath(row["path"]).name


def _rows(package: Path, table: str, keep: Callable[[Row], bool]) -> list[Row]:
    path = package / "data" / f"{table}.csv"
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in COLUMNS[table] if column not in (reader.fieldnames or ())]
            if missing:
                raise Refusal(f"{path}: has no column {missing[0]}; build the package anew with `fangzhi release`")
            return [row for row in reader if keep(row)]
    except OSError as error:
        raise Refusal(f"{path}: cannot be read ({error.strerror}); name a folder that `fangzhi release` built") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise Refusal(f"{path}: is no CSV in UTF-8 ({error}); build the package anew with `fangzhi release`") from None
