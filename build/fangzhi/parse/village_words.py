"""What the villages grammar knows of words: heads, stops, what villages are called and what they are not called."""

from __future__ import annotations

import re
from functools import cache

from ..lex.lexicon import View, alternatives, entries, words

STOPS = View(("S", "village_stops"), ("S", "followers"), ("S", "roles"))
_OFTEN = 300
_KNOWN = 10  # a word with 农 or 乡 at its end that so many villages bear is a name in running text too
_OPENS, _CLOSES = 20, 10  # of 100,000 names, so many must open and close with a character of a name that no other village bears
# the head; 村委会 and 村民委员会 stand for their village
HEAD = re.compile(rf"(?:{alternatives('village_heads')})(?P<board>民?委(?:员)?会)?")
HEADS = View(("v", "village_heads"))
# a page without one of these has no villages; communities alone are no reason to read it
VILLAGE_SIGNS = ("村", "嘎查")
_AFTER = re.compile(alternatives("village_after"))
_LONGEST = 8
_EACH = re.compile(r"(.)\1村")  # 山山村村: each of them


def is_void(text: str, at: int) -> bool:
    """Whether what stands at `at`, right behind 村, makes another word of it (村民, 村镇)."""
    found = _AFTER.match(text, at)
    return found is not None and entries("village_after")[found[0]][0] == "void"


def may_name_village(text: str) -> bool:
    """Whether a sentence may name a village: a quick look that leaves out those with nothing but 农村, 乡村, 村民 and their like."""
    for m in HEAD.finditer(text):
        at = m.start()
        if m[0] == "村" and is_void(text, m.end()):
            continue
        last = entries("village_last").get(text[at - 1 : at])
        if at and not (last and last[0] == "always" and not borne(text[at - 2 : at])) and not "0" <= text[at - 1] <= "9":
            return True
    return False


@cache
def borne(stem: str) -> int:
    """How many villages of the country bear this name (0: fewer than three)."""
    found = entries("village_stems").get(stem)
    return int(found[0]) if found else 0


@cache
def _type_ends(soft: bool) -> re.Pattern[str]:
    kinds = [w for w, told in entries("village_types").items() if len(w) > 1 and (soft or told[0] == "hard")]
    return re.compile(rf"(?:{'|'.join(re.escape(w) for w in sorted(kinds, key=len, reverse=True))})$")


def is_kind(stem: str, direct: bool) -> bool:
    """Whether 村 with this before it says a kind of village (示范村, 农村), not one village's name.

    `direct`: a town stands right before it, so that a word which villages also bear (文明村) is read as a name.
    """
    told = entries("village_types").get(stem)
    if stem in words("places_peoples") and not direct:
        return True  # 满族村4个
    if told and told[0] != "verb":
        return told[0] == "hard" or not direct or not borne(stem)
    last = entries("village_last").get(stem[-1:])
    if last and last[0] == "always" and not direct and borne(stem) < _KNOWN:
        return True
    if borne(stem):
        return False
    if _EACH.fullmatch(stem):
        return True
    if last and (last[0] == "always" or not direct):
        return True
    return _type_ends(not direct).search(stem) is not None


@cache
def _things() -> re.Pattern[str]:
    return re.compile(alternatives("village_things"))


def is_common(stem: str, text: str, at: int) -> bool:
    """Whether 村 is a common noun with a verb or 和 before it (新建村卫生室, 乡政府和村里): at `at` stands what any village has."""
    verb = entries("village_types").get(stem) == ("verb",) or stem[-1] in words("village_joins") and borne(stem) < _KNOWN
    return verb and _things().match(text, at) is not None


def is_count(stem: str) -> bool:
    """Whether this is a numeral, so that 村 behind it is counted; 八一 and 五四 are names."""
    return all(c in words("village_numerals") for c in stem) and (len(stem) == 1 or borne(stem) < _KNOWN)


def has_weak(stem: str, strong: bool = False) -> bool:
    """Whether a character stands in it that parts words in running text (在, 到, 和); `strong`: even behind a town."""
    weak = entries("village_weak")
    return any(c in weak and (not strong or weak[c]) for c in stem)


def cut(chunk: str) -> str | None:
    """The village's name at the end of a chunk of running text, without 村; None where its left edge stays in doubt."""
    if not chunk:
        return None
    if len(chunk) > 1 and borne(chunk):
        return chunk
    weak = words("village_weak")
    for at in range(len(chunk) - 1, -1, -1):
        if chunk[at] not in weak:
            continue
        left, right = chunk[at:], chunk[at + 1 :]
        if borne(left) >= 10 and len(left) > 1 and borne(left) > borne(right):
            return left
        if right:
            return right
        return None
    return _suffix(chunk)


@cache
def stops_at_start() -> frozenset[str]:
    """Words that stop a name even where they stand right behind a town."""
    return words("village_stops")


def _suffix(chunk: str) -> str:
    """The chunk, or, where it does not look like a village's name, the longest end of it that villages bear."""
    if looks_borne(chunk) and len(chunk) <= 4:
        return chunk
    return next((chunk[at:] for at in range(1, len(chunk) - 1) if borne(chunk[at:])), chunk)


def looks_borne(stem: str, opened: bool = False) -> bool:
    """Whether a name that few villages bear begins (unless a mark opens it) and ends as villages' names do."""
    edges = entries("village_edges")
    opens, closes = edges.get(stem[0], ("0", "0")), edges.get(stem[-1], ("0", "0"))
    if opened:
        return int(closes[1]) > 0 or int(opens[0]) >= _OFTEN
    return int(opens[0]) >= _OFTEN and len(stem) == 2 or int(opens[0]) >= _OPENS and int(closes[1]) >= _CLOSES


@cache
def _roads() -> re.Pattern[str]:
    return re.compile(rf".{{2,6}}(?:{alternatives('village_roads')})")


def behind_road(chunk: str) -> int:
    """How much of these words is a road's name before a village's that others bear too (凤凰路石湖): 0 where none is."""
    road = _roads().match(chunk)
    rest = chunk[road.end() :] if road else ""
    return len(chunk) - len(rest) if len(rest) > 1 and borne(rest) and not borne(chunk) else 0


@cache
def _clues() -> re.Pattern[str]:
    return re.compile(alternatives("village_clues"))


def is_vouched(stem: str, board: bool, text: str, at: int) -> bool:
    """Whether what stands at `at`, behind 村, tells a village's name that few villages bear (雅雀村村民, 南庄二村党支部书记); its
    `board` does so itself."""
    if not 2 <= len(stem) <= 5 or not (board or _clues().match(text, at)):
        return False
    if is_kind(stem, False) or is_count(stem) or has_weak(stem):
        return False
    edges, numbered = entries("village_edges"), is_count(stem[-1])
    last = stem[-2] if numbered else stem[-1]
    return stem[0] in edges and last in edges and (len(stem) > 2 or not numbered)


def is_name(stem: str, direct: bool, listed: bool, whole: bool = False) -> bool:
    """Whether this can be a village's name where it stands.

    `direct` behind a town or county, `listed` beside another village, `whole`: it opens its clause.
    """
    if not stem or len(stem) > _LONGEST or is_kind(stem, direct or listed):
        return False
    if is_count(stem):
        return direct and len(stem) == 1 or listed and len(stem) > 1
    if direct or listed:
        return not has_weak(stem, strong=True) or borne(stem) > 0
    if borne(stem):
        return len(stem) > 1
    if len(stem) > 2 and (stem.endswith("新") or is_count(stem[-1])):
        return False  # a residential compound
    return 1 < len(stem) <= 4 and looks_borne(stem, whole and len(stem) < 4)
