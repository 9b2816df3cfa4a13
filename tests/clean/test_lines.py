"""Hard breaks and page turns."""

from __future__ import annotations

import pytest

from fangzhi.clean import clean, repair

WRAPPED = """10月26日上午，市政府新闻办召开某城市前三
季度经济运行情况新闻发布会。市统计局党组书
记、局长孔某某发布主要数据，全市油菜面积4
200亩，生猪出栏718.6万头，增长7.3
%；“事争一流、唯旗是夺
”的拼劲推动经济持续恢复。全市上下盯紧目标
不放松，以决战决胜的姿态冲刺全年目标任务。
"""


def test_lines_of_one_width_are_joined_inside_words_and_numbers():
    text = clean(WRAPPED).text
    assert "前三季度" in text
    assert "局长孔某某" in text
    assert "4200亩" in text
    assert "7.3%；“事争一流、唯旗是夺”的" in text


def test_a_page_number_and_a_running_head_inside_a_sentence_go():
    read = "大家议出真办法、算出新\n－ 2 －\n资源信息　总第812期\n天地；要发扬不怕苦的精神。"
    assert clean(read).text == "大家议出真办法、算出新天地；要发扬不怕苦的精神。"
    assert clean(read).repairs["furniture"] > 0


def test_a_running_head_with_its_issue_goes_and_what_a_list_gives_stays_apart():
    read = "任命：\n赵小敏为青河市水利局副局长、总工程师；\n—　11　—\n青河市人民代表大会常务委员会公报　2023·3\n高岩、陈岭为青河市人民法院审判员。"
    assert clean(read).text == "任命：\n赵小敏为青河市水利局副局长、总工程师；\n高岩、陈岭为青河市人民法院审判员。"


def test_a_number_that_is_broken_behind_its_wide_point_is_whole():
    assert "工业用电占68.5%，增长" in clean("会议召开。一季度用电增长，工业用电占６８．\n５％，增长平稳。").text


def test_one_space_at_the_head_of_a_line_may_be_a_names_own():
    lines = ["通报一季度主要经济指标完成情况，研判当前形势，安排下步工作。市", "委副书记、市长高远山出席会议并讲话，市委常委、市政府常务副市长陈"]
    lines += ["　岭主持会议，副市长许川和市直有关部门、各乡镇人民政府的主要负责", "人参加会议，会上还集中观看了全市重点项目建设进展情况的视频短片。"]
    assert "副市长陈岭主持会议" in clean("会议召开\n\n　　" + "\n".join(lines * 2)).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("会议听取了汇报。会议指出，要压实责任，做到责任到", "人、任务到岗、措施到位，确保整改不走过场。"),
        ("会议强调，要抓好重点工作。各部门要紧密协作，确保各项工作按计划", "落实到位。"),
        ("会议还听取了《若干措施》补充政策有关情况", "的汇报等。"),
    ],
)
def test_a_sentence_goes_on_over_a_page_turn(before, after):
    assert clean(f"某某会议召开\n\n{before}\n\n{after}").text.endswith(before + after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("高质量发展，是精准落子", "去年以来，某高新区推动产业加速壮大。"),
        ("某县12个村入选 首批名单", "近日，第一批和美乡村名单发布。"),
        ("甲县（2个）：许村镇许村、金村村", "乙县（1个）：宏村镇卢村"),
        ("会议召开。", "县长主持会议。"),
        ("一、工作回顾", "过去一年，我们坚持稳中求进。"),
        ("全县上下团结一心,合力推进乡村振兴开新局", "7月3日上午，县委召开会议，研究乡村振兴工作。"),
        ("种粮大户说，今年丰收了...", "某镇：高标准农田项目激发新动能"),
    ],
)
def test_a_heading_a_list_and_a_paragraph_stay_on_their_own_lines(before, after):
    assert "\n" in clean(f"{before}\n{after}").text
    assert "\n\n" not in clean(f"{before}\n\n\n{after}").text


def test_a_fragment_is_repaired_to_one_line():
    assert repair("算出新\n－ 2 －\n天地") == "算出新天地"


def test_rows_of_a_table_stay_lines_of_their_own_though_they_are_equally_long():
    read = "2022年度某省卫生村名单\n序号\t设区市\t县（市、区）\t乡镇\t村\n1\t甲州市\t乙安市\t丙山镇\t丁桥村\n2\t甲州市\t乙平县\t丙水镇\t丁家村\n"
    assert clean(read).text.split("\n")[0] == "2022年度某省卫生村名单"
    assert clean(read).text.endswith("\n1 甲州市 乙安市 丙山镇 丁桥村\n2 甲州市 乙平县 丙水镇 丁家村")


def test_a_headline_is_not_joined_where_another_line_is_far_longer():
    read = "2022年度某省卫生村名单公布\n现将名单予以公布，请各地抓好落实，并于年底前报送情况。\n甲州市乙安市丙山镇丁桥村\n甲州市乙平县丙水镇丁家村\n甲州市乙平县丙水镇戊石村\n"
    assert clean(read).text.split("\n")[0] == "2022年度某省卫生村名单公布"


def test_a_member_of_a_list_of_places_is_joined_over_the_line_that_breaks_it():
    read = "丙山镇丁桥村、丙水镇丁家村、丙水镇戊\n石村、丙江乡己湾村\n庚川市：丙湖镇辛店村、丙湖镇壬岭村"
    assert clean(read).text == "丙山镇丁桥村、丙水镇丁家村、丙水镇戊石村、丙江乡己湾村\n庚川市：丙湖镇辛店村、丙湖镇壬岭村"


def test_a_line_that_ends_with_a_whole_member_is_not_joined_to_the_next_list():
    read = "丙山镇丁桥村、丙水镇丁家村\n丙江乡己湾村、丙江乡庚川村"
    assert clean(read).text == read
