"""Digits of identifiers: a hash of what a row is known by. Extraction makes those of claims, so this module needs no other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partial

DIGITS = 12
BETWEEN, OPENS = "\x1f", "\x1e"
_hashed = partial(hashlib.blake2b, digest_size=DIGITS // 2)


def digits(table: str, parts: Iterable[object]) -> str:
    """The digits for a row of a table that is known by these parts; None stands there as nothing."""
    return of_text(f"{table}{OPENS}{BETWEEN.join('' if part is None else str(part) for part in parts)}")


def claim_of(document: str) -> Callable[[str, str, str, int, int], str]:
    """What makes the digits of a document's claims, of table, field, value, start and end: `digits` of a claim, written out, since
    there are more claims than all other rows."""
    opens = f"claims{OPENS}{document}{BETWEEN}"

    def made(table: str, field: str, value: str, start: int, end: int) -> str:
        said = f"{opens}{table}{BETWEEN}{field}{BETWEEN}{value}{BETWEEN}{start}{BETWEEN}{end}"
        return _hashed(said.encode("utf-8", "surrogatepass")).hexdigest()

    return made


def of_text(text: str) -> str:
    """The same of the table and the parts as one text."""
    return of_bytes(text.encode("utf-8", "surrogatepass"))


def of_bytes(text: bytes) -> str:
    return _hashed(text).hexdigest()
