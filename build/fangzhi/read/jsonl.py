"""`.jsonl`: a JSON object a line. A broken line is rejected, the others are read; blank lines are passed over."""
from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from fangzhi.read import record
from fangzhi.read.encoding import SAMPLE_BYTES, decode
from fangzhi.read.source import RECORD_CHARACTERS, File, Rejected, Source, Unreadable

MEDIA_TYPE = "application/x-ndjson"
PIECE = 1 << 20


def read(file: File) -> Iterator[Source | Rejected]:
    """The records of the file; the file is never in memory as a whole. Raises Unreadable (empty, encoding)."""
    if not file.size:
        raise Unreadable("empty", "the file has no bytes; leave it out")
    with file.open() as stream:
        encoding = _encoding(stream)
        stream.seek(0)
        for number, line in enumerate(_lines(stream), 1):
            if line is not None and not line.strip():
                continue
            try:
                yield from record.documents(file, number, _object(line, encoding), MEDIA_TYPE, encoding)
            except Unreadable as error:
                yield error.at(f"{file.name}#{number}")


def _encoding(stream: BinaryIO) -> str:
    """UTF-8 as the format demands, unless its first lines are in another encoding that keeps ASCII line ends."""
    head = stream.read(SAMPLE_BYTES * 4)
    head = head[: head.rfind(b"\n") + 1] or head
    name = decode(head)[1]
    if name.startswith("utf-16"):
        raise Unreadable("unknown_encoding", "records in UTF-16; save the file as UTF-8")
    return name


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """The lines; None for one above the limit, which is passed over in pieces."""
    limit = RECORD_CHARACTERS * 3
    while line := stream.readline(limit):
        if len(line) < limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(PIECE)
        yield None


def _object(line: bytes | None, encoding: str) -> dict[str, object]:
    if line is None:
        raise Unreadable("line_too_long", f"a record of over {RECORD_CHARACTERS * 3:,} bytes; break it up")
    try:
        found = json.loads(line.decode("utf-8-sig" if encoding.startswith("utf-8") else encoding))
    except json.JSONDecodeError as error:
        raise Unreadable("broken_record", f"no JSON: {error.msg} at character {error.pos + 1}; mend the line") from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise Unreadable("broken_record", f"no JSON in {encoding}; mend the line") from error
    if not isinstance(found, dict):
        raise Unreadable("broken_record", "no JSON object; a record is {\"text\": …} on one line")
    return found
