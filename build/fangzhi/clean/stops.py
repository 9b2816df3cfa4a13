"""Stops that a mirror site doubled: 增长7%，,高于全市 and 面积2万亩，;产量 keep the second."""

from __future__ import annotations

from fangzhi.clean.offsets import Edit
from fangzhi.clean.signs import Signs

# a comma right before another stop; of empty cells in a row there are none before it
DOUBLED = Signs(",，", r"(?<=[^\s,，].)(?=[，。；;、]|,[^\s,，])")


def edits(text: str) -> list[Edit]:
    """The commas to take out."""
    return [Edit(m.start(), m.end()) for m in DOUBLED.find(text)]
