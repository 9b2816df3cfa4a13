"""Inserted pinyin goes; brackets of authors stay."""

from __future__ import annotations

import pytest

from fangzhi.clean import repair


@pytest.mark.parametrize(
    ("damaged", "clean"),
    [
        ("經(jīng)濟(jì)開(kāi)發(fā)區(qū)", "经济开发区"),
        ("書（shū）記（jì）", "书记"),
        ("綠(lǜ)色、女(nǚ)性、旅(lǚ)游", "绿色、女性、旅游"),
        ("重(chóng)慶(qìng)市的重(zhòng)要會(huì)議(yì)", "重庆市的重要会议"),
        ("我們(men)的計(jì)劃(huà)", "我们的计划"),
        ("嗯(ǹg)", "嗯"),
        ("黨(da\u030cng)委", "党委"),
    ],
)
def test_a_reading_behind_its_character_goes(damaged, clean):
    assert repair(damaged) == clean


@pytest.mark.parametrize(
    "text",
    [
        "PA12(CBD)项目",
        "人工智能(AI)产业",
        "技术(jishu)名词",
        "第三期(phase)工程",
        "江海(集团)公司",
        "白桦(女)",
        "他说(ok)",
    ],
)
def test_a_bracket_that_holds_no_reading_stays(text):
    assert repair(text) == text


def test_any_toned_syllable_is_a_reading_aid():
    assert repair("郇(xún)某與緯(wēi)度") == "郇某与纬度"
