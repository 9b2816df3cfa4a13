"""Judgements: the published decisions, each between the claims of two names."""

from __future__ import annotations

import polars as pl

from fangzhi.resolve.clusters import SAME
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.identifiers import numbered
from fangzhi.resolve.mentions import WORD

# Why mentions that agree in all that is compared are one, by table.
_ALIKE = {
    "meetings": "one day, body and name",
    "officials": "one name, the same posts",
    "projects": "one name in one place",
    "villages": "one name, town and county",
}


def table(entities: list[Resolved], names: pl.DataFrame) -> pl.DataFrame:
    """The rows of `judgements`. `names` are the published claims of names."""
    names = names.unique("mention", keep="first", maintain_order=True)
    names = names.select("mention", "claim_id", pl.col("row_id").cast(WORD))
    frames = [_of(resolved, names) for resolved in entities]
    out = pl.concat(frames)
    keys = numbered("judgements", out, ["table_name", "left_claim_id", "right_claim_id"])
    return out.with_columns(keys.alias("judgement_id"))


def _of(resolved: Resolved, names: pl.DataFrame) -> pl.DataFrame:
    mentions = resolved.mentions.select("mention", "document_id", "item").join(
        names, on="mention", how="inner", maintain_order="left"
    )
    # The mention of the first document stands for its item; the others are the same as it by all that is compared.
    firsts = mentions.unique("item", keep="first", maintain_order=True).select("item", "document_id")
    stands = mentions.join(firsts, on=["item", "document_id"], how="semi")
    stands = stands.sort("claim_id").unique("item", keep="first", maintain_order=True)
    stands = stands.select("item", pl.col("claim_id").alias("stand"), pl.col("row_id").alias("stand_row"))
    alike = mentions.join(stands, on="item", how="left").filter(pl.col("claim_id") != pl.col("stand"))
    alike = alike.select(
        pl.col("stand").alias("left_claim_id"),
        pl.col("claim_id").alias("right_claim_id"),
        pl.col("stand_row").alias("left_row_id"),
        pl.col("row_id").alias("right_row_id"),
        pl.lit(SAME, WORD).alias("decision"),
        pl.lit(1.0).alias("score"),
        pl.lit(_ALIKE[resolved.table], WORD).alias("reason"),
        pl.lit("rule", WORD).alias("by"),
    )
    judged = resolved.judgements
    for side in ("left", "right"):
        ends = stands.rename({"item": side, "stand": f"{side}_claim_id", "stand_row": f"{side}_row_id"})
        judged = judged.join(ends, on=side, how="inner", maintain_order="left")
    judged = judged.select(alike.columns).sort("decision", maintain_order=True)
    # What a person said and a rule judged is told once.
    judged = judged.unique(["left_claim_id", "right_claim_id"], keep="first", maintain_order=True)
    return pl.concat([judged, alike]).with_columns(pl.lit(resolved.table, WORD).alias("table_name"))
