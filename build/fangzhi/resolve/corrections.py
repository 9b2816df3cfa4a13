"""Corrections: a person's decisions applied to mentions, cells and rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

import polars as pl

from fangzhi.resolve import correctable, facts
from fangzhi.resolve.cells import CURATED
from fangzhi.resolve.clusters import DIFFERENT, SAME, Judgement
from fangzhi.resolve.curation import CORRECT, DROP, KEEP_APART, MERGE, Curation, CurationError, Decision
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.mentions import CLAIMS, WORD
from fangzhi.resolve.register import Register
from fangzhi.resolve.tables import KEYS

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
_GONE = "is not there any more; look for its redirect, or take the decision out"


class Pair(NamedTuple):
    """Two mentions of a table that a person decides on."""

    decision: Decision
    table: str
    left: int
    right: int


@dataclass(frozen=True)
class Found:
    """What decisions are about. `said`: the corrections as claims of curation.yaml, with the mentions that they are of, and `refers`;
    `anchors`: mention (of the correction), table_name, anchor (the first mention of its row). `gone`: the identifiers of dropped
    rows."""

    said: pl.DataFrame
    anchors: pl.DataFrame
    gone: frozenset[str] = field(default_factory=frozenset)


def _each(curation: Curation, decisions: list[Decision], work: Callable[[Decision], None]) -> None:
    """Does the work of each decision. Raises CurationError with a line for each that fails."""
    errors = []
    for decision in decisions:
        try:
            work(decision)
        except CurationError as error:
            errors.append(f"{curation.name}: line {decision.line}: {decision.action} {', '.join(decision.rows)}: {error}")
    if errors:
        raise CurationError("\n".join(errors))


def pairs(curation: Curation, entities: Mapping[str, Resolved], register: Register) -> list[Pair]:
    """What people say of pairs of mentions. A decision that names a row that is not there, or of another name, is an error."""
    found: list[Pair] = []

    def work(decision: Decision) -> None:
        told = [register.mention(name) for name in decision.rows]
        missing = next((name for name, row in zip(decision.rows, told, strict=True) if row is None), None)
        if missing:
            raise CurationError(f"{missing} {_GONE}")
        places = [row for row in told if row]
        if len({table for table, _ in places}) != 1:
            raise CurationError("the rows are of different tables")
        table = places[0][0]
        for _, mention in places:
            name = entities[table].mentions.filter(pl.col("mention") == mention)["name"][0]
            if decision.expects and name not in decision.expects:
                raise CurationError(f"expects {' or '.join(decision.expects)}, finds {name}")
        found.extend(Pair(decision, table, left, right) for left, right in combinations([m for _, m in places], 2))

    _each(curation, curation.of(MERGE, KEEP_APART), work)
    return found


def judgements(curation: Curation, told: list[Pair], entities: Mapping[str, Resolved], last: bool) -> dict[str, list[Judgement]]:
    """By table what people say of its items. `last`: cells are corrected, so that whom nothing tells apart is not kept apart."""
    out: dict[str, list[Judgement]] = defaultdict(list)
    items = {table: dict(entities[table].mentions.select("mention", "item").iter_rows()) for table in {pair.table for pair in told}}

    def work(decision: Decision) -> None:
        verdict = SAME if decision.action == MERGE else DIFFERENT
        for pair in told:
            left, right = sorted((items[pair.table][pair.left], items[pair.table][pair.right]))
            if pair.decision is decision and left != right:
                out[pair.table].append(Judgement(left, right, verdict, float(verdict == SAME), decision.reason, "person"))
            elif pair.decision is decision and verdict == DIFFERENT and last:
                raise CurationError("the two agree in all that is compared; correct one of them instead")

    _each(curation, curation.of(MERGE, KEEP_APART), work)
    return out


class _Finder:
    """Finds the rows of decisions in the tables that there are without corrections."""

    def __init__(self, shown: dict[str, pl.DataFrame], ids: pl.DataFrame, rows: pl.Series, register: Register) -> None:
        self.shown, self.ids, self.register = shown, ids, register
        self.rows = pl.DataFrame({"mention": pl.int_range(len(rows), dtype=pl.UInt32, eager=True), "row_id": rows})

    def row(self, decision: Decision) -> tuple[str, dict]:
        """The identifier that the decision's row has now, and the row."""
        table, name = decision.table, decision.rows[0]
        if table not in _NAMES:
            raise CurationError("rows of this table are made of others; decide on those" if table else "is no identifier of a row")
        whole, *parts = name.split("|")
        name = "|".join([self.register.row(whole, self.ids), *parts])
        found = self.shown[table].filter(_key(table) == name)
        if found.is_empty():
            raise CurationError(_GONE)
        return name, found.row(0, named=True)

    def mention(self, name: str, document: str | None = None) -> int:
        """The first mention of a row, in this document where there is one."""
        own = self.rows.filter(pl.col("row_id") == name)["mention"]
        here = [] if document is None else own.filter(own.is_in(self._of(document).implode())).to_list()
        return here[0] if here else own[0]

    def _of(self, document: str) -> pl.Series:
        own = self.shown["claims_of"].filter(pl.col("document_id") == document)
        return own["mention"]


