"""The files of a package are what they promise to every reader."""

from __future__ import annotations

import csv
import datetime
import json
from decimal import Decimal

import duckdb
import frictionless
import polars as pl
import pyarrow.parquet as pq
import pytest

from fangzhi.contract import load, polars_schema
from fangzhi.publish import archive, descriptor
from fangzhi.publish import csv as csv_files
from fangzhi.publish.profile import broken
from fangzhi.publish.readme import shown_queries
from fangzhi.warehouse.load import load as warehouse
from fangzhi.warehouse.views import views
from tests import news

TABLES = load().names


@pytest.fixture
def described(package):
    return json.loads((package / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture
def database(package):
    with duckdb.connect(str(package / "fangzhi.duckdb"), read_only=True) as connection:
        yield connection


def frames(**rows):
    """Tables with these rows and no other."""
    return {t.name: pl.DataFrame(rows.get(t.name, []), schema=polars_schema(t)) for t in load()}


@pytest.mark.parametrize("table", TABLES)
def test_csv_is_utf_8_without_bom_with_lf_and_the_contracts_header(package, table):
    data = (package / "data" / f"{table}.csv").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data and data.endswith(b"\n")
    assert data.decode("utf-8").splitlines()[0].split(",") == list(load()[table].columns)


@pytest.mark.parametrize("table", TABLES)
def test_rows_stand_in_the_order_of_the_contract(package, table):
    frame = pl.read_parquet(package / "data" / f"{table}.parquet")
    assert frame.equals(frame.sort(load()[table].sorted_by))


def test_csv_quotes_by_rfc_4180_prints_numbers_plainly_and_null_as_nothing(tmp_path):
    (tmp_path / "data").mkdir()
    rejected = [{"path": 'a,"b"\nc', "reason": "empty", "detail": "一行"}]
    capacities = [{"project_id": "p", "value": Decimal(n), "unit": "吨"} for n in ("0.5", "9", "100", "46000")]
    projects = [{"project_id": "p", "name": "基地"}]
    csv_files.write(load(), frames(rejected=rejected, project_capacities=capacities, projects=projects), tmp_path)
    assert (tmp_path / "data" / "rejected.csv").read_text(encoding="utf-8") == 'path,reason,detail\n"a,""b""\nc",empty,一行\n'
    with (tmp_path / "data" / "project_capacities.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["value"] for row in csv.DictReader(stream)] == ["0.5", "9", "100", "46000"]
    with (tmp_path / "data" / "projects.csv").open(encoding="utf-8") as stream:
        assert stream.read().splitlines()[1] == "p,基地" + "," * (len(load()["projects"].columns) - 2)


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_contracts_types_and_zstandard(package, table):
    path = package / "data" / f"{table}.parquet"
    assert pl.read_parquet_schema(path) == polars_schema(load()[table])
    groups = pq.ParquetFile(path).metadata
    assert all(groups.row_group(n).column(0).compression == "ZSTD" for n in range(groups.num_row_groups))


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_parquet_hold_the_same_rows(package, table):
    with (package / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        printed = [tuple(row) for row in csv.reader(stream)][1:]
    frame = pl.read_parquet(package / "data" / f"{table}.parquet")
    assert printed == [tuple(_printed(cell) for cell in row) for row in frame.rows()]


def _printed(cell):
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else cell.isoformat() if isinstance(cell, datetime.date) else str(cell)


def test_the_database_has_tables_views_and_their_comments(database):
    tables = dict(database.sql("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    shown = dict(database.sql("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
    assert tables.keys() | shown.keys() == {*TABLES, *(view.name for view in views())}
    assert all([*tables.values(), *shown.values()])
    columns = database.sql("SELECT comment FROM duckdb_columns() WHERE table_name IN (SELECT table_name FROM duckdb_tables())")
    assert all(comment for (comment,) in columns.fetchall())


def test_the_database_has_the_layout_of_version_1(database, package):
    (tag,) = database.sql("SELECT tags FROM duckdb_databases() WHERE database_name = 'fangzhi'").fetchall()[0]
    assert "v1.0.0" in str(tag)


@pytest.mark.parametrize("view", [view.name for view in views()])
def test_every_view_gives_rows(database, view):
    assert database.sql(f"SELECT * FROM {view}").fetchall()


@pytest.mark.parametrize("number", range(3))
def test_the_queries_of_the_readme_work_when_pasted(database, package, number):
    query = shown_queries()[number]
    assert query.sql in (package / "README.md").read_text(encoding="utf-8")
    assert database.sql(query.sql.rstrip(";")).fetchall()


def test_the_descriptor_passes_the_standards_profile(described):
    assert broken(described) == []
    assert broken(described | {"licenses": "CC0"}) == ["licenses: 'CC0' is not of type 'array'"]


def test_the_descriptor_has_what_a_good_one_has(described):
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert {"name", "version", "created", "licenses", "contributors", "sources"} <= described.keys()
    assert all(person["roles"] for person in described["contributors"])
    for item in described["resources"]:
        if item["format"] == "duckdb":
            assert not {"bytes", "hash"} & item.keys()
            continue
        assert item["hash"].startswith("sha256:") and item["bytes"] > 0
        if item["format"] in ("csv", "parquet"):
            assert item["type"] == "table" and item["schema"]["primaryKey"]
    assert [item["mediatype"] for item in described["resources"][:2]] == ["text/csv", "application/vnd.apache.parquet"]


def test_created_is_the_latest_day_that_is_known_or_what_the_environment_says(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    meeting = {"meeting_id": "m", "name": "会", "kind": "other", "held_on": datetime.date(2024, 3, 16), "held_month": 3}
    with warehouse(load(), frames()) as made:
        assert descriptor.created(made) is None
    with warehouse(load(), frames(meetings=[meeting | {"held_day": 16, "year_basis": "stated"}])) as made:
        assert descriptor.created(made) == "2024-03-16T00:00:00Z"
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        assert descriptor.created(made) == "2023-11-14T22:13:20Z"


def test_frictionless_accepts_the_csv_resources(described, package):
    described["resources"] = [item for item in described["resources"] if item["format"] == "csv"]
    assert frictionless.Package(described, basepath=str(package)).validate().valid


def test_the_archive_is_the_same_whenever_it_is_packed_and_keeps_other_sums(package, tmp_path):
    (tmp_path / "SHA256SUMS").write_text("0  a.zip\n", encoding="utf-8")
    with archive.prepared(package, tmp_path / "b.zip") as move_in:
        move_in()
    first = (tmp_path / "b.zip").read_bytes()
    with archive.prepared(package, tmp_path / "b.zip") as move_in:
        sums = move_in()
    assert (tmp_path / "b.zip").read_bytes() == first
    assert [line.split("  ")[1] for line in sums.read_text(encoding="utf-8").splitlines()] == ["a.zip", "b.zip"]
    assert len(news.contents(tmp_path)) == 2


def test_an_archive_that_is_not_moved_in_leaves_nothing(package, tmp_path):
    with archive.prepared(package, tmp_path / "b.zip"):
        assert len(list(tmp_path.iterdir())) == 2
    assert list(tmp_path.iterdir()) == []
