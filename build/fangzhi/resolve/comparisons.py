"""Comparisons: pairs of items with what is known of both side by side, so that most are judged by the column."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import polars as pl

from fangzhi.resolve.clusters import DIFFERENT, Judgement
from fangzhi.resolve.mentions import WORD

# The columns of judgements between items.
JUDGED = {
    "left": pl.Int64(),
    "right": pl.Int64(),
    "decision": WORD,
    "score": pl.Float64(),
    "reason": WORD,
    "by": WORD,
}
_OTHER = "_other"


def beside(pairs: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """The pairs (left, right) with the columns of both: `core` of the left item, `core_other` of the right one. `items` has a
    line an item, in the order of their numbers."""
    lines = items.lazy().select(pl.exclude("item"))
    left, right = (lines.select(pl.all().gather(pairs[side])).collect() for side in ("left", "right"))
    return pl.concat([pairs, left, right.rename(lambda name: name + _OTHER)], how="horizontal")


def shared(pairs: pl.DataFrame, told: pl.DataFrame) -> pl.Series:
    """How many values of `told` (item, value) the two of each pair have in common."""
    told = told.drop_nulls().unique()
    both = pairs.select("left", "right").join(told.rename({"item": "left"}), on="left")
    both = both.join(told.rename({"item": "right"}), on=["right", "value"], how="semi")
    counted = pairs.join(both.group_by("left", "right").len("count"), on=["left", "right"], how="left", maintain_order="left")
    return counted["count"].fill_null(0)


def judged(lines: pl.DataFrame, judge: Callable[[dict], tuple[str, float, str] | None]) -> pl.DataFrame:
    """The judgements of pairs with what speaks `against` them: where that is null, `judge` says decision, score and reason by
    the columns of the line but `left` and `right`, or None."""
    apart = lines.filter(pl.col("against").is_not_null()).select(
        "left",
        "right",
        pl.lit(DIFFERENT, WORD).alias("decision"),
        pl.lit(0.0).alias("score"),
        pl.col("against").cast(WORD).alias("reason"),
        pl.lit("rule", WORD).alias("by"),
    )
    rest = lines.filter(pl.col("against").is_null()).drop("against")
    # Many pairs are alike in all that is compared: of these one is judged.
    told = [name for name in rest.columns if name not in ("left", "right")]
    kinds = rest.select(told).unique().with_row_index("kind")
    found = [(kind, *how) for kind, *line in kinds.iter_rows() if (how := judge(dict(zip(told, line, strict=True))))]
    made = pl.DataFrame(found, schema={"kind": pl.UInt32, "decision": WORD, "score": pl.Float64, "reason": WORD}, orient="row")
    rest = rest.join(kinds, on=told, how="left", nulls_equal=True, maintain_order="left")
    rest = rest.join(made, on="kind", how="inner", maintain_order="left").with_columns(pl.lit("rule", WORD).alias("by"))
    return pl.concat([apart, rest.select(list(JUDGED))])


def frame(judgements: Iterable[Judgement]) -> pl.DataFrame:
    """Judgements by the column."""
    return pl.DataFrame(list(judgements), schema=JUDGED, orient="row")
