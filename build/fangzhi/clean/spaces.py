"""Spaces inside a line: a run is one space, and a two-character name that is spread out to fill a column is closed up.

Spaces at the beginning of a line stay for `lines`: they tell a paragraph.
"""

from __future__ import annotations

import re

from fangzhi.clean.offsets import Edit

HAN = "\u3400-\u9fff"
RUN = re.compile(r"[ \u3000](?:(?<=\u3000)|[ \u3000])[ \u3000]*")
BEFORE = r"、：:，,；;()“\s"
AFTER = r"、，,。；;()\s"
NAME = re.compile(
    rf"[ \u3000](?:(?<=[{BEFORE}][{HAN}].)|(?<=\A[{HAN}].))[ \u3000]{{0,3}}(?=[{HAN}](?:[{AFTER}]|\Z))"
)


def edits(text: str) -> list[Edit]:
    """The runs to shorten. A single ASCII space stays: it parts the phrases of a headline."""
    inner = (m for m in RUN.finditer(text) if text[m.start() - 1 : m.start()].strip() and text[m.end() : m.end() + 1].strip())
    return [Edit(m.start(), m.end(), " ") for m in inner]


def name_edits(text: str) -> list[Edit]:
    """The spaces inside names, in text as it was before `edits`: 文　风、潘　多 is 文风、潘多."""
    found: list[Edit] = []
    for match in NAME.finditer(text):
        # 田　野　摄: the second character of one name begins no other.
        if not found or match.start() != found[-1].end + 1:
            found.append(Edit(match.start(), match.end()))
    return found
