"""Archives are opened safely: nothing is written outside, nothing grows without limit."""
from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import docx
import pytest

from fangzhi.read import Rejected, Source, read_file, read_paths
from tests.read.pages import PARAGRAPHS, page


def archive(path: Path, members: dict[str | zipfile.ZipInfo, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


def outcome(path: Path) -> dict[str, str]:
    return {item.path: item.reason if isinstance(item, Rejected) else item.text[:12] for item in read_file(path)}


def test_members_of_any_kind_are_documents_under_their_names(tmp_path):
    path = archive(tmp_path / "a.zip", {"乙/b.txt": PARAGRAPHS[0], "a.html": page("trs"), "r.jsonl": '{"text": "县委召开会议。"}\n{', "empty/": ""})
    assert [item.path for item in read_file(path)] == ["a.zip!a.html", "a.zip!r.jsonl#1", "a.zip!r.jsonl#2", "a.zip!乙/b.txt"]


def test_names_written_by_chinese_windows_are_decoded(tmp_path):
    path = archive(tmp_path / "a.zip", {"XXXX.txt": PARAGRAPHS[0]})
    path.write_bytes(path.read_bytes().replace(b"XXXX", "会议".encode("gbk")))
    assert list(outcome(path)) == ["a.zip!会议.txt"]


@pytest.mark.parametrize("name", ["../up.txt", "/root.txt", "a/../../up.txt", "C:\\a.txt", "..\\up.txt"])
def test_a_path_that_leads_out_is_refused_and_nothing_is_written(tmp_path, name):
    path = archive(tmp_path / "in" / "a.zip" if (tmp_path / "in").mkdir() is None else tmp_path, {name: PARAGRAPHS[0], "b.txt": PARAGRAPHS[1]})
    found = read_file(path)
    assert sorted(item.reason for item in found if isinstance(item, Rejected)) == ["unsafe_member"]
    assert sum(isinstance(item, Source) for item in found) == 1
    assert [entry for _, _, files in os.walk(tmp_path) for entry in files] == ["a.zip"]


def test_links_locked_members_archives_and_unknown_types_are_refused_one_by_one(tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = archive(tmp_path / "a.zip", {link: "/etc/hostname", "b.zip": b"PK", "c.doc": b"x", "__MACOSX/._a.txt": b"x", "ok.txt": PARAGRAPHS[0]})
    assert outcome(path) == {
        "a.zip!b.zip": "nested_archive", "a.zip!c.doc": "unsupported_type", "a.zip!link.txt": "unsafe_member", "a.zip!ok.txt": PARAGRAPHS[0][:12],
    }


def test_a_member_under_a_password_is_told(tmp_path):
    path = archive(tmp_path / "a.zip", {"a.txt": PARAGRAPHS[0]})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    assert outcome(path) == {"a.zip!a.txt": "encrypted"}


def test_a_bomb_is_not_unpacked(tmp_path):
    path = archive(tmp_path / "a.zip", {"bomb.txt": b"\xe4\xbc\x9a" * 8_000_000, "ok.txt": PARAGRAPHS[0]})
    assert outcome(path) == {"a.zip!bomb.txt": "archive_limit", "a.zip!ok.txt": PARAGRAPHS[0][:12]}


def test_too_many_members_or_bytes_refuse_the_archive(tmp_path, monkeypatch):
    path = archive(tmp_path / "a.zip", {f"{i}.txt": PARAGRAPHS[0] for i in range(5)})
    monkeypatch.setattr("fangzhi.read.zip.ARCHIVE_MEMBERS", 4)
    assert outcome(path) == {"a.zip": "archive_limit"}


def test_a_damaged_member_is_rejected_alone(tmp_path):
    path = archive(tmp_path / "a.zip", {"a.txt": PARAGRAPHS[0], "b.txt": PARAGRAPHS[1]})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(data)
    assert outcome(path)["a.zip!a.txt"] == "broken_file" and outcome(path)["a.zip!b.txt"] == PARAGRAPHS[1][:12]


def test_a_member_whose_name_is_damaged_is_rejected_alone(tmp_path):
    path = archive(tmp_path / "a.zip", {"好.txt": PARAGRAPHS[0], "b.txt": PARAGRAPHS[1]})
    path.write_bytes(path.read_bytes().replace("好".encode(), b"\xff\xff\xff", 1))
    assert outcome(path) == {"a.zip!b.txt": PARAGRAPHS[1][:12], "a.zip!好.txt": "broken_file"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_members_of_one_name_the_last_is_read_and_the_others_are_told_of(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        for name, text in (("a.txt", PARAGRAPHS[0]), ("b.txt", PARAGRAPHS[0]), ("a.txt", PARAGRAPHS[1]), ("a.txt", PARAGRAPHS[2])):
            out.writestr(name, text)
    told, last, other = read_file(tmp_path / "a.zip")
    assert (told.path, told.reason, told.detail[:9]) == ("a.zip!a.txt", "duplicate_name", "3 members")
    assert (last.path, last.text, other.path) == ("a.zip!a.txt", PARAGRAPHS[2], "a.zip!b.txt")


def test_no_zip_file_is_told(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK but no more")
    assert outcome(tmp_path / "a.zip") == {"a.zip": "broken_file"}


def test_a_member_with_the_bytes_of_a_file_is_a_duplicate(tmp_path):
    (tmp_path / "b.txt").write_text(PARAGRAPHS[0], encoding="utf-8")
    archive(tmp_path / "a.zip", {"x.txt": PARAGRAPHS[0]})
    assert [getattr(item, "reason", None) for item in read_paths([tmp_path])] == [None, "duplicate_bytes"]


def word(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("青岚县召开项目推进会")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip([c for row in table.rows for c in row.cells], ["白石镇", "柳湾村", "上河村", "松涛镇", "", ""], strict=False):
        cell.text = text
    table.cell(1, 1).merge(table.cell(1, 2)).text = "云岭村"
    document.add_paragraph(PARAGRAPHS[0])
    document.save(tmp_path / "a.docx")
    return tmp_path / "a.docx"


def test_a_word_file_gives_paragraphs_and_tables_in_order(tmp_path):
    (source,) = read_file(word(tmp_path))
    assert source.text == f"青岚县召开项目推进会\n\n白石镇\t柳湾村\t上河村\n松涛镇\t云岭村\n\n{PARAGRAPHS[0]}"


@pytest.mark.parametrize("data, why", [(b"\xd0\xcf\x11\xe0" + b"x" * 99, "encrypted"), (b"", "broken_file"), (b"PK\x03\x04", "broken_file")])
def test_what_is_no_word_file_is_told(tmp_path, data, why):
    (tmp_path / "a.docx").write_bytes(data)
    assert outcome(tmp_path / "a.docx") == {"a.docx": why}


def test_a_word_file_with_any_damaged_byte_is_read_or_told(tmp_path):
    data = word(tmp_path).read_bytes()
    told = set()
    for at in range(20, len(data), 97):
        (tmp_path / "a.docx").write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        told |= {item.reason for item in read_file(tmp_path / "a.docx") if isinstance(item, Rejected)}
    assert told == {"broken_file"}


def test_a_zip_file_that_is_no_word_file_is_told(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "x")
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    assert outcome(tmp_path / "a.docx") == {"a.docx": "broken_file"}
