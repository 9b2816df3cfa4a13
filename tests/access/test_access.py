"""A package opens from its folder, its zip file and its database, and nothing that is none of these does."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import fangzhi
from fangzhi.access import folder_of, unpack
from fangzhi.contract import load
from fangzhi.errors import Refusal
from fangzhi.query import run
from fangzhi.warehouse.views import views

KINDS = ("folder", "zip", "database")


@pytest.fixture(params=KINDS)
def any_package(request, sample):
    return {"folder": sample, "zip": sample.with_suffix(".zip"), "database": sample / "fangzhi.duckdb"}[request.param]


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_every_table_and_view_is_there_however_it_is_opened(any_package):
    with fangzhi.open(any_package) as package:
        assert set(package.names) == {*load().names, *(view.name for view in views())} == set(package)


@pytest.mark.parametrize("table", load().names)
def test_each_library_gets_the_published_rows(any_package, sample, table):
    published = pl.read_parquet(sample / "data" / f"{table}.parquet")
    with fangzhi.open(str(any_package)) as package:
        assert package.polars(table).sort(published.columns).equals(published.sort(published.columns))
        assert package.arrow(table).num_rows == len(package.pandas(table)) == len(package.relation(table).fetchall()) == len(published)
        assert package.pandas(table).columns.to_list() == published.columns


def test_types_survive_into_every_library(any_package):
    with fangzhi.open(any_package) as package:
        amounts = package.arrow("projects").column("investment_amount")
        assert isinstance(package.arrow("projects"), pa.Table) and isinstance(amounts.drop_null()[0].as_py(), Decimal)
        frame = package.pandas("meetings")
        assert isinstance(frame, pd.DataFrame) and isinstance(frame["held_on"].dropna().iloc[0], datetime.date)
        assert str(frame["held_month"].dtype).startswith("int")
        assert isinstance(package.relation("officials"), duckdb.DuckDBPyRelation)
        assert package.sql("SELECT count(*) FROM officials").fetchall() == package.relation("officials").count("*").fetchall()


def test_a_worked_question_is_asked_by_its_name(any_package):
    with fangzhi.open(any_package) as package:
        assert package.ask("who_chaired_what").columns == ["held_on", "meeting", "official", "posts"]
        with pytest.raises(Refusal, match="no worked question is called 'what'"):
            package.ask("what")


def test_a_name_that_is_no_table_is_refused_with_those_that_are(any_package):
    with fangzhi.open(any_package) as package, pytest.raises(Refusal, match="has no table or view 'oficials'; it has aliases, "):
        package.polars("oficials")


@pytest.mark.parametrize("sql", ["FROM '/etc/hostname'", "ATTACH 'other.duckdb'", "SELECT * FROM read_text('/etc/hostname')",
                                 "SET enable_external_access = true", "INSTALL httpfs", "COPY officials TO 'out.csv'"])  # fmt: skip
def test_sql_reaches_no_other_file_however_the_package_is_opened(any_package, sql, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with fangzhi.open(any_package) as package, pytest.raises(duckdb.Error):
        package.sql(sql).fetchall()
    with pytest.raises(Refusal):
        run(any_package, sql, "csv", io.StringIO(), None)
    assert list(tmp_path.iterdir()) == []


def test_the_database_is_not_changed(sample):
    with fangzhi.open(sample / "fangzhi.duckdb") as package, pytest.raises(duckdb.Error, match="read-only"):
        package.sql("DELETE FROM officials")


def test_what_was_unpacked_is_gone_in_the_end(sample):
    with folder_of(sample.with_suffix(".zip")) as folder:
        assert (folder / "datapackage.json").is_file() and (folder / "data" / "claims.parquet").is_file()
        assert not (folder / "fangzhi.duckdb").exists()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({}, r"no package is there \(datapackage.json is missing\)"),
        ({"a.txt": b"x"}, "datapackage.json is missing"),
        ({"p/datapackage.json": b"{}"}, r"the package has no data/documents.parquet"),
    ],
)
def test_a_zip_file_without_a_package_is_refused(tmp_path, members, reason):
    with pytest.raises(Refusal, match=reason):
        fangzhi.open(zipped(tmp_path / "a.zip", members))


def test_no_member_leaves_the_folder_it_is_unpacked_in(tmp_path):
    names = ["p/datapackage.json", "p/../../out.parquet", "/out.parquet", "p/data/../../../out.parquet", "p/C:\\out.parquet"]
    with folder_of(zipped(tmp_path / "a.zip", dict.fromkeys(names, b"{}"))) as folder:
        assert [path.name for path in folder.rglob("*") if path.is_file()] == ["datapackage.json"]
    assert not list(tmp_path.rglob("out.parquet"))


def test_a_zip_file_that_would_fill_the_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "MOST_BYTES", 1 << 20)
    bomb = zipped(tmp_path / "a.zip", {"p/datapackage.json": b"{}", "p/data/a.parquet": b"\0" * (9 << 20)})
    assert bomb.stat().st_size < 1 << 20
    with pytest.raises(Refusal, match="holds more than 1,048,576 bytes"), folder_of(bomb):
        pass


def test_a_zip_file_that_is_cut_or_damaged_is_refused(tmp_path, sample):
    data = bytearray(sample.with_suffix(".zip").read_bytes())
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    with pytest.raises(Refusal, match="is no package"):
        fangzhi.open(tmp_path / "cut.zip")
    at = data.index(b"PAR1") + 20
    data[at : at + 20] = bytes(20)
    (tmp_path / "bad.zip").write_bytes(data)
    with pytest.raises(Refusal, match="cannot be unpacked"):
        fangzhi.open(tmp_path / "bad.zip")


def test_a_file_that_is_no_package_is_refused(tmp_path):
    with pytest.raises(Refusal, match="no package is there"):
        fangzhi.open(tmp_path / "nowhere")
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    with pytest.raises(Refusal, match="is no package; give its folder, a zip file of it"):
        fangzhi.open(tmp_path / "a.txt")


def test_a_database_of_something_else_is_refused(tmp_path):
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1")
    with pytest.raises(Refusal, match="has no table documents"):
        fangzhi.open(tmp_path / "a.duckdb")
    (tmp_path / "b.duckdb").write_bytes((tmp_path / "a.duckdb").read_bytes()[:4000])
    with pytest.raises(Refusal, match="cannot be opened"):
        fangzhi.open(tmp_path / "b.duckdb")
