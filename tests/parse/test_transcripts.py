"""Transcripts: labelled lines at the head, turns of speakers below."""

from __future__ import annotations

from fangzhi.parse import read
from fangzhi.parse.page import Page
from tests.parse.reading import rows

TITLE = "“青河新貌”新闻发布会(第二场)文字实录"
HEAD = "时 间：2024年5月8日上午10:00\n地 点：青河市新闻发布厅\n主持人：市政府副秘书长 林晓梅"
BODY = "林晓梅：\n各位记者，大家上午好！请市水利局局长陈岭介绍情况。\n陈岭：\n全市投资3亿元。\n青河报记者：\n何时完工？\n陈岭：\n年底完工。"


def transcript(head: str = HEAD, body: str = BODY) -> list:
    text = f"{TITLE}\n{head}\n{body}"
    begins = len(TITLE) + 1 + len(head) + 1
    return read(Page(text, (("title", 0, len(TITLE)), ("title", len(TITLE) + 1, begins - 1), ("main", begins, len(text)))))


def test_title_and_labelled_lines_tell_the_meeting():
    (row,) = rows(transcript(), "meetings")
    assert row["name"] == "“青河新貌”新闻发布会(第二场)"
    assert (row["kind"], row["held_on"], row["day_part"], row["venue"]) == ("press", "2024-05-08", "morning", "青河市新闻发布厅")


def test_the_host_presided_and_each_turn_reported():
    made = transcript()
    people = {c.row: c.value for c in made if c.table == "officials"}
    told = {(people[r["official_id"]], r["role"]) for r in rows(made, "participations")}
    assert told == {("林晓梅", "presided"), ("陈岭", "reported")}


def test_lines_under_a_label_go_on_with_people_and_a_turn_may_stand_in_brackets():
    head = HEAD + "\n发布人：市水利局局长 陈岭\n市林业局副局长 许冬青\n市财政局局长 白水生"
    body = "【林晓梅】各位记者，上午好！\n【陈岭】全市投资3亿元。\n【青河报记者】何时完工？\n【许冬青】年底完工。\n县长 田野在台下提问。"
    made = transcript(head, body)
    people = {c.row: c.value for c in made if c.table == "officials"}
    told = {(people[r["official_id"]], r["role"]) for r in rows(made, "participations")}
    assert told >= {("林晓梅", "presided"), ("陈岭", "reported"), ("许冬青", "reported"), ("白水生", "reported")}
    assert not any(name == "田野" for name, role in told)


def test_without_a_line_of_its_day_there_is_no_meeting():
    assert rows(transcript(head="地 点：青河市新闻发布厅\n主持人：市政府副秘书长 林晓梅"), "meetings") == []
