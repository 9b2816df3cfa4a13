"""A page's markup -> the blocks of text a reader sees, in order, each with what its place in the markup says of it."""
from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import cache

from lxml import etree
from lxml import html as lxml_html

from fangzhi.read.source import Unreadable
from fangzhi.read.words import sections

CHROME = frozenset(["nav", "footer", "menu"])
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
NOTHING = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
SPACE = re.compile(r"[ \t\n\r\f\v]+")
WRAP = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\n\r][ \t\n\r]*(?=[\u3000-\u9fff\uff00-\uffef])")
CELL = 200  # characters: a table with a longer cell is there for the layout
SPANNED = 4  # columns whose cells may span rows, so that a table grows by no more than so many cells a row
ROOMS = ("main", "related", "chrome", "info", "subtitle", "title")


@dataclass(slots=True)
class Block:
    """One paragraph, heading, list item or table row.

    text    white space collapsed, trimmed
    links   characters of `text` inside links
    tag     of the innermost block element
    path    the numbers of the block elements around it, from the outermost
    rooms   what names of the elements around it say: main, related, chrome, info, subtitle, title -> element number
    soft    whether only one <br> parts it from the block before
    """

    text: str
    links: int
    tag: str
    path: tuple[int, ...]
    rooms: dict[str, int]
    soft: bool = False

    @property
    def own(self) -> int:
        """Characters outside links."""
        return max(len(self.text) - self.links, 0)

    @property
    def linked(self) -> bool:
        """Whether it is a link and nothing else to speak of."""
        return self.links > 0 and self.own <= 0.3 * len(self.text)


def parse(markup: str) -> etree._Element:
    """The page's tree. Raises Unreadable("no_main_text") where there is none."""
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    data = markup.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(data, parser=parser) if data.strip() else None
    except etree.ParserError:
        tree = None
    if tree is None:
        raise Unreadable("no_main_text", "the page holds no markup with text; leave it out")
    return tree


def blocks(tree: etree._Element) -> list[Block]:
    """The blocks of the page's body."""
    builder = _Builder()
    body = tree.find("body")
    walk = etree.iterwalk(tree if body is None else body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if _unseen(element):
                walk.skip_subtree()
            elif element.tag == "table" and (rows := data_rows(element)):
                builder.table(element, rows)
                walk.skip_subtree()
            else:
                builder.start(element)
        else:
            builder.end(element)
    builder.flush()
    return builder.out


def _unseen(element: etree._Element) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in tags("unseen")
        or bool(HIDDEN.search(element.get("style") or ""))
    )


def data_rows(table: etree._Element) -> list[str]:
    """The rows of a table that holds data, cells parted by tabs; [] for one that only lays out the page. A cell that spans
    rows stands in each of them, since each is read by itself."""
    if table.find(".//table") is not None:
        return []
    rows = _spelled_out([[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")])
    full = [row for row in rows if sum(map(bool, row)) > 1]
    if len(full) < 2 or any(len(cell) > CELL for row in rows for cell in row):
        return []
    return ["\t".join(row).rstrip("\t") for row in rows if any(row)]


def _spelled_out(rows: list[list[etree._Element]]) -> list[list[str]]:
    """The texts of cells, with those that span from the rows above."""
    spans: dict[int, tuple[int, str]] = {}  # column -> rows still to come, text
    out: list[list[str]] = []
    for cells in rows:
        texts: list[str] = []
        waiting = deque(cells)
        while waiting or len(texts) in spans:
            if len(texts) in spans:
                left, text = spans.pop(len(texts))
            else:
                cell = waiting.popleft()
                left, text = _rowspan(cell), squeeze("".join(cell.itertext()))
            if left > 1 and len(texts) < SPANNED and len(text) <= CELL:
                spans[len(texts)] = left - 1, text
            texts.append(text)
        out.append(texts)
    return out


def _rowspan(cell: etree._Element) -> int:
    value = (cell.get("rowspan") or "").strip()
    return int(value) if re.fullmatch("[0-9]{1,4}", value) else 1


def squeeze(text: str) -> str:
    """White space as a browser shows it, but a line wrap between two Chinese characters is nothing."""
    text = NOTHING.sub("", text).replace("\u00a0", " ")
    return SPACE.sub(" ", WRAP.sub("", text)).strip(" \u3000")


@dataclass(slots=True)
class _Builder:
    out: list[Block] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    path: list[tuple[int, str]] = field(default_factory=list)
    rooms: list[dict[str, int]] = field(default_factory=lambda: [{}])
    links: int = 0  # characters in links since the last flush
    depth: int = 0  # of links
    count: int = 0
    breaks: int = 0  # <br> since the last text

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self.flush()
            self.breaks += 1
        elif tag not in tags("inline"):
            self.flush()
            self.breaks = 0
            self.count += 1
            self.path.append((self.count, tag))
            self.rooms.append(self._rooms_of(element))
        if tag == "a":
            self.depth += 1
        self.add(element.text)

    def end(self, element: etree._Element) -> None:
        tag = element.tag
        if not (_unseen(element) or tag in tags("inline") or tag == "br") and self.path:
            self.flush()
            self.breaks = 0
            self.path.pop()
            self.rooms.pop()
        if tag == "a":
            self.depth -= 1
        self.add(element.tail)

    def table(self, element: etree._Element, rows: list[str]) -> None:
        self.start(element)
        links = sum(len(squeeze("".join(link.itertext()))) for link in element.iter("a"))
        mostly = links > 0.5 * sum(map(len, rows))
        for i, row in enumerate(rows):
            self.texts, self.links, self.breaks = [row], len(row) if mostly else 0, min(i, 1)
            self.flush(row)

    def add(self, text: str | None) -> None:
        if text:
            self.texts.append(text)
            if self.depth > 0:
                self.links += len(text.strip())

    def flush(self, row: str | None = None) -> None:
        text = squeeze("".join(self.texts)) if row is None else row
        self.texts.clear()
        if text:
            path = tuple(number for number, _ in self.path)
            tag = "tr" if row is not None else self.path[-1][1] if self.path else "body"
            self.out.append(Block(text, min(self.links, len(text)), tag, path, self.rooms[-1], self.breaks == 1))
            self.breaks = 0
        self.links = 0

    def _rooms_of(self, element: etree._Element) -> dict[str, int]:
        named = names_of(element)
        kinds = [kind for kind in ROOMS if not room_names()[kind].isdisjoint(named)]
        if element.tag in CHROME:
            kinds.append("chrome")
        if not kinds:
            return self.rooms[-1]
        return self.rooms[-1] | {kind: self.count for kind in kinds if kind not in self.rooms[-1]}


def names_of(element: etree._Element) -> set[str]:
    """The element's classes, id and tag, lower case."""
    words = f"{element.get('class') or ''} {element.get('id') or ''} {element.tag}"
    return set(words.lower().split())


@cache
def room_names() -> dict[str, frozenset[str]]:
    """Kind of box -> the names it goes by."""
    names = sections("html_names")
    return {kind: frozenset(name.lower() for name in names[kind]) for kind in ROOMS}


@cache
def tags(kind: str) -> frozenset[str]:
    """Elements that are "inline" (they part no blocks) or "unseen" (a browser shows no text of theirs)."""
    return frozenset(sections("html_names")[f"{kind} elements"])
