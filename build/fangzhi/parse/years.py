"""The year a page speaks of as its own (genre.md, rule 12)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@dataclass(frozen=True, slots=True)
class Year:
    """A year and how it was settled: `stated`, `published`, `inferred`, or None."""

    year: int | None
    basis: str | None


def year_of(page) -> Year:
    """The page's own year: of its publication date, else None (to be completed)."""
    if page.published_on and page.published_on[:4].isdigit():
        return Year(int(page.published_on[:4]), "published")
    return Year(None, None)
