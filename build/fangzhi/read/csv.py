"""`.csv` (comma, semicolon or tab): a header, then a record a row. The number of a row counts records, not lines."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from fangzhi.read import record
from fangzhi.read.encoding import CODECS, SAMPLE_BYTES, decode
from fangzhi.read.source import RECORD_CHARACTERS, File, Rejected, Source, Unreadable

MEDIA_TYPE = "text/csv"
DELIMITERS = ",;\t"


def read(file: File) -> Iterator[Source | Rejected]:
    """The records of the file, which is never in memory as a whole. Raises Unreadable (empty, no_text_column, …)."""
    if not file.size:
        raise Unreadable("empty", "the file has no bytes; leave it out")
    with file.open() as stream:
        head = stream.read(SAMPLE_BYTES * 4)
        encoding = decode(head if len(head) == file.size else head[: head.rfind(b"\n") + 1] or head)[1]
        stream.seek(0)
        codec = "utf-16" if encoding.startswith("utf-16") and head[:1] in b"\xff\xfe" else encoding
        lines = io.TextIOWrapper(stream, CODECS.get(codec, (codec,))[-1], errors="replace", newline="")
        csv.field_size_limit(RECORD_CHARACTERS)
        yield from _records(file, lines, encoding)


def _records(file: File, lines: io.TextIOWrapper, encoding: str) -> Iterator[Source | Rejected]:
    first = lines.readline(RECORD_CHARACTERS)
    lines.seek(0)
    rows = csv.reader(lines, delimiter=max(DELIMITERS, key=first.count))
    header = _next(rows)
    if not isinstance(header, list) or not record.has_text(header):
        raise Unreadable("no_text_column", "the first row names neither a text nor an html column; name one so")
    number = 0
    while (row := _next(rows)) is not None:
        if row == []:
            continue
        number += 1
        if isinstance(row, Unreadable):
            yield row.at(f"{file.name}#{number}")
        elif len(row) > len(header) and any(islice(row, len(header), None)):
            detail = f"{len(row)} fields under {len(header)} columns; put quotes around a field with commas"
            yield Rejected(f"{file.name}#{number}", "broken_record", detail)
        else:
            yield from record.documents(file, number, dict(zip(header, row, strict=False)), MEDIA_TYPE, encoding)


def _next(rows: Iterator[list[str]]) -> list[str] | Unreadable | None:
    """The next row, what is wrong with it, or None at the end."""
    try:
        return next(rows)
    except StopIteration:
        return None
    except csv.Error as error:
        if "field larger" in str(error):
            return Unreadable("line_too_long", f"a field of over {RECORD_CHARACTERS:,} characters; break it up")
        return Unreadable("broken_record", f"{error}; mend the row")
