"""The package as one zip file, with SHA256SUMS beside it."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

# Zip files know no time before 1980; a fixed one keeps the clock out of the bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
PLAIN = frozenset({".parquet"})


def write(package: Path, target: Path) -> Path:
    """Packs the folder's files, in order and under the archive's name, into `target`; returns the path of SHA256SUMS.

    Each file appears whole or not at all. The lines of SHA256SUMS for other files are kept.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.new")
    with zipfile.ZipFile(aside, "w") as archive:
        for path in sorted(path for path in package.rglob("*") if path.is_file()):
            info = zipfile.ZipInfo(f"{target.stem}/{path.relative_to(package).as_posix()}", MOMENT)
            # Parquet is compressed already.
            info.compress_type = zipfile.ZIP_STORED if path.suffix in PLAIN else zipfile.ZIP_DEFLATED
            info.external_attr = 0o100644 << 16
            with path.open("rb") as source, archive.open(info, "w") as sink:
                while block := source.read(1 << 20):
                    sink.write(block)
    os.replace(aside, target)
    return _sums(target)


def _sums(target: Path) -> Path:
    with target.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    sums = target.with_name("SHA256SUMS")
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.exists() else []
    kept = [line for line in lines if line.split("  ", 1)[-1] != target.name]
    aside = sums.with_name(".SHA256SUMS.new")
    aside.write_text(
        "\n".join(sorted([*kept, f"{digest}  {target.name}"], key=lambda line: line.split("  ", 1)[-1])) + "\n",
        encoding="utf-8",
    )
    os.replace(aside, sums)
    return sums
