"""Villages whose names are told without 村."""

from __future__ import annotations

import pytest

from fangzhi.parse.village_called import called, may_call


def names(text: str) -> list[str]:
    return [text[start:end] for start, end in called(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("山里有个叫石岭洼的小山村。", "石岭洼"),
        ("他那里有一个名叫王家坪的贫困村，路很难走。", "王家坪"),
        ("山坡上有个村子，不知何故叫作前所。", "前所"),
        ("村子原来就叫“干雨沟”。", "干雨沟"),
        ("新建的村庄取名和顺庄，住着40户人家。", "和顺庄"),
        ("山上那个村叫云上坪。", "云上坪"),
    ],
)
def test_a_name_is_told_before_or_behind_the_word_for_a_village(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "有一位叫李春燕的村医。",
        "一个名叫张德胜的村支书带头。",
        "村子里的小河叫清水河。",
        "这个村叫苦连天。",
        "外村人叫来亲友，村子热闹极了。",
        "这个村被叫做光棍村。",
        "村落里有一种糕点叫艾粄。",
        "",
    ],
)
def test_people_brooks_and_shouts_are_no_villages(text):
    assert names(text) == []


def test_a_sentence_without_such_a_verb_is_passed_by():
    assert not may_call("村子里种满了茶树。")
