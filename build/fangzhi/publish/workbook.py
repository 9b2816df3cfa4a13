"""Tables as one workbook for spreadsheets: a sheet a table, a frozen header, codes as text, dates as dates.

XlsxWriter makes the workbook with its headers and formats; Polars makes the rows, hundreds of times as fast, in pieces that are compressed
one by one: what was made of a piece before is not made again. Text is text in a column of text, so that no cell is ever run as a
formula, not even after it was edited. The same rows give the same sheets anywhere, and the same bytes wherever Python compresses with
the same zlib.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from fangzhi.contract import Contract, Table
from fangzhi.publish.archive import MOMENT, member
from fangzhi.publish.cells import STYLES, care, row
from fangzhi.publish.deflated import Part, part, put
from fangzhi.publish.layout import WORKBOOK
from fangzhi.publish.pieces import Piece, pieces

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from fangzhi.publish.parts import Parts

# A longer table is left out: a sheet holds a million rows, but with a quarter of them programs open the file in minutes or not at all.
ROWS = 250_000
NAME = 31  # characters of a sheet's name
WIDTHS = {"string": 18, "integer": 10, "number": 18, "boolean": 8, "date": 12, "datetime": 20}
_BATCH = 50_000
# The row in which XlsxWriter leaves an empty cell of each style, for `_styles` to read and the table's rows to replace.
_PATTERN_ROW = re.compile(r'<row r="2"[^>]*>(?P<cells>.*?)</row>')
_STYLE = re.compile(r' s="(\d+)"')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')


def write(contract: Contract, frames: Mapping[str, pl.DataFrame], folder: Path, parts: Parts | None = None) -> None:
    """`fangzhi.xlsx`. No clock goes into it: the same rows give the same bytes, whatever `parts` are known."""
    longer = left_out({table.name: len(frames[table.name]) for table in contract})
    sheets = [table for table in contract if table.name not in longer]
    with zipfile.ZipFile(_skeleton(contract, sheets)) as skeleton, zipfile.ZipFile(folder / WORKBOOK, "w") as book:
        for name in skeleton.namelist():
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if found:
                table = sheets[int(found[1]) - 1]
                put(book, name, _sheet(skeleton.read(name).decode("utf-8"), table, frames[table.name], parts))
            else:
                with member(book, name) as sink:
                    sink.write(skeleton.read(name))


def left_out(counts: Mapping[str, int]) -> dict[str, int]:
    """Of the tables with their numbers of rows those that are too long for a workbook."""
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


def _sheet(text: str, table: Table, frame: pl.DataFrame, parts: Parts | None) -> list[Part]:
    """A sheet's XML with the rows of the table in it."""
    pattern = _PATTERN_ROW.search(text)
    if pattern is None:
        raise AssertionError("XlsxWriter writes sheets in another way; the pins have changed")
    styles = dict(zip(STYLES, _STYLE.findall(pattern["cells"]), strict=True))
    range_ = f"A1:{column_name(len(table.fields) - 1)}{len(frame) + 1}"
    there = pieces(table, frame)
    known = parts.known if parts else {}
    made = _made(table, frame, [piece for piece in there if piece.name not in known], styles)
    rows = {piece.name: known.get(piece.name) or made[piece.name] for piece in there}
    if parts:
        parts.used |= rows
    head = _DIMENSION.sub(f'<dimension ref="{range_}"/>', text[: pattern.start()])
    return [part(head.encode()), *(rows[piece.name] for piece in there), part(text[pattern.end() :].encode("utf-8"))]


def _made(table: Table, frame: pl.DataFrame, wanted: Sequence[Piece], styles: Mapping[str, str]) -> dict[str, Part]:
    """The parts of some pieces of the table, by their names."""
    found = {}
    for batch in _batches(wanted):
        rows = pl.concat(frame.slice(piece.start, piece.end - piece.start) for piece in batch)
        needed = rows.select(care(field) for field in table.fields if field.type == "string")
        careful = {name for name, needs in (needed.row(0, named=True) if needed.width else {}).items() if needs}
        turns = [turn for turn, piece in enumerate(batch) for _ in range(piece.end - piece.start)]
        printed = rows.select(row(table, styles, careful).alias("row"), pl.Series("turn", turns, pl.UInt32))
        texts = printed.group_by("turn", maintain_order=True).agg(pl.col("row").str.join(""))["row"]
        found |= {piece.name: part(told.encode("utf-8")) for piece, told in zip(batch, texts, strict=True)}
    return found


def _batches(wanted: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces in runs of about so many rows as are worked on at a time."""
    run: list[Piece] = []
    rows = 0
    for piece in wanted:
        run.append(piece)
        rows += piece.end - piece.start
        if rows >= _BATCH:
            yield run
            run, rows = [], 0
    if run:
        yield run


def column_name(number: int) -> str:
    """The letters of a column, from 0: A … Z, AA …"""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
