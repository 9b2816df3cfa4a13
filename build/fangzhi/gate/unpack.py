"""A package from anywhere as a folder: itself, or a zip file unpacked aside. What an archive says of itself is not believed."""

from __future__ import annotations

import contextlib
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from fangzhi.errors import Refusal
from fangzhi.gate.described import inside
from fangzhi.gate.failure import Failure, failure
from fangzhi.gate.present import MOST_BYTES, MOST_FILES
from fangzhi.publish.layout import DESCRIPTOR

# Unpacked to packed, of a member above so many bytes. A database of a few rows is mostly zeros, and smaller.
RATIO, RATIO_FROM = 200, 64 << 20
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_BLOCK = 1 << 20
_LOCKED = 0x1


class Unsafe(Exception):
    """An archive that is not unpacked, or not to its end."""

    def __init__(self, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.failure: Failure = failure("zip", message, lines)


@contextlib.contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The folder of the package. Raises Unsafe for an archive that could do harm, Refusal for what is no package."""
    if _ADDRESS.match(str(path)):
        raise Refusal(f"{path}: is an address, and fangzhi opens no connection; download it and give the file")
    if path.is_dir():
        yield path
    elif path.is_file():
        with tempfile.TemporaryDirectory(prefix="fangzhi-") as home:
            yield _unpack(path, Path(home))
    else:
        raise Refusal(f"{path}: nothing is there; give the folder or the zip file of a package")


def _unpack(path: Path, home: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive)
            left = MOST_BYTES
            for info in members:
                left -= _copy(archive, info, home / info.filename, left)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Unsafe("the file is no whole zip archive; get it again", [str(error)]) from error
    except OSError as error:
        raise Refusal(f"{path}: cannot be unpacked: {error.strerror or error}") from error
    tops = [found.parent for found in (home / DESCRIPTOR, *home.glob(f"*/{DESCRIPTOR}")) if found.is_file()]
    if len(tops) != 1:
        raise Unsafe(f"the archive has {len(tops) or 'no'} {DESCRIPTOR}, at its top or in one folder there")
    beside = [found.name for found in home.iterdir() if tops[0] not in (home, found)]
    if beside:
        raise Unsafe("the archive holds more than a package", sorted(beside))
    return tops[0]


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of the archive, none of which leads out of it, and which are together no larger than a package may be."""
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        raise Unsafe(f"the archive has {len(infos):,} members; the limit is {MOST_FILES:,}")
    outside = [info.orig_filename for info in infos if info.filename != info.orig_filename or not inside(info.filename)]
    if outside:
        raise Unsafe("members' paths lead out of the archive", outside)
    strange = [info.filename for info in infos if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR)]
    if strange:
        raise Unsafe("members are no regular files", strange)
    if locked := [info.filename for info in infos if info.flag_bits & _LOCKED]:
        raise Unsafe("members are locked with a password", locked)
    names = [info.filename.casefold().rstrip("/") for info in infos]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unsafe("members have the same name", twice)
    large = [
        f"{info.filename}: {info.compress_size:,} bytes that unpack to {info.file_size:,}"
        for info in infos
        if info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size
    ]
    if large:
        raise Unsafe("members unpack to far more than a package's files do", large)
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise Unsafe(f"the archive unpacks to more than {MOST_BYTES:,} bytes")
    return [info for info in infos if not info.is_dir()]


def _copy(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int) -> int:
    """Unpacks a member; never more than it says of itself, nor more than `most`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    written = 0
    with archive.open(info) as source, target.open("xb") as sink:
        while block := source.read(_BLOCK):
            written += sink.write(block)
            if written > min(info.file_size, most):
                raise Unsafe("a member unpacks to more than it says", [info.filename])
    return written
