"""A stretch of clauses with its tokens, and the tokens between two offsets without looking at the others."""

from __future__ import annotations

from bisect import bisect_left

from ..lex.lexer import Lexed, merge
from ..lex.lexicon import View
from ..lex.token import Token
from .project_amounts import amounts_told


class Sentence:
    """Text and tokens of what is read at once. Offsets are its own."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self._starts = [t.start for t in tokens]

    @classmethod
    def of(cls, lexed: Lexed, view: View, start: int, end: int) -> Sentence:
        """The stretch [start, end) of a page, with the page's numbers, which are read once."""
        text, new = lexed.text[start:end], tuple.__new__
        numbers = [new(Token, (k, a - start, b - start, v)) for k, a, b, v in lexed.numbers_between(start, end)]
        return cls(text, amounts_told(merge(view.find(text), numbers), text))

    def between(self, start: int, end: int) -> list[Token]:
        """Tokens that begin within [start, end)."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def within(self, start: int, end: int) -> list[Token]:
        """Tokens that lie within [start, end)."""
        return [t for t in self.between(start, end) if t.end <= end]
