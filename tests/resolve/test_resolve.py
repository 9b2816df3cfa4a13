"""Who is one and who is not, shown on two or three documents each."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from fangzhi.contract import evidence_checks, key_checks, load, plain, polars_schema, violations
from fangzhi.resolve import resolve
from tests.resolve.rows import claims, document, official
from tests.resolve.world import world


def tables(*told: tuple[dict[str, Any], dict[str, list]], **options: Any) -> dict[str, pl.DataFrame]:
    """The tables of some documents, each a row and what it says."""
    said = [c for own, rows in told for c in claims(own["document_id"].removeprefix("doc-"), rows)]
    return resolve([own for own, _ in told], said, **options)


def two_officials(first: dict, second: dict, **known: Any) -> int:
    """How many people two documents of one city's paper speak of."""
    paper = {"publisher": "徐州日报", **known}
    return len(tables((document("a", **paper), first), (document("b", **paper), second))["officials"])


def test_a_name_with_the_same_post_in_a_short_and_a_full_form_is_one_person():
    full = official("张克", "徐州经济技术开发区党工委书记", "徐州经济技术开发区", "党工委书记")
    assert two_officials(full, official("张克", "经开区党工委书记", "经开区", "党工委书记")) == 1


def test_a_common_name_with_posts_of_two_departments_is_two_people_and_an_unsure_pair():
    paper = {"publisher": "铜山区融媒体中心"}
    out = tables(
        (document("a", **paper), official("张伟", "区教育局局长", "区教育局", "局长")),
        (document("b", **paper), official("张伟", "区财政局局长", "区财政局", "局长")),
    )
    assert len(out["officials"]) == 2
    assert out["judgements"]["decision"].to_list() == ["unsure"]


def test_a_name_alone_merges_nobody_across_places():
    county = official("周锦程", "县委书记", "县委")
    out = tables(
        (document("a", publisher="沛县融媒体中心"), county),
        (document("b", publisher="歙县融媒体中心"), county),
    )
    assert len(out["officials"]) == 2


def test_heads_of_two_places_at_one_time_are_different_even_with_a_rare_name():
    rows = {
        **official("臧晓鹏", "徐州市委常委", "徐州市委", "常委"),
    }
    rows["positions"].append(
        {"official_id": "officials/0", "post": "铜山区委书记", "organization": "铜山区委", "title": "书记"}
    )
    other = official("臧晓鹏", "徐州市委常委", "徐州市委", "常委")
    other["positions"].append(
        {"official_id": "officials/0", "post": "沛县县委书记", "organization": "沛县县委", "title": "书记"}
    )
    paper = {"publisher": "徐州日报", "published_on": "2023-05-01"}
    out = tables((document("a", **paper), rows), (document("b", **paper), other))
    assert len(out["officials"]) == 2
    assert out["judgements"]["decision"].to_list() == ["different"]


def test_a_national_leader_is_one_person_in_papers_of_two_provinces():
    said = {
        "officials": [{"name": "某某平"}],
        "positions": [{"official_id": "officials/0", "post": "总书记", "title": "总书记"}],
    }
    out = tables((document("a", publisher="徐州日报"), said), (document("b", publisher="曲靖日报"), said))
    assert len(out["officials"]) == 1


def project(name: str, **more: Any) -> dict[str, list]:
    return {"projects": [{"name": name, "category": "industrial", **more}]}


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("晨岚新能源储能电池基地", "晨岚新能源储能电池产业园", 1),
        ("晨岚新能源年产8万吨负极材料", "晨岚新能源负极材料项目", 1),
        ("晨岚新能源储能电池二期", "晨岚新能源储能电池三期", 2),
        ("晨岚新能源4.6万吨颗粒硅", "晨岚新能源年产8万吨颗粒硅", 2),
        ("晨岚新能源储能电池", "晨岚新能源氢能装备", 2),
    ],
)
def test_projects_are_one_by_name_and_never_over_phases_or_amounts(first: str, second: str, count: int):
    paper = {"publisher": "徐州日报"}
    out = tables((document("a", **paper), project(first)), (document("b", **paper), project(second)))
    assert len(out["projects"]) == count


def test_a_projects_history_is_its_reports_and_its_stage_the_latest():
    out = tables(
        (document("a", publisher="徐州日报", published_on="2023-01-02"), project("晨岚储能电池基地", stage="signed")),
        (
            document("b", publisher="徐州日报", published_on="2024-01-02"),
            project("晨岚储能电池基地", stage="in_production"),
        ),
    )
    assert out["projects"]["stage"].to_list() == ["in_production"]
    assert sorted(out["project_reports"]["stage"].to_list()) == ["in_production", "signed"]
    assert out["conflicts"].is_empty()


def test_a_step_back_is_a_conflict():
    out = tables(
        (
            document("a", publisher="徐州日报", published_on="2023-01-02"),
            project("晨岚储能电池基地", stage="in_production"),
        ),
        (document("b", publisher="徐州日报", published_on="2024-01-02"), project("晨岚储能电池基地", stage="signed")),
    )
    assert set(out["conflicts"]["kind"]) == {"step_back"}


