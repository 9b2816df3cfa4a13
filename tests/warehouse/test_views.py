"""The views over rows that are written here, against answers worked out by hand."""

from __future__ import annotations

import datetime
from decimal import Decimal

import duckdb
import polars as pl
import pytest

from fangzhi.contract import load, polars_schema, violations
from fangzhi.warehouse.load import computed
from fangzhi.warehouse.load import load as warehouse
from fangzhi.warehouse.views import aggregates, views

DAY = datetime.date


def loaded(**rows):
    contract = load()
    return warehouse(contract, {t.name: pl.DataFrame(rows.get(t.name, []), schema=polars_schema(t)) for t in contract})


def document(key, **cells):
    row = {"document_id": key, "path": f"{key}.txt", "script": "Hans", "media_type": "text/plain", "sha256": "0" * 64}
    return row | {"characters": 1000, "repairs": 15} | cells


def report(key, project, as_of=None, stage=None, amount=None):
    money = {"investment_amount": Decimal(amount), "investment_currency": "CNY"} if amount else {}
    return {"project_report_id": key, "project_id": project, "document_id": "d", "as_of": as_of, "stage": stage, **money}


def test_a_project_counts_once_a_year_with_its_last_stage_and_its_last_amount():
    projects = [{"project_id": p, "name": p, "place": "青河"} for p in ("a", "b")] + [{"project_id": "c", "name": "c"}]
    reports = [
        report("1", "a", DAY(2023, 5, 1), "signed", 100),
        report("2", "a", DAY(2024, 1, 1), "planned", 200),
        report("3", "a", DAY(2024, 9, 1), "under_construction"),
        report("4", "b", DAY(2024, 2, 1), "under_construction", 300),
        report("5", "c"),
    ]
    with loaded(projects=projects, project_reports=reports) as connection:
        frame = computed(connection, load())["project_pipeline"].drop("project_pipeline_id")
    assert set(frame.rows()) == {
        ("青河", 2023, "signed", "CNY", 1, Decimal(100)),
        ("青河", 2024, "under_construction", "CNY", 2, Decimal(500)),
        (None, None, None, None, 1, None),
    }


def test_targets_and_results_of_one_thing_stand_side_by_side():
    def target(key, value, status, document="d"):
        row = {"target_id": key, "document_id": document, "subject": "青河市", "indicator": "投资增长", "unit": "%", "bound": "exact"}
        return row | {"value": Decimal(value), "status": status, "period": 2024}

    rows = [target("1", "8", "target"), target("2", "8.5", "target", "e"), target("3", "8.2", "achieved")]
    with loaded(targets=rows) as connection:
        (row,) = computed(connection, load())["targets_by_subject"].rows(named=True)
    assert [row[name] for name in ("target_low", "target_high", "achieved_low", "achieved_high")] == [
        Decimal("8"), Decimal("8.5"), Decimal("8.2"), Decimal("8.2"),
    ]  # fmt: skip
    assert (row["statements"], row["documents"]) == (3, 2)


def test_villages_are_counted_by_county_title_and_year():
    villages = [{"village_id": v, "name": v + "村", "kind": "administrative", "county": c} for v, c in (("a", "甲县"), ("b", "甲县"), ("c", None))]
    titles = [
        {"village_designation_id": v + d, "village_id": v, "document_id": d, "designation": "美丽村庄", "year": 2023}
        for v, d in (("a", "d"), ("a", "e"), ("b", "d"), ("c", "d"))
    ]
    with loaded(villages=villages, village_designations=titles) as connection:
        frame = computed(connection, load())["village_designations_by_county"]
    assert set(frame.select("county", "villages", "documents").rows()) == {("甲县", 2, 2), (None, 1, 1)}


def test_a_document_that_gave_nothing_is_covered_with_noughts():
    with loaded(documents=[document("d", publisher="青河日报")]) as connection:
        (row,) = computed(connection, load())["source_coverage"].rows(named=True)
    assert row["repairs_per_thousand"] == Decimal(15)
    assert {row[name] for name in ("meetings", "officials", "claims")} == {0}


def test_attendance_puts_roles_and_posts_of_a_person_in_one_row():
    rows = {
        "documents": [document("d")],
        "meetings": [{"meeting_id": "m", "name": "推进会", "kind": "conference"}],
        "officials": [{"official_id": "o", "name": "高远山", "name_pinyin": "Gao Yuanshan"}],
        "positions": [{"position_id": i, "official_id": "o", "document_id": "d", "post": p} for i, p in (("a", "市长"), ("b", "副书记"))],
        "participations": [
            {"participation_id": r, "meeting_id": "m", "official_id": "o", "document_id": "d", "role": r} for r in ("spoke", "attended")
        ],
    }
    with loaded(**rows) as connection:
        (row,) = connection.sql("SELECT official, roles, posts FROM meeting_attendance").fetchall()
        assert row == ("高远山", "attended, spoke", "副书记、市长")
        assert len(connection.sql("FROM official_posts").fetchall()) == 2


@pytest.mark.parametrize("view", views(), ids=lambda view: view.name)
def test_a_view_says_what_its_rows_are(view):
    assert view.description.endswith(".")
    assert view.select.startswith(("SELECT", "WITH"))


def test_aggregates_without_rows_keep_the_contract():
    with loaded() as connection:
        for name, frame in computed(connection, load()).items():
            assert violations(load()[name], frame) == []
    assert [view.name for view in aggregates(load())] == [
        "project_pipeline", "village_designations_by_county", "targets_by_subject", "source_coverage",
    ]  # fmt: skip


def test_a_row_that_breaks_a_check_does_not_come_in():
    with pytest.raises(duckdb.ConstraintException):
        loaded(documents=[document("d", script="Cyrl")])
