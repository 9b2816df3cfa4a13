"""Rosters: lines that give a name and behind a gap its posts (组长：聂江臻　市农业农村局副局长), as notices of groups and lists do."""

from __future__ import annotations

import re

from ..lex import names
from .mention import GATE, POSTS, Mention, Post, title_start
from .page import Page, Span

_LABEL = re.compile(r"[ \u3000]*(?:[^：\n，。；、]{1,12}：)?[ \u3000]*")
_GAP = re.compile(r"[ \u3000\t]+|：")
_CLOSE = re.compile(r"[ \u3000]*(?:\([^()\n]*\))?[；。，、]?\s*")


def mentions(page: Page) -> list[Mention]:
    """People of all lines of the shape `[LABEL：] NAME gap POST (、 POST)*`, in order; a line that holds anything else gives none."""
    out = []
    for span in page.holding(GATE):
        found = _line(page, span)
        if found:
            out.append(found)
    return out


def _line(page: Page, span: Span) -> Mention | None:
    text = page.text
    label = _LABEL.match(text, span.start, span.end)
    start = label.end() if label else span.start
    gap = _GAP.search(text, start, min(start + 12, span.end))
    if gap is None or not names.whole(text[start : gap.start()]):
        return None
    posts = _posts(page, gap.end(), span.end)
    return Mention(text[start : gap.start()], start, gap.start(), posts, "people.roster") if posts else None


def _posts(page: Page, at: int, end: int) -> tuple[Post, ...]:
    """The posts that fill the line from `at` on, or none where anything else stands there."""
    text = page.text
    out: list[Post] = []
    start = at
    for token in page.lexed.between(POSTS, at, end):
        if token.kind != "r" or token.start < start:
            continue
        closed = _CLOSE.match(text, token.end, end)
        stop = closed.end() if closed else token.end
        if stop < end and text[token.end : token.end + 1] not in ("、", "兼", "，"):
            continue
        out.append(Post(start, token.end, title_start(text, start, token), token.value[0] if token.value else ""))
        if stop >= end:
            return tuple(out)
        start = token.end + 1
    return ()
