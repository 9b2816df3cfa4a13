"""Turns: 前者已通车，后者刚开工, which deal out stages to names told before, and 均已竣工, which tells one of all."""

from __future__ import annotations

import re
from itertools import zip_longest

from ..lex.lexicon import alternatives, entries
from ..lex.token import Token
from .project_sentence import Sentence
from .project_stages import after

_TURN = re.compile(rf"(?<=[：，；。])(?:{alternatives('project_turns')})")
# so far behind the names their stages are dealt out, and so far does one clause tell
_REACH = 120
_STOP = re.compile(rf"。|；(?!{alternatives('project_turns')})")


def turns(sentence: Sentence, start: int, many: int) -> list[tuple[str, Token] | None]:
    """The stages that clauses behind `start` tell of each of `many` names; None where they tell none of one."""
    out: list[tuple[str, Token] | None] = [None] * many
    text = sentence.text
    stop = _STOP.search(text, start, start + _REACH)
    end = stop.start() if stop else min(len(text), start + _REACH)
    found = list(_TURN.finditer(text, start, end))
    for turn, follower in zip_longest(found, found[1:]):
        told = after(sentence.between(turn.start(), follower.start() if follower else end), text)
        for which in entries("project_turns")[turn.group()] if told else ():
            spots = range(many) if which == "all" else [int(which)]
            for spot in spots:
                if which == "all" or many > 1 and -many <= spot < many:
                    out[spot] = out[spot] or told
    return out