def _key(table: str) -> pl.Expr:
    """A row's identifier; a capacity is told by its parts with "|" between."""
    if table == "project_capacities":
        return pl.concat_str("project_id", facts.plain(pl.col("value")), "unit", separator="|")
    return pl.col(_IDS[table])


def found(
    curation: Curation, shown: dict[str, pl.DataFrame], mentions: pl.DataFrame, ids: pl.DataFrame, rows: pl.Series, register: Register
) -> Found:
    """What the corrections and drops of a person are about.

    `shown` are the tables without them, `ids` the mentions of entities with their rows, `rows` the identifier of each mention's row;
    `mentions`: mention, document_id of all. The first number behind those is that of the first correction.
    """
    finder = _Finder({**shown, "claims_of": mentions}, ids, rows, register)
    said: list[tuple] = []
    anchors: list[tuple] = []
    gone: set[str] = set()
    document = curation.document["document_id"]

    def correct(decision: Decision) -> None:
        name, row = finder.row(decision)
        cells, refers = _cells(decision, row, finder)
        mention = len(rows) + len(anchors)
        anchors.append((mention, decision.table, finder.mention(name)))
        for number, (column, value) in enumerate(cells.items()):
            said.append(
                (
                    document,
                    decision.table,
                    f"{decision.table}/{mention}",
                    column,
                    value,
                    decision.value[:120],
                    decision.start,
                    decision.end,
                    CURATED,
                    mention,
                    None if number else refers,
                )
            )

    def drop(decision: Decision) -> None:
        name, row = finder.row(decision)
        if decision.expects and row[_NAMES[decision.table]] not in decision.expects:
            raise CurationError(f"expects {' or '.join(decision.expects)}, finds {row[_NAMES[decision.table]]}")
        gone.add(name)

    _each(curation, curation.of(CORRECT, DROP), lambda decision: (correct if decision.action == CORRECT else drop)(decision))
    return Found(
        pl.DataFrame(said, schema={**CLAIMS, "mention": pl.UInt32, "refers": pl.UInt32}, orient="row"),
        pl.DataFrame(anchors, schema={"mention": pl.UInt32, "table_name": WORD, "anchor": pl.UInt32}, orient="row"),
        frozenset(gone),
    )


def _cells(decision: Decision, row: dict, finder: _Finder) -> tuple[dict[str, str], int | None]:
    """What a correction says: the cell and what goes with it; and the mention that the cell's reference leads to."""
    table, column, value = decision.table, decision.field, decision.value
    if column not in correctable.CELLS[table]:
        raise CurationError(f"{column} is no cell that can be corrected; {table} has {', '.join(correctable.CELLS[table])}")
    leads = column in facts.TARGETS
    wanted = "".join(decision.expects)
    _expected(decision, row.get(column), finder.register.row(wanted, finder.ids) if leads and wanted else wanted)
    if not leads:
        reason = correctable.refusal(table, column, value, finder.shown)
        if reason:
            raise CurationError(reason)
        return {column: value, **correctable.mates(table, column, value, row, finder.shown)}, None
    target = facts.TARGETS[column]
    name = finder.register.row(value, finder.ids)
    if finder.shown[target].filter(pl.col(KEYS[target]) == name).is_empty():
        raise CurationError(f"{value or 'nothing'} is no row of {target}")
    return {column: name}, finder.mention(name, row.get("document_id"))


def _expected(decision: Decision, found: object, wanted: str) -> None:
    shown = "" if found is None else str(found)
    try:
        same = shown == wanted or float(shown) == float(wanted)
    except ValueError:
        same = False
    if not same:
        raise CurationError(f"expects {wanted or 'nothing'} in {decision.field}, finds {shown or 'nothing'}")


def verify(curation: Curation, told: Found, ids: pl.DataFrame, shown: dict[str, pl.DataFrame], rows: pl.Series) -> None:
    """Raises CurationError for corrections that make one row of two, and for decisions on rows that others take away.

    `ids`, `shown` and `rows` are as in `found`, now with the corrections.
    """
    numbers = iter(told.anchors["mention"].to_list())
    present = set(ids["row_id"].unique().cast(pl.String))

    def work(decision: Decision) -> None:
        if decision.action == CORRECT:
            _alone(decision.table, rows[next(numbers)], shown)

    _each(curation, curation.of(CORRECT), work)
    lost = sorted(name for name in told.gone if name.split("|")[0].startswith(_ENTITIES) and name.split("|")[0] not in present)
    if lost:
        raise CurationError(f"{curation.name}: drop {lost[0]}: is one with another row once cells are corrected; decide on that one")


_ENTITIES = ("mtg-", "off-", "prj-", "vil-")


def _alone(table: str, name: str | None, shown: dict[str, pl.DataFrame]) -> None:
    """That a corrected row is there, and that no other row says the same."""
    own = shown[table].filter(_key(table) == name) if name else shown[table].clear()
    if own.is_empty():
        raise CurationError("is of a row that is dropped; take one of the two out")
    if table in facts.KEYS:
        told = [c for c in ("document_id", *facts.FIELDS[table]) if c in own.columns]
        same = shown[table].join(own.select(told), on=told, how="semi", nulls_equal=True)
        other = [row for row in same[facts.KEYS[table]].cast(pl.String) if row != name]
        if other:
            raise CurationError(f"says what {other[0]} says already; drop it instead")
