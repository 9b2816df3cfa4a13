"""What a package covers: of each table the rows, the documents behind them, their years, and how often each column is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fangzhi.contract import Contract, Table
from fangzhi.contract.sql import quoted

if TYPE_CHECKING:
    import duckdb


def coverage(contract: Contract, connection: duckdb.DuckDBPyConnection) -> str:
    """A Markdown table with a line for each table that is not empty."""
    lines = ["| table | rows | documents | years | filled, where a column can be empty |", "| --- | ---: | ---: | --- | --- |"]
    cited = dict(connection.sql("SELECT table_name, count(DISTINCT document_id) FROM claims GROUP BY table_name").fetchall())
    for table in contract:
        rows, *shares = connection.sql(f"SELECT count(*), {_shares(table)} FROM {quoted(table.name)}").fetchall()[0]
        if not rows:
            continue
        names = [field.name for field in table.fields if not field.required]
        filled = ", ".join(f"`{name}` {share:.0%}" for name, share in zip(names, shares, strict=False))
        documents = _documents(connection, table, cited.get(table.name))
        lines.append(f"| {table.name} | {rows:,} | {documents} | {_years(connection, table)} | {filled} |")
    return "\n".join(lines) + "\n"


def _shares(table: Table) -> str:
    counts = [f"count({quoted(field.name)}) / greatest(count(*), 1)" for field in table.fields if not field.required]
    return ", ".join(counts) or "NULL"


def _documents(connection: duckdb.DuckDBPyConnection, table: Table, cited: int | None) -> str:
    """How many documents support the rows: those that claims name, or those that stand in the table itself."""
    if cited is None and "document_id" in table.columns:
        cited = connection.sql(f"SELECT count(DISTINCT document_id) FROM {quoted(table.name)}").fetchall()[0][0]
    return "" if cited is None else f"{cited:,}"


def _years(connection: duckdb.DuckDBPyConnection, table: Table) -> str:
    """The years from the first to the last day that the table tells; of a table without days, of its columns of years."""
    days = [f"year({quoted(field.name)})" for field in table.fields if field.type == "date"]
    years = days or [quoted(field.name) for field in table.fields if field.name in ("year", "period")]
    if not years:
        return ""
    least, most = (f"{name}({', '.join(years)})" if years[1:] else years[0] for name in ("least", "greatest"))
    first, last = connection.sql(f"SELECT min({least}), max({most}) FROM {quoted(table.name)}").fetchall()[0]
    return "" if first is None else str(first) if first == last else f"{first} to {last}"
