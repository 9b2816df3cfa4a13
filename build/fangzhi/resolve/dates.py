"""Dates: the day that a document speaks of."""

from __future__ import annotations

import polars as pl


def as_of(documents: pl.DataFrame, claims: pl.DataFrame, copies: dict[str, str]) -> dict[str, str]:
    """document_id -> ISO day that the document speaks of; left out where it cannot be known.

    The day of publication, or else the last meeting that it reports with its year; or else what is known of its copies.
    """
    out = {
        document: day
        for document, day in documents.select("document_id", "published_on").iter_rows()
        if day is not None
    }
    held = claims.filter((pl.col("table_name") == "meetings") & (pl.col("field") == "held_on"))
    last = held.group_by("document_id").agg(pl.col("value").max()).sort("document_id")
    for document, day in last.iter_rows():
        out.setdefault(document, day)
    for copy, original in sorted(copies.items()):
        if original in out:
            out.setdefault(copy, out[original])
        elif copy in out:
            out.setdefault(original, out[copy])
    return out
