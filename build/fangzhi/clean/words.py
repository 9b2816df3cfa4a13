"""The stage's word lists: data files beside the lexicons, one entry a line, `#` begins a comment."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines(name: str) -> tuple[str, ...]:
    """The entries of `lex/data/clean_<name>.txt`, comments and blank lines left out."""
    text = (files("fangzhi.lex") / "data" / f"clean_{name}.txt").read_text(encoding="utf-8")
    entries = (line.split("#", 1)[0].strip() for line in text.splitlines())
    return tuple(entry for entry in entries if entry)


@cache
def pairs(name: str) -> tuple[tuple[str, str], ...]:
    """The entries of `lex/data/clean_<name>.tsv`: two columns parted by a tab."""
    text = (files("fangzhi.lex") / "data" / f"clean_{name}.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple((row[0].strip(), row[1].strip()) for row in rows)
