"""Encounters: what two parties did is told, a meeting's name is not."""

from __future__ import annotations

import pytest

from tests.parse.reading import calls, meetings, page, roles

DAY = "2024年5月8日下午，"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("市长高远山会见了青河集团董事长陈岭一行。", "高远山会见青河集团董事长陈岭一行", "other"),
        ("青河市政府与云岭大学签署合作协议。市长高远山出席。", "青河市政府与云岭大学签署合作协议", "ceremony"),
        ("青河生态研究院正式揭牌。市长高远山出席。", "青河生态研究院正式揭牌", "ceremony"),
    ],
)
def test_a_deed_of_two_parties_is_an_event_of_its_day(text, name, kind):
    (row,) = meetings(DAY + text)
    assert (row["name"], row["kind"], row["held_on"], row["day_part"]) == (name, kind, "2024-05-08", "afternoon")


def test_who_receives_and_who_is_received_attended():
    text = DAY + "市长高远山在迎宾馆会见了来我市考察的青河集团董事长陈岭一行。副市长林晓梅参加会见。"
    assert roles(text) == {("高远山", "attended"), ("陈岭", "attended"), ("林晓梅", "attended")}
    assert meetings(text)[0]["venue"] == "迎宾馆"


@pytest.mark.parametrize(
    "text",
    [
        "市长高远山将会见青河集团董事长陈岭。",
        "青河公司签署承诺书。市长高远山出席活动。",
        "市长高远山在会见客人时表示，青河欢迎投资。",
    ],
)
def test_what_is_to_come_or_lacks_a_party_is_no_event(text):
    assert meetings(DAY + text) == []


def test_what_was_signed_long_before_the_article_is_no_event():
    text = "青河市召开春耕工作会议。市长高远山主持会议。" + "春耕正忙。" * 60 + "3月1日，青河市政府与云岭大学签署合作协议。"
    assert [r["name"] for r in meetings(DAY + text)] == ["青河市春耕工作会议"]


def test_work_grows_with_the_text_alone():
    one = DAY + "市长高远山会见了青河集团董事长陈岭一行。"
    few, many = (calls(lambda n=n: page("\n".join([one] * n)).events) for n in (10, 40))
    assert many < 6 * few
