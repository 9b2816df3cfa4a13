"""The place of a package: what may be replaced, a folder to build in beside it, and the one rename that moves it in."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from fangzhi.contract import Contract
from fangzhi.errors import Refusal
from fangzhi.publish.layout import DESCRIPTOR, LEAVINGS, files

_EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2
_HERE = -100  # AT_FDCWD


def free(out: Path, inputs: Sequence[Path], contract: Contract) -> Path:
    """The real path of `out`, which holds nothing, or nothing but a package of this name.

    Raises Refusal where a release would destroy what is not its own, or read its own output as input.
    """
    place = apart(out, inputs, "--out")
    if place.exists() and not place.is_dir():
        raise Refusal(f"{out}: is a file; give --out a folder")
    try:
        recover(place)
        strangers = _strangers(place, contract)
    except OSError as error:
        raise Refusal(f"{out}: {error.strerror or error}; give --out another folder") from error
    if strangers:
        shown = ", ".join(strangers[:3]) + (f" and {len(strangers) - 3} more" if strangers[3:] else "")
        raise Refusal(f"{out}: holds what is no part of a package ({shown}); move it away or give --out another folder")
    return place


def apart(folder: Path, inputs: Sequence[Path], option: str) -> Path:
    """The real path of `folder`. Raises Refusal where it lies inside an input, which would read it in turn."""
    place = Path(os.path.realpath(folder))
    for path in map(os.path.realpath, inputs):
        if os.path.isdir(path) and os.path.commonpath((path, place)) == path:
            raise Refusal(f"{folder}: lies inside the input folder {path}; give {option} a folder outside of it")
    return place


def beside(archive: Path, place: Path, inputs: Sequence[Path]) -> None:
    """Raises Refusal where the package's zip file cannot lie at `archive`: in the package itself, in an input, or over a folder."""
    real = apart(archive, inputs, "--zip")
    if real.is_dir():
        raise Refusal(f"{archive}: is a folder; give --zip a file")
    if real.is_relative_to(place):
        raise Refusal(f"{archive}: lies inside the package; give --zip a file outside of it")


def _strangers(place: Path, contract: Contract) -> list[str]:
    """Files in the folder that no release has written there."""
    if not place.is_dir():
        return []
    found = [
        path.relative_to(place).as_posix()
        for path in sorted(place.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    ]
    listed = _listed(place, contract)
    return [name for name in found if name not in listed and Path(name).name not in LEAVINGS]


def _listed(place: Path, contract: Contract) -> frozenset[str]:
    """What the descriptor that lies there lists, and what a package of today holds; nothing where it is none of ours."""
    try:
        descriptor = json.loads((place / DESCRIPTOR).read_text(encoding="utf-8"))
        if descriptor["name"] != contract.package["name"]:
            return frozenset()
        return files(contract) | {resource["path"] for resource in descriptor["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


@contextlib.contextmanager
def aside(place: Path) -> Iterator[Path]:
    """A new folder beside `place`, gone at the end, whatever is in it then."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        folder = place.with_name(f".{place.name}.new-{os.getpid()}")
        folder.mkdir()
    except OSError as error:
        raise Refusal(
            f"{place.parent}: cannot be written to: {error.strerror or error}; give --out another folder"
        ) from error
    lock = _lock(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


@contextlib.contextmanager
def own(target: Path) -> Iterator[Path]:
    """A file beside `target` that no other process writes, gone at the end; those that stopped processes have left are cleared away."""
    for left in sorted(target.parent.glob(f".{_literal(target.name)}.new-*")):
        lock = _lock(left)
        if lock is not None:
            left.unlink(missing_ok=True)
            os.close(lock)
    path = target.with_name(f".{target.name}.new-{os.getpid()}")
    path.touch()
    lock = _lock(path)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)
        if lock is not None:
            os.close(lock)


def move_in(folder: Path, place: Path) -> None:
    """Makes `folder` what `place` is, in one step where the system can; `folder` then holds what lay there before."""
    if not place.exists():
        os.rename(folder, place)
    elif not _exchange(folder, place):
        _two_steps(folder, place)


def _exchange(one: Path, other: Path) -> bool:
    """Swaps two folders at once. False where neither system nor file system knows how."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))


def _two_steps(folder: Path, place: Path) -> None:
    # Whoever stops between the two leaves the old package whole under its other name; `recover` brings it back.
    old = place.with_name(f".{place.name}.old-{os.getpid()}")
    os.rename(place, old)
    try:
        os.rename(folder, place)
    except OSError:
        os.rename(old, place)
        raise
    os.rename(old, folder)


def recover(place: Path) -> None:
    """Clears away what releases that were stopped have left beside `place`; an old package without a new one goes back."""
    if not place.parent.is_dir():
        return
    for old in sorted(place.parent.glob(f".{_literal(place.name)}.old-*")):
        if place.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.rename(old, place)
    for left in sorted(place.parent.glob(f".{_literal(place.name)}.new-*")):
        lock = _lock(left)
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(lock)


def _literal(name: str) -> str:
    import glob

    return glob.escape(name)


def _lock(folder: Path) -> int | None:
    """A lock on a folder that ends with its process: a descriptor to close; None where another process has it."""
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
