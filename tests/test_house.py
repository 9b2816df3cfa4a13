"""The house: pins with hashes, no address of a registry, and generated documentation that is not stale."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import generated  # noqa: E402

PINS = (ROOT / "build" / "constraints.txt").read_text(encoding="utf-8")
ALL_PINS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "build").glob("constraints*.txt"))]


def bare(name):
    return re.sub(r"[-_.]+", "-", re.split(r"[\\[<>=~! ;]", name)[0]).lower()


@pytest.mark.parametrize("text", ALL_PINS, ids=len)
def test_every_pin_has_an_exact_version_and_hashes(text):
    pins = re.split(r"\n(?=\S)", text.strip())
    assert all(re.match(r"[a-z0-9-]+==\S+", pin) and "--hash=sha256:" in pin for pin in pins)


@pytest.mark.parametrize("text", ALL_PINS, ids=len)
def test_pins_name_no_address_and_no_path(text):
    assert "/" not in text
    assert not re.search(r"index-url|find-links|@ ", text)


def test_everything_that_is_declared_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {bare(name) for name in [*project["dependencies"], *project["optional-dependencies"]["dev"]]}
    assert declared <= {bare(line) for line in PINS.splitlines() if line[0] != " "}


def test_make_help_has_a_line_for_every_target_that_is_promised():
    helped = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert helped >= {"release", "test", "check", "bench", "clean", "score"}


def test_generated_parts_of_the_readme_are_not_stale():
    text = generated.README.read_text(encoding="utf-8")
    assert "<!-- generated: dictionary -->" in text
    assert generated.generated(text) == text, "run: make docs"


def test_a_generated_part_that_nothing_makes_is_refused():
    with pytest.raises(KeyError):
        generated.generated("<!-- generated: nothing -->\nold\n<!-- end of nothing -->")
