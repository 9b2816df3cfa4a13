"""Prints what resolution reaches on a generated world: `python -m tests.resolve.figures [MENTIONS]`.

A line a table with pairwise precision and recall, then seconds and peak memory of resolution alone.
"""

from __future__ import annotations

import resource
import sys
import time

import polars as pl

from fangzhi.resolve import resolve
from fangzhi.resolve.mentions import CLAIMS, DOCUMENTS
from tests.resolve.pairwise import pairwise
from tests.resolve.world import World, world

TABLES = ("meetings", "officials", "projects", "villages")
_PART = 30_000  # mentions of one world; a larger one is several side by side


def measured(made: World, tables: dict[str, pl.DataFrame]) -> dict[str, tuple[float, float]]:
    """Pairwise precision and recall of each table."""
    rows = {(c["document_id"], c["start"], c["value"]): c["row"] for c in made.claims if c["field"] == "name"}
    names = tables["claims"].filter(pl.col("field") == "name")
    found = {
        (document, rows[document, start, value]): row
        for document, start, value, row in names.select("document_id", "start", "value", "row_id").iter_rows()
    }
    return {table: pairwise({k: v for k, v in made.truth.items() if k[1].startswith(table)}, found) for table in TABLES}


def main(arguments: list[str]) -> int:
    wanted = int(arguments[0]) if arguments else _PART
    documents, claims, mentions, first = [], [], 0, None
    for part in range(max(1, wanted // _PART)):
        made = world(seed=part, documents=2700, counties=100)
        first = first or made
        suffix = pl.col("document_id") + f"{part:03}"
        documents.append(pl.DataFrame(made.documents, schema=DOCUMENTS).with_columns(suffix))
        claims.append(pl.DataFrame(made.claims, schema=CLAIMS).with_columns(suffix))
        mentions += len(made.truth)
    told, said = pl.concat(documents), pl.concat(claims)
    start = time.perf_counter()
    resolve(told, said)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{'table':12}{'precision':>11}{'recall':>9}")
    for table, (precision, recall) in measured(first, resolve(first.documents, first.claims)).items():
        print(f"{table:12}{precision:11.4f}{recall:9.4f}")
    print(f"{mentions:,} mentions in {said.height:,} claims: {seconds:.1f} s, {peak:.2f} GiB at the peak")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
