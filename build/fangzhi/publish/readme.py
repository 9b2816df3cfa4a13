"""The package's README.md: what it holds, three queries to paste, the data dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract, dictionary
from fangzhi.contract.sql import quoted
from fangzhi.publish.layout import DATABASE, README
from fangzhi.warehouse.views import views

if TYPE_CHECKING:
    import duckdb

SHOWN = ("who_chaired_what", "largest_projects", "targets_and_results")


@dataclass(frozen=True, slots=True)
class Shown:
    """A query for readers: the comment at its head, and the SQL."""

    title: str
    sql: str


def shown_queries() -> list[Shown]:
    """The queries that the README shows, in its order."""
    texts = [(files(__package__) / "queries" / f"{name}.sql").read_text(encoding="utf-8") for name in SHOWN]
    return [
        Shown(title.removeprefix("--").strip(), sql.strip())
        for title, _, sql in (text.partition("\n") for text in texts)
    ]


def write(contract: Contract, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Nothing in it changes from build to build of the same documents."""
    parts = [_head(contract), _contents(contract, connection), _use(contract), _dictionary(contract)]
    (folder / README).write_text("\n".join(parts), encoding="utf-8", newline="\n")


def _head(contract: Contract) -> str:
    package = contract.package
    licenses = ", ".join(
        f"[{item.get('title', item.get('name', ''))}]({item['path']})" for item in package["licenses"] if "path" in item
    )
    return f"# {package['title']}\n\n{package['description'].strip()}\n\nVersion {package['version']}. License: {licenses}.\n"


def _contents(contract: Contract, connection: duckdb.DuckDBPyConnection) -> str:
    lines = ["## Contents", "", "| table | rows | |", "| --- | ---: | --- |"]
    for table in contract:
        (count,) = connection.sql(f"SELECT count(*) FROM {quoted(table.name)}").fetchall()[0]
        lines.append(f"| [{table.name}](#{table.name}) | {count:,} | {table.title} |")
    lines += [
        "",
        "Each table is `data/<table>.csv` (UTF-8, null is an empty field) and `data/<table>.parquet`, of the same rows and columns;"
        f" `{DATABASE}` holds all of them, with these views:",
        "",
    ]
    lines += [f"- `{view.name}`: {view.description}" for view in views() if view.name not in contract]
    return "\n".join(lines) + "\n"


def _use(contract: Contract) -> str:
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
        "R:",
        "",
        "```r",
        'officials <- arrow::read_parquet("data/officials.parquet")',
        "```",
        "",
        "To see what a row rests on, look its key up in `claims.row_id`: `quote` is what the document says, from character `start` to `end`"
        " of the text that `fangzhi text FILE` prints.",
    ]
    return "\n".join(lines) + "\n"


def _dictionary(contract: Contract) -> str:
    return "## Data dictionary\n\n" + dictionary(contract, level=3)
