"""A package is asked in SQL, and SQL gets at nothing but the package."""

from __future__ import annotations

import csv
import io
import json

import polars as pl
import pytest

from fangzhi.contract import load
from fangzhi.errors import Refusal
from fangzhi.explain import explain, sentence
from fangzhi.query import opened, run
from fangzhi.release import release
from fangzhi.warehouse.views import views
from tests import news


def asked(package, sql, form="csv"):
    sink = io.StringIO()
    run(package, sql, form, sink, None)
    return sink.getvalue()


def test_every_table_and_view_is_there(package):
    names = {*load().names, *(view.name for view in views())}
    with opened(package) as connection:
        assert {name for (name,) in connection.sql("SHOW TABLES").fetchall()} == names


def test_csv_json_and_table_print_the_same_cells(package):
    sql = "SELECT name, investment_amount, place, true AS yes FROM projects ORDER BY name LIMIT 1"
    (row,) = csv.DictReader(io.StringIO(asked(package, sql)))
    assert row == {"name": "晨岚新能源储能电池基地", "investment_amount": row["investment_amount"], "place": row["place"], "yes": "true"}
    (item,) = json.loads(asked(package, sql, "json"))
    assert item["investment_amount"] == int(row["investment_amount"]) and item["yes"] is True
    assert row["name"] in asked(package, sql, "table")


def test_no_rows_are_a_header_an_empty_array_and_an_empty_table(package):
    sql = "SELECT name FROM officials WHERE false"
    assert asked(package, sql) == "name\n"
    assert json.loads(asked(package, sql, "json")) == []
    assert "name" in asked(package, sql, "table")


def test_a_table_shows_a_hundred_rows_and_tells_of_the_others(package):
    assert "and 20 more rows" in asked(package, "SELECT * FROM range(120)", "table")


