"""Candidate pairs against an obvious way to find them."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.resolve.candidates import keyed, pairs

LINES = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["徐州", "苏州", None]), st.sampled_from("甲乙")), max_size=40)


def obvious(lines: list[tuple[int, str | None, str]], window: int) -> set[tuple[int, int]]:
    """Each item of a key with the next ones in order, where an item stands at the first of its places."""
    found = set()
    for key in {key for _, key, _ in lines if key}:
        first: dict[int, str] = {}
        for item, other, order in lines:
            if other == key:
                first[item] = min(first.get(item, order), order)
        ranked = [item for _, item in sorted((order, item) for item, order in first.items())]
        found |= {
            (min(item, other), max(item, other)) for at, item in enumerate(ranked) for other in ranked[at + 1 : at + 1 + window]
        }
    return found


@given(LINES, st.integers(1, 4))
def test_items_that_share_a_key_are_paired_with_the_next_ones_in_its_order(lines, window):
    frame = pl.DataFrame(lines, schema={"item": pl.Int64, "key": pl.String, "order": pl.String}, orient="row")
    assert pairs(frame, window).rows() == sorted(obvious(lines, window))


def test_keys_of_different_kinds_never_meet():
    items = pl.DataFrame({"item": [1, 2], "town": ["西街", None], "village": [None, "西街"]})
    assert pairs(keyed(items, pl.col("town"), pl.col("village"), order=pl.lit(""))).is_empty()
