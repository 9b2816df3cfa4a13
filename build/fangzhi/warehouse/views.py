"""The views: one .sql file each, a SELECT under a comment that says what its rows are."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files

from fangzhi.contract import Contract
from fangzhi.contract.sql import literal, quoted


@dataclass(frozen=True, slots=True)
class View:
    """`description` is the comment at the head of the file, `select` the query."""

    name: str
    description: str
    select: str

    def ddl(self) -> str:
        """CREATE VIEW with its comment, each statement closed by ";"."""
        return f"CREATE VIEW {quoted(self.name)} AS\n{self.select};\nCOMMENT ON VIEW {quoted(self.name)} IS {literal(self.description)};\n"


@functools.cache
def views() -> tuple[View, ...]:
    """All views by name."""
    folder = files(__package__) / "views"
    found = [
        _view(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".sql")
    ]
    return tuple(sorted(found, key=lambda view: view.name))


def aggregates(contract: Contract) -> tuple[View, ...]:
    """The views that the contract has a table of: they are published as resources too, in its order."""
    by_name = {view.name: view for view in views()}
    return tuple(by_name[table.name] for table in contract if table.name in by_name)


def _view(name: str, text: str) -> View:
    lines = text.splitlines()
    body = next(number for number, line in enumerate(lines) if not line.startswith("--"))
    description = " ".join(line.removeprefix("--").strip() for line in lines[:body])
    return View(name, description, "\n".join(lines[body:]).strip())
