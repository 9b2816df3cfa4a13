"""Clauses and items: where a sentence parts, and where it does not."""

from __future__ import annotations

from fangzhi.lex.lexer import Lexed
from fangzhi.lex.token import kinds
from fangzhi.parse.project_clauses import items
from fangzhi.parse.project_words import VIEW


def parted(text: str) -> list[str]:
    tokens = Lexed(text).tokens(VIEW)
    return [text[i.start : i.end] for i in items(text, tokens, kinds(tokens))]


def test_commas_and_enumeration_commas_part():
    assert parted("远山铜箔、清溪轴承开工，北原水库竣工") == ["远山铜箔", "清溪轴承开工", "北原水库竣工"]


def test_brackets_and_short_quotations_are_kept_whole():
    assert parted("远山铜箔(总投资3亿元，占地2亩)、清溪“风、光”基地") == [
        "远山铜箔(总投资3亿元，占地2亩)",
        "清溪“风、光”基地",
    ]


def test_the_closing_of_a_list_is_kept_whole():
    text = "远山铜箔等一批有牵引力、控制力的高端项目"
    assert parted(text) == [text]


def test_a_joining_word_before_an_amount_parts():
    assert parted("远山铜箔和总投资3亿元的清溪轴承") == ["远山铜箔", "总投资3亿元的清溪轴承"]


def test_stages_told_with_counts_are_one_item():
    text = "远山铜箔等项目“投产一个、在建一个”"
    assert parted(text) == [text]


def test_an_unclosed_bracket_hides_nothing():
    assert parted("远山铜箔(一期、清溪轴承") == ["远山铜箔(一期", "清溪轴承"]
