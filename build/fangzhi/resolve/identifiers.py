"""Identifiers: short, made of what a thing is, and given once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set

import polars as pl

PREFIXES = {
    "meetings": "mtg",
    "officials": "off",
    "positions": "pos",
    "participations": "par",
    "projects": "prj",
    "project_reports": "rep",
    "villages": "vil",
    "village_designations": "des",
    "targets": "tgt",
    "claims": "clm",
    "judgements": "jdg",
    "aliases": "als",
    "conflicts": "cfl",
    "organizations": "org",
    "tenures": "ten",
    "places": "plc",
    "redirects": "red",
}
_DIGITS = 12
_CHUNK = 1 << 17
_BETWEEN = "\x1f"


def identifier(table: str, parts: Iterable[object]) -> str:
    """`off-81d2e07c3a4f`: the table's prefix and a hash of what the row is known by."""
    return _hashed(table, _BETWEEN.join("" if part is None else str(part) for part in parts))


def _hashed(table: str, text: str) -> str:
    digest = hashlib.blake2b(f"{table}\x1e{text}".encode("utf-8", "surrogatepass"), digest_size=_DIGITS // 2)
    return f"{PREFIXES[table]}-{digest.hexdigest()}"


def numbered(table: str, frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """An identifier for each line, made of some columns; of lines that agree in them the second and later ones are numbered."""
    text = pl.concat_str([pl.col(c).cast(pl.String).fill_null("") for c in columns], separator=_BETWEEN)
    texts = frame.select(text.alias("text")).with_columns(turn=pl.int_range(pl.len()).over("text"))
    again = pl.concat_str("text", pl.lit(f"{_BETWEEN}#"), pl.col("turn") + 1)
    told = texts.select(pl.when(pl.col("turn") == 0).then("text").otherwise(again))
    parts = told.to_series().to_frame().iter_slices(_CHUNK)
    made = [pl.Series([_hashed(table, key) for key in part.to_series()], dtype=pl.String) for part in parts]
    return pl.concat(made) if made else pl.Series(dtype=pl.String)


def of_clusters(table: str, mentions: pl.DataFrame, carried: Mapping[int, str], taken: Set[str]) -> pl.DataFrame:
    """cluster, row_id. A cluster is known by the key of its anchor: its first mention by date, copies last.

    So a later document changes nothing. Of clusters with one key the one with the earliest anchor takes the plain
    identifier; the others add the document of theirs. `carried`: identifiers of the release before; `taken`: those that
    may not be given to anything else.
    """
    anchor = [pl.col("document_id") != pl.col("origin"), pl.col("as_of").fill_null("9999"), "document_id", "claim"]
    firsts = mentions.sort(anchor).unique("cluster", keep="first", maintain_order=True)
    used = {*taken, *carried.values()}
    ids = []
    for cluster, key, document in firsts.select("cluster", "key", "document_id").iter_rows():
        if cluster in carried:
            ids.append(carried[cluster])
            continue
        name, turn = identifier(table, [key]), 0
        while name in used:
            turn += 1
            name = identifier(table, [key, document, turn])
        used.add(name)
        ids.append(name)
    return pl.DataFrame(
        {"cluster": firsts["cluster"], "row_id": ids}, schema={"cluster": pl.Int64, "row_id": pl.String}
    )
