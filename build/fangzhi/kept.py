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

    Its claims stand in the order of their characters, and those at one place in the order that their identifiers tell.
    Raises Refusal where the package cannot be read.
    """
    import polars as pl

    from fangzhi.resolve.mentions import CLAIMS, DOCUMENTS

    documents = _read(package, "documents", list(DOCUMENTS))
    here = gathered.documents.select(pl.col("document_id").cast(pl.String))
    documents = documents.filter(pl.col("media_type") != CURATION).join(here, on="document_id", how="anti")
    claims = _read(package, "claims", ["claim_id", "row_id", *(name for name in CLAIMS if name != "row")])
    claims = claims.join(documents.select("document_id"), on="document_id", how="semi", maintain_order="left")
    # Within its document a row is known by the identifier that it had; references lead to it by the same.
    claims = claims.with_columns(turn=pl.Series(_turns(claims), dtype=pl.Int64))
    claims = claims.sort("document_id", "start", "end", "turn", "claim_id").rename({"row_id": "row"})
    return gathered._replace(
        documents=pl.concat([gathered.documents, documents.select(pl.col(name).cast(kind) for name, kind in DOCUMENTS.items())]),
        claims=pl.concat([gathered.claims, claims.select(pl.col(name).cast(kind) for name, kind in CLAIMS.items())], how="diagonal"),
    )


def _turns(claims: pl.DataFrame) -> list[int]:
    """How many claims of the same words for the same column came before each in its document.

    The identifiers of such claims differ by their number alone: the number that gives the identifier again is the one.
    """
    import polars as pl

    from fangzhi.resolve.identifiers import identifier

    place = ["document_id", "table_name", "field", "start", "end"]
    labels: dict[tuple[str, str], set[str]] = {}
    for document, row, value in claims.filter(pl.col("field") == "name").select("document_id", "row_id", "value").iter_rows():
        labels.setdefault((document, row), set()).add(value)
    turns = []
    for name, value, size, *parts in claims.select("claim_id", "value", pl.len().over(place).alias("size"), *place).iter_rows():
        shown = labels.get((parts[0], value), {value}) if parts[2].endswith("_id") else {value}
        made = (
            turn
            for turn in range(size if size > 1 else 0)
            for words in sorted(shown)
            if identifier("claims", [*parts[:3], words, *parts[3:], *([f"#{turn + 1}"] if turn else [])]) == name
        )
        turns.append(next(made, 0))
    return turns


def _read(package: Path, table: str, columns: list[str]) -> pl.DataFrame:
    import polars as pl

    path = package / parquet_path(table)
    try:
        return pl.read_parquet(path, columns=columns)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Refusal(f"{path}: cannot be read ({reason}); give the folder or zip file of a whole package") from error
