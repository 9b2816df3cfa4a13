"""Where a contract contradicts itself. Each function raises ContractError for the first contradiction it meets."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from fangzhi.contract.model import Contract, ContractError, Field, ForeignKey, Table

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BOUNDED = frozenset({"integer", "number"})


def check_table(table: Table) -> Table:
    """Checks a table on its own and returns it with the columns of its row checks filled in."""
    where = f"{table.name}.yaml"
    _no_repeats(f"{where}: field", table.columns)
    _no_repeats(f"{where}: check", (check.name for check in table.checks))
    for field in table.fields:
        _check_field(f"{where}: field {field.name}", field)
    for key, names in (("primaryKey", table.primary_key), *(("uniqueKeys", names) for names in table.unique_keys)):
        _check_columns(f"{where}: {key}", names, table)
    _check_columns(f"{where}: sortedBy", table.sorted_by, table)
    if table.sorted_by[-len(table.primary_key) :] != table.primary_key:
        raise ContractError(f"{where}: sortedBy: ends with the primary key, so that there is one order only")
    for name in table.primary_key:
        if not table.field(name).required:
            raise ContractError(f"{where}: field {name}: is in the primary key and so must be required")
    return _with_check_columns(where, table)


def check_contract(contract: Contract) -> None:
    """Checks what tables say of one another."""
    for table in contract:
        for key in table.foreign_keys:
            _check_foreign_key(f"{table.name}.yaml: foreignKeys", table, key, contract)


def _no_repeats(where: str, names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise ContractError(f"{where} {name}: is given twice")
        if not _NAME.fullmatch(name):
            raise ContractError(f"{where} {name}: a name is lower-case letters, digits and underscores")


def _check_columns(where: str, names: tuple[str, ...], table: Table) -> None:
    _no_repeats(f"{where}: field", names)
    for name in names:
        if name not in table.columns:
            raise ContractError(f"{where}: field {name}: is no column of {table.name}")


def _check_field(where: str, field: Field) -> None:
    if field.pattern is not None:
        _check_pattern(where, field)
    _check_bounds(where, field)
    for value in field.enum:
        if not _has_type(value, field.type):
            raise ContractError(f"{where}: enum value {value!r} is no {field.type}")
    if len(set(field.enum)) < len(field.enum):
        raise ContractError(f"{where}: an enum value is given twice")
    if field.rdf_type is not None and not re.fullmatch(r"https?://\S+", field.rdf_type):
        raise ContractError(f"{where}: rdfType {field.rdf_type!r} is no class URI")
    reason = broken_constraint(field, field.example)
    if reason:
        raise ContractError(f"{where}: the example {field.example!r} {reason}")


def _check_bounds(where: str, field: Field) -> None:
    for name, bound in (("minimum", field.minimum), ("maximum", field.maximum)):
        if bound is not None and (field.type not in _BOUNDED or not _has_type(bound, field.type)):
            raise ContractError(f"{where}: {name} {bound!r} does not fit type {field.type}")
    for name, length in (("minLength", field.min_length), ("maxLength", field.max_length)):
        if length is not None and (field.type != "string" or type(length) is not int or length < 0):
            raise ContractError(f"{where}: {name} {length!r} does not fit type {field.type}")
    for low, high in ((field.minimum, field.maximum), (field.min_length, field.max_length)):
        if low is not None and high is not None and low > high:
            raise ContractError(f"{where}: the least, {low}, is above the most, {high}")


def _check_pattern(where: str, field: Field) -> None:
    import polars as pl

    if field.type != "string" or not isinstance(field.pattern, str):
        raise ContractError(f"{where}: pattern {field.pattern!r} does not fit type {field.type}")
    try:
        re.compile(field.pattern)
        # Rust's regex leaves out what RE2 (DuckDB) leaves out too: look-around and back references.
        pl.Series([""]).str.contains(field.pattern)
    except (re.error, pl.exceptions.ComputeError) as error:
        reason = str(error).strip().splitlines()[-1]
        raise ContractError(f"{where}: pattern {field.pattern!r} cannot be read: {reason}") from error


def broken_constraint(field: Field, value: Any) -> str | None:
    """Why a value (as YAML gives it) breaks the field's type or constraints, or None where it keeps them."""
    if not _has_type(value, field.type):
        return f"is no {field.type}"
    if field.enum and value not in field.enum:
        return f"is none of {', '.join(map(str, field.enum))}"
    if field.pattern is not None and not re.fullmatch(field.pattern, value):
        return f"does not match {field.pattern}"
    if field.minimum is not None and value < field.minimum:
        return f"is less than {field.minimum}"
    if field.maximum is not None and value > field.maximum:
        return f"is more than {field.maximum}"
    if field.type == "string" and len(value) < max(1, field.min_length or 1):
        return f"is shorter than {field.min_length or 1} characters"
    if field.max_length is not None and len(value) > field.max_length:
        return f"is longer than {field.max_length} characters"
    return None


