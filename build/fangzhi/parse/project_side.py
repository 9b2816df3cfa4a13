"""Lists side by side: two to four columns of names under headings that tell a stage each (开工项目 | 竣工项目), or who signs and
what is signed (乙方 | 项目)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lex.lexicon import words
from .page import Page
from .project_amounts import amount, capacities
from .project_mentions import Mention
from .project_names import plausible, tidy
from .project_sentence import Sentence
from .project_tables import Cell, Table, stage_of
from .project_words import VIEW, head

# a line of nothing but names of columns; what it says of projects is looked for first
_HEADS = re.compile(r"^(?=[^\n，。；]{0,60}(?:项目|工程))[^\n，。；、]{4,60}$", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
# 1. X and (1)X are one cell
_CELL = re.compile(r"(?:[(（]?\d{1,3}[.．、)）][ \t　]?)?[^\s]+")
_ORDINAL = re.compile(r"[(（]?\d{1,3}[.．、)）][ \t　]?")
_NOTE = re.compile(r"[^()]{3,}(\([^()]*\))$")
_STAGED = re.compile(r"(?:项目|工程)(?:\(.*\))?$")
_MOST = 4
# so far above its columns a heading tells what is done (三、现场签约)
_ABOVE = 60
_SHORTEST = 5


def sides(page: Page) -> list[Table]:
    """The lists side by side in the page's parts, in order."""
    out: list[Table] = []
    for _, start, end in page.parts:
        for heads in _HEADS.finditer(page.text, start, end):
            cells = _cells(page.text, *heads.span())
            columns = [_stage(page.text, c, heads.start()) for c in cells]
            if not 2 <= len(cells) <= _MOST or None in columns:
                continue
            owner = next((n for n, c in enumerate(cells) if c.text in words("project_parties")), None)
            found = list(_rows(page, heads.end(), end, columns, owner))
            if found:
                out.append(Table(heads.start(), max(m.end for m in found), found))
    return out


def _cells(text: str, start: int, end: int) -> list[Cell]:
    return [Cell(*m.span(), m.group()) for m in _CELL.finditer(text, start, end)]


def _stage(text: str, cell: Cell, start: int) -> str | None:
    """The stage that a column's heading tells of its names; that of the heading above where it tells only that they are projects;
    "" of the column that tells whose they are; None where it is no such heading."""
    if cell.text in words("project_parties"):
        return ""
    if not _STAGED.search(cell.text) and cell.text not in ("项目名称", "工程名称"):
        return None
    above = text[max(0, start - _ABOVE) : start].rstrip().rpartition("\n")[2]
    return stage_of(cell.text) or stage_of(above) or ("advancing" if "项目" in above else None)


def _rows(page: Page, at: int, end: int, columns: list[str], owner: int | None) -> Iterator[Mention]:
    """The names in the lines behind a line of headings, up to the first that has other cells."""
    for line in _LINE.finditer(page.text, at, end):
        cells = _cells(page.text, *line.span())
        if len(cells) > len(columns) or owner is not None and len(cells) != len(columns):
            return
        found = [_mention(page, cell, stage) for cell, stage in zip(cells, columns, strict=False) if stage]
        if not found or None in found:
            return
        if owner is not None:
            found = [_owned(page, cells[owner], m) for m in found]
        yield from found


def _mention(page: Page, cell: Cell, stage: str) -> Mention | None:
    """The project in a cell, with the money or the size in the bracket behind its name."""
    ordinal = _ORDINAL.match(cell.text)
    note = _NOTE.match(cell.text)
    stop = cell.start + note.start(1) if note and any(c.isdigit() for c in note[1]) else cell.end
    start, stop = tidy(page.text, cell.start + (ordinal.end() if ordinal else 0), stop)
    name = page.text[start:stop]
    if len(name) < _SHORTEST or not plausible(name):
        return None
    noted = Sentence.of(page.lexed, VIEW, stop, cell.end)
    money = amount(noted.tokens, noted.text, bare=True)
    money = money and money._replace(start=money.start + stop, end=money.end + stop)
    sizes = tuple(c._replace(start=c.start + stop, end=c.end + stop) for c in capacities(noted.tokens, noted.text))
    return Mention(name, start, stop, "projects.side", (stage, start, stop), money, sizes)


def _owned(page: Page, owner: Cell, mention: Mention) -> Mention:
    """A mention with its owner before its name, where the name is not a built thing's."""
    found = head(mention.name)
    if found and found[2] == "strong":
        return mention
    return mention._replace(name=owner.text + mention.name)
