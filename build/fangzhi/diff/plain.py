"""A comparison as plain data, by diff.schema.json."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from fangzhi.diff.model import Change, Diff, Rows, TableDiff
from fangzhi.diff.version import Version

SCHEMA = "diff.schema.json"


def schema() -> dict[str, Any]:
    """The JSON Schema that `data` keeps."""
    return json.loads((files(__package__) / SCHEMA).read_text(encoding="utf-8"))


def data(diff: Diff) -> dict[str, Any]:
    """The comparison; keys of rows are listed up to a thousand a table, `count` is of all."""
    new = Version.of(diff.new_version)
    return {
        "$schema": schema()["$id"],
        "old": {"package": diff.old, "version": diff.old_version},
        "new": {"package": diff.new, "version": diff.new_version},
        "same": diff.same,
        "version": {
            "part": diff.part,
            "least": str(diff.least) if diff.least else None,
            "enough": None if new is None or diff.least is None else new >= diff.least,
        },
        "reasons": [{"part": part, "reason": reason} for part, reason in diff.reasons()],
        "declared": [_change(change) for change in diff.shape],
        "tables": [_table(table) for table in diff.tables if not table.same],
    }


def text(diff: Diff) -> str:
    """The same as JSON text."""
    return json.dumps(data(diff), ensure_ascii=False, indent=2) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind, "part": change.part, "reason": change.what, "table": change.table, "column": change.column,
        "old": change.old, "new": change.new,
    }  # fmt: skip


def _table(table: TableDiff) -> dict[str, Any]:
    return {
        "name": table.name,
        "compared": table.compared,
        "rows": {"old": table.before, "new": table.after},
        "added": _rows(table.added),
        "removed": _rows(table.removed),
        "changed": _rows(table.changed) | {"cells": dict(table.cells)},
        "cited": _rows(table.cited),
        "redirected": [{"old": one.old, "new": one.new, "reason": one.reason} for one in table.redirected],
    }


def _rows(rows: Rows) -> dict[str, Any]:
    return {"count": rows.count, "keys": list(rows.keys)}
