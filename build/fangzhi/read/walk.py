"""Paths -> the files below them, in one order whatever the order of the arguments.

Symbolic links are followed: a link to a folder after all real folders, and a folder or file that is reached twice is
given once. Hidden files and what macOS puts into archives (`__MACOSX`) are left out in silence.
"""
from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from fangzhi.read.source import Rejected, Unreadable

LEFT_OUT = ("__MACOSX",)
UNWANTED = {
    errno.ENOENT: ("not_found", "nothing is there; check the path"),
    errno.ENOTDIR: ("not_found", "nothing is there; check the path"),
    errno.ELOOP: ("symlink_loop", "a symbolic link that leads back to itself; remove it"),
    errno.EACCES: ("no_permission", "may not be read; change its permissions"),
    errno.EPERM: ("no_permission", "may not be read; change its permissions"),
}


@dataclass(frozen=True, slots=True)
class Found:
    """A regular file: where it is, and its name in the package."""

    name: str
    path: Path


class _Met(NamedTuple):
    """What a walk came upon; `real` is its place without links, the same for whatever way leads there."""

    name: str
    path: Path
    real: str
    linked: bool
    reason: Unreadable | None


def why(error: OSError) -> Unreadable:
    """The reason for which the system refused."""
    reason, detail = UNWANTED.get(error.errno or 0, ("read_error", f"{error.strerror or error}; try again"))
    return Unreadable(reason, detail)


def walk(paths: Iterable[Path]) -> list[Found | Rejected]:
    """Every file at or below `paths`, once, by code point of its name; a path that gives none as Rejected.

    A name is relative to the argument below which the file was found. Where two arguments give two files one name,
    both get as many of the folders above as tell them apart.
    """
    roots = sorted({Path(os.path.abspath(path)) for path in paths})
    walker = _Walker()
    for root in roots:
        walker.enter(root, "", root)
    while walker.links:
        links, walker.links = walker.links, []
        for path, name, root in sorted(links):
            walker.follow(path, name, root)
    return _named(walker.found)


def hidden(name: str) -> bool:
    """Whether a part of a POSIX path says that the file is not for readers."""
    return any(part.startswith(".") and part not in (".", "..") or part in LEFT_OUT for part in PurePosixPath(name).parts)


class _Walker:
    """State of one walk: what was found, and links to folders not yet followed."""

    def __init__(self) -> None:
        self.found: list[_Met] = []
        self.links: list[tuple[Path, str, Path]] = []
        self.folders: set[str] = set()

    def enter(self, path: Path, name: str, root: Path) -> None:
        """Takes in a file or a folder; `name` is "" for an argument itself."""
        try:
            mode = path.stat().st_mode
        except OSError as error:
            self._refuse(name or path.name, path, why(error))
            return
        if stat.S_ISDIR(mode):
            self._folder(path, name, root)
        elif stat.S_ISREG(mode):
            self.found.append(_Met(name or path.name, path, os.path.realpath(path), path.is_symlink(), None))
        else:
            self._refuse(name or path.name, path, Unreadable("not_a_file", "no regular file; leave it out"))

    def follow(self, path: Path, name: str, root: Path) -> None:
        """Takes in the folder that a link leads to."""
        target, here = os.path.realpath(path), os.path.realpath(path.parent)
        if os.path.commonpath((target, here)) == target:
            self._refuse(name, path, Unreadable("symlink_loop", "a symbolic link to a folder above it; remove it"))
        else:
            self.enter(path, name, root)

    def _folder(self, top: Path, name: str, root: Path) -> None:
        stack = [(top, name)]
        while stack:
            folder, name = stack.pop()
            real = os.path.realpath(folder)
            if real in self.folders:
                continue
            self.folders.add(real)
            try:
                with os.scandir(folder) as listed:
                    entries = sorted(listed, key=lambda entry: entry.name)
            except OSError as error:
                self._refuse(name or folder.name, folder, why(error))
                continue
            for entry in entries:
                if hidden(entry.name):
                    continue
                path, below = folder / entry.name, f"{name}/{entry.name}" if name else entry.name
                # What the listing tells of an entry is not asked again: most are files in many.
                if entry.is_symlink() and path.is_dir():
                    self.links.append((path, below, root))
                elif entry.is_dir(follow_symlinks=False):
                    stack.append((path, below))
                elif entry.is_file(follow_symlinks=False):
                    self.found.append(_Met(below, path, os.path.join(real, entry.name), False, None))
                else:
                    self.enter(path, below, root)

    def _refuse(self, name: str, path: Path, reason: Unreadable) -> None:
        self.found.append(_Met(name, path, os.path.abspath(path), path.is_symlink(), reason))


def _named(found: list[_Met]) -> list[Found | Rejected]:
    """Each real file once, under its own name before a link's, and no name twice."""
    first: dict[str, _Met] = {}
    for met in sorted(found, key=lambda met: (met.linked, met.name, met.path)):
        first.setdefault(met.real, met)
    taken: dict[str, list[_Met]] = {}
    for met in first.values():
        taken.setdefault(met.name, []).append(met)
    out = [
        reason.at(_printable(name)) if reason else Found(_printable(name), path)
        for same in taken.values()
        for name, path, _, _, reason in (same if len(same) == 1 else _told_apart(same))
    ]
    return sorted(out, key=_name)


def _told_apart(same: list[_Met]) -> Iterator[_Met]:
    """Longer names for files of one name: with as many folders above as it takes."""
    for extra in range(1, max(len(met.path.parts) for met in same) + 1):
        names = {"/".join(met.path.parts[-len(PurePosixPath(met.name).parts) - extra :]) for met in same}
        if len(names) == len(same):
            break
    for met in same:
        longer = "/".join(met.path.parts[-len(PurePosixPath(met.name).parts) - extra :]).lstrip("/")
        yield met._replace(name=longer)


def _printable(name: str) -> str:
    """A file name that is not UTF-8 with its odd bytes written out, so that it can stand in a table."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _name(item: Found | Rejected) -> str:
    return item.name if isinstance(item, Found) else item.path
