"""The words of the projects grammar: its view of the lexer, and what its data files say of a word."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from ..lex.lexicon import Sieve, View, alternatives, entries, words
from ..lex.token import Token

# kinds: j closing noun (项目), l money label, k capacity label, v verb, w modal, o opener, z class, h head, s shield; a mark has
# the kind of what it does
MARKS = "ciabdqutnef"
CLAUSE, COMMA, AND, OPEN, CLOSE, QUOTE, UNQUOTE, TITLE, UNTITLE, ETC, OF = MARKS
_DOES = ["clause", "comma", "and", "open", "close", "quote", "unquote", "title", "untitle", "etc", "of"]
_KIND_OF = dict(zip(_DOES, MARKS, strict=True))
VIEW = View(
    *((_KIND_OF[does], {word: (does,)}) for word, (does,) in entries("project_marks").items()),
    ("s", "project_shields"),
    ("j", "project_nouns"),
    ("l", "project_labels"),
    ("v", "project_verbs"),
    ("w", "project_modals"),
    ("o", "project_openers"),
    ("k", "project_capacities"),
    ("z", "project_classes"),
    ("h", "project_heads"),
)
# what may stand between a name and its verb: adverbs, modals, times
ADVERBIAL = "owRDT"
# a sentence without any of these holds no project
GATE = View(
    ("j", "project_nouns"),
    ("l", "project_labels"),
    ("h", "project_heads"),
    ("p", "project_signs"),
    ("k", "project_capacities"),
)

PHASE = re.compile(
    rf"[((]?(?:[一二三四五六七八九十]|\d{{1,2}}|首|[一二三四]、[二三四五])期(?:{alternatives('project_phase_works')})?[))]?$|(?<=[园区城])[A-Z]区$"
)
PHASE_START = re.compile(r"(?:[一二三四五六七八九十首]|\d{1,2})期")
_GENERIC = Sieve("project_generic")
# 50公里绿道: how much there is of a thing
_EXTENT = re.compile(r"\d[\d.]*万?(?:公里|千米|米|亩|平方米|平方公里)")
# 轨交2号线北段, 某高速(甲—乙)
_NUMBERED_LINE = re.compile(r"\d号线.{0,2}$")
_ENDS_NOTE = re.compile(r"\([^()]*[—至-][^()]*\)$")
# so far before 段 the line is named that it is a part of
_SECTION = 9
_VAGUE = Sieve("project_fields", "project_generic")


@cache
def _ends(name: str) -> tuple[frozenset[str], tuple[int, ...], frozenset[str]]:
    """The words of a data file, their lengths, longest first, and the characters that they end in."""
    held = words(name)
    return held, tuple(sorted({len(word) for word in held}, reverse=True)), frozenset(word[-1] for word in held)


def ending(text: str, name: str) -> str | None:
    """The longest word of data file `name` with which `text` ends, or None."""
    held, sizes, last = _ends(name)
    if text[-1:] not in last:
        return None
    for size in sizes:
        if text[-size:] in held:
            return text[-size:]
    return None


def closing(text: str, name: str) -> int:
    """Where the words of data file `name` with which `text` ends begin, several side by side taken together."""
    held, sizes, last = _ends(name)
    if text[-1:] not in last:
        return len(text)
    begins = [len(text)]
    at = first = len(text)
    while at > first - sizes[0] and at > 0:
        at -= 1
        if not held.isdisjoint([text[at:end] for end in begins]):
            begins.append(at)
            first = at
    return first


def has(token: Token, attribute: str) -> bool:
    """Whether the data file gives a word an attribute."""
    value = token[3]
    # what was read of a number is no plain tuple
    return type(value) is tuple and attribute in value


def stage(token: Token) -> str:
    """The stage that a verb tells."""
    return token.value[0]


def use(token: Token) -> str:
    """Where a verb stands: before the name, after it, or both."""
    return token.value[1]


def manner(token: Token) -> str | None:
    """`soft` (may stand inside a name), `governor` (builds), `weak` (says nothing of building), or None."""
    return (token.value[2] or None) if token.kind == "v" and len(token.value) > 2 else None


@lru_cache(maxsize=4096)
def residue(name: str) -> str:
    """What is left of a name without words that fit any project and without fields of industry."""
    return _EXTENT.sub("", _VAGUE.sift(name))


@lru_cache(maxsize=4096)
def filler(name: str) -> bool:
    """Whether nothing but words that fit any project stands here."""
    return not _GENERIC.sift(name).strip("()“”、 ")


def phased(name: str) -> bool:
    """Whether a name ends in a phase: 某产业园二期, 某园区A区. Most names have no such character, and need no pattern."""
    return ("期" in name or name[-1:] == "区") and PHASE.search(name) is not None


def extent(name: str) -> bool:
    """Whether a stretch says how much there is of a thing, and nothing else: 198米."""
    return _EXTENT.fullmatch(name) is not None


def _section(name: str) -> bool:
    """Whether 段 closes a section named by its ends (某路柳坝至石桥段) or by the line that it is a part of (某高速城南段)."""
    if "至" in name[1:-2] or _NUMBERED_LINE.search(name):
        return True
    lines = (ending(name[:end], "project_heads") for end in range(max(3, len(name) - _SECTION), len(name)))
    return any(line and entries("project_heads")[line][0] == "infrastructure" for line in lines)


def body_of(name: str) -> str:
    """A name without its phase and without the ends of its line behind it: 某线北段(甲路—乙路)."""
    if name[-1:] == ")" and ("—" in name or "至" in name or "-" in name):
        name = _ENDS_NOTE.sub("", name)
    return PHASE.sub("", name) if "期" in name or name[-1:] == "区" else name


@lru_cache(maxsize=4096)
def head(name: str) -> tuple[str, str, str] | None:
    """(head, category, strength) of the noun that closes a name, phases left aside; strength strong, work or short."""
    body = body_of(name)
    found = ending(body, "project_heads")
    if body.endswith("段") and _section(body):
        return "段", "infrastructure", "strong"
    if found:
        category, strength = entries("project_heads")[found]
        return found, category, strength
    found = ending(body, "project_suffixes")
    return (found, entries("project_suffixes")[found][0], "short") if found else None
