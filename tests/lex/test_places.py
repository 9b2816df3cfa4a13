"""Places of GB/T 2260 and the towns under them."""

import re

import pytest

from fangzhi.lex import places


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("徐州市", "徐州"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("黔东南苗族侗族自治州", "黔东南"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏"),
        ("恭城瑶族自治县", "恭城"),
        ("阿克苏地区", "阿克苏"),
        ("丰县", "丰县"),
        ("东乡族自治县", "东乡"),
    ],
)
def test_a_short_name_leaves_out_kind_and_peoples(name, short):
    assert places.short_name(name) == short


def test_a_name_of_several_places_is_settled_by_the_place_above():
    assert len(places.resolve("鼓楼区")) > 1
    assert [p.code for p in places.resolve("鼓楼区", places.resolve("徐州市")[0])] == ["320302"]


def test_a_county_level_city_is_a_county():
    place = places.resolve("昌邑市")[0]
    assert (place.level, places.level_of(place, "city").name) == ("county", "潍坊市")


@pytest.mark.parametrize(("name", "city"), [("康定县", "甘孜藏族自治州"), ("金坛市", "常州市")])
def test_a_county_of_former_days_lies_where_its_land_lies_now(name, city):
    (place,) = places.resolve(name)
    assert (place.former, places.level_of(place, "city").name) == (True, city)


def test_a_short_name_means_the_place_now_in_force():
    assert [p.name for p in places.resolve("抚宁")] == ["抚宁区"]


def test_a_municipality_is_a_province_without_city():
    place = places.resolve("密云区")[0]
    assert places.level_of(place, "city") is None
    assert places.level_of(place, "province").name == "北京市"


def test_a_county_right_under_its_province_has_no_city():
    assert places.level_of(places.resolve("仙桃市")[0], "city") is None


def test_codes_have_six_digits_and_their_parents_are_in_the_table():
    table = places.places()
    assert len(table) > 3200
    for code, place in table.items():
        assert re.fullmatch(r"\d{6}", code)
        assert place.parent is None or place.parent in table
        assert place.level in places.LEVELS


def test_a_place_is_found_by_its_longest_name():
    text = "恭城瑶族自治县与徐州市、广西的客人"
    assert [text[m.start : m.end] for m in places.find(text)] == ["恭城瑶族自治县", "徐州市", "广西"]


def test_the_short_name_of_a_county_is_no_place_in_running_text():
    assert not list(places.find("资源通道和平互助"))


def test_a_town_leads_to_its_county():
    assert [p.name for p in places.counties_of_town("车田苗族乡")] == ["资源县"]
    assert len(places.counties_of_town("城关镇")) > 20


def test_every_county_of_the_towns_is_in_the_table():
    assert all(places.counties_of_town(name) for name in ("柳泉镇", "许村镇", "辉苏木"))
