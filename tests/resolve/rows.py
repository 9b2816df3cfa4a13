"""Documents and claims written down by hand, as extraction would give them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any


def document(name: str, **known: Any) -> dict[str, Any]:
    """A document's row; `known` says what the test needs to be known of it."""
    return {
        "document_id": f"doc-{name}",
        "path": f"{name}.txt",
        "title": None,
        "publisher": None,
        "published_on": None,
        "url": None,
        "script": "Hans",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "sha256": hashlib.sha256(name.encode()).hexdigest(),
        "characters": 1000,
        "repairs": 0,
        **known,
    }


def claims(name: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[dict[str, Any]]:
    """The claims of a document: of each table its rows, each a mapping of fields; a reference is "officials/0"."""
    out, at = [], 0
    for table, lines in rows.items():
        for number, line in enumerate(lines):
            for field, value in line.items():
                quote = str(value)
                out.append(
                    {
                        "document_id": f"doc-{name}",
                        "table_name": table,
                        "row": f"{table}/{number}",
                        "field": field,
                        "value": quote,
                        "quote": quote,
                        "start": at,
                        "end": at + len(quote),
                        "rule": f"{table}.{field}",
                    }
                )
                at += len(quote) + 1
    return out


def official(
    name: str, post: str, organization: str | None = None, title: str = "书记", number: int = 0
) -> dict[str, list]:
    """One person with one post, as rows of a document."""
    position = {"official_id": f"officials/{number}", "post": post, "title": title}
    if organization:
        position["organization"] = organization
    return {"officials": [{"name": name}], "positions": [position]}
