"""Curation: what a person has decided, kept in `curation.yaml`, each decision with its reason and what it expects to find.

    - merge: [off-81d2e07c3a5f, clm-a8027ee45f10]     rows, or claims of names (these outlive a change of the rows)
      expects: 顾清和                                  the name, or names, that they bear
      reason: 两篇报道同一场会议
    - keep_apart: [off-…, off-…]
    - correct: prj-2e6ad05f18b7
      field: investment_amount
      value: "12000000000"
      expects: "1200000000"                            what the cell says without the correction; null for nothing
    - correct: par-7d01c4b2e9aa
      field: official_id
      value: off-2b90d7716c1e                         a reference leads to a row (or by a claim of its name)
      expects: off-81d2e07c3a5f
    - drop: vil-64c8f21e0b7d
      expects: 柳溪村

Cells and references of entities, positions, participations, designations, targets and capacities (prj-…|5000|吨/日) can be
corrected, also those that are looked up (`correctable.CELLS`), and rows of these dropped. What is merged or kept apart are
entities. People, meetings, projects and villages are judged by what cells say once they are corrected.

A decision that matches nothing, or finds something else than it expects, is an error that names it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fangzhi.resolve.identifiers import PREFIXES

MERGE, KEEP_APART, CORRECT, DROP = "merge", "keep_apart", "correct", "drop"
ACTIONS = (MERGE, KEEP_APART, CORRECT, DROP)
_KEYS = {
    MERGE: {"expects", "reason"},
    KEEP_APART: {"expects", "reason"},
    CORRECT: {"field", "value", "expects", "reason"},
    DROP: {"expects", "reason"},
}
_TABLES = {prefix: table for table, prefix in PREFIXES.items()}


class CurationError(ValueError):
    """curation.yaml cannot be read or does not apply. A line for each decision that fails: file, line, reason."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry. `rows` are identifiers of rows or of claims; `line` is where it stands, from 1; `start` and `end` are the
    place of its value in the file."""

    action: str
    rows: tuple[str, ...]
    reason: str
    expects: tuple[str, ...]
    line: int
    field: str = ""
    value: str = ""
    start: int = 0
    end: int = 0

    @property
    def table(self) -> str:
        """The table of its first row, by the identifier's prefix ("claims" of a claim). A key in parts is a capacity's."""
        if "|" in self.rows[0]:
            return "project_capacities"
        return _TABLES.get(self.rows[0].split("-")[0], "")


@dataclass(frozen=True, slots=True)
class Curation:
    """All decisions, in the order of the file, and the document that their claims cite."""

    decisions: tuple[Decision, ...] = ()
    name: str = "curation.yaml"
    text: str = ""

    def of(self, *actions: str) -> list[Decision]:
        """The decisions of some kinds."""
        return [decision for decision in self.decisions if decision.action in actions]

    @property
    def document(self) -> dict[str, Any]:
        """The file as a row of `documents`."""
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return {
            "document_id": f"doc-{digest[:12]}",
            "path": self.name,
            "title": "Corrections by hand",
            "script": "Hans",
            "media_type": "application/yaml",
            "encoding": "utf-8",
            "sha256": digest,
            "characters": len(self.text),
            "repairs": 0,
        }


def read(path: Path) -> Curation:
    """The decisions in a file. Raises CurationError, a line for each entry that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8"
        raise CurationError(f"{path}: cannot be read: {reason}; give --curation a text file") from error
    return parse(text, path.name)


def parse(text: str, name: str = "curation.yaml") -> Curation:
    """The decisions of a text."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}:" if mark else ""
        raise CurationError(f"{name}:{where} {getattr(error, 'problem', None) or error}") from error
    if root is None:
        return Curation((), name, text)
    if not isinstance(root, yaml.SequenceNode):
        raise CurationError(f"{name}: a list of decisions is expected")
    decisions, errors = [], []
    for node in root.value:
        try:
            decisions.append(_decision(node))
        except CurationError as error:
            errors.append(f"{name}: line {node.start_mark.line + 1}: {error}")
    if errors:
        raise CurationError("\n".join(errors))
    return Curation(tuple(decisions), name, text)


def _decision(node: yaml.Node) -> Decision:
    if not isinstance(node, yaml.MappingNode):
        raise CurationError(f"a decision is a mapping with one of {', '.join(ACTIONS)}")
    if not all(isinstance(key, yaml.ScalarNode) for key, _ in node.value):
        raise CurationError("the keys of a decision are words")
    parts = {key.value: value for key, value in node.value}
    actions = [key for key in parts if key in ACTIONS]
    if len(actions) != 1:
        raise CurationError(f"a decision has exactly one of {', '.join(ACTIONS)}")
    action = actions[0]
    unknown = sorted(parts.keys() - _KEYS[action] - {action})
    missing = sorted(_KEYS[action] - parts.keys())
    if unknown or missing:
        raise CurationError(f"{action}: " + (f"unknown {unknown[0]}" if unknown else f"{missing[0]} is missing"))
    rows = _texts(parts[action])
    if len(rows) < (2 if action in (MERGE, KEEP_APART) else 1):
        raise CurationError(f"{action}: at least two rows are expected")
    reason = "".join(_texts(parts["reason"])).strip()
    if not reason:
        raise CurationError(f"{action}: the reason is empty")
    value = parts.get("value")
    return Decision(
        action,
        rows,
        reason,
        _texts(parts["expects"]),
        node.start_mark.line + 1,
        "".join(_texts(parts["field"])) if "field" in parts else "",
        "".join(_texts(value)) if value is not None else "",
        value.start_mark.index if value is not None else node.start_mark.index,
        value.end_mark.index if value is not None else node.end_mark.index,
    )


def _texts(node: yaml.Node) -> tuple[str, ...]:
    """A scalar or a list of scalars as texts; null is none."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) for item in nodes):
        raise CurationError("text or a list of texts is expected")
    return tuple(item.value for item in nodes if item.tag != "tag:yaml.org,2002:null")
