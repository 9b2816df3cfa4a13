"""Stages: what the verbs before and after a name tell of how far a project is."""

from __future__ import annotations

from ..lex.token import Token
from .project_words import manner, mark, stage, use

RANK = {"advancing": 0, "planned": 1, "signed": 2, "under_construction": 3, "completed": 4, "in_production": 5}
_AHEAD = {"completed": "under_construction", "in_production": "under_construction", "under_construction": "planned", "signed": "planned"}


def after(tokens: list[Token]) -> tuple[str, Token] | None:
    """The stage told behind a name, with the verb that tells it; modals put it ahead."""
    ahead = False
    found: tuple[str, Token] | None = None
    for token in tokens:
        if token.kind == "w":
            ahead = True
        elif mark(token) == "clause" and found:
            break
        elif token.kind == "v" and use(token) != "before" and manner(token) != "weak":
            told = stage(token)
            if found is None or RANK[told] > RANK[found[0]]:
                found = told, token
    if found and ahead:
        return _AHEAD.get(found[0], found[0]), found[1]
    return found


def before(tokens: list[Token]) -> tuple[str, Token] | None:
    """The stage told by the last verb before a name; a modal before it puts it ahead."""
    found = None
    ahead = False
    for token in tokens:
        if token.kind == "w":
            ahead = True
        elif token.kind == "v" and use(token) != "after":
            found = stage(token), token
    if found and ahead:
        return _AHEAD.get(found[0], found[0]), found[1]
    return found


def later(one: tuple[str, Token] | None, other: tuple[str, Token] | None) -> tuple[str, Token] | None:
    """The further of two stages; either may be missing."""
    if not one or not other:
        return one or other
    return other if RANK[other[0]] > RANK[one[0]] else one
