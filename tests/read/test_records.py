"""Records in .jsonl, .csv and .parquet: each a document, a broken one rejected alone."""
from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fangzhi.read import Rejected, Source, read_file, record
from fangzhi.read import csv as csv_format
from fangzhi.read.dates import iso_date
from tests.read.pages import PARAGRAPHS, PARTS, page

FULL = {"title": "标题", "url": "https://x.example/1", "publisher": "青岚日报", "published_on": "2023年3月15日", "text": PARAGRAPHS[0]}


def read(tmp_path: Path, name: str, data: bytes) -> list[Source | Rejected]:
    (tmp_path / name).write_bytes(data)
    return read_file(tmp_path / name)


def jsonl(*records: object) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def table(header: list[str], *rows: list[str], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([header, *rows])
    return out.getvalue()


def parquet(**columns: list) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out, row_group_size=2)
    return out.getvalue()


def outcome(items: list[Source | Rejected]) -> list[tuple[str, str]]:
    return [(item.path, item.reason if isinstance(item, Rejected) else item.text) for item in items]


@pytest.mark.parametrize("name, data", [
    ("a.jsonl", jsonl(FULL)),
    ("a.csv", table(list(FULL), list(FULL.values())).encode()),
    ("a.parquet", parquet(**{key: [value] for key, value in FULL.items()})),
])
def test_a_record_is_a_document_with_its_metadata(tmp_path, name, data):
    (source,) = read(tmp_path, name, data)
    assert (source.path, source.text, source.title) == (f"{name}#1", PARAGRAPHS[0], "标题")
    assert (source.publisher, source.published_on, source.url) == ("青岚日报", "2023-03-15", "https://x.example/1")


def test_what_no_cell_can_hold_is_left_out_of_metadata(tmp_path):
    odd = {"title": "标\0题\ud83d", "url": "https://x.example/\x01 1", "publisher": "\0", "text": PARAGRAPHS[0]}
    (source,) = read(tmp_path, "a.jsonl", json.dumps(odd).encode())
    assert (source.title, source.url, source.publisher) == ("标题", "https://x.example/ 1", None)


def test_a_page_in_a_record_is_read_without_what_no_cell_can_hold(tmp_path):
    (whole,) = read(tmp_path, "a.jsonl", json.dumps({"html": page("trs")}).encode())
    (odd,) = read(tmp_path, "b.jsonl", json.dumps({"html": page("trs").replace("，", "\0，\ud83d")}).encode())
    assert (odd.text, odd.title, odd.url) == (whole.text, whole.title, whole.url)


def test_a_broken_line_is_rejected_alone(tmp_path):
    lines = [jsonl({"text": PARAGRAPHS[0]}), b'{"text": "', b"", b"[1]", b'{"text": "\\ud83d"}', b'{"text": "\xff\xfe"}', jsonl({"text": PARAGRAPHS[1]})]
    assert outcome(read(tmp_path, "a.jsonl", b"\n".join(lines))) == [
        ("a.jsonl#1", PARAGRAPHS[0]), ("a.jsonl#2", "broken_record"), ("a.jsonl#4", "broken_record"),
        ("a.jsonl#5", "broken_record"), ("a.jsonl#6", "broken_record"), ("a.jsonl#7", PARAGRAPHS[1]),
    ]


def test_a_record_too_long_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr("fangzhi.read.jsonl.RECORD_CHARACTERS", 200)
    data = b"\n".join([jsonl({"text": "会议" * 900}), jsonl({"text": PARAGRAPHS[0]})])
    assert outcome(read(tmp_path, "a.jsonl", data)) == [("a.jsonl#1", "line_too_long"), ("a.jsonl#2", PARAGRAPHS[0])]


