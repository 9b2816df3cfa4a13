"""What the README of a package shows works when it is pasted there."""

from __future__ import annotations

import re

import duckdb
import pytest

from fangzhi.contract import load
from fangzhi.queries import questions


def blocks(package, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", (package / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def test_every_query_gives_rows_in_the_database_beside_it(sample):
    shown = blocks(sample, "sql")
    assert len(shown) == 3 + len(questions())
    with duckdb.connect(str(sample / "fangzhi.duckdb"), read_only=True) as connection:
        assert all(connection.sql(sql.strip().rstrip(";")).fetchall() for sql in shown)


def test_python_runs_in_the_packages_folder(sample, monkeypatch):
    monkeypatch.chdir(sample)
    shown = blocks(sample, "python")
    assert len(shown) == 2
    for block in shown:
        names = {}
        exec(compile(block, "README.md", "exec"), names)
        assert len(names.get("officials", names.get("frame"))) > 0


def test_the_query_and_the_file_of_the_recipe_in_r_are_there(sample):
    block = "".join(blocks(sample, "r"))
    with duckdb.connect(str(sample / "fangzhi.duckdb"), read_only=True) as connection:
        assert connection.sql(re.search(r'dbGetQuery\(con, "(.+?)"\)', block)[1]).fetchall()
    for path in re.findall(r'"([\w./]+\.(?:parquet|duckdb))"', block):
        assert (sample / path).is_file()


def test_every_link_within_it_leads_to_a_heading(sample):
    text = (sample / "README.md").read_text(encoding="utf-8")
    headings = set(re.findall(r"^#+ ([a-z_]+)$", text, re.MULTILINE))
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings and set(load().names) <= headings


@pytest.mark.parametrize("title", ["Contents", "Use", "Worked questions", "Data dictionary"])
def test_its_parts_are_there(sample, title):
    assert f"\n## {title}\n" in (sample / "README.md").read_text(encoding="utf-8")
