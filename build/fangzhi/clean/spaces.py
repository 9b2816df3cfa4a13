"""Spaces inside a line: a run is one space, and a two-character name that is spread out to fill a column is closed up.

Spaces at the beginning of a line stay for `lines`: they tell a paragraph.
"""

from __future__ import annotations

import re

from fangzhi.clean.offsets import Edit

HAN = "\u3400-\u9fff"
RUN = re.compile(r"(?<=\S)(?:[ \u3000]{2,}|\u3000)(?=\S)")
BEFORE = r"(?:(?<=[、：:，,；;()“\s])|^)"
AFTER = r"(?=[、，,。；;()\s]|$)"
NAME = re.compile(rf"{BEFORE}[{HAN}]([ \u3000]{{1,4}})[{HAN}]{AFTER}")


def edits(text: str) -> list[Edit]:
    """The runs to shorten. A single ASCII space stays: it parts the phrases of a headline."""
    return [Edit(m.start(), m.end(), " ") for m in RUN.finditer(text)]


def name_edits(text: str) -> list[Edit]:
    """The spaces inside names, in text as it was before `edits`: 文　风、潘　多 is 文风、潘多."""
    return [Edit(m.start(1), m.end(1)) for m in NAME.finditer(text)]
