"""The whole pipeline on one page: documents in, a package in its place, or nothing changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangzhi.contract import Contract, load
from fangzhi.errors import FellShort, Refusal
from fangzhi.publish.place import aside, free, move_in
from fangzhi.read import Rejected, Source, read_paths

if TYPE_CHECKING:
    import polars as pl

# The documents that a release is built from when it is given none.
SAMPLE = Path(__file__).parent / "sample"
# Told as the work goes on: the stage, and how many documents it has taken in.
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a release did: rows a table, what was not read and why, where it lies, how long it took."""

    rows: Mapping[str, int]
    rejected: tuple[Rejected, ...]
    out: Path
    seconds: float
    archive: Path | None = None


def release(
    paths: Sequence[Path],
    out: Path,
    *,
    jobs: int | None = None,
    archive: Path | None = None,
    progress: Progress = lambda stage, done: None,
) -> Report:
    """Builds the package of all documents at and below `paths` in `out`, and as a zip file where `archive` is given.

    Raises Refusal (exit 2) where `out` cannot be used or no document can be read, and FellShort (exit 1) with every failure where the
    data breaks the contract or the gate. Until the last step `out` is as it was before.
    """
    start = time.perf_counter()
    contract = load()
    place = free(out, paths, contract)
    documents, claims, rejected = gather(paths, jobs, progress)
    if not documents:
        raise Refusal(
            "no document could be read; nothing was written",
            [f"{item.path}: {item.reason}: {item.detail}" for item in rejected],
        )

    progress("resolve", len(documents))
    frames = tables(contract, documents, claims, rejected)
    keep(contract, frames)

    progress("publish", len(documents))
    rows = build(contract, frames, place, archive, progress)
    return Report(rows, tuple(rejected), out, time.perf_counter() - start, archive)


def gather(
    paths: Sequence[Path], jobs: int | None, progress: Progress
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[Rejected]]:
    """Documents, claims and rejected inputs, in order of their paths. What gives a document again is rejected."""
    from fangzhi.pool import extract_all

    documents: list[dict[str, Any]] = []
    claims: list[dict[str, Any]] = []
    rejected: list[Rejected] = []
    for batch in extract_all(_sources(read_paths(paths), rejected), jobs):
        documents += batch.documents
        claims += batch.claims
        rejected += batch.rejected
        progress("extract", len(documents))
    return documents, claims, sorted(rejected, key=lambda item: (item.path, item.reason))


def _sources(items: Iterable[Source | Rejected], rejected: list[Rejected]) -> Iterator[Source]:
    """The sources, each document once; what gives none is added to `rejected`."""
    from fangzhi.extract import document_id

    first: dict[str, str] = {}
    for item in items:
        if isinstance(item, Rejected):
            rejected.append(item)
        elif first.setdefault(document_id(item), item.path) == item.path:
            yield item
        else:
            detail = f"the same text, address and title as {first[document_id(item)]}, which is read; leave it out"
            rejected.append(Rejected(item.path, "duplicate_document", detail))


def tables(
    contract: Contract, documents: list[dict[str, Any]], claims: list[dict[str, Any]], rejected: Sequence[Rejected]
) -> dict[str, pl.DataFrame]:
    """The frames of all tables that are not made by a view."""
    import polars as pl

    from fangzhi.contract import polars_schema
    from fangzhi.resolve import resolve

    # A path is rejected once, for its first reason.
    first = {item.path: item for item in reversed(rejected)}
    rows = [{"path": item.path, "reason": item.reason, "detail": item.detail} for _, item in sorted(first.items())]
    return {**resolve(documents, claims), "rejected": pl.DataFrame(rows, schema=polars_schema(contract["rejected"]))}


def keep(contract: Contract, frames: Mapping[str, pl.DataFrame]) -> None:
    """Raises FellShort with everything that the frames do against the contract."""
    from fangzhi.contract import violations

    found = [
        violation for table in contract if table.name in frames for violation in violations(table, frames[table.name])
    ]
    if found:
        raise FellShort(f"{len(found)} cells or rows break the contract; nothing was published", list(map(str, found)))


def build(
    contract: Contract, frames: Mapping[str, pl.DataFrame], place: Path, archive: Path | None, progress: Progress
) -> dict[str, int]:
    """Publishes aside, passes the gate, moves in. Returns the number of rows of every table."""
    from fangzhi.gate import gate
    from fangzhi.publish import publish
    from fangzhi.publish.archive import write as pack
    from fangzhi.warehouse.load import computed, load

    frames = dict(frames)
    with aside(place) as folder:
        with load(contract, frames) as connection:
            aggregates = computed(connection, contract)
            keep(contract, aggregates)
            frames |= aggregates
            publish(contract, connection, folder)
        progress("gate", 0)
        failures = gate(contract, folder, before=place, known=frames)
        if failures:
            raise FellShort("the package did not pass the gate; nothing was published", list(map(str, failures)))
        if archive is not None:
            pack(folder, archive)
        move_in(folder, place)
    return {table.name: len(frames[table.name]) for table in contract}
