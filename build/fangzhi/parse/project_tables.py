"""Tables: projects in rows under a line of column names, a cell between spaces or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..lex.lexicon import View, alternatives, entries, words
from .page import Page
from .project_amounts import Amount, Capacity, capacities, plain
from .project_mentions import Mention
from .project_names import built, plausible, tidy
from .project_sentence import Sentence
from .project_stages import after
from .project_words import VIEW, filler

# a cheap look for a line of column names
_NAMED = re.compile(rf"(?:项目|工程|名)[^\n，。]{{0,8}}?(?:{alternatives('project_table_columns')})|名称")
_COLUMNS = words("project_table_columns") | {"名称"}
_CELL = re.compile(r"[^\s|│]+(?:\([^\s|│]*\))?")
_LINE = re.compile(r"[^\n]+")
_NOTE = re.compile(r"\(([^()]*)\)$")
_ORDINAL = re.compile(r"\(?\d{1,4}\)?[.、]?$")
_SUM = re.compile(rf"(?:{alternatives('project_table_sums')})")
_NUMBER = re.compile(rf"(\d[\d,]*(?:\.\d+)?)({alternatives('project_table_units')}|[亿万])?$")
_YEARS = re.compile(r"(?:19|20)\d\d(?:年|[.\-—/~至]|$)")
_UNIT = re.compile(rf"单位[：:]?[^\n，。]{{0,20}}?({alternatives('project_table_units')})")
_GROUP = re.compile(r"^(?:[(]?[一二三四五六七八九十]+[)、.]|[★▲●◆■])|(?:项目|工程|类)(?:\(.*\))?[：:]?$|[项个]\)?$")
# 一、续建项目(3个)
_HEADING = re.compile(
    r"^[(]?(?:[一二三四五六七八九十]{1,3}[)、.])?\s*"
    rf"(?P<said>[^\n，。；：、\d]{{2,14}}?(?:项目|工程|类))(?:{alternatives('project_table_lists')})?"
    r"(?:\(?(?:共)?\d+[个项]\)?)?[：。]?$",
    re.MULTILINE,
)
# 3.某中学迁建项目
_ENTRY = re.compile(
    r"[ \t　]*\(?\d{1,3}[.、)．] ?(?P<name>[^\n，。；：]{3,46}?)(?P<noun>项目|工程)?[；。]?$", re.MULTILINE
)
_TIMES = {"元": (1, "CNY"), "万元": (10**4, "CNY"), "万": (10**4, "CNY"), "亿元": (10**8, "CNY"), "亿": (10**8, "CNY")}
_TIMES |= {"万美元": (10**4, "USD"), "亿美元": (10**8, "USD")}
# so far above a table its unit may be told
_ABOVE = 120
# so many lines that are no rows end a table
_IDLE = 4
_LONGEST_GROUP = 30
_GROUPS = View(("g", "project_groups"))


class Cell(NamedTuple):
    """One cell: its offsets in the page and its text."""

    start: int
    end: int
    text: str


class Column(NamedTuple):
    """One column: what stands below, and the unit that its head names."""

    kind: str
    unit: str | None


class Table(NamedTuple):
    """A table's span in the page, head included, and the projects of its rows; offsets of mentions are the page's."""

    start: int
    end: int
    mentions: list[Mention]


def tables(page: Page) -> list[Table]:
    """The tables of projects in the page's parts, in order."""
    out: list[Table] = []
    if not any(word in page.text for word in _COLUMNS):
        return out
    for _, start, end in page.parts:
        at = start
        while found := _NAMED.search(page.text, at, end):
            first = page.text.rfind("\n", start, found.start()) + 1 or start
            table = _table(page, max(first, start), end)
            if table:
                out.append(table)
                at = max(table.end, found.end())
            else:
                stop = page.text.find("\n", found.end(), end)
                at = stop if stop >= 0 else end
    return out


def lists(page: Page) -> list[Table]:
    """The numbered lines of a name each under headings of groups (一、续建项目), a table a line, in order."""
    out: list[Table] = []
    for _, start, end in page.parts:
        for heading in _HEADING.finditer(page.text, start, end):
            group = stage_of(heading["said"])
            if group or filler(heading["said"]):
                out.extend(_entries(page, heading.end(), end, group))
    return out


def _entries(page: Page, at: int, end: int, group: str | None) -> Iterator[Table]:
    """The lines from `at` on that are a number and a name and nothing else, up to the first that is not."""
    while entry := _ENTRY.match(page.text, at + 1, end):
        start, stop = tidy(page.text, *entry.span("name"))
        name = page.text[start:stop]
        if plausible(name) and (built(name) or entry["noun"]):
            stage = (group, start, stop) if group else None
            sizes = tuple(_capacities(page, start, stop, True))
            yield Table(*entry.span(), [Mention(name, start, stop, "projects.entry", stage, None, sizes)])
        at = entry.end()


def _table(page: Page, start: int, end: int) -> Table | None:
    """The table whose head begins at `start`, or None where no head stands there."""
    text = page.text
    columns, at = _head(text, start, end)
    if not columns:
        return None
    told = _UNIT.search(text, max(0, start - _ABOVE), at)
    unit = told.group(1) if told else None
    group, idle, mentions, last = None, 0, [], at
    for cells in _rows(text, at, end):
        mention = _mention(page, columns, cells, unit, group)
        if mention is not None:
            mentions.append(mention)
            last, idle = cells[-1].end, 0
            continue
        said = text[cells[0].start : cells[-1].end]
        if len(cells) <= 2 and _groups(said):
            # (一)产业项目 is a part of 一、续建项目
            group = stage_of(said) or (group if said[0] == "(" else None)
        idle += 1
        if idle >= _IDLE:
            break
    return Table(start, last, mentions) if mentions else None


