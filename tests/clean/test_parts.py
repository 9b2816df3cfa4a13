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
