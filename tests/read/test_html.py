"""Pages of many publishing systems give the article, and other articles' teasers apart."""
from __future__ import annotations

import pytest

from fangzhi.read import html
from fangzhi.read.source import Unreadable, file_in_memory
from tests.read.pages import FAMILIES, PARAGRAPHS, PARTS, TEASERS, expected, page


def wrap(body: str, head: str = "") -> str:
    return f"<html><head><title>{PARTS['TITLE']}</title>{head}</head><body>{body}</body></html>"


ARTICLE = f"<h1>{PARTS['TITLE']}</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
TEXT = "\n\n".join([PARTS["TITLE"], *PARAGRAPHS])


def text(markup: str) -> str:
    return html.page(markup).text


@pytest.mark.parametrize("family", FAMILIES)
def test_the_text_is_title_headings_paragraphs_and_then_teasers(family):
    found = html.page(page(family))
    main, related = expected(family)
    assert found.text == (f"{main}\n\n{related}" if related else main)
    assert found.text[found.related_at :] == related


@pytest.mark.parametrize("family", FAMILIES)
def test_the_page_says_title_publisher_and_date(family):
    found = html.page(page(family))
    assert (found.title, found.publisher, found.published_on) == (PARTS["TITLE"], "青岚日报", "2023-03-15")


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16-le"])
def test_the_encoding_is_what_the_bytes_are_whatever_the_page_declares(family, encoding):
    (source,) = html.read(file_in_memory(page(family).encode(encoding), "a.html"))
    assert source.encoding == encoding and source.text == text(page(family))


@pytest.mark.parametrize("family", ["wordpress", "html5"])
def test_the_address_is_the_canonical_one(family):
    markup = page(family).replace('href="https://news.example/archives/1024"', 'href="/relative"')
    assert html.page(page("wordpress")).url == "https://news.example/archives/1024"
    assert html.page(markup).url is None


@pytest.mark.parametrize("line", [
    "来源：青岚日报　作者：陆鸣　点击数：306", "您现在的位置：首页 &gt; 新闻 &gt; 正文", "【字号：大 中 小】【打印】【关闭】",
    "发布时间：2023-03-15 10:21", "浏览次数：306次", "责任编辑：贺小满", "分享到：微信 微博 QQ空间",
    '<a href="1">上一篇：青岚县开展义务植树，建设美丽家园</a>', "版权所有：青岚县人民政府，未经许可禁止转载。",
])
def test_furniture_is_left_out_before_and_after_the_text(line):
    head, *rest = ARTICLE.split("</h1>")
    assert text(wrap(f"{head}</h1><div>{line}</div>{rest[0]}")) == TEXT
    assert text(wrap(f"{ARTICLE}<div>{line}</div>")) == TEXT


@pytest.mark.parametrize("line", [
    "一、加快项目建设", "来源于基层的做法得到肯定，会议要求总结推广。", "打印机产业园项目开工", "时间：3月14日上午", "柳湾村", "（陆鸣）",
])
def test_short_lines_of_the_text_stay(line):
    first, *rest = PARAGRAPHS
    body = f"<h1>{PARTS['TITLE']}</h1><div><p>{first}</p><p>{line}</p>{''.join(f'<p>{p}</p>' for p in rest)}</div>"
    kept = line in text(wrap(body)).split("\n\n")
    assert kept or line.startswith("时间：")  # a label with a date alone cannot be told from a page's own


def test_bare_headlines_are_no_teasers():
    links = "".join(f'<li><a href="{i}">{TEASERS[0]}</a> 2023-03-0{i}</li>' for i in range(1, 6))
    assert text(wrap(f"{ARTICLE}<h3>相关新闻</h3><ul>{links}</ul>")) == TEXT


def test_teasers_without_a_heading_are_told_by_headline_and_sentence():
    items = f'<ul><li><a href="1">{TEASERS[0]}</a><p>{TEASERS[1]}</p></li><li><a href="2">{TEASERS[2]}</a><p>{TEASERS[3]}</p></li></ul>'
    found = html.page(wrap(ARTICLE + items))
    assert found.text[: found.related_at] == TEXT + "\n\n"
    assert found.text[found.related_at :] == "\n\n".join(TEASERS)


