"""Fiction: a chapter of a novel of officialdom, which tells of meetings that nobody held (genre.md, traps)."""

from __future__ import annotations

import re
from functools import lru_cache

from .page import Page

_HEAD = 400  # characters in which a chapter's heading stands
_CHAPTER = re.compile(r"第[一二三四五六七八九十百千零〇\d]{1,6}[章回](?![^\s]{0,2}总则)")
# 说道：“, 笑着说：“: words in quotes behind a verb of speaking, as a story has them
_SPEECH = re.compile(r"[说道问笑喊叹应骂头声嘴题]：“")
_LEAST = 2


@lru_cache(maxsize=2)
def fiction(page: Page) -> bool:
    """Whether the page is a story: a chapter's heading at its head, and people who talk in quotes."""
    return _CHAPTER.search(page.text, 0, _HEAD) is not None and len(_SPEECH.findall(page.text)) >= _LEAST
