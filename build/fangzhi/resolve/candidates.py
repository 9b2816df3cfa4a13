"""Candidates: the pairs that are worth comparing, by keys that they share."""

from __future__ import annotations

import functools
import tempfile
from importlib.resources import files

import duckdb
import polars as pl

WINDOW = 24
_MEMORY = "512MB"  # above it DuckDB goes on in a file


def pairs(keyed: pl.DataFrame, window: int = WINDOW) -> pl.DataFrame:
    """Pairs (left < right) of items that share a key; each pair once, in order.

    `keyed` has the columns item (a number), key (null keys count for nothing) and order (what puts like beside
    like; of several the first). Within a key every item is paired with the `window` next ones in that order: a key of n items
    gives at most n x window pairs, so that nothing grows with the square of a frequent name.
    """
    with tempfile.TemporaryDirectory() as room, duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": room}) as connection:
        connection.register("keyed", keyed)
        return connection.sql(_query(), params={"window": window}).pl()


@functools.cache
def _query() -> str:
    return files(__package__).joinpath("pairs.sql").read_text(encoding="utf-8")


def keyed(items: pl.DataFrame, *keys: pl.Expr, order: pl.Expr) -> pl.DataFrame:
    """The frame that `pairs` takes: each item under each of the keys; keys of different kinds never meet."""
    frames = [
        items.select(
            "item",
            # A number is grouped by sooner than a text; the few that would fall on one number are told apart when judged.
            pl.when(key.is_not_null()).then(key.cast(pl.String).hash(number)).alias("key"),
            order.cast(pl.String).fill_null("").alias("order"),
        ).unique()
        for number, key in enumerate(keys)
    ]
    return pl.concat(frames)
