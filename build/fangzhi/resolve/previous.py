"""The release before: what its identifiers mean, so that they go on meaning it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from fangzhi.resolve.mentions import WORD

ENTITIES = {"meetings": "meeting_id", "officials": "official_id", "projects": "project_id", "villages": "village_id"}
_CLAIM = {
    **dict.fromkeys(("document_id", "table_name", "row_id", "value"), WORD),
    **dict.fromkeys(("start", "end"), pl.UInt32()),
}
_REDIRECT = dict.fromkeys(("old_id", "new_id", "table_name", "reason"), pl.String)


class PreviousError(ValueError):
    """The release before cannot be read. The message is one line: file, reason, what to do."""


@dataclass(frozen=True)
class Previous:
    """`names`: the claims of names. `ids`: the identifiers of each entity table. `redirects`: those of the releases before it."""

    names: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_CLAIM))
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    redirects: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=_REDIRECT))

    def ever(self, table: str) -> frozenset[str]:
        """All identifiers that a table has ever had, as far as the package remembers."""
        gone = self.redirects.filter(pl.col("table_name") == table)["old_id"]
        return self.ids.get(table, frozenset()) | frozenset(gone)


def of_tables(tables: Mapping[str, pl.DataFrame]) -> Previous:
    """The release before, from its tables."""
    claims = tables["claims"].filter((pl.col("field") == "name") & pl.col("table_name").is_in(list(ENTITIES)))
    names = claims.select(pl.col(name).cast(kind) for name, kind in _CLAIM.items())
    ids = {table: frozenset(tables[table][key]) for table, key in ENTITIES.items() if table in tables}
    redirects = tables.get("redirects")
    if redirects is None:
        return Previous(names, ids)
    return Previous(names, ids, redirects.select(pl.col(name).cast(pl.String) for name in _REDIRECT))


def read(package: Path) -> Previous:
    """The release before, from the folder of its package (the one that holds datapackage.json).

    Raises PreviousError where a file that is needed is missing or cannot be read.
    """
    tables = {}
    for name in ("claims", *ENTITIES, "redirects"):
        path = package / "data" / f"{name}.parquet"
        if name == "redirects" and not path.is_file():
            continue  # a package of a release that had none
        try:
            tables[name] = pl.read_parquet(path)
        except (OSError, pl.exceptions.PolarsError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise PreviousError(f"{path}: cannot be read ({reason}); give the folder of a whole package") from error
    return of_tables(tables)
