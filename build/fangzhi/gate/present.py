"""The files: every file is there and is what the descriptor says of it, there is no other, and none is larger than it may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fangzhi.gate.case import Case
from fangzhi.gate.failure import Failure, failure
from fangzhi.publish.layout import DATABASE, LEAVINGS, csv_path, files, parquet_path

MOST_FILES = 1_000
# What a package's files may take together.
MOST_BYTES = 16 << 30
# What a Parquet file may unpack to, for each byte of its CSV twin, and above this many bytes in all.
PARQUET_RATIO, PARQUET_FREE = 64, 64 << 20
_BLOCK = 1 << 20
_TEXT = frozenset({".csv", ".md", ".json", ".jsonld", ".cff"})


def check(case: Case) -> Iterator[Failure]:
    """What is wrong with the files as files; of Parquet files the footer is read, of the database nothing."""
    there = {}
    for path in case.package.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            there[path.relative_to(case.package).as_posix()] = path
        if len(there) > MOST_FILES:
            yield Failure("stray", f"the folder holds more than {MOST_FILES:,} files; it is no package")
            return
    links = [name for name, path in sorted(there.items()) if path.is_symlink() or not path.is_file()]
    links += [
        path.relative_to(case.package).as_posix() for path in sorted(case.package.rglob("*")) if path.is_symlink() and path.is_dir()
    ]
    if links:
        yield failure("files", "a package holds regular files only", sorted(set(links)))
        return
    yield from _names(case, there)
    if sum(path.stat().st_size for path in there.values()) > MOST_BYTES:
        yield Failure("size", f"the files take more than {MOST_BYTES:,} bytes together")
        return
    yield from _digests(case, there)
    yield from _texts(there)
    yield from _parquets(case, there)


def _names(case: Case, there: dict[str, Path]) -> Iterator[Failure]:
    told = {resource["path"] for resource in case.descriptor["resources"]}
    whole = files(case.contract) | told
    stray = [name for name in sorted(there) if name not in whole and Path(name).name not in LEAVINGS]
    if stray:
        yield failure("stray", "these files are no part of the package", stray)
    # The database cannot be committed beside the others, since its bytes differ: a package without it is still one.
    missing = sorted(whole - set(there) - {DATABASE})
    if missing:
        yield failure("missing", "these files are not there", missing)


def _digests(case: Case, there: dict[str, Path]) -> Iterator[Failure]:
    from fangzhi.publish.descriptor import digest

    for resource in case.descriptor["resources"]:
        path = there.get(resource["path"])
        if path is None or "hash" not in resource:
            continue
        found = digest(path)
        for key in ("bytes", "hash"):
            if resource[key] != found[key]:
                line = f"{resource[key]} is said, {found[key]} found"
                yield failure(key, f"{resource['path']} is not what the descriptor says", [line])
                break


def _texts(there: dict[str, Path]) -> Iterator[Failure]:
    """Text is UTF-8 without a byte order mark, null characters or carriage returns: readers differ in what they make of these."""
    for name, path in sorted(there.items()):
        if path.suffix in _TEXT and (reason := _unsound(path)):
            yield failure("text", f"{name} is not plain UTF-8", [reason])


def _unsound(path: Path) -> str | None:
    import codecs

    decoder = codecs.getincrementaldecoder("utf-8")()
    start = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            if start == 0 and block.startswith(codecs.BOM_UTF8):
                return "begins with a byte order mark"
            for sign, name in ((b"\0", "a null character"), (b"\r", "a carriage return")):
                if sign in block:
                    return f"{name} at byte {start + block.index(sign)}"
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                return f"no UTF-8 about byte {start + error.start}"
            start += len(block)
    return None


def _parquets(case: Case, there: dict[str, Path]) -> Iterator[Failure]:
    """A Parquet file holds about what its CSV twin holds: a small file that unpacks to a huge table is not read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for table in case.contract:
        path, twin = there.get(parquet_path(table.name)), there.get(csv_path(table.name))
        if path is None or twin is None:
            continue
        try:
            footer = pq.read_metadata(path)
        except (OSError, pa.ArrowException) as error:
            yield failure("parquet", f"{parquet_path(table.name)} cannot be read", [str(error).splitlines()[0]])
            continue
        size = twin.stat().st_size
        unpacked = sum(footer.row_group(number).total_byte_size for number in range(footer.num_row_groups))
        if footer.num_rows > size or unpacked > PARQUET_FREE + PARQUET_RATIO * size:
            line = f"{footer.num_rows:,} rows and {unpacked:,} bytes when unpacked; the CSV file has {size:,} bytes"
            yield failure("size", f"{parquet_path(table.name)} holds far more than its CSV twin", [line])
