"""Lost lead bytes of GBK: what the bytes and the readings beside them give back."""

from __future__ import annotations

import random

import pytest

from fangzhi.clean import clean, gbk, repair
from fangzhi.clean.offsets import apply
from tests.clean.damage import readings_by_bytes, split_at_stops

PLACES = ["滄", "寧", "濟", "銅", "許", "黃", "劉", "賀", "蘭", "龍"]
SENTENCES = [
    "{0}州市委副書記、市長{1}某主持召開經濟運行調度會議,聽取情況匯報。",
    "{0}州日報記者{1}某報道,當日全縣重點項目建設現場會召開。",
    "會議強調,要針對問題加強督查,確保{0}水縣各項任務按時完成。",
    "總投資30億元的{0}江新材料產業園開工建設,區屬國有企業{1}達集團參與。",
]


def sentences():
    chance = random.Random(7)
    return [s.format(*chance.sample(PLACES, 2)) for s in SENTENCES for _ in range(10)]


def test_a_character_parted_by_two_readings_comes_back():
    assert repair("某州日?qǐng)?bào)記者") == "某州日报记者"
    assert repair("區屬?lài)?guó)有企業") == "区属国有企业"


def test_a_trail_byte_that_is_a_letter_comes_back():
    assert repair("聽取情?bǎn)r(kuàng)匯(huì)報(bào)") == "听取情况汇报"


def test_what_follows_a_split_at_a_stop_comes_back_and_stays_uncertain():
    cleaned = clean("全國個?。▍^(qū)、市）參加會議。")
    assert cleaned.text == "全国个省(区、市)参加会议。"
    assert [cleaned.text[start:end] for start, end in cleaned.uncertain] == ["省(区"]


@pytest.mark.parametrize(
    "text", ["真的吗?是的。", "为什么?因为A区先行。", "是不是?。真的", "何时完工?2024年?", "what?是的"]
)
def test_question_marks_that_are_whole_are_left_alone(text):
    assert gbk.recoveries(text) == []


@pytest.mark.parametrize("order", [1, -1])
def test_most_damaged_sentences_come_back_and_what_is_certain_is_right(order):
    damaged = [(line, shown) for line in sentences() if "?" in (shown := readings_by_bytes(line, order))]
    whole = certain = wrong = 0
    for line, shown in damaged:
        found = gbk.recoveries(shown)
        # A comma that a lost byte swallowed is gone for good.
        right = repair(shown, "Hant").replace("，", "") == repair(line, "Hant").replace("，", "")
        sure = bool(found) and all(r.certain for r in found) and "?" not in apply(shown, gbk.edits(shown))[0]
        whole += right
        certain += sure
        wrong += sure and not right
    assert len(damaged) >= 10
    assert whole >= 0.5 * len(damaged)
    assert wrong <= 0.1 * certain


def test_an_undamaged_text_survives_the_damage_that_is_not_done_to_it():
    line = "会议由县长主持。"
    assert split_at_stops(line) == line


@pytest.mark.parametrize("unit", ["?", "?的", "?。", "日?qǐng)", "?qǐng)?的", "允辈晃掖徽?"])
def test_a_text_of_nothing_but_damage_asks_for_no_more_tries_than_it_has_signs(unit, monkeypatch):
    tries = []
    recover = gbk._recover
    monkeypatch.setattr(gbk, "_recover", lambda *arguments: tries.append(1) or recover(*arguments))
    gbk.recoveries(unit * 100)
    assert len(tries) <= (unit * 100).count("?")


def test_a_character_that_was_lost_whole_is_read_by_its_reading_and_stays_uncertain():
    cleaned = clean("縣(xiàn)裏的北留??(zhèn)史山村")
    assert cleaned.text == "县里的北留镇史山村"
    assert [cleaned.text[start:end] for start, end in cleaned.uncertain] == ["镇"]


def test_a_trail_byte_that_is_a_letter_with_its_reading_behind_it_comes_back():
    assert repair("經(jīng)濟(jì)技?g(shù)開(kāi)發(fā)區(qū)") == "经济技术开发区"
