"""Where a person's name ends.

A name has no mark of its own: it begins where a post or a list says so and ends before what may follow a name
(genre.md, rule 2). Nothing is segmented into words.
"""

from __future__ import annotations

import re

from . import followers, foreign, places
from .beginnings import Beginnings
from .followers import MARKS, closes, closing
from .lexicon import entries, words

__all__ = [
    "MARKS",
    "bounded_before",
    "closes",
    "closing",
    "end_of",
    "formed",
    "given",
    "joints",
    "leads",
    "lengths",
    "listed",
    "start_before",
    "whole",
]

_HAN = r"[\u4e00-\u9fff\u3400-\u4dbf]"
# 潘　岳: a name of two characters spread over three places
_SPACED = re.compile(rf"{_HAN}[ \u3000]{{1,2}}{_HAN}")
_RUN = re.compile("[\u3400-\u9fff]*")


def _edges(use: str) -> frozenset[str]:
    """The characters of name_edges.txt with this use."""
    return frozenset(c for c, uses in entries("name_edges").items() if use in uses)


_SURNAMES, _COMPOUND, _JAPANESE = words("surnames"), words("surnames_compound"), words("surnames_japanese")
_GIVEN = words("given_characters")
_STOPS = Beginnings(words("name_stops"))
_NEVER = frozenset(w for w, a in entries("name_stops").items() if "never" in a)
_WORDS = frozenset(w for w, a in entries("name_stops").items() if "word" in a)
_NEVER_OR_WORDS = _NEVER | _WORDS
_MARKED = frozenset(w for w, a in entries("name_stops").items() if "marked" in a)
_TITLES = Beginnings(words("roles"))
_PARTICLES = frozenset(w for w in words("post_stops") if len(w) == 1) - _SURNAMES
_AMBIGUOUS, _NEVER_LAST, _RARELY_LAST = _edges("particle"), _edges("never"), _edges("rarely")
_JOINTS, _UNITS, _INSIDE, _FINAL, _LEADS = _edges("joint"), _edges("unit"), _edges("inside"), _edges("final"), _edges("lead")
_AMBIGUOUS_OR_LEADS = _AMBIGUOUS | _LEADS
_BEHIND = _edges("behind") - _SURNAMES
_ABROAD, _PLACES = Beginnings(words("places_abroad")), Beginnings(words("places_abroad").union(places.names()))
_MARKS = frozenset(MARKS)


def joints() -> frozenset[str]:
    """Characters that join a person to what follows: 和, 与, 向 …"""
    return _JOINTS


def leads(character: str) -> bool:
    """Whether this character stands before a name far more often than it begins one: 应, 祝, 随."""
    return character in _LEADS


def lengths(text: str, at: int) -> tuple[int, ...]:
    """Lengths a Han name at `at` can have by its family name, longest first; empty where no family name stands."""
    one = text[at : at + 1] in _SURNAMES
    two = text[at : at + 2]
    if text[at : at + 3] in _JAPANESE:
        return (6, 5, 4)
    if two in _JAPANESE:
        return (5, 4, 3, 2) if one else (5, 4, 3)
    if two in _COMPOUND:
        return (4, 3, 2) if one else (4, 3)
    return (3, 2) if one else ()


def _of_japan(text: str, at: int) -> bool:
    """Whether a family name of Japan stands at `at`."""
    return text[at : at + 2] in _JAPANESE or text[at : at + 3] in _JAPANESE


def _han(text: str, start: int, end: int) -> bool:
    return end <= len(text) and _RUN.fullmatch(text, start, end) is not None


def whole(word: str) -> bool:
    """Whether `word` as a whole can be a name: family and given name, a dotted name, or syllables of other tongues."""
    dotted = foreign.dotted(word, 0)
    if dotted:
        return dotted.end() == len(word)
    likely = len(word) in lengths(word, 0) or 2 <= len(word) <= 7 and foreign.foreign(word)
    held = _han(word, 0, len(word)) and word[-1:] not in _NEVER_LAST
    return likely and held and word not in words("name_stops") and word not in words("roles")


def formed(word: str) -> bool:
    """Whether `word` is a family name and what given names are made of, a word of another meaning or not (严格, 高原)."""
    return len(word) in lengths(word, 0) and given(word[1:])


