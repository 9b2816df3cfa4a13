"""DuckDB -> the data package. One module a thing published, each with `write`; `publish` calls them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from fangzhi.contract import Contract

if TYPE_CHECKING:
    import duckdb

    from fangzhi.diff.version import Version


def publish(
    contract: Contract,
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    before: Path | None = None,
    version: Version | None = None,
) -> str:
    """Writes the package of a loaded warehouse into an empty folder; returns its version.

    `before`: the folder of the release before, `version`: the one that is asked for; see `changes.versioned`.
    """
    from fangzhi.publish import (
        changes,
        citation,
        croissant,
        csv,
        database,
        datacite,
        descriptor,
        facts,
        parquet,
        readme,
        schema_org,
        workbook,
    )

    (folder / "data").mkdir()
    # One thread a query: tables are read in the order in which they lie there, and how rows fall into row groups must not hang on
    # how many cores there are.
    connection.execute("SET threads TO 1")
    with connection.cursor() as second, ThreadPoolExecutor(1) as beside:
        others = beside.submit(lambda: [one.write(contract, second, folder) for one in (csv, database)])
        parquet.write(contract, connection, folder)
        contract = changes.versioned(contract, folder, before, version)
        workbook.write(contract, connection, folder)
        others.result()
    connection.execute("RESET threads")
    readme.write(contract, connection, folder)
    told = facts.gather(contract, connection, folder)
    croissant.write(contract, told, folder)
    schema_org.write(contract, told, folder)
    datacite.write(told, folder)
    citation.write(told, folder)
    descriptor.write(contract, connection, folder)
    return contract.package["version"]
