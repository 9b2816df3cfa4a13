"""What was read of each file and document before, so that a release reads again only what is new.

    DIR/<version>/<segment>/{files,documents,claims}.parquet, seal

`version` is a hash of all code and data that reading and extraction run, and of the libraries they call: when a word list
changes, everything is read anew. A segment is what one run added; it appears whole, and is never changed. What does not bear its
seal, a hash of the three files, counts as not there. Whoever may write to the folder decides what is published: keep it to yourself.
"""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fangzhi.errors import Refusal
from fangzhi.extract import Batch, document_id
from fangzhi.read import File, Rejected, Source, documents_of

if TYPE_CHECKING:
    import polars as pl

VERSIONS = 3  # of fangzhi, whose caches are kept beside one another
SEGMENTS = 16  # above it they are put together into one
ROWS = 500_000  # claims that wait for their segment at most
_STAGES = ("read", "clean", "lex", "parse")
_MODULES = ("extract.py", "resolve/digits.py")
_LIBRARIES = (
    "ahocorasick-rs", "lxml", "opencc", "pdfplumber", "polars", "pyarrow", "pypinyin", "python-docx", "rapidfuzz", "trafilatura",
)  # fmt: skip
# Of what a file gave, line by line: `end` is what stands behind the file's name in the document's path ("#12").
_FRAMES = ("files", "documents", "claims")
_FILES = ("file", "end", "key", "document_id", "reason", "detail")