def _head(text: str, start: int, end: int) -> tuple[list[Column], int]:
    """The columns named in the line at `start`, none where it is no head of a table of projects, and where the line ends."""
    line = _LINE.match(text, start, end)
    cells = _cells(text, *line.span()) if line else []
    columns = [_column(c.text) for c in cells]
    known = [c for c in columns if c]
    if len(known) < 3 or len(known) * 3 < len(cells) * 2 or not any(c.kind == "name" for c in known):
        return [], start
    return [c or Column("other", None) for c in columns], line.end()


def _cells(text: str, start: int, end: int) -> list[Cell]:
    return [Cell(*m.span(), m.group()) for m in _CELL.finditer(text, start, end)]


def _column(said: str) -> Column | None:
    """The column that a cell of the head names: 总投资(万元)."""
    note = _NOTE.search(said)
    name = said if said in entries("project_columns") else said[: note.start()] if note else said
    found = entries("project_columns").get(name)
    return Column(found[0], note.group(1) if note else None) if found else None


def _rows(text: str, start: int, end: int) -> Iterator[list[Cell]]:
    """The lines below a head, each in cells."""
    for line in _LINE.finditer(text, start, end):
        cells = _cells(text, *line.span())
        if cells:
            yield cells


def _groups(said: str) -> bool:
    """Whether a line may be the heading of a group of rows."""
    return len(said) <= _LONGEST_GROUP and _GROUP.search(said) is not None


def stage_of(said: str) -> str | None:
    """The stage that a heading tells of its group."""
    found = _GROUPS.find(said)
    return found[0].value[0] if found else None


def _mention(
    page: Page, columns: list[Column], cells: list[Cell], unit: str | None, group: str | None
) -> Mention | None:
    """The project of one row, or None where the row holds none."""
    laid = _laid(columns, cells)
    name = laid.get("name")
    if name is None or _SUM.match(cells[0].text):
        return None
    start, end = tidy(page.text, name.start, name.end)
    said = page.text[start:end]
    if not plausible(said):
        return None
    money = _money(columns, laid.get("amount"), unit)
    told = [c for kind in ("stage", "content") if (c := laid.get(kind))]
    stage = next((s for c in told if c is laid.get("stage") and (s := _told(page, c))), None)
    if stage is None and group:
        stage = group, start, end
    sizes = _capacities(page, start, end, True)
    for cell in told:
        sizes += _capacities(page, cell.start, cell.end, False)
    return Mention(said, start, end, "projects.table", stage, money, tuple(sizes))


def _laid(columns: list[Column], cells: list[Cell]) -> dict[str, Cell]:
    """Cells by what stands in them: column by column where there are as many, else by what they look like."""
    if len(cells) == len(columns):
        out: dict[str, Cell] = {}
        for column, cell in zip(columns, cells, strict=True):
            out.setdefault(column.kind, cell)
        return out
    place = next(n for n, column in enumerate(columns) if column.kind == "name")
    if len(cells) < max(2, len(columns) - 3) or len(cells) <= place:
        return {}
    if columns[0].kind == "number" and not _ORDINAL.match(cells[0].text):
        return {}
    out = {"name": cells[place]}
    numbers = [c for c in cells[place + 1 :] if _NUMBER.match(c.text) and not _YEARS.match(c.text)]
    if numbers and next((c.kind for c in columns[place + 1 :] if c.kind == "amount" or c.unit), "") == "amount":
        out["amount"] = numbers[0]
    wordy = [c for c in cells[place + 1 :] if not _NUMBER.match(c.text) and not _YEARS.match(c.text)]
    if wordy and any(c.kind == "content" for c in columns):
        out["content"] = max(wordy, key=lambda c: c.end - c.start)
    if columns[-1].kind == "stage" and cells[-1] is not out.get("content"):
        out["stage"] = cells[-1]
    return out


def _money(columns: list[Column], cell: Cell | None, unit: str | None) -> Amount | None:
    """The investment in a cell, in the unit of the cell, the column or the table."""
    found = _NUMBER.match(cell.text) if cell else None
    if found is None:
        return None
    head = next(c for c in columns if c.kind == "amount").unit
    times = _TIMES.get(found.group(2) or head or unit or "")
    if times is None:
        return None
    value = Decimal(found.group(1).replace(",", "")) * times[0]
    return Amount(plain(value), times[1], cell.start, cell.end) if value else None


def _told(page: Page, cell: Cell) -> tuple[str, int, int] | None:
    """The stage that a cell tells."""
    sentence = Sentence.of(page.lexed, VIEW, cell.start, cell.end)
    found = after(sentence.tokens, sentence.text)
    if found:
        return found[0], cell.start + found[1].start, cell.start + found[1].end
    stage = stage_of(cell.text)
    return (stage, cell.start, cell.end) if stage else None


def _capacities(page: Page, start: int, end: int, named: bool) -> list[Capacity]:
    sentence = Sentence.of(page.lexed, VIEW, start, end)
    found = capacities(sentence.tokens, sentence.text, named)
    return [Capacity(c.value, c.unit, start + c.start, start + c.end) for c in found]
