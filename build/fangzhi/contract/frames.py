"""Table -> Polars columns and pandera checks, and all that a frame does wrong, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl

from fangzhi.contract.model import Field, Table

if TYPE_CHECKING:
    # Imported where it is used: it takes a hundred MiB, which only checking needs.
    import pandera.polars as pa
    from pandera.errors import SchemaError, SchemaErrors

# Six places hold every printed amount exactly; sums of them do not depend on the order, as sums of floats would.
NUMBER = pl.Decimal(24, 6)
_TYPES: dict[str, Any] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": NUMBER,
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "datetime": pl.Datetime("us"),
}


@dataclass(frozen=True, slots=True)
class Violation:
    """One failure. `row` is the row's key ("" where the whole table fails), `document` its document, if any."""

    table: str
    row: str
    column: str
    value: str
    document: str
    check: str
    message: str

    def __str__(self) -> str:
        where = f"{self.table} {self.row}".strip()
        document = f" (document {self.document})" if self.document else ""
        return f"{where}: {self.column or self.check}: {self.message}; found {self.value}{document}"


def polars_schema(table: Table) -> dict[str, pl.DataType]:
    """Column -> type, in published order. Numbers are decimals with six places."""
    return {field.name: _TYPES[field.type] for field in table.fields}


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with text where it holds words as categories, which resolution does in large tables."""
    return frame.with_columns(pl.selectors.categorical().cast(pl.String))


@dataclass(frozen=True, slots=True)
class _Rule:
    """A named condition on a frame's rows; `columns` are those it reads."""

    name: str
    columns: tuple[str, ...]
    message: str
    kept: pl.Expr


def pandera_schema(table: Table) -> pa.DataFrameSchema:
    """Columns strict and in order; types, nulls, constraints, keys, row checks. Use `validate(frame, lazy=True)`."""
    import pandera.polars as pa

    columns = {
        field.name: pa.Column(
            _TYPES[field.type],
            nullable=not field.required,
            checks=[_pandera_check(rule) for rule in field_rules(field)],
            title=field.title,
            description=field.description,
        )
        for field in table.fields
    }
    return pa.DataFrameSchema(
        columns,
        checks=[_pandera_check(rule) for rule in _table_rules(table)],
        strict=True,
        ordered=True,
        name=table.name,
        title=table.title,
        description=table.description,
    )


def keeps(table: Table, frame: pl.DataFrame) -> bool:
    """Whether the frame keeps the contract, by the rules of `pandera_schema` asked at one go. `violations` says what does not, which takes
    a second and more."""
    if list(frame.schema.items()) != list(polars_schema(table).items()):
        return False
    kept = [rule.kept.fill_null(True).all() for rule in _rules(table)]
    kept += [pl.col(field.name).is_not_null().all() for field in table.fields if field.required]
    return all(frame.select(rule.alias(str(number)) for number, rule in enumerate(kept)).row(0))


def violations(table: Table, frame: pl.DataFrame) -> list[Violation]:
    """Everything the frame does wrong, in the frame's order of rows; empty where it keeps the contract."""
    from pandera.errors import SchemaErrors

    try:
        pandera_schema(table).validate(frame, lazy=True)
    except SchemaErrors as errors:
        return list(_flatten(table, frame, errors))
    return []


def _pandera_check(rule: _Rule) -> pa.Check:
    import pandera.polars as pa

    # A missing value breaks no rule but "required": SQL's CHECK reads null the same way.
    return pa.Check(lambda data: data.lazyframe.select(rule.kept.fill_null(True)), name=rule.name, error=rule.message)