def test_teasers_longer_than_the_article_are_not_the_article():
    items = "".join(f'<h2><a href="{i}">{TEASERS[2]}{i}</a></h2><p>{TEASERS[3]}第{i}次会议作了部署。</p>' for i in range(12))
    found = html.page(wrap(f"{ARTICLE}<div>相关文章</div>{items}"))
    assert found.text[: found.related_at] == TEXT + "\n\n"


def test_a_summary_that_repeats_the_lead_is_left_out():
    head, rest = ARTICLE.split("</h1>")
    short = "摘要：县长宁致远主持召开青岚经济开发区项目推进会。"
    assert text(wrap(f"{head}</h1><div>{short}</div>{rest}")) == TEXT


def test_headings_above_and_below_the_title_follow_it():
    markup = wrap(f'<p class="yinti">{PARTS["OVER"]}</p><h1>{PARTS["TITLE"]}</h1><h2>{PARTS["SUB"]}</h2>' + ARTICLE.split("</h1>")[1])
    assert text(markup).split("\n\n")[:4] == [PARTS["TITLE"], PARTS["OVER"], PARTS["SUB"], PARAGRAPHS[0]]


def test_a_title_broken_into_two_lines_is_one():
    markup = wrap("<h1>宁致远主持召开\n<b>青岚经济开发区</b>项目推进会</h1>" + ARTICLE.split("</h1>")[1])
    assert text(markup) == TEXT


def test_lines_parted_by_one_br_follow_each_other_and_by_two_are_paragraphs():
    a, b, c = PARAGRAPHS
    assert text(wrap(f"<h1>{PARTS['TITLE']}</h1><div>{a}<br>{b}<br><br>{c}</div>")) == f"{PARTS['TITLE']}\n\n{a}\n{b}\n\n{c}"


def test_a_table_of_data_is_a_row_a_line():
    table = "<table><tr><th>镇</th><th>村</th></tr><tr><td>白石镇</td><td><p>柳湾村</p></td></tr><tr><td>松涛镇</td><td>上河村</td></tr></table>"
    assert text(wrap(f"<h1>{PARTS['TITLE']}</h1><div><p>{PARAGRAPHS[0]}</p>{table}<p>{PARAGRAPHS[2]}</p></div>")) == (
        f"{PARTS['TITLE']}\n\n{PARAGRAPHS[0]}\n\n镇\t村\n白石镇\t柳湾村\n松涛镇\t上河村\n\n{PARAGRAPHS[2]}"
    )


def test_a_cell_that_spans_rows_stands_in_each_of_them():
    rows = '<tr><td rowspan="3">白石镇</td><td>柳湾村</td></tr><tr><td>上河村</td></tr><tr><td>下河村</td></tr><tr><td>松涛镇</td><td>东岭村</td></tr>'
    assert text(wrap(f"<h1>{PARTS['TITLE']}</h1><div><p>{PARAGRAPHS[0]}</p><table>{rows}</table><p>{PARAGRAPHS[2]}</p></div>")) == (
        f"{PARTS['TITLE']}\n\n{PARAGRAPHS[0]}\n\n白石镇\t柳湾村\n白石镇\t上河村\n白石镇\t下河村\n松涛镇\t东岭村\n\n{PARAGRAPHS[2]}"
    )


@pytest.mark.parametrize("span", ["-1", "many", "999999", "", "0"])
def test_a_span_that_is_none_is_one_row(span):
    rows = f'<tr><td rowspan="{span}">白石镇</td><td>柳湾村</td></tr><tr><td>松涛镇</td><td>上河村</td></tr>'
    assert "白石镇\t柳湾村\n松涛镇\t上河村" in text(wrap(f"<h1>{PARTS['TITLE']}</h1><p>{PARAGRAPHS[0]}</p><table>{rows}</table><p>{PARAGRAPHS[2]}</p>"))


def test_a_table_goes_with_the_related_sentence_that_it_follows():
    told = "第二批示范村名单由县农业农村局在六月十二日公布，全县共有三个行政村榜上有名，名单见下表："
    table = "<table><tr><td>白石镇</td><td>柳湾村</td></tr><tr><td>松涛镇</td><td>上河村</td></tr></table>"
    page = text(wrap(ARTICLE + f"<div><p>【延伸阅读】</p><p>{told}</p>{table}</div>"))
    assert page == f"{TEXT}\n\n{told}\n\n白石镇\t柳湾村\n松涛镇\t上河村"


