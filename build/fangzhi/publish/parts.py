"""Parts of the last release's workbook, kept in a cache, so that the next one makes only those whose rows changed.

    DIR/workbook/<version>.parquet

`version` is a hash of all that makes a part of a piece of a table. Each part has a seal: what does not bear it, or cannot be read,
counts as not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import zlib
from importlib import metadata
from pathlib import Path

import polars as pl

from fangzhi.contract import Contract, lines
from fangzhi.publish import archive, cells, deflated, pieces, workbook
from fangzhi.publish.deflated import Part

_SCHEMA = {"name": pl.String, "data": pl.Binary, "crc": pl.Int64, "size": pl.Int64, "seal": pl.Binary}
_MODULES = (archive, cells, deflated, lines, pieces, workbook)
_LIBRARIES = ("polars", "xlsxwriter")


class Parts:
    """The parts that a cache folder keeps for a contract: `known` those of the last release, `used` those of this one."""

    def __init__(self, folder: Path, contract: Contract) -> None:
        self.file = folder / "workbook" / f"{_version(contract)}.parquet"
        self.known = _read(self.file)
        self.used: dict[str, Part] = {}

    def keep(self) -> None:
        """Keeps the parts of this release in the place of all others. A cache that cannot be written is left as it is."""
        if self.used.keys() == self.known.keys():
            return
        rows = [(name, *one, _seal(name, one)) for name, one in self.used.items()]
        aside = self.file.with_name(f".{self.file.name}.new-{os.getpid()}")
        with contextlib.suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            pl.DataFrame(rows, schema=_SCHEMA, orient="row").write_parquet(aside, compression="uncompressed")
            os.replace(aside, self.file)
            for other in self.file.parent.iterdir():
                if other != self.file:
                    other.unlink()


def _version(contract: Contract) -> str:
    found = hashlib.sha256(repr([(table.name, table.columns, [field.type for field in table.fields]) for table in contract]).encode())
    for module in _MODULES:
        found.update(Path(str(module.__file__)).read_bytes())
    found.update("\0".join([zlib.ZLIB_RUNTIME_VERSION, *map(metadata.version, _LIBRARIES)]).encode())
    return found.hexdigest()[:16]


def _read(file: Path) -> dict[str, Part]:
    try:
        rows = pl.read_parquet(file).select(list(_SCHEMA)).iter_rows()
        return {name: one for name, *values, seal in rows if _seal(name, one := Part(*values)) == seal}
    except (OSError, pl.exceptions.PolarsError, TypeError, ValueError):
        return {}


def _seal(name: str, one: Part) -> bytes:
    found = hashlib.blake2b(one.data, digest_size=16)
    found.update(f"\0{name}\0{one.crc}\0{one.size}".encode())
    return found.digest()
