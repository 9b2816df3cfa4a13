"""Names of other tongues: which characters they are written with, and where they begin and end.

Such a name has no family name to know it by. Its characters tell it: some stand for little else than a sound (transliteration.txt).
"""

from __future__ import annotations

import re

from .beginnings import Beginnings
from .followers import plain_closing, reach, word
from .lexicon import entries, words

DOTS = "·•・‧．∙⋅"
_HAN = r"[\u4e00-\u9fff\u3400-\u4dbf]"
_DOTTED = re.compile(rf"{_HAN}{{1,6}}(?:[{DOTS}]{_HAN}{{1,9}})+")
_HYPHENED = re.compile(rf"{_HAN}{{2,6}}(?:-{_HAN}{{1,9}})+")
_WORTH = {"sign": 2, "word": 0}
_WEIGHT = {c: _WORTH[use[0]] if use else 1 for c, use in entries("transliteration").items()}
_NEVER_LAST = frozenset(c for c, uses in entries("name_edges").items() if "never" in uses)
_ABROAD = Beginnings(words("places_abroad"))
_LONGEST = 8
_REGNAL = re.compile("[一二三四五六七八九十]{1,2}世")
_JOINTS = frozenset(c for c, uses in entries("name_edges").items() if "joint" in uses)
_RARELY = frozenset(c for c, uses in entries("name_edges").items() if "rarely" in uses)
_BEFORE = frozenset(c for c, uses in entries("name_edges").items() if not {"joint", "lead", "particle"}.isdisjoint(uses))


def weight(name: str) -> float:
    """How much like a sound its characters are on average, 0 to 2; -1 where one is none at all."""
    return sum(_WEIGHT[c] for c in name) / len(name) if name and all(c in _WEIGHT for c in name) else -1


def foreign(name: str) -> bool:
    """Whether the characters are such as names of other tongues are written with, and no place or body is called so."""
    return weight(name) >= 1 and name not in words("places_abroad")


def end_of(text: str, at: int, sure: bool = False) -> int | None:
    """End of a name of two to seven syllables that begins at `at`, or None.

    What can follow a name closes it; where a full post stands before it (`sure`), three or more characters that stand for little
    but sounds need nothing behind them, two of them 的.
    """
    end = _run(text, at)
    n = end - at
    if not 2 <= n < _LONGEST or len(_ABROAD.at(text, at)) >= n:
        return None
    name = text[at:end]
    worth, closed = weight(name), 3 if _REGNAL.match(text, end) else plain_closing(text, end)
    if word(text, at) == name or worth < 1 and not (n > 2 and worth >= 0.5 and closed == 3):
        return None
    unclosed = sure and (n > 2 and worth >= 1.75 or worth >= 1.5 and text.startswith("的", end))  # 总统铁托的
    if closed > 1 or closed and any(_WEIGHT[c] == 2 for c in name) or unclosed:
        return _with_number(text, end)
    return None


def _with_number(text: str, at: int) -> int:
    """伊丽莎白二世: the number belongs to the name."""
    number = _REGNAL.match(text, at)
    return number.end() if number else at


def _run(text: str, at: int) -> int:
    """End of the syllables from `at` on, before a word that follows names."""
    end = at
    while end - at < _LONGEST and end < len(text) and text[end] in _WEIGHT:
        if end - at >= 2 and _breaks(text, end):
            break
        end += 1
    return end


def _breaks(text: str, at: int) -> bool:
    """Whether the name ends before this syllable: a word follows names here (希望, 提出), or one character does that is seldom a sound."""
    found = word(text, at)
    if len(found) > 1:  # 买买提出席, 买买提到: what begins behind 提 reaches as far as 提出, 提到
        return _WEIGHT[text[at]] < 2 or plain_closing(text, at + 1) < 2 or reach(text, at + 1) < at + len(found)
    if not found:
        return plain_closing(text, at) > 0
    if _WEIGHT[text[at]]:
        return plain_closing(text, at + 1) < 2
    goes_on = _WEIGHT.get(text[at + 1 : at + 2], 0) > 0 and not plain_closing(text, at + 1)
    return not goes_on and (found in _RARELY or plain_closing(text, at + 1) < 3) or found in _JOINTS


def dotted(text: str, at: int) -> re.Match[str] | None:
    """Parts joined by dots from `at` on (艾力·买买提), or by hyphens where all before the last are syllables; the last part may run on."""
    found = _DOTTED.match(text, at)
    if found is None:
        found = _HYPHENED.match(text, at)
        if found and not all(weight(part) >= 1.5 for part in found[0].split("-")[:-1]):
            return None
    return found


def parts(name: str) -> list[str]:
    """The parts of a dotted name."""
    return re.split(f"[{DOTS}-]", name)


def dotted_end(text: str, m: re.Match[str]) -> int | None:
    """A dotted name's last part ends with its syllables, or where something follows a name."""
    tail = m.end() - len(parts(m[0])[-1])
    run = min(_run(text, tail), m.end())
    closed = plain_closing(text, run)
    if run > tail and closed or run - tail >= 2 and weight(text[tail:run]) >= 1:
        return run
    ends = [e for e in range(tail + 1, m.end() + 1) if plain_closing(text, e) and text[e - 1] not in _NEVER_LAST]
    strong = [e for e in ends if plain_closing(text, e) >= 2]
    return (strong or ends or [None])[0]


def start_before(text: str, end: int, low: int) -> int | None:
    """Start of a name of two to seven syllables that ends at `end` and begins at `low` or later, or None.

    A country or a body before it is no part of it (巴西卢拉总统).
    """
    start = end
    while start > low and end - start < _LONGEST and text[start - 1] in _WEIGHT:
        start -= 1
    while start < end and (text[start] in _BEFORE or word(text, start) == text[start : start + 2]):
        start += 1
    for before in range(max(low, start - 4), end):
        stop = before + len(_ABROAD.at(text, before))
        if stop == end:
            return None
        if before <= start < stop < end:
            start = stop
    name = text[start:end]
    strong = any(_WEIGHT.get(c) == 2 for c in name)
    if not (2 <= len(name) < _LONGEST and strong and foreign(name)) or name in words("name_stops"):
        return None
    return _first_part(text, start, low)


def _first_part(text: str, start: int, low: int) -> int | None:
    """Start of the first part of a dotted name whose last part begins at `start`; None where what stands before a dot is no part."""
    while start > low and text[start - 1] in DOTS:
        part = start - 1
        while part > low and text[part - 1] in _WEIGHT:
            part -= 1
        if part == start - 1:
            return None
        start = part
    return start
