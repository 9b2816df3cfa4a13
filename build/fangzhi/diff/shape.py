"""What two packages declare otherwise: of themselves, their tables, their columns. Each change with the part it raises.

The parts are those of the Data Package recipe for versions: MAJOR for names, for columns added, removed, moved, retyped or bound
more tightly; MINOR for new resources and looser bounds; PATCH for words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from fangzhi.diff.model import Change, Part
from fangzhi.diff.side import Side, TableSide

IDENTITY = ("name", "id")
# Words about a column, which bind nothing.
WORDS = ("title", "description", "example", "rdfType")
LOWER, UPPER = ("minimum", "minLength"), ("maximum", "maxLength")


def shape_changes(old: Side, new: Side) -> Iterator[Change]:
    """All changes of what is declared, the package's first, then by table."""
    yield from _package(old, new)
    for name in sorted(old.tables.keys() | new.tables.keys()):
        if name not in new.tables:
            yield Change("table_removed", Part.major, f"table {name} is gone", name)
        elif name not in old.tables:
            yield Change("table_added", Part.minor, f"table {name} is new", name)
        else:
            yield from _table(old.tables[name], new.tables[name])


def _package(old: Side, new: Side) -> Iterator[Change]:
    for key in sorted(old.metadata.keys() | new.metadata.keys()):
        before, after = old.metadata.get(key), new.metadata.get(key)
        if before != after:
            part = Part.major if key in IDENTITY else Part.patch
            yield Change("package_changed", part, f"{key} of the package has changed", None, key, _text(before), _text(after))
    for name in sorted(old.resources - new.resources):
        yield Change("resource_removed", Part.major, f"resource {name} is gone", None, name)
    for name in sorted(new.resources - old.resources):
        yield Change("resource_added", Part.minor, f"resource {name} is new", None, name)


def _table(old: TableSide, new: TableSide) -> Iterator[Change]:
    name = old.name
    before = {field["name"]: field for field in old.schema["fields"]}
    after = {field["name"]: field for field in new.schema["fields"]}
    for column in old.columns:
        if column not in after:
            yield Change("column_removed", Part.major, f"column {name}.{column} is gone", name, column)
    for column in new.columns:
        if column not in before:
            yield Change("column_added", Part.major, f"column {name}.{column} is new", name, column)
    common = [[column for column in side.columns if column in before and column in after] for side in (old, new)]
    if common[0] != common[1]:
        what = f"columns of {name} stand in another order"
        yield Change("columns_moved", Part.major, what, name, None, ", ".join(old.columns), ", ".join(new.columns))
    for column in common[0]:
        yield from _column(name, before[column], after[column])
    yield from _keys(old, new)


def _column(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for key in sorted((old.keys() | new.keys()) - {"name", "constraints"}):
        if old.get(key) != new.get(key):
            part = Part.patch if key in WORDS else Part.major
            yield _changed(table, old["name"], key, part, old.get(key), new.get(key))
    before, after = old.get("constraints", {}), new.get("constraints", {})
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            part = Part.minor if looser(key, before.get(key), after.get(key)) else Part.major
            yield _changed(table, old["name"], key, part, before.get(key), after.get(key))


def _changed(table: str, column: str, key: str, part: Part, old: Any, new: Any) -> Change:
    # By the recipe a bound that is loosened is no break: say which of the two it is.
    how = {Part.minor: "is looser", Part.major: "has changed", Part.patch: "has other words"}[part]
    return Change("column_changed", part, f"{key} of {table}.{column} {how}", table, column, _text(old), _text(new))


def looser(key: str, old: Any, new: Any) -> bool:
    """Whether every value that kept a constraint keeps it still. What cannot be told is no."""
    if new is None:
        return True
    if old is None:
        return key in ("required", "unique") and new is False
    if key in ("required", "unique"):
        return not new
    if key == "enum":
        return isinstance(old, list) and isinstance(new, list) and all(value in new for value in old)
    try:
        return (key in LOWER and new < old) or (key in UPPER and new > old)
    except TypeError:
        return False


def _keys(old: TableSide, new: TableSide) -> Iterator[Change]:
    name = old.name
    if old.key != new.key:
        yield Change("key_changed", Part.major, f"the key of {name} has changed", name, None, ", ".join(old.key), ", ".join(new.key))
    before, after = old.leads(), new.leads()
    for columns in sorted(before.keys() | after.keys()):
        was, now = before.get(columns), after.get(columns)
        if was != now:
            # A new key binds rows that nothing bound before; one that leads elsewhere is a reference brought up to date.
            part = Part.major if was is None else Part.minor
            own = ", ".join(columns)
            yield Change("key_changed", part, f"{own} of {name} leads elsewhere", name, own, _text(was), _text(now))
    rest = (old.schema.keys() | new.schema.keys()) - {"fields", "primaryKey", "foreignKeys"}
    for key in sorted(rest):
        was, now = old.schema.get(key), new.schema.get(key)
        if was != now:
            part = Part.minor if key == "uniqueKeys" and not now else Part.major
            yield Change("key_changed", part, f"{key} of {name} has changed", name, None, _text(was), _text(now))


def _text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
