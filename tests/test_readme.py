"""What README.md shows is run: every block of SQL and Python, on a release of the sample, and R where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import duckdb
import polars as pl
import pytest

from fangzhi.read import FORMATS, REASONS
from fangzhi.read.record import columns
from fangzhi.release import release

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "build" / "fangzhi" / "sample"
# The words of the README that are written by hand: what is generated has tests of its own.
PROSE = re.sub(r"<!-- generated: (?P<name>[a-z-]+) -->.*?<!-- end of (?P=name) -->", "", README, flags=re.DOTALL)


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PROSE, re.DOTALL | re.MULTILINE)


def section(title):
    return re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", PROSE, re.DOTALL | re.MULTILINE)[1]


def first_column(text):
    """The codes of the first column of every table of the text."""
    rows = re.findall(r"^\| (.+?) \|", text, re.MULTILINE)
    return [cell for cell in rows if not cell.startswith("---")]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with the package of the sample in it, as this folder is after `make release`."""
    home = tmp_path_factory.mktemp("home")
    release([SAMPLE], home / "datapackage", jobs=1)
    return home


@pytest.fixture
def database(home):
    with duckdb.connect(str(home / "datapackage" / "fangzhi.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("number", range(len(blocks("sql"))))
def test_sql_that_is_shown_gives_rows(database, number):
    assert database.sql(blocks("sql")[number].strip().rstrip(";")).fetchall()


@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_that_is_shown_works_when_pasted(home, monkeypatch, capsys, number):
    monkeypatch.chdir(home)
    exec(compile(blocks("python")[number], "README.md", "exec"), {})
    assert capsys.readouterr().out.strip()


def test_r_reads_every_table_as_the_descriptor_says(home):
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    shown = next(block for block in blocks("r") if "jsonlite" in block)
    every = """
    for (resource in descriptor$resources)
      if (endsWith(resource$path, ".csv")) cat(resource$name, nrow(read_table(resource$name)), "\\n")
    """
    told = subprocess.run(["Rscript", "-e", shown + every], cwd=home, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if "there is no package called" in told.stderr:
        pytest.skip("R has no jsonlite")
    assert told.returncode == 0, told.stderr
    tables = {path.stem: len(pl.read_csv(path, infer_schema=False)) for path in (home / "datapackage" / "data").glob("*.csv")}
    read = dict(line.split() for line in told.stdout.splitlines() if line.partition(" ")[0] in tables)
    assert {name: int(rows) for name, rows in read.items()} == tables


def test_the_query_in_r_gives_rows(database):
    (query,) = re.findall(r'dbGetQuery\(con, "(.+?)"\)', "".join(blocks("r")), re.DOTALL)
    assert database.sql(query).fetchall()


def test_the_result_stands_on_the_first_screen():
    assert "<!-- generated: result -->" in README.splitlines()[:40]


def test_make_targets_that_are_shown_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)\b(?= |`|$)", "\n".join([*blocks("sh"), *re.findall(r"`(make [^`]+)`", PROSE)]))) <= targets


def imported(distribution):
    """Whether the package imports a module of the distribution."""
    bare = re.split(r"[\[<>=~!]", distribution)[0].lower()
    modules = [module for module, owners in packages_distributions().items() if bare in map(str.lower, owners)]
    used = re.compile(rf"^\s*(?:import|from) (?:{'|'.join(modules)})\b", re.MULTILINE)
    return any(used.search(path.read_text(encoding="utf-8")) for path in (ROOT / "build" / "fangzhi").rglob("*.py"))


def test_the_dependency_table_has_every_library_that_is_imported_and_no_other():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.split(r"[<>=~!]", name)[0] for name in project["dependencies"] if imported(name)]
    assert first_column(section("Dependencies")) == ["library", *names]


def test_every_format_that_is_read_is_named_and_no_other():
    cells = first_column(section("Your own documents"))
    assert {name for cell in cells for name in re.findall(r"`(\.[a-z]+)`", cell)} == {*FORMATS, ".zip"}


def test_columns_that_are_named_are_read():
    known = {name for names in columns().values() for name in names}
    assert {"text", "html", "title", "url", "publisher", "published_on", "正文", "标题", "来源", "发布日期"} <= known


def test_every_reason_for_rejecting_is_named_and_no_other():
    listed = re.search(r"The codes are:\n\n(.*?)\n\n", section("Your own documents"), re.DOTALL)[1]
    assert sorted(re.findall(r"`([a-z0-9_]+)`", listed)) == sorted(REASONS)


def test_files_that_are_named_are_there():
    words = re.findall(r"`([a-z_]+\.txt)`", section("A word it does not know"))
    assert words and all((ROOT / "build" / "fangzhi" / "lex" / "data" / word).is_file() for word in words)
    assert all((ROOT / path).exists() for path in re.findall(r"\]\((?!http|#)([^)]+)\)", PROSE))
