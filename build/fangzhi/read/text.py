"""`.txt`: the text as read is the decoded file."""
from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.read.encoding import decode
from fangzhi.read.source import (
    DOCUMENT_BYTES,
    HAN_SHARE,
    KANA_SHARE,
    LINE_CHARACTERS,
    File,
    Rejected,
    Source,
    Unreadable,
)

LANGUAGE_SAMPLE = 10_000  # characters from either end; a page's language shows in far fewer
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
KANA = re.compile(r"[ぁ-ゖァ-ヺ]+")
LETTERS = re.compile(r"[^\W\d_]+")


def read(file: File) -> Iterator[Source | Rejected]:
    """The file as one document. Raises Unreadable."""
    text, encoding = decode(file.bytes(DOCUMENT_BYTES))
    check(text)
    yield Source(file.name, text, "text/plain", encoding, file.sha256)


def check(text: str) -> None:
    """What every format's text must pass. Raises Unreadable: empty, binary, line_too_long, not_chinese."""
    if not text or text.isspace():
        raise Unreadable("empty", "nothing but white space; leave it out")
    if "\0" in text:
        raise Unreadable("binary", "NUL characters: no text; convert it to text")
    check_lines(text)
    check_language(text)


def check_lines(text: str) -> None:
    """Raises Unreadable("line_too_long"). Jumps from the start of a line to the last one within reach."""
    start = 0
    while len(text) - start > LINE_CHARACTERS:
        end = text.rfind("\n", start, start + LINE_CHARACTERS + 1)
        if end < 0:
            line = text.count("\n", 0, start) + 1
            raise Unreadable("line_too_long", f"line {line} has over {LINE_CHARACTERS:,} characters; break it up")
        start = end + 1


def check_language(text: str) -> None:
    """Raises Unreadable("not_chinese") by the share of Han among letters and of kana among Han and kana."""
    sample = text if len(text) <= 2 * LANGUAGE_SAMPLE else text[:LANGUAGE_SAMPLE] + text[-LANGUAGE_SAMPLE:]
    han, kana = _count(HAN, sample), _count(KANA, sample)
    if han < HAN_SHARE * len(sample) or not han:  # else they are enough among letters, too
        letters = _count(LETTERS, sample)
        if han < HAN_SHARE * letters or not han:
            share = han / max(letters, 1)
            raise Unreadable("not_chinese", f"{share:.0%} of the letters are Chinese, {HAN_SHARE:.0%} are needed; leave it out")
    if kana > KANA_SHARE * (han + kana):
        raise Unreadable("not_chinese", f"{kana / (han + kana):.0%} of its characters are Japanese kana; leave it out")


def _count(pattern: re.Pattern[str], sample: str) -> int:
    return sum(map(len, pattern.findall(sample)))
