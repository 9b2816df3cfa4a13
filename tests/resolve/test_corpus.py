"""Resolution of the real documents beside the project; skipped without them."""

from __future__ import annotations

import polars as pl
import pytest

from fangzhi.extract import extract
from fangzhi.read import read_paths
from fangzhi.read.source import Source
from fangzhi.resolve import resolve
from tests import corpora

FIRST, SECOND = "000_d06aabf15b42b7b1.txt", "003_d8bcdb3e1ee45158.txt"


@pytest.fixture(scope="module")
def out() -> dict[str, pl.DataFrame]:
    if "corpus" not in corpora.present():
        pytest.skip("the documents are not beside the project")
    batch = extract([s for s in read_paths([corpora.SETS["corpus"][0]]) if isinstance(s, Source)])
    return resolve(batch.documents, batch.claims)


def documents_of(out: dict[str, pl.DataFrame], table: str) -> dict[str, set[str]]:
    """row -> paths of the documents that name it."""
    paths = dict(out["documents"].select("document_id", "path").iter_rows())
    named = out["claims"].filter(table_name=table, field="name")
    found: dict[str, set[str]] = {}
    for row, document in named.select("row_id", "document_id").iter_rows():
        found.setdefault(row, set()).add(paths[document])
    return found


def test_two_reports_of_one_meeting_are_one_meeting_with_each_person_once(out):
    both = [row for row, paths in documents_of(out, "meetings").items() if {FIRST, SECOND} <= paths]
    assert len(both) == 1
    assert out["officials"]["name"].to_list().count("张克") == 1
    assert out["officials"]["name"].to_list().count("臧晓鹏") == 1


def test_projects_that_stand_in_both_reports_are_one_each(out):
    told = documents_of(out, "projects")
    assert sum({FIRST, SECOND} <= paths for paths in told.values()) >= 25
    names = out["projects"].filter(pl.col("project_id").is_in(list(told)))["name"].to_list()
    assert len(names) == len(set(names))


def test_the_damaged_copy_of_a_name_loses_and_is_shown(out):
    shown = out["conflicts"].filter(table_name="projects", field="name").select("value", "taken").rows()
    assert ("大连日丰新能源电机", True) in shown
    assert ("大连日牵新能源电机", False) in shown


def test_a_third_phase_is_no_second_and_bases_of_two_years_are_an_unsure_pair(out):
    names = out["projects"]["name"].to_list()
    assert len([name for name in names if name.startswith("天科合达")]) == 2
    bases = out["projects"].filter(pl.col("name").cast(pl.String).str.starts_with("弘元"))["project_id"].to_list()
    unsure = out["judgements"].filter(decision="unsure").select("left_row_id", "right_row_id").rows()
    assert len(bases) == 1 or any({left, right} <= set(bases) for left, right in unsure)


def test_the_year_of_both_reports_is_settled_with_its_reason(out):
    years = out["documents"].filter(pl.col("path").is_in([FIRST, SECOND])).select("year_from", "year_to").rows()
    assert years == [(2022, 2022), (2022, 2022)]
    assert all(out["documents"].filter(pl.col("path").is_in([FIRST, SECOND]))["year_reason"])
