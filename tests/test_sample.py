"""The sample and its gold fit together: what the gold says can be read in the documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fangzhi.read import Source, read_paths
from fangzhi.score import problems

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "build" / "fangzhi" / "sample"
GOLD = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests" / "sample_gold").glob("*.json"))}
DOCUMENTS = {Path(item.path).name: item for item in read_paths([SAMPLE]) if isinstance(item, Source)}


def test_every_document_has_one_gold_file():
    assert sorted(gold["document"] for gold in GOLD.values()) == sorted(DOCUMENTS)


@pytest.mark.parametrize("name", GOLD)
def test_gold_can_be_compared(name):
    assert problems(GOLD[name]) == []


@pytest.mark.parametrize("name", GOLD)
def test_what_gold_rests_on_stands_in_the_document(name):
    text = DOCUMENTS[GOLD[name]["document"]].text
    items = [item for table in GOLD[name].values() if isinstance(table, list) for item in table]
    assert [item["evidence"] for item in items if "evidence" in item and item["evidence"] not in text] == []


def test_every_table_has_material():
    tables = ("meetings", "officials", "participations", "projects", "villages", "targets")
    assert all(any(gold[table] for gold in GOLD.values()) for table in tables)


def test_the_shapes_are_those_that_the_readme_of_the_sample_lists():
    assert {item.encoding for item in DOCUMENTS.values()} == {"utf-8", "gb18030"}
    assert {item.media_type for item in DOCUMENTS.values()} == {"text/plain", "text/html", "application/x-ndjson", "text/csv"}


def test_the_sample_is_small():
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 60_000
