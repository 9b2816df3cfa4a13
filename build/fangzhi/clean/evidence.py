"""How well characters go together: pairs of characters out of the words that pypinyin and the project's own lists hold."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

from fangzhi.clean import words

PLAIN = frozenset("，。、；：！？（）“”‘’《》〈〉【】—…·％")


@cache
def pairs() -> Counter[str]:
    """How many known words hold each pair of neighbouring simplified characters; the project's own words count more."""
    from pypinyin.phrases_dict import phrases_dict

    found: Counter[str] = Counter()
    for word in phrases_dict:
        found.update(map("".join, pairwise(word)))
    for word in words.lines("common_words"):
        for pair in map("".join, pairwise(word)):
            found[pair] += 20
    return found


@cache
def frequency() -> Counter[str]:
    """How often each character stands in the words of `pairs`."""
    found: Counter[str] = Counter()
    for pair, count in pairs().items():
        for character in pair:
            found[character] += count
    return found


@cache
def simple(character: str) -> str:
    """The simplified form of one character."""
    from opencc import OpenCC

    return _converter(OpenCC).convert(character)


@cache
def _converter(kind):
    return kind("t2s")


@cache
def common(character: str) -> bool:
    """Whether a character is a usual stop or one of the 3,755 of GB 2312's first level, in either script."""
    if character in PLAIN:
        return True
    try:
        code = simple(character).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7


def support(text: str) -> int:
    """How many pairs of neighbours in a text are known."""
    text = "".join(map(simple, text))
    known = pairs()
    return sum(a + b in known for a, b in pairwise(text))
