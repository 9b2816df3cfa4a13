"""Villages whose names are told without 村: 有个叫石岭洼的小山村, 村子取名和顺庄."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..lex.lexicon import alternatives, words
from .village_words import has_weak, is_name

_LONGEST_NAME = 4


def may_call(text: str) -> bool:
    """Whether a sentence may tell a name so: a quick look."""
    return any(sign in text for sign in words("village_called"))


def called(text: str) -> Iterator[tuple[int, int]]:
    """The names of villages that a sentence tells so: start and end of each."""
    for pattern in (_before(), _behind()):
        for m in pattern.finditer(text):
            name = m["name"]
            weak = has_weak(name[0], strong=True) or has_weak(name[1:])
            if not weak and not name.endswith("村") and is_name(name, False, False, True):
                yield m.span("name")


@cache
def _name() -> str:
    verb = rf"(?!(?:{alternatives('village_called_not')}))(?:{alternatives('village_called')})"
    return rf"{verb}“?(?P<name>[\u4e00-\u9fff]{{2,{_LONGEST_NAME}}}?)”?"


@cache
def _before() -> re.Pattern[str]:
    """A name before the word for a village, where that is no part of another word (村民, 村长)."""
    village = alternatives("village_common")
    return re.compile(rf"{_name()}的[^，。；！？的]{{0,6}}?(?:{village})(?!(?:{alternatives('village_folk')}))")


@cache
def _behind() -> re.Pattern[str]:
    """A name behind the word for a village, which closes its clause."""
    village = "|".join(sorted((w for w in words("village_common") if len(w) > 1), key=len, reverse=True))
    return re.compile(rf"(?:{village}|(?<=[个座该此])村)，?[^，。；！？“”村里的]{{0,8}}?{_name()}(?=[，。；！？、）)]|$)")
