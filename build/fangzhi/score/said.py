"""What one document says, table by table, in the shape that is compared with its gold file.

The rows come from two sides: from a built package (`of_package`), or straight from the claims of a document that
nothing has resolved yet (`of_claims`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fangzhi.score.compare import number

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]
Said = dict[str, list[Row]]

# The entity tables and their keys: a row counts for a document when the document claims something of it.
KEYS = {"meetings": "meeting_id", "officials": "official_id", "projects": "project_id", "villages": "village_id"}
# The tables whose rows name their document.
TOLD = ("positions", "participations", "targets")
# The columns without which nothing can be compared.
COLUMNS = {
    "documents": ("document_id", "path"),
    "claims": ("document_id", "table_name", "row_id", "field", "value", "quote"),
    "meetings": ("meeting_id", "name", "kind", "held_on", "held_month", "held_day", "day_part", "venue"),
    "officials": ("official_id", "name"),
    "positions": ("document_id", "official_id", "post"),
    "participations": ("document_id", "meeting_id", "official_id", "role"),
    "projects": ("project_id", "name", "investment_amount", "investment_currency", "stage"),
    "project_capacities": ("project_id", "value", "unit"),
    "villages": ("village_id", "name", "town", "county", "city", "province"),
    "village_designations": ("village_id", "designation"),
    "targets": ("document_id", "indicator", "value", "unit", "bound", "status", "period"),
}


def of_package(tables: Tables) -> dict[str, Said]:
    """What each document of which anything is claimed says by the tables of a package, `claims` among them.

    Each entity has beside its columns `id` and `names` (its own and all that the document claims);
    projects have `capacities`, a set of (value, unit), and villages `designations`, a set.
    """
    claims = _grouped(tables["claims"], "document_id")
    told = {table: _grouped(tables[table], "document_id") for table in TOLD}
    capacities = _grouped(tables["project_capacities"], "project_id")
    designations = _grouped(tables["village_designations"], "village_id")
    entities = {table: _keyed(tables[table], KEYS[table]) for table in KEYS}
    entities["projects"] = {
        key: {**row, "capacities": {(number(c["value"]), c["unit"]) for c in capacities.get(key, ())}}
        for key, row in entities["projects"].items()
    }
    entities["villages"] = {
        key: {**row, "designations": {d["designation"] for d in designations.get(key, ())}}
        for key, row in entities["villages"].items()
    }
    return {
        document: {table: _entities(entities[table], own, table) for table in KEYS}
        | {table: rows.get(document, []) for table, rows in told.items()}
        for document, own in claims.items()
    }


def of_claims(claims: Iterable[Row]) -> Said:
    """What the claims of one document (rows as `extract` gives them) say; the first claim of a cell fills it."""
    found: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in COLUMNS}
    told = []
    for claim in claims:
        table, key = claim["table_name"], claim["row"]
        told.append({**claim, "row_id": key})
        row = found[table].setdefault(key, {**dict.fromkeys(COLUMNS[table]), "document_id": claim["document_id"]})
        if table in KEYS:
            row[KEYS[table]] = key
        if row.get(claim["field"]) is None:
            row[claim["field"]] = claim["value"]
    tables: dict[str, Sequence[Row]] = {table: list(rows.values()) for table, rows in found.items()}
    return next(iter(of_package({**tables, "claims": told}).values()), nothing())


def nothing() -> Said:
    """What a document says of which nothing is claimed."""
    return {table: [] for table in (*KEYS, *TOLD)}


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _keyed(rows: Iterable[Row], column: str) -> dict[str, Row]:
    return {row[column]: row for row in rows if row["name"]}


def _entities(rows: Mapping[str, Row], claims: Sequence[Row], table: str) -> list[Row]:
    names: dict[str, set[str]] = {}
    for claim in claims:
        if claim["table_name"] == table:
            own = names.setdefault(claim["row_id"], set())
            if claim["field"] == "name":
                own.update(text for text in (claim["value"], claim["quote"]) if text)
    return [
        {**rows[key], "id": key, "names": sorted(names[key] | {rows[key]["name"]})} for key in sorted(names) if key in rows
    ]
