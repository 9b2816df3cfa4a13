"""Names of people: their reading in pinyin, and how much a name by itself tells."""

from __future__ import annotations

from functools import cache

from pypinyin import Style, pinyin

from fangzhi.lex.lexicon import entries, words

_OTHER_SURNAME, _COMMON_GIVEN, _OTHER_GIVEN = 9.0, 5.0, 8.0
RARE = 19.0  # bits above which two people of one county hardly share a name


def surname(name: str) -> str:
    """The surname as far as the name's form shows one: a compound one that is known, else the first character."""
    return name[:2] if name[:2] in words("surnames_compound") and len(name) > 2 else name[:1]


@cache
def reading(name: str) -> str:
    """The name in pinyin without tones, surname first: 单志刚 is Shan Zhigang.

    Surnames that are read otherwise than the word stand in `resolve_surname_readings`. Of a name in parts (·) each part
    is one word. What no dictionary reads stays as it is.
    """
    if "·" in name:
        return " ".join(_word(part) for part in name.split("·") if part)
    family = surname(name)
    known = entries("resolve_surname_readings").get(family)
    first = known[0] if known else _word(family)
    rest = _word(name[len(family) :])
    return f"{first} {rest}".strip()


@cache
def _word(text: str) -> str:
    syllables = pinyin(text, style=Style.NORMAL, v_to_u=True, errors="default")
    return "".join(s[0] for s in syllables).capitalize()


@cache
def weight(name: str) -> float:
    """How much a name tells, in bits: 张伟 little, 臧晓鹏 much. Shares of surnames are in per mille."""
    family = surname(name)
    share = entries("resolve_common_surnames").get(family)
    bits = float(share[0]) if share else _OTHER_SURNAME
    common = words("resolve_common_given")
    return bits + sum(_COMMON_GIVEN if c in common else _OTHER_GIVEN for c in name[len(family) :])


def is_rare(name: str) -> bool:
    """Whether two people of one county hardly share this name."""
    return weight(name) >= RARE
