"""Corrections: a person's decisions applied to mentions, cells and rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

import polars as pl

from fangzhi.resolve import facts
from fangzhi.resolve.cells import CURATED, TOGETHER
from fangzhi.resolve.clusters import DIFFERENT, SAME, Judgement
from fangzhi.resolve.context import Context
from fangzhi.resolve.curation import CORRECT, DROP, KEEP_APART, MERGE, Curation, CurationError, Decision
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.mentions import CLAIMS, WORD
from fangzhi.resolve.tables import CELLS, KEYS

# What a row of these tables is recognised by.
_NAMES = {
    **dict.fromkeys(KEYS, "name"),
    "positions": "post",
    "participations": "role",
    "village_designations": "designation",
    "targets": "indicator",
    "project_capacities": "unit",
}
_IDS = {**KEYS, **facts.KEYS}
_CELLS = {**CELLS, **facts.CELLS}


def judgements(
    curation: Curation, entities: dict[str, Resolved], ids: pl.DataFrame, claims: pl.DataFrame
) -> dict[str, list[Judgement]]:
    """By table what people say of its items. `ids`: the rows (row_id) that mentions have without these decisions, more
    than one line a mention where releases differ; `claims`: claim_id, table_name, mention of the names."""
    out: dict[str, list[Judgement]] = defaultdict(list)
    errors = []
    for decision in curation.of(MERGE, KEEP_APART):
        try:
            table, items = _items(decision, entities, ids, claims)
            verdict = SAME if decision.action == MERGE else DIFFERENT
            for left, right in combinations(items, 2):
                if left == right and verdict == DIFFERENT:
                    raise CurationError("the two agree in all that is compared; correct one of them instead")
                if left != right:
                    first, second = sorted((left, right))
                    out[table].append(
                        Judgement(first, second, verdict, float(verdict == SAME), decision.reason, "person")
                    )
        except CurationError as error:
            errors.append(_failed(curation, decision, error))
    if errors:
        raise CurationError("\n".join(errors))
    return out


def _failed(curation: Curation, decision: Decision, error: object) -> str:
    return f"{curation.name}: line {decision.line}: {decision.action} {', '.join(decision.rows)}: {error}"


def _items(
    decision: Decision, entities: dict[str, Resolved], ids: pl.DataFrame, claims: pl.DataFrame
) -> tuple[str, list[int]]:
    """The table, and an item for each row or claim that a decision names."""
    found = []
    for name in decision.rows:
        if name.startswith("clm-"):
            lines = claims.filter(pl.col("claim_id") == name).select("table_name", "mention")
        else:
            lines = ids.filter(pl.col("row_id") == name).select("table_name", "mention")
        if lines.is_empty():
            raise CurationError(f"{name} is not there any more; look for its redirect, or take the decision out")
        found.append(lines.sort("mention").row(0))
    tables = {table for table, _ in found}
    if len(tables) != 1:
        raise CurationError("the rows are of different tables")
    table = tables.pop()
    mentions = entities[table].mentions
    items = []
    for _, mention in found:
        line = mentions.filter(pl.col("mention") == mention).row(0, named=True)
        if decision.expects and line["name"] not in decision.expects:
            raise CurationError(f"expects {' or '.join(decision.expects)}, finds {line['name']}")
        items.append(line["item"])
    return table, items


def claims_of(curation: Curation, tables: dict[str, pl.DataFrame], first: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The corrections as claims (of the document curation.yaml), and the lines of `ids` that lead from them to their rows.

    `tables` are those without the corrections; `first` is the number of the first new mention.
    """
    said, ids, errors = [], [], []
    document = curation.document["document_id"]
    for number, decision in enumerate(curation.of(CORRECT)):
        try:
            row = _row(decision, tables)
            _expected(decision, row.get(decision.field))
        except CurationError as error:
            errors.append(_failed(curation, decision, error))
            continue
        local = f"{decision.table}/{number}"
        # Only entities are led to, by their names.
        ids.append((first + number, decision.table, decision.rows[0], row["name"] if decision.table in KEYS else None))
        mates = {mate: _mate(mate, row) for mate, leader in TOGETHER.items() if leader == decision.field}
        for field, value in {decision.field: decision.value, **mates}.items():
            if value is not None:
                quote = decision.value[:120]
                said.append(
                    (
                        document,
                        decision.table,
                        local,
                        field,
                        value,
                        quote,
                        decision.start,
                        decision.end,
                        CURATED,
                        first + number,
                    )
                )
    if errors:
        raise CurationError("\n".join(errors))
    words = dict.fromkeys(("table_name", "row_id", "label"), WORD)
    return (
        pl.DataFrame(said, schema={**CLAIMS, "mention": pl.UInt32}, orient="row"),
        pl.DataFrame(ids, schema={"mention": pl.UInt32, **words}, orient="row"),
    )


