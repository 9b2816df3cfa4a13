"""Names taken up again by the noun that they end in: 某抽水蓄能电站项目…。电站由上水库、下水库组成."""

from __future__ import annotations

import re

from .project_sentence import Sentence
from .project_words import ADVERBIAL, head

# no noun that takes a name up is longer
_LONGEST = 5
# what may stand right behind the noun, which else is a part of another word
_TELLS = "，由为是将共总占位坐设规装以按采全拟计预已于东西南北"
_THIS = re.compile("[该此本]|这[座个条家处所项一]|整[个座条]")
# 作为省重点项目，电站…
_AS = re.compile("作为[^，。]{4,40}，")
_NOUN = re.compile("项目|工程")


def taken_up(name: str, sentence: Sentence, at: int) -> bool:
    """Whether a sentence begins at `at` with the noun that a name ends in, and goes on telling of it: 某抽水蓄能电站; 电站位于…"""
    text = sentence.text
    found = head(name)
    own = _AS.match(text, at)
    at = own.end() if own else at
    said = _THIS.match(text, at)
    at = said.end() if said else at
    if found is None or found[2] != "strong":
        return False
    for size in range(min(_LONGEST, len(found[0])), 1, -1):
        end = at + size
        if text.startswith(found[0][-size:], at):
            noun = _NOUN.match(text, end)
            end = noun.end() if noun else end
            return text[end : end + 1] in _TELLS or any(t.start == end and t.kind in ADVERBIAL + "lkv" for t in sentence.tokens)
    return False
