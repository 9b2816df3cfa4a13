"""Headlines, articles, teasers, furniture."""

from __future__ import annotations

from fangzhi.clean import clean

PAGE = """当前位置：首页 > 要闻 > 正文
某县召开项目推进会
2024-03-02 09:10　来源：某县融媒体中心　字号：大 中 小
　　3月1日上午，某县召开项目推进会，县长李某某主持会议。
　　会议强调，要加快项目建设。
（记者 王某某）
责任编辑：赵某某
联系电话：0555-1234567
版权所有：某县人民政府
相关文章
某镇果园丰收

某镇果园丰收

　　10月17日，某镇果园迎来丰收，镇党委书记钱某某到果园查看苹果采摘情况，并与种植户算起了增收账...
某村修路
"""


def texts(cleaned, kind):
    return [cleaned.text[part.start : part.end] for part in cleaned.parts if part.kind == kind]


def test_furniture_is_of_no_part():
    cleaned = clean(PAGE)
    assert texts(cleaned, "title") == ["某县召开项目推进会"]
    (main,) = texts(cleaned, "main")
    assert main.startswith("3月1日上午") and main.endswith("(记者 王某某)")


def test_a_teaser_is_a_part_with_its_headline_and_a_bare_headline_is_none():
    cleaned = clean(PAGE)
    (teaser,) = [part for part in cleaned.parts if part.kind == "related"]
    assert cleaned.text[teaser.start :].startswith("10月17日，某镇果园")
    assert cleaned.text[slice(*teaser.title_span)] == "某镇果园丰收"
    assert "某村修路" not in "".join(cleaned.text[part.start : part.end] for part in cleaned.parts)


def test_rows_behind_a_teasers_sentence_are_of_its_part():
    page = "3月1日上午，某县在城东召开项目推进会，研究全年的重点项目建设工作，部署下一步的任务。\n\n相关阅读\n\n"
    told = "6月12日，县农业农村局公布第二批示范村名单，全县共有两个村榜上有名，名单见下表："
    rows = "县(市、区)\t乡镇\t村\n甲县\t白石镇\t柳湾村\n甲县\t松涛镇\t上河村"
    (part,) = texts(clean(f"{page}{told}\n\n{rows}\n\n某地一座大桥合龙通车\n"), "related")
    assert part.startswith("6月12日") and part.endswith("上河村")


def test_articles_that_follow_each_other_are_parts_with_headlines_of_their_own():
    cleaned = clean(
        "甲县召开常委会会议\n\n4月13日，甲县召开常委会会议。\n\n（张某某）\n\n乙县十二个村入选省级名单\n\n近日，名单发布，乙县十二个村入选。"
    )
    mains = [part for part in cleaned.parts if part.kind == "main"]
    assert [cleaned.text[slice(*part.title_span)] for part in mains] == [
        "甲县召开常委会会议",
        "乙县十二个村入选省级名单",
    ]


def test_where_the_reader_says_that_teasers_begin_they_begin():
    read = "某县召开会议\n\n3月1日，某县召开会议。\n\n某镇举办丰收节\n\n10月17日，某镇举办丰收节，镇党委书记钱某某出席并致辞，当地群众三千多人参加了开幕活动，现场十分热闹。"
    cleaned = clean(read, related_at=read.index("某镇举办"))
    assert [part.kind for part in cleaned.parts] == ["title", "main", "related"]


def test_a_list_of_bare_lines_is_read():
    assert texts(clean("县委书记　张某\n县长　李某"), "main") == ["县委书记 张某\n县长 李某"]


def test_title_publisher_and_date_are_cited():
    cleaned = clean(PAGE)
    assert (cleaned.title, cleaned.publisher, cleaned.published_on) == (
        "某县召开项目推进会",
        "某县融媒体中心",
        "2024-03-02",
    )
    assert cleaned.quote(*cleaned.publisher_span) == "某县融媒体中心"
    assert PAGE[slice(*cleaned.span(*cleaned.published_span))] == "2024-03-02"


def test_a_line_that_leads_up_to_the_headline_is_not_the_title():
    cleaned = clean("张某某在全县工作会议上强调\n\n加压奋进 实现新突破\n\n1月6日，全县工作会议召开。")
    assert cleaned.title == "加压奋进 实现新突破"


def test_a_date_whose_year_is_not_told_stays_open():
    assert clean("某市召开会议\nadmin10个月前 (09-24)要闻19\n会议于近日召开。").published_on == "--09-24"


