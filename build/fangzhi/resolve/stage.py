"""The stage: documents and claims in, all tables of the contract out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from fangzhi.contract import load
from fangzhi.resolve import (
    corrected,
    corrections,
    meetings,
    mentions,
    officials,
    projects,
    succession,
    tables,
    villages,
)
from fangzhi.resolve.assembly import assemble
from fangzhi.resolve.clusters import Judgement
from fangzhi.resolve.context import Context, context
from fangzhi.resolve.curation import CORRECT, DROP, Curation
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.evidence import evidence
from fangzhi.resolve.mentions import WORD
from fangzhi.resolve.previous import Previous
from fangzhi.resolve.register import Register

Rows = Sequence[Mapping[str, Any]] | pl.DataFrame


def resolve(
    documents: Rows, claims: Rows, *, previous: Previous | None = None, curation: Curation | None = None
) -> dict[str, pl.DataFrame]:
    """Claims -> the tables, each with the contract's columns and types, sorted by key; words are held as categories
    (`contract.plain` makes text of them).

    `documents` are rows of that table; `claims` have as `row` a key within their document ("officials/0"), which
    values of references use too. The order in which documents come does not matter. `previous` is the release before,
    whose identifiers live on; `curation` what people decided, which goes before every rule (CurationError: it does not
    apply). `rejected` and the aggregates are not among the tables.
    """
    before, told = previous or Previous(), curation or Curation()
    known = context(mentions.documents(documents), *mentions.claims(claims))
    del documents, claims
    posts = officials.positions(known)
    entities = _entities(known, posts, {})
    ids, moves = _ids(known, entities, before)
    register = _register(known, entities, ids) if told.decisions else None
    pairs = corrections.pairs(told, entities, register) if register else []
    if pairs:
        entities = _entities(known, posts, corrections.judgements(told, pairs, entities, last=not told.of(CORRECT)))
        ids, moves = _ids(known, entities, before)
    out, shown = assemble(known, entities, posts, ids)
    if register and told.of(CORRECT, DROP):
        found = corrections.found(told, out, known.claims.select("mention", "document_id").unique(), ids, shown.rows, register)
        # All is judged again by what a person says, and shown with what documents say.
        right = corrected.context(known, found, shown.rows)
        posts = officials.positions(right)
        again = _entities(right, posts, {})
        if pairs:
            again = _entities(right, posts, corrections.judgements(told, pairs, again, last=True))
        entities = corrected.known_as_before(again, entities)
        ids, moves = _ids(known, entities, before)
        known = corrected.with_claims(known, found, mentions.documents([told.document]))
        out, shown = assemble(known, entities, posts, ids, found)
        corrections.verify(told, found, ids, out, shown.rows)
        moves = succession.without(moves, found.gone, before)
    # The claims are by far the largest table: what they are not made of goes first.
    del known, entities, posts, ids
    out["claims"] = shown.table(load()["claims"].columns)
    out["redirects"] = tables.as_contract("redirects", succession.redirects(moves, before))
    return {name: out[name] for name in load().names if name in out}


def _entities(known: Context, posts: pl.DataFrame, told: Mapping[str, list[Judgement]]) -> dict[str, Resolved]:
    held = meetings.resolve(known, told.get("meetings", ()))
    return {
        "meetings": held,
        "officials": officials.resolve(known, posts, held, told.get("officials", ())),
        "projects": projects.resolve(known, told.get("projects", ())),
        "villages": villages.resolve(known, told.get("villages", ())),
    }


def _register(known: Context, entities: dict[str, Resolved], ids: pl.DataFrame) -> Register:
    """A decision may name rows as they are without it, in this release or by themselves."""
    return Register(pl.concat([ids, _ids(known, entities, Previous())[0]]), lambda: _names(known, ids))


def _names(known: Context, ids: pl.DataFrame) -> pl.DataFrame:
    """The claims of names with their identifiers and the mentions that they are of."""
    names = known.claims.filter(pl.col("field") == "name").drop("claim").with_row_index("claim")
    return evidence(replace(known, claims=names), ids).of(["name"])


def _ids(known: Context, entities: dict[str, Resolved], previous: Previous) -> tuple[pl.DataFrame, list[tuple]]:
    """mention, table_name, row_id, label (the name in the document) of all mentions of entities; and what became of the
    identifiers of the release before."""
    frames, moves = [], []
    for table, resolved in entities.items():
        names, moved = succession.named(resolved, known, previous)
        moves += moved
        own = resolved.mentions.join(names, on="cluster", how="left", maintain_order="left")
        frames.append(own.select("mention", pl.lit(table, WORD).alias("table_name"), "row_id", pl.col("name").alias("label")))
    return pl.concat(frames), moves
