"""Villages, where they lie and what they received."""

import pytest

from fangzhi.parse import villages
from fangzhi.parse.page import Page


def read(text, **known):
    return villages.read(Page(text, (("main", 0, len(text)),), **known))


def rows(text, **known):
    out = {}
    for claim in read(text, **known):
        if claim.table == "villages":
            out.setdefault(claim.row, {}).setdefault(claim.field, claim.value)
    return list(out.values())


def names(text):
    return [row["name"] for row in rows(text)]


def towns(text):
    return [(row.get("county"), row.get("town"), row["name"]) for row in rows(text)]


def designations(text):
    claims = read(text)
    name = {c.row: c.value for c in reversed(claims) if c.table == "villages" and c.field == "name"}
    village = {c.row: name[c.value] for c in claims if c.field == "village_id"}
    return {(village[c.row], c.value) for c in claims if c.field == "designation"}


def test_town_and_county_carry_forward_until_restated():
    assert towns("歙县许村镇许村村、金村村、郑村镇棠樾村，黟县宏村镇卢村") == [
        ("歙县", "许村镇", "许村村"),
        ("歙县", "许村镇", "金村村"),
        ("歙县", "郑村镇", "棠樾村"),
        ("黟县", "宏村镇", "卢村"),
    ]


def test_a_heading_gives_its_county_to_the_lines_under_it():
    assert towns("民乐县(3个)：\n南古镇高郝村、六坝镇五坝村\n山丹县(1个)：\n清泉镇南湾村") == [
        ("民乐县", "南古镇", "高郝村"),
        ("民乐县", "六坝镇", "五坝村"),
        ("山丹县", "清泉镇", "南湾村"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("在城头镇潘村村，", "潘村村"),
        ("理塘县村戈乡村戈村党支部书记", "村戈村"),
        ("仙桃市排湖办事处北坝村", "北坝村"),
        ("高力板镇国光嘎查", "国光嘎查"),
        ("铜山区六堡农场建设村", "建设村"),
        ("三桥镇五里村推广插秧", "五里村"),
        ("来到和平村，", "和平村"),
        ("记者走进黄石崖村，", "黄石崖村"),
        ("山西大寨村的石板路", "大寨村"),
        ("随后前往毗邻的石壁背村。", "石壁背村"),
        ("黄龙村党总支书记介绍了经验", "黄龙村"),
        ("茅坪乡余村村党支部书记", "余村"),
        ("该镇马家湾村民宿", "马家湾村"),
    ],
)
def test_the_name_is_cut_exactly(text, name):
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "全面推进新农村建设，乡村振兴，全村、本村、该村、各村的村民和村干部。",
        "工人村、铁路二村、奥运村和运动员村。",
        "中心村、空心村、城中村、示范村、贫困村、先进村。",
        "全市1126个行政村、6个以上自然村。",
        "贵州“村BA”、村超火爆，度假村游客爆满。",
        "淄博市周村区与中关村软件园签约。",
        "电影《老井村传奇》上映。",
        "他出生在一个小山村，村里没有路。",
        "湖滨社区、春晖社区的居民。",
    ],
)
def test_what_is_no_village_is_no_row(text):
    assert names(text) == []


def test_an_inner_village_is_a_row_and_lies_in_the_same_town():
    assert towns("漳潭镇东胜村小胡村、白洞村石山底自然村") == [
        (None, "漳潭镇", "东胜村"),
        (None, "漳潭镇", "小胡村"),
        (None, "漳潭镇", "白洞村"),
        (None, "漳潭镇", "石山底自然村"),
    ]
    assert [row["kind"] for row in rows("东胜村小胡村")] == ["administrative", "natural"]


def test_a_community_counts_beside_villages():
    assert [row["kind"] for row in rows("岩寺镇石岗社区、呈坎镇灵山村入选")] == ["community", "administrative"]


def test_the_code_is_of_the_county_and_the_places_above_have_full_names():
    row = rows("歙县北岸镇瞻淇村")[0]
    assert (row["adcode"], row["city"], row["province"]) == ("341021", "黄山市", "安徽省")


def test_an_ambiguous_county_has_no_code_until_a_place_settles_it():
    assert "adcode" not in rows("鼓楼区某某镇上坪村")[0]
    assert rows("徐州市鼓楼区某某镇上坪村")[0]["adcode"] == "320302"


def test_a_second_mention_is_the_same_row():
    assert len(rows("歙县郑村镇棠樾村入选。在棠樾村，村民开起民宿。")) == 1


def test_one_name_in_two_towns_is_two_rows():
    assert len(rows("太河镇和平村、昆仑镇和平村参加。")) == 2


def test_a_title_belongs_to_the_villages_of_its_clause():
    text = "昌珠镇上坝村入选全国乡村旅游重点村，亚堆乡曲德村、结巴乡桑嘎村入选自治区级示范村。"
    assert designations(text) == {
        ("上坝村", "全国乡村旅游重点村"),
        ("曲德村", "自治区级示范村"),
        ("桑嘎村", "自治区级示范村"),
    }


def test_the_title_of_a_list_is_carried_to_its_members():
    text = "第五批安徽省传统村落名单\n歙县：许村镇金村村\n黟县：宏村镇卢村\n"
    assert designations(text) == {(v, "第五批安徽省传统村落") for v in ("金村村", "卢村")}


def test_a_title_stands_before_its_village():
    assert designations("获评自治区“一村一品”示范村的黄龙村党总支书记发言") == {("黄龙村", "自治区“一村一品”示范村")}


@pytest.mark.parametrize(
    "text",
    [
        "平桥镇张思村因材料不全未能入选省级未来乡村。",
        "推荐蔡家坡镇唐家岭村申报全国乡村治理示范村。",
        "支持乡直属镇库尔村创建自治区乡村振兴示范村。",
        "关于2023年拟认定省级示范村名单的公示\n拟认定名单：张坊镇田溪村。",
    ],
)
def test_what_is_sought_or_proposed_is_no_title(text):
    assert names(text)
    assert designations(text) == set()


def test_names_and_towns_are_cited_where_they_are_printed():
    text = "2023年，石首市东升镇焦家铺村、新厂镇泥南村被评为2023年湖北省美丽乡村示范村。"
    claims = read(text)
    printed = {"name", "town", "designation", "year"}
    assert {c.field for c in claims} >= printed
    assert all(text[c.start : c.end] == c.value for c in claims if c.field in printed)


def test_the_year_of_a_title_is_the_one_it_names():
    claims = read("新厂镇泥南村获评2022年度吉林省卫生村。")
    assert [c.value for c in claims if c.field == "year"] == ["2022"]


def test_a_count_of_villages_is_no_year():
    claims = read("全省共有1935个行政村入选，新厂镇泥南村获评吉林省卫生村。")
    assert [c.value for c in claims if c.field == "designation"] == ["吉林省卫生村"]
    assert not [c for c in claims if c.field == "year"]


def test_the_steps_grow_as_the_text_grows():
    text = "A镇" + "村" * 2000 + "、甲村和乙村" * 500
    assert len(read(text + "\n" + text)) <= 3 * len(read(text)) + 10
