"""What a thing is said to be: X是省级重点项目, 国内最大的排水项目——X."""

from __future__ import annotations

import re

from ..lex.lexicon import View
from .project_names import built, owned, specific

_SAID = View(("s", "project_called"))
# so far behind its name is told what a thing is
_REACH = 36
# what may close a name before 是
_CLOSE = re.compile(r"(?:建设)?(?:项目|工程)?")
_AFTER = re.compile(r"(?:之一)?(?:[，。；、]|$)")
_DASH = re.compile(r"(?:项目|工程)?——(?=[“\u4e00-\u9fff])")
_CLAUSE = re.compile("[，。；：！？]")


def called(text: str, name: str, end: int) -> bool:
    """Whether a built thing, whose name ends at `end`, is said to be a project: X是省级重点项目, X被列为全市重点工程之一."""
    at = _CLOSE.match(text, end).end()
    if not (built(name) and owned(name) or at > end and specific(name)):
        return False
    stop = _CLAUSE.search(text, at, at + _REACH)
    said = _SAID.find(text, at, stop.start() if stop else at + _REACH)
    if not said or said[0].start != at or "is" not in said[0].value:
        return False
    return "what" in said[-1].value and _AFTER.match(text, said[-1].end) is not None


def subject_end(text: str, start: int, end: int) -> int:
    """Where a stretch that says of its subject that it is a project has its subject's end: X|是省级重点; else its own end."""
    at = text.find("是", start + 3, end)
    return at if at > 0 and called(text, _bare(text[start:at]), at) else end


def _bare(name: str) -> str:
    """A name without what closes it: 某慢行系统建设工程."""
    for closing in ("建设工程", "建设项目", "工程", "项目"):
        if name.endswith(closing):
            return name[: -len(closing)]
    return name


def described(text: str, begin: int, start: int, end: int) -> bool:
    """Whether a stretch says what kind of thing the name behind its dash is: 全省首个|储能电站|——X. `begin` is where its item
    begins."""
    return _DASH.match(text, end) is not None and any(
        "first" in t.value for t in _SAID.find(text, begin, min(end, start + 4))
    )
