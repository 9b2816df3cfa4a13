"""What may stand behind a name (genre.md, rule 2): marks, verbs of people, adverbs, days."""

from __future__ import annotations

import re

from .beginnings import Beginnings
from .lexicon import entries, words

MARKS = "、，；。：！？,;:!?()（）“”\"‘’《》〈〉「」[]【】 \n　—-…·/|"
_MARKS = frozenset(MARKS)
_HAN = r"[\u4e00-\u9fff\u3400-\u4dbf]"
# 5日, 于5日, 自1998年
_DATE = re.compile(r"[于自]?\d{1,4}[年月日]")
_DATED = frozenset("于自0123456789")
_GROUND = "".join(sorted(c for c, uses in entries("name_edges").items() if "ground" in uses))
# 坚定地, 语重心长地: an adverb of two or four characters in 地, but not 实地 or 当地, nor a place behind 到 (华到洛沙地坪乡)
_ADVERB = re.compile(
    rf"(?!{_HAN}[到赴]{_HAN}{{2}}地){_HAN}(?<!的){_HAN}(?<!的)(?:{_HAN}(?<!的){_HAN})?(?<![的{_GROUND}])"
    r"地(?!区|方|市|级|处|块|带|质|铁|下)"
)
_FOLLOWERS = Beginnings(words("followers"))
_PERSONAL = Beginnings([w for w, a in entries("followers").items() if a])
_ENDINGS = {n: frozenset(w for w in words("followers") | words("post_stops") if len(w) == n) for n in (2, 3, 4)}


def _strength(follower: str) -> int:
    """How surely a word follows a name: that of the longest verb of people that it begins with, else by its length."""
    person = _PERSONAL.at(follower, 0)
    if person:
        return 3 if len(person) > 1 else 2
    return 2 if len(follower) > 1 else 1


_STRENGTH = {w: _strength(w) for w in words("followers")}


def word(text: str, at: int) -> str:
    """The longest word that follows names and begins at `at`, or an empty string."""
    return _FOLLOWERS.at(text, at)


def closing(text: str, at: int) -> int:
    """How surely what stands at `at` follows a name: 3 a mark or a verb of people, 2 another word, 1 one character, 0 not at all."""
    return plain_closing(text, at) or (2 if adverb(text, at) else 0)


def plain_closing(text: str, at: int) -> int:
    """`closing` without adverbs, which a name of other syllables in 地 can look like (铁力瓦尔地)."""
    if at >= len(text) or text[at] in _MARKS:
        return 3
    if text[at] in _DATED and _DATE.match(text, at):
        return 2
    found = _FOLLOWERS.at(text, at)
    return _STRENGTH[found] if found else 0


def adverb(text: str, at: int) -> re.Match[str] | None:
    """An adverb in 地 at `at`."""
    return _ADVERB.match(text, at) if text.find("地", at + 2, at + 5) > 0 else None


def closes(text: str, at: int) -> bool:
    """Whether what stands at `at` may follow a name (genre.md, rule 2): `closing` is above 0."""
    return closing(text, at) > 0


def reach(text: str, at: int) -> int:
    """End of what follows a name at `at`, or `at` where nothing does."""
    dated = _DATE.match(text, at)
    if dated:
        return dated.end()
    found = _FOLLOWERS.at(text, at)
    aside = None if found else adverb(text, at)
    return aside.end() if aside else at + len(found)


def word_before(text: str, at: int, low: int) -> bool:
    """Whether a word of two to four characters after which a clause goes on with a person ends at `at`: 致函, 最近, 会见."""
    return any(at - n >= low and text[at - n : at] in found for n, found in _ENDINGS.items())
