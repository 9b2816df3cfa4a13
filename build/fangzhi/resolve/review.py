"""Review: what a person should look at, most useful first, and how a decision is written down."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import yaml

from fangzhi.contract import plain
from fangzhi.resolve.clusters import UNSURE
from fangzhi.resolve.conflicts import VALUES
from fangzhi.resolve.curation import CORRECT, DROP, KEEP_APART, MERGE, CurationError, parse
from fangzhi.resolve.tables import KEYS

PAIR, ROW, CELL = "pair", "row", "cell"
# What each kind of question may be answered with.
ANSWERS = {PAIR: (MERGE, KEEP_APART), ROW: (CORRECT, DROP), CELL: (CORRECT, DROP)}
# The tables that are read; of `claims` all is read but the words.
TABLES = (*KEYS, "claims", "conflicts", "documents", "judgements", "participations", "positions")
_DAMAGED = 0.2  # share of repaired characters above which a single witness is weak
# How much an answer is likely to change, against 1 of a pair whose evidence is even.
_DOUBT = {"damaged": 0.5, "cell": 0.5, "bare": 0.3}
_COLUMNS = {
    "kind": pl.String,
    "table_name": pl.String,
    "left_row_id": pl.String,
    "right_row_id": pl.String,
    "left_name": pl.String,
    "right_name": pl.String,
    "left_claim_id": pl.String,
    "right_claim_id": pl.String,
    "field": pl.String,
    "found": pl.String,
    "score": pl.Float64,
    "reason": pl.String,
    "weight": pl.Int64,
    "use": pl.Float64,
}


def questions(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What is unsure in a package, as lines with the columns above: pairs that may be one, rows of weak evidence, cells
    for which documents give several values (`field`, and `found`: the value that is taken).

    The most useful first: the more claims hang on an answer (`weight`), and the nearer the evidence is to one half, the
    sooner it comes (`use`).
    """
    tables = {name: plain(frame) for name, frame in tables.items()}
    weights = tables["claims"].group_by("row_id").len("weight")
    names = pl.concat(
        tables[table].select(pl.lit(table).alias("table_name"), pl.col(key).alias("row_id"), "name")
        for table, key in KEYS.items()
    ).join(weights, on="row_id", how="left")
    found = [_pairs(tables["judgements"], names), _rows(tables, names), _cells(tables["conflicts"], names)]
    asked = pl.concat(found, how="diagonal").select(pl.col(c).cast(kind) for c, kind in _COLUMNS.items())
    return asked.sort("use", "kind", "left_row_id", "right_row_id", "field", descending=[True, True, False, False, False])


