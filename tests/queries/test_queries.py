"""Every worked question has a head, runs on the sample from every kind of package, gives rows, and always in one order."""

from __future__ import annotations

import re

import pytest

import fangzhi
from fangzhi.errors import Refusal
from fangzhi.queries import parse, question, questions
from fangzhi.query import one_that_reads

NAMES = [one.name for one in questions()]


def test_there_are_at_least_fifteen():
    assert len(NAMES) >= 15
    assert len({one.title for one in questions()}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_has_a_title_and_a_question_that_is_one(name):
    one = question(name)
    assert one.title and not one.title.endswith(".")
    assert "?" in one.question
    one_that_reads(one.sql)


@pytest.mark.parametrize("name", NAMES)
def test_it_gives_the_same_rows_of_the_sample_from_folder_zip_and_database(sample, name):
    found = []
    for path in (sample, sample.with_suffix(".zip"), sample / "fangzhi.duckdb"):
        with fangzhi.open(path) as package:
            found.append(package.ask(name).fetchall())
    assert found[0] and found[0] == found[1] == found[2]


@pytest.mark.parametrize("name", NAMES)
def test_no_two_rows_can_change_places(sample, name):
    with fangzhi.open(sample) as package:
        rows = package.ask(name).fetchall()
        package.sql("SELECT 1")
        order = re.search(r"ORDER BY ([^()]+?)(?:\nLIMIT \d+)?;\Z", question(name).sql)
        assert order, "a worked question ends with ORDER BY"
        assert rows == package.ask(name).fetchall()


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_of_a_package_shows_it(sample, name):
    text = (sample / "README.md").read_text(encoding="utf-8")
    one = question(name)
    assert f"### {one.title}\n" in text and one.question in text and f"```sql\n{one.sql}\n```" in text


def test_a_head_is_title_question_and_notes():
    one = parse("a", "-- title: A\n-- question: What is\n-- there?\n--\n-- Mind\n-- this.\nSELECT 1;\n")
    assert (one.title, one.question, one.notes, one.sql) == ("A", "What is there?", "Mind this.", "SELECT 1;")
    with pytest.raises(ValueError, match=r"a\.sql"):
        parse("a", "-- A\nSELECT 1;\n")


def test_a_name_that_is_none_is_refused_with_all_names():
    with pytest.raises(Refusal, match="there are: busiest_officials, "):
        question("nothing")
