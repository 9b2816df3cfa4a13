"""Claims of officials and their positions: one row a person, one a post, whose body it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.parse import officials
from tests.parse.reading import claims, page, rows

EXHORTATIONS = [
    "会议强调，要提高政治站位，狠抓工作落实。",
    "各级各部门要压实责任，形成合力。",
    "坚持问题导向，补齐短板弱项，推动高质量发展。",
    "要始终把人民放在心中最高位置。",
]


def bodies(text: str) -> dict[str, str | None]:
    """The organisation of each post."""
    return {row["post"]: row.get("organization") for row in rows(claims(text), "positions")}


def test_a_person_is_one_row_with_a_claim_for_each_mention():
    made = claims("市长高远山主持会议。高远山指出，要抓好落实。")
    named = [c for c in made if c.table == "officials"]
    assert [(c.row, c.field, c.value) for c in named] == [("officials/0", "name", "高远山")] * 2
    assert len({c.start for c in named}) == 2


def test_a_post_told_twice_of_one_person_is_one_row_with_two_claims():
    made = claims("市长高远山主持会议。市长高远山指出，要抓好落实。")
    assert len(rows(made, "positions")) == 1
    assert len([c for c in made if c.field == "post"]) == 2


def test_one_post_of_two_people_is_two_rows():
    made = rows(claims("副市长高远山、陈岭出席会议。"), "positions")
    assert [(row["post"], row["official_id"]) for row in made] == [("副市长", "officials/0"), ("副市长", "officials/1")]


def test_a_second_post_keeps_the_body_of_the_first_where_it_names_none():
    assert bodies("青河市人大常委会党组书记、主任高远山出席。") == {
        "青河市人大常委会党组书记": "青河市人大常委会",
        "主任": "青河市人大常委会",
    }


def test_a_post_with_a_body_of_its_own_keeps_it():
    assert bodies("青河市委常委、清溪区委书记高远山出席。") == {"青河市委常委": "青河市委", "清溪区委书记": "清溪区委"}


def test_a_bare_title_has_no_body():
    assert bodies("市长高远山出席。") == {"市长": None}


def test_an_inherited_body_is_cited_where_it_is_printed():
    text = "青河市委副书记、市长高远山出席。"
    (inherited,) = [c for c in claims(text) if c.field == "organization" and c.row == "positions/1"]
    assert text[inherited.start : inherited.end] == inherited.value == "青河市委"


def test_the_title_is_the_end_of_the_post_with_its_ranks():
    titles = {row["post"]: row["title"] for row in rows(claims("青河市财政局副局长高远山，清溪县委常务副书记陈岭出席。"), "positions")}
    assert titles == {"青河市财政局副局长": "副局长", "清溪县委常务副书记": "常务副书记"}


PIECES = ["青河市委副书记、市长高远山", "副市长陈岭、林晓梅", "市财政局局长王青石", "，", "。", "出席会议", "等市领导", "高远山", "和", "任命陈岭为副县长", "\n"]
PAGES = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


@given(PAGES)
@settings(deadline=None)
def test_a_claims_span_holds_what_it_says(text):
    made, people = officials.read(page(text))
    for claim in made:
        printed = text[claim.start : claim.end]
        assert 0 <= claim.start < claim.end <= len(text)
        if claim.field == "official_id":
            assert printed == next(name for name, row in people.items() if row == claim.value)
        elif claim.field not in ("change", "changed_on"):
            assert printed == claim.value


@given(PAGES)
@settings(deadline=None)
def test_every_position_has_a_post_a_title_and_an_official_that_is_named(text):
    made, people = officials.read(page(text))
    for row in rows(made, "positions"):
        assert {"post", "title", "official_id"} <= row.keys()
        assert row["official_id"] in people.values()
        assert row["post"].endswith(row["title"])
    assert [row["name"] for row in rows(made, "officials")] == list(people)


@given(PAGES, st.lists(st.sampled_from(EXHORTATIONS), max_size=4).map("".join), st.booleans())
@settings(deadline=None)
def test_exhortations_change_no_row(text, exhortations, before):
    def told(text: str) -> list[list[dict[str, str]]]:
        made = officials.read(page(text))[0]
        return [rows(made, "officials"), rows(made, "positions")]

    assert told(f"{exhortations}\n{text}" if before else f"{text}\n{exhortations}") == told(text)


@pytest.mark.parametrize("exhortation", EXHORTATIONS)
def test_an_exhortation_alone_makes_no_claim(exhortation):
    assert claims(exhortation) == []
