"""A release is all or nothing, the same whatever the order of its inputs, and keeps its hands off what is not its own."""

from __future__ import annotations

import csv
import os
import shutil

import pytest

from fangzhi import release as stage
from fangzhi.contract import load
from fangzhi.errors import FellShort, Refusal
from fangzhi.gate import Failure
from fangzhi.release import Means, release
from tests import news


def rows(package, table):
    with (package / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def reasons(package):
    return {row["path"]: row["reason"] for row in rows(package, "rejected")}


def hidden(folder):
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_every_table_that_good_news_can_fill_has_rows(package):
    filled = {table.name for table in load() if table.origin != "computed"} - {"rejected"}
    assert not {name for name in filled if not rows(package, name)}
    assert rows(package, "rejected") == []


def test_bad_inputs_are_rejected_with_a_line_each_and_the_rest_is_released(tmp_path):
    folder = news.write(tmp_path / "news")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "cut.txt").write_bytes(b"\xff\xfe" + news.VISIT.encode("utf-16-le")[:-1])
    (folder / "english.txt").write_text("The meeting was held on a fine morning. " * 20, encoding="utf-8")
    (folder / "long.txt").write_text("青河市" * 17_000_000, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n")
    (folder / "lines.jsonl").write_text('{"text": "2024年5月8日，青河市召开座谈会。"}\n{"text": \n', encoding="utf-8")
    (folder / "round").symlink_to(folder)
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    (folder / "copy.txt").write_text(news.VISIT, encoding="utf-8")
    (folder / "spaced.jsonl").write_text('{"text": "2024年5月8日，青河市召开座谈会。"}\n', encoding="utf-8")
    out = tmp_path / "package"
    report = release([folder], out, jobs=1)
    assert reasons(out) == {
        "empty.txt": "empty",
        "binary.txt": "binary",
        "cut.txt": "truncated_utf16",
        "english.txt": "not_chinese",
        "long.txt": "too_large",
        "picture.png": "unsupported_type",
        "lines.jsonl#2": "broken_record",
        "round": "symlink_loop",
        "itself.txt": "symlink_loop",
        "sub/visit.txt": "duplicate_bytes",
        "spaced.jsonl#1": "duplicate_document",
    }
    assert {row["path"] for row in rows(out, "documents")} == {"conference.txt", "villages.txt", "copy.txt", "lines.jsonl#1"}
    assert all("\n" not in row["detail"] for row in rows(out, "rejected"))
    assert len(report.rejected) == 11


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_rejected(tmp_path):
    folder = news.write(tmp_path / "news")
    (folder / "secret.txt").write_text("青河市", encoding="utf-8")
    (folder / "secret.txt").chmod(0)
    release([folder], tmp_path / "package", jobs=1)
    assert reasons(tmp_path / "package") == {"secret.txt": "no_permission"}


def test_no_readable_document_at_all_is_exit_2_and_writes_nothing(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(Refusal) as refused:
        release([tmp_path / "empty.txt", tmp_path / "nowhere"], tmp_path / "package")
    assert refused.value.code == 2
    assert [line.split(":")[:2] for line in refused.value.lines] == [["empty.txt", " empty"], ["nowhere", " not_found"]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.txt"]


def test_a_folder_without_files_is_named(tmp_path):
    (tmp_path / "none").mkdir()
    with pytest.raises(Refusal) as refused:
        release([tmp_path / "none"], tmp_path / "package")
    assert refused.value.lines == (f"{tmp_path / 'none'}: holds no files; check the path",)


def test_neither_order_nor_processes_change_a_byte(folder, package, tmp_path):
    backwards = tmp_path / "news"
    news.write(backwards, dict(reversed(news.NEWS.items())))
    release([backwards], tmp_path / "package", jobs=2)
    assert news.contents(tmp_path / "package") == news.contents(package)
    files = sorted(path for path in folder.rglob("*.txt"))
    release(files, tmp_path / "forwards", jobs=1)
    release(files[::-1], tmp_path / "backwards", jobs=1)
    assert news.contents(tmp_path / "forwards") == news.contents(tmp_path / "backwards")


def test_a_release_replaces_the_one_before(package, tmp_path):
    out = tmp_path / "package"
    shutil.copytree(package, out)
    folder = news.write(tmp_path / "news", news.NEWS | {"more.txt": news.VISIT.replace("5月8日", "6月9日")})
    release([folder], out, jobs=1)
    assert len(rows(out, "documents")) == len(news.NEWS) + 1
    assert hidden(tmp_path) == []


POINTS = ["tables", "keep", "fangzhi.publish.csv.write", "fangzhi.publish.descriptor.write", "fangzhi.gate.gate", "move_in"]


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("error", [OSError("no space left"), KeyboardInterrupt()], ids=["error", "interrupt"])
def test_a_release_that_stops_anywhere_leaves_the_old_one_whole(package, folder, tmp_path, monkeypatch, point, error):
    out = tmp_path / "package"
    shutil.copytree(package, out)

    def stop(*_, **__):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(point if "." in point else f"fangzhi.release.{point}", stop)
        with pytest.raises(type(error)):
            release([folder], out, jobs=1)
    assert news.contents(out) == news.contents(package)
    assert hidden(tmp_path) == []


def test_a_gate_that_fails_is_exit_1_and_leaves_the_old_one_whole(package, folder, tmp_path, monkeypatch):
    out = tmp_path / "package"
    shutil.copytree(package, out)
    monkeypatch.setattr("fangzhi.gate.gate", lambda *_, **__: [Failure("keys", "a key is given once", ("key=1",))])
    with pytest.raises(FellShort) as fell:
        release([folder], out, jobs=1)
    assert fell.value.code == 1
    assert fell.value.lines == ("keys: a key is given once\n    key=1",)
    assert news.contents(out) == news.contents(package)


def test_a_table_that_was_not_empty_before_may_not_be_empty_now(package, tmp_path):
    out = tmp_path / "package"
    shutil.copytree(package, out)
    folder = news.write(tmp_path / "news", {"conference.txt": news.CONFERENCE})
    with pytest.raises(FellShort) as fell:
        release([folder], out, jobs=1)
    assert "villages: 3 rows before, none now" in fell.value.lines[0]
    assert news.contents(out) == news.contents(package)


def test_all_cells_that_break_the_contract_are_told_at_once(folder, tmp_path, monkeypatch):
    import polars as pl

    tables = stage.tables

    def worse(*arguments):
        frames = tables(*arguments)
        frames["meetings"] = frames["meetings"].with_columns(kind=pl.lit("party"))
        frames["documents"] = frames["documents"].with_columns(script=pl.lit("Cyrl"))
        return frames

    monkeypatch.setattr(stage, "tables", worse)
    with pytest.raises(FellShort) as fell:
        release([folder], tmp_path / "package", jobs=1)
    told = "\n".join(fell.value.lines)
    assert told.count("kind: is none of committee") == 2 and told.count("script: is none of Hans, Hant; found Cyrl") == 3
    assert not (tmp_path / "package").exists()


@pytest.mark.parametrize("name", ["notes.md", "data/mine.csv", ".hidden"])
def test_what_no_release_has_written_is_never_replaced(package, folder, tmp_path, name):
    out = tmp_path / "package"
    shutil.copytree(package, out)
    (out / name).write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal, match="holds what is no part of a package"):
        release([folder], out, jobs=1)
    assert (out / name).read_text(encoding="utf-8") == "mine"


def test_a_folder_of_other_things_is_refused(folder, tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(Refusal, match=r"thesis\.docx"):
        release([folder], tmp_path, jobs=1)


def test_a_file_in_the_way_and_a_place_among_the_inputs_are_refused(folder, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match="is a file"):
        release([folder], tmp_path / "file")
    with pytest.raises(Refusal, match="lies inside the input folder"):
        release([folder], folder / "package")


def test_a_package_holds_no_running_text(package):
    longest = max(len(cell) for path in (package / "data").glob("*.csv") for row in rows(package, path.stem) for cell in row.values())
    assert longest <= 120


def test_a_release_before_that_cannot_be_read_is_refused_before_anything_is_read(folder, package, tmp_path, monkeypatch):
    broken = shutil.copytree(package, tmp_path / "broken")
    (broken / "data" / "officials.parquet").write_bytes(b"PAR1")
    monkeypatch.setattr("fangzhi.release.gather", lambda *_: pytest.fail("documents were read"))
    for previous in (broken, tmp_path / "nothing"):
        with pytest.raises(Refusal, match=r"cannot be read|nothing is there|no package"):
            release([folder], tmp_path / "out", means=Means(previous=previous))


def test_the_zip_holds_the_package_and_its_checksum_stands_beside_it(folder, package, tmp_path):
    import hashlib
    import zipfile

    archive = tmp_path / "dist" / "fangzhi-1.zip"
    release([folder], tmp_path / "package", jobs=1, archive=archive)
    with zipfile.ZipFile(archive) as opened:
        names = {name.removeprefix("fangzhi-1/") for name in opened.namelist()}
        assert opened.read("fangzhi-1/data/claims.csv") == (package / "data" / "claims.csv").read_bytes()
    assert names == {*news.contents(package), "fangzhi.duckdb"}
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert (archive.parent / "SHA256SUMS").read_text(encoding="utf-8") == f"{digest}  fangzhi-1.zip\n"
