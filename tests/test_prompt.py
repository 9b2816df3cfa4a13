"""The prompt answers SQL and its own commands, completes names, remembers, and never ends on a mistake."""

from __future__ import annotations

import io

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from fangzhi.access import opened
from fangzhi.errors import Refusal
from fangzhi.prompt import COMMANDS, Session, completer, converse, history_file, listen, ready, words_of
from fangzhi.queries import questions


@pytest.fixture
def session(package):
    with opened(package) as connection:
        yield Session(connection, io.StringIO(), "csv")


def said(session, text):
    session.sink.seek(0)
    session.sink.truncate()
    assert session.answer(text)
    return session.sink.getvalue()


def test_sql_is_answered_with_or_without_its_semicolon(session):
    assert said(session, "SELECT 1 AS one;") == said(session, " SELECT 1 AS one ") == "one\n1\n"
    assert said(session, "") == said(session, ";") == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("SELECT nothing FROM officials;", "Binder Error: "),
        ("SELEC 1;", "Parser Error: "),
        ("FROM '/etc/hostname';", "Catalog Error: "),
        ("DROP VIEW officials;", "one query that reads is expected"),
        ("SELECT 1; SELECT 2;", "one query that reads is expected"),
        (".nothing", ".nothing: no such command"),
        (".schema nothing", "nothing: no table or view of this name; there are "),
        (".format xml", ".format is one of table, csv, json"),
        (".ask nothing", "no worked question is called 'nothing'"),
    ],
)
def test_a_mistake_is_told_and_the_prompt_goes_on(session, text, line):
    assert said(session, text).startswith(line)
    assert said(session, "SELECT 1 AS one") == "one\n1\n"


def test_its_own_commands(session):
    assert set(said(session, ".tables").split()) == set(session.names)
    assert said(session, ".schema officials").splitlines()[1] == "official_id,VARCHAR"
    assert said(session, ".queries").count("\n") == len(questions())
    assert said(session, ".ask who_chaired_what").startswith("held_on,meeting,official,posts\n2024-03-16,")
    assert said(session, ".sql who_chaired_what").startswith("-- title: Who chaired what\n")
    assert all(command in said(session, ".help") for command in COMMANDS)
    said(session, ".format json")
    assert said(session, "SELECT 1 AS one;") == '[\n{"one": 1}\n]\n'
    assert session.answer(".quit") is False


def test_words_that_can_stand_there_are_offered(session):
    words = words_of(session.connection, session.names)
    assert words("SELECT * FROM offi")[:2] == ["official_posts", "officials"]
    assert "held_on" in words("SELECT held") and "GROUP BY" in words("FROM meetings gr")
    assert words(".ta") == [".tables"]
    assert words(".schema vill")[0].startswith("village")
    assert words(".ask who_b") == ["who_builds_what"]
    assert words(".format j") == ["json"]
    assert words("SELECT ") == []
    (one,) = completer(words).get_completions(Document("SELECT name_pin"), None)
    assert (one.text, one.start_position) == ("name_pinyin", -len("name_pin"))


def test_enter_sends_commands_and_what_a_semicolon_ends():
    assert ready(".tables") and ready("SELECT 1;") and ready("  ")
    assert not ready("SELECT 1") and not ready("SELECT ';'")


def test_lines_that_come_in_are_answered_one_query_after_the_other(package):
    sink = io.StringIO()
    listen(package, ["SELECT 1\n", "AS one;\n", "\n", "SELECT 2 AS two"], sink, "csv")
    assert sink.getvalue() == "one\n1\ntwo\n2\n"
    listen(package, [".quit\n", "SELECT 1;\n"], sink, "csv")
    assert sink.getvalue() == "one\n1\ntwo\n2\n"
    with pytest.raises(Refusal, match="Parser Error"):
        listen(package, ["SELEC 1;\n", "SELECT 1;\n"], sink, "csv")


def test_a_conversation_over_several_lines_with_history_and_ctrl_c(package, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    sink = io.StringIO()
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text("SELECT count(*) AS n\rFROM village_designations_by_county;\r")
        keys.send_text("half a line\x03")
        keys.send_text(".format json\r")
        keys.send_text("\x04")
        converse(package, sink, "csv")
    assert sink.getvalue().splitlines()[1:] == ["n", "1"]
    text = history_file().read_text(encoding="utf-8")
    assert "+FROM village_designations_by_county;" in text and "+.format json" in text


def test_quit_ends_a_conversation_where_the_history_cannot_be_kept(package, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(".quit\r")
        converse(package, io.StringIO())
