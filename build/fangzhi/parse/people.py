"""People as printed: with a post, and bare second mentions."""

from __future__ import annotations

from functools import partial

from ..lex import names
from ..lex.lexicon import View, words
from . import appointments, bracketed, posted, rosters
from .known import Reading, agreed
from .mention import GATE, Mention
from .page import Page


def mentions(page: Page) -> list[Mention]:
    """All people whom the page names with a post, and their bare second mentions (genre.md, rules 1, 3 and 6), in order of place."""
    sentences = [Reading(partial(posted.read, page, span)) for span in page.holding(GATE)]
    if not sentences:
        return []
    news = Reading(partial(appointments.mentions, page))
    rolls = [*rosters.mentions(page), *bracketed.mentions(page)]
    found = agreed(sentences, [*news.found, *rolls])
    sure = frozenset(m.name for m in found)
    for reading in (*sentences, news):  # the second walk knows the names that the first was sure of
        reading.again(sure)
    found = _each_his_own(page, agreed(sentences, [*news.found, *rolls]))
    return sorted([*found, *_bare(page, found)], key=lambda m: m.start)


def _each_his_own(page: Page, found: list[Mention]) -> list[Mention]:
    """县民政局局长A、B陪同: one alone has such a post, and B, named with another before, is named again without it."""
    listed = [m for m in found if m.rule == "people.name_list" and page.text[m.posts[-1].title : m.posts[-1].end] in words("sole_titles")]
    if not listed:
        return found
    names_of = {m.name for m in listed}
    titles: dict[str, set[str]] = {name: set() for name in names_of}
    for m in found:
        if m.name in names_of and m.rule != "people.name_list":
            titles[m.name].update(page.text[p.title : p.end] for p in m.posts)
    shared = {id(m) for m in listed if titles[m.name] and page.text[m.posts[-1].title : m.posts[-1].end] not in titles[m.name]}
    return [m._replace(posts=(), rule="people.second_mention") if id(m) in shared else m for m in found]


def _bare(page: Page, found: list[Mention]) -> list[Mention]:
    """Second mentions: a name counts alone only where the same page names it with a post (genre.md, rule 3), perhaps
    with spaces within: 江 涛."""
    if not found:
        return []
    taken = {m.start for m in found}
    out = []
    known = View(("n", {form: () for m in found for form in (m.name, " ".join(m.name))}))
    for kind, start, end in page.parts:
        out += [
            Mention(page.text[t.start : t.end].replace(" ", ""), t.start, t.end, (), "people.second_mention")
            for t in known.find(page.text, start, end)
            if t.start not in taken and (kind == "title" or names.closes(page.text, t.end))
        ]
    return out
