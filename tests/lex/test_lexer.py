"""Words and numbers merged into one run of tokens."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.lex import lexer, numbers
from fangzhi.lex.lexer import Lexed
from fangzhi.lex.lexicon import View
from fangzhi.lex.token import Token, kinds

VIEW = View(("w", {"今年": (), "新增": (), "三季度": (), "第二产业": (), "8": (), "以上": (), "年度": (), "，": ()}))
PIECES = ["今年", "新增", "三季度", "第二产业", "8", "8%", "50家", "以上", "年度", "，", "2024年", "3月16日", "二", "第", "高远山", "。"]
TEXT = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


def read(text: str) -> list[tuple[str, str]]:
    return [(t.kind, text[t.start : t.end]) for t in Lexed(text).tokens(VIEW)]


def test_words_and_numbers_stand_in_the_order_of_the_text():
    assert read("今年新增50家以上") == [("w", "今年"), ("w", "新增"), ("Q", "50家"), ("w", "以上")]


def test_the_longer_of_two_that_clash_stays():
    assert read("第二产业") == [("w", "第二产业")]  # not the ordinal 第二
    assert read("8%") == [("P", "8%")]  # not the word 8
    assert read("今年三季度新增") == [("R", "今年三季度"), ("w", "新增")]  # not two words


def test_of_two_of_one_length_the_word_stays():
    assert read("8") == [("w", "8")]
    assert read("三季度") == [("w", "三季度")]


def test_kinds_of_tokens_are_a_string_of_one_character_each():
    tokens = Lexed("新增50家以上").tokens(VIEW)
    assert kinds(tokens) == "wQw"
    assert kinds([]) == ""


@given(TEXT)
def test_tokens_are_in_order_and_never_overlap(text):
    tokens = Lexed(text).tokens(VIEW)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)


@given(TEXT)
def test_no_word_and_no_number_is_left_out_but_for_what_clashes_with_it(text):
    tokens = Lexed(text).tokens(VIEW)
    for token in [*VIEW.find(text), *numbers.find(text)]:
        over = [t for t in tokens if t.start < token.end and t.end > token.start]
        assert over, (token, tokens)


@given(TEXT, st.data())
def test_a_stretch_that_nothing_crosses_has_the_tokens_of_the_whole_text(text, data):
    lexed = Lexed(text)
    whole = lexed.tokens(VIEW)
    apart = [*VIEW.find(text), *numbers.find(text)]
    edges = [at for at in range(len(text) + 1) if not any(t.start < at < t.end for t in apart)]
    start = data.draw(st.sampled_from(edges))
    end = data.draw(st.sampled_from([at for at in edges if at >= start]))
    assert lexed.between(VIEW, start, end) == [t for t in whole if start <= t.start and t.end <= end]


@given(TEXT, st.data())
def test_a_stretch_cut_anywhere_has_nothing_outside_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    tokens = Lexed(text).between(VIEW, start, end)
    assert all(start <= t.start < t.end <= end for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


def test_numbers_are_read_once_however_often_they_are_asked_for(monkeypatch):
    calls = []
    find = numbers.find
    monkeypatch.setattr(numbers, "find", lambda text: calls.append(text) or find(text))
    lexed = Lexed("新增50家。增长8%。")
    for start, end in ((0, 6), (6, 11), (0, 6)):
        lexed.between(VIEW, start, end)
    lexed.tokens(VIEW)
    assert len(calls) == 1


def test_words_that_a_number_does_not_displace_all_stay():
    view = View(("w", {"甲乙": (), "丙丁戊己庚": ()}))
    words, number = view.find("甲乙丙丁戊己庚"), Token("N", 1, 5)
    assert lexer.merge(words, [number]) == words


def test_a_view_is_merged_with_no_more_work_than_its_tokens(monkeypatch):
    """Words are looked up for each number, never gone through again."""
    asked = []
    start = lexer._START
    monkeypatch.setattr(lexer, "_START", lambda token: asked.append(token) or start(token))
    for unit in ("第二产业8%", "8", "今年三季度", "2024年，", "8、"):
        counts = []
        for times in (200, 400):
            asked.clear()
            Lexed(unit * times).tokens(VIEW)
            counts.append(len(asked))
        assert counts[1] <= 2.5 * counts[0] + 10, unit
