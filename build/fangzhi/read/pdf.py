"""`.pdf` with a text layer: words are put into reading order by cutting the page along its white space.

Columns are read one after another, a headline above several columns before them, a ruled table row by row with tabs.
Lines end as they are printed; joining them is cleaning's work. A line of nothing but the page's number is left out.
"""
from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fangzhi.read import text
from fangzhi.read.source import BINARY_DOCUMENT_BYTES, PDF_PAGES, File, Rejected, Source, Unreadable

MEDIA_TYPE = "application/pdf"
GUTTER = 1.2  # character sizes of white space that part two columns
PARAGRAPH = 0.9  # character sizes of white space between two lines that part two blocks
WORD = 0.45  # character sizes of white space that part two words of a line
PIECES = 20_000  # words of a page that is laid out as pages are; one with more is read line by line
DEPTH = 24  # of cuts: a page is not laid out deeper
PAGE_NUMBER = re.compile(r"[-—–·\s第共]*\d{1,4}[-—–·\s页/共]*\d{0,4}[-—–·\s页]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or a whole table, with its box: points from the page's top left corner."""

    x0: float
    x1: float
    top: float
    bottom: float
    text: str

    @property
    def size(self) -> float:
        return self.bottom - self.top


def read(file: File) -> Iterator[Source | Rejected]:
    """The file as one document, and a Rejected for each page without a text layer. Raises Unreadable."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import PdfminerException

    data = file.bytes(BINARY_DOCUMENT_BYTES)
    pages: list[str] = []
    blank: list[int] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > PDF_PAGES:
                raise Unreadable("too_large", f"{len(pdf.pages):,} pages, the limit is {PDF_PAGES:,}; split the file")
            for number, page in enumerate(pdf.pages, 1):
                found = page_text(page)
                if found:
                    pages.append(found)
                elif page.images:
                    blank.append(number)
                page.close()
    except (PdfminerException, PDFException, PSException, ValueError, TypeError, KeyError, RecursionError) as error:
        if isinstance(error, PDFPasswordIncorrect) or any(isinstance(a, PDFPasswordIncorrect) for a in error.args):
            raise Unreadable("encrypted", "locked with a password; save it without one") from error
        raise Unreadable("broken_file", "no whole PDF file; save it anew") from error
    if not pages:
        raise Unreadable("no_text_layer", "no page has a text layer; run it through text recognition first")
    body = "\n".join(pages)
    text.check(body)
    yield Source(file.name, body, MEDIA_TYPE, "utf-8", file.sha256)
    for number in blank:
        yield Rejected(f"{file.name}#{number}", "no_text_layer", f"page {number} is a picture; run it through text recognition")


def page_text(page) -> str:
    """The page's text in reading order, "" where there is none."""
    tables = [table for table in (page.find_tables() if page.lines or page.rects else []) if len(table.rows) > 1]
    pieces = [
        Piece(word["x0"], word["x1"], word["top"], word["bottom"], word["text"])
        for word in page.extract_words(use_text_flow=False, keep_blank_chars=False, x_tolerance=2)
        if not any(_inside(word, table.bbox) for table in tables)
    ]
    for table in tables:
        rows = ["\t".join(" ".join((cell or "").split()) for cell in row).rstrip("\t") for row in table.extract()]
        x0, top, x1, bottom = table.bbox
        if any(rows):
            pieces.append(Piece(x0, x1, top, bottom, "\n".join(row for row in rows if row)))
    size = _usual([piece.size for piece in pieces])
    depth = DEPTH if len(pieces) < PIECES else 0
    blocks = ["\n".join(_lines(block)) for block in ordered(pieces, size, depth)]
    lines = [block for block in blocks if block and not PAGE_NUMBER.fullmatch(block)]
    return "\n\n".join(lines)


def ordered(pieces: list[Piece], size: float, depth: int = DEPTH) -> Iterator[list[Piece]]:
    """Blocks in reading order: columns from the left, bands from the top, each cut again until nothing parts it."""
    if not pieces:
        return
    columns = _cut(pieces, "x0", "x1", GUTTER * size) if depth else [pieces]
    if len(columns) > 1 and all(_is_column(column, size) for column in columns):
        for column in columns:
            yield from ordered(column, size, depth - 1)
        return
    bands = _cut(pieces, "top", "bottom", PARAGRAPH * size) if depth else [pieces]
    if len(bands) == 1:
        yield pieces
        return
    for band in _joined(bands, size):
        yield from ordered(band, size, depth - 1) if len(band) < len(pieces) else [band]


def _joined(bands: list[list[Piece]], size: float) -> list[list[Piece]]:
    """Neighbouring bands with the same gutter belong to the same columns: put together again."""
    out: list[list[Piece]] = []
    for band in bands:
        if out and _parted(out[-1], size) and _parted(band, size) and _parted(out[-1] + band, size):
            out[-1] = out[-1] + band
        else:
            out.append(band)
    return out


def _parted(pieces: list[Piece], size: float) -> bool:
    return len(_cut(pieces, "x0", "x1", GUTTER * size)) > 1


def _is_column(pieces: list[Piece], size: float) -> bool:
    """Whether it can be a column of text: more than one line, and wider than a number or bullet."""
    return len(_lines(pieces)) > 1 and max(p.x1 for p in pieces) - min(p.x0 for p in pieces) > 4 * size


def _cut(pieces: list[Piece], low: str, high: str, gap: float) -> list[list[Piece]]:
    """Groups along one axis, parted by at least `gap` of white space across all pieces."""
    groups: list[list[Piece]] = []
    reach = float("-inf")
    for piece in sorted(pieces, key=lambda p: (getattr(p, low), getattr(p, high), p.top, p.x0)):
        if groups and getattr(piece, low) - reach < gap:
            groups[-1].append(piece)
        else:
            groups.append([piece])
        reach = max(reach, getattr(piece, high))
    return groups


def _lines(pieces: list[Piece]) -> list[str]:
    """The block's lines from the top: pieces whose middles are on one height."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: ((p.top + p.bottom) / 2, p.x0)):
        middle = (piece.top + piece.bottom) / 2
        if rows and middle <= rows[-1][0].bottom - 0.25 * rows[-1][0].size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_joined_words(sorted(row, key=lambda p: p.x0)) for row in rows]


def _joined_words(row: list[Piece]) -> str:
    parts = [row[0].text]
    for before, piece in itertools.pairwise(row):
        latin = before.text[-1:].isascii() and piece.text[:1].isascii()
        parts.append(" " if piece.x0 - before.x1 > WORD * piece.size or latin else "")
        parts.append(piece.text)
    return "".join(parts)


def _usual(sizes: list[float]) -> float:
    """The median, which a headline does not move."""
    return sorted(sizes)[len(sizes) // 2] if sizes else 0.0


def _inside(word: dict, box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
