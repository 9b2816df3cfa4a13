"""Review: what a person should look at, most useful first, and how a decision is written down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import yaml

from fangzhi.resolve.clusters import UNSURE
from fangzhi.resolve.curation import KEEP_APART, MERGE, CurationError, parse
from fangzhi.resolve.tables import KEYS

PAIR, ROW = "pair", "row"
_DAMAGED = 0.2  # share of repaired characters above which a single witness is weak
_COLUMNS = {
    "kind": pl.String,
    "table_name": pl.String,
    "left_row_id": pl.String,
    "right_row_id": pl.String,
    "left_name": pl.String,
    "right_name": pl.String,
    "left_claim_id": pl.String,
    "right_claim_id": pl.String,
    "score": pl.Float64,
    "reason": pl.String,
    "weight": pl.Int64,
}


def questions(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What is unsure in a package, as lines with the columns above: pairs that may be one, then rows of weak evidence.

    The most useful first: the more claims hang on an answer, and the nearer the evidence is to one half, the sooner it
    comes. `weight` counts the claims of the rows.
    """
    weights = tables["claims"].group_by("row_id").len("weight")
    names = pl.concat(
        tables[table].select(pl.lit(table).alias("table_name"), pl.col(key).alias("row_id"), "name")
        for table, key in KEYS.items()
    ).join(weights, on="row_id", how="left")
    pairs = _pairs(tables["judgements"], names)
    rows = _rows(tables, names)
    return pl.concat([pairs, rows], how="diagonal").select(pl.col(c).cast(kind) for c, kind in _COLUMNS.items())


def _pairs(judgements: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    open_ = judgements.filter((pl.col("decision") == UNSURE) & (pl.col("left_row_id") != pl.col("right_row_id")))
    open_ = open_.with_columns(pl.col("score").cast(pl.Float64), pl.lit(PAIR).alias("kind"))
    for side in ("left", "right"):
        own = names.select("table_name", *(pl.col(c).alias(f"{side}_{c}") for c in ("row_id", "name", "weight")))
        open_ = open_.join(own, on=["table_name", f"{side}_row_id"], how="inner")
    doubt = 1 - (pl.col("score") - 0.5).abs() * 2
    open_ = open_.with_columns((pl.col("left_weight") + pl.col("right_weight")).alias("weight"))
    # Of many pairs of mentions of two rows one question is enough.
    best = open_.sort(
        "table_name", "left_row_id", "right_row_id", "score", "judgement_id", descending=[False] * 3 + [True, False]
    )
    best = best.unique(["table_name", "left_row_id", "right_row_id"], keep="first", maintain_order=True)
    return best.sort(doubt * pl.col("weight"), "left_row_id", "right_row_id", descending=[True, False, False])


def _rows(tables: Mapping[str, pl.DataFrame], names: pl.DataFrame) -> pl.DataFrame:
    """Rows that one damaged document alone tells of."""
    damaged = tables["documents"].filter(pl.col("repairs") > _DAMAGED * pl.col("characters"))
    claims = tables["claims"].filter(pl.col("field") == "name")
    told = claims.group_by("table_name", "row_id").agg(
        pl.col("document_id").n_unique().alias("documents"),
        pl.col("document_id", "claim_id").sort().first(),
    )
    weak = told.filter(pl.col("documents") == 1).join(damaged.select("document_id"), on="document_id", how="semi")
    weak = weak.join(names, on=["table_name", "row_id"], how="inner")
    weak = weak.select(
        pl.lit(ROW).alias("kind"),
        "table_name",
        pl.col("row_id").alias("left_row_id"),
        pl.col("name").alias("left_name"),
        pl.col("claim_id").alias("left_claim_id"),
        pl.lit("told by one damaged document only").alias("reason"),
        "weight",
    )
    return weak.sort("weight", "left_row_id", descending=[True, False])


def decision(question: Mapping[str, object], action: str, reason: str) -> str:
    """The lines of curation.yaml that answer a pair with `merge` or `keep_apart`. They name claims, which outlive the rows."""
    if action not in (MERGE, KEEP_APART):
        raise CurationError(f"a pair is answered with {MERGE} or {KEEP_APART}, not with {action}")
    expects = sorted({str(question["left_name"]), str(question["right_name"])})
    entry = {action: [question["left_claim_id"], question["right_claim_id"]], "expects": expects, "reason": reason}
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None)


def write(path: Path, entry: str) -> None:
    """Adds a decision to a file, which is made where there is none. CurationError: the file could not be read after it."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    after = before + ("" if not before or before.endswith("\n") else "\n") + entry
    parse(after, path.name)
    path.write_text(after, encoding="utf-8")