def _pairs(judgements: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    open_ = judgements.filter((pl.col("decision") == UNSURE) & (pl.col("left_row_id") != pl.col("right_row_id")))
    open_ = open_.with_columns(pl.col("score").cast(pl.Float64), pl.lit(PAIR).alias("kind"))
    for side in ("left", "right"):
        own = names.select("table_name", *(pl.col(c).alias(f"{side}_{c}") for c in ("row_id", "name", "weight")))
        open_ = open_.join(own, on=["table_name", f"{side}_row_id"], how="inner")
    weight = pl.col("left_weight") + pl.col("right_weight")
    open_ = open_.with_columns(weight.alias("weight"), (weight * (1 - (pl.col("score") - 0.5).abs() * 2)).alias("use"))
    # Of many pairs of mentions of two rows one question is enough, whichever of the two stands first.
    rows = [pl.min_horizontal("left_row_id", "right_row_id"), pl.max_horizontal("left_row_id", "right_row_id")]
    best = open_.with_columns(pl.concat_str(rows, separator="|").alias("rows"))
    best = best.sort("rows", "score", "judgement_id", descending=[False, True, False])
    return best.unique("rows", keep="first", maintain_order=True)


def _rows(tables: Mapping[str, pl.DataFrame], names: pl.DataFrame) -> pl.DataFrame:
    """Rows that one damaged document alone tells of, and people of whom nothing but the name is told."""
    damaged = tables["documents"].filter(pl.col("repairs") > _DAMAGED * pl.col("characters"))
    claims = tables["claims"].filter(pl.col("field") == "name")
    told = claims.group_by("table_name", "row_id").agg(
        pl.col("document_id").n_unique().alias("documents"),
        pl.col("document_id", "claim_id").sort_by("document_id", "claim_id").first(),
    )
    alone = told.filter(pl.col("documents") == 1).join(damaged.select("document_id"), on="document_id", how="semi")
    known = pl.concat([tables[table].select("official_id") for table in ("positions", "participations")])
    bare = told.filter(pl.col("table_name") == "officials").join(
        known, left_on="row_id", right_on="official_id", how="anti"
    )
    bare = bare.join(alone, on=["table_name", "row_id"], how="anti")
    return pl.concat(
        [
            _asked(alone, names, "told by one damaged document only", _DOUBT["damaged"]),
            _asked(bare, names, "a name without a post or a meeting", _DOUBT["bare"]),
        ]
    )


def _asked(rows: pl.DataFrame, names: pl.DataFrame, reason: str, doubt: float) -> pl.DataFrame:
    return rows.join(names, on=["table_name", "row_id"], how="inner").select(
        pl.lit(ROW).alias("kind"),
        "table_name",
        pl.col("row_id").alias("left_row_id"),
        pl.col("name").alias("left_name"),
        pl.col("claim_id").alias("left_claim_id"),
        pl.lit(reason).alias("reason"),
        "weight",
        (pl.col("weight") * doubt).alias("use"),
    )


def _cells(conflicts: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Cells for which documents give values that cannot all be right."""
    cell = ["table_name", "row_id", "field"]
    told = conflicts.filter(pl.col("kind") == VALUES).sort(*cell, "taken", "value", descending=[False] * 3 + [True, False])
    taken = pl.col("value").filter("taken").first()
    lines = told.group_by(cell, maintain_order=True).agg(
        pl.col("claim_id").first().alias("left_claim_id"),
        taken.alias("found"),
        pl.col("value").unique(maintain_order=True).str.join(" / ").alias("values"),
    )
    lines = lines.drop_nulls("found").join(names, on=["table_name", "row_id"], how="inner")
    return lines.select(
        pl.lit(CELL).alias("kind"),
        "table_name",
        pl.col("row_id").alias("left_row_id"),
        pl.col("name").alias("left_name"),
        "left_claim_id",
        "field",
        "found",
        pl.concat_str(pl.lit("documents give for "), "field", pl.lit(": "), "values").alias("reason"),
        "weight",
        (pl.col("weight") * _DOUBT["cell"]).alias("use"),
    )


def decision(question: Mapping[str, object], action: str, reason: str, field: str = "", value: str = "", found: object = None) -> str:
    """The lines of curation.yaml that answer a question. Those of a pair name claims, which outlive the rows.

    Of a correction `field` and `value` say what the cell is to be, `found` what it is now. Raises CurationError where the kind
    of question has no such answer.
    """
    allowed = ANSWERS[str(question["kind"])]
    if action not in allowed:
        raise CurationError(f"a {question['kind']} is answered with {' or '.join(allowed)}, not with {action}")
    entry: dict[str, object]
    if action in (MERGE, KEEP_APART):
        expects = sorted({str(question["left_name"]), str(question["right_name"])})
        entry = {action: [question["left_claim_id"], question["right_claim_id"]], "expects": expects}
    elif action == CORRECT:
        entry = {action: question["left_row_id"], "field": field, "value": value}
        entry["expects"] = None if found is None else str(found)
    else:
        entry = {action: question["left_row_id"], "expects": question["left_name"]}
    entry["reason"] = reason
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None)


def write(path: Path, entry: str) -> None:
    """Adds a decision to a file, which is made where there is none. CurationError: the file could not be read after it."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    after = before + ("" if not before or before.endswith("\n") else "\n") + entry
    parse(after, path.name)
    path.write_text(after, encoding="utf-8")
