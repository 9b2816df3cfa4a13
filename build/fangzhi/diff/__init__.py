"""Two packages -> what changed between them, and which part of the version must rise for it.

    compared(old, new)      -> Diff        of two packages: folders or zip files
    diff(old, new, changes) -> Diff        of two sides; `changes` gets each change as a row where it is given
    markdown.text(diff)     -> str         for people
    plain.data(diff)        -> dict        for programs, by diff.schema.json
"""

from __future__ import annotations

from pathlib import Path

from fangzhi.diff.model import Change, Diff, Part, Rows, TableDiff
from fangzhi.diff.side import Side, of_package

__all__ = ["Change", "Diff", "Part", "Rows", "Side", "TableDiff", "compared", "diff"]


def compared(old: Path, new: Path, changes: Path | None = None) -> Diff:
    """What is in `new` and was not in `old`, or the other way round. Raises Refusal where they cannot be compared."""
    from fangzhi.access import folder_of

    with folder_of(old) as before, folder_of(new) as after:
        return diff(of_package(before, str(old)), of_package(after, str(new)), changes)


def diff(old: Side, new: Side, changes: Path | None = None) -> Diff:
    """The same of two sides. `changes`: where the Parquet file with a row a change is written."""
    from fangzhi.diff.rows import row_changes
    from fangzhi.diff.shape import shape_changes

    shape = tuple(shape_changes(old, new))
    tables = row_changes(old, new, shape, changes)
    return Diff(old.label, new.label, old.version, new.version, shape, tables)
