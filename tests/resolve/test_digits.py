"""The digits that extraction makes of claims are those that resolution would make, so that both give the same identifiers."""

from __future__ import annotations

from pathlib import Path

import fangzhi
from fangzhi.extract import extract
from fangzhi.read import Source, read_paths
from fangzhi.resolve import evidence, resolve
from fangzhi.resolve.mentions import MADE

SAMPLE = Path(fangzhi.__file__).parent / "sample"


def test_the_digits_of_extraction_are_those_of_resolution(monkeypatch):
    batch = extract([source for source in read_paths([SAMPLE]) if isinstance(source, Source)])
    without = [{name: value for name, value in claim.items() if name not in MADE} for claim in batch.claims]
    right = resolve(batch.documents, without)
    hashed = []
    made = evidence.hashes
    monkeypatch.setattr(evidence, "hashes", lambda table, lines, key: hashed.append(lines) or made(table, lines, key))
    found = resolve(batch.documents, batch.claims)
    assert all(found[name].equals(right[name]) for name in right)
    # A meeting that a document names twice is known by the fuller name.
    assert sum(map(len, hashed)) < len(batch.claims) / 1000


def test_what_leads_elsewhere_than_extraction_took_it_to_gets_other_digits():
    batch = extract([source for source in read_paths([SAMPLE]) if isinstance(source, Source)])
    # As when a name is left out that no cell can hold: the next one that is said of the row is its name.
    called = {claim["called"] for claim in batch.claims if claim["called"]}
    twice = next(claim for claim in batch.claims if claim["field"] == "name" and claim["value"] in called)
    changed = [{**claim, "value": "另一名称"} if claim is twice else claim for claim in batch.claims]
    changed = [{**claim, "digits": None} if claim["value"] == "另一名称" else claim for claim in changed]
    without = [{name: value for name, value in claim.items() if name not in MADE} for claim in changed]
    right, found = resolve(batch.documents, without), resolve(batch.documents, changed)
    assert all(found[name].equals(right[name]) for name in right)
