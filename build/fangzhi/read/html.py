"""`.html`: the text as read is title, headings beside it, the article's paragraphs, and then teasers of other articles.

Paragraphs are parted by a blank line, lines that only a <br> parts (and rows of a table) by a line end. Navigation,
dates and sources, buttons, lists of headlines, page feet and scripts are not in the text; title, publisher, date and
address are in the Source.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fangzhi.read import html_meta as head
from fangzhi.read import text
from fangzhi.read.encoding import decode
from fangzhi.read.html_blocks import Block, blocks, parse
from fangzhi.read.html_main import article, title_at
from fangzhi.read.html_words import is_sentence
from fangzhi.read.source import PAGE_BYTES, File, Rejected, Source, Unreadable


@dataclass(frozen=True, slots=True)
class Page:
    """What a page gives; the fields are those of Source."""

    text: str
    title: str | None
    publisher: str | None
    published_on: str | None
    url: str | None
    related_at: int


def read(file: File) -> Iterator[Source | Rejected]:
    """The file as one document. Raises Unreadable."""
    markup, encoding = decode(file.bytes(PAGE_BYTES))
    found = page(markup)
    yield Source(file.name, found.text, "text/html", encoding, file.sha256, found.title, found.publisher,
                 found.published_on, found.url, found.related_at)


def page(markup: str) -> Page:
    """The article of a page. Raises Unreadable: no_main_text, and what any text is refused for."""
    if not markup.strip():
        raise Unreadable("empty", "nothing but white space; leave it out")
    tree = parse(markup)
    told = head.meta(tree, markup)
    seen = blocks(tree)
    title = head.title_of(seen, told)
    at = title_at(seen, title)
    parted = article(seen, title)
    main = _paragraphs(parted.main) or _second_opinion(tree, title)
    if not main:
        raise Unreadable("no_main_text", "no running text of its own: a list of links, or a page drawn by a script")
    opening = "\n\n".join([*([title] if title else []), *(block.text for block in parted.subtitles), main])
    related = _paragraphs(parted.related)
    whole = f"{opening}\n\n{related}" if related else opening
    text.check(whole)
    return Page(whole, title, head.publisher_of(seen, told, at), head.date_of(seen, told, at), told.url,
                len(opening) + 2 if related else len(opening))


def _paragraphs(found: list[Block]) -> str:
    parts: list[str] = []
    for i, block in enumerate(found):
        if i:
            parts.append("\n" if block.soft else "\n\n")
        parts.append(block.text)
    return "".join(parts)


def _second_opinion(tree: object, title: str | None) -> str:
    """trafilatura's text, for a page without a sentence in the shape that `article` looks for."""
    import trafilatura

    found = trafilatura.extract(tree, include_comments=False, include_links=False, fast=True) or ""
    lines = [line for line in (line.strip(" \u3000|") for line in found.splitlines()) if line and line != title]
    return "\n\n".join(lines) if any(is_sentence(line) for line in lines) else ""
