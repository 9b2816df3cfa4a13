"""Edits of a text, and the way back from the edited text to the text before them.

A map costs as much as there are edits, not as there are characters: it holds the starts of the segments between them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` by `replacement`; an empty replacement deletes. `certain`: whether that is sure to be right."""

    start: int
    end: int
    replacement: str = ""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Layer:
    """One round of edits. Segments lie side by side in the new text; those of equal length map one to one."""

    new: tuple[int, ...]
    old: tuple[int, ...]
    old_end: tuple[int, ...]

    def left(self, position: int) -> int:
        """Where the new text's character at `position` begins in the old text."""
        k = bisect_right(self.new, position) - 1
        if self._one_to_one(k):
            return self.old[k] + position - self.new[k]
        return self.old[k]

    def right(self, position: int) -> int:
        """Where the new text's character that ends at `position` ends in the old text."""
        k = bisect_right(self.new, position - 1) - 1
        if self._one_to_one(k):
            return self.old[k] + position - self.new[k]
        return self.old_end[k]

    def forward(self, position: int) -> int:
        """The place in the new text of the old text's `position`; a deleted place goes to what follows it."""
        k = bisect_right(self.old, position) - 1
        if k < 0:
            return 0
        limit = self.new[k + 1] if k + 1 < len(self.new) else self.new[k] + self.old_end[k] - self.old[k]
        return min(self.new[k] + position - self.old[k], limit)

    def _one_to_one(self, k: int) -> bool:
        last = k + 1 >= len(self.new)
        # The last segment reaches to the end of the text; `apply` closes the list with an empty one where that matters.
        return last or self.new[k + 1] - self.new[k] == self.old_end[k] - self.old[k]


def apply(text: str, edits: Sequence[Edit]) -> tuple[str, Layer]:
    """The edited text and its map. `edits` are in order and do not overlap."""
    pieces: list[str] = []
    new, old, old_end = [], [], []
    at = size = 0
    for edit in edits:
        if edit.start < at:
            raise ValueError(f"edits overlap at {edit.start}")
        if edit.start > at:
            pieces.append(text[at : edit.start])
            new.append(size)
            old.append(at)
            old_end.append(edit.start)
            size += edit.start - at
        if edit.replacement:
            pieces.append(edit.replacement)
            new.append(size)
            old.append(edit.start)
            old_end.append(edit.end)
            size += len(edit.replacement)
        at = edit.end
    if at < len(text):
        pieces.append(text[at:])
        new.append(size)
        old.append(at)
        old_end.append(len(text))
        size += len(text) - at
    # The closing segment makes the length of the one before it known.
    new.append(size)
    old.append(len(text))
    old_end.append(len(text))
    return "".join(pieces), Layer(tuple(new), tuple(old), tuple(old_end))


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

