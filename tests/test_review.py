"""`fangzhi review`: the questions of a package, answers that go into curation.yaml, and a build that follows or refuses them."""

from __future__ import annotations

import csv
import io

import pytest
from typer.testing import CliRunner

from fangzhi.cli import app

PAGES = {
    "a": "铜山区召开教育工作会议\n2024年3月1日 来源：铜山区融媒体中心\n3月1日，铜山区召开教育工作会议。区教育局局长张伟出席会议并讲话。\n",
    "b": "铜山区召开财政工作会议\n2024年3月9日 来源：铜山区融媒体中心\n3月9日，铜山区召开财政工作会议。区财政局局长张伟出席会议并讲话。\n",
}


def run(*arguments, text=None):
    return CliRunner().invoke(app, list(map(str, arguments)), prog_name="fangzhi", input=text)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for name, text in PAGES.items():
        (tmp_path / "news" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run("release", "news", "-o", "package").exit_code == 0
    return tmp_path


def officials(package="package"):
    lines = run("query", "SELECT official_id, name FROM officials WHERE name = '张伟'", "-p", package, "-f", "csv").output
    return [row["official_id"] for row in csv.DictReader(io.StringIO(lines))]


def build(*, expect=0):
    done = run("release", "news", "-o", "next", "--curation", "curation.yaml")
    assert done.exit_code == expect, done.output
    return done.output


def meeting():
    lines = run("query", "SELECT meeting_id, name FROM meetings ORDER BY name", "-p", "package", "-f", "csv").output
    return next(csv.DictReader(io.StringIO(lines)))


def test_a_pair_is_listed_with_its_reason_and_where_both_stand(home):
    done = run("review", "-p", "package")
    assert done.exit_code == 0
    assert "1. pair of officials" in done.output
    assert "a.txt [" in done.output and "b.txt [" in done.output


@pytest.mark.parametrize(("answer", "people"), [("merge 同一人，转任财政局", 1), ("keep_apart 同名两人", 2)])
def test_an_answer_is_written_followed_by_the_next_build_and_asked_no_more(home, answer, people):
    assert len(officials()) == 2
    done = run("review", "-p", "package", "--write", "curation.yaml", text=f"colour\nmerge\n{answer}\n")
    assert "answer with merge REASON" in done.output
    assert "the reason is missing" in done.output
    assert "1 decision added" in done.output
    assert "pair" not in run("review", "-p", "package", "--write", "curation.yaml", text="").output
    build()
    assert len(officials("next")) == people
    assert "pair of officials" not in run("review", "-p", "next").output


def test_nothing_is_written_where_every_question_is_skipped(home):
    assert run("review", "-p", "package", "--write", "curation.yaml", text="skip\nquit\n").exit_code == 0
    assert not (home / "curation.yaml").exists()


def test_a_cell_is_corrected_and_a_row_dropped(home):
    one = meeting()
    who = officials()[0]
    (home / "curation.yaml").write_text(
        f"- correct: {one['meeting_id']}\n  field: venue\n  value: 铜山区会议中心\n  expects: null\n  reason: 现场核对\n"
        f"- drop: {who}\n  expects: 张伟\n  reason: 不是人名\n",
        encoding="utf-8",
    )
    build()
    venue = run("query", f"SELECT venue FROM meetings WHERE meeting_id = '{one['meeting_id']}'", "-p", "next", "-f", "csv")
    assert venue.output.split() == ["venue", "铜山区会议中心"]
    assert who not in officials("next")


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("- drop: off-000000000000\n  expects: 张伟\n  reason: x\n", "drop off-000000000000: is not there any more"),
        ("- drop: {who}\n  expects: 李伟\n  reason: x\n", "expects 李伟, finds 张伟"),
        ("- correct: {meeting}\n  field: venue\n  value: 甲\n  expects: 乙\n  reason: x\n", "expects 乙 in venue, finds nothing"),
        ("- merge: [clm-000000000000, clm-000000000001]\n  expects: 张伟\n  reason: x\n", "is not there any more"),
    ],
)
def test_a_decision_that_matches_nothing_or_finds_something_else_fails_the_build_and_is_named(home, entry, reason):
    text = entry.replace("{who}", officials()[0]).replace("{meeting}", meeting()["meeting_id"])
    (home / "curation.yaml").write_text(text, encoding="utf-8")
    assert f"curation.yaml: line 1: {entry[2:].split(':')[0]}" in build(expect=1)
    assert reason in build(expect=1)
    assert not (home / "next").exists()


def test_a_file_of_decisions_that_cannot_be_read_is_exit_2(home):
    (home / "curation.yaml").write_text("- drop: off-1\n", encoding="utf-8")
    build(expect=2)
    assert run("review", "-p", "package", "--write", "curation.yaml", text="").exit_code == 2
