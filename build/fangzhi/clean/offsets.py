"""Edits of a text, and the way back from the edited text to the text before them.

A map costs as much as there are edits, not as there are characters: it holds the starts of the segments between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `text[start:end]` by `replacement`; an empty replacement deletes. `certain`: whether that is sure to be right."""

    start: int
    end: int
    replacement: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Layer:
    """One round of edits. The segments of the new text: where each begins in the new and in the old text, where it ends
    in the old one, and whether it was kept. What was kept maps one to one; a replacement maps as a whole."""

    new: tuple[int, ...]
    old: tuple[int, ...]
    old_end: tuple[int, ...]
    kept: tuple[bool, ...]

    def left(self, position: int) -> int:
        """Where the new text's character at `position` begins in the old text."""
        k = bisect_right(self.new, position) - 1
        return self.old[k] + position - self.new[k] if self.kept[k] else self.old[k]

    def right(self, position: int) -> int:
        """Where the new text's character that ends at `position` ends in the old text."""
        k = bisect_right(self.new, position - 1) - 1
        return self.old[k] + position - self.new[k] if self.kept[k] else self.old_end[k]

    def forward(self, position: int) -> int:
        """The place in the new text of the old text's `position`; a deleted place goes to what follows it."""
        k = bisect_right(self.old, position) - 1
        if k < 0:
            return 0
        place = self.new[k] + position - self.old[k]
        return min(place, self.new[k + 1]) if k + 1 < len(self.new) else place


def apply(text: str, edits: Sequence[Edit]) -> tuple[str, Layer]:
    """The edited text and its map. `edits` are in order and do not overlap."""
    pieces: list[str] = []
    segments: list[tuple[int, int, int, bool]] = []
    at = size = 0
    for edit in edits:
        if edit.start < at:
            raise ValueError(f"edits overlap at {edit.start}")
        if edit.start > at:
            pieces.append(text[at : edit.start])
            segments.append((size, at, edit.start, True))
            size += edit.start - at
        if edit.replacement:
            pieces.append(edit.replacement)
            segments.append((size, edit.start, edit.end, False))
            size += len(edit.replacement)
        at = edit.end
    pieces.append(text[at:])
    # The last segment may be empty: a position at the end of the text has a place too.
    segments.append((size, at, len(text), True))
    return "".join(pieces), Layer(*map(tuple, zip(*segments, strict=True)))


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Layers in the order in which they were made."""

    layers: tuple[Layer, ...] = ()

    def then(self, layer: Layer) -> OffsetMap:
        return OffsetMap((*self.layers, layer))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The first text's span of the last text's `start:end`."""
        if start >= end:
            point = self.left(start)
            return point, point
        for layer in reversed(self.layers):
            start, end = layer.left(start), layer.right(end)
        return start, end

    def left(self, position: int) -> int:
        for layer in reversed(self.layers):
            position = layer.left(position)
        return position

    def forward(self, position: int) -> int:
        for layer in self.layers:
            position = layer.forward(position)
        return position
