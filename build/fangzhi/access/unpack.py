"""A package in a zip file, as a folder for as long as it is needed. What the archive says of itself is not believed."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from fangzhi.errors import Refusal
from fangzhi.publish.layout import DESCRIPTOR

# What a package's tables may take on disk, together, and how many members an archive may have.
MOST_BYTES = 8 << 30
MOST_MEMBERS = 10_000
_BLOCK = 1 << 20


@contextlib.contextmanager
def folder_of(path: Path) -> Iterator[Path]:
    """The folder of a package: itself, or where the descriptor and the Parquet files of a zip file lie until the end.

    Raises Refusal where there is no package, or where the archive is broken or larger than a package may be.
    """
    if path.is_dir():
        yield path
    elif path.is_file() and zipfile.is_zipfile(path):
        with tempfile.TemporaryDirectory(prefix="fangzhi-") as home:
            _unpack(path, Path(home))
            yield Path(home)
    elif path.exists():
        raise Refusal(f"{path}: is no package; give its folder or a zip file of it")
    else:
        raise Refusal(f"{path}: no package is there; build one with: fangzhi release FOLDER --out {path}")


def _unpack(path: Path, home: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            left = MOST_BYTES
            for member, name in _members(path, archive):
                left -= _copy(archive, member, home / name, left)
                if left < 0:
                    raise Refusal(f"{path}: holds more than {MOST_BYTES:,} bytes of tables; unpack it yourself and give the folder")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise Refusal(f"{path}: cannot be unpacked ({error}); get it again") from error


def _members(path: Path, archive: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """The members that are read, each with its path below the package: the descriptor and the Parquet files beside it."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise Refusal(f"{path}: has more than {MOST_MEMBERS:,} members; it is no package")
    tops = [info.filename for info in infos if PurePosixPath(info.filename).name == DESCRIPTOR]
    if not tops:
        raise Refusal(f"{path}: no package is there ({DESCRIPTOR} is missing)")
    top = min(tops, key=lambda name: (name.count("/"), name)).removesuffix(DESCRIPTOR)
    for info in infos:
        name = info.filename.removeprefix(top)
        wanted = name == DESCRIPTOR or name.endswith(".parquet")
        if info.filename.startswith(top) and wanted and _inside(name):
            yield info, name


def _inside(name: str) -> bool:
    pure = PurePosixPath(name)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in name and ":" not in name


def _copy(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, most: int) -> int:
    """How many bytes were written: at most one block more than `most`, whatever the member says of its size."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(member) as source, target.open("wb") as sink:
        while written <= most and (block := source.read(_BLOCK)):
            written += sink.write(block)
    return written
