"""The stage `read`: paths -> documents as read. One module a format, one line of FORMATS for each.

A format's `read(file)` gives the documents of a File one by one and raises Unreadable where the whole file gives none.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from itertools import chain
from pathlib import Path, PurePosixPath

from fangzhi.read.source import REASONS, File, Rejected, Source, Unreadable, file_on_disk
from fangzhi.read.walk import Found, walk, why

__all__ = ["FORMATS", "REASONS", "File", "Found", "Rejected", "Source", "documents_of", "files_of", "read_file", "read_paths", "walk"]

# Suffix -> module, imported when the first such file comes: a folder of plain text pays for no PDF reader.
FORMATS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".pdf": "pdf",
    ".docx": "docx",
}
ARCHIVES = {".zip": "zip"}


def read_paths(paths: Sequence[Path]) -> Iterator[Source | Rejected]:
    """The documents at and below `paths`, by code point of their paths, one at a time.

    Neither the order of `paths` nor a file's being reached twice makes a difference. Of files with the same bytes
    and kind of ending the first by path gives the document, the others are Rejected("duplicate_bytes").
    """
    for item in files_of(paths):
        yield from (item,) if isinstance(item, Rejected) else documents_of(item)


def files_of(paths: Sequence[Path]) -> Iterator[File | Rejected]:
    """The files at and below `paths`, members of zip files too, in the order of `read_paths`, each content once.

    A file is hashed and not read yet: whoever knows what its bytes give needs no more of it.
    """
    first: dict[tuple[str, str], str] = {}
    for item in walk(paths):
        if isinstance(item, Rejected):
            yield item
        else:
            yield from _files(item.path, item.name, first)


def documents_of(file: File) -> Iterator[Source | Rejected]:
    """The documents of a file, by the reader of its ending. Where the reader fails on it, the rest of the file is lost and no other."""
    try:
        yield from _module(FORMATS[_suffix(file.name)]).read(file)
    except Unreadable as error:
        yield error.at(file.name)
    except OSError as error:
        yield why(error).at(file.name)
    except Exception as error:
        what = f"a defect of fangzhi ({type(error).__name__} in its reader); report it with the file"
        yield Rejected(file.name, "internal_error", what)


def read_file(path: Path, name: str | None = None) -> list[Source | Rejected]:
    """The documents of one file under the given name (by default its own). Never raises for what the file holds."""
    found = _files(path, path.name if name is None else name, {})
    return [item for file in found for item in ((file,) if isinstance(file, Rejected) else documents_of(file))]


def _files(path: Path, name: str, first: dict[tuple[str, str], str]) -> Iterator[File | Rejected]:
    """`first` is where each content was first met by its reader: SHA-256 and module -> path; it is added to."""
    try:
        if _suffix(name) in ARCHIVES:
            files: Iterator[File | Rejected] = _module(ARCHIVES[_suffix(name)]).members(path, name, _refuse_member)
        else:
            _refuse_unknown(name)
            files = iter([file_on_disk(path, name)])
        for file in files:
            yield file if isinstance(file, Rejected) else _once(file, first)
    except OSError as error:
        yield why(error).at(name)
    except Unreadable as error:
        yield error.at(name)


def _once(file: File, first: dict[tuple[str, str], str]) -> File | Rejected:
    # A text that is called .pdf gives no document, and must not take its twin's.
    before = first.setdefault((file.sha256, FORMATS[_suffix(file.name)]), file.name)
    if before == file.name or not file.size:
        return file
    return Rejected(file.name, "duplicate_bytes", f"the same bytes as {before}, which are read once; leave it out")


def _refuse_member(name: str) -> None:
    if _suffix(name) in ARCHIVES:
        raise Unreadable("nested_archive", "an archive inside an archive is not opened; unpack it")
    _refuse_unknown(name)


def _refuse_unknown(name: str) -> None:
    if _suffix(name) not in FORMATS:
        known = " ".join(chain(FORMATS, ARCHIVES))
        raise Unreadable("unsupported_type", f"no reader for {_suffix(name) or 'a file without an ending'}; known: {known}")


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _module(name: str):
    return import_module(f"{__name__}.{name}")
