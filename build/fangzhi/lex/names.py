"""Where a person's name ends.

A name has no mark of its own: it begins where a post or a list says so and ends before what may follow a name
(genre.md, rule 2). Nothing is segmented into words.
"""

from __future__ import annotations

import re

from .beginnings import Beginnings
from .lexicon import entries, words

MARKS = "、，；。：！？,;:!?()（）“”\"‘’《》〈〉「」[]【】 \n　—-…·/|"
_HAN = r"[\u4e00-\u9fff\u3400-\u4dbf]"
# 潘　岳: a name of two characters spread over three places
_DOTS = frozenset("·•・‧")
_SPACED = re.compile(rf"{_HAN}[ \u3000]{{1,2}}{_HAN}")
_RUN = re.compile("[\u3400-\u9fff]*")
_DATE = re.compile(r"\d{1,4}[年月日]")
_DOTTED = re.compile(rf"{_HAN}{{1,6}}(?:[·•・‧]{_HAN}{{1,9}})+")


def _edges(use: str) -> frozenset[str]:
    """The characters of name_edges.txt with this use."""
    return frozenset(c for c, uses in entries("name_edges").items() if use in uses)


_SURNAMES, _COMPOUND, _SYLLABLES = words("surnames"), words("surnames_compound"), words("transliteration")
_GIVEN = words("given_characters")
_FOLLOWERS = Beginnings(words("followers"))
_STOPS = Beginnings(words("name_stops"))
_NEVER = frozenset(w for w, a in entries("name_stops").items() if a)
_PARTICLES = frozenset(w for w in words("post_stops") if len(w) == 1) - _SURNAMES
_AMBIGUOUS, _NEVER_LAST, _RARELY_LAST = _edges("particle"), _edges("never"), _edges("rarely")
_JOINTS, _UNITS, _INSIDE, _GROUND = _edges("joint"), _edges("unit"), _edges("inside"), _edges("ground")
_MARKS = frozenset(MARKS)
# 坚定地, 语重心长地: an adverb of two or four characters in 地, but not 实地 or 当地
_ADVERB = re.compile(
    rf"{_HAN}(?<!的){_HAN}(?<!的)(?:{_HAN}(?<!的){_HAN})?(?<![的{''.join(sorted(_GROUND))}])地(?!区|方|市|级|处|块|带|质|铁|下)"
)


def _strength(follower: str) -> int:
    """How surely a word follows a name: that of the longest verb of people that it begins with, else by its length."""
    person = _PERSONAL.at(follower, 0)
    if person:
        return 3 if len(person) > 1 else 2
    return 2 if len(follower) > 1 else 1


_PERSONAL = Beginnings([w for w, a in entries("followers").items() if a])
_STRENGTH = {w: _strength(w) for w in words("followers")}


def closing(text: str, at: int) -> int:
    """How surely what stands at `at` follows a name: 3 a mark or a verb of people, 2 another word, 1 one character, 0 not at all."""
    if at >= len(text) or text[at] in _MARKS:
        return 3
    word = _FOLLOWERS.at(text, at)
    if word:
        return _STRENGTH[word]
    return 2 if _adverb(text, at) or _DATE.match(text, at) else 0


def _adverb(text: str, at: int) -> re.Match[str] | None:
    return _ADVERB.match(text, at) if text.find("地", at + 2, at + 5) > 0 else None


def joints() -> frozenset[str]:
    """Characters that join a person to what follows: 和, 与, 向 …"""
    return _JOINTS


def closes(text: str, at: int) -> bool:
    """Whether what stands at `at` may follow a name (genre.md, rule 2): `closing` is above 0."""
    return closing(text, at) > 0


def lengths(text: str, at: int) -> tuple[int, ...]:
    """Lengths a Han name at `at` can have by its family name, longest first; empty where no family name stands."""
    one = text[at : at + 1] in _SURNAMES
    if text[at : at + 2] in _COMPOUND:
        return (4, 3, 2) if one else (4, 3)
    return (3, 2) if one else ()


def _han(text: str, start: int, end: int) -> bool:
    return end <= len(text) and _RUN.fullmatch(text, start, end) is not None


def whole(word: str) -> bool:
    """Whether `word` as a whole can be a name: family and given name, a dotted name, or syllables of other tongues."""
    if not _DOTS.isdisjoint(word):
        return _DOTTED.fullmatch(word) is not None
    likely = len(word) in lengths(word, 0) or 2 <= len(word) <= 6 and foreign(word)
    return likely and _han(word, 0, len(word)) and word not in words("name_stops")


