"""Who took part, and how: a verb's scope is every person of its clause."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parse.reading import calls, claims, page, roles, rows

OPENING = "2024年3月16日上午，青河市召开重点项目推进会。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市长高远山主持会议。", {("高远山", "presided")}),
        ("市长高远山出席会议并讲话。", {("高远山", "attended"), ("高远山", "spoke")}),
        ("副市长陈岭、林晓梅参加会议。", {("陈岭", "attended"), ("林晓梅", "attended")}),
        ("市长高远山主持会议，副市长陈岭汇报工作。", {("高远山", "presided"), ("陈岭", "reported")}),
        ("会议由市长高远山主持。", {("高远山", "presided")}),
        ("市长高远山强调，要抓好落实。", {("高远山", "spoke")}),
        ("出席会议的有市长高远山，副市长陈岭、林晓梅。", {("高远山", "attended"), ("陈岭", "attended"), ("林晓梅", "attended")}),
        ("市长高远山，副市长陈岭，市财政局局长林晓梅出席会议。", {("高远山", "attended"), ("陈岭", "attended"), ("林晓梅", "attended")}),
        ("市领导高远山、陈岭出席。", {("高远山", "attended"), ("陈岭", "attended")}),
        ("受市长高远山委托，副市长陈岭主持会议。", {("陈岭", "presided")}),
    ],
)
def test_a_verb_takes_the_people_of_its_clause(text, expected):
    assert roles(OPENING + text) == expected


def test_respectively_deals_the_verbs_out_in_order():
    text = OPENING + "副市长陈岭、林晓梅分别宣读决定和作讲话。"
    assert roles(text) == {("陈岭", "reported"), ("林晓梅", "spoke")}


def test_a_bare_name_is_the_person_named_before():
    assert roles(OPENING + "市长高远山出席会议。高远山指出，要抓好落实。") == {("高远山", "attended"), ("高远山", "spoke")}


@pytest.mark.parametrize(
    "text",
    [
        "副市长陈岭因事请假。",
        "会议学习了市长高远山的讲话精神。",
        "副市长陈岭未参加会议。",
        "市财政局局长林晓梅负责落实。",
        "市长要主持好会议。",
    ],
)
def test_who_is_absent_studied_or_busy_elsewhere_took_no_part(text):
    assert roles(OPENING + text) == set()


def test_without_a_meeting_nobody_takes_part_in_anything():
    assert roles("市长高远山强调，要抓好落实。") == set()


def test_people_take_part_in_the_meeting_told_last_before_them():
    text = OPENING + "市长高远山出席。下午，清溪县召开防汛工作会议。县长陈岭主持会议。"
    made = claims(text)
    meeting = {row["official_id"]: row["meeting_id"] for row in rows(made, "participations")}
    held = {c.row: c.value for c in made if c.table == "meetings" and c.field == "name"}
    people = {c.row: c.value for c in made if c.table == "officials"}
    assert {people[who]: held[what] for who, what in meeting.items()} == {"高远山": "青河市重点项目推进会", "陈岭": "清溪县防汛工作会议"}


def test_a_teasers_people_take_no_part_in_the_articles_meeting():
    teaser = "清溪县县长陈岭出席活动并讲话。"
    assert ("陈岭", "attended") not in roles(OPENING + "市长高远山主持会议。", related=teaser)


PIECES = ["市长高远山", "副市长陈岭", "林晓梅", "主持会议", "出席", "并讲话", "汇报", "分别", "受", "委托", "由", "出席会议的有", "、", "，", "；", "。", "和", "(女)", "(", "强调", "陪同", "\n", "讲话精神", "等", "作", "听取"]
PAGES = st.lists(st.sampled_from(PIECES), max_size=18).map(lambda pieces: OPENING + "".join(pieces))


@given(PAGES)
@settings(deadline=None)
def test_a_role_is_told_by_a_verb_that_is_no_part_of_a_post(text):
    made = claims(text)
    taken = [(c.start, c.end) for c in made if c.table == "positions" and c.field == "post"]
    for claim in made:
        if claim.rule == "participations.verb":
            assert not any(a <= claim.start < b for a, b in taken)


@given(PAGES)
@settings(deadline=None)
def test_a_person_has_each_role_once_in_a_meeting(text):
    told = [(r["meeting_id"], r["official_id"], r["role"]) for r in rows(claims(text), "participations")]
    assert len(told) == len(set(told))


@given(PAGES)
@settings(deadline=None)
def test_exhortations_behind_the_page_give_nobody_a_role(text):
    assert roles(text + "\n各级各部门要压实责任，形成合力。\n要强化督导，严格考核。") == roles(text)


@given(PAGES)
@settings(deadline=None)
def test_a_page_told_twice_gives_the_same_roles(text):
    assert roles(f"{text}\n{text}") == roles(text)


@pytest.mark.parametrize(
    "unit",
    ["市长高远山主持会议，", "市长高远山、", "主持会议", "主持会议。", "分别", "出席会议的有", "出席会议的有市长高远山。", "受", "由", "(", "；", "听取", "市长高远山出席，"],
)
def test_work_grows_no_faster_than_the_text(unit, monkeypatch):
    monkeypatch.setattr("fangzhi.parse.page._LONGEST", 500)  # a run without stops is four pieces, then eight

    def work(times: int) -> int:
        from fangzhi.parse.participations import participations

        read = page(OPENING + unit * times)
        events = read.events
        return calls(lambda: participations(read, events))

    work(5)
    once = 2000 // len(unit)
    assert work(2 * once) <= 2.4 * work(once) + 2000
