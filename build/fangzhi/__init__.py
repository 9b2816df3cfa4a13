"""fangzhi: Chinese local-government prose in, a validated, queryable, cited data package out.

The folders are the stages, in the order in which data flows: read, clean, lex, parse, resolve, warehouse, publish.
Nothing is imported here before it is needed, so that the command line starts fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from fangzhi.access import Package

__version__ = "0.1.0"


def open(path: str | os.PathLike[str]) -> Package:
    """A package for reading: `path` is its folder, a zip file of it, or its DuckDB file.

        with fangzhi.open("datapackage") as package:
            officials = package.polars("officials")  # pandas, arrow and relation do the same
            package.sql("SELECT count(*) FROM meetings").show()

    Raises fangzhi.errors.Refusal where there is no package.
    """
    from fangzhi.access import Package

    return Package(path)
