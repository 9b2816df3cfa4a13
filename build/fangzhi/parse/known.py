"""Names that a page holds for certain, and what of it must be read again once they are known."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from ..lex import names
from .mention import Mention


class Known:
    """The names that are held for certain while a stretch is read.

    `doubts` are the words that would have changed an answer if they had been among them (or, being there, have done so).
    """

    def __init__(self, sure: frozenset[str] = frozenset()) -> None:
        self._sure = sure
        self.doubts: set[str] = set()

    def __contains__(self, word: str) -> bool:
        self.doubts.add(word)
        return word in self._sure

    def end_of(self, text: str, at: int, sure: bool = False) -> int | None:
        """`names.end_of` with these names. Only another name than the one that it finds can change it."""
        end = names.end_of(text, at, self._sure, sure)
        self.doubts.update([text[at : at + n] for n in (2, 3, 4) if at + n != end])
        return end


class Reading:
    """What `read` finds in a stretch, first with no name held for certain, then with those of the whole page."""

    def __init__(self, read: Callable[[Known], list[Mention]]) -> None:
        self._read = read
        known = Known()
        self.found = read(known)
        self._doubts = known.doubts

    def again(self, sure: frozenset[str]) -> None:
        """Reads it once more where one of these names is among its doubts; all others would give what they gave."""
        if not self._doubts.isdisjoint(sure):
            self.found = self._read(Known(sure))


def agreed(sentences: list[Reading], told: list[Mention]) -> list[Mention]:
    """What the sentences say, without what crosses news and rosters, and these."""
    near = _near(told)
    plain = chain.from_iterable(reading.found for reading in sentences)
    kept = (_apart(m, {t for p in (m.start, *(p.end for p in m.posts)) for t in near.get(p, ())}) for m in plain)
    return [m for m in kept if m] + told


def _near(told: list[Mention]) -> dict[int, list[Mention]]:
    """Readings by where their names begin and their titles end: only those of one place can cross."""
    near: dict[int, list[Mention]] = {}
    for mention in told:
        for place in (mention.start, *(p.end for p in mention.posts)):
            near.setdefault(place, []).append(mention)
    return near


def _apart(mention: Mention, told: set[Mention]) -> Mention | None:
    """The mention with what these readings leave it: without the titles that they give to others; None where nothing is left."""
    others = {p.end for t in told if t.start != mention.start for p in t.posts}
    same = {p.end for t in told if t.start == mention.start for p in t.posts}
    posts = tuple(p for p in mention.posts if p.end not in others)
    if len(posts) == len(mention.posts):
        return None if any(t.start == mention.start for t in told) and all(p.end in same for p in posts) else mention
    return mention._replace(posts=posts) if posts and posts[-1] == mention.posts[-1] else None
