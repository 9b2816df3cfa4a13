"""Damage as mirrors make it, worked on GBK bytes: the oracle for the repair of lost lead bytes."""

from __future__ import annotations

import re
from functools import cache

STOPS = ("。", "！", "？")


@cache
def _traditional() -> str:
    """Characters behind which a mirror puts pinyin: those that the two scripts write differently."""
    from opencc import OpenCC

    every = "".join(map(chr, range(0x4E00, 0x9FA6)))
    return "".join(a for a, b in zip(every, OpenCC("t2s").convert(every), strict=True) if a != b)


def readings_by_bytes(text: str, order: int = 1) -> str:
    """Pinyin behind each traditional character of the text, wherever its two bytes stand in the GBK stream."""
    from pypinyin import pinyin

    data = text.encode("gb18030")
    table = {c: pinyin(c)[0][0] for c in _traditional() if len(c.encode("gb18030")) == 2}
    present = {data[i : i + 2] for i in range(len(data) - 1)}
    pairs = [(c.encode("gb18030"), reading) for c, reading in table.items() if c.encode("gb18030") in present]
    for code, reading in sorted(pairs)[::order]:
        data = data.replace(code, code + f"({reading})".encode("gb18030"))
    return shown(data)


def split_at_stops(text: str) -> str:
    """The text split at 。！？ wherever their bytes stand in the GBK stream, each piece decoded by itself."""
    data = text.encode("gb18030")
    pieces = re.split(b"(" + b"|".join(re.escape(stop.encode("gb18030")) for stop in STOPS) + b")", data)
    return "".join(map(shown, pieces))


def shown(data: bytes) -> str:
    """GBK decoded as mirrors do: a byte without a mate is `?` and swallows what stands in its mate's place."""
    out, i = [], 0
    while i < len(data):
        if data[i] < 0x80:
            out.append(chr(data[i]))
            i += 1
            continue
        pair = data[i : i + 2]
        try:
            character = pair.decode("gbk")
        except UnicodeDecodeError:
            # An accented letter of a reading is a pair as well: it is never swallowed.
            character = "?"
        out.append(character)
        i += 2
    return "".join(out)
