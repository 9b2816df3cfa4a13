"""Paths -> documents and claims as frames: read and extracted, or taken from the cache where the same bytes were read before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fangzhi.read import File, Rejected, Source, documents_of, files_of

if TYPE_CHECKING:
    import polars as pl

    from fangzhi.cache import Cache
    from fangzhi.extract import Batch

# Told as the work goes on: the stage, and how many documents it has taken in.
Progress = Callable[[str, int], None]
# Rows that are kept as Python objects at most, before they become a frame that takes a tenth of the room.
ROWS = 200_000


class Gathered(NamedTuple):
    """What documents say. The rows of `claims` have as `row` a key within their document; `rejected` is in order of its paths."""

    documents: pl.DataFrame
    claims: pl.DataFrame
    rejected: list[Rejected]


def gather(paths: Sequence[Path], jobs: int | None, progress: Progress, cache: Cache | None = None) -> Gathered:
    """Documents, claims and rejected inputs. What gives a document again is rejected.

    With a `cache`, files and documents that it knows are neither read nor extracted, and what is new is added to it.
    """
    from fangzhi.pool import extract_all

    rejected: list[Rejected] = []
    rows = _Rows()
    sources = _sources(_known(files_of(paths), cache, rejected), rejected, cache)
    for batch in extract_all(sources, jobs):
        rows.add(batch)
        rejected += batch.rejected
        if cache is not None:
            cache.add(batch)
        progress("extract", rows.count)
    documents, claims = rows.frames()
    if cache is not None:
        cache.save()
        documents, claims = cache.joined(documents, claims)
        rejected += cache.rejected
    return Gathered(documents, claims, sorted(rejected, key=lambda item: (item.path, item.reason)))


def _known(
    items: Iterable[File | Rejected], cache: Cache | None, rejected: list[Rejected]
) -> Iterator[Source | Rejected | tuple[str, str]]:
    """What each file gives; a document that the cache knows as (document_id, path)."""
    for item in items:
        if isinstance(item, Rejected):
            rejected.append(item)
        elif cache is None:
            yield from documents_of(item)
        else:
            yield from cache.of_file(item)


def _sources(
    items: Iterable[Source | Rejected | tuple[str, str]], rejected: list[Rejected], cache: Cache | None
) -> Iterator[Source]:
    """The sources that are to be extracted, each document once; what gives none is added to `rejected`."""
    from fangzhi.extract import document_id

    first: dict[str, str] = {}
    for item in items:
        if isinstance(item, Rejected):
            rejected.append(item)
            continue
        name, path = item if isinstance(item, tuple) else (document_id(item), item.path)
        if first.setdefault(name, path) != path:
            detail = f"the same text, address and title as {first[name]}, which is read; leave it out"
            rejected.append(Rejected(path, "duplicate_document", detail))
        elif cache is None or not cache.takes(path):
            yield item


class _Rows:
    """Rows as they come, turned into frames from time to time."""

    def __init__(self) -> None:
        self.count = 0
        self._documents: list[dict] = []
        self._claims: list[dict] = []
        self._done: list[tuple[pl.DataFrame, pl.DataFrame]] = []

    def add(self, batch: Batch) -> None:
        self.count += len(batch.documents)
        self._documents += batch.documents
        self._claims += batch.claims
        if len(self._claims) > ROWS:
            self._turn()

    def _turn(self) -> None:
        import polars as pl

        from fangzhi.resolve.mentions import DOCUMENTS, GATHERED

        self._done.append((pl.DataFrame(self._documents, schema=DOCUMENTS), pl.DataFrame(self._claims, schema=GATHERED)))
        self._documents, self._claims = [], []

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        import polars as pl

        self._turn()
        documents, claims = zip(*self._done, strict=True)
        return pl.concat(documents), pl.concat(claims)