def test_records_without_text_or_in_another_language_are_rejected_one_by_one(tmp_path):
    data = jsonl({"title": "标题"}, {"text": " "}, {"text": "All towns took part in the meeting."}, {"text": None, "html": page("trs")})
    *rejected, source = read(tmp_path, "a.jsonl", data)
    assert [item.reason for item in rejected] == ["empty", "no_text_column", "not_chinese"]
    assert source.title == PARTS["TITLE"] and source.publisher == "青岚日报"


def test_column_names_are_known_in_any_case_and_in_chinese(tmp_path):
    data = jsonl({"正文": PARAGRAPHS[0], "标题": "甲"}, {"Content": PARAGRAPHS[1], "DATE": "2023/3/5"}, {" HTML ": page("ucap")})
    first, second, third = read(tmp_path, "a.jsonl", data)
    assert (first.title, second.published_on, third.title) == ("甲", "2023-03-05", PARTS["TITLE"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_of_any_encoding_and_delimiter_is_read(tmp_path, encoding, delimiter):
    data = table(["标题", "正文"], ["甲", PARAGRAPHS[0]], ["乙", "\n".join(PARAGRAPHS)], delimiter=delimiter).encode(encoding)
    found = read(tmp_path, "a.csv", data)
    assert [item.text for item in found] == [PARAGRAPHS[0], "\n".join(PARAGRAPHS)]


def test_a_csv_row_with_too_many_fields_or_too_long_a_field_is_rejected_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(csv_format, "RECORD_CHARACTERS", 300)
    rows = table(["text", "title"], [PARAGRAPHS[0], "甲"], ["会议" * 400, "乙"], ["会", "议", "丙"], [PARAGRAPHS[1]])
    assert outcome(read(tmp_path, "a.csv", rows.encode())) == [
        ("a.csv#1", PARAGRAPHS[0]), ("a.csv#2", "line_too_long"), ("a.csv#3", "broken_record"), ("a.csv#4", PARAGRAPHS[1]),
    ]


def test_a_parquet_file_is_read_in_batches_with_nulls_and_dates(tmp_path, monkeypatch):
    monkeypatch.setattr("fangzhi.read.parquet.ROWS", 2)
    data = parquet(Text=[*PARAGRAPHS, None], date=[datetime.date(2023, 3, i) for i in (1, 2, 3, 4)], other=[1, 2, 3, 4])
    found = read(tmp_path, "a.parquet", data)
    assert [item.published_on for item in found[:3]] == ["2023-03-01", "2023-03-02", "2023-03-03"]
    assert found[3].reason == "empty"


@pytest.mark.parametrize("name, data, why", [
    ("a.csv", b"a,b\n1,2\n", "no_text_column"),
    ("a.parquet", parquet(a=[1]), "no_text_column"),
    ("a.parquet", parquet(text=["会"])[:-9], "broken_file"),
    ("a.parquet", b"", "broken_file"),
    ("a.jsonl", b"", "empty"),
    ("a.csv", b"", "empty"),
    ("a.jsonl", b"\x00\x01\x02" * 90, "binary"),
])
def test_a_file_that_gives_no_record_is_one_row(tmp_path, name, data, why):
    assert outcome(read(tmp_path, name, data)) == [(name, why)]


def test_every_field_has_names():
    assert set(record.columns()) == {"text", "html", "title", "url", "publisher", "published_on"}


@pytest.mark.parametrize("printed, iso", [
    ("2023-01-06 09:12:40", "2023-01-06"), ("2023/1/6", "2023-01-06"), ("2023年1月6日", "2023-01-06"), ("20230106", "2023-01-06"),
    ("２０２３－０１－０６", "2023-01-06"), ("2023-01-06T09:12:00+08:00", "2023-01-06"), (datetime.datetime(2023, 1, 6, 9), "2023-01-06"),
    ("2023-13-40", None), ("2023-02-30，2023-03-01", "2023-03-01"), ("01-06", None), ("", None), (None, None), (float("nan"), None), ("12023-01-06", None),
])
def test_dates_are_read_as_printed(printed, iso):
    assert iso_date(printed) == iso
