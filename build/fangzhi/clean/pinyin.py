"""Pinyin that a mirror site put behind characters: 經(jīng)濟(jì) is 經濟.

A bracket goes when it holds one toned syllable of Mandarin, or an untoned one that is a reading of the character before
it (們(men)). PA12(CBD), (AI) and 技术(jishu) hold neither.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from fangzhi.clean.offsets import Edit
from fangzhi.clean.signs import Signs

TONED = "āáǎàēéěèêếềīíǐìōóǒòūúǔùüǖǘǚǜńňǹḿḾ"
LETTER = f"a-z{TONED}\u0251\u0261\u0300-\u030c"
SYLLABLE = Signs("(（", rf"(?<=[\u3400-\u9fff\U00020000-\U0003ffff].)([{LETTER}]{{1,8}})[)）]")
LOOKALIKES = str.maketrans("\u0251\u0261", "ag")


def edits(text: str) -> list[Edit]:
    """The brackets to delete."""
    return [Edit(m.start(), m.end()) for m in SYLLABLE.find(text) if _belongs(text[m.start() - 1], m[1])]


@cache
def _belongs(character: str, syllable: str) -> bool:
    syllable = normal(syllable)
    if syllable in readings(character):
        return True
    # A mirror's table of readings is not ours: any toned syllable of the language is a reading aid.
    return any(letter in TONED and letter != "ü" for letter in syllable) and syllable in syllables()


def normal(syllable: str) -> str:
    """One spelling: composed tone marks, plain a and g."""
    return unicodedata.normalize("NFC", syllable).translate(LOOKALIKES)


@cache
def readings(character: str) -> frozenset[str]:
    """All readings of a character that pypinyin knows, with tone marks."""
    from pypinyin.constants import PINYIN_DICT

    return frozenset(PINYIN_DICT.get(ord(character), "").split(","))


@cache
def syllables() -> frozenset[str]:
    """All toned syllables that are a reading of any character."""
    from pypinyin.constants import PINYIN_DICT

    return frozenset(reading for entry in PINYIN_DICT.values() for reading in entry.split(","))
