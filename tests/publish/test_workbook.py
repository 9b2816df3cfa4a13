"""The workbook holds what the tables hold, nothing in it is run, and it has the same bytes whenever it is made."""

from __future__ import annotations

import csv
import datetime
import re
import zipfile
from decimal import Decimal

import polars as pl
import pytest
from lxml import etree

from fangzhi.contract import Contract, Field, Table, load, polars_schema
from fangzhi.publish import readme, workbook
from fangzhi.publish.cells import CHARACTERS
from fangzhi.publish.workbook import column_name
from fangzhi.warehouse.load import load as warehouse

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
KINDS = ("string", "integer", "number", "boolean", "date", "datetime")


class Book:
    """What a spreadsheet program makes of the file: sheets by name, cells by address."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        styles = self.part("xl/styles.xml")
        patterns = {int(one.get("numFmtId")): one.get("formatCode") for one in styles.iter(f"{MAIN}numFmt")}
        patterns |= {0: "General", 1: "0", 49: "@"}
        self.patterns = [patterns[int(one.get("numFmtId"))] for one in styles.find(f"{MAIN}cellXfs")]
        self.strings = ["".join(one.itertext()) for one in self.part("xl/sharedStrings.xml")]
        names = [one.get("name") for one in self.part("xl/workbook.xml").find(f"{MAIN}sheets")]
        self.sheets = {name: self.part(f"xl/worksheets/sheet{number}.xml") for number, name in enumerate(names, 1)}

    def part(self, name):
        return etree.fromstring(self.archive.read(name))

    def cells(self, sheet):
        """Address -> (what the cell is, its number format). A row or cell without an address follows the one before it."""
        return {
            cell.get("r", f"{column_name(number)}{line}"): (self.value(cell), self.patterns[int(cell.get("s", 0))])
            for line, row in enumerate(self.sheets[sheet].iter(f"{MAIN}row"), 1)
            for number, cell in enumerate(row)
            if len(cell)
        }

    def value(self, cell):
        kind, value = cell.get("t", "n"), cell.find(f"{MAIN}v")
        assert cell.find(f"{MAIN}f") is None, "a formula"
        if kind == "inlineStr":
            return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), "".join(cell.find(f"{MAIN}is").itertext()))
        if kind == "s":
            return self.strings[int(value.text)]
        return bool(int(value.text)) if kind == "b" else Decimal(value.text)


def book_of(tmp_path, rows, kinds=KINDS):
    """A workbook of one table `t` with a key `k` and a column of each kind."""
    fields = (Field("k", "integer", "", "", 1), *(Field(kind, kind, "", "", "") for kind in kinds))
    table = Table("t", "T", "T.", fields, ("k",))
    contract = Contract((table,), {"name": "p", "title": "P", "version": "1.0.0", "description": "d"})
    frame = pl.DataFrame([[number, *row] for number, row in enumerate(rows)], schema=polars_schema(table), orient="row")
    workbook.write(contract, {"t": frame}, tmp_path)
    return Book(tmp_path / "fangzhi.xlsx")


def column(book, letter="B"):
    cells = book.cells("t")
    return [cells.get(f"{letter}{line}") for line in range(2, 2 + sum(1 for cell in cells if cell.startswith("A")) - 1)]


@pytest.fixture(scope="module")
def sample_book(sample):
    return Book(sample / "fangzhi.xlsx")


@pytest.mark.parametrize("table", load().names)
def test_every_table_has_a_sheet_with_the_cells_of_its_csv_file(sample, sample_book, table):
    with (sample / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    kinds = [field.type for field in load()[table].fields]
    cells = sample_book.cells(table)
    for line, row in enumerate(rows, 1):
        shown = [printed(cells.get(f"{column_name(number)}{line}"), kinds[number] if line > 1 else "string") for number in range(len(kinds))]
        assert shown == row
    assert max(int(re.sub("[A-Z]", "", cell)) for cell in cells) == len(rows)


def printed(cell, kind):
    if cell is None:
        return ""
    value = cell[0]
    if kind == "date" and isinstance(value, Decimal):
        return (datetime.date(1899, 12, 30) + datetime.timedelta(days=int(value))).isoformat()
    return str(value).lower() if isinstance(value, bool) else f"{value}"


def test_the_header_stays_in_sight(sample_book):
    for sheet in sample_book.sheets.values():
        pane = sheet.find(f".//{MAIN}pane")
        assert (pane.get("state"), pane.get("ySplit"), pane.get("topLeftCell")) == ("frozen", "1", "A2")


def test_codes_are_text_and_dates_are_dates(sample_book):
    cells = sample_book.cells("villages")
    codes = [cell for address, cell in cells.items() if address.startswith(column_name(load()["villages"].columns.index("adcode"))) and address[1:] != "1"]
    assert codes and all(isinstance(value, str) and pattern == "@" for value, pattern in codes)
    held = sample_book.cells("meetings")["D2"]
    assert isinstance(held[0], Decimal) and held[1] == "yyyy-mm-dd"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://a","b")', "\t=1", "http://a.b", "0012", "1E5", "TRUE"])
def test_text_stays_text_whatever_it_looks_like(tmp_path, text):
    assert column(book_of(tmp_path, [[text]], ["string"])) == [(text, "@")]


@pytest.mark.parametrize("text", ["a & b < c > d", '"q"', " spaces ", "_x0041_", "two\nlines", "𠮷野家", "徐州"])
def test_text_comes_out_as_it_went_in(tmp_path, text):
    assert column(book_of(tmp_path, [[text]], ["string"])) == [(text, "@")]


def test_what_xml_cannot_hold_is_left_out_and_what_a_cell_cannot_hold_is_cut(tmp_path):
    assert column(book_of(tmp_path, [["a\x01b\x0bc\rd\ufffe"], ["字" * 40_000]], ["string"])) == [
        ("abcd", "@"),
        ("字" * (CHARACTERS - 1) + "…", "@"),
    ]


def test_numbers_are_exact_and_whole_ones_show_all_their_digits(tmp_path):
    numbers = ["12000000000", "0", "-5", "6.3", "0.000001", "123456789012345", "1234567890123456", "123456789012.345678"]
    assert column(book_of(tmp_path, [[Decimal(number)] for number in numbers], ["number"])) == [
        (Decimal("12000000000"), "0"),
        (Decimal("0"), "0"),
        (Decimal("-5"), "0"),
        (Decimal("6.3"), "General"),
        (Decimal("0.000001"), "General"),
        (Decimal("123456789012345"), "0"),
        ("1234567890123456", "@"),
        ("123456789012.345678", "@"),
    ]


def test_dates_count_from_1900_and_older_ones_are_text(tmp_path):
    days = [datetime.date(2024, 3, 16), datetime.date(1900, 3, 1), datetime.date(1900, 2, 28), datetime.date(1858, 11, 17)]
    assert column(book_of(tmp_path, [[day] for day in days], ["date"])) == [
        (Decimal(45367), "yyyy-mm-dd"),
        (Decimal(61), "yyyy-mm-dd"),
        ("1900-02-28", "@"),
        ("1858-11-17", "@"),
    ]


def test_moments_truth_values_and_nothing(tmp_path):
    row = ["a", 1, Decimal("1.5"), True, datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 1, 12)]
    cells = book_of(tmp_path, [row, [None] * 6]).cells("t")
    assert cells["E2"] == (True, "General") and cells["G2"] == (Decimal("45292.5"), "yyyy-mm-dd hh:mm:ss")
    assert [address for address in cells if address.endswith("3")] == ["A3"]


def test_a_table_without_rows_has_its_header_only(tmp_path):
    assert set(book_of(tmp_path, []).cells("t")) == {"A1", "B1", "C1", "D1", "E1", "F1", "G1"}


def test_a_table_that_is_too_long_has_no_sheet_and_the_readme_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "ROWS", 3)
    assert list(book_of(tmp_path, [[str(number)] for number in range(3)], ["string"]).sheets) == ["t"]
    frames = {table.name: pl.DataFrame(schema=polars_schema(table)) for table in load()}
    frames["rejected"] = pl.DataFrame({"path": list("abcde"), "reason": ["empty"] * 5, "detail": ["leave it out"] * 5})
    assert workbook.left_out({"t": 3, "rejected": 5}) == {"rejected": 5}
    with warehouse(load(), frames) as connection:
        readme.write(load(), connection, tmp_path)
    assert "Too long for it, and only in the other files: `rejected` (5 rows)." in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_names_of_sheets_are_short_enough_and_differ():
    names = [table.name[: workbook.NAME] for table in load()]
    assert names == list(load().names)


@pytest.mark.parametrize(("number", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_counted_in_letters(number, name):
    assert column_name(number) == name


def test_no_clock_is_in_the_file(tmp_path, sample_book):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    rows = [["a", 1, Decimal(1), True, datetime.date(2024, 1, 1), datetime.datetime(2024, 1, 1)]]
    book_of(tmp_path / "a", rows)
    book_of(tmp_path / "b", rows)
    assert (tmp_path / "a" / "fangzhi.xlsx").read_bytes() == (tmp_path / "b" / "fangzhi.xlsx").read_bytes()
    assert {info.date_time for info in sample_book.archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert re.findall(r"\d{4}-\d\d-\d\dT", sample_book.archive.read("docProps/core.xml").decode()) == ["1980-01-01T"] * 2
