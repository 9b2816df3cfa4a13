"""Figures for people: a table of lines, the same width everywhere; and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fangzhi.score.tally import Tally


def text(tallies: Mapping[str, Tally], *, misses: bool = False) -> str:
    """A line a table with precision, recall, F1 and the attributes; with `misses` every row that is not right below."""
    lines = [f"{'table':16}{'gold':>6}{'precision':>11}{'recall':>9}{'F1':>8}  attributes"]
    for table, tally in tallies.items():
        shares = " ".join(f"{name}={share:.2f}" for name, share in tally.shares().items())
        figures = f"{table:16}{tally.gold:6}{tally.precision:11.3f}{tally.recall:9.3f}{tally.f1:8.3f}  {shares}"
        lines.append(figures.rstrip())
    if misses:
        lines += [line for table, tally in tallies.items() for line in faults(table, tally)]
    return "\n".join(lines)


def faults(table: str, tally: Tally) -> list[str]:
    """Every row that was missed or made up and every attribute that is wrong, a line each."""
    kinds = (("miss", tally.misses), ("false", tally.falses), ("wrong", tally.wrong))
    return [f"{table} {kind}: {line}" for kind, lines in kinds for line in lines]


def as_json(tallies: Mapping[str, Tally], *, misses: bool = False) -> str:
    """The figures of each table as a JSON object; with `misses` the lines of the faults beside them."""
    figures = {
        table: tally.figures()
        | ({"misses": tally.misses, "falses": tally.falses, "wrong": tally.wrong} if misses else {})
        for table, tally in tallies.items()
    }
    return json.dumps(figures, ensure_ascii=False, indent=1)