def end_of(text: str, at: int, known: frozenset[str] = frozenset(), sure: bool = False) -> int | None:
    """End of the name that begins at `at` (genre.md, rule 2), exclusive and never behind the text's end; None where none does.

    `known` are names that the same document holds for certain; they settle what the follower leaves open. `sure` says
    that a full post stands right before, so that a word (关心, 星光) can be a name, whatever family it is of.
    """
    end = _regular_end(text, at, known)
    return end if end is not None or not sure else foreign.end_of(text, at, sure) or _word_end(text, at)


def _word_end(text: str, at: int) -> int | None:
    """End of a name of two or three characters that is a word or of an unknown family, where the post leaves nothing else."""
    if _STOPS.at(text, at) in _NEVER_OR_WORDS:
        return None
    for end in (at + 2, at + 3):
        if not _possible(text, at, end) or text[at:end] in words("followers") or text[at:end] in words("places_abroad"):
            continue
        strength = closing(text, end)
        if strength == 1 and text[end] in _BEHIND and closing(text, end + 1) == 3:  # 敦新建也告诉记者
            strength = 2
        marked = end >= len(text) or text[end] in _MARKS
        if marked and all(c in _GIVEN or c in _SURNAMES for c in text[at:end]) and text[end - 1] in _GIVEN:
            return end
        if end == at + 3 and text[end : end + 1] == "、" and text[at] in _SURNAMES and text[end - 1] in _GIVEN:  # 县委书记关注民、A
            return end
        if not marked and strength >= 2 and _opens(text, at, end) and not _verb(text, at):
            return end
    return None


def _opens(text: str, at: int, end: int) -> bool:
    """Whether a word may be a name before what is no mark: 绽放, not 掌握, 也于 or 马上."""
    if text[at] in _PARTICLES or text[at] in _BEHIND or _STOPS.at(text, at) in _MARKED:
        return False
    return text[at] in _SURNAMES or all(c in _GIVEN or c in _SURNAMES for c in text[at + 1 : end])


def _regular_end(text: str, at: int, known: frozenset[str]) -> int | None:
    """End of a name by its marks, its family name or its syllables, and by what follows it."""
    options = [n for n in lengths(text, at) if _possible(text, at, at + n)]
    settled = _settled_end(text, at, options, known)
    if settled is not None:
        return settled
    stop = _STOPS.at(text, at)
    if stop in _NEVER or text[at : at + 1] in _PARTICLES or _joined_word(text, at):
        return None
    word, verb = len(stop), _verb(text, at)
    end = _family_end(text, at, options, word, verb)
    if text[at : at + 1] in _AMBIGUOUS_OR_LEADS and _ABROAD.at(text, at + 1):  # 和东南亚国家
        return None
    if text[at : at + 1] in _JOINTS:
        least = 3 if _PLACES.at(text, at + 1) else 2
        return end if end and closing(text, end) >= least else None
    if end is not None or word or verb:
        return end
    return _open_end(text, at, bool(options))


def _settled_end(text: str, at: int, options: list[int], known: frozenset[str]) -> int | None:
    """End of a name that its own marks settle (艾力·买买提, 潘　岳), or that the document holds for certain."""
    dotted = None if _TITLES.at(text, at) else foreign.dotted(text, at)  # 董事总经理大卫·海因
    if dotted and text[at] not in _INSIDE and not _cut_short(text, at, dotted.group()):
        return foreign.dotted_end(text, dotted)
    spaced = _SPACED.match(text, at) if text[at : at + 1] in _SURNAMES else None
    if spaced and closes(text, spaced.end()):
        return spaced.end()
    return next((at + n for n in options if text[at : at + n] in known), None)


