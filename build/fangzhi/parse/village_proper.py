"""Where a title itself begins and ends in the phrase that holds it."""

from __future__ import annotations

import re
from functools import cache

from ..lex import places
from ..lex.lexicon import alternatives
from . import village_patterns as patterns
from .village_near import LONGEST
from .village_patterns import said
from .village_told import awards

_LONGEST_PLACE = 5
# 以下村“…”: the title is what is quoted
_AFTER_NOUN = re.compile(rf"[^“”]{{0,20}}(?:{said('place')})(?P<title>“[^“”]+”)")
_LIST_OF = re.compile(rf"(?:{said('list')})的")
_LEVEL = re.compile(rf"(?:{said('level')}|第?[一二三四五六七八九十]+批|\d{{4}}年度?)+")
_COLUMNS = re.compile(r"[^\s](?:\s+[^\s]+){2}")  # a row of headings is no title
_COUNTED = re.compile(r"\d个")  # 第一批共320个…
_COUNT = re.compile(r"\((?:共|计)?\d+个[^()]*\)$")


def proper(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the title in [start, end) of `text`, without what opens and closes it; None where there is none."""
    opened = patterns.opens().match(text, start, end)
    if opened:
        start = opened.end()
    listed = _LIST_OF.search(text, start, end)
    if listed:
        end = listed.start()  # 列入…名录的村落名单: the list's own title
    counted = _COUNT.search(text[start:end])
    if counted:
        end = start + counted.start()
    tail = patterns.tails().search(text[start:end])
    if tail:
        if patterns.proposed().search(tail[0]) or patterns.lost().search(text, start, end):
            return None
        end = start + tail.start()
    start, end = _without_place(text, start, end)
    quoted = _AFTER_NOUN.fullmatch(text, start, end)
    if quoted:
        start, end = quoted.span("title")
    name = text[start:end]
    if len(name) > 2 and name[0] in "“《「" and name[-1] in "”》」" and name.count(name[0]) == 1:
        start, end = start + 1, end - 1
    return (start, end) if _stands(text[start:end]) else None


def _stands(name: str) -> bool:
    """Whether a phrase can be a title at all."""
    if not 2 <= len(name) <= LONGEST or patterns.refused().match(name) or _LEVEL.fullmatch(name):
        return False
    if name.count("“") != name.count("”") or _COUNTED.search(name):
        return False
    return "为“" not in name and not _COLUMNS.search(name) and not _no_title().search(name)


@cache
def _no_title() -> re.Pattern[str]:
    """Words that stand in no title: 全市唯一入选村落."""
    return re.compile(alternatives("village_not_titles"))


@cache
def _whose() -> re.Pattern[str]:
    """What opens a list's title with whose villages it holds: 汉中入选的第三批国家森林乡村."""
    return re.compile(rf"(?P<place>[^，。；：\d“]{{2,8}}?)(?:{awards('open', 'told')})的?(?=第|首批|\d{{4}}|“|{said('level')})")


def _without_place(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the place whose villages a list holds: 汉中入选的…, …国家森林乡村汉中(入选名单)."""
    opened = _whose().match(text, start, end)
    if opened and places.resolve(opened["place"]):
        start = opened.end()
    if not patterns.head().search(text[start:end]):
        for length in range(2, _LONGEST_PLACE + 1):
            if patterns.head().search(text[start : end - length]) and places.resolve(text[end - length : end]):
                return start, end - length
    return start, end
