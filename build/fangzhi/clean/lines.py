"""Hard line breaks: a line that ends in mid-sentence goes on in the next one, over page numbers and blank lines too."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import NamedTuple

from fangzhi.clean import furniture, words
from fangzhi.clean.offsets import Edit

FINAL = "。！？…!?"
CLOSERS = "”’)）》】」』\"'"
STARTERS = "，。、；：！？)》”’%;"
LISTING = "；："  # what an item of a list ends with (为副院长；), and what stands over it
STUMP = re.compile("([\u3400-\u9fff]{1,2})[，。、；：]")
ITEM = re.compile(
    """[(（]?[一二三四五六七八九十]{1,3}[、)）]     # 一、 （一）
     | [(（]?[0-9]{1,2}(?:[、)）]|\\.(?![0-9]))   # 1. (1) 1、
     | 第[一二三四五六七八九十]+[章节条]
     | [·●■◆★▲※○]
     | ——
     | [^，。、；]{1,16}：                         # 某县（4个）：
    """,
    re.VERBOSE,
)
MIN_LONG = 18
MIN_BODY = 25
MIN_TURNED = 10
MIN_WRAP = 20
MAX_WRAP = 90
RAGGED = 8
FEW_CELLS = 3
_BRACKET = re.compile(r"[(（][^()（）\n]*[)）]")
MAX_MEMBER = 12


class Line(NamedTuple):
    """A line without its outer spaces. `indented`: it opens a paragraph by its spaces, `barely` by one, which may also part the
    characters of a name over a break (罗\n　军); `turned`: a page begins with it."""

    start: int
    end: int
    indented: bool
    text: str
    turned: bool = False
    barely: bool = False


def split(text: str) -> list[Line]:
    """The lines that hold something, without their outer spaces and bars."""
    found = []
    at = 0
    for raw in text.split("\n"):
        body = raw.strip()
        if body:
            lead = len(raw) - len(raw.lstrip())
            body = body.removesuffix(" |")
            found.append(Line(at + lead, at + lead + len(body), lead >= 2 or raw[0] == "\u3000", body, barely=lead == 1))
        at += len(raw) + 1
    return found


def full(lines: list[Line]) -> frozenset[int]:
    """The starts of the lines that are as long as lines of this document get; none where it was not broken by length."""
    if sum(len(line.text) > MAX_WRAP + RAGGED for line in lines) > 0.45 * len(lines):
        return frozenset()  # paragraphs: neither measure can find what was broken
    lines = [line for line in lines if cells(line.text) < FEW_CELLS]  # rows of a table are as long as their cells
    return max((_full(lines, [measure(line) for line in lines]) for measure in (columns, characters)), key=len)


def columns(line: Line) -> int:
    """The width of a line as printed, its indent included: two columns for a Chinese character."""
    return len(line.text.encode("gb18030", "replace")) + 4 * line.indented


def characters(line: Line) -> int:
    """Twice the number of a line's characters: programs break lines by this count too."""
    return 2 * (len(line.text) + 2 * line.indented)