def _mate(field: str, row: dict) -> str | None:
    """What goes with a corrected amount or date: the currency it had, and a year that is stated."""
    return "stated" if field == "year_basis" else row.get(field) or "CNY"


def _row(decision: Decision, tables: dict[str, pl.DataFrame]) -> dict:
    table = decision.table
    if decision.field not in _CELLS.get(table, ()):
        raise CurationError(f"{decision.field} is no cell that can be corrected")
    rows = tables[table].filter(pl.col(_IDS[table]) == decision.rows[0])
    if rows.is_empty():
        raise CurationError("is not there any more; look for its redirect, or take the decision out")
    return rows.row(0, named=True)


def _key(table: str) -> pl.Expr:
    """A row's identifier; a capacity is told by its parts with "|" between."""
    if table == "project_capacities":
        return pl.concat_str("project_id", facts.plain(pl.col("value")), "unit", separator="|")
    return pl.col(_IDS[table])


def _expected(decision: Decision, found: object) -> None:
    shown = "" if found is None else str(found)
    wanted = "".join(decision.expects)
    try:
        same = shown == wanted or float(shown) == float(wanted)
    except ValueError:
        same = False
    if not same:
        raise CurationError(f"expects {wanted or 'nothing'} in {decision.field}, finds {shown or 'nothing'}")


def dropped(curation: Curation, tables: dict[str, pl.DataFrame]) -> set[str]:
    """The identifiers of the rows to be left out. `tables` are those without the corrections."""
    out, errors = set(), []
    for decision in curation.of(DROP):
        table = decision.table
        try:
            if table not in _NAMES:
                raise CurationError("rows of this table cannot be dropped")
            rows = tables[table].filter(_key(table) == decision.rows[0])
            if rows.is_empty():
                raise CurationError("is not there any more; take the decision out")
            name = rows[_NAMES[table]][0]
            if decision.expects and name not in decision.expects:
                raise CurationError(f"expects {' or '.join(decision.expects)}, finds {name}")
            out.add(decision.rows[0])
        except CurationError as error:
            errors.append(_failed(curation, decision, error))
    if errors:
        raise CurationError("\n".join(errors))
    return out


def replaced(context: Context, said: pl.DataFrame, lines: pl.DataFrame, rows: pl.Series) -> Context:
    """What would be known if documents said what a person says of the rows of theirs, for what is made of such rows.

    `said` and `lines` are what `claims_of` gives, `rows` the identifier of each mention's row.
    """
    told = said.join(lines.filter(~pl.col("table_name").is_in(list(KEYS))).select("mention", "row_id"), on="mention", how="inner")
    if told.is_empty():
        return context
    known = pl.DataFrame({"mention": pl.int_range(len(rows), dtype=pl.UInt32, eager=True), "row_id": rows})
    told = told.select("row_id", "field", "value").join(known, on="row_id", how="inner")
    firsts = context.claims.select("mention", "document_id", "table_name", "claim", "at").unique("mention", keep="first")
    new = told.select("mention", "field", "value").join(firsts, on="mention", how="inner", maintain_order="left")
    kept = context.claims.join(new, on=["mention", "field"], how="anti", maintain_order="left")
    return replace(context, claims=pl.concat([kept, new], how="diagonal"))
