"""What a column cannot hold costs its cell or its row, and nothing else."""

import polars as pl
import pytest

from fangzhi.contract import load
from fangzhi.contract.sift import sift
from fangzhi.resolve.mentions import CLAIMS

VILLAGE = ("villages", "villages/0", "name", "东坡村")
NAMELESS = ("villages", "villages/0", "name", "村")
TITLE = ("village_designations", "village_designations/0", "designation", "省级文明村")
OF = ("village_designations", "village_designations/0", "village_id", "villages/0")
KEYS = ("table_name", "row", "field", "value")


def claims(*rows, document="doc-1"):
    rest = {"document_id": document, "quote": "", "start": 0, "end": 1, "rule": "a.b"}
    return pl.DataFrame([dict(zip(KEYS, row, strict=True)) | rest for row in rows], schema=CLAIMS)


def left(frame):
    return list(frame.select(pl.col(KEYS).cast(pl.String)).iter_rows())


def test_claims_within_bounds_are_the_same_frame_and_nothing_is_told():
    frame = claims(VILLAGE, TITLE, OF, (*TITLE[:2], "year", "2023"))
    kept, lines = sift(load(), frame)
    assert kept is frame
    assert lines == []


def test_a_year_out_of_bounds_costs_its_cell_and_the_title_stays():
    kept, lines = sift(load(), claims(VILLAGE, TITLE, OF, (*TITLE[:2], "year", "1935")))
    assert left(kept) == [VILLAGE, TITLE, OF]
    assert lines == ["doc-1: village_designations.year: is less than 1949; found 1935"]


def test_a_cell_that_must_be_filled_costs_its_row_and_what_refers_to_it():
    other = ("villages", "villages/1", "name", "西坡村")
    kept, _ = sift(load(), claims(NAMELESS, TITLE, OF, other))
    assert left(kept) == [other]


@pytest.mark.parametrize("value", ["-5", "many", "1" * 40])
def test_a_capacity_that_is_no_quantity_is_left_out_and_its_project_stays(value):
    project = ("projects", "projects/0", "name", "东坡冷链物流园")
    row = ("project_capacities", "project_capacities/0")
    frame = claims(project, (*row, "project_id", "projects/0"), (*row, "value", value), (*row, "unit", "吨"))
    kept, lines = sift(load(), frame)
    assert left(kept) == [project]
    assert len(lines) == 1


def test_the_same_key_in_another_document_is_another_row():
    kept, _ = sift(load(), pl.concat([claims(NAMELESS), claims(VILLAGE, document="doc-2")]))
    assert left(kept) == [VILLAGE]
