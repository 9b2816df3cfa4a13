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


def test_a_place_that_lends_a_hand_is_not_where_a_page_is_from():
    text = "青石乡的好日子\n本网讯 昭觉县青石乡又添新产业。由佛山市南海区对口帮扶的茶园建成，佛山市南海区对口支援干部也来了。全县干部参加。"
    assert names(whereabouts(page(text))) == ["四川省", "凉山彝族自治州", "昭觉县"]


def test_a_persons_name_that_opens_a_title_is_no_county():
    body = "3月1日，县委书记到石桥镇调研。全县干部参加。"
    assert names(whereabouts(page("吴川召开大会\n吴川市干部参加。" + body))) == ["广东省", "湛江市", None]
    assert names(whereabouts(page("吴川祝到石桥镇调研\n" + body))) == [None, None, None]


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
