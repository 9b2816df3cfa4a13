"""The package's README.md: what it holds, how to use it, the worked questions, the data dictionary."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract, dictionary
from fangzhi.contract.sql import quoted
from fangzhi.publish.coverage import coverage
from fangzhi.publish.layout import DATABASE, README, WORKBOOK
from fangzhi.publish.notes import note, quality
from fangzhi.publish.workbook import left_out
from fangzhi.queries import Question, question, questions
from fangzhi.warehouse.views import views

if TYPE_CHECKING:
    import duckdb

# The three that stand under "Use"; all of them stand under "Worked questions".
SHOWN = ("who_chaired_what", "largest_projects", "targets_and_results")


def shown_queries() -> list[Question]:
    """The queries that the README begins with, in its order."""
    return [question(name) for name in SHOWN]


def write(contract: Contract, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Nothing in it changes from build to build of the same documents."""
    parts = [
        _head(contract), _contents(contract, connection), _use(contract, connection), _worked(), _coverage(contract, connection),
        _dictionary(contract),
    ]  # fmt: skip
    (folder / README).write_text("\n".join(parts), encoding="utf-8", newline="\n")


def _head(contract: Contract) -> str:
    package = contract.package
    licenses = ", ".join(
        f"[{item.get('title', item.get('name', ''))}]({item['path']})" for item in package["licenses"] if "path" in item
    )
    return f"# {package['title']}\n\n{package['description'].strip()}\n\nVersion {package['version']}. License: {licenses}.\n"


def _contents(contract: Contract, connection: duckdb.DuckDBPyConnection) -> str:
    lines = ["## Contents", "", "| table | rows | |", "| --- | ---: | --- |"]
    lines += [f"| [{table.name}](#{table.name}) | {_rows(table.name, connection):,} | {table.title} |" for table in contract]
    lines += [
        "",
        "Each table is `data/<table>.csv` (UTF-8, null is an empty field) and `data/<table>.parquet`, of the same rows and columns;"
        f" `{DATABASE}` holds all of them, with these views:",
        "",
    ]
    lines += [f"- `{view.name}`: {view.description}" for view in views() if view.name not in contract]
    return "\n".join(lines) + "\n"


def _rows(table: str, connection: duckdb.DuckDBPyConnection) -> int:
    return connection.sql(f"SELECT count(*) FROM {quoted(table)}").fetchall()[0][0]


def _use(contract: Contract, connection: duckdb.DuckDBPyConnection) -> str:
    lines = ["## Use", "", f"Open the database with `duckdb {DATABASE}` in this folder and paste:", ""]
    for query in shown_queries():
        lines += [f"{query.title}:", "", "```sql", query.sql, "```", ""]
    lines += [
        f"Without the database, `fangzhi query` answers the same from the Parquet files. `{DATABASE}` opens in DuckDB 1.1 and later.",
        "",
        "Python:",
        "",
        "```python",
        "import polars as pl",
        "",
        'officials = pl.read_parquet("data/officials.parquet")',
        "```",
        "",
        "```python",
        "import fangzhi",
        "",
        'with fangzhi.open(".") as package:  # or a zip file of it, or fangzhi.duckdb',
        '    frame = package.polars("officials")  # pandas, arrow and relation do the same',
        '    met = package.ask("targets_met_and_missed").pl()',
        "```",
        "",
        "R, with the package jsonlite, or with DBI and duckdb:",
        "",
        "```r",
        'descriptor <- jsonlite::read_json("datapackage.json")',
        'types <- c(string = "character", integer = "numeric", number = "numeric", boolean = "logical", date = "Date")',
        "read_table <- function(name) {",
        "  resource <- Find(function(resource) resource$name == name, descriptor$resources)",
        '  classes <- vapply(resource$schema$fields, function(field) types[[field$type]], "")',
        '  read.csv(resource$path, colClasses = classes, na.strings = "", encoding = "UTF-8")',
        "}",
        'officials <- read_table("officials")',
        "```",
        "",
        "```r",
        "library(DBI)",
        f'con <- dbConnect(duckdb::duckdb(), "{DATABASE}", read_only = TRUE)',
        'meetings <- dbGetQuery(con, "SELECT held_on, meeting, official, roles FROM meeting_attendance ORDER BY ALL")',
        "dbDisconnect(con, shutdown = TRUE)",
        "```",
        "",
        f"Excel and other spreadsheets: `{WORKBOOK}` has a sheet a table, with codes as text and dates as dates."
        + _longer(contract, connection),
        "",
        "To see what a row rests on, look its key up in `claims.row_id`: `quote` is what the document says, from character `start` to `end`"
        " of the text that `fangzhi text FILE` prints.",
    ]
    return "\n".join(lines) + "\n"


def _longer(contract: Contract, connection: duckdb.DuckDBPyConnection) -> str:
    counts = {table.name: _rows(table.name, connection) for table in contract}
    names = [f"`{name}` ({count:,} rows)" for name, count in left_out(counts).items()]
    return f" Too long for it, and only in the other files: {', '.join(names)}." if names else ""


def _worked() -> str:
    lines = ["## Worked questions", "", "Each is a query over the tables and views, and `fangzhi query --ask NAME` runs it.", ""]
    for one in questions():
        lines += [f"### {one.title}", "", f"{one.question} (`{one.name}`)", ""]
        lines += [one.notes, ""] if one.notes else []
        lines += ["```sql", one.sql, "```", ""]
    return "\n".join(lines)


def _coverage(contract: Contract, connection: duckdb.DuckDBPyConnection) -> str:
    """What is in it, how good it is, what it cannot say, and whom it names."""
    parts = [
        "## Coverage", coverage(contract, connection),
        "## Quality", quality(),
        "## Known limits", note("limits"),
        "## People in the data", note("people"),
        "## Hashes",
        "`hash` in `datapackage.json` is of a file's bytes. `logicalHash` is of a table's rows, whatever file or order they stand in: the"
        " SHA-256 of the line `name:type,…` and the rows as the CSV file prints them and in its order, a line feed behind each.",
    ]  # fmt: skip
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _dictionary(contract: Contract) -> str:
    return "## Data dictionary\n\n" + dictionary(contract, level=3)