def _full(lines: list[Line], widths: list[int]) -> frozenset[int]:
    wide = [width for width in widths if width >= MIN_WRAP]
    if len(wide) >= 5:
        top, _ = Counter(width // 2 for width in wide).most_common(1)[0]
        near = sum(abs(width // 2 - top) <= 1 for width in wide)
        longer = sum(width > 2 * top + RAGGED for width in wide)
        if near >= 0.55 * len(wide) and 2 * top <= MAX_WRAP and longer <= 0.15 * len(wide):
            return _reaching(lines, widths, 2 * top - 3)
    # Where lines are few or uneven: all are short, and most of those that end no sentence are nearly the longest.
    longest = max(widths, default=0)
    if longest > MAX_WRAP or len(lines) < 3:
        return frozenset()
    reaching = _reaching(lines, widths, longest - RAGGED)
    unfinished = [line for line in lines[:-1] if line.text[-1] not in FINAL]
    broken = [line for line in unfinished if line.start in reaching]
    prose = sum("，" in line.text or "。" in line.text for line in broken)
    return reaching if prose >= 2 and len(broken) >= 0.6 * len(unfinished) else frozenset()


def _reaching(lines: list[Line], widths: list[int], least: int) -> frozenset[int]:
    return frozenset(line.start for line, width in zip(lines, widths, strict=True) if width >= least)


# a letter, a character or a figure: a line without one is drawn, not written
_WRITTEN = re.compile(r"\w")


def joins(before: Line, after: Line, filled: bool, begun: bool) -> bool:
    """Whether `after` goes on with the sentence of `before`.

    `filled`: `before` is a full line; `begun`: a sentence has ended in the text already.
    """
    tail = before.text.rstrip(CLOSERS)
    if tail[-1:] in FINAL or tail.endswith("..") or before.text == after.text:
        return False
    if not (_WRITTEN.search(before.text) and _WRITTEN.search(after.text)):
        return False  # a drawn line parts what stands above it from what stands below
    if before.text[-1] == "：" and furniture.labels(before.text, after.text):
        return True
    if after.text.startswith(words.lines("wires")):
        return False
    if after.text[0] in STARTERS or _bracket(before.text, after.text) or _number(before.text, after.text):
        return True
    if after.indented and not (after.barely and filled) or _table(before.text, after.text):
        return False
    open_ended = before.text[-1] in "，、"
    if ITEM.match(after.text) and not open_ended:
        return False
    listed = after.turned and before.text[-1] in LISTING
    if filled and not listed or _member(before.text, after.text):
        return True
    sentence = begun or any(stop in before.text for stop in "，、；")
    if after.turned and sentence and not listed and len(before.text) >= MIN_TURNED and not ITEM.match(before.text):
        return True
    return open_ended and len(before.text) >= 8 or _page_turn(before.text, after.text, begun)


def cells(text: str) -> int:
    """How many cells a line has that is a row of a table (1 \t 某县 \t 某镇 \t 某村); 1 where it is none."""
    if text.count(" ") + text.count("\t") < FEW_CELLS - 1:
        return 1
    # 县(市、区) heads a column
    bare = _BRACKET.sub("", text)
    return 1 if any(mark in bare for mark in "，。；、：！？") else len(bare.split())


def _table(before: str, after: str) -> bool:
    """Whether a row of a table begins: behind another one with as many cells, or behind what stands over the table."""
    found = cells(after)
    return found >= FEW_CELLS and cells(before) in (1, found)


def _member(before: str, after: str) -> bool:
    """Whether a member of a list is broken: all members end in one word (村), but not what is left of the last one (…村、石\n湖村、…)."""
    *whole, broken = before.split("、")
    if not whole or not broken or len(broken) > MAX_MEMBER:
        return False
    first = after.split("、", 1)[0].split("，", 1)[0]
    end = whole[-1][-1:]
    ended = end in words.lines("listed") and all(m.endswith(end) for m in whole)
    return ended and not broken.endswith(words.lines("listed")) and len(first) <= MAX_MEMBER and first.endswith(end)


def _bracket(before: str, after: str) -> bool:
    """Whether a bracket stands open at the end of one line and is closed in the next."""
    return before.rfind("(") > before.rfind(")") and 0 <= after.find(")") < after.find("(") % (len(after) + 1)


def _number(before: str, after: str) -> bool:
    """Whether a number is broken: behind its point, or before its unit."""
    if before[-1] == "." and before[-2:-1].isdigit() and "0" <= after[0] <= "9":
        return True
    return "0" <= before[-1] <= "9" and len(before) >= MIN_LONG and after.startswith(words.lines("counted"))


def _page_turn(before: str, after: str, begun: bool) -> bool:
    """A paragraph that was cut where a page ended: a long unfinished line, or one that is taken up by a stump."""
    if before[-1] in LISTING:
        return False
    if after[0] in words.lines("enclitics") and len(before) >= 8:
        return True
    stump = STUMP.match(after)
    if stump and begun and stump[1] not in words.lines("openers"):
        return True
    prose = "。" in before or "，" in before and len(before) >= (MIN_BODY if begun else 2 * MIN_BODY)
    goes_on = len(after) >= MIN_LONG and ("，" in after or "。" in after) or after[-1] in FINAL
    return prose and goes_on and before[-1] not in CLOSERS


class Paragraph(NamedTuple):
    """Lines that were joined; offsets into the text after `edits`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """`joined`: how many breaks inside sentences went; `dropped`: how many characters of page furniture."""

    edits: list[Edit]
    paragraphs: list[Paragraph]
    joined: int
    dropped: int


def layout(text: str) -> Layout:
    """Which breaks go and which stay; lines that stay apart end up with exactly one line feed between them."""
    lines, dropped = _without_pages(split(text))
    filled = full(lines)
    edits: list[Edit] = []
    paragraphs: list[Paragraph] = []
    at = size = begin = 0  # the old offset after what was handled; the new text's length; where the paragraph began
    group: list[str] = []
    begun = False
    for i, line in enumerate(lines):
        glue = "" if not i else _glue(lines[i - 1], line, lines[i - 1].start in filled, begun)
        if text[at : line.start] != glue:
            edits.append(Edit(at, line.start, glue))
        if glue == "\n":
            paragraphs.append(Paragraph(begin, size, "".join(group)))
            group, begin = [line.text], size + 1
        else:
            group += [glue, line.text]
        size += len(glue) + len(line.text)
        at = line.end
        begun = begun or "。" in line.text
    if group:
        paragraphs.append(Paragraph(begin, size, "".join(group)))
    if at < len(text):
        edits.append(Edit(at, len(text)))
    return Layout(edits, paragraphs, len(lines) - len(paragraphs), dropped)


def _glue(before: Line, after: Line, filled: bool, begun: bool) -> str:
    return seam(before.text[-1], after.text[0]) if joins(before, after, filled, begun) else "\n"


def seam(last: str, first: str) -> str:
    """What stands where two lines meet: a space between small Latin letters, else nothing."""
    return " " if "a" <= last <= "z" and "a" <= first <= "z" else ""


def _without_pages(lines: list[Line], own: bool = False) -> tuple[list[Line], int]:
    """The lines without page furniture, and how many characters that was. Credits go where they stand at a page's end.

    What goes is told by the lines between two that stay and by nothing else, so that a fragment loses what the whole text has
    lost there. `own`: the first and the last line stay ("100" before "\n亿元" is no page number).
    """
    last = len(lines) - 1
    pages = [furniture.page(line.text) and not (own and i in (0, last)) for i, line in enumerate(lines)]
    if not any(pages):
        return lines, 0
    beside: set[int] = set()
    for page in (i for i, here in enumerate(pages) if here):
        for reach in ((page - 1, page - 2), (page + 1, page + 2)):
            beside.update(takewhile(lambda i: own <= i <= last - own and (pages[i] or _credit(lines[i].text)), reach))
    kept, dropped, turned = [], 0, False
    for i, line in enumerate(lines):
        if pages[i] or kept and i in beside:
            dropped += len(line.text)
            turned = turned or pages[i]
        else:
            kept.append(line._replace(turned=True) if turned else line)
            turned = False
    return kept, dropped


def _credit(text: str) -> bool:
    return furniture.around(text) or furniture.running(text)


def joined(text: str) -> str:
    """A fragment on one line: its breaks and the page furniture between them taken out."""
    if "\n" not in text:
        return text.strip()
    lines = split(text)
    out = ""
    for line in _without_pages(lines, own=True)[0]:
        out += (seam(out[-1], line.text[0]) if out else "") + line.text
    return out
