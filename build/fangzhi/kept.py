"""Claims of documents that are no longer at hand, from a package that still has them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.errors import Refusal
from fangzhi.publish.layout import parquet_path

if TYPE_CHECKING:
    import polars as pl

    from fangzhi.gather import Gathered

# A curation file is a document of its release too, but never one of the next.
CURATION = "application/yaml"


def with_kept(gathered: Gathered, package: Path) -> Gathered:
    """What was gathered, and what the package in a folder holds of documents that are not among it.

    Of a document that is gone only its claims are left: what was never a claim, such as the order in which it printed people,
    is lost. Raises Refusal where the package cannot be read.
    """
    import polars as pl

    from fangzhi.resolve.mentions import CLAIMS, DOCUMENTS

    documents = _read(package, "documents", [name for name in DOCUMENTS])
    here = gathered.documents.select("document_id")
    documents = documents.filter(pl.col("media_type") != CURATION).join(here, on="document_id", how="anti")
    claims = _read(package, "claims", ["claim_id", "row_id", *(name for name in CLAIMS if name != "row")])
    claims = claims.join(documents.select("document_id"), on="document_id", how="semi", maintain_order="left")
    # Within its document a row is known by the identifier that it had; references lead to it by the same.
    claims = claims.sort("document_id", "start", "end", "claim_id").rename({"row_id": "row"})
    return gathered._replace(
        documents=pl.concat([gathered.documents, documents.select(pl.col(name).cast(kind) for name, kind in DOCUMENTS.items())]),
        claims=pl.concat([gathered.claims, claims.select(pl.col(name).cast(kind) for name, kind in CLAIMS.items())]),
    )


def _read(package: Path, table: str, columns: list[str]) -> pl.DataFrame:
    import polars as pl

    path = package / parquet_path(table)
    try:
        return pl.read_parquet(path, columns=columns)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Refusal(f"{path}: cannot be read ({reason}); give the folder or zip file of a whole package") from error
