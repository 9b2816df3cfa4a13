"""What a comparison finds: frozen values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fangzhi.diff.version import Version, raised


class Part(StrEnum):
    """A part of a semantic version, the largest first."""

    major = "major"
    minor = "minor"
    patch = "patch"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what is declared: of the package, a table or a column. `part` is what it raises by the recipe.

    `kind`: package, resource, table, column or key, with _added, _removed or _changed. `old` and `new` are as the descriptors
    have them, as text.
    """

    kind: str
    part: Part
    what: str
    table: str | None = None
    column: str | None = None
    old: str | None = None
    new: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table: how many, and the keys of the first of them in order."""

    count: int = 0
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redirect:
    """An identifier that was given up: what it leads to now, None for nothing, and why."""

    old: str
    new: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class TableDiff:
    """What happened to the rows of a table that both packages have.

    `cells`: how many cells changed, by column. `cited`: rows that are gone though rows of other tables led to them.
    `references`: columns with changed cells that lead to other tables. `compared` is False where the key has changed.
    """

    name: str
    before: int
    after: int
    added: Rows = Rows()
    removed: Rows = Rows()
    changed: Rows = Rows()
    cells: tuple[tuple[str, int], ...] = ()
    cited: Rows = Rows()
    references: tuple[str, ...] = ()
    redirected: tuple[Redirect, ...] = ()
    compared: bool = True

    @property
    def same(self) -> bool:
        return self.compared and not (self.added.count or self.removed.count or self.changed.count or self.redirected)

    def reasons(self) -> Iterator[tuple[Part, str]]:
        """What the rows ask of the version, by the recipe."""
        if self.cited.count:
            yield Part.major, f"{_rows(self.cited.count)} of {self.name} gone that other tables led to"
        if self.redirected:
            yield Part.major, f"identifiers of {self.name} combined, split or given up: {len(self.redirected):,}"
        if self.added.count:
            yield Part.minor, f"{_rows(self.added.count)} of {self.name} new"
        if self.references:
            yield Part.minor, f"{self.name} leads elsewhere by {', '.join(self.references)}"
        if left := self.removed.count - self.cited.count:
            yield Part.patch, f"{_rows(left)} of {self.name} gone that nothing led to"
        if self.changed.count:
            yield Part.patch, f"{_rows(self.changed.count)} of {self.name} with other values"


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Diff:
    """All that differs between two packages. `old` and `new` are what they are called, the versions what they call themselves."""

    old: str
    new: str
    old_version: str | None
    new_version: str | None
    shape: tuple[Change, ...]
    tables: tuple[TableDiff, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs but versions, days and sources."""
        return not self.shape and all(table.same for table in self.tables)

    def reasons(self) -> list[tuple[Part, str]]:
        """Why a part of the version must rise, the largest part first."""
        found = [(change.part, change.what) for change in self.shape]
        found += [reason for table in self.tables for reason in table.reasons()]
        order = list(Part)
        return sorted(found, key=lambda reason: order.index(reason[0]))

    @property
    def part(self) -> Part | None:
        """The part of the version that must rise; None where nothing differs."""
        return next((part for part, _ in self.reasons()), None)

    @property
    def least(self) -> Version | None:
        """The lowest version that the new package may have; None where the old one's is no semantic version."""
        before = Version.of(self.old_version)
        return None if before is None else raised(before, self.part)
