"""Numbers that a converter broke: 57。6亿元 is 57.6亿元, 3 450万元 is 3450万元."""

from __future__ import annotations

import re

from fangzhi.clean import words
from fangzhi.clean.offsets import Edit

UNITS = "|".join(map(re.escape, words.lines("counted")))
POINT = re.compile(r"。(?<=[0-9].)(?=[0-9]{1,4}(?:[万亿%]|个百分点|平方|公里|公顷|吨))")
SPACED_POINT = re.compile(r"(?:[ \u3000]\.[ \u3000]?|\.[ \u3000])(?=[0-9]{1,4}[万亿%])")
SPACE = re.compile(r"[ \u3000](?<=[0-9].)(?=[0-9]{3}(?![0-9]))")
GROUP = re.compile(
    rf"(?<![0-9.])[1-9][0-9]{{0,2}}(?:[ \u3000][0-9]{{3}})+(?![0-9])(?=(?:\.[0-9]+)?[余多]?[ \u3000]?(?:{UNITS}))"
)


def edits(text: str) -> list[Edit]:
    """Points to set right and spaces to take out of numbers."""
    found = [Edit(m.start(), m.end(), ".") for m in POINT.finditer(text)]
    points = (m for m in SPACED_POINT.finditer(text) if text[m.start() - 1 : m.start()].isdigit())
    found += [Edit(m.start(), m.end(), ".") for m in points]
    if SPACE.search(text):
        for match in GROUP.finditer(text):
            found += [
                Edit(match.start() + i, match.start() + i + 1) for i, sign in enumerate(match[0]) if sign in " \u3000"
            ]
    return sorted(found, key=lambda edit: edit.start)
