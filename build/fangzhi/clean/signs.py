"""A pattern that begins with one of a few signs, looked for sign by sign: the search for one character is ten times as fast as
that for any of a set."""

from __future__ import annotations

import re
from operator import methodcaller


class Signs:
    """`rest` is what follows any of `signs`. Matches of different signs must not overlap."""

    def __init__(self, signs: str, rest: str) -> None:
        self._patterns = [re.compile(re.escape(sign) + rest) for sign in signs]

    def find(self, text: str) -> list[re.Match[str]]:
        """All matches, in the order of the text."""
        found = [m for pattern in self._patterns for m in pattern.finditer(text)]
        found.sort(key=methodcaller("start"))
        return found
