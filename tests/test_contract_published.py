"""The contract that is published: its tables, their examples and their row checks."""

from __future__ import annotations

import datetime
import itertools
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest
import yaml

from fangzhi.contract import (
    ddl,
    dictionary,
    load,
    pandera_schema,
    polars_schema,
    resource_schema,
    violations,
)


def test_every_table_of_the_promise_is_there_with_its_key():
    assert {table.name: table.primary_key for table in load()}.items() >= {
        "documents": ("document_id",),
        "meetings": ("meeting_id",),
        "officials": ("official_id",),
        "positions": ("position_id",),
        "participations": ("participation_id",),
        "projects": ("project_id",),
        "project_capacities": ("project_id", "value", "unit"),
        "project_reports": ("project_report_id",),
        "villages": ("village_id",),
        "village_designations": ("village_designation_id",),
        "targets": ("target_id",),
        "claims": ("claim_id",),
        "rejected": ("path",),
    }.items()


def test_the_examples_of_a_table_together_make_a_row_that_keeps_it():
    for table in load():
        row = {field.name: _typed(field) for field in table.fields}
        frame = pl.DataFrame([row], schema=polars_schema(table))
        assert violations(table, frame) == []
        with duckdb.connect() as connection:
            connection.execute(ddl(table))
            connection.execute(f"INSERT INTO {table.name} SELECT * FROM frame")


def _typed(field):
    if field.type == "date":
        return datetime.date.fromisoformat(field.example)
    return Decimal(str(field.example)) if field.type == "number" else field.example


@pytest.mark.parametrize(
    ("cells", "check"),
    [
        ({"held_on": None}, "year_has_basis"),
        ({"year_basis": None}, "year_has_basis"),
        ({"held_month": 4}, "held_on_agrees_with_month"),
        ({"held_day": 17}, "held_on_agrees_with_day"),
        ({"held_day": None}, "held_on_has_month_and_day"),
        ({"held_on": None, "year_basis": None, "held_month": None}, "day_has_month"),
        ({"held_on": None, "year_basis": None, "held_month": 2, "held_day": 30}, "month_has_day"),
    ],
)
def test_a_meeting_whose_date_contradicts_itself_is_refused(cells, check):
    table = load()["meetings"]
    row = {field.name: _typed(field) for field in table.fields} | cells
    assert [v.check for v in violations(table, pl.DataFrame([row], schema=polars_schema(table)))] == [check]


VALUES = {
    "date": [None, datetime.date(2024, 2, 29), datetime.date(2023, 12, 31)],
    "integer": [None, 0, 2, 12, 29, 30, 31],
    "number": [None, Decimal(1), Decimal(2)],
    "string": [None, "a", "b"],
}


@pytest.mark.parametrize(
    "check", [(table, check) for table in load() for check in table.checks], ids=lambda c: c[1].name
)
def test_row_checks_mean_the_same_to_polars_and_to_duckdb(check):
    table, check = check
    rows = list(itertools.product(*(VALUES[table.field(name).type] for name in check.columns)))
    frame = pl.DataFrame(rows, schema={name: polars_schema(table)[name] for name in check.columns}, orient="row")
    ours = frame.select(pl.sql_expr(check.sql)).to_series().to_list()
    theirs = [kept for (kept,) in duckdb.sql(f"SELECT ({check.sql}) FROM frame").fetchall()]
    assert ours == theirs
    assert {True, False} <= set(ours)


def test_the_descriptors_schema_is_plain_data_with_keys_as_lists():
    for table in load():
        schema = resource_schema(table)
        assert json.loads(json.dumps(schema)) == schema
        assert [field["name"] for field in schema["fields"]] == list(table.columns)
        assert all(isinstance(key["fields"], list) for key in schema.get("foreignKeys", []))
        assert isinstance(schema["primaryKey"], list)


def test_the_dictionary_tells_of_every_column():
    contract = load()
    text = dictionary(contract)
    for table in contract:
        assert f"## {table.name}\n" in text
        for field in table.fields:
            assert f"| `{field.name}` | {field.type}" in text


def test_pandera_schemas_are_made_for_every_table_in_the_published_order():
    for table in load():
        assert list(pandera_schema(table).columns) == list(yaml_fields(table.name))


def yaml_fields(name):
    text = (Path(__file__).parent.parent / "schemas" / f"{name}.yaml").read_text(encoding="utf-8")
    return [field["name"] for field in yaml.safe_load(text)["fields"]]
