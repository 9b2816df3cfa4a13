"""Tokens of a stretch are those of the whole text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.lex.lexer import Lexed
from fangzhi.lex.stretch import tokens_within
from fangzhi.parse.target_words import VIEW

PIECES = ["今年", "力争", "新增", "企业", "50家", "以上", "，", "增长", "8.5%", "第一产业", "5年来", "下半年", "二季度", "的", "达到", "1.2亿元", "某地"]


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_a_stretch_reads_as_the_lexer_reads_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    lexed = Lexed(text)
    assert tokens_within(lexed, VIEW, 0, len(text)) == lexed.tokens(VIEW)


def test_offsets_are_of_the_whole_text() -> None:
    text = "会议召开。全年力争新增企业50家以上。"
    lexed = Lexed(text)
    assert [text[t.start : t.end] for t in tokens_within(lexed, VIEW, 5, len(text)) if t.kind in "mQ"] == ["力争", "50家"]
