"""A stretch of clauses with its tokens, and the tokens between two offsets without looking at the others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from ..lex.lexer import Lexed, merge
from ..lex.lexicon import View, alternatives, entries
from ..lex.token import Token, kinds
from .project_amounts import amounts_told

# a sentence that begins so speaks of the project named last
_BACK = re.compile(rf"(?:{alternatives('project_anaphora')})")
_BACK_FIRST = frozenset(word[0] for word in entries("project_anaphora"))


def points_back(text: str, at: int = 0, subject: bool = False) -> bool:
    """Whether a sentence begins with a word that points back to a project; as its subject (该项目), if asked."""
    while text[at : at + 1].isspace() or text[at : at + 1] == "“":
        at += 1
    # most sentences begin otherwise: a look at one character is cheaper than the pattern
    found = _BACK.match(text, at) if text[at : at + 1] in _BACK_FIRST else None
    if found is None:
        return False
    attributes = entries("project_anaphora")[found.group()]
    if "intro" in attributes and text[found.end() : found.end() + 1] == "，":
        # 据悉，该项目…
        found = _BACK.match(text, found.end() + 1) or found
        attributes = entries("project_anaphora")[found.group()]
    return "other" not in attributes and (not subject or "subject" in attributes)


def _begun(token: Token, text: str) -> Token:
    """A token as it is; 建设中 before a name (开工建设中联产业城) is 建设."""
    said, follower = text[token.start : token.end], text[token.end : token.end + 1]
    if said != "建设中" or not "\u4e00" <= follower <= "\u9fff" or follower in "的等，":
        return token
    return token._replace(end=token.end - 1, value=entries("project_verbs")["建设"])


def opened(text: str) -> int:
    """Where a sentence begins behind a word that only opens it (据介绍，)."""
    found = _BACK.match(text) if text[:1] in _BACK_FIRST else None
    intro = found is not None and "intro" in entries("project_anaphora")[found.group()]
    return found.end() + 1 if intro and text[found.end() : found.end() + 1] == "，" else 0


def _to_come(token: Token, text: str) -> Token:
    """12月底前: with 前 behind it."""
    return Token("w", token.start, token.end + text.startswith("前", token.end), ("plan",))


class Sentence:
    """Text and tokens of what is read at once, `kinds` a character a token. Offsets are its own. `back` says that it points back
    to a project, `subject` that its subject does, `item` that it is the name of an item in a list, `plan` that it stands where all
    is to come."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.kinds = kinds(tokens)
        if "l" in self.kinds:
            tokens = amounts_told(tokens, text)
            self.kinds = kinds(tokens)
        self.tokens = tokens
        self.back = points_back(text)
        self.item = self.plan = False
        self.subject = self.back and points_back(text, subject=True)
        self._starts = [t[1] for t in tokens]

    @classmethod
    def of(cls, lexed: Lexed, view: View, start: int, end: int, coming: Callable[[Token], bool] | None = None) -> Sentence:
        """The stretch [start, end) of a page, with the page's numbers, which are read once. A time that is still to come (`coming`)
        puts what follows ahead of today as a modal does."""
        text, new = lexed.text[start:end], tuple.__new__
        read = lexed.numbers_between(start, end)
        if coming is not None and read:
            read = [_to_come(t, lexed.text) if t[0] in "DR" and coming(t) else t for t in read]
        numbers = [new(Token, (k, a - start, b - start, v)) for k, a, b, v in read]
        tokens = merge(view.find(text), numbers)
        if "建设中" in text:
            tokens = [_begun(t, text) for t in tokens]
        return cls(text, tokens)

    def between(self, start: int, end: int) -> list[Token]:
        """Tokens that begin within [start, end)."""
        return self.tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def within(self, start: int, end: int) -> list[Token]:
        """Tokens that lie within [start, end)."""
        return [t for t in self.between(start, end) if t.end <= end]
