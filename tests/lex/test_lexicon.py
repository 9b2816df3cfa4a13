"""Words of data files, found in one scan."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.lex import lexicon
from fangzhi.lex.lexicon import DATA, View, alternatives, entries, words

# those of the stages before have a shape of their own
FILES = sorted(
    file.name.removesuffix(".txt")
    for file in DATA.iterdir()
    if file.name.endswith(".txt") and not file.name.startswith(("clean_", "html_"))
)
WORDS = {"县": ("place",), "县长": (), "副县长": ("rank", "low"), "长江": (), "江": ()}
VIEW = View(("w", WORDS))
TEXT = st.text(alphabet="副县长江书", max_size=30)


def found(view: View, text: str) -> list[tuple[str, str]]:
    return [(t.kind, text[t.start : t.end]) for t in view.find(text)]


@pytest.mark.parametrize("name", FILES)
def test_every_data_file_can_be_read_and_holds_no_stray_space(name):
    table = entries(name)
    assert table
    assert not [w for w, attributes in table.items() if not w or any(a != a.strip() for a in attributes)]


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A folder of data files in place of the real one."""
    monkeypatch.setattr(lexicon, "DATA", tmp_path)

    def write(name: str, text: str) -> str:
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        return name

    yield write
    for kept in (entries, words, alternatives):
        kept.cache_clear()


def test_a_line_is_a_word_and_its_attributes_and_a_comment_is_none(data):
    name = data("rivers", "# rivers of nowhere\n清江\tlong\tclean\n\n浊河\n")
    assert entries(name) == {"清江": ("long", "clean"), "浊河": ()}
    assert words(name) == {"清江", "浊河"}


def test_a_word_that_stands_twice_is_refused_with_its_file_and_its_name(data):
    with pytest.raises(ValueError, match=r"twice_told\.txt: 清江 .*keep one line"):
        entries(data("twice_told", "清江\n浊河\n清江\tlong\n"))


def test_alternatives_match_the_longest_word_and_take_signs_as_they_are(data):
    pattern = re.compile(alternatives(data("signed", "大会\n大会(扩大)\n大\n")))
    assert [m.group() for m in pattern.finditer("大会(扩大)、大会、大人")] == ["大会(扩大)", "大会", "大"]


def test_the_longest_word_wins_and_the_leftmost_begins():
    assert found(VIEW, "副县长江") == [("w", "副县长"), ("w", "江")]
    assert found(VIEW, "县长江") == [("w", "县长"), ("w", "江")]


def test_of_two_sources_with_one_word_the_first_tells_its_kind_and_its_attributes():
    first, second = {"县长": ("first",)}, {"县长": ("second",), "江": ("second",)}
    view = View(("a", first), ("b", second))
    assert [(t.kind, t.value) for t in view.find("县长江")] == [("a", ("first",)), ("b", ("second",))]


@given(TEXT)
def test_what_is_found_is_what_trying_every_word_at_every_place_finds(text):
    at, slow = 0, []
    while at < len(text):
        fits = [w for w in WORDS if text.startswith(w, at)]
        if fits:
            slow.append((at, max(fits, key=len)))
        at += len(slow[-1][1]) if fits else 1
    assert [(t.start, text[t.start : t.end]) for t in VIEW.find(text)] == slow
    assert VIEW.spots(text) == [start for start, _ in slow]


@given(TEXT, TEXT, TEXT)
def test_a_stretch_is_read_as_if_nothing_stood_round_it(before, middle, after):
    alone = [(t.start + len(before), t.end + len(before), t.value) for t in VIEW.find(middle)]
    whole = before + middle + after
    inside = VIEW.find(whole, len(before), len(before) + len(middle))
    assert [(t.start, t.end, t.value) for t in inside] == alone
