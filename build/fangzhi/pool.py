"""`extract` over many sources: in this process, or in a pool of processes; the same batches in the same order."""

from __future__ import annotations

import itertools
import os
from collections import deque
from collections.abc import Iterable, Iterator

from fangzhi.errors import Refusal
from fangzhi.extract import Batch, extract
from fangzhi.read import Source

# A process takes half a second to start, in which this one reads a million characters.
WORTH_A_POOL = 2_000_000
BATCH_CHARACTERS = 100_000
BATCH_DOCUMENTS = 200


def extract_all(sources: Iterable[Source], jobs: int | None = None) -> Iterator[Batch]:
    """Batches in the order of the sources. `jobs` processes; without it as many as there are cores, where it is worth it."""
    runs = batches(sources)
    if jobs is None:
        first, characters = [], 0
        for run in runs:
            first.append(run)
            characters += sum(len(source.text) for source in run)
            if characters >= WORTH_A_POOL:
                break
        jobs = cores() if characters >= WORTH_A_POOL else 1
        runs = itertools.chain(first, runs)
    return map(extract, runs) if jobs <= 1 else _pooled(runs, jobs)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batches(sources: Iterable[Source]) -> Iterator[list[Source]]:
    """The sources in runs of about a hundred thousand characters."""
    run: list[Source] = []
    characters = 0
    for source in sources:
        run.append(source)
        characters += len(source.text)
        if characters >= BATCH_CHARACTERS or len(run) >= BATCH_DOCUMENTS:
            yield run
            run, characters = [], 0
    if run:
        yield run


def _pooled(runs: Iterator[list[Source]], jobs: int) -> Iterator[Batch]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Not forked: a fork of a process in which Polars has threads can wait for ever.
    context = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(jobs, context, initializer=_begin) as pool:
            waiting: deque = deque()
            try:
                for run in runs:
                    waiting.append(pool.submit(extract, run))
                    # No more is read ahead than keeps every process busy.
                    if len(waiting) > 3 * jobs:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
    except BrokenProcessPool as error:
        raise Refusal(
            "a process of the extraction was ended from outside (out of memory?); give fewer with --jobs"
        ) from error


def _begin() -> None:
    """What a process of the pool does first: it leaves Ctrl-C to the one that started it, and ends when that one is gone."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