@functools.cache
def version() -> str:
    """A hash of everything that decides what a document gives, but the document."""
    home = Path(__file__).parent
    found = hashlib.sha256()
    paths = [path for stage in _STAGES for path in (home / stage).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    for path in sorted([*paths, *(home / module for module in _MODULES)]):
        content = path.read_bytes()
        found.update(f"{path.relative_to(home).as_posix()}\0{len(content)}\0".encode())
        found.update(content)
    for name in _LIBRARIES:
        found.update(f"{name}\0{_version(name)}\0".encode())
    return found.hexdigest()[:16]


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""


def key(source: Source) -> str:
    """What a document is known by: all that was read of it, but not the file that it stood in."""
    parts = [getattr(source, name) for name in Source.__slots__ if name not in ("path", "sha256")]
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Cache:
    """One run's view of the cache in a folder. Used by `gather`, in its order: of_file, takes, add, save, joined."""

    def __init__(self, folder: Path) -> None:
        """Opens the cache, or begins one. Raises Refusal where the folder cannot be used."""
        self.home = folder / version()
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            self._forget(folder)
        except OSError as error:
            raise Refusal(f"{folder}: cannot be used as a cache: {error.strerror or error}; give --cache another folder") from error
        self.rejected: list[Rejected] = []
        self.read = 0  # files that were read, since the cache did not know them
        self._files: dict[str, list[tuple]] = {}  # of each file's content the lines of _FILES behind it
        self._places: dict[str, str] = {}  # key of a document -> its segment
        self._keys: dict[str, tuple[str, str]] = {}  # path -> key and its file's hash, of the documents of this run
        self._wanted: dict[str, str] = {}  # key -> path, of those that the cache gives
        self._new: dict[str, list[dict[str, Any]]] = {"files": [], "documents": [], "claims": []}
        self._segments = [name for name in sorted(os.listdir(self.home)) if not name.startswith(".") and self._opened(name)]

    def _opened(self, segment: str) -> bool:
        sealed = _sealed(self.home / segment)
        files, documents = (self._frame(segment, name) if sealed else None for name in ("files", "documents"))
        if files is None or documents is None:
            shutil.rmtree(self.home / segment, ignore_errors=True)
            return False
        here: dict[str, list[tuple]] = {}
        for line in files.select(_FILES).iter_rows():
            here.setdefault(line[0], []).append(line[1:])
        self._files |= here
        self._places |= dict.fromkeys(documents["key"], segment)
        return True

    def _frame(self, segment: str, name: str) -> pl.DataFrame | None:
        import polars as pl

        try:
            return pl.read_parquet(self.home / segment / f"{name}.parquet")
        except (OSError, pl.exceptions.PolarsError):
            return None

    def of_file(self, file: File) -> Iterator[Source | Rejected | tuple[str, str]]:
        """The documents of a file; each as (document_id, path) where the cache knows all of them."""
        name = f"{file.sha256}{Path(file.name).suffix.lower()}"
        lines = self._files.get(name)
        if lines is None or any(document and document not in self._places for _, document, *_ in lines):
            self.read += 1
            yield from self._read(file, name, fresh=lines is None)
            return
        for end, document, identifier, reason, detail in lines:
            if document is None:
                yield Rejected(file.name + end, reason, detail)
            else:
                self._keys[file.name + end] = (document, file.sha256)
                yield identifier, file.name + end

    def _read(self, file: File, name: str, fresh: bool) -> Iterator[Source | Rejected]:
        lines = []
        for item in documents_of(file):
            end = item.path.removeprefix(file.name)
            if isinstance(item, Rejected):
                found = (name, end, None, None, item.reason, item.detail)
                # What the system did is no property of the bytes, nor is a defect of this version.
                fresh &= item.reason not in ("read_error", "no_permission", "internal_error")
            else:
                self._keys[item.path] = (key(item), file.sha256)
                found = (name, end, self._keys[item.path][0], document_id(item), None, None)
            lines.append(dict(zip(_FILES, found, strict=True)))
            yield item
        if fresh:
            self._new["files"] += lines

    def takes(self, path: str) -> bool:
        """Whether the cache gives this document, so that it need not be extracted."""
        known = self._keys[path][0]
        if known in self._places:
            self._wanted[known] = path
        return known in self._places

    def add(self, batch: Batch) -> None:
        """Takes in what was extracted."""
        keys = {}
        for document in batch.documents:
            keys[document["document_id"]] = self._keys[document["path"]][0]
            self._new["documents"].append({**document, "key": keys[document["document_id"]], "reason": None, "detail": None})
        self._new["claims"] += ({**claim, "key": keys[claim["document_id"]]} for claim in batch.claims)
        for item in batch.rejected:
            if item.reason != "internal_error":
                self._new["documents"].append({"key": self._keys[item.path][0], "reason": item.reason, "detail": item.detail})
        if len(self._new["claims"]) > ROWS:
            self._write(files=False)

    def save(self) -> None:
        """Writes what is new. A cache that cannot be written is left as it is: the release does not hang on it."""
        self._write(files=True)

    def _write(self, files: bool) -> None:
        new = self._new if files else {**self._new, "files": []}
        self._new = {"files": [] if files else self._new["files"], "documents": [], "claims": []}
        if any(new.values()):
            self._put({name: _framed(name, rows) for name, rows in new.items()})

    def _put(self, frames: dict[str, pl.DataFrame]) -> bool:
        name = uuid.uuid4().hex
        aside = self.home / f".{name}"
        try:
            aside.mkdir()
            for table, frame in frames.items():
                frame.write_parquet(aside / f"{table}.parquet", compression="zstd", compression_level=1)
            (aside / "seal").write_text(_hash_of(aside), encoding="utf-8")
            os.rename(aside, self.home / name)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            return False
        return True

    def joined(self, documents: pl.DataFrame, claims: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The documents and claims of this run, with those that the cache gives; what it knows to be rejected is in `rejected`."""
        import polars as pl

        columns = dict.fromkeys(("key", "here", "digest"), pl.String)
        wanted = [(known, path, self._keys[path][1]) for known, path in self._wanted.items()]
        paths = pl.DataFrame(wanted, schema=columns, orient="row")
        all_documents, all_claims = [documents], [claims]
        for segment in self._segments:
            own = paths.filter(pl.Series([self._places[key] == segment for key in self._wanted], dtype=pl.Boolean))
            if own.is_empty():
                continue
            told, said = self._frame(segment, "documents"), self._frame(segment, "claims")
            if told is None or said is None:
                raise Refusal(f"{self.home / segment}: was taken away while it was read; run it again")
            told = told.unique("key", keep="first", maintain_order=True).join(own, on="key", how="inner", maintain_order="left")
            self.rejected += [
                Rejected(*line) for line in told.filter(pl.col("reason").is_not_null()).select("here", "reason", "detail").iter_rows()
            ]
            told = told.filter(pl.col("reason").is_null()).with_columns(path=pl.col("here"), sha256=pl.col("digest"))
            all_documents.append(told.select(documents.columns))
            all_claims.append(said.join(own, on="key", how="semi", maintain_order="left").select(claims.columns))
        if len(self._segments) >= SEGMENTS:
            self._merge()
        return pl.concat(all_documents), pl.concat(all_claims)

    def _merge(self) -> None:
        """Puts the segments that were there at the beginning together into one."""
        import polars as pl

        parts: dict[str, list[pl.DataFrame]] = {name: [] for name in self._new}
        for segment in self._segments:
            own = pl.Series([key for key, place in self._places.items() if place == segment], dtype=pl.String)
            for name in parts:
                frame = self._frame(segment, name)
                if frame is None:
                    return
                # Two runs at one time may both have added a document: it is taken from one of them.
                parts[name].append(frame if name == "files" else frame.filter(pl.col("key").is_in(own.implode())))
        merged = {name: pl.concat(frames) for name, frames in parts.items()}
        if self._put(merged | {"files": merged["files"].unique(maintain_order=True)}):
            for segment in self._segments:
                shutil.rmtree(self.home / segment, ignore_errors=True)

    def _forget(self, folder: Path) -> None:
        """Removes the caches of versions that were not used for longest, and what a stopped run left half written."""
        os.utime(self.home)
        others = [path for path in folder.iterdir() if path.is_dir() and len(path.name) == 16 and path != self.home]
        others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for path in others[VERSIONS - 1 :]:
            shutil.rmtree(path, ignore_errors=True)


def _sealed(segment: Path) -> bool:
    """Whether a segment is as it was written."""
    try:
        return (segment / "seal").read_text(encoding="utf-8") == _hash_of(segment)
    except (OSError, ValueError):
        return False


def _hash_of(segment: Path) -> str:
    found = hashlib.sha256()
    for name in _FRAMES:
        with (segment / f"{name}.parquet").open("rb") as stream:
            found.update(hashlib.file_digest(stream, "sha256").digest())
    return found.hexdigest()


def _framed(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    import polars as pl

    from fangzhi.resolve.mentions import DOCUMENTS, GATHERED

    more = dict.fromkeys(("key", "reason", "detail"), pl.String)
    schemas = {"files": dict.fromkeys(_FILES, pl.String), "documents": {**DOCUMENTS, **more}, "claims": {**GATHERED, "key": pl.String}}
    return pl.DataFrame(rows, schema=schemas[name])