def _family_end(text: str, at: int, options: list[int], word: int, verb: bool) -> int | None:
    """End of a name that begins with a family name and is followed by what may follow a name.

    `word` is the length of a common word that begins here too (平安, 成功), `verb` says that a verb does (介绍, 鞠躬): both are
    names only where nothing else can stand.
    """
    closed = {n: closing(text, at + n) for n in options}
    if word:
        closed = _beside_word(text, at, word, closed)
    if verb:
        closed = {n: c for n, c in closed.items() if c == 3 and _verb_as_name(text, at, at + n)}
    best = _best(text, at, closed)
    if not best or word and best > word and closed[best] == 1:
        return None
    if closed[best] == 1:  # one character is little to go by: 多杰才让主持, 何志文预计
        other = foreign.end_of(text, at)
        if other and other > at + best:
            return other
        if best < options[0] and text[at + best] not in _JOINTS:
            likely = _likely(text, at)
            best = likely if likely and text[at + likely - 1] not in _RARELY_LAST else best
    return at + best


def _beside_word(text: str, at: int, word: int, closed: dict[int, int]) -> dict[int, int]:
    """The lengths that are left where a word begins too: a longer name, unless the word's own follower reaches as far (全面负责), or
    the word itself before a mark or a verb of people, if people are called so."""
    after = closing(text, at + word)
    reach = followers.reach(text, at + word) if after else at
    longer = {n: c for n, c in closed.items() if n > word and text[at + n - 1] not in _RARELY_LAST}  # 马上在
    left = {n: c for n, c in longer.items() if (c == 3 or after < 2) and followers.reach(text, at + n) > reach}
    if closed.get(word) == 3 and text[at : at + word] not in _WORDS:
        left[word] = 3
    return left


def _open_end(text: str, at: int, family: bool) -> int | None:
    """End of a name that no known family name and follower settle: syllables of other tongues, four characters, likely ones."""
    if not family or _ABROAD.at(text, at):  # 巴黎之行
        return foreign.end_of(text, at) or (None if family else _unusual(text, at))
    likely = _likely(text, at)
    return foreign.end_of(text, at) or _four(text, at) or (at + likely if likely else None)


def _joined_word(text: str, at: int) -> bool:
    """和村民, 和列席: a family name that is also a particle, before a word; in 和平分别 it is 和平, and 分别 goes on behind 平分."""
    if text[at : at + 1] not in _AMBIGUOUS:
        return False
    word = _STOPS.at(text, at + 1)
    if word and len(_STOPS.at(text, at)) == 2 and closing(text, at + 2) == 3 and followers.reach(text, at + 2) > at + 1 + len(word):
        return False
    return word != "" or _verb(text, at + 1)


def _verb_as_name(text: str, start: int, end: int) -> bool:
    """鞠躬分别发言: a verb can be a name where another verb follows; no name runs on behind a verb (召集和主持)."""
    if text[start:end] in words("followers"):
        return text[end : end + 1] not in MARKS and not entries("followers")[text[start:end]]
    return not any(text[start:k] in words("followers") for k in range(start + 2, end))


def _possible(text: str, start: int, end: int) -> bool:
    """Whether these characters can be a name: Han, unmasked, not ending in a particle; 和村民 begins with a word, not with 和."""
    name = text[start:end]
    if name[-1:] in _NEVER_LAST or "某" in name or not _INSIDE.isdisjoint(name) or not _han(text, start, end):
        return False
    if end - start > 3 and name[-2:] in words("followers") or end - start > 4 and name[-1] not in _FINAL:
        return False
    adverb = end - start > 2 and name[-1] == "地"  # 严肃地说; 田地 is a name
    return not adverb and not _joined_word(text, start)


def _verb(text: str, at: int) -> bool:
    """Whether a verb of two or more characters begins at `at`."""
    return len(followers.word(text, at)) > 1


def _cut_short(text: str, at: int, dotted: str) -> bool:
    """李桂香会见了素帕·猜威: the dotted name is another's; this one ends before a verb."""
    first = foreign.parts(dotted)[0]
    return any(n < len(first) and closing(text, at + n) >= 2 for n in lengths(text, at))


def _best(text: str, at: int, closed: dict[int, int]) -> int:
    """The length to take: the longer one, unless the shorter one is followed by a whole word that the longer one cuts."""

    def rank(n: int) -> tuple[bool, bool, int]:
        if n == 4 and _of_japan(text, at) and text[at + 3] in _FINAL:  # 池田大作: 作 is the name's
            return False, False, -n
        return text[at + n - 1] in _RARELY_LAST, min(closed[n], 2) < 2, -n

    ranked = sorted((n for n, c in closed.items() if c), key=rank)
    if not ranked:
        return 0
    # 陈岭致欢迎辞: the word behind 陈岭 holds 欢迎, which would close 陈岭致
    first = at + ranked[0]
    reach = followers.reach(text, first)
    whole = (n for n in ranked[1:] if n < ranked[0] and closed[n] >= 2 and first < reach <= followers.reach(text, at + n))
    return next(whole, ranked[0])


