"""Packages open and every worked question answers the same in DuckDB 1.4, the oldest that fangzhi works with, as in the one that is pinned.

`make` puts DuckDB 1.4 into a folder of the environment, from pins of its own; without that folder the tests are skipped.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests import news, older_duckdb

ROOT = Path(__file__).resolve().parents[1]
OLDER = Path(sys.prefix) / "duckdb-1.4"
pytestmark = pytest.mark.skipif(not OLDER.is_dir(), reason="DuckDB 1.4 is not there; run the tests with make test")


def run(*arguments):
    """What a Python program prints for which `import duckdb` finds version 1.4."""
    paths = os.pathsep.join(map(str, (OLDER, ROOT / "build", ROOT)))
    surroundings = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, *map(str, arguments)], env=surroundings, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def paths(sample):
    return [str(sample), str(sample.with_suffix(".zip")), str(sample / "fangzhi.duckdb")]


@pytest.fixture(scope="module")
def told(paths):
    return json.loads(run("-m", "tests.older_duckdb", *paths))


def test_it_is_another_duckdb(told):
    assert told["version"].startswith("1.4.") and not duckdb.__version__.startswith("1.4.")


@pytest.mark.parametrize("kind", ["folder", "zip", "database"])
def test_every_question_has_the_same_rows_and_every_table_opens_in_every_library(told, paths, kind):
    path = paths[("folder", "zip", "database").index(kind)]
    here = json.loads(json.dumps(older_duckdb.made_of(path)))
    assert told["found"][path] == here
    assert all(len(set(sizes)) == 1 for sizes in here["sizes"].values())


def test_the_gate_accepts_the_package(told, paths):
    assert told["gate"] == {path: [] for path in paths[:2]}


def test_fangzhi_query_answers(sample):
    found = run("-m", "fangzhi.cli", "query", "SELECT name FROM officials ORDER BY ALL", "--package", sample, "--format", "csv")
    with duckdb.connect(str(sample / "fangzhi.duckdb"), read_only=True) as connection:
        assert list(csv.reader(io.StringIO(found)))[1:] == [list(row) for row in connection.sql("SELECT name FROM officials ORDER BY ALL").fetchall()]


def test_a_release_has_the_same_rows_by_their_logical_hashes(folder, package, tmp_path):
    run("-m", "fangzhi.cli", "release", folder, "--out", tmp_path / "package")
    ours, theirs = (
        {one["name"]: one.get("logicalHash") for one in json.loads((home / "datapackage.json").read_text(encoding="utf-8"))["resources"]}
        for home in (package, tmp_path / "package")
    )
    assert ours == theirs
    text = {name: content for name, content in news.contents(package).items() if name.endswith(".csv")}
    assert text == {name: content for name, content in news.contents(tmp_path / "package").items() if name.endswith(".csv")}
