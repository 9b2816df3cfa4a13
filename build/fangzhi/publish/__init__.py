"""Tables -> the data package. One module a thing published, each with `write`; `publish` calls them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from fangzhi.diff.version import Version
    from fangzhi.publish.parts import Parts


def publish(
    contract: Contract,
    connection: duckdb.DuckDBPyConnection,
    frames: Mapping[str, pl.DataFrame],
    folder: Path,
    before: Path | None = None,
    version: Version | None = None,
    parts: Parts | None = None,
) -> str:
    """Writes the package of a loaded warehouse, whose tables are `frames`, into a folder that holds nothing but the database;
    returns its version.

    `before`: the folder of the release before, `version`: the one that is asked for; see `changes.versioned`. `parts`: what is known
    of the workbook.
    """
    from fangzhi.publish import (
        changes,
        citation,
        croissant,
        csv,
        datacite,
        descriptor,
        facts,
        parquet,
        readme,
        schema_org,
        workbook,
    )

    (folder / "data").mkdir()
    parquet.write(contract, frames, folder)
    hashes = csv.write(contract, frames, folder)
    contract = changes.versioned(contract, folder, before, version)
    workbook.write(contract, frames, folder, parts)
    readme.write(contract, connection, folder)
    told = facts.gather(contract, connection, folder)
    croissant.write(contract, told, folder)
    schema_org.write(contract, told, folder)
    datacite.write(told, folder)
    citation.write(told, folder)
    descriptor.write(contract, connection, hashes, folder)
    return contract.package["version"]
