"""What verbs tell of a post: whether it begins or ends, and on which day."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.contract import load
from tests.parse.reading import calls, claims, rows

SESSION = "3月28日，青河市人大常委会第二十一次会议举行。市人大常委会主任王青石主持会议。"


def told(text: str, **known) -> dict[str, tuple[str | None, str | None]]:
    """By post what is told of it, and its day."""
    return {row["post"]: (row.get("change"), row.get("changed_on")) for row in rows(claims(text, **known), "positions")}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("任命高远山为青河市财政局局长。", "appointed"),
        ("高远山被任命为青河市财政局局长。", "appointed"),
        ("市政府决定：高远山任青河市财政局局长。", "appointed"),
        ("市政府决定：\n陈岭任青河市水利局局长；\n高远山任青河市财政局局长；", "appointed"),
        ("一、任命\n陈岭、高远山同志任青河市财政局局长；", "appointed"),
        ("高远山当选为青河市财政局局长。", "elected"),
        ("大会选举高远山为青河市财政局局长。", "elected"),
        ("免去高远山的青河市财政局局长职务。", "removed"),
        ("高远山不再担任青河市财政局局长职务。", "removed"),
        ("接受高远山辞去青河市财政局局长职务的请求。", "resigned"),
        ("高远山辞去青河市财政局局长职务。", "resigned"),
        ("高远山，男，1975年3月生，拟任青河市财政局局长。", "proposed"),
        ("高远山，男，1975年3月生，曾任青河市财政局局长。", "former"),
        ("高远山现任青河市财政局局长。", None),
        ("高远山担任青河市财政局局长。", None),
        ("高远山，男，1975年3月生，2019年6月任青河市财政局局长，现任青河市副市长。", None),
        ("高远山连任青河市财政局局长。", None),
        ("青河市财政局局长高远山出席会议。", None),
    ],
)
def test_the_verb_says_whether_a_post_begins_or_ends(text, change):
    assert told(text)["青河市财政局局长"][0] == change


def test_who_is_to_stand_for_a_post_does_not_hold_it():
    assert told("大会提名高远山为青河市市长候选人。") == {"青河市市长候选人": ("proposed", None)}


def test_each_verb_of_a_sentence_speaks_of_its_own_posts():
    text = "任命高远山为青河市财政局局长，免去其青河市审计局局长职务；接受陈岭辞去青河市副市长职务的请求。"
    assert [change for change, _ in told(text).values()] == ["appointed", "removed", "resigned"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年3月28日，市人大常委会会议决定任命高远山为青河市财政局局长。",
        "市人大常委会2024年3月28日表决通过：\n任命高远山为青河市财政局局长；\n任命陈岭为青河市水利局局长。",
        "(2024年3月28日青河市第八届人大常委会第二十一次会议通过)\n一、决定任命：\n高远山为青河市财政局局长；",
        "经市委研究，2024年3月28日市政府第五十二次常务会议决定：\n一、任职\n陈岭同志任青河市水利局局长；\n高远山同志任青河市财政局局长；",
    ],
)
def test_the_day_is_that_of_the_sentence_or_of_the_sentence_over_the_list(text):
    assert told(text)["青河市财政局局长"] == ("appointed", "2024-03-28")


@pytest.mark.parametrize("told_of", ["会议决定任命高远山为青河市财政局局长。", "会议决定任命：\n陈岭为青河市水利局局长；\n高远山为青河市财政局局长。"])
def test_the_day_is_that_of_the_meeting_that_decides(told_of):
    text = f"{SESSION}\n会议听取了工作报告。\n{told_of}"
    made = claims(text, published_on="2024-03-29")
    assert told(text, published_on="2024-03-29")["青河市财政局局长"] == ("appointed", "2024-03-28")
    (day,) = {text[c.start : c.end] for c in made if c.field == "changed_on"}
    assert day == "3月28日"


def test_the_day_of_a_paper_that_appoints_is_the_one_under_which_it_is_signed():
    text = "高远山同志任青河市财政局局长；\n免去陈岭同志的青河市水利局局长职务。\n青河市人民政府\n2024年6月3日"
    assert set(told(text, title="关于高远山等同志任免职的通知").values()) == {("appointed", "2024-06-03"), ("removed", "2024-06-03")}
    assert set(told(text, title="要闻").values()) == {(None, None), ("removed", None)}


@pytest.mark.parametrize(
    "text",
    [
        "任命高远山为青河市财政局局长。",
        "近日，市政府任命高远山为青河市财政局局长。",
        "3月28日，会议决定任命高远山为青河市财政局局长。",
        f"{SESSION}\n王青石说，去年任命的高远山很努力。市里任命高远山为青河市财政局局长。",
        "2024年2月1日，陈岭前往青河市调研。会议决定任命高远山为青河市财政局局长。",
        "任命高远山(1975年3月5日生)为青河市财政局局长。",
        "2023年3月1日，会议召开。2月29日，会议决定任命高远山为青河市财政局局长。",
        "2024年5月，市委免去高远山的青河市财政局局长职务。",
    ],
)
def test_a_day_that_is_not_told_with_its_year_stays_open(text):
    assert told(text)["青河市财政局局长"][1] is None


def test_the_day_of_publication_is_not_the_day_of_an_appointment():
    assert told("市政府任命高远山为青河市财政局局长。", published_on="2024-03-29")["青河市财政局局长"] == ("appointed", None)


def test_what_is_proposed_or_was_held_before_has_no_day():
    text = "2024年3月28日，市委提名高远山为青河市财政局局长。"
    assert told(text) == {"青河市财政局局长": ("proposed", None)}


def test_the_claim_of_a_change_is_its_verb():
    text = "会议决定免去高远山的青河市财政局局长职务。"
    (change,) = [c for c in claims(text) if c.field == "change"]
    assert (text[change.start : change.end], change.rule) == ("决定免去", "people.appointment.verb")


PIECES = [
    *("任命", "免去", "高远山", "陈岭", "同志", "、", "，", "；", "为", "的", "任", "当选", "市财政局局长", "职务", "。", "\n", "：", "选举", "不再担任"),
    *("2024年3月28日", "3月29日", "昨日", "会议", "决定", "(", ")", "拟任", "市委会议召开", "曾任", "市长候选人", "2024年2月30日"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=18).map("".join), st.sampled_from([None, "2024-04-01"]))
@settings(deadline=None)
def test_a_change_is_one_of_the_column_and_its_day_is_a_day_of_a_beginning_or_an_end(text, published_on):
    allowed = load()["positions"].field("change").enum
    made = claims(text, published_on=published_on, title="任职通知")
    told = {c.row: c.value for c in made if c.field == "change"}
    assert set(told.values()) <= set(allowed)
    days = [c for c in made if c.field == "changed_on"]
    assert len({c.row for c in days}) == len(days)
    for day in days:
        assert told[day.row] in ("appointed", "elected", "removed", "resigned")
        assert datetime.date.fromisoformat(day.value)
        assert 0 <= day.start < day.end <= len(text)


@pytest.mark.parametrize("line", ["高远山为青河市财政局局长；\n", "免去高远山的青河市财政局局长职务，", "3月28日市委会议召开。会议任命高远山为青河市市长。"])
def test_work_grows_no_faster_than_the_text(line, monkeypatch):
    monkeypatch.setattr("fangzhi.parse.page._LONGEST", 500)

    def work(times: int) -> int:
        return calls(lambda: claims("2024年3月28日会议决定任命：\n" + line * times, title="任职通知"))

    work(5)
    once = 2500 // len(line)
    assert work(2 * once) <= 2.6 * work(once) + 4000
