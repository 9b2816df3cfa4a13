"""The house: pins with hashes, no address of a registry, generated documentation that is not stale, no word lists in code."""

from __future__ import annotations

import ast
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
    assert "/" not in text and "@ " not in text
    assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", text)) <= {"--hash"}


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


_WORD = re.compile("[\u4e00-\u9fff]{2,}")
_CLASS_OR_COMMENT = re.compile(r"\[[^\]]*\]|\s#.*")
_MOST = 5  # words of one alternation or collection
# What the shapes of numbers are made of is a grammar, not a list.
_GRAMMARS = {"lex/numbers.py"}


def listed(node):
    """The Chinese words that a node of code lists: members of a collection, or what a pattern gives to choose from."""
    if isinstance(node, ast.Set | ast.Tuple | ast.List):
        texts = [item.value for item in node.elts if isinstance(item, ast.Constant) and isinstance(item.value, str)]
        return {text for text in texts if _WORD.fullmatch(text)}
    if isinstance(node, ast.JoinedStr):
        pattern = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
    else:
        pattern = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return set(_WORD.findall(_CLASS_OR_COMMENT.sub("", pattern))) if "|" in pattern else set()


def documented(tree):
    """The strings that are documentation, and those that are parts of another."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and node.body and isinstance(node.body[0], ast.Expr):
            yield node.body[0].value
        if isinstance(node, ast.JoinedStr):
            yield from node.values


def test_words_stand_in_data_files_and_not_in_code():
    found = []
    for path in sorted((ROOT / "build" / "fangzhi").rglob("*.py")):
        name = path.relative_to(ROOT / "build" / "fangzhi").as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        passed = set(map(id, documented(tree)))
        nodes = (node for node in ast.walk(tree) if id(node) not in passed and name not in _GRAMMARS)
        found += [f"{name}:{node.lineno}: {sorted(words)}" for node in nodes if len(words := listed(node)) > _MOST]
    assert not found, "move them to lex/data: " + "; ".join(found)


def test_a_word_list_in_code_would_be_found():
    code = "A = {'甲乙', '丙丁', '戊己', '庚辛', '壬癸', '子丑'}\nB = '甲乙|丙丁|戊己|庚辛|壬癸|子丑'\nC = '[甲乙丙丁戊己]|甲乙'"
    assert sorted(len(listed(node)) for node in ast.walk(ast.parse(code)) if len(listed(node)) > _MOST) == [6, 6]
