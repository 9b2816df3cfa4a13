"""Resolution on a generated world: what is put together against what belongs together, and identifiers that last."""

from __future__ import annotations

import random
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.resolve import resolve
from fangzhi.resolve.previous import of_tables
from tests.resolve import figures
from tests.resolve.figures import GOALS
from tests.resolve.world import world


def rows_of(tables: dict[str, pl.DataFrame]) -> dict[tuple[str, str, int], str]:
    """The row of every claim of a name, by document, table and place."""
    names = tables["claims"].filter(pl.col("field") == "name")
    return {tuple(key): row for *key, row in names.select("document_id", "table_name", "start", "row_id").iter_rows()}


@cache
def measured() -> dict[str, tuple[float, float]]:
    made = world(seed=7, documents=2000)
    assert len(made.truth) >= 20_000
    return figures.measured(made, resolve(made.documents, made.claims))


@pytest.mark.parametrize("table", GOALS)
def test_a_world_of_twenty_thousand_mentions_is_put_together_as_it_is(table: str):
    precision, recall = measured()[table]
    assert precision >= GOALS[table][0]
    assert recall >= GOALS[table][1]


SMALL = world(seed=11, documents=120, counties=12)
WHOLE = resolve(SMALL.documents, SMALL.claims)


def test_the_order_of_documents_changes_no_byte():
    documents = list(SMALL.documents)
    random.Random(3).shuffle(documents)
    order = {d["document_id"]: n for n, d in enumerate(documents)}
    shuffled = resolve(documents, sorted(SMALL.claims, key=lambda c: order[c["document_id"]]))
    assert all(shuffled[name].equals(frame) for name, frame in WHOLE.items())


def stays(before: dict, after: dict) -> list[tuple[str, str]]:
    """(identifier before, identifier after) of entities that are the same in both, as far as their mentions are in both."""
    shared = before.keys() & after.keys()
    old: dict[str, set] = {}
    new: dict[str, set] = {}
    for key in shared:
        old.setdefault(before[key], set()).add(key)
        new.setdefault(after[key], set()).add(key)
    whole = {frozenset(keys): name for name, keys in new.items()}
    return [(name, whole[frozenset(keys)]) for name, keys in old.items() if frozenset(keys) in whole]


@settings(max_examples=12, deadline=None)
@given(st.sets(st.sampled_from(sorted(d["document_id"] for d in SMALL.documents)), min_size=60))
def test_adding_and_removing_documents_changes_no_identifier_of_what_stays(kept: set[str]):
    part = SMALL.only(kept)
    less = resolve(part.documents, part.claims, previous=of_tables(WHOLE))
    again = resolve(SMALL.documents, SMALL.claims, previous=of_tables(less))
    assert all(a == b for a, b in stays(rows_of(WHOLE), rows_of(less)))
    assert all(a == b for a, b in stays(rows_of(less), rows_of(again)))


@settings(max_examples=6, deadline=None)
@given(st.sets(st.sampled_from(sorted(d["document_id"] for d in SMALL.documents)), min_size=60))
def test_an_identifier_that_is_no_more_has_a_redirect(kept: set[str]):
    part = SMALL.only(kept)
    less = resolve(part.documents, part.claims, previous=of_tables(WHOLE))
    there = set(rows_of(less).values())
    told = {(old, new) for old, new in less["redirects"].select("old_id", "new_id").iter_rows()}
    for name in set(rows_of(WHOLE).values()) - there:
        assert [new for old, new in told if old == name] != []
    assert all(new is None or new in there for _, new in told)


def test_a_repair_that_improves_names_changes_no_identifier():
    repaired = [
        {**c, "value": c["value"].replace("□", "岚"), "end": c["end"] + 2} if c["field"] == "name" else c
        for c in SMALL.claims
    ]
    after = resolve(SMALL.documents, repaired, previous=of_tables(WHOLE))
    pairs = stays(rows_of(WHOLE), rows_of(after))
    assert len(pairs) > 300
    assert all(a == b for a, b in pairs)


def test_most_identifiers_stay_without_a_release_before():
    part = SMALL.only({d["document_id"] for d in SMALL.documents[:110]})
    pairs = stays(rows_of(WHOLE), rows_of(resolve(part.documents, part.claims)))
    assert sum(a == b for a, b in pairs) / len(pairs) >= 0.97
