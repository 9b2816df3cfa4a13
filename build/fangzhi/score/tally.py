"""What was found, missed and made up in one table, and the figures that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Attribute:
    """One cell of a matched row: whether it holds what the gold wants. `note` tells row, wanted and found."""

    name: str
    right: bool
    note: str


@dataclass(frozen=True, slots=True)
class Tally:
    """One table over one document or many. Misses and falses are lines for people: document and row."""

    hits: int = 0
    misses: tuple[str, ...] = ()
    falses: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()

    @property
    def gold(self) -> int:
        """How many rows there are to find; optional ones are not counted."""
        return self.hits + len(self.misses)

    @property
    def precision(self) -> float:
        """Share of the found rows that are right. Of nothing found: 1 where there was nothing to find, else 0."""
        found = self.hits + len(self.falses)
        return self.hits / found if found else float(not self.misses)

    @property
    def recall(self) -> float:
        """Share of the gold rows that were found; 1 where there was nothing to find."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def accuracy(self) -> float:
        """Share of all attributes of matched rows that are right; 1 where there are none."""
        return sum(a.right for a in self.attributes) / len(self.attributes) if self.attributes else 1.0

    @property
    def wrong(self) -> tuple[str, ...]:
        """The attributes that are not right, as lines for people."""
        return tuple(f"{a.name} of {a.note}" for a in self.attributes if not a.right)

    @property
    def flawless(self) -> bool:
        """Nothing missed, nothing made up, every attribute right."""
        return not self.misses and not self.falses and all(a.right for a in self.attributes)

    def shares(self) -> dict[str, float]:
        """Of each attribute, the share that is right, by name."""
        asked: dict[str, list[bool]] = {}
        for attribute in self.attributes:
            asked.setdefault(attribute.name, []).append(attribute.right)
        return {name: sum(right) / len(right) for name, right in sorted(asked.items())}

    def figures(self) -> dict[str, Any]:
        """The figures as plain data, shares from 0 to 1."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "gold": self.gold,
            "attributes": self.shares(),
        }


def total(tallies: Iterable[Tally]) -> Tally:
    """Many tallies as one, so that every row weighs the same (micro-average)."""
    tallies = list(tallies)
    return Tally(
        hits=sum(t.hits for t in tallies),
        misses=tuple(line for t in tallies for line in t.misses),
        falses=tuple(line for t in tallies for line in t.falses),
        attributes=tuple(attribute for t in tallies for attribute in t.attributes),
    )


def by_table(documents: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    """Tallies of many documents, added up table by table in the order in which the tables appear."""
    parts: dict[str, list[Tally]] = {}
    for document in documents:
        for table, tally in document.items():
            parts.setdefault(table, []).append(tally)
    return {table: total(found) for table, found in parts.items()}
