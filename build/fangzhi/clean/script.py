"""Traditional to simplified, one character for one (OpenCC t2s), then the Taiwan wordings that t2s leaves.

The *p configurations of OpenCC change words and so lengths and names; they are never used.
"""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz.distance import Hamming

from fangzhi.clean import words
from fangzhi.clean.offsets import Edit

SAMPLE = 20_000
# 著 is the particle 着 unless a neighbour makes it writing or renown.
ZHU = re.compile("(?<![显原土专名巨论编卓昭译遗合所新拙])著(?![名作称述书者录])")


def of(text: str) -> str:
    """`Hant` where characters of the traditional script outnumber those of the simplified one, else `Hans`."""
    sample = text[:SAMPLE]
    traditional = len(_traditional().findall(sample))
    if not traditional:
        return "Hans"
    return "Hant" if traditional > len(_simplified().findall(sample)) else "Hans"


def translate(text: str) -> tuple[str, int]:
    """The text in simplified characters, of the same length, and how many have changed."""
    simplified = _converter().convert(text)
    if len(simplified) != len(text):
        simplified = "".join(c if len(c) == 1 else text[i] for i, c in enumerate(map(_converter().convert, text)))
    if "著" in simplified:
        simplified = ZHU.sub("着", simplified)
    return simplified, Hamming.distance(simplified, text)


def edits(text: str) -> list[Edit]:
    """The wordings of the table, in text that is simplified already."""
    table = dict(words.pairs("wordings"))
    return [Edit(m.start(), m.end(), table[m[0]]) for m in _wordings().finditer(text)]


@cache
def _converter():
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _wordings() -> re.Pattern[str]:
    table = sorted((word for word, _ in words.pairs("wordings")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, table)))


@cache
def _sets() -> tuple[str, str]:
    """Characters that only one of the scripts writes. Those of both (著, 乾, 后, 里) tell nothing: what OpenCC would change
    is no sign of the traditional script where GB 2312 has it, nor of the simplified where Big5 counts it as common."""
    from opencc import OpenCC

    mainland = _repertoire("gb2312", 0xB0, 0xF7)
    taiwan = _repertoire("big5", 0xA4, 0xC6)
    every = "".join(map(chr, range(0x4E00, 0x9FA6)))
    simple, full = OpenCC("t2s").convert(every), OpenCC("s2t").convert(every)
    traditional = "".join(a for a, b in zip(every, simple, strict=True) if a != b and a not in mainland)
    simplified = "".join(a for a, b in zip(every, full, strict=True) if a != b and a in mainland and a not in taiwan)
    return traditional, simplified


def _repertoire(codec: str, first: int, last: int) -> frozenset[str]:
    """The characters of a double-byte codec whose lead byte lies between two."""
    pairs = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(0x40, 0xFF))
    return frozenset("".join(pair.decode(codec, "ignore") for pair in pairs))


@cache
def _traditional() -> re.Pattern[str]:
    return re.compile("[" + _sets()[0] + "]")


@cache
def _simplified() -> re.Pattern[str]:
    return re.compile("[" + _sets()[1] + "]")
