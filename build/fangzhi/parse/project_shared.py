"""A noun that several names share: 甲、乙两座水库, 甲、乙等产业园, 甲、乙等13座水库除险加固."""

from __future__ import annotations

import re

from ..lex.lexicon import Sieve
from ..lex.numbers import spelled
from .project_names import owned, settled
from .project_runs import Part, Run
from .project_words import ETC, ending, filler, head

_WARES = Sieve("project_wares")
_COUNT = r"(?P<count>\d{1,3}|[一二三四五六七八九十两]{1,3})[个家座条所处栋口]"
# 乙两座水库: the last of the names with the noun of them all
_LAST = re.compile(rf"(?P<own>[\u4e00-\u9fff]{{2,12}}?){_COUNT}(?P<noun>(?:(?![和及与])[\u4e00-\u9fff]){{2,14}})")
# 等13座水库除险加固的…, 等产业园
_BEHIND = re.compile(rf"等(?:{_COUNT})?(?P<noun>(?:(?![和及与])[\u4e00-\u9fff]){{2,14}}?)(?=[，。；：的]|项目|工程|$)")
# a name that the noun completes is no longer
_HAN = re.compile("[\u4e00-\u9fff“”]{2,12}")


def share(run: Run, members: list[Part], text: str) -> None:
    """Give the noun that stands behind the last of several names to those that have none of their own."""
    if len(members) < 2:
        return
    last = members[-1]
    etc = run.tail[0] if run.tail and run.tail[0].kind == ETC else None
    found = _BEHIND.match(text, etc.start) if etc else _LAST.fullmatch(last.name)
    if found is None or not _built(found["noun"]):
        return
    if etc is None:
        said = found["count"]
        if (int(said) if said.isdigit() else spelled(said)) != len(members):
            return
        last.name, last.end = found["own"], last.start + found.end("own")
    for part in members:
        whole = part.name + found["noun"]
        # 苹果、茶叶等种植基地 are kinds of bases, 烘干、冻干两条生产线 kinds of lines
        if _lacks(part.name) and (owned(whole) or etc is None and _WARES.sift(part.name) and not filler(part.name)):
            part.name, run.shared = whole, True


def _lacks(name: str) -> bool:
    """Whether a name has no noun of its own and is no place's."""
    return _HAN.fullmatch(name) is not None and not (head(name) or settled(name) or ending(name, "project_places"))


def _built(noun: str) -> bool:
    """Whether a noun says what is built or done, and not only where or by whom."""
    found = head("  " + noun)
    return found is not None and found[2] in ("strong", "work") and ending(noun, "project_classes") is None
