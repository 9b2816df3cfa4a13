"""Claims -> entities with lasting identifiers, and the tables that are made of them."""

from __future__ import annotations

from typing import Any

__all__ = ["resolve"]


def __getattr__(name: str) -> Any:
    # Polars takes its time to import: whoever only asks for help does not wait for it.
    if name == "resolve":
        from fangzhi.resolve.stage import resolve

        return resolve
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
