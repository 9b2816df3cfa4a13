"""The prompt of `fangzhi query`: SQL and a few commands of its own, with history and completion."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from fangzhi.access import opened
from fangzhi.contract.sql import quoted
from fangzhi.errors import Refusal
from fangzhi.queries import question, questions
from fangzhi.query import one_that_reads, write

if TYPE_CHECKING:
    import duckdb
    from prompt_toolkit.completion import Completer

COMMANDS = {
    ".tables": "the tables and views",
    ".schema": "NAME: the columns of one",
    ".queries": "the worked questions",
    ".ask": "NAME: run one of them",
    ".sql": "NAME: show it",
    ".format": "table, csv or json",
    ".help": "this",
    ".quit": "leave; so does Ctrl+D",
}
FORMS = ("table", "csv", "json")
KEYWORDS = (
    "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "HAVING", "QUALIFY", "LIMIT", "JOIN", "LEFT JOIN", "USING", "ON", "AS", "AND",
    "OR", "NOT", "NULL", "IS", "IN", "LIKE", "BETWEEN", "DISTINCT", "WITH", "UNION ALL", "CASE", "WHEN", "THEN", "ELSE", "END",
    "count", "sum", "min", "max", "avg", "year", "month", "string_agg", "coalesce", "DESCRIBE", "SUMMARIZE",
)  # fmt: skip
GREETING = "SQL ends with a semicolon; .help shows what else there is."
_WORD = re.compile(r"[.\w]*\Z")


@dataclass
class Session:
    """What the prompt remembers: the connection, where to print, the form of the rows."""

    connection: duckdb.DuckDBPyConnection
    sink: TextIO
    form: str = "table"
    names: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.names = tuple(name for (name,) in self.connection.sql("SHOW TABLES").fetchall())

    def answer(self, text: str) -> bool:
        """Runs one input, prints what it gives or one line why it does not; False where the user wants to leave."""
        try:
            return self.run(text)
        except Refusal as error:
            self._print(str(error))
        return True

    def run(self, text: str) -> bool:
        """The same, but raises Refusal for what cannot be run."""
        import duckdb

        text = text.strip().rstrip(";").strip()
        if text.startswith("."):
            return self._command(*([*text.split(maxsplit=1), ""][:2]))
        try:
            if text:
                one_that_reads(text)
                write(self.connection, text, self.form, self.sink)
        except duckdb.Error as error:
            raise Refusal(str(error).split("\n\n")[0]) from error
        return True

    def _print(self, line: str) -> None:
        self.sink.write(line + "\n")

    def _command(self, command: str, argument: str) -> bool:
        if command == ".quit":
            return False
        if command == ".format":
            if argument not in FORMS:
                raise Refusal(f".format is one of {', '.join(FORMS)}")
            self.form = argument
        elif command == ".ask":
            write(self.connection, question(argument).sql.rstrip(";"), self.form, self.sink)
        elif command == ".schema":
            self._schema(argument)
        else:
            for line in self._lines(command, argument):
                self._print(line)
        return True

    def _schema(self, name: str) -> None:
        if name not in self.names:
            raise Refusal(f"{name or 'nothing'}: no table or view of this name; there are {', '.join(self.names)}")
        write(self.connection, f"SELECT column_name, column_type FROM (DESCRIBE {quoted(name)})", self.form, self.sink)

    def _lines(self, command: str, argument: str) -> Iterator[str]:
        if command == ".tables":
            yield from self.names
        elif command == ".queries":
            yield from (f"{one.name:34}{one.title}" for one in questions())
        elif command == ".sql":
            yield question(argument).text.rstrip()
        elif command == ".help":
            yield from (f"{name:10}{what}" for name, what in COMMANDS.items())
        else:
            raise Refusal(f"{command}: no such command; .help shows those that there are")


def words_of(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> Callable[[str], list[str]]:
    """A function that gives the words that can stand where the text before the cursor ends."""
    columns = {
        name: [row[0] for row in connection.sql(f"SELECT column_name FROM (DESCRIBE {quoted(name)})").fetchall()]
        for name in names
    }
    every = sorted({column for own in columns.values() for column in own})

    def words(before: str) -> list[str]:
        start = before.lstrip()
        word = _WORD.search(before)[0].lower()
        if start.startswith((".ask ", ".sql ")):
            known: Iterable[str] = (one.name for one in questions())
        elif start.startswith(".schema "):
            known = columns
        elif start.startswith(".format "):
            known = FORMS
        elif start.startswith("."):
            known = COMMANDS
        else:
            # Columns of the tables that are named already come first.
            named = [column for name, own in columns.items() if re.search(rf"\b{name}\b", before) for column in own]
            known = dict.fromkeys([*columns, *named, *every, *KEYWORDS]) if word else ()
        return [one for one in known if one.lower().startswith(word)]

    return words


def completer(words: Callable[[str], list[str]]) -> Completer:
    """The same for prompt_toolkit."""
    from prompt_toolkit.completion import Completer, Completion

    class Words(Completer):
        def get_completions(self, document, complete_event):
            before = document.text_before_cursor
            length = len(_WORD.search(before)[0])
            for word in words(before):
                yield Completion(word, start_position=-length)

    return Words()


def history_file() -> Path:
    """Where what was asked is remembered: by the XDG base directories, `$XDG_STATE_HOME/fangzhi/history`."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "fangzhi" / "history"


def ready(text: str) -> bool:
    """Whether Enter sends the text: a command, nothing at all, or SQL that a semicolon ends."""
    bare = text.strip()
    return not bare or bare.startswith(".") or bare.endswith(";")


def converse(package: Path, sink: TextIO, form: str = "table") -> None:
    """The prompt over a package, until the user leaves. Raises Refusal where there is no package."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.history import FileHistory, InMemoryHistory
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("enter", filter=Condition(lambda: not ready(prompt.default_buffer.text)))
    def _(event) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("enter", filter=Condition(lambda: ready(prompt.default_buffer.text)))
    def _(event) -> None:
        event.current_buffer.validate_and_handle()

    with opened(package) as connection:
        session = Session(connection, sink, form)
        path = history_file()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            history = FileHistory(str(path))
        except OSError:
            history = InMemoryHistory()
        prompt = PromptSession(
            "fangzhi> ",
            history=history,
            completer=completer(words_of(connection, session.names)),
            complete_while_typing=False,
            multiline=True,
            key_bindings=keys,
            prompt_continuation="     ... ",
        )
        session._print(GREETING)
        goes_on = True
        while goes_on:
            try:
                goes_on = session.answer(prompt.prompt())
            except KeyboardInterrupt:
                continue  # Ctrl+C drops the line, as in other shells
            except EOFError:
                return


def listen(package: Path, lines: Iterable[str], sink: TextIO, form: str = "table") -> None:
    """The same without a terminal: inputs come as lines, and nothing but the answers is printed.

    Raises Refusal for the first input that cannot be run; what came before it has been printed.
    """
    with opened(package) as connection:
        session = Session(connection, sink, form)
        text = ""
        for line in lines:
            text += line
            if ready(text):
                if not session.run(text):
                    return
                text = ""
        session.run(text)

