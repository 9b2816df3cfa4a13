"""The county that a page speaks for, where the tables of places do not know it."""

from __future__ import annotations

import pytest

from fangzhi.parse import villages
from fangzhi.parse.page import Page
from fangzhi.parse.village_home import unlisted_county
from tests.parse.reading import page, rows


def home(text: str, **known) -> str | None:
    found = unlisted_county(page(text, **known))
    return found.place.name if found else None


def test_a_county_without_an_entry_is_the_one_whose_bodies_the_page_names_twice():
    assert home("岚溪县委召开会议。岚溪县人民政府作了部署。") == "岚溪县"


def test_the_city_before_it_is_no_part_of_its_name():
    assert home("会议在柏川市岚溪县委党校举行。岚溪县委、岚溪县政府负责人参加。") == "岚溪县"


def test_named_once_it_may_be_a_misprint():
    assert home("岚溪县委召开会议，研究部署工作。") is None


def test_of_two_such_counties_none_is_the_pages():
    assert home("岚溪县委、岚溪县政府到访。\n松岭县委、松岭县政府接待。") is None


def test_a_county_of_the_tables_is_not_looked_for_here():
    assert home("睢宁县委召开会议。睢宁县人民政府作了部署。") is None


@pytest.mark.parametrize("text", ["", "全县召开会议，县委书记讲话。", "岚溪县的苹果熟了，岚溪县的游客多了。"])
def test_without_a_body_behind_it_no_name_counts(text):
    assert home(text) is None


def test_what_only_a_teasers_neighbour_says_in_the_furniture_does_not_count():
    text = "岚溪县委召开会议。\n岚溪县委 岚溪县政府"
    assert unlisted_county(Page(text, (("main", 0, 9),))) is None


def test_the_span_is_the_first_mention_of_the_name():
    read = page("近日，岚溪县委召开会议。岚溪县政府作了部署。")
    found = unlisted_county(read)
    assert read.text[found.start : found.end] == "岚溪县"
    assert found.start == 3


def test_villages_of_the_page_lie_in_it_and_have_no_code():
    claims = villages.read(page("岚溪县委、岚溪县政府负责人到柳汀镇石湖村走访。"))
    village = rows(claims, "villages")[0]
    assert (village["name"], village["town"], village["county"]) == ("石湖村", "柳汀镇", "岚溪县")
    assert "adcode" not in village
