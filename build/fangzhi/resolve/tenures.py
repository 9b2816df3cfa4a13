"""Tenures: an official in a post, from the first to the last day that documents show."""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.identifiers import numbered


def table(positions: pl.DataFrame) -> pl.DataFrame:
    """The rows of `tenures`, one for each official, organisation and title.

    `positions`: official_id, organization_id, post, plain (the title without 原 and 代), former, head, as_of (ISO day). A
    post of no known organisation is a tenure by its printed form. first_seen and last_seen leave out what is told as held
    before; left_by is the first day on which it is told so. A head's tenure overlaps where another person is seen in the
    same seat on a day between.
    """
    lines = positions.with_columns(
        pl.coalesce("organization_id", "post").alias("where"), pl.col("plain").alias("title")
    )
    now, before = pl.col("as_of").filter(~pl.col("former")), pl.col("as_of").filter("former")
    grouped = lines.group_by("official_id", "where", "title").agg(
        pl.col("organization_id", "head").first(),
        pl.col("post").sort_by(pl.col("post").cast(pl.String).str.len_chars(), "post", descending=[True, False]).first(),
        now.min().cast(pl.String).alias("first_seen"),
        now.max().cast(pl.String).alias("last_seen"),
        before.min().cast(pl.String).alias("left_by"),
        pl.col("document_id").n_unique().cast(pl.Int64).alias("documents"),
    )
    grouped = grouped.sort("official_id", "where", "title")
    ids = numbered("tenures", grouped, ["official_id", "where", "title"])
    grouped = grouped.with_columns(ids.alias("tenure_id"))
    crossed = _overlaps(grouped)
    return grouped.with_columns(pl.col("tenure_id").is_in(crossed).alias("overlaps"))


def _overlaps(lines: pl.DataFrame) -> list[str]:
    """Tenures of heads that cross another person's in the same seat: of each seat's tenures by first day, those that begin
    before the last day of any before them, and those after whose first day another begins that they outlast."""
    heads = lines.filter(pl.col("head") & pl.col("organization_id").is_not_null() & pl.col("first_seen").is_not_null())
    heads = heads.sort("organization_id", "title", "first_seen", "last_seen", "tenure_id")
    seat = ["organization_id", "title"]
    earlier = pl.col("last_seen").str.to_date("%Y-%m-%d").cum_max().shift(1).over(seat).cast(pl.String)
    later = pl.col("first_seen").shift(-1).over(seat)
    crossed = heads.filter((pl.col("first_seen") <= earlier) | (pl.col("last_seen") >= later))
    return crossed["tenure_id"].to_list()
