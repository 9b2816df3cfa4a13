"""Visits: who went where to see what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parse.reading import calls, claims, meetings, page, roles, rows

DAY = "2024年5月8日下午，"


def visits(text: str, **known) -> list[tuple[str, str | None]]:
    """Name and place of each visit."""
    return [(r["name"], r.get("venue")) for r in meetings(text, **known) if r["kind"] == "inspection"]


@pytest.mark.parametrize(
    ("text", "name", "venue"),
    [
        ("市长高远山到青河经济开发区调研。", "高远山到青河经济开发区调研", "青河经济开发区"),
        ("市长高远山赴清溪县督导防汛工作。", "高远山赴清溪县督导", "清溪县"),
        ("市长高远山一行到清溪县考察。", "高远山到清溪县考察", "清溪县"),
        ("市长高远山先后来到清溪水库、云岭镇，就防汛工作开展检查。", None, "清溪水库、云岭镇"),
        ("市长高远山在清溪县调研时强调，要抓好春耕。", "高远山到清溪县调研", "清溪县"),
        ("市长高远山、副市长陈岭到清溪县走访慰问。", "高远山、陈岭到清溪县走访慰问", "清溪县"),
    ],
)
def test_a_visit_is_called_by_visitor_place_and_deed(text, name, venue):
    ((told, place),) = visits(DAY + text)
    assert place == venue
    assert name is None or told == name


def test_the_visitor_inspected_and_who_went_along_accompanied():
    text = DAY + "市长高远山到清溪县调研，副市长林晓梅、县委书记陈岭陪同。"
    assert roles(text) == {("高远山", "inspected"), ("林晓梅", "accompanied"), ("陈岭", "accompanied")}


def test_day_and_part_of_the_day_are_those_before_the_visitor():
    (row,) = meetings(DAY + "市长高远山到清溪县调研。")
    assert (row["held_on"], row["day_part"]) == ("2024-05-08", "afternoon")


def test_a_visit_told_twice_is_one_row():
    text = DAY + "市长高远山到清溪县调研。高远山在清溪县调研时强调，要抓好春耕。"
    assert len(visits(text)) == 1


def test_a_group_without_a_named_person_visits_too():
    assert visits(DAY + "省防汛检查组到清溪县检查防汛工作。") == [("省防汛检查组到清溪县检查", "清溪县")]


@pytest.mark.parametrize(
    "text",
    [
        "要深入基层一线调研，摸清底数。",
        "市长高远山将到清溪县调研。",
        "各县区要开展督导检查。",
        "市长高远山多次到清溪县调研。",
        "会议听取了调研情况汇报。",
        "高远山到清溪县调研。",
    ],
)
def test_plans_duties_habits_and_unknown_people_make_no_visit(text):
    assert visits(DAY + text) == []


PIECES = [DAY, "市长高远山", "副市长陈岭", "到", "赴", "在", "清溪县", "云岭镇", "调研", "走访慰问", "一行", "先后", "将", "就防汛工作", "、", "，", "。", "陪同", "时强调", "检查组", "(女)", "\n", "率队"]
PAGES = st.lists(st.sampled_from(PIECES), max_size=18).map("".join)


@given(PAGES)
@settings(deadline=None)
def test_the_name_of_a_visit_is_told_by_its_place_and_its_people_in_the_text(text):
    for claim in claims(text):
        if claim.field == "venue":
            assert text[claim.start : claim.end] == claim.value
            assert claim.value.strip("，、。 \n") == claim.value
        if claim.rule in ("meetings.visit", "meetings.visit_object") and claim.field == "name":
            assert "\n" not in text[claim.start : claim.end]
            assert "\n" not in claim.value


@given(PAGES)
@settings(deadline=None)
def test_who_inspected_is_told_in_the_name_of_a_visit(text):
    made = claims(text)
    held = {c.row: "" for c in made if c.table == "meetings"}
    for claim in made:
        if claim.table == "meetings" and claim.field == "name":
            held[claim.row] += claim.value
    people = {c.row: c.value for c in made if c.table == "officials"}
    for row in rows(made, "participations"):
        assert row["role"] != "inspected" or people[row["official_id"]] in held[row["meeting_id"]]


@pytest.mark.parametrize(
    "unit",
    ["市长高远山到清溪县调研，", "市长高远山到清溪县调研。", "调研", "到", "到清溪县调研", "检查组到", "市长高远山", "一行", "、", "3月1日"],
)
def test_work_grows_no_faster_than_the_text(unit, monkeypatch):
    monkeypatch.setattr("fangzhi.parse.page._LONGEST", 500)  # a run without stops is four pieces, then eight

    def work(times: int) -> int:
        return calls(lambda: page(DAY + unit * times).events)

    work(5)
    once = 2000 // len(unit)
    assert work(2 * once) <= 2.4 * work(once) + 2000
