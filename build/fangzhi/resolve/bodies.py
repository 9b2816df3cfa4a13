"""Bodies and companies: one key for all the names a thing goes by."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from fangzhi.lex import places
from fangzhi.lex.lexicon import alternatives, entries
from fangzhi.lex.places import Place
from fangzhi.parse.project_words import residue

_BRACKETED = re.compile(r"\([^()]*\)")
_MARKS = re.compile(r"[()\s“”‘’\"'「」《》·,，、-]")
_LONGEST_PLACE = 12
_TELLING = 2


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(alternatives("resolve_zone_forms"))


def zone_forms(text: str) -> str:
    """The text with every kind of zone in its short form: 南通经济技术开发区 is 南通经开区."""
    forms = entries("resolve_zone_forms")
    return _zone().sub(lambda m: forms[m.group()][0], text)


@cache
def leading_place(text: str, within: Place | None = None) -> tuple[tuple[Place, ...], int]:
    """The place that a text begins with, all it may be, and where its name ends; ((), 0): it begins with none.

    A chain (江苏省南通市海门区) is followed down to its last place. The short form of a county is often a word: it counts
    only before a body or a zone, which the caller checks.
    """
    found: tuple[Place, ...] = ()
    at = 0
    while True:
        step, end = _longest(text, at, found or ((within,) if within else ()))
        if not step:
            return found, at
        found, at = step, end


@cache
def _beginnings() -> frozenset[str]:
    """The first two characters of all forms of all names of places."""
    return frozenset(name[:2] for name in places.forms())


def _longest(text: str, at: int, above: tuple[Place, ...]) -> tuple[tuple[Place, ...], int]:
    if text[at : at + 2] not in _beginnings():
        return (), 0
    for size in range(min(_LONGEST_PLACE, len(text) - at), 1, -1):
        named = places.resolve(text[at : at + size])
        if not named:
            continue
        inside = tuple(p for p in named if any(places.is_within(p, a) and p != a for a in above))
        if inside:
            return inside, at + size
        if not at and not (above and all(p.level == "county" for p in named) and size == 2):
            return tuple(named), size
    return (), 0


@cache
def sure_place(text: str) -> int:
    """Where the place's name ends that a company's or a project's name begins with, 0: there is none.

    The short form of a county is too often a part of a name (金阳, 和平) to be taken off.
    """
    found, end = leading_place(text)
    return end if found and (text[:end] in {p.name for p in found} or any(p.level != "county" for p in found)) else 0


@cache
def _company_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('resolve_company_ends')})$")


@cache
def company_key(name: str) -> str:
    """What a company is known by: 江苏中能硅业科技发展有限公司 is 中能硅业, 恒川新材料(南通)有限公司 is 恒川新材料.

    What would leave no more than a field of business (南通工程机械集团) stays.
    """
    text = _MARKS.sub("", _BRACKETED.sub("", name))
    end = sure_place(text)
    own = text[end:].removeprefix("省").removeprefix("市") if end else text
    if end and not is_telling(_stripped(own, 2)):
        return _stripped(text, end + 2)
    while (match := _company_end().search(own, 2)) and is_telling(own[: match.start()]):
        own = own[: match.start()]
    return own


def _stripped(text: str, least: int) -> str:
    """A company's name without its closing words, of `least` characters or more."""
    while True:
        match = _company_end().search(text, least)
        if not match:
            return text
        text = text[: match.start()]


def is_telling(key: str) -> bool:
    """Whether a company's key is more than a field of business."""
    return len(residue(key)) >= _TELLING


def same_company(left: str, right: str) -> bool:
    """Whether two company keys are of one company: equal, or one the beginning of the other (中能, 中能硅业)."""
    short, long = sorted((left, right), key=len)
    return short == long or len(short) >= 2 and long.startswith(short)


def same_companies(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """`same_company` of two columns of text; what is empty is no company."""
    begins = left.str.starts_with(right) & (right.str.len_chars() >= 2)
    return begins | right.str.starts_with(left) & (left.str.len_chars() >= 2) | (left == right) & (left != "")
