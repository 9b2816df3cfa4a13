"""What resolving one table gives: the mentions with their cluster, the key each is known by, and the judgements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from fangzhi.resolve import comparisons
from fangzhi.resolve.clusters import SAME, Clusters, Judgement, cluster

# Of a mention what is asked when its row is known; the rest has done its work.
_KEPT = (
    *("mention", "document_id", "claim", "item", "key", "name"),
    *("origin", "as_of", "home", "scope", "code", "convener", "proponent"),
)


@dataclass(frozen=True)
class Resolved:
    """`mentions`: mention, document_id, item (profile), cluster (the smallest item of the cluster), key (the text that an
    identifier is made of), and whatever the table's own module adds. `judgements` (`comparisons.JUDGED`) are between items.
    """

    table: str
    mentions: pl.DataFrame
    judgements: pl.DataFrame


def settle(
    table: str, mentions: pl.DataFrame, judged: pl.DataFrame, told: Iterable[Judgement] = (), alone: bool = False
) -> Resolved:
    """Clusters the items by judgements (`comparisons.JUDGED`). `told` are judgements of people, which go before.

    `alone`: one document never names one thing in two rows.
    """
    size = (mentions["item"].max() or 0) + 1 if len(mentions) else 0
    judged = pl.concat([comparisons.frame(told), judged])
    # What no chain of "same" joins stays apart whatever is judged: only the rest needs thought.
    parts, same = Clusters(size), judged.filter(pl.col("decision") == SAME)
    for left, right in same.select("left", "right").iter_rows():
        parts.join(left, right)
    part = pl.Series("part", parts.labels(), pl.Int64)
    near = part.gather(judged["left"]) == part.gather(judged["right"])
    documents = _documents(mentions, same, size) if alone else ()
    labels, settled = cluster(size, map(Judgement._make, judged.filter(near).iter_rows()), documents)
    clusters = pl.DataFrame({"item": range(size), "cluster": labels}, schema={"item": pl.Int64, "cluster": pl.Int64})
    mentions = mentions.select(name for name in _KEPT if name in mentions.columns)
    mentions = mentions.join(clusters, on="item", how="left", maintain_order="left")
    return Resolved(table, mentions, pl.concat([comparisons.frame(settled), judged.filter(~near)]))


def _documents(mentions: pl.DataFrame, same: pl.DataFrame, size: int) -> list[frozenset[int]]:
    """Of each item that is to be joined the documents that name it."""
    out = [frozenset()] * size
    joined = mentions.filter(pl.col("item").is_in(pl.concat([same["left"], same["right"]]).implode()))
    for item, told in joined.group_by("item").agg(pl.col("document_id").to_physical().unique()).iter_rows():
        out[item] = frozenset(told)
    return out


def profiles(mentions: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    """Mentions that are alike in all columns of `by` are one item: numbered by their values, not by their order."""
    order = mentions.select(by).unique().sort(by).with_row_index("item").with_columns(pl.col("item").cast(pl.Int64))
    return mentions.join(order, on=by, how="left", nulls_equal=True, maintain_order="left")
