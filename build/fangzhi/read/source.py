"""What the stage `read` gives: a document's text as read, or the reason why there is none.

`REASONS` is the closed list of reason codes; `schemas/rejected.yaml` repeats it, and a test holds the two together.
All limits of the stage stand here too, so that a user can look one up by its name.
"""
from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

DOCUMENT_BYTES = 64 << 20  # a .txt file or a zip member that is one document
PAGE_BYTES = 16 << 20  # an .html page: a parsed tree takes about ten times its bytes
BINARY_DOCUMENT_BYTES = 256 << 20  # a .pdf or .docx file, most of which is pictures
MEMBER_BYTES = 1 << 30  # a zip member, unpacked
ARCHIVE_BYTES = 4 << 30  # all members of a zip file, unpacked
ARCHIVE_MEMBERS = 100_000
ARCHIVE_RATIO = 200  # unpacked to packed, of a member above a million bytes; Chinese text packs to a third
PDF_PAGES = 2_000
LINE_CHARACTERS = 1_000_000  # a line of a document; the longest known report has 40,000 characters in all
RECORD_CHARACTERS = 8_000_000  # a line of .jsonl, a field of .csv
HAN_SHARE = 0.15  # of all letters; inserted pinyin brings Chinese text down to 0.25 at worst
KANA_SHARE = 0.10  # of kana and Han together: above it the text is Japanese
CONTROL_SHARE = 0.005  # control characters in a text file
DAMAGED_SHARE = 0.05  # characters that no encoding explains

REASONS = {
    "archive_limit": "the zip file holds too many members, or too much, or unpacks to far more than its size",
    "binary": "the file's bytes are not text",
    "broken_file": "the file is not a whole file of its type",
    "broken_record": "this line or row is not a record; the other lines are read",
    "duplicate_bytes": "another file of the same bytes gives the document",
    "duplicate_name": "another member of the archive has the same name, and the last of them is read",
    "duplicate_document": "another input of the same text, address and title gives the document",
    "empty": "the file, page, record or field holds no text",
    "encrypted": "the file is locked with a password",
    "advertising": "an advertisement, not a report",
    "fiction": "a novel or a story, not a report",
    "gambling": "gambling spam, not a report",
    "machine_spun": "a text rewritten by a machine: its names and figures cannot be trusted",
    "other_language": "no Chinese to speak of",
    "internal_error": "fangzhi failed on the document: a defect of fangzhi, not of the document",
    "line_too_long": f"a line has more than {LINE_CHARACTERS:,} characters (a record {RECORD_CHARACTERS:,})",
    "nested_archive": "a zip file inside a zip file is not opened",
    "no_main_text": "the page has no running text of its own (a list of links, a picture, a form)",
    "no_permission": "the file or folder may not be read",
    "no_text_column": "the records have neither a text nor an html column",
    "no_text_layer": "the page of the PDF is a picture without a text layer",
    "not_a_file": "neither a regular file nor a folder (a pipe, a socket, a device)",
    "not_chinese": f"less than {HAN_SHARE:.0%} of the letters are Chinese, or more than {KANA_SHARE:.0%} are kana",
    "not_found": "nothing is there",
    "read_error": "the system could not read the file",
    "symlink_loop": "a symbolic link leads back to itself or to a folder above it",
    "too_large": "the file is above the size limit of its type",
    "truncated_utf16": "UTF-16 that ends inside a character",
    "unknown_encoding": "neither UTF-8, UTF-16, GB18030 nor Big5 explains the bytes",
    "unsafe_member": "a zip member's path leads out of the archive, or it is no regular file",
    "unsupported_type": "no reader for files with this ending",
}
_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """One document as read.

    path            POSIX path below the walked folder, or the file's name; `file.jsonl#12` is record 12 (1-based),
                    `a.zip!b/c.txt` a member of a zip file
    text            text as read; offsets of claims count its characters. CRLF and CR are LF, a BOM is gone
    media_type      of the file (IANA)
    encoding        utf-8, utf-8-sig, utf-16-le, utf-16-be, gb18030, big5; utf-8 where the format settles it
    sha256          of the bytes of the file (of a zip: of the member), hexadecimal
    title, publisher, published_on (ISO date), url: from metadata, None where the format has none
    related_at      offset in `text` from which on only teasers of other articles stand; None: not known
    """

    path: str
    text: str
    media_type: str
    encoding: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    published_on: str | None = None
    url: str | None = None
    related_at: int | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that gave no document. `reason` is a key of REASONS, `detail` one line: why, and what to do."""

    path: str
    reason: str
    detail: str

    def __post_init__(self) -> None:
        if self.reason not in REASONS:
            raise ValueError(f"{self.reason!r} is not in REASONS")


class Unreadable(Exception):
    """Raised inside a reader for an input that gives no document; the stage turns it into a Rejected."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail

    def at(self, path: str) -> Rejected:
        return Rejected(path, self.reason, self.detail)


@dataclass(frozen=True, slots=True)
class File:
    """Bytes with a name: a file on disk or an unpacked zip member. `open` may be called again and again."""

    name: str
    open: Callable[[], BinaryIO]
    size: int
    sha256: str

    def bytes(self, limit: int) -> bytes:
        """All bytes. Raises Unreadable("too_large") above `limit`."""
        if self.size > limit:
            raise Unreadable("too_large", f"{self.size:,} bytes, the limit is {limit:,}; split the file")
        with self.open() as stream:
            return stream.read()


def file_on_disk(path: Path, name: str) -> File:
    """The file at `path`, hashed block by block. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    # Most files are a block long: a buffer would cost more than reading them.
    with path.open("rb", buffering=0) as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return File(name, lambda: path.open("rb"), size, digest.hexdigest())


def file_in_memory(data: bytes, name: str) -> File:
    """`data` as a file."""
    return File(name, lambda: io.BytesIO(data), len(data), hashlib.sha256(data).hexdigest())