def foreign(word: str) -> bool:
    """Whether all characters are syllables that names of other tongues are written with (transliteration.txt)."""
    return _SYLLABLES.issuperset(word)


def end_of(text: str, at: int, known: frozenset[str] = frozenset(), sure: bool = False) -> int | None:
    """End of the name that begins at `at` (genre.md, rule 2), exclusive and never behind the text's end; None where none does.

    `known` are names that the same document holds for certain; they settle what the follower leaves open. `sure` says
    that a full post stands right before, so that a word (关心, 星光) can be a name, whatever family it is of.
    """
    end = _regular_end(text, at, known)
    return end if end is not None or not sure else _word_end(text, at)


def _word_end(text: str, at: int) -> int | None:
    """End of a name of two or three characters that is a word or of an unknown family, where the post leaves nothing else."""
    if _STOPS.at(text, at) in _NEVER:
        return None
    for end in (at + 2, at + 3):
        if not _possible(text, at, end) or text[at:end] in words("followers"):
            continue
        strength = closing(text, end)
        marked = end >= len(text) or text[end] in _MARKS
        if marked and all(c in _GIVEN or c in _SURNAMES for c in text[at:end]) and text[end - 1] in _GIVEN:
            return end
        if not marked and strength >= 2 and text[at] not in _PARTICLES and not _verb(text, at):
            return end
    return None


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
    if end is not None or word or verb:
        return end
    return _open_end(text, at, bool(options))


def _settled_end(text: str, at: int, options: list[int], known: frozenset[str]) -> int | None:
    """End of a name that its own marks settle (艾力·买买提, 潘　岳), or that the document holds for certain."""
    dotted = _DOTTED.match(text, at)
    if dotted and text[at] not in _INSIDE and not _cut_short(text, at, dotted.group()):
        return _dotted_end(text, dotted)
    spaced = _SPACED.match(text, at)
    if spaced and text[at] in _SURNAMES and closes(text, spaced.end()):
        return spaced.end()
    return next((at + n for n in options if text[at : at + n] in known), None)


def _family_end(text: str, at: int, options: list[int], word: int, verb: bool) -> int | None:
    """End of a name that begins with a family name and is followed by what may follow a name.

    `word` is the length of a common word that begins here too (平安, 成功), `verb` says that a verb does (介绍, 鞠躬): both are
    names only where nothing else can stand.
    """
    closed = {n: closing(text, at + n) for n in options}
    if word:
        closed = {n: c for n, c in closed.items() if n > word or n == word and c == 3}
    if verb:
        closed = {n: c for n, c in closed.items() if c == 3 and _verb_as_name(text, at, at + n)}
    best = _best(text, at, closed)
    if not best or word and best > word and closed[best] == 1:
        return None
    if closed[best] == 1:  # one character is little to go by: 多杰才让主持, 何志文预计
        foreign_end = _mononym(text, at)
        if foreign_end and closing(text, foreign_end) >= 2:
            return foreign_end
        if best < options[0] and text[at + best] not in _JOINTS:
            best = _likely(text, at) or best
    return at + best


def _open_end(text: str, at: int, family: bool) -> int | None:
    """End of a name that no known family name and follower settle: syllables of other tongues, four characters, likely ones."""
    if not family:
        return _mononym(text, at) or _unusual(text, at)
    likely = _likely(text, at)
    return _mononym(text, at) or _four(text, at) or (at + likely if likely else None)


def _joined_word(text: str, at: int) -> bool:
    """和村民, 和列席: a family name that is also a particle, before a word."""
    return text[at : at + 1] in _AMBIGUOUS and (_STOPS.at(text, at + 1) != "" or _verb(text, at + 1))


def _verb_as_name(text: str, start: int, end: int) -> bool:
    """鞠躬分别发言: a verb can be a name where another verb follows; no name runs on behind a verb (召集和主持)."""
    if text[start:end] in words("followers"):
        return text[end : end + 1] not in MARKS
    return not any(text[start:k] in words("followers") for k in range(start + 2, end))


def _possible(text: str, start: int, end: int) -> bool:
    """Whether these characters can be a name: Han, unmasked, not ending in a particle; 和村民 begins with a word, not with 和."""
    name = text[start:end]
    if name[-1:] in _NEVER_LAST or "某" in name or not _INSIDE.isdisjoint(name) or not _han(text, start, end):
        return False
    adverb = end - start > 2 and name[-1] == "地"  # 严肃地说; 田地 is a name
    return not adverb and not _joined_word(text, start)


def _verb(text: str, at: int) -> bool:
    """Whether a verb of two or more characters begins at `at`."""
    return len(_FOLLOWERS.at(text, at)) > 1