def test_a_masthead_gives_publisher_and_date():
    cleaned = clean(
        "某城日报\n2023年10月27日　星期五\nA2　要闻\n全市经济稳中有进、\n稳中提质\n10月26日，市政府召开会议。"
    )
    assert (cleaned.title, cleaned.publisher, cleaned.published_on) == (
        "全市经济稳中有进、稳中提质",
        "某城日报",
        "2023-10-27",
    )


def test_one_who_names_himself_by_his_place_only_is_no_publisher_where_the_site_is_named():
    cleaned = clean(
        "某江市人民政府门户网站\n市政府召开会议\n来源：市政府办公室　浏览次数：13\n12月28日，市政府召开会议。"
    )
    assert cleaned.publisher == "某江市人民政府"


def test_a_list_of_villages_under_an_article_is_read_though_a_line_of_contact_closes_the_page():
    read = "某省公布一批村落\n　　近日，某省公布第六批传统村落名录，甲州市有两个村入选。\n2023年3月19日\n甲州市丙山镇丁桥村\n甲州市丙水镇丁家村\n扫码详见附件\n"
    text, parts = clean(read).text, clean(read).parts
    assert any("丁家村" in text[p.start : p.end] for p in parts if p.kind == "main")


def test_who_speaks_is_no_furniture_and_who_put_the_page_on_the_web_is():
    page = "某县召开新闻发布会\n发布人：{}\n3月1日上午，某县召开新闻发布会，县长李某某主持会议。"
    said = clean(page.format("县水利局党组书记、局长　钱某某"))
    assert "县水利局党组书记、局长 钱某某" in " ".join(texts(said, "title") + texts(said, "main"))
    posted = clean(page.format("县政府办 钱某某"))
    assert "钱某某" not in " ".join(texts(posted, "title") + texts(posted, "main"))


BODY = "3月1日上午，某县在城东召开项目推进会，研究重点项目建设，县长李某某主持会议并讲话。\n会议强调，要加快建设。"


def test_what_stands_over_the_path_to_a_page_is_the_sites():
    menu = "更多》要闻\n政务公开\n乡镇分站： 甲镇 乙镇 丙镇 丁镇 戊乡 己乡 庚街道\n您所在的位置：首页>>要闻>>正文\n"
    cleaned = clean(f"{menu}某县召开项目推进会\n2024-03-02 09:10　来源：某县融媒体中心\n{BODY}")
    assert texts(cleaned, "title") == ["某县召开项目推进会"]
    assert cleaned.title == "某县召开项目推进会"


def test_a_path_without_a_label_is_furniture_and_a_drawn_line_is():
    cleaned = clean(f"某网 > 新闻 > 正文\n-\n某县召开项目推进会\n-\n{BODY}")
    assert texts(cleaned, "title") == ["某县召开项目推进会"]


def test_a_headline_may_call_out_but_a_greeting_is_none():
    cleaned = clean(f"总投资21亿元，某县重点项目开工！\n某县新闻网 2024-03-02\n{BODY}")
    assert (cleaned.title, cleaned.publisher, cleaned.published_on) == (
        "总投资21亿元，某县重点项目开工！",
        "某县新闻网",
        "2024-03-02",
    )
    assert clean(f"尊敬的各位来宾、同志们朋友们！\n{BODY}").title is None


def test_the_name_of_a_column_is_the_title_only_where_there_is_no_other():
    assert clean(f"通知公告\n某县召开项目推进会\n{BODY}").title == "某县召开项目推进会"
    assert clean(f"图片新闻\n{BODY}").title == "图片新闻"


def test_a_caption_a_reporter_and_a_subtitle_are_no_titles():
    for line in ("大会现场 王某某 摄", "□记者 王某某", "——在某县人民代表大会上的报告"):
        assert clean(f"{line}\n{BODY}").title is None
        assert clean(f"{line}\n某县召开项目推进会\n{BODY}").title == "某县召开项目推进会"


def test_the_record_of_an_open_government_page_is_read_and_is_no_part():
    record = (
        "• 索引号:\n\n    6107280000/2024-001005\n  • 主题分类:\n\n  • 来源:\n\n  • 发文机构:\n\n    某县人民政府办公室\n"
        "  • 发文字号:\n\n    某政发〔2024〕7号\n  • 发布日期:\n\n    2024年04月06日 16:34\n  • 有效性:\n\n"
    )
    cleaned = clean(f"某县召开项目推进会\n\n{record}{BODY}")
    assert (cleaned.publisher, cleaned.published_on) == ("某县人民政府办公室", "2024-04-06")
    assert texts(cleaned, "main")[0].startswith("3月1日上午")


