"""Folders are walked in one order, and what cannot be read is told in one line."""
from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path

import pytest

from fangzhi.read import Rejected, Source, read_file, read_paths
from tests.read.pages import PARAGRAPHS, page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for i, name in enumerate(["b.txt", "a/2.txt", "a/10.txt", "甲/一.TXT"]):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{i}\n" + PARAGRAPHS[i % 3], encoding="utf-8")
    return tmp_path / "in"


def paths(*given: Path) -> list[str]:
    return [item.path for item in read_paths(given)]


def reasons(*given: Path) -> dict[str, str]:
    return {item.path: item.reason for item in read_paths(given) if isinstance(item, Rejected)}


def test_documents_come_by_code_point_of_their_paths(folder):
    assert paths(folder) == ["a/10.txt", "a/2.txt", "b.txt", "甲/一.TXT"]


def test_the_order_of_the_arguments_and_saying_one_twice_make_no_difference(folder):
    given = [folder / "a", folder / "b.txt", folder, folder / "a" / ".." / "b.txt", folder / "none"]
    results = [list(read_paths(order)) for order in permutations(given)]
    assert all(result == results[0] for result in results)
    assert [item.path for item in results[0]] == ["a/10.txt", "a/2.txt", "b.txt", "none", "甲/一.TXT"]


def test_files_of_one_name_in_two_folders_are_told_apart_by_the_folder(tmp_path):
    for i, name in enumerate(["x", "y"]):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text(PARAGRAPHS[i], encoding="utf-8")
    assert paths(tmp_path / "y", tmp_path / "x") == ["x/1.txt", "y/1.txt"]


def test_the_first_of_two_files_with_the_same_bytes_gives_the_document(folder):
    (folder / "a" / "3.txt").write_bytes((folder / "b.txt").read_bytes())
    assert reasons(folder) == {"b.txt": "duplicate_bytes"}


def test_a_file_that_is_misnamed_takes_nothing_from_its_twin(folder):
    (folder / "a" / "0.pdf").write_bytes((folder / "b.txt").read_bytes())
    assert reasons(folder) == {"a/0.pdf": "broken_file"}
    assert "b.txt" in paths(folder)


def test_a_reader_that_fails_costs_its_file_alone(folder, monkeypatch):
    (folder / "a" / "0.html").write_text(page("trs"), encoding="utf-8")
    before = paths(folder)
    monkeypatch.setattr("fangzhi.read.html.page", lambda markup: {}["body"])
    assert reasons(folder) == {"a/0.html": "internal_error"}
    assert paths(folder) == before


def test_a_link_loop_is_one_row_and_the_rest_is_read(folder):
    (folder / "a" / "up").symlink_to("..")
    (folder / "self").symlink_to("self")
    assert reasons(folder) == {"a/up": "symlink_loop", "self": "symlink_loop"}
    assert len(paths(folder)) == 6


def test_links_between_folders_give_each_file_once_under_its_own_name(folder, tmp_path):
    (folder / "a" / "other").symlink_to(folder / "甲")
    (folder / "甲" / "other").symlink_to(folder / "a")
    (folder / "0.txt").symlink_to(folder / "b.txt")
    assert [path for path in paths(folder) if path.lower().endswith("txt")] == ["a/10.txt", "a/2.txt", "b.txt", "甲/一.TXT"]


def test_a_link_to_nothing_and_a_path_to_nothing_are_not_found(folder):
    (folder / "gone.txt").symlink_to("nowhere.txt")
    assert reasons(folder, folder / "none.txt") == {"gone.txt": "not_found", "none.txt": "not_found"}


def test_hidden_files_are_left_out_and_unknown_endings_are_told(folder):
    for name in (".hidden.txt", ".git/a.txt", "__MACOSX/a.txt", "a.doc", "noending"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(PARAGRAPHS[0], encoding="utf-8")
    assert reasons(folder) == {"a.doc": "unsupported_type", "noending": "unsupported_type"}


def test_a_pipe_is_never_opened(folder):
    os.mkfifo(folder / "pipe.txt")
    assert reasons(folder) == {"pipe.txt": "not_a_file"}


def test_a_file_and_a_folder_without_permission_are_told(folder, monkeypatch):
    """By a refusal of the system, since the superuser may read everything."""
    real_open, real_list = Path.open, os.scandir

    def refuse(path: object) -> None:
        if Path(str(path)).name in ("b.txt", "甲"):
            raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", lambda path, *rest, **more: refuse(path) or real_open(path, *rest, **more))
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) or real_list(path))
    assert reasons(folder) == {"b.txt": "no_permission", "甲": "no_permission"}


def test_a_name_that_is_not_utf8_can_stand_in_a_table(tmp_path):
    try:
        (tmp_path / os.fsdecode("会议.txt".encode("gbk"))).write_text(PARAGRAPHS[0], encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes only UTF-8 names")
    (path,) = paths(tmp_path)
    assert path.encode("utf-8").decode() == path and path.endswith(".txt")


def test_one_file_is_read_under_the_name_given(folder):
    (source,) = read_file(folder / "b.txt", "x/y.txt")
    assert isinstance(source, Source) and source.path == "x/y.txt"
    assert read_file(folder / "none.txt")[0].reason == "not_found"
