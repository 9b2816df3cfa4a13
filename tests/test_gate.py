"""Whatever is done to a package, the gate finds it and says what."""

from __future__ import annotations

import json
import shutil

import duckdb
import polars as pl
import pytest

from fangzhi.contract import load
from fangzhi.gate import gate
from fangzhi.publish.descriptor import digest


@pytest.fixture
def copy(package, tmp_path):
    """A package that may be changed."""
    return shutil.copytree(package, tmp_path / "package")


def checks(package, **arguments):
    return [failure.check for failure in gate(load(), package, **arguments)]


def describe(package, change):
    """Changes the descriptor."""
    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2), encoding="utf-8")


def rehash(package):
    """Makes sizes and hashes right again, as one who tampers would."""

    def change(descriptor):
        for resource in descriptor["resources"]:
            if "hash" in resource:
                resource |= digest(package / resource["path"])

    describe(package, change)


def rewrite(package, table, select):
    """Writes a table's Parquet file anew from a query over `old`, and its CSV twin with it."""
    path = package / "data" / f"{table}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE old AS SELECT * FROM read_parquet('{path}')")
        connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
        connection.execute(f"COPY ({select}) TO '{path.with_suffix('.csv')}' (FORMAT csv, HEADER true, NULLSTR '')")
    rehash(package)


def resource(descriptor, name):
    return next(item for item in descriptor["resources"] if item["name"] == name)


def test_a_package_as_it_was_built_passes(package):
    assert gate(load(), package) == []


def test_a_package_without_its_database_passes(copy):
    (copy / "fangzhi.duckdb").unlink()
    assert checks(copy) == []


def test_what_the_system_leaves_is_no_stray_file(copy):
    (copy / ".DS_Store").write_bytes(b"")
    assert checks(copy) == []


def test_a_folder_without_a_descriptor_fails(tmp_path):
    (failure,) = gate(load(), tmp_path)
    assert str(failure).startswith("descriptor: there is no datapackage.json")


@pytest.mark.parametrize("text", ["", "{", "[1", "\x00", "[" * 100_000], ids=["empty", "cut", "open", "null", "deep"])
def test_a_descriptor_that_is_no_json_fails(copy, text):
    (copy / "datapackage.json").write_text(text, encoding="utf-8")
    assert checks(copy) == ["descriptor"]


DESCRIPTORS = {
    "a property with a typing error": (lambda d: resource(d, "claims")["schema"].update(primarykey=["claim_id"]), ["schema"]),
    "an unknown property of the package": (lambda d: d.update(keyword=["x"]), ["vocabulary"]),
    "an unknown property of a resource": (lambda d: resource(d, "claims").update(profile="x"), ["vocabulary"]),
    "a path that leads out": (lambda d: resource(d, "claims").update(path="data/../../claims.csv"), ["profile"]),
    "an absolute path": (lambda d: resource(d, "claims").update(path="/etc/passwd"), ["profile"]),
    "an address": (lambda d: resource(d, "claims").update(path="https://example.org/claims.csv"), ["paths", "resources"]),
    "a resource less": (lambda d: d["resources"].pop(), ["resources"]),
    "a resource more": (lambda d: d["resources"].append({"name": "more", "path": "more.csv"}), ["resources"]),
    "a resource twice": (lambda d: d["resources"].append(d["resources"][0]), ["resources"]),
    "a type changed": (lambda d: resource(d, "claims")["schema"]["fields"][7].update(type="string"), ["schema"]),
    "a key left out": (lambda d: resource(d, "claims")["schema"].pop("foreignKeys"), ["schema"]),
    "no licenses as a list": (lambda d: d.update(licenses="CC0"), ["profile"]),
    "a hash left out": (lambda d: resource(d, "claims").pop("hash"), ["hash"]),
    "a hash of another kind": (lambda d: resource(d, "claims").update(hash="0" * 32), ["hash"]),
    "a wrong hash": (lambda d: resource(d, "claims").update(hash="sha256:" + "0" * 64), ["hash"]),
    "a wrong size": (lambda d: resource(d, "claims").update(bytes=1), ["bytes"]),
}


@pytest.mark.parametrize("name", DESCRIPTORS)
def test_a_descriptor_that_was_tampered_with_fails(copy, name):
    change, found = DESCRIPTORS[name]
    describe(copy, change)
    assert checks(copy) == found


