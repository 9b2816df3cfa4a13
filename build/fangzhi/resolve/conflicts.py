"""Conflicts: cells for which documents give values that cannot all be right, with the claims of each."""

from __future__ import annotations

import itertools

import polars as pl

from fangzhi.resolve.cells import STAGES, TEXTS, TOGETHER, several
from fangzhi.resolve.evidence import Evidence
from fangzhi.resolve.identifiers import numbered
from fangzhi.resolve.mentions import WORD
from fangzhi.resolve.values import agree

VALUES, STEP_BACK = "values", "step_back"


def disputed(told: pl.DataFrame) -> pl.DataFrame:
    """Of what documents say of cells the lines (row_id, field, value, document_id, as_of) of those with more than one value."""
    told = told.filter(~pl.col("field").is_in([*TOGETHER, "day_part"]))
    lines = told.join(several(told), on=["row_id", "field"], how="semi")
    return lines.select("row_id", "field", "value", "document_id", "as_of")


def table(
    said: dict[str, pl.DataFrame], taken: dict[str, pl.DataFrame], keys: dict[str, str], evidence: Evidence
) -> pl.DataFrame:
    """The rows of `conflicts`.

    `said`: by table what is disputed; `taken` the tables with the values that the rows take, `keys` their keys; of the
    `evidence` each value cites the first claim.
    """
    lines: list[tuple] = []
    for name, told in said.items():
        cells = _several(told)
        wanted = pl.col(keys[name]).cast(pl.String).is_in(list({row for row, _ in cells}))
        rows = {row[keys[name]]: row for row in taken[name].filter(wanted).iter_rows(named=True)}
        for (row, field), values in cells.items():
            kind = _kind(field, values)
            if kind and row in rows:
                shown = rows[row].get(field)
                lines += [
                    (name, row, field, kind, value, _same(shown, value), document) for value, document, _ in values
                ]
    out = pl.DataFrame(lines, schema=_SCHEMA, orient="row").unique(maintain_order=True)
    cells = out.select("table_name", "row_id", "field").unique()
    own = evidence.of(cells["field"].unique().to_list(), cells["row_id"].unique())
    own = own.select("claim_id", "start", "document_id", "table_name", pl.col("row_id").cast(WORD), "field", "value")
    own = own.join(cells, on=["table_name", "row_id", "field"], how="semi")
    first = own.sort("document_id", "start", "claim_id").unique(
        ["document_id", "table_name", "row_id", "field", "value"], keep="first", maintain_order=True
    )
    on = ["document_id", "table_name", "row_id", "field", "value"]
    out = out.join(first.select("claim_id", *on), on=on, how="inner", maintain_order="left")
    return out.with_columns(numbered("conflicts", out, on).alias("conflict_id"))


_SCHEMA = {
    "table_name": WORD,
    "row_id": WORD,
    "field": WORD,
    "kind": WORD,
    "value": WORD,
    "taken": pl.Boolean(),
    "document_id": WORD,
}


def _several(told: pl.DataFrame) -> dict[tuple[str, str], list[tuple[str, str, str | None]]]:
    """(row, field) -> (value, document, day), in order of days."""
    lines = told.unique(["row_id", "field", "value", "document_id"]).sort(
        "row_id", "field", pl.col("as_of").fill_null(""), "value", "document_id"
    )
    out: dict[tuple[str, str], list] = {}
    for row, field, *rest in lines.select("row_id", "field", "value", "document_id", "as_of").iter_rows():
        out.setdefault((row, field), []).append(tuple(rest))
    return out


def _kind(field: str, values: list[tuple[str, str, str | None]]) -> str | None:
    """How values disagree, or None where they agree: a short form with the full one, a later stage with an earlier."""
    if field == "stage":
        ranks = [STAGES.index(v) for v, _, day in values if day and v in STAGES[1:]]
        return STEP_BACK if any(later < earlier for earlier, later in itertools.pairwise(ranks)) else None
    fullest: dict[str, str] = {}
    for value, document, _ in values:
        fullest[document] = max(fullest.get(document, ""), value, key=len) if field in TEXTS else value
    told = sorted(set(fullest.values()), key=lambda value: (len(value), value))
    agreed = all(agree(field, told[-1], value, TEXTS) for value in told)
    return None if agreed else VALUES


def _same(shown: object, value: str) -> bool:
    """Whether a cell (a date, a number, text) takes this value."""
    if shown is None:
        return False
    text = str(shown)
    try:
        return text == value or float(text) == float(value)
    except ValueError:
        return False
