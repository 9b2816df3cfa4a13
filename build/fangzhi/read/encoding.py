"""Bytes -> text, by evidence: byte order marks, strict decoding, and how much like Chinese prose each reading looks.

A reading is judged by its characters: prose in either script consists almost wholly of some two thousand common
characters and its punctuation, while bytes read in the wrong encoding give rare ones, symbols and gaps. A declared
encoding (a page's `charset`) is not believed: pages that say gb2312 and are UTF-8 are common.
"""
from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from fangzhi.read.source import CONTROL_SHARE, DAMAGED_SHARE, Unreadable
from fangzhi.read.words import sections

SAMPLE_BYTES = 16_384  # of the part that is not ASCII; settles an encoding with far more evidence than it needs
LIKENESS = 0.2  # of a reading, from -3 (gaps) to 1 (common characters only); a list of place names has 0.5
SURE, SURE_CHARACTERS = 0.7, 200  # a reading so like prose, of so many characters, needs no other beside it
JUDGED = 400  # characters outside ASCII: evidence enough
ASCII = re.compile(r"[\x00-\x7f]+")
BOMS = (  # (mark, codec, name); a file that begins so is what it says
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
CODECS = {"big5": ("big5", "cp950", "big5hkscs")}  # supersets with the same core: the first that reads all bytes
NOT_ASCII = re.compile(rb"[\x80-\xff]")
CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
UTF16 = {"utf-16-le": 0, "utf-16-be": 1}  # where the low byte of a unit stands


def decode(data: bytes) -> tuple[str, str]:
    """(text, encoding). The text has no BOM and its lines end in LF; a byte that no reading explains is U+FFFD in place.

    Raises Unreadable: empty, binary, truncated_utf16, unknown_encoding.
    """
    if not data:
        raise Unreadable("empty", "the file has no bytes; leave it out")
    for mark, codec, name in BOMS:
        if data.startswith(mark):
            return _lines(_whole(data[len(mark):], codec)), name
    data, name = _without_stray_nuls(data)
    return _lines(_whole(data, name)), name


def _without_stray_nuls(data: bytes) -> tuple[bytes, str]:
    """The bytes and their encoding. A few NULs in a text are damage and go; in UTF-16 they are many."""
    if 0 < data.count(0) < len(data) * CONTROL_SHARE:
        rest = data.replace(b"\0", b"")
        with suppress(Unreadable):
            return rest, guess(rest)
    return data, guess(data)


def guess(data: bytes) -> str:
    """The encoding of bytes without a BOM. Raises Unreadable (binary, unknown_encoding)."""
    if 0 in data or len(data.translate(None, CONTROL_BYTES)) < len(data) * (1 - CONTROL_SHARE):
        return _utf16_or_binary(data)
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    start = NOT_ASCII.search(data).start()  # type: ignore[union-attr]  # else it had been UTF-8
    best, name = LIKENESS, ""
    for candidate, text in _readings(data, start):
        if (found := likeness(text)) >= best:
            best, name = found, candidate
        if best >= SURE and len(text) >= SURE_CHARACTERS:
            break
    if not name:
        raise Unreadable("unknown_encoding", "neither UTF-8, UTF-16, GB18030 nor Big5 Chinese; save it as UTF-8")
    return name


def likeness(text: str) -> float:
    """How much a reading looks like Chinese prose: the mean over its characters outside ASCII, -3 to 1."""
    weights = _weights()
    outside = ASCII.sub("", text)[:JUDGED]
    total = sum(times * (weights.get(char) or _weight(char)) for char, times in Counter(outside).items())
    return total / len(outside) if outside else 0.0


@cache
def _weights() -> dict[str, float]:
    words = sections("encoding_common")
    return {char: 1.0 for lines in words.values() for line in lines for char in line}


def _weight(char: str) -> float:
    if "一" <= char <= "鿿":
        return -0.5  # rare: a few are in any text
    if char == "�" or "\ud800" <= char <= "\uf8ff":
        return -3.0  # a gap, half a pair, private use
    return -1.0 if char > "ɏ" else 0.0  # a symbol or another script; Latin letters with marks say nothing


def _readings(data: bytes, start: int) -> Iterator[tuple[str, str]]:
    """(encoding, text) of a sample that begins at the first byte outside ASCII, where a character begins."""
    sample = data[start : start + SAMPLE_BYTES]
    for name in ("gb18030", "utf-8", "big5"):
        yield name, _prefix(sample, name)
    if len(data) % 2 == 0:  # truncated UTF-16 without a BOM and without one ASCII character is not known from noise
        even = data[start - start % 2 :][:SAMPLE_BYTES]
        for name in UTF16:
            yield name, _prefix(even, name)


def _prefix(sample: bytes, name: str) -> str:
    """The sample decoded, a character cut at its end left out."""
    codec = CODECS.get(name, (name,))[-1]
    return codecs.getincrementaldecoder(codec)("replace").decode(sample, final=False)


def _utf16_or_binary(data: bytes) -> str:
    """NUL and control bytes are halves of UTF-16 characters (、 is 30 01) where the whole reads as Chinese text."""
    head = data[: SAMPLE_BYTES // 2 * 2]
    best, name = max((_plausible(_prefix(head, name)), name) for name in UTF16)
    if best < 1 - CONTROL_SHARE * 4:
        raise Unreadable("binary", "NUL or control bytes all over: no text file; convert it to text")
    return name


def _plausible(text: str) -> float:
    """Share of characters that Chinese text is made of: ASCII but NUL, Han, its punctuation and full-width forms."""
    odd = len(re.sub(r"[\t\n\r\f -~\u00a0-\u024f\u2010-\u203b\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", "", text))
    return 1 - odd / max(len(text), 1)


def _whole(data: bytes, name: str) -> str:
    if name in UTF16:
        return _utf16(data, name)
    codecs_of = CODECS.get(name, (name,))
    for codec in codecs_of:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    text = data.decode(codecs_of[-1], "replace")
    outside = len(text) - sum(map(text.count, map(chr, range(128))))
    if text.count("�") > max(DAMAGED_SHARE * outside, 1):
        raise Unreadable("unknown_encoding", f"damaged all over when read as {name}; save it as UTF-8")
    return text


def _utf16(data: bytes, name: str) -> str:
    truncated = Unreadable("truncated_utf16", "UTF-16 that ends inside a character: the file was cut; get it again")
    if len(data) % 2:
        raise truncated
    last = data[-2:] if name == "utf-16-be" else data[:-3:-1]
    if last and 0xD8 <= last[0] <= 0xDB:
        raise truncated
    text = data.decode(name, "replace")
    if "\0" in text:
        raise Unreadable("binary", "NUL characters: no text file; convert it to text")
    if text.count("�") > max(DAMAGED_SHARE * len(text), 1):
        raise Unreadable("unknown_encoding", "damaged all over when read as UTF-16; save it as UTF-8")
    return text


def _lines(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")
