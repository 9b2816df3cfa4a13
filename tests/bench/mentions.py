"""What resolution costs: a generated world of so many mentions of meetings, people, projects and villages.

    make bench ARGS="--mentions 1000000"

Prints seconds, of the processors and of the clock, and the memory at the peak: of a process that reads the claims of documents from
files and resolves them, and does nothing else. The world is made by another process. A mention has about six claims.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from fangzhi.resolve import resolve  # noqa: E402
from fangzhi.resolve.mentions import CLAIMS, DOCUMENTS  # noqa: E402
from tests.resolve.world import world  # noqa: E402

FEW = 30_000  # mentions of one world; a larger one is several side by side, in which the same counties come again


def generate(folder: Path, wanted: int) -> None:
    """Writes the documents and claims of about so many mentions, a file a world."""
    for part in range(max(1, round(wanted / FEW))):
        made = world(seed=part, documents=2400, counties=100)
        suffix = (pl.col("document_id").cast(pl.String) + f"{part:03}").cast(pl.Categorical)
        for name, rows, schema in (("documents", made.documents, DOCUMENTS), ("claims", made.claims, CLAIMS)):
            pl.DataFrame(rows, schema=schema).with_columns(suffix).write_parquet(folder / f"{name}-{part:03}.parquet")
        (folder / f"{part:03}.mentions").write_text(str(len(made.truth)))


def measured(wanted: int) -> str:
    """One line: seconds and memory of this process, which is to be a new one."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        child = multiprocessing.get_context("spawn").Process(target=generate, args=(folder, wanted))
        child.start()
        child.join()
        mentions = sum(int(path.read_text()) for path in folder.glob("*.mentions"))
        read = [
            pl.concat([pl.read_parquet(path) for path in sorted(folder.glob(f"{name}-*.parquet"))])
            for name in ("documents", "claims")
        ]
        claims = read[-1].height
        began, used = time.perf_counter(), time.process_time()
        resolve(read.pop(0), read.pop(0))  # nobody else holds them
        seconds, worked = time.perf_counter() - began, time.process_time() - used
    # Kibibytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    told = f"{'resolve':10} {seconds:14.2f} s for {mentions:,} mentions in {claims:,} claims"
    return f"{told}, {worked:.2f} s of processors, {peak / 2**30:.2f} GiB at most"


def main(arguments: list[str]) -> int:
    print(measured(int(arguments[0]) if arguments else FEW), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