def test_a_more_precise_amount_is_taken_and_both_are_shown():
    def told(amount: int) -> dict[str, list]:
        return project("晨岚储能电池基地", investment_amount=amount, investment_currency="CNY")

    out = tables(
        (document("a", publisher="徐州日报", published_on="2023-01-02"), told(1286000000)),
        (document("b", publisher="徐州日报", published_on="2024-01-02"), told(1300000000)),
    )
    assert [int(v) for v in out["projects"]["investment_amount"]] == [1286000000]
    shown = out["conflicts"].sort("value").select("value", "taken").rows()
    assert shown == [("1286000000", True), ("1300000000", False)]


def test_a_damaged_copy_is_marked_and_loses_where_it_says_otherwise():
    def told(brand: str) -> dict[str, list]:
        return {"projects": [{"name": name} for name in (f"大连{brand}新能源电机", *"甲乙丙丁戊己庚")]}

    clean, damaged = document("a", publisher="徐州日报"), document("b", publisher="徐州日报", repairs=600)
    names = ("云栖储能电池", "恒岳光伏组件", "启泽特种玻璃", "博澜碳纤维", "瀚川预制菜", "嘉禾轴承", "鼎晟变压器")
    first, second = told("日丰"), told("日牵")
    for rows in (first, second):
        rows["projects"][1:] = [{"name": name} for name in names]
    out = tables((clean, first), (damaged, second))
    copies = dict(out["documents"].select("document_id", "duplicate_of").iter_rows())
    assert copies == {"doc-a": None, "doc-b": "doc-a"}
    assert len(out["projects"]) == 8
    assert "大连日丰新能源电机" in out["projects"]["name"].to_list()
    assert set(out["conflicts"]["value"]) == {"大连日丰新能源电机", "大连日牵新能源电机"}


def meeting(name: str, day: str | None = None, **more: Any) -> dict[str, list]:
    dated = {"held_on": day, "year_basis": "stated"} if day else {}
    return {"meetings": [{"name": name, "kind": "conference", "held_month": 8, "held_day": 14, **dated, **more}]}


def test_a_meeting_told_under_a_short_and_a_full_name_is_one_and_takes_the_known_year():
    out = tables(
        (document("a", publisher="徐州日报"), meeting("徐州经济技术开发区党工委工作会议", "2022-08-14")),
        (document("b", publisher="徐州日报"), meeting("经开区党工委工作会议")),
    )
    assert out["meetings"].select("name", pl.col("held_on").cast(pl.String)).rows() == [
        ("徐州经济技术开发区党工委工作会议", "2022-08-14")
    ]


def test_meetings_of_one_day_in_two_places_are_two():
    out = tables(
        (document("a", publisher="徐州日报"), meeting("市委工作会议", "2022-08-14")),
        (document("b", publisher="曲靖日报"), meeting("市委工作会议", "2022-08-14")),
    )
    assert len(out["meetings"]) == 2


def test_people_of_one_name_at_one_meeting_are_one_person():
    def told(post: str) -> dict[str, list]:
        rows = {**meeting("市委农村工作会议", "2022-08-14"), **official("张伟", post, None, post)}
        rows["participations"] = [{"meeting_id": "meetings/0", "official_id": "officials/0", "role": "presided"}]
        return rows

    out = tables(
        (document("a", publisher="徐州日报"), told("市委副秘书长")), (document("b", publisher="徐州日报"), told("主任"))
    )
    assert len(out["officials"]) == 1


def village(name: str, town: str | None, county: str | None) -> dict[str, list]:
    line = {"name": name, "kind": "administrative", "town": town, "county": county}
    return {"villages": [{k: v for k, v in line.items() if v}]}


def test_villages_are_one_in_one_town_and_two_in_two():
    def count(*told: tuple[str, str | None, str | None]) -> int:
        return len(
            tables(*((document(str(n), publisher="徐州日报"), village(*v)) for n, v in enumerate(told)))["villages"]
        )

    assert count(("沙庄村", "棠张镇", "铜山区"), ("沙庄村", "棠张镇", "铜山区")) == 1
    assert count(("沙庄村", "棠张镇", "铜山区"), ("沙庄村", "柳泉镇", "铜山区")) == 2
    assert count(("沙庄村", "棠张镇", "铜山区"), ("沙庄村", "棠张镇", "沛县")) == 2


def test_a_village_of_a_county_of_former_days_has_a_code_of_six_digits():
    out = tables((document("a", publisher="常州日报"), village("沙庄村", "棠张镇", "金坛市")))
    assert out["villages"]["adcode"].to_list() == ["320482"]
    assert not violations(load()["villages"], plain(out["villages"]))


def test_all_tables_keep_the_contract_also_where_rows_lead_nowhere():
    broken = {
        "officials": [{"name": "张克"}],
        "positions": [{"official_id": "officials/7", "post": "书记"}, {"post": "主任"}],
        "participations": [{"meeting_id": "meetings/0", "official_id": "officials/0", "role": "spoke"}],
        "targets": [{"indicator": "工业增加值增长", "value": "8.5", "unit": "%"}],
    }
    out = tables((document("a"), broken), (document("b"), {}))
    assert not [v for table in load() if table.name in out for v in violations(table, plain(out[table.name]))]
    assert _broken_checks(out) == []


