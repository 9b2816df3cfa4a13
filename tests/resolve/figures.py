"""What resolution reaches on a generated world, which `make score` prints. What it costs is measured by `make bench`.

    python -m tests.resolve.figures                  pairwise precision and recall, beside what is asked for
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import polars as pl

from fangzhi.resolve import resolve
from tests.resolve.pairwise import pairwise
from tests.resolve.world import World, world

# Pairwise precision and recall that are asked for.
GOALS = {"meetings": (0.98, 0.95), "officials": (0.995, 0.95), "projects": (0.98, 0.90), "villages": (0.999, 0.98)}


def measured(made: World, tables: dict[str, pl.DataFrame]) -> dict[str, tuple[float, float]]:
    """Pairwise precision and recall of each table."""
    rows = {
        (c["document_id"], c["table_name"], c["start"]): (c["document_id"], c["row"])
        for c in made.claims
        if c["field"] == "name"
    }
    names = tables["claims"].filter(pl.col("field") == "name")
    names = names.select("document_id", "table_name", "start", "row_id")
    found = {rows[tuple(place)]: row for *place, row in names.iter_rows()}
    return {table: pairwise({k: v for k, v in made.truth.items() if k[1].startswith(table)}, found) for table in GOALS}


def lines(seed: int = 7, documents: int = 2000) -> Iterator[str]:
    """The figures of one world, a line a table."""
    made = world(seed=seed, documents=documents)
    yield f"identity in a generated world of {len(made.truth):,} mentions, by pairs"
    yield f"{'':12}{'precision':>10}{'asked':>8}{'recall':>9}{'asked':>8}"
    for table, reached in measured(made, resolve(made.documents, made.claims)).items():
        (precision, recall), goal = reached, GOALS[table]
        yield f"{table:12}{precision:10.4f}{goal[0]:8.3f}{recall:9.4f}{goal[1]:8.3f}"


def main() -> int:
    print("\n".join(lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