def test_the_record_may_be_a_table_that_was_flattened():
    record = "索引号 | xz/2019-0004 | 公开目录: | 动态 |\n公开责任部门 | 某县统计局 | 公开形式: | 主动公开 |\n文号 | 无 | 成文日期: | 2019年04月23日 |"
    cleaned = clean(f"某县召开项目推进会\n{record}\n{BODY}")
    assert texts(cleaned, "title") == ["某县召开项目推进会"]
    assert texts(cleaned, "main")[0].startswith("3月1日上午")


def test_the_headline_of_a_text_of_bare_lines_stands_over_its_date():
    cleaned = clean("某县推进项目建设\n2024-07-12\n新建学校三所\n改建道路五条\n扩建医院一家")
    assert (cleaned.title, cleaned.published_on) == ("某县推进项目建设", "2024-07-12")
    assert texts(cleaned, "main") == ["新建学校三所\n改建道路五条\n扩建医院一家"]


def test_a_number_in_brackets_ends_no_article():
    cleaned = clean(f"{BODY}\n第一批名单\n(9个)\n1.某县甲镇东村\n2.某县乙镇西村\n第二批名单\n(21个)\n1.某县丙镇南村")
    (main,) = texts(cleaned, "main")
    assert cleaned.title is None and main.endswith("南村")


def test_what_follows_the_label_of_a_source_is_its_name_or_nothing():
    def publisher(line):
        return clean(f"某县召开项目推进会\n{line}\n{BODY}").publisher

    assert publisher("2024-03-02 09:34 来源： 作者：admin 字体：大 中 小") is None
    assert publisher("来源：管理员 时间：2024-03-02 阅读：418") is None
    assert publisher("2023-06-27 某市日报") == "某市日报"
    assert publisher("2024-11-08 某区人民政府") == "某区人民政府"
    assert publisher("来源：某县政府网 时间：2024-03-02") == "某县政府网"


def test_who_signs_the_first_sentence_is_the_publisher():
    for opening in ("某某网2月7日讯 ", "【某某网讯】", "省报—某某网讯(记者 王某某)", "某某网消息(记者 王某某)"):
        assert clean(f"某县召开项目推进会\n{opening}{BODY}").publisher == "某某网"
    # a caption is no part of the name
    assert clean(f"某县召开项目推进会\n图为会议现场，气氛热烈。王某 摄 |\n本网讯(记者 李某){BODY}").publisher is None


def test_an_info_line_may_begin_with_a_site_or_another_label():
    for line in (
        "zz.abcde.com 2019-11-09 12:25:00 来源:东南某网",
        "内容更新时间:2019-11-09 16:15:25来源:东南某网",
        "公文某 2019-11-09 17:30:25 政府报告",
        "本帖最后由 有为某某 于 2019-11-09 14:10 编辑",
    ):
        assert clean(f"某县召开项目推进会\n{line}\n{BODY}").published_on == "2019-11-09"


def test_a_record_that_was_a_table_tells_who_and_when():
    record = "公开责任部门 | 某县统计局 | 公开形式: | 主动公开 |\n文号 | 无 | 成文日期: | 2019年04月23日 |"
    cleaned = clean(f"某县召开项目推进会\n{record}\n{BODY}")
    assert (cleaned.publisher, cleaned.published_on) == ("某县统计局", "2019-04-23")


def test_villages_under_a_province_in_brackets_are_a_list():
    names = "云岭省甲市乙县白石镇东村\n云岭省丙市丁县松涛镇西村\n云岭省戊市己县柳泉乡南村"
    cleaned = clean(f"某州新增村落\n{BODY}\n名单\n(云岭省)\n{names}")
    assert [part.kind for part in cleaned.parts] == ["title", "main", "main"]
    assert texts(cleaned, "main")[1] == names


def test_the_fields_of_a_record_may_run_into_each_other():
    record = "发布时间:2025-06-09 17:40:160阅读次数:257来源单位:发展规划处责任编辑:"
    cleaned = clean(f"某县召开项目推进会\n{record}\n文 号成文日期:2025-06-09发布日期:2025-06-09\n{BODY}")
    assert (cleaned.published_on, cleaned.publisher) == ("2025-06-09", "发展规划处")
    assert texts(cleaned, "title") == ["某县召开项目推进会"]


def test_a_headline_that_calls_out_may_open_with_a_quotation():
    assert clean(f"“区长访谈”将于4月18日启动！\n发布时间: 2022-04-16 | 来源: 某国网\n{BODY}").publisher == "某国网"
    assert clean(f"“路通了，日子才好过！\n{BODY}").title is None


def test_a_line_that_tells_when_something_was_is_no_line_of_the_page():
    line = "会议召开时间2024年3月1日上午，县长李某某主持会议。"
    cleaned = clean("某县召开会议\n" + line)
    assert any(line in text for text in texts(cleaned, "main"))
