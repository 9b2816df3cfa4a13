"""The whole pipeline on one page: documents in, a package in its place, or nothing changed."""

from __future__ import annotations

import contextlib
import gc
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract, load
from fangzhi.errors import FellShort, Refusal
from fangzhi.gather import Gathered, Progress, gather
from fangzhi.publish.changes import asked
from fangzhi.publish.place import apart, aside, beside, free, move_in
from fangzhi.read import Rejected

if TYPE_CHECKING:
    import polars as pl

    from fangzhi.diff.version import Version
    from fangzhi.resolve.curation import Curation
    from fangzhi.resolve.previous import Previous

# The documents that a release is built from when it is given none.
SAMPLE = Path(__file__).parent / "sample"


@dataclass(frozen=True, slots=True)
class Means:
    """What a release may be given besides documents.

    cache       the folder of what was read and built before
    previous    the package of the release before, whose identifiers go on and which it is measured by; a folder or a zip file
    keep_claims a package that keeps the claims of documents that are no longer at hand
    curation    the file of what people decided
    fewer       tables may have far fewer rows than before
    version     the version that the package is to have: refused where the changes since `previous` need a higher one
    """

    cache: Path | None = None
    previous: Path | None = None
    keep_claims: Path | None = None
    curation: Path | None = None
    fewer: bool = False
    version: str | None = None


NOTHING_MORE = Means()


@dataclass(frozen=True, slots=True)
class Report:
    """What a release did: rows a table, what was not read and why, where it lies, how long it took, and which readings no
    cell could hold."""

    rows: Mapping[str, int]
    rejected: tuple[Rejected, ...]
    out: Path
    seconds: float
    archive: Path | None = None
    version: str | None = None
    left_out: tuple[str, ...] = ()


def release(
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int | None = None,
    archive: Path | None = None,
    progress: Progress = lambda stage, done: None,
    means: Means = NOTHING_MORE,
) -> Report:
    """Builds the package of all documents at and below `paths` in `out`, and as a zip file where `archive` is given.

    What lies in `out` does not go into it: the same documents and means give the same bytes. Raises Refusal (exit 2) where
    `out` or a package cannot be used or no document can be read, and FellShort (exit 1) with every failure where the
    data breaks the contract or the gate. Until the last step `out` is as it was before.
    """
    start = time.perf_counter()
    with contextlib.ExitStack() as stack:
        stack.enter_context(_few_collections())
        contract = load()
        place = free(out, paths, contract)
        if archive is not None:
            beside(archive, place, paths)
        version = asked(means.version)
        told = _decisions(means.curation)
        before = _folder(stack, means.previous)
        known = _known(before)
        gathered, left_out = _held(contract, _gathered(paths, jobs, progress, means, _folder(stack, means.keep_claims)))
        count, rejected = len(gathered.documents), tuple(gathered.rejected)
        # The claims are by far the largest of what is held: the list is emptied when they are resolved.
        held = [gathered]
        del gathered
        progress("resolve", count)
        frames = tables(contract, held, known, told)
        keep(contract, frames)

        progress("publish", count)
        rows, given = build(contract, frames, place, archive, progress, before, means, version)
    return Report(rows, rejected, out, time.perf_counter() - start, archive, given, tuple(left_out))


@contextlib.contextmanager
def _few_collections() -> Iterator[None]:
    """A release makes many objects and few cycles: looking for these at every turn takes an eighth of its time."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _folder(stack: contextlib.ExitStack, package: Path | None) -> Path | None:
    from fangzhi.access import folder_of

    return None if package is None else stack.enter_context(folder_of(package))


def _decisions(file: Path | None) -> Curation | None:
    """What people decided, read before anything that takes its time."""
    from fangzhi.resolve.curation import CurationError, read

    try:
        return None if file is None else read(file)
    except CurationError as error:
        message, *lines = str(error).splitlines()
        raise Refusal(message, lines) from error


def _gathered(paths: Sequence[Path], jobs: int | None, progress: Progress, means: Means, kept: Path | None) -> Gathered:
    cache = None
    if means.cache is not None:
        from fangzhi.cache import Cache

        apart(means.cache, paths, "--cache")
        cache = Cache(means.cache)
    found = gather(paths, jobs, progress, cache)
    if found.documents.is_empty() and kept is None:
        lines = [f"{item.path}: {item.reason}: {item.detail}" for item in found.rejected]
        raise Refusal(
            "no document could be read; nothing was written", lines or [f"{path}: holds no files; check the path" for path in paths]
        )
    if kept is not None:
        from fangzhi.kept import with_kept

        found = with_kept(found, kept)
    return found


def _held(contract: Contract, gathered: Gathered) -> tuple[Gathered, list[str]]:
    """What was gathered without the claims that no cell can hold, and a line for each of these with its document's path."""
    from fangzhi.contract.sift import sift

    claims, lines = sift(contract, gathered.claims)
    if not lines:
        return gathered, []
    paths = dict(gathered.documents.select("document_id", "path").iter_rows())
    told = (line.partition(": ") for line in lines)
    return gathered._replace(claims=claims), [f"{paths.get(name, name)}: {rest}" for name, _, rest in told]


