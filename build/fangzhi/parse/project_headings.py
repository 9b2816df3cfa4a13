"""Headings: 集中签约的项目有…, 在建项目：…, after which a list of projects stands without 项目 of its own."""

from __future__ import annotations

import re

from ..lex.lexicon import entries, words
from ..lex.token import Token
from .project_members import count
from .project_runs import Run
from .project_sentence import Sentence
from .project_stages import after, before
from .project_tables import stage_of
from .project_words import CLAUSE, CLOSE, OF, OPEN, has, manner, stage, use

_LISTING = re.compile(
    "|".join(["：", "中，", *(w for w, said in entries("project_openers").items() if "lists" in said)])
)
_NOUN_OR_OPENER = re.compile("[jo]")
# kinds of what may count
_COUNT = re.compile("[NBQ]")
# how far back a heading is looked for
_REACH = 80
# 预备项目：: so far before 项目 stands what they are
_GROUP = 6
_OCCASIONAL = words("project_occasional")


def heading_of(sentence: Sentence, run: Run, known: str | None) -> str | None:
    """The heading that a run stands under: the stage it tells, "" where it tells none, None where there is none.

    `known` is the heading of the runs before it in the sentence.
    """
    text, start = sentence.text, run.chunks[0].start
    front = sentence.within(max(0, start - _REACH), start)
    while front and front[-1].kind in "lkMQ" + OF:
        front.pop()
    if not front or not _opens(text, front[-1]):
        return known
    back = [t for t in front if t.kind not in "NQ"]
    dated = _told_of(text, back)
    if dated is not None:
        return dated
    while back and back[-1].kind in "olz" + CLAUSE + OPEN + CLOSE:
        back.pop()
    if not back or back[-1].kind != "j" or front[-1].start - back[-1].end > 8:
        return known
    said = [t for t in back if t.end <= back[-1].end]
    last = max((n for n, t in enumerate(said[:-1]) if t.kind == CLAUSE), default=-1)
    told = after(said[last + 1 :], text) or before(said[last + 1 :], text)
    if told:
        return told[0]
    begin = said[last].end if last >= 0 else max(0, back[-1].start - _GROUP)
    return stage_of(text[begin : back[-1].start]) or ""


def _told_of(text: str, back: list[Token]) -> str | None:
    """The stage told of what is listed behind a verb and 的: 同日开工的还有：, 已签约的有："""
    said = [t for t in back if t.kind != "o" and text[t.start : t.end] != "："]
    if len(said) < 2 or said[-1].kind != OF or said[-2].kind != "v" or said[-2].end != said[-1].start:
        return None
    return stage(said[-2])


def headed(sentence: Sentence) -> bool:
    """Whether a heading may stand in a sentence at all: a sign or a word behind which a list may begin."""
    return _LISTING.search(sentence.text) is not None


def _opens(text: str, token: Token) -> bool:
    """Whether a list may begin behind a token: a colon, 项目中，, 有 or 包括."""
    return text[token.start : token.end] == "：" or text[token.start - 1 : token.end] == "中，" or has(token, "lists")


def counted_stage(sentence: Sentence) -> str | None:
    """The stage that a sentence tells of counted projects (集中开工项目23个), or None. 其中 behind it singles out some of them."""
    tokens, told = sentence.tokens, None
    for noun in _NOUN_OR_OPENER.finditer(sentence.kinds) if "j" in sentence.kinds else ():
        at = noun.start()
        token, before = tokens[at], tokens[at - 1]
        if token.kind == "o":
            if told and has(token, "among"):
                return told
            continue
        if before.kind == "v" and before.end == token.start and _now(sentence, at):
            told = told or stage(before)
        if not _counts_beside(sentence, at):
            continue
        near = [
            t for t in tokens[max(0, at - 4) : at + 4] if t.kind == "v" and manner(t) is None and use(t) != "before"
        ]
        if near:
            found = stage(near[-1] if near[-1].end <= token.start else near[0])
            told = found if told is None or found != "advancing" else told
    return told


def _now(sentence: Sentence, at: int) -> bool:
    """Whether the projects are those of the day: 此次开工项目, 本次集中签约项目."""
    return sentence.text[max(0, sentence.tokens[at - 1].start - 2) : sentence.tokens[at - 1].start] in _OCCASIONAL


def _counts_beside(sentence: Sentence, at: int) -> bool:
    """Whether a count stands right before or behind 项目."""
    noun = sentence.tokens[at]
    return _COUNT.search(sentence.kinds, max(0, at - 2), at + 3) is not None and any(
        count(t) and (abs(t.start - noun.end) <= 1 or 0 <= noun.start - t.end <= 6)
        for t in sentence.tokens[max(0, at - 2) : at + 3]
    )
