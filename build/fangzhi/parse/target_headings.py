"""Headings and items of lists: what they say of the numbers below them and behind them (genre.md, rules 12 and 13)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from ..lex.lexicon import alternatives, entries, words
from .page import Page
from .target_context import ACHIEVED, TARGET, Context, steps
from .target_words import DONE, LEAD, MODAL, OF, PERIOD, QUOTA, SPREAD, VALUES, VIEW, Run, listed

_FOUR = re.compile(r"\d{4}")
_HEADING = 40
# a task, perhaps with its number, and what share of it was done
_SHARE = re.compile(f"{QUOTA}[MQ]?{OF}P")
# so many characters may part a time from the word of aim behind it, and so many must follow that
_NEAR = 4
_ASIDE = re.compile(r"[（(][^（）()]*[)）]")
_NUMBERING = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．])?\s*")
_ITEM = re.compile(r"\s*(?:——|[·●■▲◆★※]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]是|\d{1,2}[.、．](?!\d))")


def is_item(text: str, start: int) -> bool:
    """Whether a line opens as an item of a list does: ——, 一是, （三）, 2."""
    return _ITEM.match(text, start) is not None


def ordered(text: str, start: int, end: int) -> bool:
    """Whether the first sentence of an item is an order and nothing else, so that what follows is to be done: (三)打好某战。"""
    return end - start <= _HEADING and is_item(text, start) and _order().match(text, start, end) is not None


def results(run: Run) -> bool:
    """Whether what follows an order sums up (共建设…) or tells how much of a task was done (占下达任务的197.8%), so that it is a report."""
    if MODAL in run.kinds:
        return False
    summed = any(t.kind in SPREAD + LEAD + DONE and run.slice(t.start, t.end) in words("target_sums") for t in run.tokens)
    return summed or _SHARE.search(run.kinds) is not None or any(run.text.startswith(listed("target_since"), t.end) for t in run.tokens)


@cache
def _order() -> re.Pattern[str]:
    number = r"\s*[（(]?[一二三四五六七八九十\d]{1,3}(?:[)）、.．]|[是要])\s*"
    return re.compile(rf"{number}(?:{alternatives('target_orders')})[^，；：。]{{2,30}}。")


def may_head(text: str, start: int, end: int) -> bool:
    """Whether a line is short and open as a heading is, with a word or a year of one."""
    if end - start > _HEADING or text[end - 1] in "。！？；，”":
        return False
    line = text[start:end]
    return _FOUR.search(line) is not None or any(pattern.search(line) for pattern in _heading_words().values())


def heading(run: Run, own: int | None, above: Context) -> Context | None:
    """The context that a heading (a short line without a full stop) sets for what stands below it.

    `above` is what the heading before it set.
    """
    told = _told(_ASIDE.sub("", run.slice(run.start, run.end)), above.status)
    dated = run.tokens[:1] and run.tokens[0].kind == "R" and _opens(run)
    if not told and not dated or any(t.kind in VALUES and not t.value.spelled for t in run.tokens):
        return None
    if not told:
        return _dated(run, own, above)
    meant = told[-1] if len(set(told)) == 1 else None
    context = Context(status=meant, headed=meant is not None)
    for step in steps(run, Context(), own):
        context = step.context._replace(status=meant, headed=meant is not None)
    return context


def headline(page: Page) -> Context:
    """The context that a page's title sets: one that tells what is to be done in a time to come makes aims of what follows (某区今年要
    办10件实事)."""
    title = next(((start, end) for kind, start, end in page.parts if kind == "title"), None)
    start, end = title or (0, page.text.find("\n"))
    if end - start > _HEADING or "年" not in page.text[start:end] or page.text[end - 1 : end] in ("。", "："):
        return Context()
    for time, aim in pairwise(page.lexed.between(VIEW, start, end)):
        near = time.kind in PERIOD + "R" and aim.kind == MODAL and aim.start - time.end <= _NEAR
        if near and aim.end + _NEAR < end and time.value[:1] != ("-1",):
            return Context(status=TARGET)
    return Context()


def _dated(run: Run, own: int | None, above: Context) -> Context:
    """A heading that opens with a year alone (2024年民生实事): a plan where the year is to come, or follows one reviewed."""
    token = run.tokens[0]
    year = int(token.value[:4])
    follows = above.year is not None and year > above.year and token.end < run.end
    planned = year > own if own is not None else follows
    return Context(year, (token.start, token.end), TARGET if planned or follows and above.status == ACHIEVED else None)


def _opens(run: Run) -> bool:
    """Whether a heading opens with a year, if only behind its number (二、2024年…)."""
    first = run.tokens[0]
    return first.value[:4].isdigit() and _NUMBERING.fullmatch(run.slice(run.start, first.start)) is not None


def _told(line: str, above: str | None) -> list[str]:
    """What the words of a heading say stands below it; a word of aim counts at its end (部署安排某事 is an act), unless the
    aim is fulfilled."""
    out: list[str] = []
    for meant, pattern in _heading_words().items():
        found = pattern.search(line)
        if found and not (meant == TARGET and _fulfilled().search(line, 0, found.start())):
            plan = above == ACHIEVED and entries("target_headings")[found[0]][1:] == ("either",)
            out.append(TARGET if plan else meant)
    return out


@cache
def _fulfilled() -> re.Pattern[str]:
    """某县完成年度任务 tells no aim."""
    return re.compile(alternatives("target_fulfil"))


@cache
def _heading_words() -> dict[str, re.Pattern[str]]:
    """A pattern for each status that a heading can tell."""
    words = entries("target_headings")
    by: dict[str, list[str]] = {TARGET: [], ACHIEVED: []}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        by[words[word][0]].append(re.escape(word))
    # of an aim, only what paper it stands in may follow
    paper = r"(?:[（(][^（）()]{1,8}[)）]|的?报告|的?通知)*[：:]?\s*"
    return {
        ACHIEVED: re.compile("|".join(by[ACHIEVED])),
        TARGET: re.compile(rf"(?:{'|'.join(by[TARGET])})(?={paper}$)"),
    }
