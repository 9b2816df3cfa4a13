"""People whose post stands behind them in brackets and none before: 由王福林(镇人大主席)包保."""

from __future__ import annotations

from ..lex import followers, names
from ..lex.token import Token
from .mention import GATE, POSTS, Mention, Post, title_start
from .page import Page, Span

# no post in brackets is longer
_LONGEST = 40
_CLAUSE = frozenset("，。；：;:")


def mentions(page: Page) -> list[Mention]:
    """People of the shape `NAME(POST、POST)`, in order; the name begins behind a mark or a word that people follow, and whoever has a
    post before the name is left to others."""
    out = []
    for span in page.holding(GATE):
        if page.text.find("(", span.start, span.end) >= 0:
            out += _sentence(page, span)
    return out


def _sentence(page: Page, span: Span) -> list[Mention]:
    text = page.text
    out: list[Mention] = []
    titles = [t for t in page.lexed.between(POSTS, span.start, span.end) if t.kind == "r"]
    ends = {t.end for t in titles}
    for title in titles:
        if text[title.end : title.end + 1] != ")":
            continue
        opened = text.rfind("(", max(span.start, title.end - _LONGEST), title.start)
        start = _name(text, opened, span.start) if opened > span.start else None
        posts = _posts(text, titles, opened + 1, title.end) if start is not None and ends.isdisjoint((start, start - 1)) else ()
        if start is not None and posts:
            out.append(Mention(text[start:opened], start, opened, posts, "people.bracketed"))
    return out


def _name(text: str, end: int, low: int) -> int | None:
    """Where the name that ends at `end` begins."""
    start = names.start_before(text, end, low)
    if start is None or not names.whole(text[start:end]):
        return None
    longer = start - 1
    if longer >= low and (longer == low or text[longer - 1] in names.MARKS) and names.whole(text[longer:end]):
        return longer  # 、向红梅(县长)
    free = start == low or text[start - 1] in names.MARKS or names.leads(text[start - 1]) or followers.word_before(text, start, low)
    return start if free else None


def _posts(text: str, titles: list[Token], at: int, end: int) -> tuple[Post, ...]:
    """The posts that fill [at, end), parted by 、 or 兼; none where anything else stands there."""
    out: list[Post] = []
    for title in titles:
        if title.start < at or title.end > end or title.end < end and text[title.end] not in "、兼":
            continue
        if not _CLAUSE.isdisjoint(text[at : title.start]):
            return ()
        out.append(Post(at, title.end, title_start(text, at, title), title.value[0] if title.value else ""))
        at = title.end + 1
    return tuple(out)
