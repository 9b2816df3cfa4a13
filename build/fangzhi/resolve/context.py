"""Context: what resolution knows of the documents before it compares anything in them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from fangzhi.resolve import dates, duplicates, localities
from fangzhi.resolve.mentions import WORD


@dataclass(frozen=True)
class Context:
    """`documents`, `claims` and `printed` as `mentions` gives them.

    `sources` has a line a document: document_id, home (code of the place it speaks for), origin (itself, or the
    document it is a copy of), as_of (ISO day it speaks of), damage (share of repaired characters, to a per cent).
    """

    documents: pl.DataFrame
    claims: pl.DataFrame
    printed: pl.DataFrame
    sources: pl.DataFrame
    copies: dict[str, str]

    @property
    def mentions(self) -> int:
        """How many mentions there are; their numbers are less."""
        return (self.claims["mention"].max() or 0) + 1

    def with_sources(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A frame with document_id, and with what is known of its documents."""
        return frame.join(self.sources, on="document_id", how="left", maintain_order="left")


def context(documents: pl.DataFrame, claims: pl.DataFrame, printed: pl.DataFrame) -> Context:
    """All that is known of the documents. A copy and its original speak for one place."""
    copies = duplicates.groups(documents, duplicates.pairs(claims))
    homes = localities.homes(documents, claims)
    for copy, original in sorted(copies.items()):
        if not localities.contradicts(homes.get(copy), homes.get(original)):
            known = [homes[d] for d in (copy, original) if d in homes]
            if known:
                homes[copy] = homes[original] = localities.narrower(known)
    days = dates.as_of(documents, claims, copies)
    ids = documents["document_id"].to_list()
    damage = (pl.col("repairs").fill_null(0) / pl.max_horizontal("characters", pl.lit(1))).round(2)
    sources = documents.select(
        "document_id",
        pl.Series("home", [homes.get(d) for d in ids], WORD),
        pl.Series("origin", [copies.get(d, d) for d in ids], WORD),
        pl.Series("as_of", [days.get(d) for d in ids], WORD),
        damage.alias("damage"),
    )
    return Context(documents, claims, printed, sources, copies)
