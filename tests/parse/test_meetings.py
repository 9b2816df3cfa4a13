"""Meetings: what was held, where, when, by whom; and what was only cited or planned."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.parse import meetings as grammar
from fangzhi.parse import officials
from tests.parse.reading import calls, claims, meetings, page, rows

DAY = "2024年3月16日上午，"


def names(text: str, **known) -> list[str]:
    return [row["name"] for row in meetings(text, **known)]


class TestNames:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("青河市召开重点项目推进会。", "青河市重点项目推进会"),
            ("青河经济开发区召开党工委工作会议。", "青河经济开发区党工委工作会议"),
            ("全市防汛工作会议召开。", "全市防汛工作会议"),
            ("市长高远山主持召开市政府第12次常务会议。", "市政府第12次常务会议"),
            ("市长高远山出席全市防汛工作会议。", "全市防汛工作会议"),
            ("市长高远山在全市防汛工作会议上强调，要抓好落实。", "全市防汛工作会议"),
            ("青河市举行远山电池基地开工仪式。", "青河市远山电池基地开工仪式"),
            ("首届青河绿色发展论坛在青河宾馆开幕。", "首届青河绿色发展论坛"),
            ("青河市委常委会(扩大)会议召开。", "青河市委常委会(扩大)会议"),
        ],
    )
    def test_convener_and_kind_are_put_together(self, text, expected):
        assert names(DAY + text) == [expected]

    def test_a_name_in_quotation_marks_keeps_them_even(self):
        (name,) = names(DAY + "青河市召开“强县兴业”推进会。")
        assert name == "青河市“强县兴业”推进会"


class TestCounterExamples:
    @pytest.mark.parametrize(
        "text",
        [
            "会议传达学习全省经济工作会议精神。",
            "要深入学习贯彻全市教育大会精神。",
            "青河市将召开重点项目推进会。",
            "拟于近期举行签约仪式。",
            "要筹备好全市运动会。",
            "会议要求，各单位抓好落实。",
            "一要开好班子会议。",
        ],
    )
    def test_what_is_cited_studied_or_planned_is_no_meeting(self, text):
        assert names(DAY + text) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市委常委会会议", "committee"),
        ("市政府第12次常务会议", "committee"),
        ("防汛工作会议", "conference"),
        ("重点项目推进会", "conference"),
        ("绿色发展论坛", "summit"),
        ("重点项目开工仪式", "ceremony"),
        ("高质量发展新闻发布会", "press"),
    ],
)
def test_the_word_that_closes_a_name_tells_the_kind(name, kind):
    assert [row["kind"] for row in meetings(f"{DAY}青河市召开{name}。")] == [kind]


class TestDays:
    def test_day_and_part_of_the_day_are_those_before_the_name(self):
        (row,) = meetings("2024年3月16日下午，青河市召开重点项目推进会。")
        assert (row["held_on"], row["day_part"]) == ("2024-03-16", "afternoon")

    def test_a_meeting_of_the_same_day_takes_it_from_the_one_before(self):
        text = "2024年3月16日上午，青河市召开防汛工作会议。下午，清溪县召开重点项目推进会。"
        assert [(r["held_on"], r["day_part"]) for r in meetings(text)] == [("2024-03-16", "morning"), ("2024-03-16", "afternoon")]

    def test_the_only_day_of_a_page_is_that_of_its_meeting(self):
        (row,) = meetings("青河市召开重点项目推进会。市长高远山出席。截至2024年3月16日，项目全部开工。")
        assert row["held_on"] == "2024-03-16"

    def test_a_teaser_neither_takes_nor_gives_a_day(self):
        teaser = "清溪县召开重点项目推进会，县长陈岭出席会议。"
        rows = meetings(DAY + "青河市召开防汛工作会议。市长高远山主持。", related=teaser)
        assert [r["name"] for r in rows if r.get("held_day") == "16"] == ["青河市防汛工作会议"]


class TestPlaces:
    def test_the_place_stands_before_the_verb(self):
        (row,) = meetings(DAY + "全市防汛工作会议在青河宾馆召开。")
        assert row["venue"] == "青河宾馆"

    def test_who_holds_it_is_the_subject_of_the_verb(self):
        (row,) = meetings(DAY + "青河市召开重点项目推进会。")
        assert row["convener"] == "青河市"

    def test_a_person_is_no_convener(self):
        (row,) = meetings(DAY + "市长高远山主持召开防汛工作会议。")
        assert "convener" not in row


class TestTellings:
    def test_two_tellings_of_one_meeting_are_one_row_with_two_claims(self):
        made = claims(DAY + "青河市召开防汛工作会议。市长高远山在全市防汛工作会议上强调，要抓好落实。")
        assert len(rows(made, "meetings")) == 1
        assert len([c for c in made if c.table == "meetings" and c.field == "name"]) == 2

    def test_two_meetings_of_one_day_are_two_rows(self):
        assert len(names(DAY + "青河市召开防汛工作会议。同日，清溪县召开教育发展论坛。")) == 2

    def test_a_target_is_reported_of_the_meeting_named_before_it(self):
        made = claims(DAY + "青河市召开防汛工作会议。会议明确，全年新增企业80家以上。")
        (target,) = rows(made, "targets")
        assert target["meeting_id"] == "meetings/0"


PIECES = ["2024年3月16日上午，", "17日下午，", "今天，", "青河市", "召开", "防汛工作会议", "重点项目推进会", "在青河宾馆", "举行", "暨", "将", "学习", "精神", "(", ")", "“", "”", "、", "，", "。", "市长高远山", "主持", "出席", "到清溪县调研", "上强调", "随后，", "会", "的", "\n"]
PAGES = st.lists(st.sampled_from(PIECES), max_size=18).map("".join)


def read(text: str, **known) -> list:
    made = page(text, **known)
    people, names = officials.read(made)
    return [*people, *grammar.read(made, names)]


@given(PAGES)
@settings(deadline=None)
def test_a_claims_span_holds_what_it_says(text):
    for claim in read(text, published_on="2024-03-18"):
        assert 0 <= claim.start < claim.end <= len(text)
        printed = text[claim.start : claim.end]
        if claim.field in ("venue", "convener"):
            assert printed == claim.value
        elif claim.table == "meetings" and claim.field == "name" and claim.rule == "meetings.held":
            parts = iter(printed)
            assert all(c in parts for c in claim.value)  # the name's characters, in order
        elif claim.field in ("held_month", "held_day") and printed not in ("今天",):
            assert claim.value in printed or claim.field == "held_month"


@given(PAGES)
@settings(deadline=None)
def test_every_meeting_has_a_name_and_a_kind_and_every_part_in_it_a_meeting_and_a_person(text):
    made = read(text)
    held = rows(made, "meetings")
    assert all({"name", "kind"} <= row.keys() for row in held)
    keys = {c.row for c in made}
    for row in rows(made, "participations"):
        assert row["meeting_id"] in keys
        assert row["official_id"] in keys


@given(PAGES)
@settings(deadline=None)
def test_a_day_without_a_year_is_no_date_and_a_date_is_its_month_and_day(text):
    for row in meetings(text):
        if "held_on" in row:
            assert row["held_on"][5:] == f"{int(row['held_month']):02d}-{int(row['held_day']):02d}"
            assert row["year_basis"] in ("stated", "published", "inferred")


@given(PAGES)
@settings(deadline=None)
def test_exhortations_behind_a_page_change_no_meeting(text):
    told = "\n要提高政治站位，狠抓工作落实。\n坚持问题导向，补齐短板弱项，形成工作合力。"
    assert meetings(text + told) == meetings(text)


@given(PAGES)
@settings(deadline=None)
def test_a_dated_page_and_its_copy_behind_it_tell_the_same_meetings(text):
    whole = f"2024年3月16日，青河市召开教育发展论坛。{text}"
    once = {(r["name"], r.get("held_on")) for r in meetings(whole)}
    assert {(r["name"], r.get("held_on")) for r in meetings(f"{whole}\n{whole}")} == once


@pytest.mark.parametrize(
    "unit",
    ["召开会议", "召开推进会、", "推进会", "会召开", "召开", "16日上午召开推进会，", "市长高远山主持会议，", "(", "“", "在", "将", "今天", "暨", "、", "3月1日", "的",
     "青河市召开推进会。", "16日上午，召开推进会。", "市长高远山出席推进会。", "随后，召开推进会。", "市长高远山到青河调研，", "市长高远山到青河调研。"],
)  # fmt: skip
def test_work_grows_no_faster_than_the_text(unit, monkeypatch):
    monkeypatch.setattr("fangzhi.parse.page._LONGEST", 500)  # a run without stops is four pieces, then eight

    def work(times: int) -> int:
        return calls(lambda: read(unit * times))

    work(5)
    once = 2000 // len(unit)
    assert work(2 * once) <= 2.5 * work(once) + 2000
