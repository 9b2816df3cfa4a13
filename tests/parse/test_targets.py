"""Targets: what a number counts, how exactly, whether aimed at or reached, and for which year."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.parse import targets
from fangzhi.parse.page import Page


@dataclass(frozen=True)
class Row:
    indicator: str = ""
    value: str = ""
    unit: str = ""
    bound: str | None = None
    status: str = ""
    period: str | None = None
    subject: str | None = None


def page(text: str, published: str | None = "2024-02-20", title: str = "") -> Page:
    whole = f"{title}\n{text}" if title else text
    start = len(title) + 1 if title else 0
    parts = (*([("title", 0, len(title))] if title else []), ("main", start, len(whole)))
    return Page(whole, parts, published_on=published)


def rows(text: str, published: str | None = "2024-02-20", title: str = "") -> list[Row]:
    found: dict[str, dict[str, str]] = {}
    for claim in targets.read(page(text, published, title)):
        found.setdefault(claim.row, {}).setdefault(claim.field, claim.value)
    return [Row(**fields) for fields in found.values()]


def said(text: str) -> list[tuple[str, str, str]]:
    return [(r.indicator, r.value, r.unit) for r in rows(text)]


def test_a_level_and_its_growth_are_two_targets() -> None:
    assert said("全县生产总值完成341.6亿元，增长4.3%。") == [("生产总值", "34160000000", "CNY"), ("生产总值增长", "4.3", "%")]


def test_growth_keeps_its_printed_words() -> None:
    assert said("固定资产投资同比下降3.2%。") == [("固定资产投资同比下降", "3.2", "%")]


def test_a_gap_in_points_is_of_the_growth_before_it() -> None:
    assert said("规上工业增加值增长7.2%，高于全市0.9个百分点，居全市第3位。")[1:] == [("规上工业增加值增速高于全市", "0.9", "个百分点")]


def test_gaps_to_two_places_are_dealt_out() -> None:
    text = "规上工业增加值增长7.2%，分别高于全国、全省1.2个、0.5个百分点。"
    assert said(text)[1:] == [("规上工业增加值增速高于全国", "1.2", "个百分点"), ("规上工业增加值增速高于全省", "0.5", "个百分点")]


def test_a_share_is_of_what_stands_before_it() -> None:
    assert said("其中税收收入10.02亿元，占比65.6%。")[1] == ("税收收入占比", "65.6", "%")


def test_a_ratio_to_the_aim_is_a_third_thing() -> None:
    found = rows("前三季度产业投资完成486.3亿元，完成年度任务700亿元的69.47%。")
    assert [(r.indicator, r.value, r.status) for r in found] == [
        ("产业投资", "48630000000", "achieved"), ("产业投资年度任务", "70000000000", "target"), ("产业投资完成年度任务", "69.47", "achieved"),
    ]  # fmt: skip


def test_a_verb_is_carried_down_its_list() -> None:
    assert said("力争新增瞪羚企业5家、省级专精特新企业10家。") == [("新增瞪羚企业", "5", "家"), ("新增省级专精特新企业", "10", "家")]


def test_an_elliptic_size_takes_the_head_of_the_member_before() -> None:
    assert said("引进亿元以上项目45个，其中10亿元以上5个。")[1] == ("引进10亿元以上项目", "5", "个")


def test_a_head_printed_once_is_given_to_each_name() -> None:
    text = "城镇、农村居民人均可支配收入分别达到34216元、19874元，分别增长5.1%和7.4%。"
    assert said(text) == [
        ("城镇居民人均可支配收入", "34216", "CNY"), ("农村居民人均可支配收入", "19874", "CNY"),
        ("城镇居民人均可支配收入增长", "5.1", "%"), ("农村居民人均可支配收入增长", "7.4", "%"),
    ]  # fmt: skip


def test_a_word_for_three_indicators_is_taken_apart() -> None:
    found = said("三次产业对经济增长的贡献率分别为11.2%、49.1%和39.7%。")
    assert [name for name, _, _ in found] == [f"第{n}产业对经济增长的贡献率" for n in "一二三"]


def test_a_value_for_all_is_each_ones() -> None:
    assert said("道路硬化率、集中供水率均达100%。") == [("道路硬化率", "100", "%"), ("集中供水率", "100", "%")]


def test_a_level_reached_is_of_the_indicator_that_it_started_from() -> None:
    found = rows("到2025年，机械化率由目前的71%提高到80%以上。")
    assert [(r.indicator, r.value, r.bound) for r in found] == [("机械化率", "80", "at_least")]


def test_an_indicator_far_from_its_growth_is_found() -> None:
    assert said("全市规上工业增加值，在高基数的基础上，同比增长6.4%。") == [("规上工业增加值同比增长", "6.4", "%")]


@pytest.mark.parametrize(
    ("printed", "bound"),
    [
        ("50家以上", "at_least"), ("不少于50家", "at_least"), ("50家左右", "about"), ("约50家", "about"), ("近50家", "about"),
        ("突破50家", "above"), ("超过50家", "above"), ("50余家", "above"), ("50家", "exact"), ("控制在50家以内", None),
    ],
)  # fmt: skip
def test_a_bound_is_read_before_and_behind(printed: str, bound: str | None) -> None:
    (row,) = rows(f"全市规上工业企业{printed}。")
    assert (row.value, row.bound) == ("50", bound)


def test_a_count_before_its_noun_needs_a_result() -> None:
    assert said("3家企业入选国家级绿色工厂名录。") == [("入选国家级绿色工厂名录企业", "3", "家")]
    assert said("会议要求抓住5个环节，三名代表发言。") == []


def test_a_count_closes_a_list_of_names() -> None:
    assert said("完成南门、北关等16处易涝片区治理。") == [("易涝片区治理", "16", "处")]


def test_a_sum_is_of_the_counted_projects() -> None:
    text = "此次集中开工重大项目87个，总投资612.4亿元。"
    assert said(text) == [("集中开工重大项目", "87", "个"), ("重大项目总投资", "61240000000", "CNY")]


def test_sums_are_dealt_out_to_the_counts_before_them() -> None:
    text = "全市签约项目112个、开工项目86个，总投资分别为680亿元、420亿元。"
    assert said(text)[2:] == [("签约项目总投资", "68000000000", "CNY"), ("开工项目总投资", "42000000000", "CNY")]


def test_those_that_pass_a_mark_are_counted() -> None:
    text = "村集体经济收入持续增加，平均收入30万元，其中3个村超过100万元。"
    assert ("平均收入超过100万元的村", "3", "个") in said(text)


def test_parts_of_a_whole_are_of_what_the_whole_counts() -> None:
    text = "全县47个重点项目中，竣工9个、在建26个。"
    assert said(text) == [("重点项目", "47", "个"), ("竣工重点项目", "9", "个"), ("在建重点项目", "26", "个")]


def test_a_rank_has_nothing_to_do_with_the_number_behind_it() -> None:
    text = "规上工业增加值增长8.6%，增速居全省第2位、较上半年提升1.3个百分点。"
    assert said(text)[1] == ("规上工业增加值增速较上半年提升", "1.3", "个百分点")


def test_a_duration_is_a_value_where_it_is_what_is_counted() -> None:
    assert said("企业开办时间压缩至0.5个工作日以内。") == [("企业开办时间", "0.5", "个工作日")]
    assert said("驻村工作已有3年，历时47天完成。") == []


def test_a_result_told_for_a_whole_year_takes_the_year_told_before_it() -> None:
    text = "2023年，全县生产总值341.6亿元。\n全年接待游客420万人次。"
    assert [r.period for r in rows(text)] == ["2023", "2023"]


@pytest.mark.parametrize(
    "text",
    [
        "总投资22亿元的青石功率器件封测项目开工。",
        "该项目占地218亩，建筑面积17.6万平方米，达产后年产值28亿元、年税收1.1亿元。",
        "张小满今年67岁，联系电话0453-6171320。",
        "全县居全省第4位，连续5年获评。",
        "“今年我再承包80亩，”王大有说。",
        "共120人参加会议。",
        "每10分钟完成1台产品的装配。",
        "落实人才新政20条。",
        "新增企业*家，完成税收XX万元。",
    ],
)
def test_these_are_no_targets(text: str) -> None:
    assert said(text) == []


def test_a_modal_makes_an_aim_and_the_page_gives_its_year() -> None:
    (row,) = rows("今年力争新增高新技术企业60家以上。")
    assert (row.indicator, row.status, row.period) == ("新增高新技术企业", "target", "2024")


def test_one_sentence_holds_a_result_and_an_aim() -> None:
    found = rows("2023年全市新增规上工业企业86家，今年力争再新增100家以上。")
    assert [(r.value, r.status, r.period) for r in found] == [("86", "achieved", "2023"), ("100", "target", "2024")]


def test_last_year_and_next_year_are_counted_from_the_page() -> None:
    assert [r.period for r in rows("去年新增就业5000人。明年力争新增就业6000人。")] == ["2023", "2025"]


def test_the_last_year_of_a_plan_is_its_period() -> None:
    found = rows("“十四五”末，全市高速公路通车里程突破600公里。")
    assert [(r.status, r.period) for r in found] == [("target", "2025")]


def test_a_compared_year_is_no_period() -> None:
    (row,) = rows("到2025年，单位生产总值能耗较2020年下降14%。")
    assert (row.indicator, row.period) == ("单位生产总值能耗较2020年下降", "2025")


def test_without_a_year_the_period_stays_open() -> None:
    (row,) = rows("力争新增高企100家。", published=None)
    assert row.period is None


def test_a_heading_tells_what_stands_below_it() -> None:
    text = "一、2023年工作回顾\n新增企业12家。\n二、2024年工作安排\n新增企业15家。"
    assert [(r.value, r.status, r.period) for r in rows(text)] == [("12", "achieved", "2023"), ("15", "target", "2024")]


def test_an_imperative_reaches_to_the_next_sentence() -> None:
    (row,) = rows("要强化外资招引。全区实际利用外资达到3亿美元。")
    assert (row.status, row.unit, row.subject) == ("target", "USD", "全区")


def test_a_target_told_twice_is_one_row_with_both_claims() -> None:
    text = "力争新增企业5家。\n力争新增企业5家。"
    assert len(rows(text)) == 1
    assert sum(c.field == "indicator" for c in targets.read(page(text))) == 2


def test_a_headline_number_is_the_one_of_the_article() -> None:
    found = rows("我县6个村入选省级名单，6个村的名单已经公布。", title="6个村上榜")
    assert [r.value for r in found] == ["6"]


def test_every_claim_lies_on_its_printed_number() -> None:
    text = "全县生产总值完成341.6亿元，增长4.3%，粮食总产稳定在17.8亿斤以上。"
    read = targets.read(page(text))
    assert {text[c.start : c.end] for c in read if c.field == "value"} == {"341.6亿元", "4.3%", "17.8亿斤"}
    assert [text[c.start : c.end] for c in read if c.field == "bound"][-1] == "以上"


PIECES = ["今年", "力争", "新增", "企业", "50家", "以上", "，", "、", "；", "增长", "8.5%", "分别", "和", "的", "达到", "1.2亿元", "(", ")", "“", "”",
          "等", "3个", "项目", "总投资", "由", "到", "占比", "年度任务", "高于全市", "0.9个百分点", "中", "每", "5年", "2023年", "。", "\n"]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_order_of_words_gives_sound_claims(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    for claim in targets.read(page(text)):
        assert 0 <= claim.start < claim.end <= len(text)
        assert claim.value and claim.rule.startswith("targets.")


def test_rows_grow_no_faster_than_the_text() -> None:
    piece = "新增企业5家、项目10个，增长8%，"
    few, many = (len(targets.read(page("全年" + piece * n + "。"))) for n in (100, 200))
    assert many <= 2 * few + 20
