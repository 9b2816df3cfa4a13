"""The register: which rows and mentions the identifiers lead to that a person names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

CLAIM = "clm-"


@dataclass(frozen=True)
class Register:
    """`ids`: mention, table_name, row_id of the entities, by the identifiers that they have in this release without decisions and by
    those that they would have by themselves; `names` gives the claims of names: claim_id, table_name, mention."""

    ids: pl.DataFrame
    names: Callable[[], pl.DataFrame]

    @cached_property
    def _claims(self) -> pl.DataFrame:
        return self.names()

    def mention(self, name: str) -> tuple[str, int] | None:
        """The table and the first mention of what an identifier of an entity, or of a claim of its name, leads to."""
        known, key = (self._claims, "claim_id") if name.startswith(CLAIM) else (self.ids, "row_id")
        lines = known.filter(pl.col(key) == name).select("table_name", "mention")
        return None if lines.is_empty() else lines.sort("mention").row(0)

    def row(self, name: str, ids: pl.DataFrame) -> str:
        """The identifier that a row has in `ids` (mention, row_id), whatever it is named by; itself where it is no entity's."""
        if not ids.filter(pl.col("row_id") == name).is_empty():
            return name
        found = self.mention(name)
        now = ids.filter(pl.col("mention") == found[1])["row_id"] if found else ()
        return now[0] if len(now) else name
