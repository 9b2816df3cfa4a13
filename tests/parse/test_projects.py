"""Projects: which stretches are one project's name, by what stands round them, and what else is told of it."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.parse import projects
from fangzhi.parse.claim import Claim
from fangzhi.parse.page import Page


def claims(text: str) -> list[Claim]:
    return projects.read(Page(text, (("main", 0, len(text)),)))


def cells(text: str, field: str) -> dict[str, str | None]:
    """What is told of each project by its name, in the order of first mention."""
    names: dict[str, str] = {}
    told: dict[str, str] = {}
    for claim in claims(text):
        if claim.table == "projects":
            if claim.field == "name":
                names.setdefault(claim.row, claim.value)
            elif claim.field == field:
                told.setdefault(claim.row, claim.value)
    return {name: told.get(row) for row, name in names.items()}


def names(text: str) -> list[str]:
    return list(cells(text, ""))


def sizes(text: str) -> set[tuple[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for claim in claims(text):
        if claim.table == "project_capacities":
            rows.setdefault(claim.row, {})[claim.field] = claim.value
    return {(row["value"], row["unit"]) for row in rows.values()}


class TestNames:
    def test_members_of_a_list_are_one_row_each(self):
        text = "远山铜箔、清溪轴承、大泽河大桥和北原冷链物流园等一批重大项目开工建设。"
        assert names(text) == ["远山铜箔", "清溪轴承", "大泽河大桥", "北原冷链物流园"]

    def test_a_name_before_project_stands_without_it(self):
        assert names("调研组来到远山锂业正极材料项目现场。") == ["远山锂业正极材料"]

    def test_a_work_wants_more_than_its_closing_word(self):
        assert names("清溪县南河综合治理工程顺利完工。") == ["清溪县南河综合治理"]
        assert names("深入实施“强基”提升工程，抓好民心工程。") == []

    def test_what_stands_before_of_belongs_to_the_name_behind_it(self):
        assert names("位于城北的清溪制药厂已投产。") == ["清溪制药厂"]

    def test_a_joining_word_inside_a_name_stays(self):
        assert names("来到远山医疗诊断试剂与高端器械项目。") == ["远山医疗诊断试剂与高端器械"]

    def test_a_phase_with_its_prefix_printed_once_keeps_the_prefix(self):
        text = "加快推进远山硅业二期年产16万片外延片及三期100万片衬底片等重大项目。"
        assert names(text) == ["远山硅业二期年产16万片外延片", "远山硅业三期100万片衬底片"]

    def test_quantities_in_a_row_after_one_rate_are_one_project(self):
        assert names("远山新材年产10GW硅棒、12GW切片二期全面投产。") == ["远山新材年产10GW硅棒、12GW切片二期"]

    def test_a_phase_in_brackets_stays_with_the_name(self):
        assert names("谋划实施清溪河生态修复(三期)等86个政府投资项目。") == ["清溪河生态修复(三期)"]

    def test_a_later_and_shorter_mention_is_the_same_row(self):
        text = "活动在远山半导体项目现场举行。总投资22亿元的远山半导体功率器件封测开工。"
        assert cells(text, "investment_amount") == {"远山半导体功率器件封测": "2200000000"}

    def test_a_heading_makes_projects_of_what_it_lists(self):
        text = "集中开工的项目有：远山铜业电子铜箔(总投资18亿元)、清溪流域综合治理(总投资6.5亿元)。"
        assert cells(text, "investment_amount") == {"远山铜业电子铜箔": "1800000000", "清溪流域综合治理": "650000000"}

    def test_a_list_goes_on_across_commas_and_before_building(self):
        text = "加快推进远山高速、清溪大桥，北原水库、大泽物流园等建设。"
        assert names(text) == ["远山高速", "清溪大桥", "北原水库", "大泽物流园"]

    def test_words_of_praise_may_stand_between_a_list_and_its_noun(self):
        text = "远山铜箔、清溪轴承新材料等一大批投资规模大、带动能力强的优质项目落地。"
        assert names(text) == ["远山铜箔", "清溪轴承新材料"]

    def test_the_zone_behind_at_is_no_part_of_a_name(self):
        assert names("活动在远山经济技术开发区清溪电子产业园项目现场举行。") == ["清溪电子产业园"]

    def test_a_countys_own_works_are_named_by_what_they_are(self):
        assert names("察看了县粮食储备库、县污水处理厂等项目建设现场。") == ["县粮食储备库", "县污水处理厂"]

    def test_a_park_that_is_visited_is_a_project_once_its_size_is_told(self):
        assert names("走进远山市先进装备产业园，了解企业情况。") == []
        assert names("走进远山市先进装备产业园，了解企业情况。该产业园总投资3亿元。") == ["远山市先进装备产业园"]

    def test_a_park_that_is_visited_is_a_project_where_work_is_seen(self):
        assert names("走进远山市先进装备产业园，塔吊林立。") == ["远山市先进装备产业园"]

    def test_works_and_plants_among_the_stops_of_a_tour_are_projects(self):
        assert names("先后来到关山泵站、柳湾村食用菌种植基地观摩。") == ["关山泵站", "柳湾村食用菌种植基地"]
        assert names("先后来到永安古城、县中医院、石桥社区观摩。") == []

    def test_where_a_project_stands_is_no_project(self):
        assert names("清溪产业园项目位于双湾区产业园区，总投资2亿元。") == ["清溪产业园"]

    def test_a_second_name_without_an_owner_belongs_to_the_first(self):
        assert names("远山研发中心和产业化生产基地项目开工。") == ["远山研发中心和产业化生产基地"]
        assert names("远山研发中心和清溪生产基地项目开工。") == ["远山研发中心", "清溪生产基地"]

    def test_a_list_may_close_with_a_count_of_works(self):
        assert names("改造永安路北段、迎春东街等5条道路。") == ["永安路北段", "迎春东街"]
        assert names("公交车途经永安路北段、迎春东街等5条道路。") == []

    def test_a_list_may_close_with_a_kind_of_works(self):
        assert names("建设永安至石桥高速公路、双河至清溪高速公路等地方高速公路。") == [
            "永安至石桥高速公路",
            "双河至清溪高速公路",
        ]

    def test_a_verb_may_stand_between_the_end_of_a_list_and_its_noun(self):
        assert names("察看了永安商业街、清溪广场等新竣工项目现场。") == ["永安商业街", "清溪广场"]

    def test_a_zone_that_builds_is_not_what_is_built(self):
        assert names("远山示范区新开工清溪产业园项目。") == ["清溪产业园"]

    def test_a_section_is_named_by_its_ends_and_a_crossing_by_its_roads(self):
        assert names("加快建设永丰公路柳坝至石桥段。") == ["永丰公路柳坝至石桥段"]
        assert names("新建204国道与石佛路枢纽立交。") == ["204国道与石佛路枢纽立交"]


class TestCounterExamples:
    @pytest.mark.parametrize(
        "text",
        [
            "全市集中开工重大项目87个，总投资612亿元，其中10亿元以上项目14个。",
            "年度新开工的45个产业项目上半年全部开工。",
            "抢抓人工智能、合成生物、低空经济等细分方向20个在手重大项目。",
            "积极招引保税加工、保税物流、保税展示等重大项目。",
            "要建设孵化平台、新型研发机构、技术转移中心、协同创新平台等。",
            "远山新材料科技股份有限公司总经理介绍了情况。",
            "创建省级工业互联网标杆工厂2家以上。",
            "市委书记李远山出席活动并宣布项目开工。",
            "推进农村人居环境整治，持续改善营商环境。",
            "加快推进城镇老旧小区改造，办好民生实事项目。",
            "坚持一切围着项目转，开发区成立了项目专班。",
            "持续演绎着项目建设的热度，责任人更是全方位服务项目发展。",
            "今天是第四批重点项目集中开工。",
            "统筹抓好疫情防控和重点项目建设。",
            "全面掀起工业项目建设热潮，精心策划项目。",
            "**个便民驿站、*家幼儿园相继投用。",
            "清溪区人民政府与远山医科大学签约共建。",
            "该项目涉及智慧制造、光伏发电、清洁能源等多个领域。",
            "项目总投资3亿元，主要建设标准厂房、研发楼和污水处理站。",
        ],
        ids=lambda text: text[:12],
    )
    def test_counts_classes_fields_bodies_and_campaigns_are_no_projects(self, text):
        assert names(text) == []


class TestAmounts:
    def test_an_amount_is_bound_to_the_member_behind_it(self):
        text = "总投资120亿元的远山光伏基地、总投资4.7亿美元的清溪硅料、北原轴承等项目签约。"
        assert cells(text, "investment_amount") == {
            "远山光伏基地": "12000000000",
            "清溪硅料": "470000000",
            "北原轴承": None,
        }
        assert cells(text, "investment_currency") == {"远山光伏基地": "CNY", "清溪硅料": "USD", "北原轴承": None}

    def test_a_range_gives_its_lower_end(self):
        text = "计划投资30至50亿元的远山再生铝循环产业园正在洽谈。"
        assert cells(text, "investment_amount") == {"远山再生铝循环产业园": "3000000000"}

    def test_other_sums_are_not_the_investment(self):
        text = "远山高速公路年度计划投资42亿元，截至8月底完成投资27亿元。"
        assert cells(text, "investment_amount") == {"远山高速公路": None}

    def test_sums_dealt_out_behind_a_list_are_each_members_own(self):
        text = "远山锂电产业园、清溪冷链物流园、北原智能工厂总投资分别为3.5亿元、2亿元和8000万元。"
        assert list(cells(text, "investment_amount").values()) == ["350000000", "200000000", "80000000"]

    def test_a_project_pointed_at_across_others_words_keeps_its_sum(self):
        text = "走进远山县中医院迁建项目施工现场。“我们按计划推进。”负责人说。该项目总投资4亿元。"
        assert cells(text, "investment_amount") == {"远山县中医院迁建": "400000000"}

    def test_the_sum_of_a_list_is_no_members(self):
        text = "总投资共计32亿元的远山铁塔、清溪锻造、北原石材等9个项目集中开工。"
        assert set(cells(text, "investment_amount").values()) == {None}

    def test_a_masked_figure_is_none(self):
        text = "总投资**亿元的远山皮革循环产业园开工。"
        assert cells(text, "investment_amount") == {"远山皮革循环产业园": None}

    def test_the_phases_of_a_project_are_parts_of_it(self):
        text = "远山古街保护开发总投资23亿元，其中一期投资10亿元、二期投资13亿元。"
        assert cells(text, "investment_amount") == {"远山古街保护开发": "2300000000"}


class TestCapacities:
    def test_a_capacity_inside_a_name_stays_in_it_and_is_told(self):
        assert names("远山年产8万吨颗粒硅等项目顺利推进。") == ["远山年产8万吨颗粒硅"]
        assert sizes("远山年产8万吨颗粒硅等项目顺利推进。") == {("80000", "吨/年")}

    def test_sizes_told_behind_a_name_are_its_own(self):
        text = "远山封测项目占地218亩，建筑面积17.6万平方米，达产后年产器件120亿只、框架36亿条，年产值28亿元。"
        assert sizes(text) == {("218", "亩"), ("176000", "平方米"), ("12000000000", "只/年"), ("3600000000", "条/年")}

    def test_units_in_a_block_are_multiplied(self):
        assert sizes("远山电厂2×66万千瓦扩建项目开工。") == {("1320000", "千瓦")}

    def test_lengths_dealt_out_are_each_members_own(self):
        made = claims("远山至清溪高速公路、北原大道改扩建加快施工，里程分别为98公里、13千米。")
        told = [(c.row, c.field, c.value) for c in made if c.table == "project_capacities"]
        assert [v for _, f, v in told if f in ("project_id", "value", "unit")] == [
            *("projects/0", "98", "公里"),
            *("projects/1", "13", "千米"),
        ]

    def test_a_size_class_is_no_capacity(self):
        assert sizes("远山220千伏变电站和清溪30万吨级码头开工建设。") == set()


class TestStages:
    @pytest.mark.parametrize(
        ("text", "stage"),
        [
            ("谋划远山抽水蓄能电站。", "planned"),
            ("签约了总投资3亿元的远山铜箔。", "signed"),
            ("远山大桥正在抓紧施工。", "under_construction"),
            ("远山水库已于上月竣工。", "completed"),
            ("远山物流港投入运营。", "in_production"),
            ("加快推进远山水库建设。", "advancing"),
            ("推动远山高速尽快开工。", "planned"),
            ("确保远山水库年底前建成。", "under_construction"),
            ("远山高铁线下工程已完成87%。", "under_construction"),
            ("要加快建设远山水库。", "under_construction"),
            ("远山储能电芯、清溪轴承等项目要加快建设。", "under_construction"),
            ("全力保障远山抽水蓄能电站等项目早开工、早见效。", "planned"),
            ("力争远山色纺二期、清溪膏剂车间等在建项目6月底前投产。", "under_construction"),
            ("远山热处理产业园等意向项目将及时跟踪。", "planned"),
            ("远山水库、清溪灌区等项目按节点推进。", "advancing"),
            ("加快远山大道、清溪小区二期等工程建设。", "under_construction"),
            ("远山医学中心计划2023年三季度开工，2026年建成运营。", "planned"),
            ("远山铁路进入勘察设计阶段。", "planned"),
            ("远山大道开工建设，清溪至北原旅游大巴开通。", "under_construction"),
            ("已投产项目远山水产食品项目产值可观。", "in_production"),
            ("同日开工的还有：远山预制菜智能工厂、清溪冷链交易中心。", "under_construction"),
        ],
    )
    def test_a_stage_is_told_by_the_verbs_round_a_name(self, text, stage):
        assert set(cells(text, "stage").values()) == {stage}

    def test_what_a_page_reports_as_done_holds_where_nothing_else_is_told(self):
        text = "远山区举行重点项目集中签约仪式\n仪式上，清溪铜箔项目代表致辞。"
        assert cells(text, "stage") == {"清溪铜箔": "signed"}

    def test_stages_told_in_order_are_dealt_out_in_order(self):
        text = "远山电池、清溪储能、北原电机等3个百亿级项目“投产一个、在建一个、签约一个”。"
        assert list(cells(text, "stage").values()) == ["in_production", "under_construction", "signed"]

    def test_what_counted_projects_share_holds_for_those_singled_out(self):
        text = "此次集中开工项目23个，总投资87亿元。其中，远山矿泉水三期总投资11亿元。"
        assert cells(text, "stage") == {"远山矿泉水三期": "under_construction"}


class TestSplitNames:
    def test_the_firm_and_the_place_are_split_off_where_the_name_prints_them(self):
        assert cells("来到远山科技年产3万吨铜箔项目。", "proponent") == {"远山科技年产3万吨铜箔": "远山科技"}
        assert cells("清溪县中医院迁建项目竣工。", "place") == {"清溪县中医院迁建": "清溪县"}

    def test_the_category_is_that_of_the_closing_noun(self):
        text = "建成了远山水库、清溪产业园、北原小学和大泽实验室。"
        assert list(cells(text, "category").values()) == ["infrastructure", "park", "civic", "platform"]


PIECES = [
    "总投资",
    "3亿元",
    "的",
    "远山铜箔",
    "清溪产业园",
    "项目",
    "等",
    "、",
    "，",
    "和",
    "开工",
    "年产",
    "8万吨",
    "(",
    ")",
    "“",
    "”",
    "一期",
    "5个",
    "。",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=150, deadline=None)
def test_every_claim_lies_within_the_page_and_every_row_has_a_name(pieces):
    text = "".join(pieces)
    made = claims(text)
    assert all(0 <= c.start < c.end <= len(text) for c in made)
    assert {c.row for c in made if c.table == "projects"} == {c.row for c in made if c.field == "name"}


@pytest.mark.parametrize(
    "unit",
    [
        "远山铜箔",
        "总投资3亿元的远山铜箔、",
        "远山产业园和",
        "(“远山",
        "等项目",
        "建设远山水库一期",
        "远山水库，",
        "远山水库12公里",
        "8万吨年产",
    ],
)
def test_work_grows_no_faster_than_the_text(unit):
    small, large = _calls(unit * 150), _calls(unit * 300)
    assert large <= 2.4 * small + 2000


def _calls(text: str) -> int:
    """How many calls reading a text takes: a count that does not depend on the machine."""
    page = Page(text, (("main", 0, len(text)),))
    count = 0

    def seen(frame, event, arg):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        projects.read(page)
    finally:
        sys.setprofile(None)
    return count
