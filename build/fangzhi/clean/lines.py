"""Hard line breaks: a line that ends in mid-sentence goes on in the next one, over page numbers and blank lines too."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from fangzhi.clean import furniture, words
from fangzhi.clean.offsets import Edit

LINE = re.compile(r"[^\n]*[^\s][^\n]*")
FINAL = "。！？…!?"
OPEN = "，、,（(“‘《〈【：:；;—"
CLOSERS = "”’)）》】」』\"'"
STARTERS = "，。、；：！？）)》”’%％,;"
ITEM = re.compile(r"(?:[(（]?[一二三四五六七八九十]{1,3}[、)）]|[(（]?[0-9]{1,2}(?:[、)）]|\.(?![0-9]))|第[一二三四五六七八九十]+[章节条]|[·●■◆★▲※○]|——|[^，。、；]{1,16}：)")
MIN_LONG = 18


@dataclass(frozen=True, slots=True)
class Line:
    start: int
    end: int
    indented: bool
    width: int
    text: str


def split(text: str) -> list[Line]:
    """The lines that hold something, without their outer spaces."""
    found = []
    for match in LINE.finditer(text):
        raw = match[0]
        body = raw.strip()
        lead = len(raw) - len(raw.lstrip())
        start = match.start() + lead
        indented = lead >= 2 or raw[:1] == "\u3000"
        found.append(Line(start, start + len(body), indented, len(body), body))
    return found


def wrap(lines: list[Line]) -> int | None:
    """The width at which the lines of a document are broken, in characters, or None: most long lines are of one width."""
    widths = [display(line.text) + (4 if line.indented else 0) for line in lines if line.width >= 12]
    if len(widths) < 5:
        return None
    top, _ = Counter(w // 2 for w in widths).most_common(1)[0]
    near = sum(abs(w // 2 - top) <= 1 for w in widths)
    return top * 2 if near >= 0.55 * len(widths) and top <= 45 else None


def display(text: str) -> int:
    """Columns that a text takes: two for a Chinese character."""
    return len(text) + sum(character > "\u2e7f" for character in text)


def joins(before: Line, after: Line, gap: int, width: int | None) -> bool:
    """Whether `after` goes on with the sentence of `before`; `gap`: the blank and furniture lines between."""
    last = before.text[-1]
    if before.text.rstrip(CLOSERS)[-1:] in FINAL or after.indented and width is None and last not in "，、":
        return False
    if after.text[0] in STARTERS:
        return True
    if after.indented:
        return False
    if width is not None and not gap and display(before.text) + 4 * before.indented >= width - 3:
        return not ITEM.match(after.text) or last in "，、"
    if ITEM.match(after.text) or ITEM.match(before.text):
        return False
    if last in "，、" and before.width >= 8:
        return True
    return _page_turn(before, after)


def _page_turn(before: Line, after: Line) -> bool:
    """A paragraph that was cut where a page ended: a long unfinished line, or one that is taken up by a stump."""
    stump = re.match(r"[^\s，。、；：,;:！？()“”]*", after.text)[0]
    followed = len(stump) < after.width
    if followed and 1 <= len(stump) <= 2 and stump not in words.lines("openers") and not stump.isascii():
        return True
    body = any(stop in before.text for stop in "，。,；")
    return body and before.width >= MIN_LONG and after.width >= MIN_LONG and before.text[-1] not in CLOSERS and followed


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that were joined; offsets into the text after `edits`."""

    start: int
    end: int
    text: str
    indented: bool


@dataclass(frozen=True, slots=True)
class Layout:
    edits: list[Edit]
    paragraphs: list[Paragraph]
    dropped: int


def layout(text: str) -> Layout:
    """Which breaks go and which stay; lines that stay apart end up with exactly one line feed between them."""
    lines = split(text)
    kept, gaps, dropped = _without_pages(lines)
    width = wrap(kept)
    edits: list[Edit] = []
    paragraphs: list[Paragraph] = []
    at = size = 0  # old offset after what was handled; length of the new text
    begun = 0
    group: list[str] = []
    indented = False
    for i, line in enumerate(kept):
        glue = "" if i == 0 else _glue(kept[i - 1], line, gaps[i], width)
        if text[at : line.start] != glue:
            edits.append(Edit(at, line.start, glue))
        if glue == "\n":
            paragraphs.append(Paragraph(begun, size, "".join(group), indented))
            group = []
        elif i:
            group.append(glue)
        size += len(glue)
        if not group:
            begun, indented = size, line.indented
        group.append(line.text)
        size += len(line.text)
        at = line.end
    if group:
        paragraphs.append(Paragraph(begun, size, "".join(group), indented))
    if at < len(text):
        edits.append(Edit(at, len(text)))
    return Layout(edits, paragraphs, dropped)


def _glue(before: Line, after: Line, gap: int, width: int | None) -> str:
    if not joins(before, after, gap, width):
        return "\n"
    return seam(before.text[-1], after.text[0])


def seam(last: str, first: str) -> str:
    """What stands where two lines meet: a space between small Latin letters, else nothing."""
    return " " if "a" <= last <= "z" and "a" <= first <= "z" else ""


def _without_pages(lines: list[Line]) -> tuple[list[Line], list[int], int]:
    """Lines without page furniture that stands between others; for each, how many lines were dropped before it."""
    pages = [furniture.page(line.text) for line in lines]
    kept, gaps, dropped, gap = [], [], 0, 0
    for i, line in enumerate(lines):
        near = any(pages[max(0, i - 2) : i + 3])
        if pages[i] or near and furniture.around(line.text) and kept:
            gap += 1
            dropped += line.width
            continue
        kept.append(line)
        gaps.append(gap)
        gap = 0
    return kept, gaps, dropped


def joined(text: str) -> str:
    """A fragment on one line: its breaks and the page furniture between them taken out."""
    if "\n" not in text:
        return text.strip()
    lines = [line for line in split(text) if not furniture.page(line.text)]
    out = ""
    for line in lines:
        out += (seam(out[-1], line.text[0]) if out else "") + line.text
    return out
