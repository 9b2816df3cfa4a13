"""`python -m tests.older_duckdb PACKAGE…`: what the DuckDB that is found first makes of packages, as JSON.

Run with the folder of another DuckDB in PYTHONPATH. Each package is a folder, a zip file or a .duckdb.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import duckdb

import fangzhi
from fangzhi.contract import load
from fangzhi.gate import checked
from fangzhi.queries import questions
from fangzhi.warehouse.views import views


def made_of(path: str) -> dict[str, Any]:
    """Rows of every worked question, and how many rows each table and view has, by library."""
    with fangzhi.open(path) as package:
        sizes = {
            name: [len(package.relation(name).fetchall()), package.polars(name).height, package.arrow(name).num_rows, len(package.pandas(name))]
            for name in sorted({*load().names, *(view.name for view in views())})
        }
        return {"asked": {one.name: [[str(cell) for cell in row] for row in package.ask(one.name).fetchall()] for one in questions()}, "sizes": sizes}


def main(*paths: str) -> None:
    found = {path: made_of(path) for path in paths}
    gate = {path: [str(failure) for failure in checked(Path(path))] for path in paths if not path.endswith(".duckdb")}
    print(json.dumps({"version": duckdb.__version__, "found": found, "gate": gate}))


if __name__ == "__main__":
    main(*sys.argv[1:])
