"""A release of documents with known answers reaches its floors. Skipped for those that are not there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fangzhi.score import as_json, faults, run
from tests import corpora

FLOORS = yaml.safe_load((Path(__file__).parent / "corpora.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=sorted(corpora.SETS))
def scored(request, tmp_path_factory):
    """A set's name, its package, its gold and the tallies."""
    folders = corpora.present().get(request.param)
    if not folders:
        pytest.skip(f"the documents of {request.param} are not beside the project")
    documents, gold = folders
    package = corpora.release(documents, tmp_path_factory.mktemp(request.param) / "package")
    return request.param, package, gold, run(package, gold)


def test_a_release_reaches_the_floors(scored):
    name, _, _, tallies = scored
    fallen = []
    for table, floors in FLOORS.get(name, {}).items():
        figures = {"f1": tallies[table].f1, **tallies[table].shares()}
        lower = [f"{key} {figures[key]:.3f} < {least}" for key, least in floors.items() if figures[key] < least]
        if lower:
            fallen.append("\n  ".join([f"{name} {table}: {', '.join(lower)}", *faults(table, tallies[table])]))
    assert not fallen, "\n" + "\n".join(fallen)


def test_the_guides_own_program_gives_the_same_figures(scored):
    _, package, gold, tallies = scored
    program = corpora.SHARED / "score.py"
    if not program.exists():
        pytest.skip("the guide's own program is not beside the project")
    command = [sys.executable, str(program), str(package), str(gold), "--json"]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert json.loads(as_json(tallies)) == json.loads(theirs)
