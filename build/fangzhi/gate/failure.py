"""A check that failed, and what fails it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 20  # offending rows that are printed of each check


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that failed, and the first rows, files or places that fail it."""

    check: str
    message: str
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n    ".join([f"{self.check}: {self.message}", *self.rows])


def failure(check: str, message: str, lines: Sequence[str]) -> Failure:
    """The failure with its first lines. One line more than is shown stands for an unknown number."""
    more = (
        (f"and {len(lines) - SHOWN} more",) if len(lines) > SHOWN + 1 else ("and more",) if len(lines) > SHOWN else ()
    )
    return Failure(check, message, (*map(_printable, lines[:SHOWN]), *more))


def _printable(line: str) -> str:
    """A line that prints as one line, whatever a foreign package put into it."""
    return "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in line)[:500]
