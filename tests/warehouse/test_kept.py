"""A database that is brought on holds just the rows that it is given, whatever lay there before."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.contract import load, polars_schema
from fangzhi.warehouse import kept as module
from fangzhi.warehouse.kept import Kept
from fangzhi.warehouse.load import load as warehouse

CONTRACT = load()
NAMES = ("推进会", "动员会", "现场会")


def frames(meetings):
    """Tables of meetings, given as names by key, and nothing else."""
    rows = [{"meeting_id": key, "name": NAMES[name], "kind": "conference"} for key, name in sorted(meetings.items())]
    return {t.name: pl.DataFrame(rows if t.name == "meetings" else [], schema=polars_schema(t)) for t in CONTRACT}


def built(tmp_path, kept, meetings, name="package.duckdb"):
    """The rows of the database of a build, in the order in which they lie there."""
    file = tmp_path / name
    file.unlink(missing_ok=True)
    with kept.load(CONTRACT, frames(meetings), file) as connection:
        assert connection.execute("SELECT count(*) FROM source_coverage").fetchall() == [(0,)]
    kept.keep(file)
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.sql("SELECT meeting_id, name FROM meetings").fetchall()


@pytest.fixture
def kept(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOST", 1)
    return Kept(tmp_path / "cache", CONTRACT)


OLD = {"a": 0, "b": 1, "c": 2, "d": 0}
NEW = {"a": 0, "b": 2, "d": 0, "e": 1}


def test_rows_that_differ_are_written_and_the_others_stay(tmp_path, kept):
    assert built(tmp_path, kept, OLD) == [("a", NAMES[0]), ("b", NAMES[1]), ("c", NAMES[2]), ("d", NAMES[0])]
    assert built(tmp_path, kept, NEW) == [("a", NAMES[0]), ("d", NAMES[0]), ("b", NAMES[2]), ("e", NAMES[1])]


# A build takes a tenth of a second.
@settings(max_examples=10)
@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 2)), min_size=2, max_size=4))
def test_after_any_builds_the_rows_are_those_of_the_last(tmp_path_factory, builds):
    home = tmp_path_factory.mktemp("home")
    for meetings in builds:
        found = built(home, Kept(home / "cache", CONTRACT), meetings)
    assert sorted(found) == [(key, NAMES[name]) for key, name in sorted(builds[-1].items())]


def test_where_most_rows_differ_the_file_is_new(tmp_path, kept, monkeypatch):
    monkeypatch.setattr(module, "MOST", 0.1)
    built(tmp_path, kept, OLD)
    assert built(tmp_path, kept, NEW) == [("a", NAMES[0]), ("b", NAMES[2]), ("d", NAMES[0]), ("e", NAMES[1])]


@pytest.mark.parametrize("harm", [b"", b"no database at all", None])
def test_what_is_no_such_database_does_no_harm(tmp_path, kept, harm):
    built(tmp_path, kept, OLD)
    kept.file.write_bytes(kept.file.read_bytes()[:5000] if harm is None else harm)
    assert built(tmp_path, kept, NEW) == [("a", NAMES[0]), ("b", NAMES[2]), ("d", NAMES[0]), ("e", NAMES[1])]


def test_a_row_that_lies_there_twice_does_no_harm(tmp_path, kept):
    built(tmp_path, kept, OLD)
    with duckdb.connect(str(kept.file)) as connection:
        connection.execute("INSERT INTO meetings SELECT * FROM meetings WHERE meeting_id = 'a'")
    assert [key for key, _ in built(tmp_path, kept, NEW)] == ["a", "b", "d", "e"]


def test_a_row_that_breaks_a_check_does_not_come_in(tmp_path, kept):
    built(tmp_path, kept, OLD)
    wrong = frames(OLD)
    wrong["meetings"] = wrong["meetings"].with_columns(pl.lit("feast").alias("kind"))
    with pytest.raises(duckdb.ConstraintException):
        kept.load(CONTRACT, wrong, tmp_path / "wrong.duckdb")


def test_another_contract_has_another_database_and_the_old_one_goes(tmp_path, kept, monkeypatch):
    built(tmp_path, kept, OLD)
    old = kept.file
    monkeypatch.setattr(module, "STORAGE", "another")
    other = Kept(tmp_path / "cache", CONTRACT)
    assert other.file != old
    built(tmp_path, other, OLD)
    assert [path.name for path in old.parent.iterdir()] == [other.file.name]


def test_a_cache_that_cannot_be_written_is_left(tmp_path):
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    assert len(built(tmp_path, Kept(tmp_path / "cache", CONTRACT), OLD)) == 4
    assert warehouse(CONTRACT, frames(OLD)).sql("FROM meetings").fetchall()
