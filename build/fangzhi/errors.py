"""What a command can end with besides success: each carries lines for the user and an exit code that is a promise."""

from __future__ import annotations

from collections.abc import Sequence


class Refusal(Exception):
    """The command could not run: exit 2. The message is one line: what, why, what to do."""

    code = 2

    def __init__(self, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.lines = tuple(lines)


class FellShort(Refusal):
    """The data did not keep what is promised: exit 1. `lines` are the failures."""

    code = 1
