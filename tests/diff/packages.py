"""Small packages to compare: a descriptor and Parquet files, with as much in them as a test needs."""

from __future__ import annotations

import json

import polars as pl

PEOPLE = {
    "fields": [{"name": "id", "type": "string"}, {"name": "name", "type": "string", "title": "Name"}, {"name": "age", "type": "integer"}],
    "primaryKey": ["id"],
}
POSTS = {
    "fields": [{"name": "post_id", "type": "string"}, {"name": "id", "type": "string"}],
    "primaryKey": ["post_id"],
    "foreignKeys": [{"fields": ["id"], "reference": {"resource": "people", "fields": ["id"]}}],
}
TYPES = {"string": pl.String, "integer": pl.Int64, "number": pl.Decimal(24, 6), "date": pl.Date, "boolean": pl.Boolean}


def people(*rows):
    return PEOPLE, rows


def posts(*rows):
    return POSTS, rows


def write(folder, tables, **metadata):
    """The folder with a package of these tables: name -> (schema, rows)."""
    (folder / "data").mkdir(parents=True)
    resources = []
    for name, (schema, rows) in tables.items():
        path = f"data/{name}.parquet"
        types = {field["name"]: TYPES[field["type"]] for field in schema["fields"]}
        pl.DataFrame(rows, schema=types, orient="row").write_parquet(folder / path)
        resources.append({"name": f"{name}-parquet", "type": "table", "path": path, "format": "parquet", "schema": schema})
    described = {"name": "p", "version": "1.2.3", **metadata}
    described["resources"] = resources + described.pop("more", [])
    (folder / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    return folder


def changed(schema, column=None, **properties):
    """The schema with other properties: of a column, or of its own. None takes one away."""
    if column is None:
        return {key: value for key, value in {**schema, **properties}.items() if value is not None}
    fields = [{key: value for key, value in {**field, **properties}.items() if value is not None} if field["name"] == column else field
              for field in schema["fields"]]  # fmt: skip
    return {**schema, "fields": fields}
