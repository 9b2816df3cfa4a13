"""The logical hash of a table is that of its rows: neither order nor file matters, every cell and type does."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json

import duckdb
import pytest

from fangzhi.contract import load
from fangzhi.contract.logical import logical_hash


def by_hand(package, table):
    """The hash as the README of a package tells how to make it, from the CSV file alone."""
    with (package / "data" / f"{table.name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    lines = [",".join(printed(cell) for cell in row) for row in rows]
    head = ",".join(f"{field.name}:{field.type}" for field in table.fields)
    return "sha256:" + hashlib.sha256("".join(f"{line}\n" for line in [head, *lines]).encode()).hexdigest()


def printed(cell):
    return '"' + cell.replace('"', '""') + '"' if any(sign in cell for sign in ',"\n') else cell


def of(table, select):
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE {table.name} AS {select}")
        frame = connection.sql(f"FROM {table.name}").pl()
    return logical_hash(table, frame)


def test_the_descriptor_has_the_hash_that_its_readme_tells_how_to_make(package):
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    said = {resource["name"]: resource.get("logicalHash") for resource in descriptor["resources"]}
    for table in load():
        assert said[table.name] == said[f"{table.name}-parquet"] == by_hand(package, table)


@pytest.mark.parametrize("order", ["claim_id", "claim_id DESC", "quote, claim_id"])
def test_order_does_not_matter(package, order):
    source = f"read_parquet('{package / 'data' / 'claims.parquet'}')"
    assert of(load()["claims"], f"SELECT * FROM {source} ORDER BY {order}") == by_hand(package, load()["claims"])


CHANGES = {
    "a cell": "SELECT * REPLACE (CASE WHEN start = 0 THEN 1 ELSE start END AS start) FROM old",
    "a row twice": "SELECT * FROM old UNION ALL (SELECT * FROM old LIMIT 1)",
    "a row less": "SELECT * FROM old LIMIT 5",
    "text moved from one cell to the next": "SELECT * REPLACE (concat(field, value) AS field, NULL AS value) FROM old",
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_cell_and_row_matters(package, name):
    source = f"read_parquet('{package / 'data' / 'claims.parquet'}')"
    changed = of(load()["claims"], f"WITH old AS (FROM {source} ORDER BY claim_id) {CHANGES[name]}")
    assert changed != by_hand(package, load()["claims"])


def test_the_type_of_a_column_matters(package):
    table = load()["claims"]
    source = f"SELECT * FROM read_parquet('{package / 'data' / 'claims.parquet'}')"
    fields = tuple(dataclasses.replace(field, type="string") if field.name == "start" else field for field in table.fields)
    assert of(table, source) != of(dataclasses.replace(table, fields=fields), source)