def _broken_checks(out: dict[str, pl.DataFrame]) -> list[str]:
    import duckdb

    connection = duckdb.connect()
    for table in load():
        frame = out.get(table.name, pl.DataFrame(schema=polars_schema(table)))
        connection.register(table.name, frame.to_arrow())
    queries = [q for table in load() for q in key_checks(table)] + list(evidence_checks(load()))
    return [query.name for query in queries if connection.sql(query.sql).fetchall()]


def test_what_is_judged_the_same_is_one_row_and_what_is_different_is_two():
    made = world(seed=13, documents=60, counties=8)
    judged = resolve(made.documents, made.claims)["judgements"]
    same, other = judged.filter(decision="same"), judged.filter(decision="different")
    assert (same["left_row_id"] == same["right_row_id"]).all()
    assert (other["left_row_id"] != other["right_row_id"]).all()
    assert len(same) > len(other) > 0


def test_nothing_said_gives_empty_tables():
    out = resolve([], [])
    assert all(frame.is_empty() for frame in out.values())


def test_the_place_that_a_documents_text_tells_settles_what_its_claims_leave_open():
    said = claims("a", official("孟知秋", "市委书记")) + claims("b", official("孟知秋", "市委书记", "徐州市委"))
    out = resolve([document("a", adcode="320300"), document("b", adcode="000000")], said)
    assert out["documents"]["adcode"].to_list() == ["320300", "320300"]
    assert len(out["officials"]) == 1


def test_a_companys_short_name_that_documents_of_one_project_print_is_its_alias():
    papers = [document(name, adcode="320300", published_on="2024-03-01") for name in "abc"]
    said = claims("a", project("晨岚颗粒硅项目", proponent="晨岚")) + claims("b", project("江苏晨岚硅业颗粒硅项目", proponent="江苏晨岚硅业"))
    said += claims("c", project("晨岚储能电池基地", proponent="晨岚"))
    out = resolve(papers, said)
    assert len(out["projects"]) == 2
    (company,) = set(out["projects"]["proponent_id"])
    assert out["organizations"].filter(organization_id=company)["name"].to_list() == ["江苏晨岚硅业"]
    assert set(out["aliases"].filter(row_id=company)["alias"]) == {"晨岚"}


def test_a_short_name_that_projects_tell_of_two_companies_stays_by_itself():
    papers = [document(name, adcode="320300", published_on="2024-03-01") for name in "abcd"]
    said = claims("a", project("晨岚颗粒硅项目", proponent="晨岚")) + claims("b", project("晨岚硅业颗粒硅项目", proponent="晨岚硅业"))
    said += claims("c", project("晨岚储能电池基地", proponent="晨岚")) + claims("d", project("晨岚电池储能电池基地", proponent="晨岚电池"))
    out = resolve(papers, said)
    assert "晨岚" not in out["aliases"].filter(table_name="organizations")["alias"].to_list()


def test_a_zone_is_one_body_by_its_short_form_and_its_long_one():
    papers = [document(name, adcode="320300") for name in "ab"]
    said = claims("a", official("孟知秋", "徐州经济技术开发区党工委书记", "徐州经济技术开发区党工委"))
    said += claims("b", official("孟知秋", "徐州经开区党工委书记", "徐州经开区党工委"))
    out = resolve(papers, said)
    (body,) = set(out["positions"]["organization_id"])
    assert out["aliases"].filter(row_id=body)["alias"].to_list() == ["徐州经济技术开发区党工委"]


def test_a_head_who_outlasts_two_others_in_the_seat_overlaps_with_both():
    days = {"a": "2024-01-01", "b": "2024-02-01", "c": "2024-03-01", "d": "2024-12-01"}
    papers = [document(name, adcode="320300", published_on=day) for name, day in days.items()]
    people = {"a": "孟知秋", "b": "林晓梅", "c": "高远山", "d": "孟知秋"}
    said = [claim for name, who in people.items() for claim in claims(name, official(who, "市委书记", "市委"))]
    assert resolve(papers, said)["tenures"]["overlaps"].to_list() == [True, True, True]


def test_a_meeting_that_a_document_calls_by_two_names_is_known_by_the_fuller_one_whichever_comes_first():
    def known(*names: str) -> list[str]:
        told = claims("a", {"meetings": [{"name": names[0], "kind": "conference", "held_on": "2024-03-04", "convener": "青河市"}]})
        told.append({**told[0], "value": names[1], "quote": names[1], "start": 400, "end": 400 + len(names[1])})
        documents = pl.DataFrame([document("a", publisher="青河市人民政府")], schema=polars_schema(load()["documents"]), strict=False)
        return resolve(documents, pl.DataFrame(told))["meetings"]["meeting_id"].to_list()

    long, short = "青河市重点项目建设推进会", "推进会"
    assert known(long, short) == known(short, long)
