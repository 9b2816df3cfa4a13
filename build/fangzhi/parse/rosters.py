"""Rosters: lines that give a name and behind a gap its posts (组长：聂江臻　市农业农村局副局长), as notices of groups and lists do;
in columns side by side a line gives several."""

from __future__ import annotations

import re

from ..lex import names
from ..lex.lexicon import entries
from ..lex.token import Token
from .mention import GATE, POSTS, Mention, Post, title_start
from .page import Page, Span

_LABEL = re.compile(r"[ \u3000]*(?:[^：\n，。；、]{1,12}：)?[ \u3000]*")
_GAP = re.compile(r"[ \u3000\t]+|：")
_CLOSE = re.compile(r"[ \u3000]*(?:\([^()\n]*\))?[；。，、]?\s*")
_NEXT = re.compile(r"(?:\([^()\n]*\))?[ \u3000\t]+(?P<name>[^ \u3000\t\n，。；：、()]{2,12})(?=[ \u3000\t])")
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
    """People of all lines of the shape `[LABEL：] NAME gap POST (、 POST)*`, perhaps several times with a gap between, in order; a line
    that holds anything else gives none, save in a table whose head says that names stand before posts."""
    out = []
    rows = _rows(page.text)
    for span in page.holding(GATE):
        row = _row(page, span) if span.start in rows else None
        out += [row] if row else _line(page, span)
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


def _row(page: Page, span: Span) -> Mention | None:
    """A row of a table of people."""
    row = _ROW.match(page.text, span.start, span.end)
    posts = _cell(page, row.end(), span.end) if row else ()
    return Mention(row["name"], *row.span("name"), posts, "people.roster") if row and posts else None


def _line(page: Page, span: Span) -> list[Mention]:
    """The people of a line, or none where it holds anything else than names and posts."""
    text = page.text
    out: list[Mention] = []
    at = span.start
    titles = [t for t in page.lexed.between(POSTS, span.start, span.end) if t.kind == "r"]
    while at < span.end:
        label = None if out else _LABEL.match(text, at, span.end)
        start = label.end() if label else at
        gap = _GAP.search(text, start, min(start + 12, span.end))
        if gap is None or not out and not names.whole(text[start : gap.start()]):
            return []
        posts, at = _posts(text, titles, gap.end(), span.end)
        if not posts:
            return []
        out.append(Mention(text[start : gap.start()], start, gap.start(), posts, "people.roster"))
    return out


def _posts(text: str, titles: list[Token], at: int, end: int) -> tuple[tuple[Post, ...], int]:
    """The posts from `at` on and where they end: with the line, or with a gap behind which a name and another gap stand; none where
    anything else stands there."""
    out: list[Post] = []
    start = at
    for token in titles:
        if token.start < start:
            continue
        closed = _CLOSE.match(text, token.end, end)
        stop = closed.end() if closed else token.end
        next_name = _NEXT.match(text, token.end, end)
        if stop < end and next_name is None and text[token.end] not in "、兼，":
            continue
        if _GAP.search(text, start, token.end):
            return (), end
        out.append(_post(text, start, token))
        if stop >= end:
            return tuple(out), end
        # between two columns stands no word that looks like a name (查明)
        if next_name and (names.whole(next_name["name"]) or names.formed(next_name["name"])):
            return tuple(out), next_name.start("name")
        start = token.end + 1
    return (), end


def _cell(page: Page, at: int, end: int) -> tuple[Post, ...]:
    """The posts that fill the cell of a table from `at` on, or none where anything else stands there."""
    text = page.text
    out: list[Post] = []
    start = at
    for token in page.lexed.between(POSTS, at, end):
        if token.kind != "r" or token.start < start:
            continue
        closed = _CLOSE.match(text, token.end, end)
        stop = closed.end() if closed else token.end
        cell = _CELL_END.match(text, token.end, end) is not None
        if not cell and stop < end and text[token.end] not in "、兼，":
            continue
        out.append(_post(text, start, token))
        if cell or stop >= end:
            return tuple(out)
        start = token.end + 1
    return ()


def _post(text: str, start: int, token: Token) -> Post:
    return Post(start, token.end, title_start(text, start, token), token.value[0] if token.value else "")
