"""Years: when an undated document was written, as a range where it cannot be settled."""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.context import Context
from fangzhi.resolve.mentions import WORD

_COLUMNS = {"document_id": WORD, "year_from": pl.Int64, "year_to": pl.Int64, "year_reason": pl.String}


def table(context: Context) -> pl.DataFrame:
    """document_id, year_from, year_to, year_reason of each document whose year is known or bounded.

    The year is that of publication, of the last meeting reported with its year, or of a copy. Else results bound it from below and
    goals from above: a page that reports 2023 and aims at 2024 is of one of the two.
    """
    copies = context.copies
    published = dict(context.documents.select("document_id", "published_on").drop_nulls().iter_rows())
    bounds = _bounds(context.claims)
    held = context.claims.filter((pl.col("table_name") == "meetings") & (pl.col("field") == "held_on"))
    last = dict(held.group_by("document_id").agg(pl.col("value").max()).iter_rows())
    others = {original: copy for copy, original in sorted(copies.items(), reverse=True)} | copies
    lines = []
    for document, day in context.sources.select("document_id", "as_of").iter_rows():
        if day:
            reason = "published" if document in published else _reason(last.get(document), others.get(document))
            lines.append((document, int(day[:4]), int(day[:4]), reason))
        elif document in bounds:
            low, high = bounds[document]
            told = [f"results of {low}"] * (low is not None) + [f"goals for {high}"] * (high is not None)
            lines.append((document, low, high, ", ".join(told)))
    return pl.DataFrame(lines, schema=_COLUMNS, orient="row")


def _reason(held_on: str | None, other: str | None) -> str:
    return f"a meeting held on {held_on}" if held_on else f"its copy {other}"


def _bounds(claims: pl.DataFrame) -> dict[str, tuple[int | None, int | None]]:
    """document -> (last year of results, first year of goals that is not before it)."""
    own = claims.filter((pl.col("table_name") == "targets") & pl.col("field").is_in(["status", "period"]))
    firsts = own.unique(["mention", "field"], keep="first", maintain_order=True)
    period = firsts.filter(pl.col("field") == "period").select(
        "document_id", "mention", pl.col("value").cast(pl.String).cast(pl.Int64, strict=False).alias("year")
    )
    status = firsts.filter(pl.col("field") == "status").select("mention", pl.col("value").alias("status"))
    both = period.join(status, on="mention").drop_nulls().unique(["document_id", "year", "status"])
    low = dict(
        both.filter(pl.col("status") == "achieved").group_by("document_id").agg(pl.col("year").max()).iter_rows()
    )
    goals: dict[str, int] = {}
    for document, year in (
        both.filter(pl.col("status") == "target").sort("year").select("document_id", "year").iter_rows()
    ):
        if year >= low.get(document, 0):
            goals.setdefault(document, year)
    return {d: (low.get(d), goals.get(d)) for d in sorted({*low, *goals})}
