"""What stands beside the tables in words: limits, people, quality. The same in a package's README and in fangzhi's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

QUALITY = "quality.json"


def note(name: str) -> str:
    """The text `limits` or `people`, in Markdown."""
    return files(__package__).joinpath("texts", f"{name}.md").read_text(encoding="utf-8")


def measured() -> Mapping[str, Any]:
    """The figures of quality.json, which `make docs` writes from the package of the sample; empty before that."""
    file = files(__package__).joinpath("texts", QUALITY)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def quality(figures: Mapping[str, Any] | None = None) -> str:
    """What `fangzhi score` found of the sample, and how to find it of another package."""
    figures = measured() if figures is None else figures
    lines = [
        "Measured by `fangzhi score` on the documents of fangzhi's own sample, whose right answers were written down by hand. They"
        " were known while the rules were written: on other documents expect less, and measure it, with answers of your own"
        " (`fangzhi score PACKAGE GOLD`).",
        "",
    ]
    if not figures:
        return lines[0] + "\n"
    lines += ["| table | answers | precision | recall | F1 |", "| --- | ---: | ---: | ---: | ---: |"]
    lines += [
        f"| {table} | {one['gold']} | {one['precision']:.3f} | {one['recall']:.3f} | {one['f1']:.3f} |"
        for table, one in figures.items()
    ]
    return "\n".join(lines) + "\n"
