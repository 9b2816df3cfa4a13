"""PDF pages are read as a person reads them."""
from __future__ import annotations

from pathlib import Path

from fangzhi.read import Rejected, Source, read_file
from tests.read.pdfs import pdf

LEFT = ["县长宁致远主持会议并讲话，强调", "要压实责任。副县长沈一舟通报", "一季度项目建设情况。"]
RIGHT = ["县委常委贺知秋出席会议，要求", "各镇抓紧春耕备耕，确保粮食", "播种面积不减少。"]


def column(x: float, top: float, lines: list[str], size: float = 12) -> list[tuple[float, float, float, str]]:
    return [(x, top + 18 * i, size, line) for i, line in enumerate(lines)]


def read(tmp_path: Path, data: bytes) -> list[Source | Rejected]:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    return read_file(path)


def text(tmp_path: Path, data: bytes) -> str:
    (source,) = read(tmp_path, data)
    assert isinstance(source, Source), source
    return source.text


def test_one_column_is_read_line_by_line_with_its_line_ends(tmp_path):
    assert text(tmp_path, pdf(column(60, 100, LEFT))) == "\n".join(LEFT)


def test_columns_are_read_one_after_another_whatever_order_the_file_draws_them_in(tmp_path):
    page = [line for pair in zip(column(320, 100, RIGHT), column(60, 100, LEFT), strict=False) for line in pair]
    assert text(tmp_path, pdf(page)) == "\n".join(LEFT) + "\n\n" + "\n".join(RIGHT)


def test_a_headline_over_two_columns_comes_first(tmp_path):
    page = [(60, 70, 24, "青岚县召开项目建设推进大会研究部署"), *column(320, 120, RIGHT), *column(60, 120, LEFT)]
    assert text(tmp_path, pdf(page)).split("\n\n") == ["青岚县召开项目建设推进大会研究部署", "\n".join(LEFT), "\n".join(RIGHT)]


def test_paragraphs_side_by_side_with_gaps_stay_in_their_columns(tmp_path):
    left, right = column(60, 120, LEFT) + column(60, 200, LEFT), column(320, 120, RIGHT) + column(320, 200, RIGHT)
    found = text(tmp_path, pdf([(60, 70, 24, "青岚县召开项目建设推进大会研究部署"), *right, *left]))
    assert found.replace("\n\n", "\n").split("\n") == ["青岚县召开项目建设推进大会研究部署", *LEFT, *LEFT, *RIGHT, *RIGHT]


def test_a_ruled_table_is_read_by_rows(tmp_path):
    cells = [["县区", "镇", "村"], ["青岚县", "白石镇", "柳湾村"], ["青岚县", "松涛镇", "上河村"]]
    lines = [(65 + 100 * x, 118 + 20 * y, 12, cell) for y, row in enumerate(cells) for x, cell in enumerate(row)]
    rules = [(60, 100 + 20 * i, 360, 100 + 20 * i) for i in range(4)] + [(60 + 100 * i, 100, 60 + 100 * i, 160) for i in range(4)]
    assert text(tmp_path, pdf(lines, rules=rules)) == "县区\t镇\t村\n青岚县\t白石镇\t柳湾村\n青岚县\t松涛镇\t上河村"


def test_a_page_number_is_no_text_and_pages_follow_each_other(tmp_path):
    pages = [[*column(60, 100, LEFT[:2]), (280, 800, 10, "— 1 —")], [*column(60, 100, LEFT[2:]), (280, 800, 10, "— 2 —")]]
    assert text(tmp_path, pdf(*pages)) == "\n".join(LEFT)


def test_a_page_that_is_a_picture_is_rejected_and_the_others_are_read(tmp_path):
    source, rejected = read(tmp_path, pdf(column(60, 100, LEFT), "picture"))
    assert source.text == "\n".join(LEFT) and source.media_type == "application/pdf"
    assert (rejected.path, rejected.reason) == ("a.pdf#2", "no_text_layer")


def test_a_file_of_pictures_is_rejected_once(tmp_path):
    assert [item.reason for item in read(tmp_path, pdf("picture", "picture"))] == ["no_text_layer"]


def test_a_cut_or_false_file_is_rejected_without_a_traceback(tmp_path):
    whole = pdf(column(60, 100, LEFT))
    for data in (b"%PDF-1.4\n", b"no pdf at all", whole[:60]):
        (item,) = read(tmp_path, data)
        assert isinstance(item, Rejected) and item.reason in ("broken_file", "no_text_layer"), item
