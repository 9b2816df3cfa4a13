"""`make bench`: characters a second of each stage on one core, and the time and memory of a whole release.

The documents are those of the sample (or ARGS=folder), read once and repeated under other names until they hold at least a
million characters, so that a figure is of the stage and not of its start.
"""

from __future__ import annotations

import dataclasses
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fangzhi.clean import clean
from fangzhi.extract import extract
from fangzhi.read import Source, read_paths

ROOT = Path(__file__).resolve().parents[2]
CHARACTERS = 1_000_000


def many(sources: list[Source], characters: int) -> list[Source]:
    """The sources again and again, each under a path of its own, until they hold that many characters."""
    repeated, held = [], 0
    for number, source in enumerate(itertools.cycle(sources)):
        if held >= characters:
            return repeated
        repeated.append(dataclasses.replace(source, path=f"{number:06}/{source.path}"))
        held += len(source.text)
    return repeated


def timed(name: str, characters: int, work: Callable[[], Iterable[object]]) -> None:
    start = time.perf_counter()
    for _ in work():
        pass
    seconds = time.perf_counter() - start
    print(f"{name:10} {characters / seconds:>14,.0f} characters a second  {seconds:8.2f} s for {characters:,}")


def release(folder: Path) -> None:
    """The whole pipeline as a user runs it, in a process of its own."""
    with tempfile.TemporaryDirectory() as out:
        command = [str(Path(sys.executable).parent / "fangzhi"), "release", str(folder), "--out", f"{out}/package"]
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
    # Kibibytes on Linux, bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"{'release':10} {seconds:14.2f} s from start to package      {peak / 2**20:8.0f} MiB at most")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "fangzhi" / "sample"
    read = [item for item in read_paths([folder]) if isinstance(item, Source)]
    if not read:
        print(f"{folder}: no document to measure with", file=sys.stderr)
        return 2
    timed("read", sum(len(source.text) for source in read), lambda: read_paths([folder]))
    sources = many(read, CHARACTERS)
    characters = sum(len(source.text) for source in sources)
    timed("clean", characters, lambda: (clean(source.text) for source in sources))
    timed("extract", characters, lambda: extract(sources))
    release(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