def _has_type(value: Any, kind: str) -> bool:
    if kind in ("date", "datetime"):
        return isinstance(value, str) and _is_iso(value, kind)
    types = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}[kind]
    return type(value) in types


def _is_iso(value: str, kind: str) -> bool:
    try:
        moment = (datetime.date if kind == "date" else datetime.datetime).fromisoformat(value)
    except ValueError:
        return False
    return kind == "datetime" or moment.isoformat() == value


def _with_check_columns(where: str, table: Table) -> Table:
    """Reads each row check as Polars does, so that one of an unknown column or of no truth value is refused here."""
    if not table.checks:
        return table
    import polars as pl

    from fangzhi.contract.frames import polars_schema

    frame = pl.LazyFrame(schema=polars_schema(table))
    checks = []
    for check in table.checks:
        at = f"{where}: check {check.name}"
        try:
            expression = pl.sql_expr(check.sql)
            columns = tuple(sorted(set(expression.meta.root_names()), key=expression.meta.root_names().index))
        except pl.exceptions.PolarsError as error:
            raise ContractError(f"{at}: cannot be read as SQL: {str(error).splitlines()[0]}") from error
        for column in columns:
            if column not in table.columns:
                raise ContractError(f"{at}: names {column}, which is no column of {table.name}")
        try:
            kind = frame.select(expression.alias("kept")).collect_schema()["kept"]
        except pl.exceptions.PolarsError as error:
            raise ContractError(f"{at}: does not fit the columns' types: {str(error).splitlines()[0]}") from error
        if kind != pl.Boolean or not columns:
            raise ContractError(f"{at}: is no condition on a row's columns")
        checks.append(dataclasses.replace(check, columns=columns))
    return dataclasses.replace(table, checks=tuple(checks))


def _check_foreign_key(where: str, table: Table, key: ForeignKey, contract: Contract) -> None:
    _check_columns(where, key.fields, table)
    at = f"{where}: field {key.fields[0]}"
    if key.table not in contract:
        raise ContractError(f"{at}: leads to {key.table}, which is no table")
    target = contract[key.table]
    if len(key.fields) != len(key.reference_fields):
        raise ContractError(f"{at}: {len(key.fields)} columns cannot lead to {len(key.reference_fields)}")
    for name in key.reference_fields:
        if name not in target.columns:
            raise ContractError(f"{at}: leads to {key.table}.{name}, which is no column")
    if set(key.reference_fields) not in [set(names) for names in (target.primary_key, *target.unique_keys)]:
        raise ContractError(f"{at}: leads to {key.table}.{', '.join(key.reference_fields)}, which is no key of it")
    for name, reference in zip(key.fields, key.reference_fields, strict=True):
        ours, theirs = table.field(name), target.field(reference)
        if ours.type != theirs.type:
            raise ContractError(f"{where}: field {name}: is {ours.type}, but {key.table}.{reference} is {theirs.type}")
        if set(ours.enum) != set(theirs.enum):
            raise ContractError(f"{where}: field {name}: its enum is not the one of {key.table}.{reference}")
