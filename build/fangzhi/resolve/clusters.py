"""Clusters: what is the same by judgements, where no judgement "different" is contradicted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"

_STRONG, _HALF = 0.9, 0.5


class Judgement(NamedTuple):
    """Two items (numbers) compared: the decision, its reason in words, and how sure the evidence is of "same" (0 to 1)."""

    left: int
    right: int
    decision: str
    score: float
    reason: str
    by: str = "rule"


class Clusters:
    """A partition of 0 … size-1. Joining what is kept apart is refused, also where it would come about through others.

    `documents`: of each item the documents that name it; two items that one document names are not joined.
    """

    def __init__(self, size: int, documents: Sequence[frozenset[str]] = ()) -> None:
        self._documents = dict(enumerate(documents))
        self._parent = list(range(size))
        self._size = [1] * size
        self._apart: dict[int, set[int]] = {}

    def find(self, item: int) -> int:
        """The item that stands for the cluster."""
        parent = self._parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def keep_apart(self, left: int, right: int) -> None:
        """The two clusters will never be one. What is one already stays so."""
        a, b = self.find(left), self.find(right)
        if a != b:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def join(self, left: int, right: int, by_force: bool = False) -> bool:
        """Makes the two clusters one; False where they are kept apart. `by_force`: though one document names both."""
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        if b in self._apart.get(a, ()) or not by_force and self._share(a, b):
            return False
        if (self._size[a], -a) < (self._size[b], -b):
            a, b = b, a
        self._parent[b] = a
        self._size[a] += self._size[b]
        if self._documents:
            self._documents[a] |= self._documents.pop(b)
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart.setdefault(a, set()).add(other)
        return True

    def _share(self, a: int, b: int) -> bool:
        return bool(self._documents) and not self._documents[a].isdisjoint(self._documents[b])

    def labels(self) -> list[int]:
        """The cluster of each item, named by its smallest item."""
        smallest: dict[int, int] = {}
        return [smallest.setdefault(self.find(item), item) for item in range(len(self._parent))]


def _turn(judgement: Judgement) -> int:
    if judgement.decision == DIFFERENT:
        return 0
    if judgement.decision == SAME:
        return 1 if judgement.score >= _STRONG else 3
    return 2 if judgement.score < _HALF else 4


def cluster(
    size: int, judgements: Iterable[Judgement], documents: Sequence[frozenset[str]] = ()
) -> tuple[list[int], list[Judgement]]:
    """The cluster of each item, and the judgements as they stand in the end.

    A person's word goes before any rule's, "different" before "same", a higher score before a lower. A "same"
    that a "different" contradicts becomes "unsure" and says so. What is unsure and rather different (a score below
    one half) is not made one through a third by weak evidence.
    """
    ranked = sorted(judgements, key=lambda j: (j.by == "rule", _turn(j), -j.score, j.left, j.right, j.reason))
    clusters, settled = Clusters(size, documents), []
    for judgement in ranked:
        if judgement.decision == DIFFERENT and clusters.find(judgement.left) == clusters.find(judgement.right):
            judgement = judgement._replace(decision=UNSURE, reason=f"{judgement.reason}; but judged the same otherwise")
        elif judgement.decision == DIFFERENT or judgement.decision == UNSURE and judgement.score < _HALF:
            clusters.keep_apart(judgement.left, judgement.right)
        elif judgement.decision == SAME and not clusters.join(
            judgement.left, judgement.right, by_force=judgement.by != "rule"
        ):
            judgement = judgement._replace(
                decision=UNSURE, reason=f"{judgement.reason}; but others of them are different"
            )
        settled.append(judgement)
    return clusters.labels(), settled