def _cut_short(text: str, at: int, dotted: str) -> bool:
    """李桂香会见了素帕·猜威: the dotted name is another's; this one ends before a verb."""
    first = re.split("[·•・‧]", dotted)[0]
    return any(n < len(first) and closing(text, at + n) >= 2 for n in lengths(text, at))


def _best(text: str, at: int, closed: dict[int, int]) -> int:
    """The length to take: the longer one, unless the shorter one is followed by a whole word that the longer one cuts."""
    ranked = sorted(
        (n for n, c in closed.items() if c),
        key=lambda n: (text[at + n - 1] in _RARELY_LAST, min(closed[n], 2) < 2, -n),
    )
    if not ranked:
        return 0
    # 陈岭致欢迎辞: the word behind 陈岭 holds 欢迎, which would close 陈岭致
    first = at + ranked[0]
    reach = _follows_to(text, first)
    whole = (n for n in ranked[1:] if n < ranked[0] and closed[n] >= 2 and first < reach <= _follows_to(text, at + n))
    return next(whole, ranked[0])


def _follows_to(text: str, at: int) -> int:
    """End of the word that follows a name at `at`, or `at` where there is none."""
    word = _FOLLOWERS.at(text, at)
    adverb = None if word else _adverb(text, at)
    return adverb.end() if adverb else at + len(word)


def _dotted_end(text: str, m: re.Match[str]) -> int | None:
    """A dotted name's last part runs on into what follows: it ends with its syllables, or where a follower begins."""
    tail = max(m.group().rfind(c) for c in "·•・‧") + 1 + m.start()
    run = tail
    while run < m.end() and text[run] in _SYLLABLES:
        run += 1
    ends = [e for e in range(m.end(), tail, -1) if closing(text, e) and text[e - 1] not in _NEVER_LAST]
    within = [e for e in ends if tail + 2 <= e <= run]
    strong = [e for e in within if closing(text, e) >= 2]
    if strong or within:
        return (strong or within)[0]
    if run - tail >= 2:
        return run
    return ends[-1] if ends else None


def _mononym(text: str, at: int) -> int | None:
    """End of a name of two to six syllables of another tongue, closed by a mark or a follower."""
    end = at
    while end < len(text) and end - at < 7 and text[end] in _SYLLABLES:
        end += 1
    for least in (2, 1):
        for n in range(2, end - at + 1):
            if closing(text, at + n) >= least:
                return at + n
    return None


def _four(text: str, at: int) -> int | None:
    """End of a name of a family name and three characters, where nothing shorter is closed and a mark or a verb of people follows."""
    end = at + 4
    if not _possible(text, at, end) or not given(text[end - 1]) or closing(text, end) < 3:
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
    return n if given(text[at + n - 2 : at + n]) and _possible(text, at, at + n) else 0


def _unusual(text: str, at: int) -> int | None:
    """End of a name of two to four characters whose family name is not known, where a verb of people follows at once."""
    for end in (at + 3, at + 2, at + 4):
        if end < len(text) and _possible(text, at, end) and closing(text, end) == 3 and text[end] not in _MARKS:
            plain = given(text[end - 1]) and not any(closing(text, k) for k in range(at, end))
            return end if plain else None
    return None


def foreign_start(text: str, end: int, low: int) -> int | None:
    """Start of a name of two to six syllables of another tongue that fills [low, end) up to a title, or None."""
    return low if 2 <= end - low <= 6 and foreign(text[low:end]) else None


def given(word: str) -> bool:
    """Whether all characters are such as given names hold (given_characters.txt); an empty word too."""
    return _GIVEN.issuperset(word)


def listed(text: str, at: int) -> int | None:
    """End of a name of two or three characters that begins at `at` behind a list's mark and ends before a mark, though its family
    name is not known; None where these characters are no likely name."""
    for end in (at + 3, at + 2):
        bounded = end < len(text) and text[end] in _MARKS and _possible(text, at, end)
        if not bounded or text[end - 1] in _UNITS or _STOPS.at(text, at):
            continue
        if given(text[at + 1 : end]) and (given(text[at]) or text[at] in _SYLLABLES):
            return end
    return None


def start_before(text: str, end: int, low: int) -> int | None:
    """Start of a name that ends at `end` and begins at `low` or later (NAME POST), or None."""
    for n in (4, 3, 2):  # 欧阳清源, not 阳清源
        at = end - n
        if at >= low and n in lengths(text, at) and _possible(text, at, end) and text[end - 1] not in _UNITS and not _STOPS.at(text, at):
            return None if text[at - 1 : at] in _DOTS else at  # behind a dot stands only a name's last part
    return None
