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


def test_towns_that_only_one_county_has_tell_the_county():
    text = "县长调研重点工作\n9月7日，县长钱某某到杨集镇、拐河镇、四里店镇查看项目。全县干部参加。"
    assert names(whereabouts(page(text))) == ["河南省", "南阳市", "方城县"]


def test_a_town_whose_name_many_bear_tells_nothing():
    assert names(whereabouts(page("9月7日，县长钱某某到城关镇查看项目。全县干部参加。"))) == [None, None, None]


def test_towns_of_several_counties_are_the_citys_at_most():
    text = "市长到太平川镇、拐河镇查看项目。全市干部参加。"
    assert names(whereabouts(page(text))) == [None, None, None]
    assert names(whereabouts(page("市长到拐河镇、四里店镇查看项目。全市干部参加。"))) == ["河南省", "南阳市", None]


def test_a_town_in_the_midst_of_a_longer_name_is_none():
    assert names(whereabouts(page("县长到大拐河镇查看项目。全县干部参加。"))) == [None, None, None]


def test_where_people_go_on_business_is_not_where_the_page_is_from():
    assert names(whereabouts(page("县长率队赴广东省招商考察。全县干部参加。"))) == [None, None, None]
    assert names(whereabouts(page("会议学习在广东考察时的重要讲话。全市干部参加。"))) == [None, None, None]
    assert names(whereabouts(page("省长在佛山市考察调研。全市干部参加。佛山市市长陪同。"))) == ["广东省", "佛山市", None]


def test_a_county_right_under_a_province_needs_no_city():
    text = "潜江市工业平稳增长\n全市工业完成产值170亿元，其中金华润6.6亿元，金华润增长31%。"
    known = Page(text, (("title", 0, 9), ("main", 10, len(text))), title="潜江市工业平稳增长")
    assert names(whereabouts(known)) == ["湖北省", None, "潜江市"]


def test_a_district_of_a_municipality_that_visits_is_not_home():
    text = "7月9日，北京市顺义区区长一行在旗委副书记陪同下到碧流台镇调研。\n旗领导介绍巴林左旗的情况。全旗干部参加。"
    assert names(whereabouts(page(text)))[1:] == ["赤峰市", "巴林左旗"]


def test_an_account_may_praise_its_place():
    text = "今日黄岩\n区长主持会议，全区干部参加。区委书记讲话。"
    assert names(whereabouts(page(text, publisher="今日黄岩"))) == ["浙江省", "台州市", "黄岩区"]


def test_a_paper_of_the_country_bears_a_countys_name_by_chance():
    for paper in ("东方网", "新安晚报", "光明日报", "解放日报"):
        assert names(whereabouts(page(f"{paper}\n市长主持会议。", publisher=paper))) == [None, None, None]


def test_a_county_level_city_is_called_by_its_site():
    text = "福鼎新闻网\n市委副书记、市长到片区调研。全市干部参加。"
    assert names(whereabouts(page(text, publisher="福鼎新闻网"))) == ["福建省", "宁德市", "福鼎市"]


def test_a_report_speaks_for_the_place_in_its_title_and_for_whom_it_is_given():
    text = "2022年泽州县工作回顾\n全省领先，全省第一。全市前列。"
    known = Page(text, (("title", 0, 11), ("main", 12, len(text))), title="2022年泽州县工作回顾")
    assert names(whereabouts(known)) == ["山西省", "晋城市", "泽州县"]
    assert names(whereabouts(page("我代表上杭县人民政府，向大会报告工作。在市委、市政府领导下，全市前列。")))[2] == "上杭县"


def test_an_autonomous_county_may_be_named_without_its_peoples():
    assert names(whereabouts(page("紫云自治县秋种忙\n全县计划种植油菜。紫云自治县农业局。")))[2] == "紫云苗族布依族自治县"


def test_a_dateline_may_run_on():
    assert names(whereabouts(page("旌德讯近日，县政府确定今年为民办实事项目。全县干部参加。")))[2] == "旌德县"


def test_a_countys_name_in_another_name_that_opens_a_title_is_none():
    text = "金沙湾医院竣工\n作为我区重点民生工程，该院建成。区政府组织验收。"
    known = Page(text, (("title", 0, 7), ("main", 8, len(text))), title="金沙湾医院竣工")
    assert names(whereabouts(known)) == [None, None, None]


def test_metadata_tell_the_code_of_a_place_that_the_text_does_not_name():
    found = whereabouts(page("市委副书记、市长到片区调研。全市干部参加。", publisher="福鼎新闻网"))
    assert names(found) == [None, None, None] and found.code == "350982"
