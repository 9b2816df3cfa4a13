"""Where a page comes from."""

from fangzhi.parse.page import Page
from fangzhi.parse.whereabouts import whereabouts


def page(text, **known):
    return Page(text, (("main", 0, len(text)),), **known)


def names(found):
    return [at and at.place.name for at in (found.province, found.city, found.county)]


def test_the_publisher_tells_the_city():
    text = "曲靖日报\n昨日，全市召开大会。"
    assert names(whereabouts(page(text, publisher="曲靖日报"))) == ["云南省", "曲靖市", None]


def test_a_county_speaks_for_itself():
    text = "资源县融媒体中心讯\n县委书记主持会议，全县干部参加。"
    assert names(whereabouts(page(text, publisher="资源县融媒体中心"))) == ["广西壮族自治区", "桂林市", "资源县"]


def test_a_citys_page_that_lists_counties_is_not_one_countys():
    text = "我市28个村落入选名单\n黄山市28个村落榜上有名。\n歙县：许村镇金村村\n黟县：宏村镇卢村\n全市干部参加。"
    assert names(whereabouts(page(text))) == ["安徽省", "黄山市", None]


def test_an_ambiguous_county_is_settled_by_the_other_places():
    found = whereabouts(page("本报讯 鼓楼区召开会议。区委书记讲话，徐州市有关部门参加。"))
    assert names(found) == ["江苏省", "徐州市", "鼓楼区"]
    assert found.county.place.code == "320302"


def test_an_ambiguous_county_alone_stays_open():
    assert names(whereabouts(page("鼓楼区召开会议。区委书记讲话。"))) == [None, None, None]


def test_the_span_supports_the_place():
    text = "沧州市召开优化营商环境大会。全市干部参加。"
    found = whereabouts(page(text)).city
    assert text[found.start : found.end] == "沧州市"
