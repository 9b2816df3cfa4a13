"""Numbers that a converter broke: 57。6亿元 is 57.6亿元, 3 450万元 is 3450万元."""

from __future__ import annotations

import re

from fangzhi.clean import words
from fangzhi.clean.offsets import Edit
from fangzhi.clean.signs import Signs

UNITS = "|".join(map(re.escape, words.lines("counted")))
SCALE = rf"(?:{'|'.join(map(re.escape, words.lines('scales')))})"
# What stands where the decimal point belongs.
POINT = Signs("。·", rf"(?<=[0-9].)(?=[0-9]{{1,4}}{SCALE})")
SPACED_POINT = Signs(" \u3000.", rf"(?:(?<=\.)[ \u3000]|(?<!\.)\.[ \u3000]?)(?=[0-9]{{1,4}}{SCALE})")
THOUSANDS = re.compile(
    rf"，(?:(?<=[^0-9.][0-9].)|(?<=[^0-9.][0-9]{{2}}.)|(?<=[^0-9.][0-9]{{3}}.))(?=[0-9]{{3}}(?:万|亿)?(?:{UNITS}))"
)
SPACE = Signs(" \u3000", rf"(?<=[0-9].)(?=[0-9]|{UNITS})")
# 2.43亿 元; behind a magnitude other units may begin a phrase of their own
MONEY = Signs(" \u3000", r"(?<=[0-9][万亿].)(?=(?:美|欧)?元(?!旦|宵))")
# How far about a space its number may reach.
REACH = 20
GROUPS = (
    re.compile(
        rf"(?<![0-9.])[1-9][0-9]{{0,2}}(?:[ \u3000][0-9]{{3}})+(?![0-9])(?=(?:\.[0-9]+)?[余多]?[ \u3000]?(?:{UNITS}))"
    ),
    re.compile(r"(?<![0-9.])[1-9][0-9]{0,2}[ \u3000][0-9]{1,2}(?=\.[0-9]{1,2}[万亿%])"),
    re.compile(rf"(?<=[0-9])[ \u3000](?={UNITS})"),
)


def edits(text: str) -> list[Edit]:
    """Points to set right and spaces to take out of numbers."""
    found = {m.start(): Edit(m.start(), m.end(), ".") for m in POINT.find(text)}
    found |= {m.start(): Edit(m.start(), m.end(), ",") for m in THOUSANDS.finditer(text)}
    points = (m for m in SPACED_POINT.find(text) if text[m.start() - 1 : m.start()].isdigit())
    found |= {m.start(): Edit(m.start(), m.end(), ".") for m in points}
    found |= {m.start(): Edit(m.start(), m.end()) for m in MONEY.find(text)}
    for space in SPACE.find(text):
        around = space.start() - REACH, space.end() + REACH
        for match in (m for group in GROUPS for m in group.finditer(text, max(0, around[0]), around[1])):
            places = (match.start() + i for i, sign in enumerate(match[0]) if sign in " \u3000")
            found |= {place: Edit(place, place + 1) for place in places}
    return [edit for _, edit in sorted(found.items())]
