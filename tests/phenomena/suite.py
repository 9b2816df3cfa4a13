"""The phenomenon suite: short texts with their right answers, one file a case, one folder a family.

A case is a document of its own: it is read, cleaned and parsed like any, but nothing is resolved across documents.
A table that is absent from `expect` is not scored.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fangzhi.extract import extract
from fangzhi.read import Source
from fangzhi.score import Tally, by_table, of_claims, score, total

FOLDER = Path(__file__).parent
FLOORS = FOLDER / "floors.yaml"
# The loader in C reads the suite in a fifth of a second, the one in Python takes five.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Case:
    family: str
    name: str
    data: Mapping[str, Any]

    @property
    def tag(self) -> str:
        return f"{self.family}/{self.name}"


@dataclass(frozen=True, slots=True)
class Family:
    """The tallies of a family's cases, by case and table."""

    name: str
    cases: Mapping[str, Mapping[str, Tally]]

    @property
    def tables(self) -> dict[str, Tally]:
        return by_table(self.cases.values())

    @property
    def all(self) -> Tally:
        return total(self.tables.values())

    @property
    def right(self) -> int:
        """How many cases are right in everything."""
        return sum(all(tally.flawless for tally in tables.values()) for tables in self.cases.values())

    def figures(self) -> dict[str, float]:
        """The figures that have a floor. F1 says little of a family of texts in which nothing stands; `right` does."""
        return {"f1": self.all.f1, "attributes": self.all.accuracy, "right": self.right / len(self.cases)}


def cases(family: str | None = None) -> list[Case]:
    """All cases, or those of one family, by family and name."""
    paths = sorted(FOLDER.glob(f"{family or '*'}/*.yaml"))
    return [Case(path.parent.name, path.stem, yaml.load(path.read_text(encoding="utf-8"), LOADER)) for path in paths]


def source(case: Case) -> Source:
    """The document as a plain-text file of this content would be read."""
    text = case.data["text"]
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Source(path=f"{case.tag}.txt", text=text, media_type="text/plain", encoding="utf-8", sha256=digest)


def scored(case: Case) -> dict[str, Tally]:
    """The tally of every table that the case expects. RuntimeError where a grammar breaks."""
    batch = extract([source(case)])
    for rejected in batch.rejected:
        if rejected.reason == "internal_error":
            raise RuntimeError(f"{case.tag}: {rejected.detail}")
    return score(case.data["expect"], of_claims(batch.claims), case.tag)


def families(chosen: Iterable[Case]) -> list[Family]:
    """The cases scored, family by family."""
    found: dict[str, dict[str, Mapping[str, Tally]]] = {}
    for case in chosen:
        found.setdefault(case.family, {})[case.name] = scored(case)
    return [Family(name, tallies) for name, tallies in found.items()]


def rounded_down(share: float) -> float:
    """To two places; a share that is a hundredth but for the last bits of its fraction stays that hundredth."""
    return math.floor(share * 100 + 1e-9) / 100


def floors() -> dict[str, dict[str, float]]:
    """The figures below which no family may fall; empty before they are first written."""
    return yaml.load(FLOORS.read_text(encoding="utf-8"), LOADER) or {} if FLOORS.exists() else {}


def write_floors(measured: Iterable[Family]) -> None:
    """The figures as measured, rounded down, for the families measured; the others keep theirs."""
    kept = {name: least for name, least in floors().items() if (FOLDER / name).is_dir()}
    for family in measured:
        kept[family.name] = {name: rounded_down(share) for name, share in family.figures().items()}
    head = (
        "# No family of cases may fall below these. Written by: make score ARGS=--write-floors\n"
        "# f1 of all rows, attributes: share of right cells in matched rows, right: share of cases without a fault.\n"
    )
    lines = [f"{name}: {{{', '.join(f'{k}: {v:.2f}' for k, v in kept[name].items())}}}\n" for name in sorted(kept)]
    FLOORS.write_text(head + "".join(lines), encoding="utf-8")