def test_a_missing_file_a_stray_one_and_a_link_fail(copy):
    (copy / "data" / "claims.csv").rename(copy / "data" / "claim.csv")
    assert checks(copy) == ["stray", "missing"]
    (copy / "data" / "claims.csv").symlink_to(copy / "data" / "claim.csv")
    assert checks(copy) == ["files"]


def test_a_changed_cell_fails_by_its_hash_and_with_the_hash_made_right_by_its_twin(copy):
    path = copy / "data" / "officials.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("欧阳清源", "欧阳清泉"), encoding="utf-8")
    assert checks(copy)[:1] == ["bytes"] or checks(copy) == ["hash"]
    rehash(copy)
    (failure,) = gate(load(), copy)
    assert failure.check == "officials_csv"
    assert any("欧阳清泉" in row for row in failure.rows)


TABLES = {
    "a row twice": ("officials", "SELECT * FROM old UNION ALL (SELECT * FROM old LIMIT 1)", "contract"),
    "a value that is none of the enum": ("meetings", "SELECT * REPLACE ('party' AS kind) FROM old", "contract"),
    "a column more": ("villages", "SELECT *, 1 AS more FROM old", "contract"),
    "a column of another type": ("claims", 'SELECT * REPLACE (CAST(start AS VARCHAR) AS start) FROM old', "contract"),
    "a null key": ("villages", "SELECT * REPLACE (NULL::VARCHAR AS village_id) FROM old", "contract"),
    "an end before its start": ("claims", 'SELECT * REPLACE (start AS "end") FROM old WHERE start > 0', "contract"),
    "a reference that leads nowhere": (
        "participations", "SELECT * REPLACE ('off-0' AS official_id) FROM old LIMIT 1", "participations_official_id",
    ),
    "a row without evidence": ("claims", "SELECT * FROM old WHERE table_name <> 'villages'", "villages_has_claim"),
    "evidence of a row that is not there": ("targets", "SELECT * FROM old LIMIT 1", "claims_row_of_targets"),
    "an aggregate that its tables do not make": (
        "targets_by_subject", "SELECT * REPLACE (statements + 1 AS statements) FROM old", "targets_by_subject_computed",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_was_tampered_with_fails_and_shows_the_rows(copy, name):
    table, select, check = TABLES[name]
    rewrite(copy, table, select)
    failures = gate(load(), copy)
    assert check in [failure.check for failure in failures]
    assert all(failure.rows for failure in failures)


def test_a_file_that_is_no_parquet_fails(copy):
    (copy / "data" / "villages.parquet").write_bytes(b"PAR1 and nothing more")
    rehash(copy)
    assert checks(copy) == ["parquet"]


def test_a_database_of_another_release_fails(copy):
    with duckdb.connect(str(copy / "fangzhi.duckdb")) as connection:
        connection.execute("DELETE FROM villages")
    (failure,) = gate(load(), copy)
    assert failure.check == "database" and failure.rows[0].startswith("villages: 0 rows, 3 in the files")


def test_a_database_that_is_none_fails(copy):
    (copy / "fangzhi.duckdb").write_bytes(b"no database")
    assert checks(copy) == ["database"]


def test_a_table_that_lost_all_its_rows_since_the_release_before_fails(package, copy):
    before = copy
    assert checks(package, before=before) == []
    gone = "SELECT 'red-1' AS redirect_id, 'officials' AS table_name, 'off-1' AS old_id, NULL::VARCHAR AS new_id, 'gone' AS reason"
    rewrite(copy, "redirects", gone)
    assert checks(package, before=before) == ["envelope"]


@pytest.fixture
def small(monkeypatch):
    """Tables of a few rows are measured like large ones."""
    from fangzhi.gate import measure

    limits = measure.limits()
    monkeypatch.setattr(measure, "limits", lambda: {**limits, "rows": 2})


def test_a_table_with_far_fewer_rows_than_before_is_an_alarm(package, copy, small):
    rewrite(copy, "villages", "SELECT * FROM old UNION ALL SELECT * REPLACE (village_id || 'x' AS village_id) FROM old"
            " UNION ALL SELECT * REPLACE (village_id || 'y' AS village_id) FROM old")  # fmt: skip
    (failure,) = gate(load(), package, before=copy)
    assert failure.check == "envelope" and failure.rows == ("villages: 9 rows before, 3 now",)
    assert "--fewer" in failure.message


def test_a_table_with_a_few_rows_less_is_none(package, copy, small):
    rewrite(copy, "villages", "SELECT * FROM old UNION ALL (SELECT * REPLACE (village_id || 'x' AS village_id) FROM old LIMIT 1)")
    assert checks(package, before=copy) == []


def test_fewer_rejected_inputs_and_open_questions_are_no_loss(package, copy, small):
    rewrite(copy, "rejected", "SELECT 'a.txt' AS path, 'empty' AS reason, 'nothing in it' AS detail")
    assert checks(package, before=copy) == []


def test_a_column_that_is_filled_far_more_seldom_than_before_is_an_alarm_that_shows_the_rows(package, copy, small):
    rewrite(copy, "documents", "SELECT * REPLACE ('https://example.org/' || document_id AS url) FROM old")
    (failure,) = gate(load(), package, before=copy)
    assert failure.check == "fill" and failure.message.startswith("documents.url is filled in 0% of the rows, 100%")
    assert all(row.startswith("document_id=doc-") for row in failure.rows)


def test_a_column_that_any_release_fills_and_this_one_does_not_is_an_alarm(package, monkeypatch):
    from fangzhi.gate import measure

    limits = {**measure.limits(), "rows_of_floors": 1, "floors": {"villages.adcode": 0.5, "redirects.new_id": 0.5, "meetings.convener_id": 1.01}}
    monkeypatch.setattr(measure, "limits", lambda: limits)
    (failure,) = gate(load(), package)
    assert failure.check == "fill" and failure.message.startswith("meetings.convener_id is filled in")


def test_what_is_measured_are_columns_that_can_be_empty():
    from fangzhi.gate.measure import limits

    named = [name.split(".") for name in limits()["floors"]]
    assert named and not [name for table, name in named if load()[table].field(name).required]
    assert set(limits()["free"]) <= set(load().names)


def test_a_release_before_that_cannot_be_read_is_no_measure(package, tmp_path):
    assert checks(package, before=tmp_path) == []


def test_each_check_in_a_file_says_what_is_kept():
    from fangzhi.gate.relations import checks as queries

    assert len(queries()) >= 6
    assert all(query.message.endswith(".") and query.sql.lstrip().startswith(("SELECT", "WITH")) for query in queries())


def test_every_schema_of_the_contract_keeps_the_profile():
    """The gate leaves out of the profile's check the schemas that are the contract's own: here they are checked."""
    from fangzhi.contract import resource_schema
    from fangzhi.publish.profile import broken

    resources = [{"name": table.name, "path": f"{table.name}.csv", "schema": resource_schema(table)} for table in load()]
    assert broken({"name": "all", "resources": resources}) == []


# ---- a package that is just being made ----


def sql(*statements):
    def change(package):
        with duckdb.connect(str(package / "fangzhi.duckdb")) as connection:
            for statement in statements:
                connection.execute(statement)

    return change


MADE = {
    "as it was built": (lambda package: None, []),
    "without its database": (lambda package: (package / "fangzhi.duckdb").unlink(), []),
    "a database that is none": (lambda package: (package / "fangzhi.duckdb").write_bytes(b"none"), ["database"]),
    "a row of the database lost": (sql("DELETE FROM claims WHERE rowid = 1"), ["database"]),
    "a cell of the database changed": (sql("UPDATE officials SET name = '甲乙' WHERE rowid = 0"), ["database"]),
    "a column of the database lost": (sql("ALTER TABLE rejected DROP COLUMN detail"), ["database"]),
    "a row of a CSV file lost": (
        lambda package: (package / "data/claims.csv").write_bytes((package / "data/claims.csv").read_bytes().rpartition(b"clm-")[0]),
        ["claims_csv"],
    ),
    "a Parquet file of other rows": (
        lambda package: rewrite(package, "officials", "SELECT * REPLACE ('甲乙' AS name) FROM old"),
        ["written"],
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_of_a_package_that_is_just_being_made_files_and_database_hold_what_was_to_be_written(copy, name):
    known = {table.name: pl.read_parquet(copy / "data" / f"{table.name}.parquet") for table in load()}
    change, expected = MADE[name]
    change(copy)
    rehash(copy)
    assert checks(copy, known=known) == expected
