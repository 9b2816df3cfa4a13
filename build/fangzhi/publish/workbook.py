"""Tables as one workbook for spreadsheets: a sheet a table, a frozen header, codes as text, dates as dates.

XlsxWriter makes the workbook with its headers and formats; DuckDB makes the rows, a hundred times as fast. Text is text in a column
of text, so that no cell is ever run as a formula, not even after it was edited. The same rows give the same sheets anywhere, and the
same bytes wherever Python compresses with the same zlib.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract, Table
from fangzhi.contract.sql import quoted
from fangzhi.publish.archive import MOMENT, member
from fangzhi.publish.cells import STYLES, care_sql, row_sql
from fangzhi.publish.layout import WORKBOOK

if TYPE_CHECKING:
    import duckdb
    from pyarrow import Buffer
    from xlsxwriter.workbook import Workbook

# A longer table is left out: a sheet holds a million rows, but with a quarter of them programs open the file in minutes or not at all.
ROWS = 250_000
NAME = 31  # characters of a sheet's name
WIDTHS = {"string": 18, "integer": 10, "number": 18, "boolean": 8, "date": 12, "datetime": 20}
_BATCH = 10_000
# The row in which XlsxWriter leaves an empty cell of each style, for `_styles` to read and the table's rows to replace.
_PATTERN_ROW = re.compile(r'<row r="2"[^>]*>(?P<cells>.*?)</row>')
_STYLE = re.compile(r' s="(\d+)"')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')


def write(contract: Contract, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """`fangzhi.xlsx`. No clock goes into it: the same rows give the same bytes."""
    longer = left_out(contract, connection)
    sheets = [table for table in contract if table.name not in longer]
    with zipfile.ZipFile(_skeleton(contract, sheets)) as skeleton, zipfile.ZipFile(folder / WORKBOOK, "w") as book:
        for name in skeleton.namelist():
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            with member(book, name) as sink:
                if found:
                    sink.writelines(_sheet(skeleton.read(name).decode("utf-8"), sheets[int(found[1]) - 1], connection))
                else:
                    sink.write(skeleton.read(name))


def left_out(contract: Contract, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The tables that are too long for a workbook, with their numbers of rows."""
    counts = {table.name: connection.sql(f"SELECT count(*) FROM {quoted(table.name)}").fetchall()[0][0] for table in contract}
    return {name: count for name, count in counts.items() if count > ROWS}


def _skeleton(contract: Contract, sheets: Sequence[Table]) -> io.BytesIO:
    """The workbook with headers, and in each second row a cell of each style."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": contract.package["title"],
                "subject": f"{contract.package['name']} {contract.package['version']}",
                "comments": contract.package["description"].strip(),
                "created": datetime.datetime(*MOMENT),
            }
        )
        formats = [book.add_format({"num_format": pattern}) for pattern in STYLES.values()]
        header = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
        for table in sheets:
            _headed(book, table, header, formats)
    return target


def _headed(book: Workbook, table: Table, header: object, formats: Sequence[object]) -> None:
    sheet = book.add_worksheet(table.name[:NAME])
    kinds = list(STYLES)
    for column, field in enumerate(table.fields):
        width = max(WIDTHS[field.type], len(field.name) + 4)
        sheet.set_column(column, column, width, formats[kinds.index(field.type)] if field.type in kinds else None)
        sheet.write_string(0, column, field.name, header)
    for column, style in enumerate(formats):
        sheet.write_blank(1, column, None, style)
    sheet.freeze_panes(1, 0)


def _sheet(text: str, table: Table, connection: duckdb.DuckDBPyConnection) -> Iterator[bytes | Buffer]:
    """A sheet's XML with the table's rows in it, in the order in which they lie there, piece by piece."""
    pattern = _PATTERN_ROW.search(text)
    if pattern is None:
        raise AssertionError("XlsxWriter writes sheets in another way; the pins have changed")
    styles = dict(zip(STYLES, _STYLE.findall(pattern["cells"]), strict=True))
    source = f"(SELECT *, row_number() OVER () + 1 AS __line FROM {quoted(table.name)})"
    texts = [field for field in table.fields if field.type == "string"]
    asked = ", ".join(["count(*) + 1", *map(care_sql, texts)])
    lines, *care = connection.execute(f"SELECT {asked} FROM {quoted(table.name)}").fetchall()[0]
    careful = {field.name for field, needed in zip(texts, care, strict=True) if needed}
    yield _DIMENSION.sub(f'<dimension ref="A1:{column_name(len(table.fields) - 1)}{lines}"/>', text[: pattern.start()]).encode()
    rows = connection.sql(f"SELECT {row_sql(table, styles, careful)} FROM {source}")
    reader = rows.to_arrow_reader if hasattr(rows, "to_arrow_reader") else rows.fetch_record_batch
    for batch in reader(_BATCH):
        # The texts of a batch stand one behind the other: they are taken as they lie there.
        _, ends, characters = batch.column(0).buffers()
        if ends is not None and characters is not None:
            yield characters
    yield text[pattern.end() :].encode("utf-8")


def column_name(number: int) -> str:
    """The letters of a column, from 0: A … Z, AA …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
