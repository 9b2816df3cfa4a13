"""Parts of a zip file's member, each compressed by itself: they stand behind one another in any order, and one that is there already
is not compressed again."""

from __future__ import annotations

import functools
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fangzhi.publish.archive import LEVEL, MOMENT

# A deflated stream that holds nothing and ends: what is closed by a full flush goes on with it.
_END = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS).flush()
_POLYNOMIAL = 0xEDB88320  # CRC-32 of ISO 3309, bits reversed
_BITS = 32


class Part(NamedTuple):
    """Deflated bytes that end at a byte and refer to nothing before them; the CRC-32 and the length of what they unpack to."""

    data: bytes
    crc: int
    size: int


def part(raw: bytes) -> Part:
    """The bytes as a part."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Part(packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH), zlib.crc32(raw), len(raw))


def put(archive: zipfile.ZipFile, name: str, parts: Sequence[Part]) -> None:
    """A new member made of the parts, of no time, readable by everybody. `zipfile` knows no such thing: what it does for a
    member of its own is done here."""
    info = zipfile.ZipInfo(name, MOMENT)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
    info.CRC, info.file_size = crc(parts), sum(part.size for part in parts)
    info.compress_size = sum(len(part.data) for part in parts) + len(_END)
    sink = archive.fp
    sink.seek(archive.start_dir)
    info.header_offset = sink.tell()
    sink.write(info.FileHeader())
    sink.writelines(part.data for part in parts)
    sink.write(_END)
    archive.start_dir = sink.tell()
    archive.filelist.append(info)
    archive.NameToInfo[name] = info


def crc(parts: Iterable[Part]) -> int:
    """The CRC-32 of what the parts unpack to together, without unpacking them."""
    found = 0
    for one in parts:
        found = _behind(found, one.size) ^ one.crc
    return found


def _behind(crc: int, size: int) -> int:
    """What a CRC becomes when so many zero bytes follow: for each power of two in their number once through its tables."""
    for power in range(size.bit_length()):
        if size >> power & 1:
            crc = _through(_zeros(power), crc)
    return crc


Tables = tuple[tuple[int, ...], ...]


def _through(tables: Tables, crc: int) -> int:
    a, b, c, d = tables
    return a[crc & 0xFF] ^ b[crc >> 8 & 0xFF] ^ c[crc >> 16 & 0xFF] ^ d[crc >> 24]


@functools.cache
def _zeros(power: int) -> Tables:
    """What 2**power zero bytes make of each byte of a CRC. They act on it as a matrix over two elements, whose square is that of
    twice as many."""
    if power:
        before = _zeros(power - 1)
        return _tables([_through(before, _through(before, 1 << bit)) for bit in range(_BITS)])
    columns = [1 << bit for bit in range(_BITS)]
    for _ in range(8):
        columns = [column >> 1 ^ (_POLYNOMIAL if column & 1 else 0) for column in columns]
    return _tables(columns)


def _tables(columns: list[int]) -> Tables:
    """The tables of a matrix: of each of four bytes what each of its 256 values is sent to."""
    found = []
    for first in range(0, _BITS, 8):
        table = [0] * 256
        for value in range(1, 256):
            lowest = value & -value
            table[value] = table[value ^ lowest] ^ columns[first + lowest.bit_length() - 1]
        found.append(tuple(table))
    return tuple(found)
