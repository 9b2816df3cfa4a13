"""A person's decisions: they go before the rules, and fail where they no longer apply."""

from __future__ import annotations

import polars as pl
import pytest

from fangzhi.contract import load
from fangzhi.resolve import resolve
from fangzhi.resolve.curation import CurationError, parse
from fangzhi.resolve.previous import of_tables
from tests.resolve.rows import claims, document, official

PAPER = {"publisher": "铜山区融媒体中心", "published_on": "2024-03-01"}
DOCUMENTS = [document("a", **PAPER), document("b", **PAPER)]
PEOPLE = [
    *claims("a", official("张伟", "区教育局局长", "区教育局", "局长")),
    *claims("b", official("张伟", "区财政局局长", "区财政局", "局长")),
]
PROJECTS = [
    *claims(
        "a", {"projects": [{"name": "晨岚储能电池基地", "investment_amount": 1200000000, "investment_currency": "CNY"}]}
    ),
]


def decided(text: str, said: list[dict] = PEOPLE, **options):
    return resolve(DOCUMENTS, said, curation=parse(text), **options)


def test_two_people_whom_a_person_merges_are_one_with_the_persons_judgement():
    first, second = resolve(DOCUMENTS, PEOPLE)["officials"]["official_id"]
    out = decided(f"- merge: [{first}, {second}]\n  expects: 张伟\n  reason: 同一人，转任\n")
    assert len(out["officials"]) == 1
    assert set(out["judgements"].filter(by="person")["reason"]) == {"同一人，转任"}


def test_claims_of_names_serve_as_well_as_rows_and_last_from_release_to_release():
    plain = resolve(DOCUMENTS, PEOPLE)
    first, second = plain["claims"].filter(field="name")["claim_id"]
    text = f"- merge: [{first}, {second}]\n  expects: 张伟\n  reason: 同一人\n"
    once = decided(text, previous=of_tables(plain))
    again = decided(text, previous=of_tables(once))
    assert once["officials"].equals(again["officials"])
    assert once["redirects"]["reason"].to_list() == ["merged"]
    assert again["redirects"].drop("redirect_id").equals(once["redirects"].drop("redirect_id"))


def test_what_a_person_keeps_apart_no_rule_merges():
    same = [
        *claims("a", official("张伟", "区教育局局长", "区教育局", "局长")),
        *claims("b", official("张伟", "区教育局副局长", "区教育局", "副局长")),
    ]
    plain = resolve(DOCUMENTS, same)
    assert len(plain["officials"]) == 1
    first, second = plain["claims"].filter(field="name")["claim_id"]
    out = decided(f"- keep_apart: [{first}, {second}]\n  expects: 张伟\n  reason: 同名两人\n", same)
    assert len(out["officials"]) == 2


def test_a_corrected_cell_cites_the_line_of_the_correction():
    project = resolve(DOCUMENTS, PROJECTS)["projects"]["project_id"][0]
    text = (
        f'- correct: {project}\n  field: investment_amount\n  value: "12000000000"\n'
        '  expects: "1200000000"\n  reason: 原文少印一位\n'
    )
    out = decided(text, PROJECTS)
    assert [int(v) for v in out["projects"]["investment_amount"]] == [12000000000]
    claim = out["claims"].filter(rule="curation.correct", field="investment_amount").row(0, named=True)
    assert text[claim["start"] : claim["end"]] == '"12000000000"'
    assert "curation.yaml" in out["documents"]["path"].to_list()
    assert out["conflicts"].filter(field="investment_amount", taken=True)["value"].to_list() == ["12000000000"]


