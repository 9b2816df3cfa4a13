"""Word lists of this stage: data files in `lex/data`, in sections, so that a non-programmer can extend them.

A line `[name]` opens a section; every other line is one entry; `#` opens a comment line; blank lines are ignored.
"""
from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "lex" / "data"


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The sections of `lex/data/<name>.txt` in file order. Raises KeyError for an entry before the first heading."""
    out: dict[str, list[str]] = {}
    heading = None
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("# ") or line == "#":
            continue
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
            out.setdefault(heading, [])
        else:
            out[heading].append(line)  # type: ignore[index]
    return {key: tuple(entries) for key, entries in out.items()}
