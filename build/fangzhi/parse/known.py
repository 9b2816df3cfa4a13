"""Names that a page holds for certain, and what of it must be read again once they are known."""

from __future__ import annotations

from collections.abc import Callable

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
