"""A finished package, opened for reading: a folder, a zip file of one, or its DuckDB file.

    opened(path)  -> a DuckDB connection that has the package's tables and views and no way to anything else
    folder_of(path) -> the package's files in a folder, of a zip file for as long as it is needed
    Package(path) -> tables as Polars, pandas, Arrow or DuckDB relations; `fangzhi.open` makes it

Nothing is written to the package, and nothing that stands in it is run.
"""

from __future__ import annotations

from fangzhi.access.package import Package
from fangzhi.access.store import opened
from fangzhi.access.unpack import folder_of

__all__ = ["Package", "folder_of", "opened"]
