"""What a person corrects: every cell of every table, also what it leads to; and all that hangs on it is judged again."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from fangzhi.contract import evidence_checks, key_checks, load, plain, polars_schema, violations
from fangzhi.resolve import resolve
from fangzhi.resolve.curation import CurationError, parse
from fangzhi.resolve.previous import of_tables
from tests.resolve.rows import claims, document, official

PAPER = {"adcode": "320312", "published_on": "2024-03-01"}
DOCUMENTS = [document(name, **PAPER) for name in "ab"]
MEETING = {"name": "区委农村工作会议", "kind": "conference", "held_on": "2024-02-20", "held_month": 2, "held_day": 20, "year_basis": "stated"}


def person(name: str, post: str, organization: str, title: str, more: dict[str, list] | None = None) -> dict[str, list]:
    return {**official(name, post, organization, title), **(more or {})}


TWO_POSTS = [
    *claims("a", person("张伟", "区教育局局长", "区教育局", "局长")),
    *claims("b", person("张伟", "区财政局局长", "区财政局", "局长")),
]
AT_A_MEETING = claims(
    "a",
    {
        "meetings": [MEETING, {**MEETING, "name": "区委经济工作会议"}],
        "officials": [{"name": "孟知秋"}, {"name": "林晓梅"}],
        "positions": [
            {"official_id": "officials/0", "post": "区委书记", "organization": "区委", "title": "书记"},
            {"official_id": "officials/1", "post": "区长", "title": "区长"},
        ],
        "participations": [{"meeting_id": "meetings/0", "official_id": "officials/0", "role": "presided"}],
        "targets": [{"meeting_id": "meetings/0", "subject": "铜山区", "indicator": "工业增加值增长", "value": "8.5", "unit": "%"}],
    },
)
PROJECTS = [
    *claims(
        "a",
        {
            "projects": [{"name": "晨岚储能电池基地", "proponent": "晨岚新能源公司"}, {"name": "柳岸水泥熟料生产线", "proponent": "柳岸建材公司"}],
            "project_capacities": [{"project_id": "projects/0", "value": 5000, "unit": "吨/日"}],
        },
    ),
    *claims("b", {"villages": [{"name": "沙庄村", "town": "棠张镇"}], "village_designations": [{"village_id": "villages/0", "designation": "美丽乡村"}]}),
]


def key(table: str) -> str:
    return load()[table].primary_key[0]


def ids(out: dict[str, pl.DataFrame], table: str, column: str, value: str) -> str:
    """The identifier of the row of a table in which a column has this value."""
    return plain(out[table]).row(by_predicate=pl.col(column) == value, named=True)[key(table)]


def row(out: dict[str, pl.DataFrame], table: str, name: str) -> dict[str, Any]:
    return plain(out[table]).row(by_predicate=pl.col(key(table)) == name, named=True)


def entry(name: str, field: str, value: str, expects: str | None, reason: str = "核对") -> str:
    said = "null" if expects is None else f'"{expects}"'
    return f'- correct: {name}\n  field: {field}\n  value: "{value}"\n  expects: {said}\n  reason: {reason}\n'


def decided(said: list[dict], text: str, **options: Any) -> dict[str, pl.DataFrame]:
    """The tables with some decisions, which keep the contract."""
    out = resolve(DOCUMENTS, said, curation=parse(text), **options)
    assert not [v for table in load() if table.name in out for v in violations(table, plain(out[table.name]))]
    assert broken(out) == []
    return out


def broken(out: dict[str, pl.DataFrame]) -> list[str]:
    import duckdb

    connection = duckdb.connect()
    for table in load():
        connection.register(table.name, out.get(table.name, pl.DataFrame(schema=polars_schema(table))).to_arrow())
    queries = [q for table in load() for q in key_checks(table)] + list(evidence_checks(load()))
    return [query.name for query in queries if connection.sql(query.sql).fetchall()]


def cited(out: dict[str, pl.DataFrame], name: str, field: str) -> list[str]:
    """The values that the claims of a person give for a cell."""
    told = plain(out["claims"]).filter(rule="curation.correct", row_id=name, field=field)
    return told["value"].to_list()


def test_the_person_of_a_participation_is_corrected_and_cited():
    before = resolve(DOCUMENTS, AT_A_MEETING)
    one, other = (ids(before, "officials", "name", name) for name in ("孟知秋", "林晓梅"))
    name = ids(before, "participations", "role", "presided")
    out = decided(AT_A_MEETING, entry(name, "official_id", other, one))
    assert row(out, "participations", name)["official_id"] == other
    assert cited(out, name, "official_id") == [other]


def test_a_reference_is_told_by_a_claim_of_the_name_too():
    before = resolve(DOCUMENTS, AT_A_MEETING)
    one, other = (ids(before, "officials", "name", name) for name in ("孟知秋", "林晓梅"))
    claim = plain(before["claims"]).row(by_predicate=(pl.col("row_id") == other) & (pl.col("field") == "name"), named=True)["claim_id"]
    name = ids(before, "participations", "role", "presided")
    assert row(decided(AT_A_MEETING, entry(name, "official_id", claim, one)), "participations", name)["official_id"] == other


def test_a_post_whose_place_is_told_is_one_of_a_body_of_it_and_its_person_is_judged_by_that():
    documents = [document("a", published_on="2024-03-01"), document("b", adcode="320300", published_on="2024-03-01")]
    said = [*claims("a", person("孟知秋", "市委书记", "市委", "书记")), *claims("b", person("孟知秋", "市委书记", "市委", "书记"))]
    before = resolve(documents, said)
    assert len(before["officials"]) == 2
    lines = plain(before["positions"])
    name = lines.row(by_predicate=pl.col("document_id") == "doc-a", named=True)["position_id"]
    out = resolve(documents, said, curation=parse(entry(name, "adcode", "320300", None)))
    assert len(out["officials"]) == 1
    assert len(set(plain(out["positions"])["organization_id"])) == 1


def test_the_meeting_of_a_participation_and_of_a_target_is_corrected():
    before = resolve(DOCUMENTS, AT_A_MEETING)
    one, other = (ids(before, "meetings", "name", name) for name in ("区委农村工作会议", "区委经济工作会议"))
    for table, column, value in (("participations", "role", "presided"), ("targets", "indicator", "工业增加值增长")):
        name = ids(before, table, column, value)
        out = decided(AT_A_MEETING, entry(name, "meeting_id", other, one))
        assert row(out, table, name)["meeting_id"] == other
        assert cited(out, name, "meeting_id") == [other]


def test_the_person_of_a_position_is_corrected_with_spell_and_sector():
    before = resolve(DOCUMENTS, AT_A_MEETING)
    one, other = (ids(before, "officials", "name", name) for name in ("孟知秋", "林晓梅"))
    name = ids(before, "positions", "post", "区委书记")
    out = decided(AT_A_MEETING, entry(name, "official_id", other, one))
    assert row(out, "positions", name)["official_id"] == other
    assert set(plain(out["tenures"])["official_id"]) == {other}
    assert row(out, "officials", one)["sector"] is None


def test_the_village_of_a_title_and_the_project_of_a_capacity_are_corrected():
    said = [*PROJECTS, *claims("c", {"villages": [{"name": "柳溪村", "town": "棠张镇"}]})]
    documents = [*DOCUMENTS, document("c", **PAPER)]
    before = resolve(documents, said)
    village, title = ids(before, "villages", "name", "柳溪村"), before["village_designations"]["village_designation_id"][0]
    project, other = (ids(before, "projects", "name", name) for name in ("晨岚储能电池基地", "柳岸水泥熟料生产线"))
    text = entry(title, "village_id", village, ids(before, "villages", "name", "沙庄村"))
    text += entry(f"{project}|5000|吨/日", "project_id", other, project)
    out = resolve(documents, said, curation=parse(text))
    assert broken(out) == []
    assert out["village_designations"]["village_id"].to_list() == [village]
    assert out["project_capacities"]["project_id"].to_list() == [other]


@pytest.mark.parametrize(("field", "value", "expects", "new"), [("value", "50000", "5000", "50000|吨/日"), ("unit", "吨/年", "吨/日", "5000|吨/年")])
def test_a_capacity_is_corrected_and_called_by_what_it_says_now(field: str, value: str, expects: str, new: str):
    project = ids(resolve(DOCUMENTS, PROJECTS), "projects", "name", "晨岚储能电池基地")
    out = decided(PROJECTS, entry(f"{project}|5000|吨/日", field, value, expects))
    assert len(out["project_capacities"]) == 1
    assert cited(out, f"{project}|{new}", field) == [value]


def test_a_projects_place_is_corrected_by_its_code():
    before = resolve(DOCUMENTS, PROJECTS)
    name = ids(before, "projects", "name", "晨岚储能电池基地")
    out = decided(PROJECTS, entry(name, "adcode", "320300", "320312"))
    assert {row(out, "projects", name)[field] for field in ("adcode", "place_id")} == {"320300"}
    assert cited(out, name, "adcode") == cited(out, name, "place_id") == ["320300"]
    out = decided(PROJECTS, entry(name, "place_id", "320300", "320312"))
    assert {row(out, "projects", name)[field] for field in ("adcode", "place_id")} == {"320300"}


def test_the_organisation_of_a_position_and_the_company_of_a_project_are_corrected():
    before = resolve(DOCUMENTS, TWO_POSTS)
    one, other = (ids(before, "positions", "post", post) for post in ("区教育局局长", "区财政局局长"))
    body, wrong = (row(before, "positions", name)["organization_id"] for name in (other, one))
    out = decided(TWO_POSTS, entry(one, "organization_id", body, wrong))
    assert row(out, "positions", one)["organization_id"] == body
    assert set(plain(out["tenures"])["organization_id"]) == {body}
    before = resolve(DOCUMENTS, PROJECTS)
    one, other = (ids(before, "projects", "name", name) for name in ("晨岚储能电池基地", "柳岸水泥熟料生产线"))
    company, wrong = (row(before, "projects", name)["proponent_id"] for name in (other, one))
    out = decided(PROJECTS, entry(one, "proponent_id", company, wrong))
    assert row(out, "projects", one)["proponent_id"] == company


def test_a_corrected_company_is_looked_up_and_no_document_is_said_to_print_it():
    name = ids(resolve(DOCUMENTS, PROJECTS), "projects", "name", "晨岚储能电池基地")
    out = decided(PROJECTS, entry(name, "proponent", "柳岸建材公司", "晨岚新能源公司"))
    (company,) = set(plain(out["projects"])["proponent_id"])
    printed = plain(out["aliases"]).filter(pl.col("row_id") == company)
    paths = dict(plain(out["documents"]).select("document_id", "path").iter_rows())
    assert row(out, "organizations", company)["name"] == "柳岸建材公司"
    assert "a.txt" not in {paths[document] for document, alias in printed.select("document_id", "alias").iter_rows() if alias == "晨岚新能源公司"}


def test_people_are_judged_again_by_a_corrected_post():
    before = resolve(DOCUMENTS, TWO_POSTS)
    assert len(before["officials"]) == 2
    name = ids(before, "positions", "post", "区财政局局长")
    text = entry(name, "post", "区教育局局长", "区财政局局长") + entry(name, "organization", "区教育局", "区财政局")
    out = decided(TWO_POSTS, text)
    assert len(out["officials"]) == 1
    assert plain(out["judgements"])["decision"].to_list() == ["same"]
    assert row(out, "positions", name)["post"] == "区教育局局长"


def test_people_whom_a_wrong_post_made_one_are_two_again():
    said = [
        *claims("a", person("张伟", "区教育局局长", "区教育局", "局长")),
        *claims("b", person("张伟", "区教育局副局长", "区教育局", "副局长")),
    ]
    before = resolve(DOCUMENTS, said)
    (one,) = before["officials"]["official_id"]
    name = ids(before, "positions", "post", "区教育局副局长")
    text = entry(name, "post", "区财政局副局长", "区教育局副局长") + entry(name, "organization", "区财政局", "区教育局")
    out = decided(said, text)
    assert len(out["officials"]) == 2
    assert one in out["officials"]["official_id"].to_list()


def test_people_are_judged_again_by_a_corrected_participation():
    def told(post: str, name: str = "张伟") -> dict[str, list]:
        rows = {"meetings": [MEETING], "officials": [{"name": "张伟"}, {"name": "林晓梅"}]}
        rows["positions"] = [{"official_id": "officials/0", "post": post, "organization": post[:-2], "title": "局长"}]
        rows["participations"] = [{"meeting_id": "meetings/0", "official_id": f"officials/{int(name != '张伟')}", "role": "spoke"}]
        return rows

    said = [*claims("a", told("区教育局局长")), *claims("b", told("区财政局局长", "林晓梅"))]
    before = resolve(DOCUMENTS, said)
    people = plain(before["officials"]).filter(name="张伟")["official_id"].to_list()
    assert len(people) == 2
    lines = plain(before["participations"])
    line = lines.row(by_predicate=pl.col("document_id") == "doc-b", named=True)
    post = plain(before["positions"]).row(by_predicate=pl.col("document_id") == "doc-b", named=True)
    out = decided(said, entry(line["participation_id"], "official_id", post["official_id"], line["official_id"]))
    judged = plain(out["judgements"]).filter(pl.col("reason").str.contains("at one meeting"))
    assert len(judged) == 1


def test_projects_are_judged_again_by_a_corrected_place():
    def told(name: str, **more: Any) -> dict[str, list]:
        return {"projects": [{"name": name, **more}]}

    said = [*claims("a", told("晨岚储能电池基地", place="铜山区")), *claims("b", told("晨岚储能电池基地", place="贾汪区"))]
    before = resolve(DOCUMENTS, said)
    assert len(before["projects"]) == 2
    name = ids(before, "projects", "place", "贾汪区")
    for text in (entry(name, "place", "铜山区", "贾汪区"), entry(name, "adcode", "320312", "320305")):
        assert len(decided(said, text)["projects"]) == 1


def test_meetings_are_judged_again_by_a_corrected_day():
    def told(day: str) -> dict[str, list]:
        return {"meetings": [{**MEETING, "held_on": f"2024-02-{day}", "held_day": int(day)}]}

    said = [*claims("a", told("20")), *claims("b", told("21"))]
    before = resolve(DOCUMENTS, said)
    name = next(n for n, day in before["meetings"].select("meeting_id", "held_on").iter_rows() if day.day == 21)
    assert len(before["meetings"]) == 2
    out = decided(said, entry(name, "held_on", "2024-02-20", "2024-02-21"))
    assert plain(out["meetings"]).select("held_month", "held_day").rows() == [(2, 20)]


def test_a_corrected_name_changes_no_identifier():
    before = resolve(DOCUMENTS, TWO_POSTS)
    name = row(before, "positions", ids(before, "positions", "post", "区教育局局长"))["official_id"]
    out = decided(TWO_POSTS, entry(name, "name", "张玮", "张伟"))
    assert row(out, "officials", name)["name"] == "张玮"
    assert set(out["positions"]["position_id"]) == set(before["positions"]["position_id"])
    assert set(out["officials"]["official_id"]) == set(before["officials"]["official_id"])


def test_the_same_decisions_give_the_same_rows_in_the_next_release():
    before = resolve(DOCUMENTS, TWO_POSTS)
    name = ids(before, "positions", "post", "区财政局局长")
    text = entry(name, "post", "区教育局局长", "区财政局局长") + entry(name, "organization", "区教育局", "区财政局")
    once = decided(TWO_POSTS, text, previous=of_tables(before))
    again = decided(TWO_POSTS, text, previous=of_tables(once))
    for table in ("officials", "positions", "tenures", "claims"):
        assert plain(once[table]).equals(plain(again[table])), table


def test_a_person_who_is_one_with_another_after_a_correction_is_named_by_either_identifier():
    before = resolve(DOCUMENTS, TWO_POSTS)
    wrong, right = (row(before, "positions", ids(before, "positions", "post", post))["official_id"] for post in ("区财政局局长", "区教育局局长"))
    name = ids(before, "positions", "post", "区财政局局长")
    text = entry(name, "post", "区教育局局长", "区财政局局长") + entry(name, "organization", "区教育局", "区财政局")
    text += entry(wrong, "name", "张炜", "张伟") + entry(right, "name", "张炜", "张伟")
    once = decided(TWO_POSTS, text, previous=of_tables(before))
    assert plain(once["redirects"]).select("old_id", "new_id").rows() in ([(wrong, right)], [(right, wrong)])
    again = decided(TWO_POSTS, text, previous=of_tables(once))
    assert plain(once["officials"]).equals(plain(again["officials"]))


def test_what_is_merged_stays_merged_where_cells_are_corrected_too():
    before = resolve(DOCUMENTS, TWO_POSTS)
    first, second = before["officials"]["official_id"]
    name = ids(before, "positions", "post", "区财政局局长")
    text = f"- merge: [{first}, {second}]\n  expects: 张伟\n  reason: 同一人\n" + entry(name, "title", "副局长", "局长")
    out = decided(TWO_POSTS, text)
    assert len(out["officials"]) == 1
    assert row(out, "positions", name)["title"] == "副局长"


def test_people_whom_nothing_told_apart_are_kept_apart_once_a_cell_is_corrected():
    said = [*claims("a", person("张伟", "区教育局局长", "区教育局", "局长")), *claims("b", person("张伟", "区教育局局长", "区教育局", "局长"))]
    before = resolve(DOCUMENTS, said)
    first, second = plain(before["claims"]).filter(field="name")["claim_id"]
    apart = f"- keep_apart: [{first}, {second}]\n  expects: 张伟\n  reason: 同名两人\n"
    with pytest.raises(CurationError, match="correct one of them"):
        decided(said, apart)
    name = plain(before["positions"]).row(by_predicate=pl.col("document_id") == "doc-b", named=True)["position_id"]
    assert len(decided(said, apart + entry(name, "title", "副局长", "局长"))["officials"]) == 2


def test_a_dropped_position_tells_nothing_of_its_person():
    said = [*claims("a", person("张伟", "区教育局局长", "区教育局", "局长")), *claims("b", person("张伟", "区教育局副局长", "区教育局", "副局长"))]
    before = resolve(DOCUMENTS, said)
    name = ids(before, "positions", "post", "区教育局副局长")
    out = decided(said, f"- drop: {name}\n  expects: 区教育局副局长\n  reason: 不是职务\n")
    assert (len(before["officials"]), len(out["officials"])) == (1, 2)


def wrong(said: list[dict], text: str) -> str:
    with pytest.raises(CurationError) as error:
        resolve(DOCUMENTS, said, curation=parse(text))
    assert str(error.value).startswith("curation.yaml: line 1: ")
    return str(error.value)


@pytest.mark.parametrize(
    ("field", "value", "expects", "reason"),
    [
        ("official_id", "off-000000000000", "{one}", "off-000000000000 is no row of officials"),
        ("official_id", "{other}", "{other}", "expects {other} in official_id, finds {one}"),
        ("meeting_id", "{one}", "{meeting}", "{one} is no row of meetings"),
        ("document_id", "doc-b", "doc-a", "document_id is no cell that can be corrected; participations has"),
        ("role", "sang", "presided", "sang is none of"),
        ("role", "", "presided", "the value of role is empty"),
    ],
)
def test_a_reference_that_leads_nowhere_or_a_value_that_does_not_fit_fails_with_its_line(field, value, expects, reason):
    before = resolve(DOCUMENTS, AT_A_MEETING)
    known = {"one": ids(before, "officials", "name", "孟知秋"), "other": ids(before, "officials", "name", "林晓梅"), "meeting": ids(before, "meetings", "name", "区委农村工作会议")}
    name = ids(before, "participations", "role", "presided")
    assert reason.format(**known) in wrong(AT_A_MEETING, entry(name, field, value.format(**known), expects.format(**known)))


@pytest.mark.parametrize(
    ("table", "field", "value", "reason"),
    [
        ("positions", "as_of", "2024-13-45", "is no date"),
        ("positions", "changed_on", "gestern", "is no date"),
        ("positions", "organization_id", "org-000000000000", "is no row of organizations"),
        ("positions", "place_id", "plc-000000000000", "is no row of places"),
        ("positions", "adcode", "999999", "is no code of GB/T 2260"),
        ("tenures", "title", "x", "rows of this table are made of others"),
    ],
)
def test_a_value_that_no_cell_can_hold_is_refused(table, field, value, reason):
    before = resolve(DOCUMENTS, TWO_POSTS)
    line = plain(before[table]).row(0, named=True)
    expects = line[field]
    assert reason in wrong(TWO_POSTS, entry(line[key(table)], field, value, None if expects is None else str(expects)))


def test_a_row_that_would_say_what_another_says_is_refused():
    said = claims(
        "a",
        {
            "meetings": [MEETING],
            "officials": [{"name": "孟知秋"}, {"name": "林晓梅"}],
            "participations": [{"meeting_id": "meetings/0", "official_id": f"officials/{n}", "role": "spoke"} for n in (0, 1)],
        },
    )
    before = resolve(DOCUMENTS, said)
    one, other = (ids(before, "officials", "name", name) for name in ("孟知秋", "林晓梅"))
    name, twin = (ids(before, "participations", "official_id", who) for who in (one, other))
    assert f"says what {twin} says already; drop it instead" in wrong(said, entry(name, "official_id", other, one))


def test_a_correction_of_a_row_that_another_decision_drops_is_refused():
    before = resolve(DOCUMENTS, TWO_POSTS)
    name = ids(before, "positions", "post", "区财政局局长")
    text = entry(name, "title", "副局长", "局长") + f"- drop: {name}\n  expects: 区财政局局长\n  reason: x\n"
    assert "is of a row that is dropped" in wrong(TWO_POSTS, text)
