"""Numbers that a converter broke: 57。6亿元 is 57.6亿元, 3 450万元 is 3450万元; and those set off by spaces: 1 月 18 日 is 1月18日."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.clean import words
from fangzhi.clean.offsets import Edit
from fangzhi.clean.signs import Signs

UNITS = "|".join(map(re.escape, words.lines("counted")))
SCALE = rf"(?:{'|'.join(map(re.escape, words.lines('scales')))})"
# What stands where the decimal point belongs.
POINT = Signs("。·", rf"(?<=[0-9].)(?=[0-9]{{1,4}}{SCALE})")
# 4. 8亿, but not 2. 5公里, where the point may be that of an item; 4 .8个百分点
SPACED_POINT = Signs(" \u3000.", rf"(?:(?<=\.)[ \u3000](?=[0-9]{{1,4}}[万亿%])|(?<!\.)\.[ \u3000]?(?=[0-9]{{1,4}}{SCALE}))")
THOUSANDS = re.compile(
    rf"，(?:(?<=[^0-9.][0-9].)|(?<=[^0-9.][0-9]{{2}}.)|(?<=[^0-9.][0-9]{{3}}.))(?=[0-9]{{3}}(?:万|亿)?(?:{UNITS}))"
)
SPACE = Signs(" \u3000", rf"(?<=[0-9].)(?=[0-9]|{UNITS})")
# 2.43亿 元; behind a magnitude other units may begin a phrase of their own
MONEY = Signs(" \u3000", r"(?<=[0-9][万亿].)(?=(?:美|欧)?元(?!旦|宵))")
# what follows a number that a space sets off on both sides: 5 月 9 日, 第 3 次
SET_OFF = Signs(" \u3000", rf"(?<=[0-9].)(?=年(?!级)|[月日号届次时点](?![0-9])|第?{UNITS})")
HAN = re.compile(r"[\u3400-\u9fff]")
_DIGITS = re.compile(r"[0-9][0-9.,]{0,11}\Z")
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
    found |= {edit.start: edit for edit in _set_off(text)}
    return [edit for _, edit in sorted(found.items())]


def _set_off(text: str) -> Iterator[Edit]:
    """The spaces on both sides of a number in prose. One on one side alone may part two numbers or two columns."""
    for space in SET_OFF.find(text):
        number = _DIGITS.search(text, max(0, space.start() - 12), space.start())
        if number is None:
            continue
        begin = number.start()
        led = text[begin - 1 : begin] in (" ", "\u3000") and HAN.match(text, begin - 2) is not None
        if led and text[begin - 2] in "年月" and text[space.end()] not in "月日号":
            continue  # 1月 120 个项目
        if led:
            yield Edit(begin - 1, begin)
        if led or text[space.end()] in "年月日":
            yield Edit(space.start(), space.end())
