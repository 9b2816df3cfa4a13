"""Stops that a mirror site doubled, and those that a converter set off with spaces: 增长7%，,高于全市; 面积2万亩 , 产量3万吨."""

from __future__ import annotations

from fangzhi.clean.offsets import Edit
from fangzhi.clean.signs import Signs

# a comma right before another stop; of empty cells in a row there are none before it
DOUBLED = Signs(",，", r"(?<=[^\s,，].)(?=[，。；;、]|,[^\s,，])")
HAN = "\u4e00-\u9fff"
# a space before a stop, and the one behind that stop
BEFORE = Signs(" \u3000", rf"(?<=[{HAN}0-9”）)％%].)(?=[，。；、]|,[ \u3000{HAN}“])")
BEHIND = Signs(" \u3000", rf"(?<=[{HAN}0-9”）)％%][ \u3000][，、；,].)(?=[{HAN}0-9“])")


def edits(text: str) -> list[Edit]:
    """The commas and spaces to take out."""
    found = DOUBLED.find(text)
    if " " in text or "\u3000" in text:
        found = sorted([*found, *BEFORE.find(text), *BEHIND.find(text)], key=lambda m: m.start())
    return [Edit(m.start(), m.end()) for m in found]
