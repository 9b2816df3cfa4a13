"""What may stand behind a name."""

from __future__ import annotations

import pytest

from fangzhi.lex import followers
from fangzhi.lex.lexicon import words


@pytest.mark.parametrize(
    ("text", "strength"), [("，", 3), ("", 3), ("主持会议", 3), ("于5日", 2), ("5日", 2), ("坚定地说", 2), ("也", 1), ("岭", 0)]
)
def test_a_mark_says_more_than_a_word_and_a_word_more_than_a_character(text, strength):
    assert followers.closing(text, 0) == strength


def test_an_adverb_closes_no_name_of_other_syllables():
    assert followers.closing("瓦尔地指出", 0) == 2
    assert followers.plain_closing("瓦尔地指出", 0) == 0


def test_a_place_that_one_came_to_is_no_adverb():
    assert followers.closing("清到洛沙地坪乡督导", 0) == 0
    assert followers.closing("周到地安排", 0) == 2


def test_what_follows_reaches_to_its_end():
    assert followers.reach("主持会议", 0) == 4
    assert followers.reach("于5日抵达", 0) == 3
    assert followers.reach("坚定地说", 0) == 3
    assert followers.reach("岭", 0) == 0


def test_a_clause_goes_on_with_a_person_behind_a_verb_and_not_behind_another_word():
    assert followers.word_before("会见陈岭", 2, 0)
    assert not followers.word_before("桌椅陈岭", 2, 0)
    assert not followers.word_before("会见陈岭", 2, 1)


def test_no_follower_is_a_character_that_names_commonly_begin_with():
    assert not {"王", "李", "张", "刘", "陈"} & words("followers")
