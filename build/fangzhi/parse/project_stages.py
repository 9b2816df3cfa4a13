"""Stages: what the verbs before and after a name tell of how far a project is."""

from __future__ import annotations

import re

from ..lex.token import Token
from .project_words import manner, mark, stage, use

_PAUSE = re.compile("[，；。、]")
RANK = {"advancing": 0, "planned": 1, "signed": 2, "under_construction": 3, "completed": 4, "in_production": 5}
_AHEAD = {
    "completed": "under_construction",
    "in_production": "under_construction",
    "under_construction": "planned",
    "signed": "planned",
}


def ahead(token: Token, text: str) -> str | None:
    """`plan` or `aim` where a word puts what follows ahead of today (将, 确保, 8月底前), else None."""
    if token.kind == "w":
        return token.value[0]
    if token.kind == "l" and token.value[1:] == ("planned",):
        return "plan"
    return "plan" if token.kind in "RD" and text[token.end : token.end + 1] == "前" else None


def moved(told: str, how: str | None) -> str:
    """A stage as it is today where the text only plans it or aims at it."""
    if how is None:
        return told
    return _AHEAD.get(told, "planned" if how == "plan" else told)


def after(tokens: list[Token], text: str, how: str | None = None) -> tuple[str, Token] | None:
    """The furthest stage told behind a name, with the verb that tells it. `how` is what stands before the name."""
    found: tuple[str, Token] | None = None
    for at, token in enumerate(tokens):
        if _share(tokens, at) or token.kind == "l" and token.value[0] == "other" and len(token.value) > 1:
            found = found or ("under_construction", token)
        elif mark(token) == "clause":
            how = None
        elif ahead(token, text):
            how = ahead(token, text)
        elif (
            token.kind == "v"
            and use(token) != "before"
            and manner(token) != "weak"
            and text[token.end : token.end + 1] != "后"
        ):
            told = stage(token) if stage(token) == "advancing" else moved(stage(token), how)
            if found is None or RANK[told] > RANK[found[0]]:
                found = told, token
    return found


def _share(tokens: list[Token], at: int) -> bool:
    """Whether a part of the work is done: 完成87%, 完成工程量的60%."""
    token = tokens[at]
    share = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.kind != "v" or token.value[0] != "completed" or share is None or share.kind != "P":
        return False
    return share.start - token.end <= 8 and share.value.value < 100


def before(tokens: list[Token], text: str) -> tuple[str, Token] | None:
    """The stage told by the last verb before a name, moved by what stands before it."""
    found, how = None, None
    for token in tokens:
        if ahead(token, text):
            how = ahead(token, text)
        elif token.kind == "v" and use(token) != "after":
            found = moved(stage(token), how), token
    return found


def closes(text: str, token: Token) -> bool:
    """Whether a token is no verb, or a verb at its clause's end, which tells of the subject and not of an object."""
    return token.kind != "v" or _PAUSE.search(text + "，", token.end, token.end + 4) is not None


def steps(tokens: list[Token]) -> list[Token]:
    """The verbs of stages told one by one, a counted one as often as it counts: “一个竣工、两个开工”."""
    out: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind != "v" or use(token) == "before" or manner(token) is not None:
            continue
        near = [
            t
            for t in tokens[max(0, at - 1) : at + 2]
            if t.kind == "Q" and (t.end == token.start or t.start == token.end)
        ]
        times = int(near[0].value.value) if near and near[0].value.value < 20 else 1
        out.extend([token] * times)
    return out
