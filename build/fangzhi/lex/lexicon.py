"""Lexicons: words in data files, found in one scan.

A data file holds one word a line; after a tab, attributes of the word. Lines that begin with `#` are
comments. A view is what one grammar wants to see: several files, each under a token kind of one character.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, MatchKind

from .token import Token

DATA = files(__package__) / "data"


@cache
def entries(name: str) -> dict[str, tuple[str, ...]]:
    """Words of `data/<name>.txt` with their tab-separated attributes (none: an empty tuple), in file order. Read once.

    Raises ValueError, naming file and word, when a word stands twice; FileNotFoundError where there is no such file.
    """
    out: dict[str, tuple[str, ...]] = {}
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        word, *attributes = line.split("\t")
        if word in out:
            raise ValueError(f"lex/data/{name}.txt: {word} stands twice; keep one line")
        out[word] = tuple(attributes)
    return out


@cache
def words(name: str) -> frozenset[str]:
    """The words of `data/<name>.txt`, without attributes. Errors as of `entries`."""
    return frozenset(entries(name))


@cache
def alternatives(name: str) -> str:
    """The words of `data/<name>.txt` as a regular-expression alternation, longest first, escaped, without brackets round it."""
    import re

    return "|".join(re.escape(w) for w in sorted(words(name), key=lambda w: (-len(w), w)))


class View:
    """What one grammar sees: words of several files, longest match first, each with a kind.

    `sources` pairs a kind (one character) with a data file's name, or with words and their attributes. Where two
    sources hold one word, the one named first wins. The token's value is the word's attributes.
    """

    def __init__(self, *sources: tuple[str, str | Mapping[str, tuple[str, ...]]]) -> None:
        table: dict[str, tuple[str, tuple[str, ...]]] = {}
        for kind, source in sources:
            for word, attributes in (entries(source) if isinstance(source, str) else source).items():
                table.setdefault(word, (kind, attributes))
        # side by side and not as pairs: of each word found both are looked up by its number
        self._kinds = [kind for kind, _ in table.values()]
        self._values = [value for _, value in table.values()]
        self._scan = AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Token]:
        """Tokens of the words in text[start:end], left to right, never overlapping; offsets are those of `text`."""
        kinds, values, new = self._kinds, self._values, tuple.__new__
        found = self._scan(text if start == 0 and end is None else text[start:end])
        return [new(Token, (kinds[n], start + a, start + b, values[n])) for n, a, b in found]

    def spots(self, text: str) -> list[int]:
        """Offsets in `text` at which the words begin, ascending: a quick look for where anything of interest stands."""
        return [first for _, first, _ in self._scan(text)]


class Sieve:
    """Words of data files that are taken out of a text: where several begin at one place, the longest of the file named first."""

    def __init__(self, *names: str) -> None:
        listed = [word for name in names for word in sorted(words(name), key=lambda w: (-len(w), w))]
        self._scan = AhoCorasick(list(dict.fromkeys(listed)), matchkind=MatchKind.LeftmostFirst).find_matches_as_indexes

    def sift(self, text: str) -> str:
        """What is left of `text` without the words."""
        found = self._scan(text)
        if not found:
            return text
        pieces, at = [], 0
        for _, start, end in found:
            pieces.append(text[at:start])
            at = end
        pieces.append(text[at:])
        return "".join(pieces)
