"""`python -m tests.killed NEWS OUT POINT…`: a release for each point, ended by the system when it touches files for the POINTth time.

Prints, a line a release, how often files were touched, and how it ended: 0, or -9 where it was killed. A point of 0 kills nothing. Each
release is a process of its own; they are forked from one that has everything imported and has run nothing of it.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

# What changes or opens files. DuckDB's own writing lies between two of these.
EVENTS = frozenset({"open", "os.rename", "os.mkdir", "os.truncate", "shutil.rmtree"})
# The exchange of two folders is a call of the C library; what is removed of a folder is named below it.
ANYWHERE = frozenset({"ctypes.dlopen", "os.remove", "os.rmdir"})
SECONDS = 120  # after which a release that hangs is ended


def imports() -> None:
    """What a release imports on its way."""
    import duckdb
    import frictionless
    import pandera.polars
    import polars
    import pyarrow.parquet
    import xlsxwriter

    import fangzhi.gate
    import fangzhi.pool
    import fangzhi.publish
    import fangzhi.resolve.stage
    import fangzhi.warehouse.load

    assert all((duckdb, frictionless, pandera.polars, polars, pyarrow.parquet, xlsxwriter, fangzhi))


def release(news: Path, out: Path, point: int, told: int) -> None:
    """Runs the release; before the touch of number `point` the process kills itself. The number of touches goes to `told`."""
    from fangzhi.release import release as build

    touched = 0

    def hook(event: str, arguments: tuple) -> None:
        nonlocal touched
        if event in ANYWHERE or event in EVENTS and str(out.parent) in str(arguments[0]):
            touched += 1
            if touched == point:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    build([news], out, jobs=1, archive=out.with_suffix(".zip"))
    os.write(told, str(touched).encode())


def main(news: str, out: str, *points: str) -> None:
    imports()
    for point in points:
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            signal.alarm(SECONDS)
            try:
                release(Path(news), Path(out), int(point), writer)
            except BaseException as error:
                print(repr(error), file=sys.stderr, flush=True)
                os._exit(1)
            os._exit(0)
        os.close(writer)
        touched = os.read(reader, 20).decode()
        os.close(reader)
        _, status = os.waitpid(child, 0)
        print(touched or "-", os.waitstatus_to_exitcode(status), flush=True)
        sys.stdin.readline()


if __name__ == "__main__":
    main(*sys.argv[1:])
