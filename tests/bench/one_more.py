"""What a document more costs: a release of many documents, and a second one of these and another, with a cache.

    make bench ARGS="--one-more COUNT [--prose CHARACTERS] [FOLDER…]"

The documents are those of the folders (the sample) about other people, places and numbers each time, `COUNT` of them, each with so many
characters of prose that says nothing. Prints seconds of the processor, which count, and of the clock, for each release as a user runs it.
"""

from __future__ import annotations

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from fangzhi.read import Source, read_paths  # noqa: E402
from tests.bench import documents  # noqa: E402


def release(news: Path, home: Path) -> tuple[float, float]:
    """Seconds of the processor and of the clock."""
    command = [sys.executable, "-m", "fangzhi.cli", "release", str(news), "--out", str(home / "package"), "--cache", str(home / "cache")]
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - start, os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system, seconds


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="--one-more")
    parser.add_argument("count", type=int)
    parser.add_argument("--prose", type=int, default=0)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "build" / "fangzhi" / "sample"])
    given = parser.parse_args(arguments)
    sources = [item for item in read_paths(given.folders) if isinstance(item, Source)]
    records = documents.varied(sources, given.count + 1, given.prose)
    with tempfile.TemporaryDirectory() as folder:
        home, news = Path(folder), Path(folder) / "news"
        characters = documents.write(itertools.islice(records, given.count), news)
        print(f"{given.count:,} documents, {characters:,} characters", flush=True)
        full = release(news, home)
        documents.write(records, news / "more")
        more = release(news, home)
    for name, (processor, clock) in (("all of them", full), ("one more", more)):
        print(f"{name:12} {processor:8.1f} s of the processor {clock:8.1f} s of the clock")
    print(f"{'ratio':12} {more[0] / full[0]:8.1%} {more[1] / full[1]:25.1%}")
    return 0
