"""The package as one zip file, with SHA256SUMS beside it; members of zip files in general."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from fangzhi.publish.place import own

# Zip files know no time before 1980; a fixed one keeps the clock out of the bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
# What is compressed already is not compressed again.
PLAIN = frozenset({".parquet", ".xlsx"})
# More than twice as fast as the usual 6, for a tenth more bytes.
LEVEL = 3


@contextlib.contextmanager
def member(archive: zipfile.ZipFile, name: str, stored: bool = False) -> Iterator[IO[bytes]]:
    """A new member of the archive, to be written: of no time, readable by everybody, compressed unless `stored`."""
    archive.compression = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.compresslevel = None if stored else LEVEL
    with archive.open(name, "w", force_zip64=True) as sink:
        yield sink
    info = archive.getinfo(name)
    info.date_time, info.external_attr = MOMENT, 0o100644 << 16


@contextlib.contextmanager
def prepared(package: Path, target: Path) -> Iterator[Callable[[], Path]]:
    """Packs the folder's files, in order and under the archive's name, beside `target`, in a file that no other release writes.

    What it gives moves the archive and its line of SHA256SUMS in, and gives the path of the latter: two renames, so that whoever
    stops in between leaves files that are whole, each of one release. The lines of SHA256SUMS for other files are kept.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    sums = target.with_name("SHA256SUMS")
    with own(target) as aside, own(sums) as new_sums:
        with zipfile.ZipFile(aside, "w") as archive:
            for path in sorted(path for path in package.rglob("*") if path.is_file()):
                name = f"{target.stem}/{path.relative_to(package).as_posix()}"
                with path.open("rb") as source, member(archive, name, path.suffix in PLAIN) as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
        with aside.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()

        def move_in() -> Path:
            new_sums.write_text(_sums(sums, digest, target.name), encoding="utf-8")
            os.replace(aside, target)
            os.replace(new_sums, sums)
            return sums

        yield move_in


def _sums(sums: Path, digest: str, name: str) -> str:
    """The lines of SHA256SUMS with that of the archive, which is to have this name."""
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.exists() else []
    kept = [line for line in lines if line.split("  ", 1)[-1] != name]
    return "\n".join(sorted([*kept, f"{digest}  {name}"], key=lambda line: line.split("  ", 1)[-1])) + "\n"
