"""What a person may correct: the cells of each table, and the values that they may take."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import polars as pl

from fangzhi.contract import load
from fangzhi.contract.consistency import broken_constraint
from fangzhi.contract.model import Field
from fangzhi.lex import places
from fangzhi.resolve import facts, tables
from fangzhi.resolve.cells import TOGETHER

# References that are looked up from names, not told by mentions: the table whose rows they lead to.
LOOKED_UP = {"organization_id": "organizations", "convener_id": "organizations", "proponent_id": "organizations", "place_id": "places"}
# The cells of each table that come of a look-up.
LINKED = {
    "positions": ("organization_id", "place_id", "adcode"),
    "meetings": ("convener_id", "place_id", "adcode"),
    "projects": ("proponent_id", "place_id", "adcode"),
}
CELLS = {
    table: [*cells, *(name for name in LINKED.get(table, ()) if name not in cells)]
    for table, cells in {**tables.CELLS, **facts.FIELDS}.items()
}
_KEYS = {"organizations": "organization_id", "places": "place_id"}


def refusal(table: str, field: str, value: str, shown: Mapping[str, pl.DataFrame]) -> str | None:
    """Why a cell cannot take a value, None where it can. `shown` are the tables; references of entities are not looked at."""
    if not value:
        return f"the value of {field} is empty; drop the row instead"
    if field == "place_id" and value in places.places():
        return None
    if field in LOOKED_UP:
        target = LOOKED_UP[field]
        there = shown[target].filter(pl.col(_KEYS[target]) == value)
        return f"{value} is no row of {target}" if there.is_empty() else None
    if field == "adcode" and value not in places.places():
        return f"{value} is no code of GB/T 2260"
    reason = _broken(load()[table].field(field), value)
    return f"{value} {reason}, as {field} is to be" if reason else None


def _broken(field: Field, value: str) -> str | None:
    """Why a text is no value of a column."""
    try:
        told = {"number": float, "integer": int, "boolean": {"true": True, "false": False}.__getitem__}.get(field.type, str)(value)
        if field.type == "date":
            datetime.date.fromisoformat(value)
    except (ValueError, KeyError):
        return f"is no {field.type}"
    return broken_constraint(field, told)


def mates(table: str, field: str, value: str, row: Mapping[str, object], shown: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    """What else of a row is told by a corrected cell: with an amount its currency, with a day its parts and that it is stated, with a
    place its code."""
    if field == "investment_amount":
        return {"investment_currency": str(row.get("investment_currency") or "CNY")}
    if field == "held_on":
        day = datetime.date.fromisoformat(value)
        return {"year_basis": "stated", "held_month": str(day.month), "held_day": str(day.day)}
    if field == "adcode" and table in LINKED:
        return {"place_id": value}
    if field == "place_id":
        return {"adcode": value if value in places.places() else shown["places"].filter(pl.col("place_id") == value)["adcode"][0]}
    return {mate: str(row[mate]) for mate, leader in TOGETHER.items() if leader == field and row.get(mate)}
