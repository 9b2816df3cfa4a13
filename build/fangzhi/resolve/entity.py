"""What resolving one table gives: the mentions with their cluster, the key each is known by, and the judgements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from fangzhi.resolve.clusters import Judgement, cluster

# Of a mention what is asked when its row is known; the rest has done its work.
_KEPT = (
    *("mention", "document_id", "claim", "item", "key", "name"),
    *("origin", "as_of", "home", "scope", "code", "convener", "proponent"),
)


@dataclass(frozen=True)
class Resolved:
    """`mentions`: mention, document_id, item (profile), cluster (the smallest item of the cluster), key (the text that an
    identifier is made of), and whatever the table's own module adds. `judgements` are between items.
    """

    table: str
    mentions: pl.DataFrame
    judgements: list[Judgement]


def settle(
    table: str,
    mentions: pl.DataFrame,
    pairs: Iterable[tuple[int, int]],
    judge: Callable[[int, int], Judgement | None],
    told: Iterable[Judgement] = (),
    documents: Sequence[frozenset[str]] = (),
) -> Resolved:
    """Judges all pairs of items and clusters them. `told` are judgements of people, which go before.

    `documents`: of each item those that name it, where one document never names one thing in two rows.
    """
    size = (mentions["item"].max() or 0) + 1 if len(mentions) else 0
    judged = [j for left, right in pairs if (j := judge(left, right)) is not None]
    labels, settled = cluster(size, [*told, *judged], documents)
    clusters = pl.DataFrame({"item": range(size), "cluster": labels}, schema={"item": pl.Int64, "cluster": pl.Int64})
    mentions = mentions.select(name for name in _KEPT if name in mentions.columns)
    return Resolved(table, mentions.join(clusters, on="item", how="left", maintain_order="left"), settled)


def profiles(mentions: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Mentions that are alike in all columns of `by` are one item: numbered by their values, not by their order."""
    order = mentions.select(by).unique().sort(by).with_row_index("item").with_columns(pl.col("item").cast(pl.Int64))
    return mentions.join(order, on=by, how="left", nulls_equal=True, maintain_order="left")