def field_rules(field: Field) -> Iterator[_Rule]:
    """The constraints of one column. Its nulls are pandera's own business."""
    column = pl.col(field.name)

    def rule(name: str, message: str, kept: pl.Expr) -> _Rule:
        return _Rule(name, (field.name,), message, kept)

    if field.type == "string":
        yield rule("not_empty", "is empty text; a missing value is null", column != "")
    if field.enum:
        values = [Decimal(str(value)) for value in field.enum] if field.type == "number" else list(field.enum)
        yield rule("enum", f"is none of {', '.join(map(str, field.enum))}", column.is_in(values))
    if field.pattern is not None:
        yield rule("pattern", f"does not match {field.pattern}", column.str.contains(f"^(?:{field.pattern})$"))
    if field.minimum is not None:
        yield rule("minimum", f"is less than {field.minimum}", column >= Decimal(str(field.minimum)))
    if field.maximum is not None:
        yield rule("maximum", f"is more than {field.maximum}", column <= Decimal(str(field.maximum)))
    if field.min_length is not None:
        message = f"is shorter than {field.min_length} characters"
        yield rule("min_length", message, column.str.len_chars() >= field.min_length)
    if field.max_length is not None:
        message = f"is longer than {field.max_length} characters"
        yield rule("max_length", message, column.str.len_chars() <= field.max_length)


def _rules(table: Table) -> Iterator[_Rule]:
    for field in table.fields:
        yield from field_rules(field)
    yield from _table_rules(table)


def _table_rules(table: Table) -> Iterator[_Rule]:
    """Keys and row checks, which read several columns."""
    for name, columns in _unique(table):
        yield _Rule(name, columns, "is given to more than one row", pl.struct(columns).is_unique())
    for check in table.checks:
        yield _Rule(check.name, check.columns, check.message, pl.sql_expr(check.sql))


def _unique(table: Table) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "primary_key", table.primary_key
    for number, columns in enumerate(table.unique_keys, 1):
        yield f"unique_key_{number}", columns


def _flatten(table: Table, frame: pl.DataFrame, errors: SchemaErrors) -> Iterator[Violation]:
    messages = {(rule.columns, rule.name): rule for field in table.fields for rule in field_rules(field)}
    messages |= {((), rule.name): rule for rule in _table_rules(table)}
    found = [violation for error in errors.schema_errors for violation in _of_error(table, frame, error, messages)]
    found.sort(key=lambda pair: pair[0])
    yield from (violation for _, violation in dict.fromkeys(found))


def _of_error(
    table: Table, frame: pl.DataFrame, error: SchemaError, messages: dict[tuple[tuple[str, ...], str], _Rule]
) -> Iterator[tuple[int, Violation]]:
    """One of pandera's errors as (row number, violation) for each row that it names."""
    import pandera.polars as pa

    column = error.schema.name if isinstance(error.schema, pa.Column) else ""
    check = getattr(error.check, "name", None) or str(error.check)
    rule = messages.get(((column,) if column else (), check))
    columns = rule.columns if rule else (column,) if column in frame.columns else ()
    message = rule.message if rule else _message(check, error)
    rows = _rows(frame, error, rule, column)
    if rows is None:
        value = str(frame.schema[column]) if column in frame.columns else ", ".join(frame.columns)
        yield -1, Violation(table.name, "", column, value, "", check, message)
        return
    for number in rows:
        row = frame.row(number, named=True)
        shown = ", ".join(f"{name}={_shown(row[name])}" for name in columns) if columns[1:] else _shown(row[columns[0]])
        key = "|".join(_shown(row.get(part)) for part in table.primary_key)
        document = _shown(row["document_id"]) if row.get("document_id") else ""
        yield number, Violation(table.name, key, ", ".join(columns), shown, document, check, message)


def _message(check: str, error: SchemaError) -> str:
    return "is missing" if check == "not_nullable" else str(error).splitlines()[0]


def _rows(frame: pl.DataFrame, error: SchemaError, rule: _Rule | None, column: str) -> list[int] | None:
    """Numbers of the rows that fail; None where the table fails (a column is missing or of another type)."""
    if rule is not None:
        try:
            return frame.select((~rule.kept.fill_null(True)).arg_true()).to_series().to_list()
        except pl.exceptions.PolarsError:
            return None
    if str(error.check) == "not_nullable" and column in frame.columns:
        return frame.select(pl.col(column).is_null().arg_true()).to_series().to_list()
    return None


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)