def _four(text: str, at: int) -> int | None:
    """End of a name of a family name and three characters, where nothing shorter is closed and a mark or a verb of people follows."""
    end = at + 4
    likely = sum(c in _GIVEN or c in _SURNAMES for c in text[at + 1 : end])
    if not _possible(text, at, end) or not given(text[end - 1]) or likely < 2 or closing(text, end) < 3:
        return None
    if _word_inside(text, at, end) or _STOPS.at(text, at):
        return None
    return None if any(closing(text, at + k) for k in range(1, 4)) else end


def _word_inside(text: str, start: int, end: int) -> bool:
    """Whether a word that is never a name stands in the later characters (包靠制度)."""
    for at in range(start + 1, end - 1):
        word = _STOPS.at(text, at)
        if word in _NEVER and at + len(word) <= end:
            return True
    return False


def _likely(text: str, at: int) -> int:
    """Length of a name that nothing known follows: its full length, where its last characters are such as names end in; else 0."""
    n = lengths(text, at)[0]
    n = n - 1 if n > 4 else n  # of a name of Japan: two characters behind the family name
    return n if given(text[at + n - 2 : at + n]) and _possible(text, at, at + n) else 0


def _unusual(text: str, at: int) -> int | None:
    """End of a name of two to four characters whose family name is not known, where a verb of people follows at once."""
    for end in (at + 3, at + 2, at + 4):
        if end < len(text) and _possible(text, at, end) and closing(text, end) == 3 and text[end] not in _MARKS:
            plain = given(text[end - 1]) and not any(closing(text, k) for k in range(at, end))
            return end if plain else None
    return None


def given(word: str) -> bool:
    """Whether all characters are such as given names hold (given_characters.txt); an empty word too."""
    return _GIVEN.issuperset(word)


def listed(text: str, at: int) -> int | None:
    """End of a name of two or three characters that begins at `at` behind a list's mark and ends before a mark, though its family
    name is not known; None where these characters are no likely name."""
    for end in (at + 3, at + 2):
        bounded = end < len(text) and (text[end] in _MARKS or text[end] == "等") and _possible(text, at, end)
        if not bounded or text[end - 1] in _UNITS or _STOPS.at(text, at):
            continue
        if given(text[at + 1 : end]) and (given(text[at]) or foreign.weight(text[at]) > 0):
            return end
    return None


def bounded_before(text: str, end: int, low: int) -> int | None:
    """Start of a regular name that ends at `end` and fills the place from the last mark on, or from `low`; None where none does."""
    start = max(text.rfind(c, low, end) for c in "、，；：。 \n") + 1 or low
    name = text[start:end]
    return start if whole(name) and (formed(name) or foreign.dotted(name, 0)) else None


def start_before(text: str, end: int, low: int) -> int | None:
    """Start of a name that ends at `end` and begins at `low` or later (NAME POST), or None."""
    for n in (6, 5, 4, 3, 2):  # 欧阳清源, not 阳清源
        at = end - n
        if at >= low and n in lengths(text, at) and _ends_at(text, at, end):
            if text[at] in _LEADS and n < 4 and _PLACES.at(text, at + 1):  # 从日本
                return None
            if text[at] in _LEADS and 2 < n < 4 and n - 1 in lengths(text, at + 1) and _ends_at(text, at + 1, end):
                at += 1  # 应宋平邀请
            return None if text[at - 1 : at] in foreign.DOTS and at else at  # behind a dot stands only a name's last part
    return None


def _ends_at(text: str, start: int, end: int) -> bool:
    """Whether these characters can be a name before a title: no word, no end of a body's name."""
    if not _possible(text, start, end) or text[end - 1] in _UNITS or _STOPS.at(text, start):
        return False
    return text[start:end] not in words("places_abroad")
