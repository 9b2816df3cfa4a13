"""A table is cut where its own rows say, and a piece is known by what they say."""

from __future__ import annotations

import dataclasses
import hashlib

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.contract import load
from fangzhi.publish.pieces import pieces

TABLE = dataclasses.replace(load()["rejected"], sorted_by=("path",))


def frame(numbers):
    """Rows in the order of keys that look like identifiers."""
    keys = sorted(hashlib.sha256(str(number).encode()).hexdigest()[:12] for number in numbers)
    return pl.DataFrame({"path": keys, "reason": ["empty"] * len(keys), "detail": [key[:3] for key in keys]})


def named(rows):
    """name -> the keys of the piece."""
    return {piece.name: rows["path"][piece.start : piece.end].to_list() for piece in pieces(TABLE, rows)}


@given(st.sets(st.integers(0, 5_000), max_size=400))
def test_pieces_are_all_rows_in_their_order(numbers):
    rows = frame(numbers)
    assert [key for keys in named(rows).values() for key in keys] == rows["path"].to_list()


@given(st.sets(st.integers(0, 5_000), min_size=1, max_size=400), st.integers(0, 5_000))
def test_a_row_more_changes_one_piece_or_parts_it(numbers, more):
    before, after = named(frame(numbers - {more})), named(frame(numbers | {more}))
    assert len(after.keys() - before.keys()) <= 2
    assert all(before[name] == after[name] for name in before.keys() & after.keys())


def test_a_piece_has_another_name_when_any_cell_changes():
    rows = frame(range(300))
    cells = [("reason", "binary"), ("reason", ""), ("reason", None), ("detail", "empty")]
    changed = [rows.with_columns(pl.when(pl.int_range(pl.len()) == 7).then(pl.lit(value)).otherwise(name).alias(name)) for name, value in cells]
    # Two cells that change their places.
    changed.append(rows.with_columns(reason=pl.when(pl.int_range(pl.len()) == 7).then("detail").otherwise("reason"),
                                     detail=pl.when(pl.int_range(pl.len()) == 7).then("reason").otherwise("detail")))  # fmt: skip
    names = [frozenset(named(one)) for one in (rows, *changed)]
    assert len(set(names)) == len(names)
    assert all(len(other - names[0]) == 1 for other in names[1:])


def test_rows_of_one_document_are_in_one_piece():
    claims = load()["claims"]
    documents = [f"doc-{number:03x}" for number in range(64) for _ in range(5)]
    rows = pl.DataFrame({"document_id": documents, "claim_id": [f"clm-{number:05}" for number in range(len(documents))]})
    found = pieces(claims, rows)
    assert [rows["document_id"][piece.start] for piece in found] == ["doc-000", "doc-010", "doc-020", "doc-030"]
    assert pieces(claims, rows.clear()) == []
