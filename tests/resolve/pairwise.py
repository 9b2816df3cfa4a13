"""Pairwise precision and recall of a partition: of all pairs put together, how many belong together, and the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping


def pairwise(truth: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> tuple[float, float]:
    """(precision, recall) over the items of `truth`; an item that was not found is alone."""
    both = Counter((truth[item], found.get(item, item)) for item in truth)
    real = Counter(truth.values())
    made = Counter(found.get(item, item) for item in truth)
    together, wanted, joined = _pairs(both), _pairs(real), _pairs(made)
    return (together / joined if joined else 1.0, together / wanted if wanted else 1.0)


def _pairs(counts: Counter) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())
