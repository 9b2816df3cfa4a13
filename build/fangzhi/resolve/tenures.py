"""Tenures: an official in a post, from the first to the last day that documents show, and since and until when as they tell."""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.identifiers import numbered

BEGINS, ENDS = ("appointed", "elected"), ("removed", "resigned")
NOT_HELD = (*ENDS, "former")  # changes that tell of a post as held before
_PROPOSED = "proposed"
_KEY = ["official_id", "where", "title"]
_DAY = pl.duration(days=1)


def table(positions: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of `tenures`, one for each spell of an official in a post of an organisation; and position_id, tenure_id of the
    positions that they are made of: all but those that are only proposed.

    `positions`: position_id, official_id, document_id, organization_id, post, plain (the title without 原 and 代), former (whether it is
    told as held before), head, as_of, change, changed_on (ISO days). A post of no known organisation is known by its printed
    form. first_seen and last_seen leave out what is told as held before; left_by is the first day on or behind first_seen on which
    it is told so.
    """
    lines = positions.filter(pl.col("change").cast(pl.String).ne_missing(_PROPOSED)).with_columns(
        pl.coalesce("organization_id", "post").alias("where"),
        pl.col("plain").alias("title"),
        *(pl.col(name).cast(pl.String).str.to_date("%Y-%m-%d", strict=False) for name in ("as_of", "changed_on")),
        pl.col("change").cast(pl.String).is_in(BEGINS).fill_null(False).alias("begins"),
        pl.col("change").cast(pl.String).is_in(ENDS).fill_null(False).alias("ends"),
    )
    lines = _spells(lines)
    # A paper that tells of an appointment before its day shows nobody in the post yet.
    seen = ~pl.col("former") & (pl.col("as_of") >= pl.col("opened")).fill_null(True)
    now, before = pl.col("as_of").filter(seen), pl.col("as_of").filter("former")
    first, since = now.min(), pl.col("changed_on").filter("begins").min()
    grouped = lines.group_by(*_KEY, "spell").agg(
        pl.col("organization_id", "head").first(),
        pl.col("post").sort_by(pl.col("post").cast(pl.String).str.len_chars(), "post", descending=[True, False]).first(),
        first.alias("first_seen"),
        now.max().alias("last_seen"),
        before.filter(before >= pl.coalesce(first, before)).min().alias("left_by"),
        # Who is seen in the post before is elected again.
        pl.when(first.is_null() | (first >= since)).then(since).alias("held_since"),
        pl.col("changed_on").filter("ends").max().alias("held_until"),
        pl.col("document_id").n_unique().cast(pl.Int64).alias("documents"),
    )
    grouped = grouped.sort(*_KEY, "spell")
    grouped = grouped.with_columns(numbered("tenures", grouped, _KEY).alias("tenure_id"))
    crossed = _overlaps(grouped)
    own = lines.join(grouped.select(*_KEY, "spell", "tenure_id"), on=[*_KEY, "spell"], how="inner", nulls_equal=True)
    return grouped.with_columns(pl.col("tenure_id").is_in(crossed).alias("overlaps")), own.select("position_id", "tenure_id")


def _spells(lines: pl.DataFrame) -> pl.DataFrame:
    """The lines with the number of their spell, and the day that opened it: a beginning that is told behind an end opens another."""
    told = lines.filter((pl.col("begins") | pl.col("ends")) & pl.col("changed_on").is_not_null())
    told = told.sort(*_KEY, "changed_on", "begins")
    opens = told.filter(pl.col("begins") & pl.col("ends").shift(1).over(_KEY)).select(*_KEY, pl.col("changed_on").alias("opened")).unique()
    if opens.is_empty():
        return lines.with_columns(spell=pl.lit(0, pl.UInt32), opened=pl.lit(None, pl.Date))
    day, held = pl.coalesce("changed_on", "as_of"), ~pl.col("former")
    behind = lines.join(opens, on=_KEY, how="inner").filter((pl.col("opened") < day) | ((pl.col("opened") == day) & held))
    numbers = behind.group_by("position_id").agg(pl.len().cast(pl.UInt32).alias("spell"), pl.col("opened").max())
    return lines.join(numbers, on="position_id", how="left", maintain_order="left").with_columns(pl.col("spell").fill_null(0))


def _overlaps(lines: pl.DataFrame) -> list[str]:
    """Tenures of heads that cross another person's in the same seat: of each seat's tenures by first day, those that begin
    before the end of any before them, and those behind whose first day another begins that they outlast."""
    last = pl.coalesce("held_until", pl.max_horizontal("last_seen", "held_since") + _DAY)
    heads = lines.filter(pl.col("head") & pl.col("organization_id").is_not_null()).with_columns(last.alias("last"))
    # `last` is the first day on which the post is no longer held; who is only told to leave held it the day before.
    first = pl.coalesce(pl.min_horizontal("first_seen", "held_since"), pl.col("last") - _DAY)
    heads = heads.filter(pl.col("last").is_not_null()).with_columns(pl.min_horizontal(first, pl.col("last") - _DAY).alias("first"))
    heads = heads.sort("organization_id", "title", "first", "last", "tenure_id")
    seat = ["organization_id", "title"]
    earlier = pl.col("last").cum_max().shift(1).over(seat)
    later = pl.col("first").shift(-1).over(seat)
    return heads.filter((pl.col("first") < earlier) | (pl.col("last") > later))["tenure_id"].to_list()
