"""`.zip`: its members as files, unpacked one at a time into a temporary folder under a name of our own.

No member's path is ever used as a path. Sizes, number and ratio are limited (see source.py), archives inside are refused.
"""
from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from fangzhi.read.source import (
    ARCHIVE_BYTES,
    ARCHIVE_MEMBERS,
    ARCHIVE_RATIO,
    MEMBER_BYTES,
    File,
    Rejected,
    Unreadable,
    file_on_disk,
)
from fangzhi.read.walk import hidden

UTF8_NAME = 0x800
LOCKED = 0x1
RATIO_FROM = 1_000_000  # bytes: below it no ratio does harm


def members(path: Path, name: str, refuse: Callable[[str], None]) -> Iterator[File | Rejected]:
    """The archive's files by code point of their names, as `name!member`. A File is good until the next is asked for.

    `refuse(member)` raises Unreadable for one that is not to be unpacked. Raises Unreadable: broken_file, archive_limit.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise Unreadable("broken_file", "no whole zip file; get it again") from error
    with archive, tempfile.TemporaryDirectory() as folder:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        check_size(infos)
        found = {member_name(info): info for info in infos}
        times = Counter(map(member_name, infos))
        for inner, info in sorted(found.items()):
            if hidden(inner):
                continue
            if times[inner] > 1:
                detail = f"{times[inner]} members have this name, the last is read; rename the others"
                yield Rejected(f"{name}!{inner}", "duplicate_name", detail)
            try:
                refuse(inner)
                yield _unpacked(archive, info, inner, Path(folder) / "member", f"{name}!{inner}")
            except Unreadable as error:
                yield error.at(f"{name}!{inner}")


def check_size(found: list[zipfile.ZipInfo], limit: int = ARCHIVE_BYTES) -> None:
    """Raises Unreadable("archive_limit"). Also for .docx, which is a zip file."""
    if len(found) > ARCHIVE_MEMBERS:
        raise Unreadable("archive_limit", f"{len(found):,} members, the limit is {ARCHIVE_MEMBERS:,}; split it")
    total = sum(info.file_size for info in found)
    if total > limit:
        raise Unreadable("archive_limit", f"{total:,} bytes when unpacked, the limit is {limit:,}; split it")


def member_name(info: zipfile.ZipInfo) -> str:
    """The member's name with `/`. Names without the UTF-8 flag are UTF-8 or, as Chinese Windows writes them, GB18030."""
    name = info.filename
    if not info.flag_bits & UTF8_NAME and not name.isascii():
        raw = name.encode("cp437", "replace")
        for codec in ("utf-8", "gb18030", "cp437"):
            try:
                name = raw.decode(codec)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, inner: str, target: Path, name: str) -> File:
    _check_member(info, inner)
    try:
        with archive.open(info) as packed, target.open("wb") as out:
            shutil.copyfileobj(packed, out, 1 << 20)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError) as error:  # ValueError: its name is no UTF-8
        raise Unreadable("broken_file", "the member does not unpack; make the zip file anew") from error
    return file_on_disk(target, name)


def _check_member(info: zipfile.ZipInfo, inner: str) -> None:
    parts = PurePosixPath(inner).parts
    mode = info.external_attr >> 16
    if ".." in parts or PurePosixPath(inner).is_absolute() or PureWindowsPath(inner).drive:
        raise Unreadable("unsafe_member", "its path leads out of the archive; make the zip file anew")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        raise Unreadable("unsafe_member", "a link or device; put the file itself into the zip file")
    if info.flag_bits & LOCKED:
        raise Unreadable("encrypted", "locked with a password; unpack it")
    if info.file_size > MEMBER_BYTES:
        raise Unreadable("archive_limit", f"{info.file_size:,} bytes when unpacked, the limit is {MEMBER_BYTES:,}; unpack it")
    if info.file_size > max(RATIO_FROM, ARCHIVE_RATIO * info.compress_size):
        raise Unreadable("archive_limit", f"unpacks to over {ARCHIVE_RATIO} times its size; unpack it if you trust it")
