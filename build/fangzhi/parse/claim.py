"""The claim: one document says one thing of one row, in these characters."""

from __future__ import annotations

from typing import NamedTuple


class Claim(NamedTuple):
    """What a grammar hands on. Offsets count characters of the clean text, end exclusive.

    `row` is a key within the document ("officials/0"); a value that refers to another row is that row's
    key. Numbers are plain decimals as text. `rule` is the dotted name of the rule that made the claim.
    """

    table: str
    row: str
    field: str
    value: str
    start: int
    end: int
    rule: str
