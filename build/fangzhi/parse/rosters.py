"""Rosters: lines that give a name and behind a gap its posts (组长：聂江臻　市农业农村局副局长), as notices of groups and lists do."""

from __future__ import annotations

import re

from ..lex import names
from ..lex.lexicon import entries
from .mention import GATE, POSTS, Mention, Post, title_start
from .page import Page, Span

_LABEL = re.compile(r"[ \u3000]*(?:[^：\n，。；、]{1,12}：)?[ \u3000]*")
_GAP = re.compile(r"[ \u3000\t]+|：")
_CLOSE = re.compile(r"[ \u3000]*(?:\([^()\n]*\))?[；。，、]?\s*")
_CELL_END = re.compile(r"(?:\([^()\n]*\))?[ \u3000\t]")


def _heads(use: str) -> list[str]:
    """The heads of columns with this use (roster_heads.txt)."""
    return [word for word, uses in entries("roster_heads").items() if use in uses]


_TABLE = re.compile(
    rf"""^(?:[^\n]*[ \u3000\t])?(?:{"|".join(_heads("name"))})    # perhaps a number before the name
    [ \u3000\t]+(?:{"|".join(_heads("post"))})(?![^ \u3000\t\n])[^\n]*\n""",
    re.MULTILINE | re.VERBOSE,
)
_SHORT = re.compile("[\u3400-\u9fff]{2,4}")  # in a table of people a name of a family not known is one too
_ROW = re.compile(r"(?:\d{1,3}[ \u3000\t、.]+)?(?P<name>[^ \u3000\t\n(]{2,12})(?:\([^()\n]*\))?[ \u3000\t]")


def mentions(page: Page) -> list[Mention]:
    """People of all lines of the shape `[LABEL：] NAME gap POST (、 POST)*`, in order; a line that holds anything else gives none,
    save in a table whose head says that names stand before posts."""
    out = []
    rows = _rows(page.text)
    for span in page.holding(GATE):
        found = _line(page, span, span.start in rows)
        if found:
            out.append(found)
    return out


def _rows(text: str) -> set[int]:
    """Where the rows of tables of people begin: behind a head, line by line, as long as a name opens the line."""
    rows: set[int] = set()
    if not any(word in text for word in _heads("name")):
        return rows
    for head in _TABLE.finditer(text):
        at = head.end()
        while at not in rows and (row := _ROW.match(text, at)) and (_SHORT.fullmatch(row["name"]) or names.whole(row["name"])):
            rows.add(at)
            at = text.find("\n", at) + 1 or len(text)
    return rows


def _line(page: Page, span: Span, table: bool) -> Mention | None:
    text = page.text
    row = _ROW.match(text, span.start, span.end) if table else None
    if row:
        posts = _posts(page, row.end(), span.end, table)
        return Mention(row["name"], *row.span("name"), posts, "people.roster") if posts else None
    label = _LABEL.match(text, span.start, span.end)
    start = label.end() if label else span.start
    gap = _GAP.search(text, start, min(start + 12, span.end))
    if gap is None or not names.whole(text[start : gap.start()]):
        return None
    posts = _posts(page, gap.end(), span.end, table)
    return Mention(text[start : gap.start()], start, gap.start(), posts, "people.roster") if posts else None


def _posts(page: Page, at: int, end: int, table: bool) -> tuple[Post, ...]:
    """The posts that fill the line, or in a table the cell, from `at` on, or none where anything else stands there."""
    text = page.text
    out: list[Post] = []
    start = at
    for token in page.lexed.between(POSTS, at, end):
        if token.kind != "r" or token.start < start:
            continue
        closed = _CLOSE.match(text, token.end, end)
        stop = closed.end() if closed else token.end
        cell = table and _CELL_END.match(text, token.end, end) is not None
        if not cell and stop < end and text[token.end : token.end + 1] not in ("、", "兼", "，"):
            continue
        out.append(Post(start, token.end, title_start(text, start, token), token.value[0] if token.value else ""))
        if cell or stop >= end:
            return tuple(out)
        start = token.end + 1
    return ()
