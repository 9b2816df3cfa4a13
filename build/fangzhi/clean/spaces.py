"""Spaces inside a line: a run is one space, and a two-character name that is spread out to fill a column is closed up.

Spaces at the beginning of a line stay for `lines`: they tell a paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from operator import attrgetter

from fangzhi.clean import spread, words
from fangzhi.clean.offsets import Edit
from fangzhi.clean.signs import Signs
from fangzhi.lex import lexicon

HAN = "\u3400-\u9fff"
RUN = Signs(" \u3000", r"(?<![ \u3000].)(?:(?<=\u3000)|[ \u3000])[ \u3000]*")
BEFORE = r"、：:，,；;()（）“\s"
AFTER = r"、，,。；;()（）”\s"
NAME = Signs(" \u3000", rf"(?:(?<=[{BEFORE}][{HAN}].)|(?<=\A[{HAN}].))[ \u3000]{{0,3}}(?=[{HAN}](?:[{AFTER}]|\Z))")


def edits(text: str) -> list[Edit]:
    """The runs to shorten. A single ASCII space stays: it parts the phrases of a headline."""
    inner = (
        m for m in RUN.find(text) if text[m.start() - 1 : m.start()].strip() and text[m.end() : m.end() + 1].strip()
    )
    return [Edit(m.start(), m.end(), " ") for m in inner]


def name_edits(text: str) -> list[Edit]:
    """The spaces inside names, in text as it was before `edits`: 文　风、潘　多 is 文风、潘多, 副县长石　磊到 is 副县长石磊到."""
    found: dict[int, Edit] = {m.start(): Edit(m.start(), m.end()) for m in NAME.find(text)}
    if " " in text or "\u3000" in text:
        posted = (m for m in _after_post().find(text) if any(spread.begins(text, m.start() - n) for n in (1, 2)))
        found |= {m.start(): Edit(m.start(), m.end()) for m in posted}
    kept: list[Edit] = []
    for _, edit in sorted(found.items()):
        # 田　野　摄: the second character of one name begins no other.
        if not kept or edit.start != kept[-1].end + 1:
            kept.append(edit)
    return _with_rolls(text, kept)


def _with_rolls(text: str, pairs: list[Edit]) -> list[Edit]:
    """What rolls of names say of their gaps goes before what each gap says by itself."""
    rolls = spread.rolls(text)
    if not rolls:
        return pairs
    starts = [start for start, _, _ in rolls]
    apart = [e for e in pairs if (at := bisect_right(starts, e.start) - 1) < 0 or e.start >= rolls[at][1]]
    return sorted([*apart, *(edit for _, _, inside in rolls for edit in inside)], key=attrgetter("start"))


@cache
def _after_post() -> Signs:
    """A name right behind the last character of a post, with a space in it, and what may follow it: 石　磊到, 谢正 刚，, 侯 明远通报."""
    ends = words.lines("post_ends")
    # 者 and 师 are family names too, but in 记者　田　野 they are not.
    posts, surnames = "".join(ends), "".join(sorted(lexicon.words("surnames") - {*ends}))
    followers = "".join(words.lines("name_followers"))
    given = "".join(sorted(lexicon.words("given_characters") - {*followers}))
    end = rf"(?:[{AFTER}{followers}]|\Z)"
    first = rf"(?<=[{posts}][{surnames}].)[ \u3000]{{0,3}}(?=(?:[{HAN}]|[{given}]{{2}}){end})"
    second = rf"(?<=[{posts}、][{surnames}][{HAN}].)(?=[{given}]{end})"
    return Signs(" \u3000", rf"(?:{first}|{second})")
