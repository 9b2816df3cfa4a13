"""A project's name taken apart: whose, which phase, how much, what."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from fangzhi.lex.lexer import Lexed
from fangzhi.lex.lexicon import alternatives
from fangzhi.parse.project_names import company
from fangzhi.parse.project_words import ending, residue
from fangzhi.resolve.bodies import company_key, sure_place, zone_forms

_PHASE = re.compile(r"[(（]?(?:第)?(?P<number>首|[一二三四五六七八九十]|\d{1,2})期(?:工程|项目)?[)）]?")
_ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九十\d]+)(?=[^期])|(?P<line>\d+)号线?")
_OUTPUT = re.compile(r"[年日月]产(?:能|量)?|每[年日月]|总投资|/[年日月]")
_MARKS = re.compile(r"[\s()（）“”‘’\"'《》、·—-]")
_TELLING = 2
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"首": 1}


class Title(NamedTuple):
    """`core`: what is left of the name without place, phase, amounts and closing 项目; `lead`: its first two characters.

    `stem`: the core without a closing noun that reports change freely (基地, 产业园).
    `phases` and `ordinals` are numbers as text, `amounts` (value, unit) as printed.
    """

    core: str
    lead: str
    proponent: str | None
    phases: frozenset[str]
    ordinals: frozenset[str]
    amounts: frozenset[tuple[str, str]]
    generic: bool
    stem: str = ""


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('resolve_project_ends')})+$")


@cache
def read_title(name: str, proponent: str | None) -> Title:
    """A project's name as it is compared."""
    text = zone_forms(name)
    phases = frozenset(_number(m["number"]) for m in _PHASE.finditer(text))
    text = _PHASE.sub("", text)
    ordinals = frozenset(_number(m["number"] or m["line"]) for m in _ORDINAL.finditer(text))
    amounts, text = _without_amounts(text)
    end = sure_place(text)
    full = _MARKS.sub("", _OUTPUT.sub("", text))
    if end and len(text) - end >= 3 and not (proponent and len(proponent) <= end):
        text = text[end:].lstrip("省市县区")
    core = _MARKS.sub("", _OUTPUT.sub("", text)) or full
    core = _closing().sub("", core) if len(core) > 4 else core
    whose = proponent or company(name)
    key = company_key(whose) if whose else None
    generic = len(core) < 4
    core = core or full
    head = ending(core, "resolve_project_heads")
    stem = core[: -len(head)] if head and len(residue(core[: -len(head)])) >= _TELLING else core
    return Title(core, core[:2], key, phases, ordinals, amounts, generic, stem)


def _without_amounts(text: str) -> tuple[frozenset[tuple[str, str]], str]:
    if not any(c.isdigit() or c in "一二三四五六七八九十百千万亿两" for c in text):
        return frozenset(), text
    amounts, out, at = set(), [], 0
    for token in Lexed(text).numbers:
        if token.kind != "Q":
            continue
        amounts.add((format(token.value.value.normalize(), "f"), token.value.unit))
        out.append(text[at : token.start])
        at = token.end
    return frozenset(amounts), "".join([*out, text[at:]])


def _number(text: str) -> str:
    return str(_CHINESE.get(text, text))


def likeness(a: Title, b: Title) -> tuple[float, str]:
    """How like two names are (0 to 1), and in what way: "equal", "fuller" (one only says more), "renamed" (but for the closing
    noun they are equal) or "changed"."""
    x, y = a.core, b.core
    if x == y:
        return 1.0, "equal"
    if a.stem == b.stem:
        return 0.9, "renamed"
    if a.stem != x and b.stem != y:
        x, y = a.stem, b.stem
    short, long = sorted((x, y), key=len)
    ratio = Indel.normalized_similarity(x, y)
    if len(short) >= 4 and _inside(short, long):
        return max(ratio, 0.85 if len(short) >= 0.5 * len(long) else 0.7), "fuller"
    return ratio, "changed"


def _inside(short: str, long: str) -> bool:
    """Whether the characters of the short name stand in the long one in their order, beginning alike."""
    if short[:2] != long[:2] and short not in long:
        return False
    rest = iter(long)
    return all(c in rest for c in short)
