"""Near-duplicate documents: copies and rewritings of one article. They are found by what they say, for the text is not kept."""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.mentions import WORD

_SHARED = 6  # claims in common below which no two documents are called copies
_CONTAINED = 0.5  # of what the one that says less says
_COMMON = 20  # what this many documents say tells no two of them to be copies
_FIELDS = {
    "officials": "name",
    "meetings": "name",
    "projects": "name",
    "project_capacities": "value",
    "villages": "name",
    "targets": "indicator",
}


def pairs(claims: pl.DataFrame) -> pl.DataFrame:
    """Pairs of documents that say the same: left, right (left < right), shared (how many sayings), share (of the shorter)."""
    wanted = pl.DataFrame(list(_FIELDS.items()), schema=dict.fromkeys(("table_name", "field"), WORD), orient="row")
    told = claims.join(wanted, on=["table_name", "field"], maintain_order="left").filter(
        pl.col("value").cat.len_chars() >= 2
    )
    told = told.select("document_id", pl.struct("table_name", "field", "value").hash(7).alias("value"))
    # Two values in the order in which they are said tell more than either: whoever speaks of a county names its people.
    after = pl.col("value").shift(-1).over("document_id").alias("after")
    said = told.with_columns(after).select("document_id", pl.struct("value", "after").hash(7).alias("saying")).unique()
    # Sayings of one document only share nothing, sayings of many tell nothing: both are dropped before the join.
    rare = said.group_by("saying").len().filter(pl.col("len").is_between(2, _COMMON)).select("saying")
    sizes = said.group_by("document_id").len("size")
    left = said.join(rare, on="saying").rename({"document_id": "left"})
    both = left.join(left.rename({"left": "right"}), on="saying").filter(pl.col("left") < pl.col("right"))
    counted = both.group_by("left", "right").len("shared").filter(pl.col("shared") >= _SHARED)
    counted = counted.join(sizes.rename({"document_id": "left", "size": "a"}), on="left")
    counted = counted.join(sizes.rename({"document_id": "right", "size": "b"}), on="right")
    counted = counted.with_columns((pl.col("shared") / pl.min_horizontal("a", "b")).alias("share"))
    kept = counted.filter(pl.col("share") >= _CONTAINED).select("left", "right", "shared", "share")
    return kept.with_columns(pl.col("shared").cast(pl.Int64)).sort("left", "right")


def groups(documents: pl.DataFrame, found: pl.DataFrame) -> dict[str, str]:
    """document_id -> the document that it is a copy of; only copies are in it.

    Of copies the one with the smallest share of repaired characters stands for all, then the first published, then
    the longest. The others are compared with it alone, so that a chain of copies does not run from article to article.
    """
    rank = {
        row["document_id"]: (
            round((row["repairs"] or 0) / max(1, row["characters"] or 1), 3),
            row["published_on"] or "9999",
            -(row["characters"] or 0),
            row["document_id"],
        )
        for row in documents.iter_rows(named=True)
    }
    near: dict[str, list[str]] = {}
    for left, right in found.select("left", "right").iter_rows():
        near.setdefault(left, []).append(right)
        near.setdefault(right, []).append(left)
    out: dict[str, str] = {}
    for document in sorted(near, key=lambda d: rank[d]):
        if document in out:
            continue
        for other in near[document]:
            if other not in out and rank[other] > rank[document]:
                out[other] = document
    return out
