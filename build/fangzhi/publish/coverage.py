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
        names = [field.name for field in table.fields if not field.required]
        # One query a table: an aggregate is a view, which each would work out anew.
        asked = f"SELECT count(*), {_documents(table)}, {_years(table)}, {_shares(names)} FROM {quoted(table.name)}"
        rows, within, first, last, *shares = connection.sql(asked).fetchall()[0]
        if not rows:
            continue
        filled = ", ".join(f"`{name}` {share:.0%}" for name, share in zip(names, shares, strict=False))
        documents = cited.get(table.name, within)
        years = "" if first is None else str(first) if first == last else f"{first} to {last}"
        lines.append(f"| {table.name} | {rows:,} | {'' if documents is None else f'{documents:,}'} | {years} | {filled} |")
    return "\n".join(lines) + "\n"


def _shares(names: list[str]) -> str:
    return ", ".join(f"count({quoted(name)}) / greatest(count(*), 1)" for name in names) or "NULL"


def _documents(table: Table) -> str:
    """SQL for how many documents stand in the table itself: of one whose rows no claim names."""
    return "count(DISTINCT document_id)" if "document_id" in table.columns else "NULL"


def _years(table: Table) -> str:
    """SQL for the years of the first and the last day that the table tells; of one without days, of its columns of years."""
    days = [f"year({quoted(field.name)})" for field in table.fields if field.type == "date"]
    years = days or [quoted(field.name) for field in table.fields if field.name in ("year", "period")]
    if not years:
        return "NULL, NULL"
    return f"min(least({', '.join(years)})), max(greatest({', '.join(years)}))"
