"""Where a name ends: by its family name, by what follows it, by the marks of names of other tongues."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fangzhi.lex import names
from fangzhi.lex.lexicon import entries

PARTICLES = {c for c, uses in entries("name_edges").items() if "never" in uses}


def name(text: str, known: frozenset[str] = frozenset(), sure: bool = False) -> str | None:
    """The name that begins the text."""
    end = names.end_of(text, 0, known, sure)
    return None if end is None else text[:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("高远山主持会议。", "高远山"),
        ("高远主持会议。", "高远"),
        ("林晓梅，副市长陈岭", "林晓梅"),
        ("林晓梅、陈岭出席", "林晓梅"),
        ("林晓梅(女，回族)出席", "林晓梅"),
        ("林晓梅", "林晓梅"),
        ("林晓梅等参加", "林晓梅"),
        ("林晓梅一行来到现场", "林晓梅"),
        ("林晓梅在会上指出", "林晓梅"),
        ("陈岭坚定地表示", "陈岭"),
        ("陈岭表示", "陈岭"),
        ("陈岭致欢迎辞并介绍", "陈岭"),
        ("欧阳清源出席", "欧阳清源"),
        ("欧阳清出席", "欧阳清"),
        ("欧阳出席会议", "欧阳"),
        ("司马青在会上", "司马青"),
    ],
)
def test_a_name_ends_before_what_may_follow_it(text, expected):
    assert name(text) == expected


@pytest.mark.parametrize("follower", [w for w, use in entries("followers").items() if use and len(w) > 1])
def test_every_verb_of_people_ends_a_name_of_either_length(follower):
    assert name(f"林晓梅{follower}。") == "林晓梅"
    assert name(f"陈岭{follower}。") == "陈岭"


@pytest.mark.parametrize("mark", names.MARKS)
def test_every_mark_ends_a_name_of_either_length(mark):
    for printed in ("林晓梅", "陈岭", "欧阳清源"):
        assert name(printed + mark) == printed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("艾力·买买提出席", "艾力·买买提"),
        ("古丽娜尔·吐尔逊主持会议", "古丽娜尔·吐尔逊"),
        ("阿里木江•卡德尔、林晓梅", "阿里木江•卡德尔"),
        ("扎西多吉主持会议", "扎西多吉"),
        ("卓玛出席", "卓玛"),
    ],
)
def test_names_of_other_tongues_end_with_their_syllables(text, expected):
    assert name(text) == expected


def test_a_name_spread_over_three_places_is_one():
    assert name("陈　岭，副市长") == "陈　岭"


@pytest.mark.parametrize(
    "text",
    ["会议指出", "安全生产工作", "主持会议", "的讲话", "高质量发展", "和村民交流", "全体人员参加", "高某某出席", "陈某出席", "，林晓梅", "", "2024年", "ABC"],
)
def test_words_marks_and_masked_names_are_no_names(text):
    assert name(text) is None


def test_what_the_document_knows_settles_what_the_follower_leaves_open():
    assert name("高远山水如画", frozenset({"高远山"})) == "高远山"
    assert name("高远山水如画", frozenset({"高远"})) == "高远"


def test_a_word_is_a_name_only_behind_a_full_post():
    assert name("星光，") is None
    assert name("星光，", sure=True) == "星光"


def test_a_name_that_ends_the_text_reaches_its_end():
    assert names.end_of("副市长林晓梅", 3) == 6
    assert names.end_of("副市长林", 3) is None


@pytest.mark.parametrize(
    ("text", "start"), [("请林晓梅市长", 1), ("欧阳清源市长", 0), ("请陈岭市长", 1), ("全面工作市长", None), ("市长", None)]
)
def test_a_name_before_a_title_begins_with_its_family_name(text, start):
    assert names.start_before(text, len(text) - 2, 0) == start


def test_a_name_before_a_title_does_not_begin_before_its_stretch():
    assert names.start_before("陈岭市长", 2, 1) is None


@pytest.mark.parametrize("word", ["林晓梅", "陈岭", "欧阳清源", "艾力·买买提", "扎西多吉"])
def test_a_word_that_is_a_name_is_one_as_a_whole(word):
    assert names.whole(word)


@pytest.mark.parametrize("word", ["", "林", "会议室", "全面", "林晓梅主持", "市长"])
def test_a_word_with_anything_else_in_it_is_no_name_as_a_whole(word):
    assert not names.whole(word)


def test_a_verb_of_people_says_more_than_another_word_and_that_more_than_a_character():
    assert [names.closing(f"陈岭{rest}", 2) for rest in ("", "，", "主持会议", "的确")] == [3, 3, 3, names.closing("的确", 0)]
    assert names.closing("陈岭山水", 2) == 0
    assert not names.closes("陈岭山水", 2)


PIECES = [
    "高远山", "陈岭", "欧阳清源", "艾力·买买提", "扎西多吉", "陈　岭", "和", "与", "于", "向", "的", "了", "过", "们", "等", "主持", "会议", "坚定地",
    "全面", "安全", "，", "、", "(", ")", " ", "某", "·", "市长", "3", "\n", "山", "同志", "王", "马",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.integers(0, 5), st.booleans())
@example("陈的", 0, True)
@example("艾力·", 0, False)
def test_a_name_lies_within_the_text_and_holds_no_mark_and_ends_in_no_particle(text, at, sure):
    for known in (frozenset(), frozenset({"高远山", "陈岭"})):
        end = names.end_of(text, at, known, sure)
        if end is None:
            continue
        assert at < end <= len(text)
        printed = text[at:end]
        assert len(printed.replace("　", "").replace(" ", "")) >= 2
        assert not set(printed) & (set(names.MARKS) - set("· 　"))
        assert printed[-1] not in PARTICLES
        assert "某" not in printed


@given(st.text(alphabet="高远山陈岭的主持会议，、欧阳清源某和", max_size=10), st.booleans())
def test_what_stands_before_a_name_does_not_move_its_end(text, sure):
    end = names.end_of(text, 0, sure=sure)
    assert names.end_of("议程" + text, 2, sure=sure) == (None if end is None else end + 2)


@given(st.text(alphabet="高远山陈岭主持会议，、欧阳清源", min_size=2, max_size=10))
def test_a_known_name_is_found_wherever_it_stands(text):
    assert name("林晓梅" + text, frozenset({"林晓梅"})) == "林晓梅"


@pytest.mark.parametrize("unit", ["高", "高远", "艾力·", "扎西", "的", "高远山、", "(", "　高", "主持"])
def test_the_end_of_a_name_is_found_without_reading_the_rest_of_the_text(unit):
    assert _calls(unit * 400) <= _calls(unit * 200) + 20


def _calls(text: str) -> int:
    """How many calls it takes: a count that does not depend on the machine."""
    names.end_of(text, 0)
    count = 0

    def seen(frame, event, arg):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        names.end_of(text, 0)
    finally:
        sys.setprofile(None)
    return count
