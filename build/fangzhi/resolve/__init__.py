"""Claims -> entities with lasting identifiers, and the tables that are made of them.

    resolve(documents, claims, previous=None, curation=None) -> {table: frame}
    previous.read(package), curation.read(file)              what the release before and people have said
    review.questions(tables), review.decision(…), review.write(…)   what a person should look at, and the answer

In order: `context` (copies, places and days of documents), `meetings`, `officials`, `projects`, `villages` (candidate pairs by
shared keys, judged one by one), `clusters`, `succession` (identifiers), `cells` (which value a cell takes), `assembly`.
What people decided (`corrections`) is found in what comes of that; then all is judged once more by what they say (`corrected`).
"""

from __future__ import annotations

from typing import Any

__all__ = ["resolve"]


def __getattr__(name: str) -> Any:
    # Polars takes its time to import: whoever only asks for help does not wait for it.
    if name == "resolve":
        from fangzhi.resolve.stage import resolve

        return resolve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
