"""Table -> the descriptor's Table Schema, and the data dictionary."""

from __future__ import annotations

from typing import Any

from fangzhi.contract.model import Contract, Field, Table

TABLE_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

_ORIGINS = {
    "input": "a record of what was read",
    "extracted": "read from documents, each row cited in claims",
    "evidence": "the citations of the other tables",
    "computed": "computed from the other tables",
}


def resource_schema(table: Table) -> dict[str, Any]:
    """The Table Schema (Data Package v2.0) of a resource that holds this table: plain data, keys in a fixed order."""
    # fieldsMatch is left at its default, exact: the standard wants a list there, frictionless a word.
    schema: dict[str, Any] = {
        "$schema": TABLE_SCHEMA_PROFILE,
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
    }
    if table.unique_keys:
        schema["uniqueKeys"] = [list(names) for names in table.unique_keys]
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": list(key.fields), "reference": _reference(table, key.table, key.reference_fields)}
            for key in table.foreign_keys
        ]
    return schema


def _reference(table: Table, target: str, fields: tuple[str, ...]) -> dict[str, Any]:
    # v2: a key that leads to its own table names no resource.
    return {"fields": list(fields)} if target == table.name else {"resource": target, "fields": list(fields)}


def _field(field: Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description.strip(),
        # The profile wants an example as it is printed, of a number too.
        "example": _printed(field.example),
    }
    if field.rdf_type:
        described["rdfType"] = field.rdf_type
    constraints = {
        "required": field.required or None,
        "enum": list(field.enum) or None,
        "pattern": field.pattern,
        "minimum": field.minimum,
        "maximum": field.maximum,
        "minLength": field.min_length,
        "maxLength": field.max_length,
    }
    given = {key: value for key, value in constraints.items() if value is not None}
    return described | ({"constraints": given} if given else {})


def _printed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def dictionary(contract: Contract, level: int = 2) -> str:
    """The data dictionary in Markdown: an overview, then a section a table, whose headings have `level` signs."""
    lines = ["| table | rows are | what it holds |", "| --- | --- | --- |"]
    lines += [
        f"| [{table.name}](#{table.name}) | {_ORIGINS[table.origin]} | {_cell(_first_sentence(table.description))} |"
        for table in contract
    ]
    return "\n".join(lines) + "\n\n" + "\n".join(table_dictionary(table, level) for table in contract)


def table_dictionary(table: Table, level: int = 2) -> str:
    """One table's section: what it holds, its columns, its keys, and the rules its rows keep."""
    lines = ["#" * level + f" {table.name}", "", table.description.strip(), ""]
    if table.usage:
        lines += ["Before you use it:", "", *(f"- {sentence}" for sentence in table.usage), ""]
    lines += ["| column | type | meaning | example |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{field.name}` | {field.type}{', required' if field.required else ''} |"
        f" {_cell(_meaning(field))} | {_cell(str(field.example))} |"
        for field in table.fields
    ]
    lines += ["", f"Key: {_code(table.primary_key)}."]
    lines += [f"Unique: {_code(names)}." for names in table.unique_keys]
    lines += [f"{_code(key.fields)} leads to {key.table}({_code(key.reference_fields)})." for key in table.foreign_keys]
    if table.checks:
        lines += ["", "Every row keeps:", ""]
        lines += [f"- {check.message}: `{check.sql}`" for check in table.checks]
    return "\n".join(lines) + "\n"


def _meaning(field: Field) -> str:
    rules = []
    if field.enum:
        rules.append("One of " + ", ".join(f"`{value}`" for value in field.enum) + ".")
    if field.pattern:
        rules.append(f"Matches `{field.pattern}`.")
    if field.minimum is not None and field.maximum is not None:
        rules.append(f"From {field.minimum} to {field.maximum}.")
    elif field.minimum is not None:
        rules.append(f"At least {field.minimum}.")
    elif field.maximum is not None:
        rules.append(f"At most {field.maximum}.")
    if field.max_length is not None:
        rules.append(f"At most {field.max_length} characters.")
    return " ".join([field.description.strip(), *rules])


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _first_sentence(text: str) -> str:
    return text.strip().split(". ")[0].rstrip(".") + "."
