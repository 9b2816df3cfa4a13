"""Semantic versions, and how far they rise."""

from __future__ import annotations

import re
from typing import NamedTuple

_VERSION = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")


class Version(NamedTuple):
    """MAJOR.MINOR.PATCH, without marks of pre-releases and builds: a data package has none."""

    major: int
    minor: int
    patch: int

    @classmethod
    def of(cls, text: object) -> Version | None:
        """The version that a text is; None where it is none."""
        found = _VERSION.fullmatch(text) if isinstance(text, str) else None
        return cls(*map(int, found.groups())) if found else None

    def __str__(self) -> str:
        return ".".join(map(str, self))


def raised(version: Version, part: str | None) -> Version:
    """The next version in which this part has risen: the parts after it begin anew. None raises nothing."""
    if part is None:
        return version
    place = Version._fields.index(part)
    return Version(*(number + (at == place) if at <= place else 0 for at, number in enumerate(version)))