def test_rows_go_into_a_file_of_any_format(package, tmp_path):
    sql = 'SELECT * FROM claims ORDER BY document_id, start, "end", claim_id'
    for form in ("csv", "json", "parquet"):
        run(package, sql, form, None, tmp_path / form)
    frame = pl.read_parquet(package / "data" / "claims.parquet")
    assert pl.read_parquet(tmp_path / "parquet").equals(frame)
    assert len(json.loads((tmp_path / "json").read_text(encoding="utf-8"))) == len(frame)
    assert (tmp_path / "csv").read_text(encoding="utf-8") == (package / "data" / "claims.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_query_that_fails_leaves_the_file_that_lay_there(package, tmp_path, form):
    target = tmp_path / "before"
    target.write_text("kept", encoding="utf-8")
    for sql in ("SELECT nothing", "SELECT CAST(name AS INTEGER) FROM officials"):
        with pytest.raises(Refusal):
            run(package, sql, form, None, target)
        assert target.read_text(encoding="utf-8") == "kept" and list(tmp_path.iterdir()) == [target]


def test_columns_of_one_name_are_told_apart_where_names_are_keys(package, tmp_path):
    sql = "SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS b"
    assert json.loads(asked(package, sql, "json")) == [{"a": 1, "a_2": 2, "a_1": 3, "b": 4}]
    run(package, sql, "parquet", None, tmp_path / "rows")
    assert pl.read_parquet(tmp_path / "rows").row(0) == (1, 2, 3, 4)


def test_json_has_null_for_numbers_that_it_does_not_know(package):
    assert json.loads(asked(package, "SELECT 1 / 0 AS a, 0 / 0 AS b, 0.5 AS c", "json")) == [{"a": None, "b": None, "c": 0.5}]


WAYS_OUT = [
    "FROM '/etc/hostname'",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM read_csv('/etc/hostname')",
    "FROM glob('/etc/*')",
    "FROM 'https://example.org/a.csv'",
    "FROM secret",
    "COPY officials TO 'officials.csv'",
    "EXPORT DATABASE 'all'",
    "ATTACH 'other.duckdb'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET enable_external_access = true",
    "CREATE TABLE more AS SELECT 1",
    "DROP VIEW officials",
    "DELETE FROM officials",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "SELECT 1; SELECT 2",
    "",
    "-- nothing",
    "SELEC 1",
    "SELECT nothing FROM officials",
]


@pytest.mark.parametrize("sql", WAYS_OUT)
def test_what_is_no_query_of_the_package_is_refused_in_one_line(package, sql, tmp_path, monkeypatch):
    secret = pl.DataFrame({"a": [1]})  # noqa: F841 - what Python has at hand is no table of the package
    monkeypatch.chdir(tmp_path)
    before = news.contents(package)
    with pytest.raises(Refusal) as refused:
        asked(package, sql)
    assert refused.value.code == 2 and "\n" not in str(refused.value)
    assert news.contents(package) == before and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sql", ["DESCRIBE officials", "SUMMARIZE officials", "FROM officials", "EXPLAIN SELECT 1", "WITH a AS (SELECT 1) FROM a;"])
def test_whatever_only_reads_is_run(package, sql):
    assert asked(package, sql)


def test_a_folder_that_is_no_package_is_refused(tmp_path, package):
    with pytest.raises(Refusal, match="no package is there"):
        asked(tmp_path, "SELECT 1")
    (tmp_path / "datapackage.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Refusal, match=r"has no data/documents\.parquet"):
        asked(tmp_path, "SELECT 1")


def test_a_file_that_cannot_be_written_and_parquet_on_a_terminal_are_refused(package, tmp_path):
    with pytest.raises(Refusal, match="cannot be written"):
        run(package, "SELECT 1", "csv", None, tmp_path / "no" / "where.csv")
    with pytest.raises(Refusal, match="give --output"):
        run(package, "SELECT 1", "parquet", io.StringIO(), None)


def test_a_row_is_explained_by_its_claims_with_their_sentences(package, folder):
    sql = "SELECT project_id, investment_amount FROM projects WHERE investment_amount IS NOT NULL ORDER BY 1 LIMIT 1"
    key, amount = asked(package, sql).splitlines()[1].split(",")
    explained = explain(package, key, [folder])
    assert explained.table == "projects"
    assert amount in {claim.value for claim in explained.claims if claim.field == "investment_amount"}
    for claim in explained.claims:
        text = (folder / claim.path).read_text(encoding="utf-8")
        assert text[claim.start : claim.end].replace("\n", "") == claim.quote
        assert claim.quote in claim.sentence
    shown = "\n".join(explained.lines())
    assert f"investment_amount: {amount}\n" in shown and "conference.txt [" in shown


def test_every_row_of_every_table_can_be_explained(package):
    from fangzhi.contract.sql import row_id

    for table in load():
        if any(set(link.fields) == set(table.primary_key) for link in table.foreign_keys):
            continue  # has the keys of another table
        keys = asked(package, f"SELECT {row_id(table)} FROM {table.name} LIMIT 3").splitlines()[1:]
        for found in keys:
            assert explain(package, found).table == table.name


def test_a_key_that_no_table_has_is_refused(package):
    with pytest.raises(Refusal, match="no table of"):
        explain(package, "off-0' OR true --")


def test_documents_that_are_not_there_are_refused_in_one_line(package, tmp_path):
    key = asked(package, "SELECT official_id FROM officials LIMIT 1").splitlines()[1]
    with pytest.raises(Refusal, match="no such file or folder") as told:
        explain(package, key, [tmp_path / "gone"])
    assert len(str(told.value).splitlines()) == 1


def test_a_sentence_ends_at_stops_and_lines_and_is_cut_where_it_is_long():
    text = "第一句。第二句，很短！\n第三句"
    assert sentence(text, 4, 7) == "第二句，很短！"
    assert sentence(text, 12, 13) == "第三句"
    assert sentence(text, 3, 4) == "第一句。"
    assert len(sentence("字" * 5000, 2000, 2010)) == 410


APPOINTED = """青河市人大常委会第二十一次会议举行
2024年3月29日 来源：青河日报
3月28日，青河市人大常委会第二十一次会议举行。市人大常委会主任王青石主持会议。
会议决定任命高远山为青河市财政局局长。
会议决定免去陈岭的青河市财政局局长职务。
"""


def test_since_and_until_when_a_post_is_held_is_explained_by_what_documents_tell_of_it(tmp_path):
    (tmp_path / "a.txt").write_text(APPOINTED, encoding="utf-8")
    release([tmp_path / "a.txt"], tmp_path / "built", jobs=1)
    sql = "SELECT tenure_id, name, held_since, held_until FROM tenures JOIN officials USING (official_id) WHERE title = '局长' ORDER BY held_since"
    (new, old) = csv.DictReader(io.StringIO(asked(tmp_path / "built", sql)))
    assert (new["name"], new["held_since"], old["name"], old["held_until"]) == ("高远山", "2024-03-28", "陈岭", "2024-03-28")
    for spell, cell, other in ((new, "held_since", "held_until"), (old, "held_until", "held_since")):
        shown = explain(tmp_path / "built", spell["tenure_id"], [tmp_path / "a.txt"])
        (claim,) = [claim for claim in shown.claims if claim.field == cell]
        assert (claim.value, claim.quote, claim.path) == ("2024-03-28", "3月28日", "a.txt")
        assert "第二十一次会议举行" in claim.sentence
        assert not [claim for claim in shown.claims if claim.field == other]
