"""What a row rests on: every cell with the documents that say so, their words, where they stand, and the rule that read them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fangzhi.contract import Contract, Table, load
from fangzhi.contract.sql import literal, quoted, row_id
from fangzhi.errors import Refusal
from fangzhi.query import opened, plain

# A spell has no claims of its own: it rests on those of the positions that it is made of. What is claimed of them, and the cell that
# it supports, under the condition that stands behind it.
_OF_SPELLS = (
    ("official_id", "official_id", "TRUE"),
    ("organization", "organization_id", "TRUE"),
    ("post", "post", "TRUE"),
    ("title", "title", "TRUE"),
    ("changed_on", "held_since", "p.change IN ('appointed', 'elected')"),
    ("changed_on", "held_until", "p.change IN ('removed', 'resigned')"),
    ("post", "first_seen", "p.as_of = t.first_seen AND (p.change IS NULL OR p.change IN ('appointed', 'elected'))"),
    ("post", "last_seen", "p.as_of = t.last_seen AND (p.change IS NULL OR p.change IN ('appointed', 'elected'))"),
    ("post", "left_by", "p.as_of = t.left_by AND (p.change IN ('removed', 'resigned', 'former') OR (p.as_of > t.last_seen) IS NOT FALSE)"),
)
_STOPS = re.compile(r"[。！？!?\n]")
AROUND = 200  # characters of a sentence that are shown on each side at most


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of evidence. `sentence` is the text as read round the quote, where the document is at hand."""

    field: str
    value: str
    quote: str
    document_id: str
    path: str
    start: int
    end: int
    rule: str
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """A row of a table, its cells by column, and the claims of it."""

    table: str
    key: str
    cells: dict[str, Any]
    claims: tuple[Claim, ...]

    def lines(self) -> Iterator[str]:
        """The row for people, a cell a line, its evidence indented below."""
        yield f"{self.table} {self.key}"
        by_field = defaultdict(list)
        for claim in self.claims:
            by_field[claim.field].append(claim)
        for name, value in self.cells.items():
            yield f"  {name}: {'' if value is None else plain(value)}"
            for claim in by_field[name]:
                said = "" if claim.value == claim.quote else f" = {claim.value}"
                yield f"      “{claim.quote}”{said}  {claim.path} [{claim.start}:{claim.end}]  {claim.rule}"
                if claim.sentence:
                    yield f"          {claim.sentence}"


def explain(package: Path, key: str, documents: Sequence[Path] = ()) -> Explained:
    """The row whose key is `key` (of several columns: its parts with "|" between), of whatever table.

    `documents`: where the documents lie, if they are at hand; their sentences are shown then. Raises Refusal for a key
    that no table has.
    """
    contract = load()
    with opened(package) as connection:
        found = _row(connection, contract, key)
        if found is None:
            raise Refusal(f"{key}: no table of {package} has a row of this key; find keys with: fangzhi query")
        table, cells = found
        claims = _claims(connection, table, key)
    texts = _texts({claim.document_id for claim in claims}, documents)
    return Explained(table.name, key, cells, tuple(_with_sentence(claim, texts) for claim in claims))


def _row(connection: Any, contract: Contract, key: str) -> tuple[Table, dict[str, Any]] | None:
    for table in contract:
        columns = ", ".join(map(quoted, table.columns))
        rows = connection.sql(
            f"SELECT {columns} FROM {quoted(table.name)} WHERE {row_id(table)} = {literal(key)}"
        ).fetchall()
        # source_coverage has the keys of documents: the table of a key's own comes first.
        if rows:
            return table, dict(zip(table.columns, rows[0], strict=True))
    return None


def _claims(connection: Any, table: Table, key: str) -> list[Claim]:
    source = _SPELL if table.name == "tenures" else "(SELECT * FROM claims)"
    rows = connection.sql(
        f'SELECT c.field, c.value, c.quote, c.document_id, d.path, c.start, c."end", c.rule FROM {source} AS c JOIN documents AS d'
        f" ON d.document_id = c.document_id WHERE c.table_name = {literal(table.name)} AND c.row_id = {literal(key)}"
        " ORDER BY c.field, d.path, c.start, c.claim_id"
    ).fetchall()
    return [Claim(*row) for row in rows]


def _claims_of_spells() -> str:
    """SQL for what positions claim, as claims of tenures."""
    parts = [
        f"SELECT c.* REPLACE ('tenures' AS table_name, t.tenure_id AS row_id, {literal(cell)} AS field) FROM tenures AS t"
        " JOIN positions AS p ON p.tenure_id = t.tenure_id JOIN claims AS c ON c.table_name = 'positions' AND c.row_id = p.position_id"
        f" WHERE c.field = {literal(field)} AND {condition}"
        for field, cell, condition in _OF_SPELLS
    ]
    return f"({' UNION ALL '.join(parts)})"


_SPELL = _claims_of_spells()


def _texts(wanted: set[str], documents: Sequence[Path]) -> dict[str, str]:
    """Text as read of the wanted documents, found by what they say, wherever they lie."""
    if not documents:
        return {}
    from fangzhi.extract import document_id
    from fangzhi.read import Source, read_paths

    missing = next((path for path in documents if not path.exists()), None)
    if missing is not None:
        raise Refusal(f"{missing}: no such file or folder; name where the documents lie, or leave --documents out")
    found = ((document_id(item), item.text) for item in read_paths(documents) if isinstance(item, Source))
    return {key: text for key, text in found if key in wanted}


def _with_sentence(claim: Claim, texts: dict[str, str]) -> Claim:
    import dataclasses

    text = texts.get(claim.document_id)
    return claim if text is None else dataclasses.replace(claim, sentence=sentence(text, claim.start, claim.end))


def sentence(text: str, start: int, end: int) -> str:
    """The sentence that holds a span, on one line, cut where it is very long."""
    left = max(0, start - AROUND)
    stops = [match.end() for match in _STOPS.finditer(text, left, start)]
    stop = _STOPS.search(text, max(start, end - 1), end + AROUND)
    return " ".join(text[stops[-1] if stops else left : stop.end() if stop else end + AROUND].split())
