"""Names told again: in a shorter or fuller form, or by the noun that they end in (某抽水蓄能电站项目…。电站由上水库、下水库组成)."""

from __future__ import annotations

import re

from .project_names import place
from .project_sentence import Sentence
from .project_words import ADVERBIAL, PHASE, filler, head, phased

# no noun that takes a name up is longer
_LONGEST = 5
# what may stand right behind the noun, which else is a part of another word
_TELLS = "，由为是将共总占位坐设规装以按采全拟计预已于东西南北"
_THIS = re.compile("[该此本]|这[座个条家处所项一]|整[个座条]")
# 作为省重点项目，电站…
_AS = re.compile("作为[^，。]{4,40}，")
_NOUN = re.compile("项目|工程")
# 县 in the name of a county, and what tells one thing of a kind from others
_RANKS = re.compile("[省市县区旗州镇乡村]|街道")
_OTHER = re.compile(r"[东西南北中上下左右新老前后一二三四五六七八九十\d期第号甲乙A-Z]")


def taken_up(name: str, sentence: Sentence, at: int) -> bool:
    """Whether a sentence begins at `at` with the noun that a name ends in, and goes on telling of it: 某抽水蓄能电站; 电站位于…"""
    text = sentence.text
    found = head(name)
    own = _AS.match(text, at)
    at = own.end() if own else at
    said = _THIS.match(text, at)
    at = said.end() if said else at
    if found is None or found[2] != "strong":
        return False
    for size in range(min(_LONGEST, len(found[0])), 1, -1):
        end = at + size
        if text.startswith(found[0][-size:], at):
            noun = _NOUN.match(text, end)
            end = noun.end() if noun else end
            return text[end : end + 1] in _TELLS or any(t.start == end and t.kind in ADVERBIAL + "lkv" for t in sentence.tokens)
    return False


def _unplaced(name: str) -> str:
    """A name behind the places in each other before it: 某市某区某镇|某泵站."""
    while where := place(name):
        name = name[len(where) :]
    return name


def second(known: str, name: str) -> bool:
    """Whether one name is a shorter mention of the other, a place before it left aside; a phase is a project of its own."""
    short, long = sorted((known, name), key=len)
    if long.startswith(short) and phased(long) and filler(PHASE.sub("", long[len(short) :])):
        return False
    if len(short) >= 4 and _unplaced(long) == short:
        return True
    rest = head(long[len(short) :]) if long.startswith(short) and head(short) else None
    if rest and rest[2] == "strong" and len(long) - len(short) > len(rest[0]) + 1:
        # 某大桥 and 某大桥东岸接线
        return False
    where = place(short)
    if where and len(short) - len(where) >= 4 and long.startswith(short[len(where) :]):
        return True
    if len(short) >= 6 and long.endswith(short):
        return True
    if len(short) >= 4 and (long.startswith(short) or long.endswith(short)) and len(short) >= 0.4 * len(long):
        return True
    there = place(long)
    if _fuller(short, long) or where and there:
        return _fuller(short, long)
    short, long = sorted((short[len(where or "") :], long[len(there or "") :]), key=len)
    return short[:2] == long[:2] and _fuller(short, long)


def _fuller(short: str, long: str) -> bool:
    """Whether a name says all that another says, in its order, and but a word or two more, which tells no other thing of its
    kind: 合江长江大桥 and 合江县长江公路大桥."""
    if not short or short[-2:] != long[-2:] or len(short) < max(6, 0.6 * len(_RANKS.sub("", long))):
        return False
    rest, more = iter(short), ""
    wanted = next(rest)
    for character in long:
        if character == wanted:
            wanted = next(rest, "")
        else:
            more += character
    return not wanted and _OTHER.search(more) is None