def _known(before: Path | None) -> Previous | None:
    """What the release before in a folder is asked, read before anything that takes its time."""
    from fangzhi.resolve.previous import PreviousError, read

    try:
        return None if before is None else read(before)
    except PreviousError as error:
        message, *lines = str(error).splitlines()
        raise Refusal(message, lines) from error


def tables(
    contract: Contract, held: list[Gathered], previous: Previous | None, curation: Curation | None
) -> dict[str, pl.DataFrame]:
    """The frames of all tables that are not made by a view. `held`: what was gathered, which is taken out of the list."""
    import polars as pl

    from fangzhi.contract import plain, polars_schema
    from fangzhi.resolve import resolve
    from fangzhi.resolve.curation import CurationError

    # A path is rejected once, for its first reason.
    first = {item.path: item for item in reversed(held[0].rejected)}
    rows = [{"path": item.path, "reason": item.reason, "detail": item.detail} for _, item in sorted(first.items())]
    try:
        found = resolve(held[0].documents, held.pop().claims, previous=previous, curation=curation)
    except CurationError as error:
        lines = str(error).splitlines()
        raise FellShort(f"{len(lines)} decisions do not apply; nothing was published", lines) from error
    found = {name: plain(frame) for name, frame in found.items()}
    return {**found, "rejected": pl.DataFrame(rows, schema=polars_schema(contract["rejected"]))}


def keep(contract: Contract, frames: Mapping[str, pl.DataFrame]) -> None:
    """Raises FellShort with everything that the frames do against the contract."""
    from fangzhi.contract import keeps, violations

    broken = [table for table in contract if table.name in frames and not keeps(table, frames[table.name])]
    found = [violation for table in broken for violation in violations(table, frames[table.name])]
    if found:
        raise FellShort(f"{len(found)} cells or rows break the contract; nothing was published", list(map(str, found)))


def build(
    contract: Contract,
    frames: Mapping[str, pl.DataFrame],
    place: Path,
    archive: Path | None,
    progress: Progress,
    before: Path | None = None,
    means: Means = NOTHING_MORE,
    version: Version | None = None,
) -> tuple[dict[str, int], str]:
    """Publishes aside, passes the gate, moves in. Returns the number of rows of every table, and the package's version."""
    from fangzhi.gate import gate
    from fangzhi.publish import publish
    from fangzhi.publish.archive import prepared
    from fangzhi.publish.layout import DATABASE
    from fangzhi.publish.parts import Parts
    from fangzhi.warehouse.kept import Kept
    from fangzhi.warehouse.load import computed, load

    frames = dict(frames)
    kept = None if means.cache is None else Kept(means.cache, contract)
    parts = None if means.cache is None else Parts(means.cache, contract)
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(aside(place))
        with (kept.load if kept else load)(contract, frames, folder / DATABASE) as connection:
            aggregates = computed(connection, contract)
            keep(contract, aggregates)
            frames |= aggregates
            given = publish(contract, connection, frames, folder, before, version, parts)
        progress("gate", 0)
        failures = gate(contract, folder, before=None if means.fewer else before or place, known=frames)
        if failures:
            raise FellShort("the package did not pass the gate; nothing was published", list(map(str, failures)))
        if kept and parts:
            kept.keep(folder / DATABASE)
            parts.keep()
        packed = None if archive is None else stack.enter_context(prepared(folder, archive))
        move_in(folder, place)
        if packed is not None:
            packed()
    return {table.name: len(frames[table.name]) for table in contract}, given
