"""`make bench`: characters a second of each stage on one core, and the time and memory of a whole release.

The documents are those of the sample (or ARGS=folder), read once and repeated under other names until they hold at least a
million characters, so that a figure is of the stage and not of its start. Time is of the processor, so that what else the machine
does counts less, and each stage is also compared with a plain scan of the same text for one lexicon's words in the same run: this
ratio can be compared between machines.

`make bench ARGS="--one-more 10000 --prose 2500 FOLDER"`: what a document more costs; see one_more.py.
`make bench ARGS="--mentions 1000000"`: what resolution costs; see mentions.py.
"""

from __future__ import annotations

import dataclasses
import gc
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from fangzhi.clean import clean
from fangzhi.extract import extract, page_of
from fangzhi.parse import meetings, officials, people, projects, targets, villages
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


class Bench:
    """Prints stages over `characters` characters, each with its ratio to the scan, which comes first."""

    def __init__(self, characters: int) -> None:
        self.characters = characters
        self.scan = 0.0  # seconds a character

    def timed(self, name: str, work: Callable[[], Iterable[object]], characters: int = 0) -> None:
        """`characters`: how many this stage reads, where it reads other text than the rest."""
        characters = characters or self.characters
        start = time.process_time()
        for _ in work():
            pass
        seconds = time.process_time() - start
        self.scan = self.scan or seconds / characters
        rate = f"{name:10} {characters / seconds:>14,.0f} characters a second"
        print(f"{rate}  {seconds:8.2f} s for {characters:,}  {seconds / characters / self.scan:7.1f} scans")


def grammars(bench: Bench, sources: list[Source]) -> None:
    """Each grammar by itself. What a page keeps for the next one (numbers, people) is of the stage that asks first."""
    pages = [page_of(source, clean(source.text, source.related_at)) for source in sources]
    bench.timed("numbers", lambda: (page.lexed.numbers for page in pages))
    rows = []
    bench.timed("officials", lambda: map(rows.append, map(officials.read, pages)))
    bench.timed("meetings", lambda: (meetings.read(page, named) for page, (_, named) in zip(pages, rows, strict=True)))
    for grammar in (projects, villages, targets):
        bench.timed(grammar.__name__.rpartition(".")[2], lambda read=grammar.read: map(read, pages))


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


def resolution(*mentions: str) -> int:
    """Resolution in a process of its own."""
    return subprocess.run([sys.executable, str(Path(__file__).parent / "mentions.py"), *mentions], check=False).returncode


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--one-more"]:
        import one_more

        return one_more.main(arguments[1:])
    if arguments[:1] == ["--mentions"]:
        return resolution(*arguments[1:2])
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "fangzhi" / "sample"
    read = [item for item in read_paths([folder]) if isinstance(item, Source)]
    if not read:
        print(f"{folder}: no document to measure with", file=sys.stderr)
        return 2
    for page in read:
        extract([page])  # word lists are loaded when the first page is read
    sources = many(read, CHARACTERS)
    gc.disable()  # as `extract` does
    bench = Bench(sum(len(source.text) for source in sources))
    bench.timed("scan", lambda: (people.GATE.spots(source.text) for source in sources))
    bench.timed("read", lambda: read_paths([folder]), sum(len(source.text) for source in read))
    bench.timed("clean", lambda: (clean(source.text, source.related_at) for source in sources))
    grammars(bench, sources)
    bench.timed("extract", lambda: extract(sources))
    release(folder)
    return resolution()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
