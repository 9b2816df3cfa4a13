"""What a contract is made of: frozen values, no behaviour but look-ups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

FieldType = Literal["string", "integer", "number", "boolean", "date", "datetime"]
Origin = Literal["input", "extracted", "evidence", "computed"]


class ContractError(ValueError):
    """The contract cannot be read or contradicts itself. The message is one line: file, place, reason."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column. `enum`, `pattern` and the bounds bind values that are there; `required` forbids null.

    `pattern` matches the whole value, in the syntax that Python, Rust's regex and RE2 share. `minimum` and `maximum`
    are inclusive. `example` keeps the type it has in the YAML file (a date is an ISO string).
    """

    name: str
    type: FieldType
    title: str
    description: str
    example: Any
    rdf_type: str | None = None
    required: bool = False
    enum: tuple[Any, ...] = ()
    pattern: str | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    min_length: int | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A rule on one row: an SQL expression over `columns` that DuckDB and Polars both read. Null counts as kept."""

    name: str
    sql: str
    message: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`fields` of the table that has the key lead to `reference_fields` of `table`, in this order."""

    fields: tuple[str, ...]
    table: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A published table.

    `origin` says where its rows come from: `input` (the documents themselves), `extracted` (each row needs a claim),
    `evidence` (the claims), `computed` (a join, an aggregate or a decision over other tables). `order` is its
    place in lists. `usage` are warnings to those who use it, a sentence each. `sorted_by` are the columns in whose order its rows
    stand, the last of which are the primary key.
    """

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    checks: tuple[Check, ...] = ()
    origin: Origin = "computed"
    order: int = 1000
    usage: tuple[str, ...] = ()
    sorted_by: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The field of that name; KeyError where there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Contract:
    """All tables in their published order, and the package's own metadata (plain data, as in `package.yaml`)."""

    tables: tuple[Table, ...]
    package: Mapping[str, Any]

    def __getitem__(self, name: str) -> Table:
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(table.name == name for table in self.tables)

    def __iter__(self) -> Iterator[Table]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(table.name for table in self.tables)
