"""Candidates: the pairs that are worth comparing, by keys that they share."""

from __future__ import annotations

import polars as pl

WINDOW = 24


def pairs(keyed: pl.DataFrame, window: int = WINDOW) -> pl.DataFrame:
    """Pairs (left < right) of items that share a key; each pair once.

    `keyed` has the columns item (a number), key (text; null keys count for nothing) and order (what puts like beside
    like). Within a key every item is paired with the `window` next ones in that order: a key of n items gives at most
    n x window pairs, so that nothing grows with the square of a frequent name.
    """
    lines = keyed.drop_nulls("key").unique(["key", "item"])
    lines = lines.filter(pl.len().over("key") > 1).sort("key", "order", "item")
    lines = lines.select("item", pl.col("key").rle_id().alias("block"))
    item, block = pl.col("item"), pl.col("block")
    found = []
    for distance in range(1, window + 1):
        near = lines.filter(block == block.shift(-distance))
        if near.is_empty():
            break
        other = lines.select(item.shift(-distance).alias("other")).filter(
            lines["block"] == lines["block"].shift(-distance)
        )
        found.append(pl.concat([near.select("item"), other], how="horizontal"))
    if not found:
        return pl.DataFrame(schema={"left": keyed.schema["item"], "right": keyed.schema["item"]})
    both = pl.concat(found).select(
        pl.min_horizontal("item", "other").alias("left"), pl.max_horizontal("item", "other").alias("right")
    )
    return both.unique().sort("left", "right")


def keyed(items: pl.DataFrame, *keys: pl.Expr, order: pl.Expr) -> pl.DataFrame:
    """The frame that `pairs` takes: each item under each of the keys; keys of different kinds never meet."""
    frames = [
        items.select(
            "item",
            pl.when(key.is_not_null()).then(pl.concat_str(pl.lit(f"{number}:"), key)).alias("key"),
            order.cast(pl.String).fill_null("").alias("order"),
        )
        for number, key in enumerate(keys)
    ]
    return pl.concat(frames)
