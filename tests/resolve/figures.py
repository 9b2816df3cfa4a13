"""What resolution reaches on a generated world, and how fast: `make score` prints the first, this module both.

    python -m tests.resolve.figures                  pairwise precision and recall, beside what is asked for
    python -m tests.resolve.figures 1000000          seconds and peak memory for so many mentions
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from fangzhi.resolve import resolve
from fangzhi.resolve.mentions import CLAIMS, DOCUMENTS
from tests.resolve.pairwise import pairwise
from tests.resolve.world import World, world

# Pairwise precision and recall that are asked for.
GOALS = {"meetings": (0.98, 0.95), "officials": (0.995, 0.95), "projects": (0.98, 0.90), "villages": (0.999, 0.98)}
_PART = 30_000  # mentions of one world; a larger one is several side by side


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


def generate(folder: Path, wanted: int) -> None:
    """Writes the documents and claims of about so many mentions, a file a world."""
    for part in range(max(1, round(wanted / _PART))):
        made = world(seed=part, documents=2700, counties=100)
        suffix = pl.col("document_id") + f"{part:03}"
        for name, rows, schema in (("documents", made.documents, DOCUMENTS), ("claims", made.claims, CLAIMS)):
            pl.DataFrame(rows, schema=schema).with_columns(suffix).write_parquet(folder / f"{name}-{part:03}.parquet")
        (folder / f"{part:03}.mentions").write_text(str(len(made.truth)))


def speed(wanted: int) -> str:
    """Seconds and peak memory of resolution alone; the world is made by another process, whose memory is not counted."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        child = multiprocessing.get_context("spawn").Process(target=generate, args=(folder, wanted))
        child.start()
        child.join()
        mentions = sum(int(path.read_text()) for path in folder.glob("*.mentions"))
        documents, claims = (pl.read_parquet(folder / f"{name}-*.parquet") for name in ("documents", "claims"))
        began, used = time.perf_counter(), time.process_time()
        resolve(documents, claims)
        seconds, worked = time.perf_counter() - began, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    told = f"{mentions:,} mentions in {claims.height:,} claims: {seconds:.1f} s ({worked:.1f} s of processors)"
    return f"{told}, {peak:.2f} GiB at the peak"


def main(arguments: list[str]) -> int:
    print(speed(int(arguments[0])) if arguments else "\n".join(lines()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
