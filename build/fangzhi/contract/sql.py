"""Table -> DuckDB: the DDL, the printing of numbers, and the checks that are queries returning the bad rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fangzhi.contract.model import Contract, Field, Table

_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DECIMAL(24, 6)",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A check over data: `sql` returns the rows that break it, each with the columns that show why."""

    table: str
    name: str
    message: str
    sql: str


def quoted(name: str) -> str:
    """An identifier as SQL writes it; always quoted, since `end` and `value` are words of SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A value as SQL writes it."""
    if isinstance(value, bool):
        return str(value).upper()
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def _names(names: tuple[str, ...], prefix: str = "") -> str:
    return ", ".join(prefix + quoted(name) for name in names)


def ddl(table: Table) -> str:
    """CREATE TABLE with NOT NULL and CHECKs, and COMMENT ON for table and columns, each statement closed by ";".

    Keys are not declared: an enforced key swells the file by half. `key_checks` checks them.
    """
    lines = [f"    {quoted(field.name)} {_column(field)}" for field in table.fields]
    lines += [f"    CHECK ({check.sql})" for check in table.checks]
    comments = [f"COMMENT ON TABLE {quoted(table.name)} IS {literal(table.description.strip())};"]
    comments += [
        f"COMMENT ON COLUMN {quoted(table.name)}.{quoted(field.name)} IS {literal(field.description.strip())};"
        for field in table.fields
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n" + ",\n".join(lines) + "\n);\n" + "\n".join(comments) + "\n"


def _column(field: Field) -> str:
    parts = [_TYPES[field.type]]
    if field.required:
        parts.append("NOT NULL")
    parts += [f"CHECK ({condition})" for condition in _conditions(field)]
    return " ".join(parts)


def _conditions(field: Field) -> Iterator[str]:
    name = quoted(field.name)
    if field.type == "string":
        yield f"{name} <> ''"
    if field.enum:
        yield f"{name} IN ({', '.join(map(literal, field.enum))})"
    if field.pattern is not None:
        yield f"regexp_full_match({name}, {literal(field.pattern)})"
    if field.minimum is not None:
        yield f"{name} >= {field.minimum}"
    if field.maximum is not None:
        yield f"{name} <= {field.maximum}"
    if field.min_length is not None:
        yield f"length({name}) >= {field.min_length}"
    if field.max_length is not None:
        yield f"length({name}) <= {field.max_length}"


def plain_number(expression: str) -> str:
    """SQL for a number as the shortest plain text, to six places."""
    # The cast prints six places always, so that trimming never eats the zeros of a whole number.
    return f"rtrim(rtrim(CAST(CAST({expression} AS DECIMAL(38, 6)) AS VARCHAR), '0'), '.')"


def key_checks(table: Table) -> tuple[Query, ...]:
    """Queries for rows that share a key, lack a part of the primary key, or lead nowhere."""
    return (*_unique_checks(table), *foreign_checks(table))


def _unique_checks(table: Table) -> Iterator[Query]:
    yield Query(
        table.name,
        f"{table.name}_primary_key_null",
        "the primary key is given in every row",
        f"SELECT * FROM {quoted(table.name)} WHERE "
        + " OR ".join(f"{quoted(name)} IS NULL" for name in table.primary_key),
    )
    keys = [("primary_key", table.primary_key)]
    keys += [(f"unique_key_{number}", names) for number, names in enumerate(table.unique_keys, 1)]
    for name, columns in keys:
        yield Query(
            table.name,
            f"{table.name}_{name}",
            f"{', '.join(columns)} is given to one row only",
            f"SELECT {_names(columns)}, count(*) AS rows FROM {quoted(table.name)}"
            f" WHERE {' AND '.join(f'{quoted(column)} IS NOT NULL' for column in columns)}"
            f" GROUP BY {_names(columns)} HAVING count(*) > 1 ORDER BY {_names(columns)}",
        )


def foreign_checks(table: Table) -> Iterator[Query]:
    """Of these the ones for rows that lead nowhere: a frame that keeps the contract may have no others."""
    for key in table.foreign_keys:
        shown = tuple(dict.fromkeys((*table.primary_key, *key.fields)))
        match = " AND ".join(
            f"t.{quoted(ours)} = r.{quoted(theirs)}"
            for ours, theirs in zip(key.fields, key.reference_fields, strict=True)
        )
        given = " AND ".join(f"t.{quoted(name)} IS NOT NULL" for name in key.fields)
        yield Query(
            table.name,
            f"{table.name}_{'_'.join(key.fields)}",
            f"{', '.join(key.fields)} leads to a row of {key.table}",
            f"SELECT {_names(shown, 't.')} FROM {quoted(table.name)} AS t"
            f" ANTI JOIN {quoted(key.table)} AS r ON {match} WHERE {given} ORDER BY {_names(shown, 't.')}",
        )


def evidence_checks(contract: Contract) -> tuple[Query, ...]:
    """Queries over `claims`: a claim is of a row and a column that are there, an extracted row has a claim.

    An entity, which is a row with a required `name`, has a claim of that name.
    """
    return (_known_columns(contract), *(query for table in _claimed(contract) for query in _evidence(table)))


def _claimed(contract: Contract) -> list[Table]:
    return [table for table in contract if table.origin in ("extracted", "computed")]


def _known_columns(contract: Contract) -> Query:
    known = ", ".join(f"({literal(table.name)}, {literal(name)})" for table in _claimed(contract) for name in table.columns)
    return Query(
        "claims",
        "claims_field",
        "a claim supports a column of a table that is extracted or computed",
        f"SELECT claim_id, table_name, field FROM claims ANTI JOIN (VALUES {known}) AS known(table_name, field)"
        " USING (table_name, field) ORDER BY ALL",
    )


def row_id(table: Table, prefix: str = "") -> str:
    """SQL for what claims call a row of this table: its key, or its key's parts with "|" between them."""
    parts = [
        plain_number(column) if table.field(name).type == "number" else f"CAST({column} AS VARCHAR)"
        for name in table.primary_key
        for column in (prefix + quoted(name),)
    ]
    return parts[0] if len(parts) == 1 else f"concat_ws('|', {', '.join(parts)})"


def _evidence(table: Table) -> Iterator[Query]:
    name, source = literal(table.name), f"{quoted(table.name)} AS t"
    yield Query(
        "claims",
        f"claims_row_of_{table.name}",
        f"a claim of {table.name} is of a row that is there",
        f"SELECT c.claim_id, c.row_id FROM claims AS c ANTI JOIN {source} ON c.row_id = {row_id(table, 't.')}"
        f" WHERE c.table_name = {name} ORDER BY ALL",
    )
    if table.origin != "extracted":
        return
    named = "name" in table.columns and table.field("name").required
    condition = f"c.table_name = {name} AND c.row_id = {row_id(table, 't.')}"
    condition += " AND c.field = 'name'" if named else ""
    yield Query(
        table.name,
        f"{table.name}_has_claim",
        f"every row of {table.name} has a claim" + (" of its name" if named else ""),
        f"SELECT {_names(table.primary_key, 't.')} FROM {source} ANTI JOIN claims AS c ON {condition} ORDER BY ALL",
    )
