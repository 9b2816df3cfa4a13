"""The commands: their examples run, their failures are lines and exit codes."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from fangzhi import __version__
from fangzhi.cli import app
from tests import news

COMMANDS = ("release", "text", "query", "schema", "explain", "validate", "diff", "score", "review")
TABLES = ("meetings", "officials", "participations", "projects", "villages", "targets")


def run(*arguments):
    return CliRunner().invoke(app, list(map(str, arguments)), prog_name="fangzhi")


@pytest.fixture
def home(tmp_path, monkeypatch, package):
    """A folder as the examples have it: news and a package of them."""
    news.write(tmp_path / "news")
    (tmp_path / "news" / "one.txt").write_text(news.CONFERENCE + "\n", encoding="utf-8")
    (tmp_path / "gold").mkdir()
    gold = {"document": "conference.txt"} | {name: [] for name in TABLES}
    (tmp_path / "gold" / "1.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "package").symlink_to(package)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def example(command):
    shown = " ".join(run(command, "--help").output.split())
    return re.search(r"Example: fangzhi (.+)$", shown)[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_that_ends_a_commands_help_runs(home, package, command):
    if command == "release":
        (home / "package").unlink()
    words = shlex.split(example(command))
    # The identifier of an example is none of this package's.
    words = [an_official(package) if word.startswith("off-") else word for word in words]
    done = run(*words)
    assert done.exit_code == 0, done.output
    assert done.output


def an_official(package):
    return run("query", "SELECT official_id FROM officials ORDER BY 1 LIMIT 1", "-p", package, "-f", "csv").output.split()[1]


def test_help_lists_the_commands_and_version_is_told():
    shown = run("--help").output
    assert all(re.search(rf"^  {command} ", shown, re.MULTILINE) for command in COMMANDS)
    assert "..." not in shown.split("Commands:")[1]
    assert run("--version").output == f"fangzhi {__version__}\n"


def test_help_loads_none_of_the_heavy_libraries():
    heavy = ("polars", "duckdb", "pyarrow", "pandera", "frictionless", "lxml", "opencc", "jsonschema", "yaml", "rich.progress")
    program = (
        "import sys\nfrom fangzhi.cli import app\ntry:\n    app(['--help'], prog_name='fangzhi')\nexcept SystemExit:\n    pass\n"
        f"sys.exit(', '.join(name for name in {heavy} if name in sys.modules) or None)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_release_ends_with_a_summary(home):
    (home / "news" / "empty.txt").write_bytes(b"")
    done = run("release", "news", "--out", "new", "--zip", "dist/new.zip")
    assert done.exit_code == 0
    assert re.search(r"^documents +4$", done.stdout, re.MULTILINE)
    assert re.search(r"^written to new and dist/new.zip in \d+\.\d s$", done.stdout, re.MULTILINE)
    assert "  empty.txt: empty: " in done.stderr
    assert (home / "dist" / "SHA256SUMS").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["release", "nowhere", "--out", "new"], 2, "fangzhi: no document could be read; nothing was written"),
        (["release", "news", "--out", "news"], 2, "fangzhi: news: lies inside the input folder"),
        (["text", "nowhere.txt"], 2, "fangzhi: nowhere.txt: not_found: "),
        (["text", "nowhere"], 2, "fangzhi: nowhere: not_found: "),
        (["text", "news"], 2, "fangzhi: news: is a folder; name a file"),
        (["diff", "package", "package", "--changes", "no/where"], 2, "fangzhi: no/where: cannot be written; give --changes another file"),
        (["release", "news", "--out", "new", "--zip", "gold"], 2, "fangzhi: gold: is a folder; give --zip a file"),
        (["release", "news", "--out", "new", "--zip", "new/a.zip"], 2, "fangzhi: new/a.zip: lies inside the package"),
        (["release", "news", "--out", "new", "--zip", "news/a.zip"], 2, "fangzhi: news/a.zip: lies inside the input folder"),
        (["release", "news", "--out", "new", "--curation", "none"], 2, "fangzhi: none: cannot be read: No such file or directory; give --curation"),
        (["text", "two.jsonl"], 2, "fangzhi: two.jsonl: holds 2 documents; name one of them: two.jsonl#1"),
        (["text", "two.jsonl#3"], 2, "fangzhi: two.jsonl#3: holds no such document"),
        (["query", "SELECT", "-p", "package"], 2, "fangzhi: Parser Error: "),
        (["query", "SELECT 1", "-p", "nowhere"], 2, "fangzhi: nowhere: no package is there"),
        (["schema", "tables"], 2, "fangzhi: tables: no table of this name; there are documents, "),
        (["explain", "off-0", "-p", "package"], 2, "fangzhi: off-0: no table of package has a row of this key"),
        (["validate", "news"], 1, "fangzhi: news: 1 checks failed"),
    ],
)
def test_bad_input_is_a_line_and_an_exit_code(home, arguments, code, line):
    (home / "two.jsonl").write_text('{"text": "青河市召开会议。"}\n{"text": "青河市召开大会。"}\n', encoding="utf-8")
    done = run(*arguments)
    assert done.exit_code == code
    assert done.stderr.startswith(line), done.stderr
    assert "Traceback" not in done.output
    assert not (home / "new").exists()


@pytest.mark.parametrize("arguments", [["release", "news"], ["release", "news", "--out", "x", "--jobs", "0"], ["nothing"], ["text"]])
def test_wrong_arguments_are_exit_2(home, arguments):
    assert run(*arguments).exit_code == 2


def test_one_document_of_a_container_is_printed_as_read(home):
    (home / "two.jsonl").write_text('{"text": "青河市召开会议。\\r\\n完"}\n{"text": "青河市召开大会。"}\n', encoding="utf-8")
    assert run("text", "two.jsonl#1").output == "青河市召开会议。\n完"
    assert run("text", "news/one.txt").output == (home / "news" / "one.txt").read_text(encoding="utf-8")


def test_schema_lists_tables_and_shows_one():
    assert run("schema").output.splitlines()[0].split() == ["documents", "Documents"]
    assert "| `name_pinyin` |" in run("schema", "officials").output


def test_a_defect_is_a_line_too(home, monkeypatch):
    monkeypatch.setattr("fangzhi.text.text_of", lambda file: 1 / 0)
    monkeypatch.delenv("FANGZHI_DEBUG", raising=False)
    done = run("text", "news/one.txt")
    assert done.exit_code == 2
    assert done.stderr.startswith("fangzhi: a defect of fangzhi (ZeroDivisionError: division by zero)")


@pytest.mark.parametrize("form", ["csv", "table"])
def test_a_reader_that_has_seen_enough_is_no_failure(package, form):
    sql = "SELECT *, repeat('x', 10000) AS x FROM range(10000)"
    command = [sys.executable, "-m", "fangzhi.cli", "query", sql, "-p", str(package), "-f", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_comparison_ends_with_0_where_packages_are_the_same_1_where_they_differ_and_2_where_they_cannot_be_compared(home, package):
    release = run("release", "news/one.txt", "--out", "new")
    assert release.exit_code == 0, release.output
    same, other, none = run("diff", "package", "package"), run("diff", "package", "new", "--changes", "changes.parquet"), run("diff", "package", "nowhere")
    assert (same.exit_code, other.exit_code, none.exit_code) == (0, 1, 2)
    assert "Nothing has changed." in same.stdout and "part of the version must rise" in other.stdout and not other.stderr
    assert none.stderr.startswith("fangzhi: nowhere: no package is there") and not none.stdout
    assert json.loads(run("diff", "package", "new", "--json").stdout)["same"] is False
    assert (home / "changes.parquet").is_file()


def test_a_worked_question_is_run_by_its_name_and_sql_may_come_in_by_the_pipe(home):
    asked = run("query", "--ask", "who_chaired_what", "-p", "package", "-f", "csv")
    assert asked.stdout.startswith("held_on,meeting,official,posts\n")
    assert run("query", "--ask", "nothing", "-p", "package").exit_code == 2
    assert run("query", "SELECT 1", "--ask", "who_chaired_what", "-p", "package").exit_code == 2
    piped = CliRunner().invoke(app, ["query", "-p", "package", "-f", "csv"], input="SELECT 1 AS one;\nSELECT 2 AS two;\n")
    assert piped.stdout == "one\n1\ntwo\n2\n"
    assert CliRunner().invoke(app, ["query", "-p", "package"], input="SELEC 1;").exit_code == 2
