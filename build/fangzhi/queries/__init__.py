"""Worked questions: one .sql file each, under a head that says what is asked. Every one is run by a test on the sample.

A head is comment lines: `-- title: …`, `-- question: …`, and further lines on how to read or change it.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

from fangzhi.errors import Refusal


@dataclass(frozen=True, slots=True)
class Question:
    """`text` is the file as it stands; `sql` the query without its head."""

    name: str
    title: str
    question: str
    notes: str
    sql: str
    text: str


@functools.cache
def questions() -> tuple[Question, ...]:
    """All worked questions by name."""
    found = [
        parse(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
        for file in files(__package__).iterdir()
        if file.name.endswith(".sql")
    ]
    return tuple(sorted(found, key=lambda one: one.name))


def question(name: str) -> Question:
    """The worked question of that name. Raises Refusal, with the names that there are, where there is none."""
    for one in questions():
        if one.name == name:
            return one
    raise Refusal(f"no worked question is called {name!r}; there are: {', '.join(one.name for one in questions())}")


def parse(name: str, text: str) -> Question:
    """A file's text as a question. ValueError where its head does not begin with title and question."""
    lines = text.splitlines()
    body = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    head = [line.removeprefix("--").strip() for line in lines[:body]]
    if body < 2 or not head[0].startswith("title:") or not head[1].startswith("question:"):
        raise ValueError(f"{name}.sql: the first lines are to be '-- title: …' and '-- question: …'")
    # A question may go on over further lines; an empty comment line ends it.
    end = head.index("") if "" in head else len(head)
    asked = " ".join([head[1].removeprefix("question:").strip(), *head[2:end]])
    notes = " ".join(line for line in head[end:] if line)
    return Question(name, head[0].removeprefix("title:").strip(), asked, notes, "\n".join(lines[body:]).strip(), text)