def test_a_dropped_row_is_gone_with_all_that_leads_to_it():
    plain = resolve(DOCUMENTS, PEOPLE)
    name = plain["officials"]["official_id"][0]
    out = decided(f"- drop: {name}\n  expects: 张伟\n  reason: 不是人名\n", previous=of_tables(plain))
    assert name not in out["officials"]["official_id"].to_list()
    assert len(out["positions"]) == 1
    assert out["redirects"].select("old_id", "new_id", "reason").rows() == [(name, None, "gone")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- drop: off-000000000000\n  expects: 张伟\n  reason: x\n", "is not there any more"),
        ("- merge: [off-000000000000, off-000000000001]\n  expects: 张伟\n  reason: x\n", "is not there any more"),
        ("- drop: off-1\n  reason: x\n", "expects is missing"),
        ("- drop: off-1\n  merge: [a, b]\n  expects: x\n  reason: x\n", "exactly one of"),
        ("- drop: off-1\n  expects: x\n  reason: x\n  colour: red\n", "unknown colour"),
        ("drop: off-1\n", "a list of decisions"),
        ("- drop: [\n", "curation.yaml: line"),
    ],
)
def test_a_decision_that_cannot_be_read_or_matches_nothing_says_so_with_its_line(text: str, reason: str):
    with pytest.raises(CurationError, match=reason) as error:
        decided(text)
    assert str(error.value).startswith("curation.yaml")


def test_a_decision_that_finds_something_else_names_what_it_finds():
    name = resolve(DOCUMENTS, PEOPLE)["officials"]["official_id"][0]
    with pytest.raises(CurationError, match="expects 李伟, finds 张伟"):
        decided(f"- drop: {name}\n  expects: 李伟\n  reason: x\n")


TARGETS = claims("a", {"targets": [{"subject": "铜山区", "indicator": "工业增加值增长", "value": "85", "unit": "%"}]})


@pytest.mark.parametrize(
    ("said", "table", "field", "value", "expects"),
    [
        (PEOPLE[:4], "positions", "title", "副局长", "局长"),
        (PEOPLE[:4], "positions", "as_of", "2024-02-20", "2024-03-01"),
        (TARGETS, "targets", "value", "8.5", "85"),
        (TARGETS, "targets", "period", "2024", "null"),
    ],
)
def test_a_cell_of_any_table_is_corrected_and_its_row_keeps_its_identifier(said, table, field, value, expects):
    key = load()[table].primary_key[0]
    name = resolve(DOCUMENTS, said)[table][key][0]
    out = decided(f'- correct: {name}\n  field: {field}\n  value: "{value}"\n  expects: {expects}\n  reason: 核对\n', said)
    row = out[table].row(by_predicate=pl.col(key) == name, named=True)
    assert str(row[field]) == value or float(row[field]) == float(value)
    claim = out["claims"].filter(rule="curation.correct").row(0, named=True)
    assert (claim["row_id"], claim["field"], claim["value"]) == (name, field, value)


def test_who_holds_a_corrected_post_holds_it_in_tenures_too():
    name = resolve(DOCUMENTS, PEOPLE)["positions"].row(by_predicate=pl.col("post") == "区教育局局长", named=True)["position_id"]
    out = decided(f"- correct: {name}\n  field: title\n  value: 副局长\n  expects: 局长\n  reason: 核对\n")
    assert sorted(out["tenures"]["title"]) == ["副局长", "局长"]


def test_a_capacity_is_dropped_by_its_key():
    said = [*PROJECTS, *claims("b", {"projects": [{"name": "柳岸水泥熟料生产线"}], "project_capacities": [CAPACITY]})]
    plain = resolve(DOCUMENTS, said)
    name = "|".join([plain["project_capacities"]["project_id"][0], "5000", "吨/日"])
    out = decided(f"- drop: {name}\n  expects: 吨/日\n  reason: 另一条线\n", said)
    assert (len(plain["project_capacities"]), len(out["project_capacities"])) == (1, 0)
    assert name not in out["claims"]["row_id"].to_list()


CAPACITY = {"project_id": "projects/0", "value": 5000, "unit": "吨/日"}


def test_a_decision_whose_key_is_no_word_is_told_with_its_line():
    with pytest.raises(CurationError, match=r"line 1: the keys of a decision are words"):
        parse("- ? [drop]\n  : off-1\n")
