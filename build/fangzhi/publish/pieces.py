"""Tables in pieces: cut where a row's own key says so, so that a row more changes one piece and none behind it. What is made of a
piece can be kept, and is made again only where its rows change."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from fangzhi.contract import Table

# A piece begins at a key that ends so: one row in 64, or one document in 16 where rows stand by document.
_ROW, _DOCUMENT = "[048c]0$", "0$"
_SEEDS = (1, 2)


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows `start` to `end` of a table. `name` tells what they say: 128 bits of hash of them, whatever stands around them."""

    start: int
    end: int
    name: str


def pieces(table: Table, frame: pl.DataFrame) -> list[Piece]:
    """The pieces of a table, whose rows stand in the contract's order."""
    if frame.is_empty():
        return []
    order = table.sorted_by or table.primary_key
    key = pl.col(order[0]).cast(pl.String)
    begins = (key != key.shift()) & key.str.contains(_ROW if len(order) == len(table.primary_key) else _DOCUMENT)
    number = frame.select(begins.fill_null(False).cum_sum().alias("piece")).to_series()
    hashed = pl.DataFrame([number, *(frame.hash_rows(seed).alias(str(seed)) for seed in _SEEDS)])
    told = hashed.group_by("piece", maintain_order=True).agg(pl.len().alias("rows"), pl.col(map(str, _SEEDS)).sum())
    found, start = [], 0
    for _, rows, *sums in told.iter_rows():
        found.append(Piece(start, start + rows, f"{table.name}:{rows}:" + ":".join(f"{one:016x}" for one in sums)))
        start += rows
    return found
