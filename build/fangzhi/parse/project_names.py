"""What a project's name is: its edges, what makes it one project's and not a class's, and what can be split from it."""

from __future__ import annotations

import re

from ..lex.lexicon import alternatives
from .project_words import PHASE, ending, filler, head, residue

_TRIM = " \t\r　、，。；：:;·—-…!?！？*"
_CLOSE = re.compile(r"(?:项目|工程)?(?:建设|建设项目|项目建设|工程建设)?(?:项目|工程)?$")
_LEAD = re.compile(r"^(?:了|一座|一条|一处|一家|一所|一个|总|的|个|第一个|首个|首座|首条|位于|“?)(?=.{3})")
_CAPACITY_START = re.compile(r"\d")
_COMPANY = re.compile(rf"^(?:.{{0,3}}?(?:\(?[^()]{{2,8}}\)?)?[^()、]{{2,10}}?(?:{alternatives('project_companies')}))(?=.{{2}})")
_PLACE = re.compile(rf"^[^()、\d]{{1,7}}?(?:{alternatives('project_places')})(?=.{{3}})")


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the marks and closing words at its ends (annotation-guide.md, projects)."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    m = _LEAD.match(text[start:end])
    if m:
        start += m.end()
    if text[start:end].startswith("“") and text[start:end].endswith("”") and text.count("”", start, end) == 1:
        start, end = start + 1, end - 1
    body = text[start:end]
    m = _CLOSE.search(body)
    if m and m.group() and m.start() >= 3 and not filler(body[: m.start()]):
        end = start + m.start()
    return start, end


def bare(name: str) -> str:
    """A name for comparing: no brackets, quotation marks or spaces, no closing 项目."""
    out = re.sub(r"[()“”‘’「」《》 ·—-]", "", name)
    return re.sub(r"(?<=.{2})(?:项目|工程|基地建设|建设)$", "", out)


def specific(name: str) -> bool:
    """Whether a name tells one project from others when a list or 项目 says that it is one."""
    if len(name) < 3 or len(name) > 60 or campaign(name):
        return False
    if any(c in name for c in "，。；：！？") or name.count("(") != name.count(")"):
        return False
    left = residue(name)
    if len(left) >= 2:
        return True
    found = head(name)
    return bool(found and found[2] == "strong" and built(name))


def built(name: str) -> bool:
    """Whether a name ends in a noun of something built, with words of its own before it."""
    found = head(name)
    if not found or campaign(name):
        return False
    before = PHASE.sub("", name)[: -len(found[0])]
    if found[2] == "short":
        return len(residue(before)) >= 2
    if found[2] == "work":
        return len(residue(before)) >= 2
    return len(before) >= 2 and not filler(before)


def campaign(name: str) -> bool:
    """Whether a name is a policy's, a programme's or a body's, and no project's."""
    return bool(ending(name, "project_campaigns"))


def company(name: str) -> str | None:
    """The part of a name that says whose project it is, where one is printed."""
    m = _COMPANY.match(name)
    return m.group() if m else None


def place(name: str) -> str | None:
    """The part of a name that says where it is, where one is printed."""
    m = _PLACE.match(name)
    return m.group() if m else None
