"""A comparison for people, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fangzhi.diff.model import Diff, Redirect, Rows, TableDiff

SHOWN = 20  # keys, redirects and reasons that are listed of each kind; the numbers are of all


def text(diff: Diff) -> str:
    """What changed, what the version must do for it, and table by table which rows."""
    return "\n".join(_lines(diff)) + "\n"


def _lines(diff: Diff) -> Iterator[str]:
    yield from (f"# Changes from {_named(diff.old, diff.old_version)} to {_named(diff.new, diff.new_version)}", "")
    if diff.same:
        yield "Nothing has changed."
        return
    least = f": at least {diff.least}" if diff.least else ""
    yield from (f"The {diff.part.upper()} part of the version must rise{least}.", "")
    reasons = diff.reasons()
    yield from (f"- {part.upper()}: {_plain(reason)}" for part, reason in reasons[:SHOWN])
    yield from _more(len(reasons), "reasons")
    yield from _declared(diff)
    differing = [table for table in diff.tables if not table.same]
    if differing:
        yield from ("", "## Rows", "", "| table | before | now | new | gone | changed |", "| --- | ---: | ---: | ---: | ---: | ---: |")
        yield from (
            f"| {table.name} | {table.before:,} | {table.after:,} | {table.added.count:,} | {table.removed.count:,} |"
            f" {table.changed.count:,} |"
            for table in differing
        )
    for table in differing:
        yield from _table(table)


def _named(label: str, version: str | None) -> str:
    return version or _code(label)


def _declared(diff: Diff) -> Iterator[str]:
    if not diff.shape:
        return
    yield from ("", "## What is declared", "", "| part | change | before | now |", "| --- | --- | --- | --- |")
    for change in diff.shape[: 10 * SHOWN]:
        yield f"| {change.part.upper()} | {_plain(change.what)} | {_cell(change.old)} | {_cell(change.new)} |"
    if len(diff.shape) > 10 * SHOWN:
        yield from ("", f"and {len(diff.shape) - 10 * SHOWN:,} more changes")


def _table(table: TableDiff) -> Iterator[str]:
    yield from ("", f"### {table.name}", "")
    if not table.compared:
        yield "Its key has changed: no row can be found again."
        return
    yield from _listed("New", table.added)
    yield from _listed("Gone", table.removed)
    yield from _listed("Gone though other tables led to them", table.cited)
    yield from _listed("Changed", table.changed)
    if table.cells:
        yield "- Cells that changed: " + ", ".join(f"{column} {count:,}" for column, count in table.cells)
    yield from _redirects(table.redirected)


def _listed(title: str, rows: Rows) -> Iterator[str]:
    if rows.count:
        keys = ", ".join(_code(key) for key in rows.keys[:SHOWN])
        yield f"- {title}: {rows.count:,} ({keys}{', …' if rows.count > SHOWN else ''})"


def _redirects(redirects: Sequence[Redirect]) -> Iterator[str]:
    for one in redirects[:SHOWN]:
        yield f"- {_code(one.old)} {one.reason}" + (f": see {_code(one.new)}" if one.new else "")
    yield from _more(len(redirects), "identifiers that lead elsewhere")


def _more(count: int, what: str) -> Iterator[str]:
    if count > SHOWN:
        yield f"- and {count - SHOWN:,} more {what}"


def _code(text: str) -> str:
    """As code, whatever the text holds."""
    plain = " ".join(text.split())
    return f"`` {plain} ``" if "`" in plain else f"`{plain}`"


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _cell(value: str | None) -> str:
    if value is None:
        return ""
    return _plain(value if len(value) <= 120 else value[:119] + "…")
