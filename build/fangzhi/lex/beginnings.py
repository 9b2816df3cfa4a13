"""Words looked for at one place of a text: a few look-ups, where an alternation would try each of a thousand words."""

from __future__ import annotations

from collections.abc import Collection


class Beginnings:
    """Words by their first character."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def at(self, text: str, at: int) -> str:
        """The longest of the words that begins at offset `at`, or an empty string."""
        for length in self._lengths.get(text[at : at + 1], ()):
            word = text[at : at + length]
            if word in self._words:
                return word
        return ""
