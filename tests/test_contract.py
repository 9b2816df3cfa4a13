"""The contract: what it refuses, and that everything derived from it says the same."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from fangzhi.contract import (
    ContractError,
    ddl,
    evidence_checks,
    keeps,
    key_checks,
    load,
    polars_schema,
)
from fangzhi.contract import violations as all_violations
from fangzhi.contract.__main__ import check as check_in_duckdb
from fangzhi.contract.__main__ import main
from fangzhi.contract.lines import lines

PACKAGE = """
name: pond
title: Pond
description: A pond and its frogs.
version: 1.0.0
licenses: [{name: CC-BY-4.0}]
"""

FROGS = """
name: frogs
title: Frogs
description: One row for each frog.
origin: extracted
primaryKey: [frog_id]
foreignKeys:
  - fields: [pond_id]
    reference: {resource: ponds, fields: [pond_id]}
fields:
  - {name: frog_id, type: string, title: Frog, description: Its key., example: f1, constraints: {required: true}}
  - {name: name, type: string, title: Name, description: Its name., example: 呱呱, constraints: {required: true, maxLength: 4}}
  - {name: pond_id, type: string, title: Pond, description: Where it lives., example: p1}
  - {name: colour, type: string, title: Colour, description: Its colour., example: 绿, constraints: {enum: [绿, 棕]}}
  - {name: code, type: string, title: Code, description: A code., example: '007', constraints: {pattern: '[0-9]{3}'}}
  - {name: legs, type: integer, title: Legs, description: How many., example: 4, constraints: {minimum: 0, maximum: 4}}
  - {name: mass, type: number, title: Mass, description: In grams., example: 6.3, constraints: {minimum: 0}}
  - {name: born_on, type: date, title: Born on, description: The day., example: 2024-02-29}
  - {name: born_month, type: integer, title: Month, description: The month., example: 2}
checks:
  - {name: month_agrees, sql: born_on IS NULL OR month(born_on) = born_month, message: born_month is the month of born_on}
"""

PONDS = """
name: ponds
title: Ponds
description: One row for each pond.
primaryKey: [pond_id]
fields:
  - {name: pond_id, type: string, title: Pond, description: Its key., example: p1, constraints: {required: true}}
"""

CLAIMS = """
name: claims
title: Claims
description: The evidence.
origin: evidence
primaryKey: [claim_id]
fields:
  - {name: claim_id, type: string, title: Claim, description: Its key., example: c1, constraints: {required: true}}
  - {name: table_name, type: string, title: Table, description: The table., example: frogs}
  - {name: row_id, type: string, title: Row, description: The row., example: f1}
  - {name: field, type: string, title: Field, description: The column., example: name}
