"""Plans: stretches of a page that tell of what is to come, under headings that say so (三、下半年工作打算) or behind the colon of a
sentence that does (将办好三件实事：新建X，启动Y)."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from ..lex.lexicon import View
from .page import Page

# a numbered heading: its number, whose kind is its rank, and what it says
_HEADING = re.compile(
    r"""^[ \t　]*
    (?: (?P<one> 第[一二三四五六七八九]部分 | [一二三四五六七八九十]{1,3}、 ) | [(（][一二三四五六七八九十]{1,3}[)）] )
    (?P<said> [^\n。；：]{2,30} )""",
    re.MULTILINE | re.VERBOSE,
)
# 将办好三件实事：…; 即将, 麻将 and 将军 are other words
_LIST = re.compile(
    r"""(?: ^ | (?<=[，。\n]) ) [^，。；：\n]{0,10}
    (?: (?<![即麻强小大])将(?!军|帅|领|相) | 拟 | 计划(?!生育) | 准备 ) [^。；：\n]{2,30} ：
    (?P<list> [^。\n]+ )""",
    re.VERBOSE,
)


@cache
def _words() -> View:
    return View(("p", "project_plan_headings"))


class Plans:
    """The stretches of a page that tell of what is to come."""

    def __init__(self, page: Page) -> None:
        self._spans = sorted([*_sections(page.text), *(m.span("list") for m in _LIST.finditer(page.text))])
        self._starts = [start for start, _ in self._spans]

    def hold(self, at: int) -> bool:
        """Whether offset `at` lies in such a stretch."""
        index = bisect_right(self._starts, at) - 1
        return any(end > at for _, end in self._spans[max(0, index - 1) : index + 1])


def _sections(text: str) -> list[tuple[int, int]]:
    """The stretches under headings of plans, each up to the next heading of its rank or above it."""
    out: list[tuple[int, int]] = []
    opened: int | None = None
    high = False
    for heading in _HEADING.finditer(text):
        first = heading["one"] is not None
        if opened is not None and (first or not high):
            out.append((opened, heading.start()))
            opened = None
        if opened is None:
            said = {token.value[0] for token in _words().find(heading["said"])}
            if said == {"plan"}:
                opened, high = heading.end(), first
    return [*out, (opened, len(text))] if opened is not None else out
