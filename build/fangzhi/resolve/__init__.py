"""Claims -> tables with lasting identifiers. First stand-in: a document's rows stay its own; nothing is merged across documents."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

PREFIX = {
    "meetings": "mtg", "officials": "off", "positions": "pos", "participations": "par", "projects": "prj", "project_reports": "rep",
    "villages": "vil", "village_designations": "des", "targets": "tgt", "claims": "clm",
}


def resolve(documents: list[dict[str, Any]], claims: list[dict[str, Any]]) -> dict[str, pl.DataFrame]:
    """All tables of the contract, but those that are made of a view."""
    import datetime

    import polars as pl

    from fangzhi.contract import load, polars_schema

    contract = load()
    rows: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    documents = [dict(d, published_on=d["published_on"] and datetime.date.fromisoformat(d["published_on"])) for d in documents]
    ids = {}
    for c in claims:
        key = (c["document_id"], c["row"])
        if key not in ids and c["table_name"] != "project_capacities":
            ids[key] = f"{PREFIX[c['table_name']]}-{_hash(*key)}"

    def value(c):
        field = contract[c["table_name"]].field(c["field"])
        ref = ids.get((c["document_id"], c["value"]))
        if ref:
            return ref
        if field.type == "integer":
            return int(c["value"])
        if field.type == "number":
            try:
                return Decimal(c["value"])
            except InvalidOperation:
                return None
        if field.type == "date":
            return datetime.date.fromisoformat(c["value"])
        return c["value"]

    local: dict[tuple, dict] = {}
    for c in claims:
        table = contract[c["table_name"]]
        row = local.setdefault((c["document_id"], c["row"], c["table_name"]), {})
        if c["field"] in table.columns and row.get(c["field"]) is None:
            row[c["field"]] = value(c)
    kept = {}
    for (doc, key, name), row in local.items():
        table = contract[name]
        if name != "project_capacities":
            row[table.primary_key[0]] = ids[doc, key]
        if "document_id" in table.columns:
            row["document_id"] = doc
        if name == "officials":
            row["name_pinyin"] = row["name"]
        if name == "projects" and (row.get("investment_amount") is None) != (row.get("investment_currency") is None):
            row["investment_amount"] = row["investment_currency"] = None
        rid = "|".join(_plain(row.get(k)) for k in table.primary_key)
        rows[name].setdefault(rid, row)
        kept[doc, key] = rid
        if name == "projects":
            rep = {k: row.get(k) for k in ("project_id", "stage", "investment_amount", "investment_currency")}
            rep |= {"document_id": doc, "project_report_id": "rep-" + _hash(doc, key)}
            rows["project_reports"][rep["project_report_id"]] = rep
    out = []
    for n, c in enumerate(claims):
        row = {k: c[k] for k in ("document_id", "table_name", "field", "quote", "start", "end", "rule")}
        row["value"] = ids.get((c["document_id"], c["value"]), c["value"])
        row["row_id"] = kept[c["document_id"], c["row"]]
        row["claim_id"] = "clm-" + _hash(c["document_id"], c["row"], c["field"], c["value"], c["start"], c["end"], n)
        out.append(row)
    frames = {}
    for table in contract:
        data = documents if table.name == "documents" else out if table.name == "claims" else list(rows[table.name].values())
        full = [{k: r.get(k) for k in table.columns} for r in data]
        frames[table.name] = pl.DataFrame(full, schema=polars_schema(table), strict=False).sort(table.primary_key)
    return frames


def _hash(*parts: Any) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:12]


def _plain(v: Any) -> str:
    return f"{v.normalize():f}" if isinstance(v, Decimal) else str(v)