def test_a_line_wrap_of_the_markup_inside_chinese_text_is_nothing():
    assert text(wrap(ARTICLE.replace("开发区项目", "开发区\n      项目"))) == TEXT


@pytest.mark.parametrize("noise", [
    "<script>县长宁致远说，这是脚本。</script>", "<style>p{}</style>", "<!-- 县长宁致远说，这是注释。 -->",
    '<p style="display:none">县长宁致远说，这是隐藏的文字。</p>', "<textarea>县长宁致远说，这是表单。</textarea>",
])
def test_what_a_reader_does_not_see_is_not_read(noise):
    assert text(wrap(ARTICLE.replace("</p>", "</p>" + noise, 1))) == TEXT


@pytest.mark.parametrize("markup, why", [
    ("", "empty"),
    (" \n", "empty"),
    ('<ul><li><a href="1">青岚县召开大会</a></li><li><a href="2">县领导调研春耕备耕工作</a></li></ul>', "no_main_text"),
    ("<html><body><div id=app></div><script>render()</script></body></html>", "no_main_text"),
    (wrap("<p>The county held a meeting on spring ploughing, and all towns took part in it; work goes on.</p>" * 4), "not_chinese"),
])
def test_a_page_without_an_article_is_refused(markup, why):
    with pytest.raises(Unreadable) as caught:
        text(markup.replace(PARTS["TITLE"], ""))
    assert caught.value.reason in (why, "no_main_text")


@pytest.mark.parametrize("markup", [
    '<?xml version="1.0" encoding="gb2312"?>' + wrap(ARTICLE), wrap(ARTICLE).replace("</p>", ""), ARTICLE,
    wrap("<div>" * 200 + ARTICLE), wrap(ARTICLE) + "</div></div>\0",
])
def test_markup_as_it_is_found_is_read(markup):
    assert TEXT in text(markup) or text(markup) == "\n\n".join(PARAGRAPHS)


def test_boxes_nested_beyond_all_measure_end_in_a_text_or_a_reason():
    try:
        text(wrap("<div>" * 100_000 + ARTICLE))
    except Unreadable as error:
        assert error.reason == "no_main_text"


def test_the_body_and_day_under_a_text_stay():
    found = text(wrap(f"<h1>{PARTS['TITLE']}</h1><div><p>{PARAGRAPHS[0]}</p><p>青岚县人民政府</p><p>2023年3月15日</p></div>"))
    assert found.split("\n\n")[2:] == ["青岚县人民政府", "2023年3月15日"]


@pytest.mark.parametrize("title", ["青岚日报数字报-{}", "青岚县人民政府 要闻 {}", "{}_青岚县人民政府门户网站"])
@pytest.mark.parametrize("box", ["<h2>{}</h2>", "<table><tr><td class='bt'>{}</td></tr></table>"])
def test_a_headline_may_end_the_title_of_a_page(title, box):
    head = f"<html><head><title>{title.format(PARTS['TITLE'])}</title></head><body>"
    body = f"{box.format(PARTS['TITLE'])}<div>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</div></body></html>"
    assert html.page(head + body).title == PARTS["TITLE"]


def test_the_label_of_a_source_in_a_meta_element_is_no_part_of_its_name():
    assert html.page(wrap(ARTICLE).replace("<head>", '<head><meta name="source" content="来源：青岚日报">')).publisher == "青岚日报"


def test_the_record_of_an_open_government_page_may_be_a_table():
    record = (
        "<table><tr><th>索引号</th><td>ql/2023-0004</td><th>公开目录</th><td>动态</td></tr>"
        "<tr><th>公开责任部门</th><td>青岚县统计局</td><th>公开形式</th><td>主动公开</td></tr>"
        "<tr><th>文号</th><td>无</td><th>成文日期</th><td>2023年03月15日</td></tr></table>"
    )
    head, rest = ARTICLE.split("</h1>")
    found = html.page(wrap(f"{record}{head}</h1>{rest}"))
    assert (found.publisher, found.published_on, found.text) == ("青岚县统计局", "2023-03-15", TEXT)