"""


def written(folder: Path, **tables: str) -> Path:
    """A folder of schemas: package.yaml, and each table under its name."""
    for name, text in {"package": PACKAGE, "frogs": FROGS, "ponds": PONDS, "claims": CLAIMS, **tables}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def pond(tmp_path):
    return load(written(tmp_path))


def frog(**cells):
    whole = {
        "frog_id": "f1", "name": "呱呱", "pond_id": "p1", "colour": "绿", "code": "007", "legs": 4,
        "mass": Decimal("6.3"), "born_on": datetime.date(2024, 2, 29), "born_month": 2,
    }  # fmt: skip
    return whole | cells


def frogs(contract, *rows):
    return pl.DataFrame(list(rows), schema=polars_schema(contract["frogs"]), orient="row")


# ---- what is refused ----

CONTRADICTIONS = [
    # (what is wrong, the text that stands there, what is written instead, what the error names)
    ("a key to no table", "resource: ponds", "resource: lakes", ["frogs.yaml", "pond_id", "lakes"]),
    ("a key to no column", "reference: {resource: ponds, fields: [pond_id]}", "reference: {resource: ponds, fields: [id]}", ["frogs.yaml", "ponds.id"]),
    ("a key from no column", "- fields: [pond_id]", "- fields: [lake_id]", ["frogs.yaml", "lake_id"]),
    ("a key of two columns to one", "- fields: [pond_id]", "- fields: [pond_id, name]", ["frogs.yaml", "2 columns"]),
    ("a key to a column that is no key", "reference: {resource: ponds, fields: [pond_id]}", "reference: {resource: frogs, fields: [name]}", ["frogs.yaml", "frogs.name"]),
    ("a key of another type", "{name: pond_id, type: string, title: Pond, description: Where it lives., example: p1}", "{name: pond_id, type: integer, title: Pond, description: Where., example: 1}", ["frogs.yaml", "pond_id", "integer"]),
    ("a key with an enum that its target lacks", "{name: pond_id, type: string, title: Pond, description: Where it lives., example: p1}", "{name: pond_id, type: string, title: Pond, description: Where., example: p1, constraints: {enum: [p1]}}", ["frogs.yaml", "pond_id", "enum"]),
    ("a primary key that is no list", "primaryKey: [frog_id]", "primaryKey: frog_id", ["frogs.yaml", "primaryKey", "list"]),
    ("a primary key of no column", "primaryKey: [frog_id]", "primaryKey: [id]", ["frogs.yaml", "primaryKey", "id"]),
    ("a primary key that may be null", "primaryKey: [frog_id]", "primaryKey: [frog_id, colour]", ["frogs.yaml", "colour", "required"]),
    ("a misspelt property of a table", "primaryKey: [frog_id]", "primarykey: [frog_id]", ["frogs.yaml", "primarykey"]),
    ("a misspelt property of a field", "description: Its name.", "desciption: Its name.", ["frogs.yaml", "name", "desciption"]),
    ("a misspelt constraint", "maxLength: 4", "maxlength: 4", ["frogs.yaml", "name", "maxlength"]),
    ("a field given twice", "name: colour", "name: name", ["frogs.yaml", "name", "twice"]),
    ("a property given twice", "title: Frogs", "title: Frogs\ntitle: Toads", ["frogs.yaml", "title", "twice"]),
    ("a field without an example", ", example: 4, constraints", ", constraints", ["frogs.yaml", "legs", "example"]),
    ("a field of no known type", "type: number", "type: float", ["frogs.yaml", "mass", "float"]),
    ("an example outside its enum", "example: 绿", "example: 蓝", ["frogs.yaml", "colour", "蓝"]),
    ("an example of another type", "example: '007'", "example: 007", ["frogs.yaml", "code"]),
    ("an example against its pattern", "example: '007'", "example: '0007'", ["frogs.yaml", "code", "0007"]),
    ("an example above its maximum", "example: 4", "example: 5", ["frogs.yaml", "legs", "5"]),
    ("an example that is too long", "example: 呱呱", "example: 呱呱呱呱呱", ["frogs.yaml", "name"]),
    ("a day that is none", "2024-02-29", "2023-02-29", ["frogs.yaml", "born_on", "2023-02-29"]),
    ("an enum value of another type", "enum: [绿, 棕]", "enum: [绿, 7]", ["frogs.yaml", "colour", "7"]),
    ("an enum value given twice", "enum: [绿, 棕]", "enum: [绿, 绿]", ["frogs.yaml", "colour", "twice"]),
    ("a least above the most", "minimum: 0, maximum: 4", "minimum: 9, maximum: 4", ["frogs.yaml", "legs"]),
    ("a minimum of text", "{pattern: '[0-9]{3}'}", "{minimum: 0}", ["frogs.yaml", "code", "minimum"]),
    ("a pattern that is none", "'[0-9]{3}'", "'[0-9'", ["frogs.yaml", "code", "pattern"]),
    ("a pattern that DuckDB cannot read", "'[0-9]{3}'", "'(?=0)[0-9]{3}'", ["frogs.yaml", "code", "pattern"]),
    ("a check of no column", "month(born_on)", "month(hatched_on)", ["frogs.yaml", "month_agrees", "hatched_on"]),
    ("a check that is no SQL", "born_on IS NULL OR", "born_on IS IS", ["frogs.yaml", "month_agrees"]),
    ("a check that is no condition", "sql: born_on IS NULL OR month(born_on) = born_month", "sql: born_month + 1", ["frogs.yaml", "month_agrees"]),
    ("a check without a message", ", message: born_month is the month of born_on", "", ["frogs.yaml", "message"]),
    ("a table named otherwise than its file", "name: frogs", "name: toads", ["frogs.yaml", "toads"]),
    ("an origin that is not known", "origin: extracted", "origin: guessed", ["frogs.yaml", "guessed"]),
    ("a file that is no YAML", "title: Frogs", "title: [Frogs", ["frogs.yaml", "line"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "stands", "instead", "named"), CONTRADICTIONS, ids=[case[0] for case in CONTRADICTIONS]
)
def test_a_contradiction_is_refused_in_one_line_that_names_it(tmp_path, wrong, stands, instead, named):
    assert stands in FROGS
    with pytest.raises(ContractError) as refused:
        load(written(tmp_path, frogs=FROGS.replace(stands, instead, 1)))
    assert "\n" not in str(refused.value)
    for word in named:
        assert word in str(refused.value)


@pytest.mark.parametrize(
    ("stands", "instead", "named"),
    [
        ("version: 1.0.0", "version: '1'", "version"),
        ("name: pond", "name: My Pond", "My Pond"),
        ("{name: CC-BY-4.0}", "{nmae: CC-BY-4.0}", "nmae"),
        ("title: Pond", "titel: Pond", "titel"),
    ],
)
def test_package_metadata_outside_the_vocabulary_is_refused(tmp_path, stands, instead, named):
    with pytest.raises(ContractError, match=named):
        load(written(tmp_path, package=PACKAGE.replace(stands, instead)))


def test_a_folder_without_a_contract_is_refused(tmp_path):
    with pytest.raises(ContractError, match=r"package\.yaml"):
        load(tmp_path)


def test_a_table_is_added_by_adding_a_file(tmp_path):
    toads = PONDS.replace("ponds", "toads")
    contract = load(written(tmp_path, toads=toads))
    assert "toads" in contract
    check_in_duckdb(contract)


def test_the_checking_command_tells_one_line_and_exits_1_for_a_contradiction(tmp_path, capsys):
    written(tmp_path, frogs=FROGS.replace("resource: ponds", "resource: lakes"))
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert main([]) == 0


# ---- frames ----


def violations(table, frame):
    """All that pandera finds; where it finds nothing, and nowhere else, the frame keeps the contract."""
    found = all_violations(table, frame)
    assert keeps(table, frame) == (not found)
    return found


def test_a_frame_that_keeps_the_contract_has_no_violation(pond):
    empty = dict.fromkeys(("pond_id", "colour", "code", "legs", "mass", "born_on", "born_month"))
    assert violations(pond["frogs"], frogs(pond, frog(), frog(frog_id="f2", **empty))) == []


@pytest.mark.parametrize(
    ("cells", "check", "column", "value"),
    [
        ({"name": None}, "not_nullable", "name", "null"),
        ({"name": ""}, "not_empty", "name", ""),
        ({"name": "呱呱呱呱呱"}, "max_length", "name", "呱呱呱呱呱"),
        ({"colour": "蓝"}, "enum", "colour", "蓝"),
        ({"code": "0007"}, "pattern", "code", "0007"),
        ({"legs": 5}, "maximum", "legs", "5"),
        ({"legs": -1}, "minimum", "legs", "-1"),
        ({"mass": Decimal("-0.5")}, "minimum", "mass", "-0.5"),
        ({"born_month": 3}, "month_agrees", "born_on, born_month", "born_on=2024-02-29, born_month=3"),
    ],
)
def test_a_broken_rule_names_row_column_and_value_and_duckdb_refuses_it_too(pond, cells, check, column, value):
    frame = frogs(pond, frog(), frog(frog_id="f2", **cells))
    (found,) = violations(pond["frogs"], frame)
    assert (found.table, found.row, found.check, found.column, found.value) == ("frogs", "f2", check, column, value)
    with duckdb.connect() as connection, pytest.raises(duckdb.ConstraintException):
        connection.execute(ddl(pond["frogs"]))
        connection.execute("INSERT INTO frogs SELECT * FROM frame")


def test_all_failures_come_at_once_in_the_order_of_rows(pond):
    frame = frogs(pond, frog(legs=9, colour="蓝"), frog(frog_id="f2", code="x"), frog(frog_id="f3", name=None))
    assert [(v.row, v.column) for v in violations(pond["frogs"], frame)] == [
        ("f1", "colour"), ("f1", "legs"), ("f2", "code"), ("f3", "name"),
    ]  # fmt: skip


def test_a_key_given_twice_is_a_violation_of_each_row_that_has_it(pond):
    frame = frogs(pond, frog(), frog(frog_id="f2"), frog(name="咕"))
    assert [(v.row, v.check) for v in violations(pond["frogs"], frame)] == [("f1", "primary_key")] * 2


def test_missing_strange_swapped_and_mistyped_columns_are_violations_of_the_table(pond):
    table, frame = pond["frogs"], frogs(pond, frog())
    for wrong in (
        frame.drop("legs"),
        frame.with_columns(weight=1),
        frame.select(reversed(frame.columns)),
        frame.with_columns(pl.col("legs").cast(pl.String)),
    ):
        found = violations(table, wrong)
        assert found and all(v.row == "" for v in found), wrong.columns
        assert all("\n" not in str(v) for v in found)


def test_an_empty_frame_keeps_every_table():
    for table in load():
        assert violations(table, pl.DataFrame(schema=polars_schema(table))) == []


# ---- DuckDB ----


@pytest.fixture
def database(pond):
    with duckdb.connect() as connection:
        for table in pond:
            connection.execute(ddl(table))
        yield connection


def broken(database, queries):
    return [query.name for query in queries if database.execute(query.sql).fetchall()]


def test_descriptions_become_comments(pond, database):
    comments = database.execute("SELECT comment FROM duckdb_columns() WHERE table_name = 'frogs'").fetchall()
    assert [comment for (comment,) in comments] == [field.description for field in pond["frogs"].fields]
    assert database.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'frogs'").fetchone() == (
        "One row for each frog.",
    )


def test_numbers_are_printed_plainly(pond, database):
    masses = ["12000000000", "6.3", "0", "100", "0.000001", "37.2234"]
    for number, mass in enumerate(masses):
        database.execute("INSERT INTO frogs (frog_id, name, mass) VALUES (?, '呱', ?)", [f"f{number}", Decimal(mass)])
    printed = lines(pond["frogs"], database.sql("FROM frogs ORDER BY frog_id").pl())
    assert printed.name.split(",")[6] == "mass"
    assert [line.split(",")[6] for line in printed] == masses


def test_empty_text_is_no_null(pond):
    table = dataclasses.replace(pond["frogs"], fields=pond["frogs"].fields[:2])
    frame = pl.DataFrame({field.name: ["", None, 'a"b', "a,b", "a\nb"] for field in table.fields[:1]} | {table.fields[1].name: "呱"})
    assert list(lines(table, frame)) == ['"",呱', ",呱", '"a""b",呱', '"a,b",呱', '"a\nb",呱']


def test_key_checks_return_the_rows_that_lead_nowhere_or_share_a_key(pond, database):
    database.execute("INSERT INTO ponds VALUES ('p1')")
    database.execute("INSERT INTO frogs (frog_id, name, pond_id) VALUES ('f1', '呱', 'p1'), ('f2', '咕', NULL)")
    assert broken(database, key_checks(pond["frogs"])) == []
    database.execute("INSERT INTO frogs (frog_id, name, pond_id) VALUES ('f2', '叽', 'p9')")
    rows = {query.name: database.execute(query.sql).fetchall() for query in key_checks(pond["frogs"])}
    assert rows == {
        "frogs_primary_key_null": [],
        "frogs_primary_key": [("f2", 2)],
        "frogs_pond_id": [("f2", "p9")],
    }


def test_evidence_checks_want_a_claim_of_each_name_and_a_row_for_each_claim(pond, database):
    database.execute("INSERT INTO frogs (frog_id, name) VALUES ('f1', '呱')")
    assert broken(database, evidence_checks(pond)) == ["frogs_has_claim"]
    database.execute("INSERT INTO claims VALUES ('c1', 'frogs', 'f1', 'name')")
    assert broken(database, evidence_checks(pond)) == []
    database.execute("INSERT INTO claims VALUES ('c2', 'frogs', 'f7', 'name'), ('c3', 'toads', 'f1', 'name')")
    database.execute("INSERT INTO claims VALUES ('c4', 'frogs', 'f1', 'wings')")
    assert broken(database, evidence_checks(pond)) == ["claims_field", "claims_row_of_frogs"]
    rows = {query.name: database.execute(query.sql).fetchall() for query in evidence_checks(pond)}
    assert rows["claims_field"] == [("c3", "toads", "name"), ("c4", "frogs", "wings")]


def test_a_claim_of_a_capacity_names_its_row_by_all_parts_of_the_key():
    contract = load()
    with duckdb.connect() as connection:
        for table in contract:
            connection.execute(ddl(table))
        connection.execute("INSERT INTO project_capacities VALUES ('prj-1', 4.60, '吨')")
        (query,) = [q for q in evidence_checks(contract) if q.name == "project_capacities_has_claim"]
        assert connection.execute(query.sql).fetchall() == [("prj-1", Decimal("4.6"), "吨")]
        connection.execute(
            "INSERT INTO claims VALUES ('c1', 'doc-1', 'project_capacities', 'prj-1|4.6|吨', 'value', '4.6', '4.6吨', 0, 4, 'x')"
        )
        assert connection.execute(query.sql).fetchall() == []
