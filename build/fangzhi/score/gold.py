"""Gold files: one JSON object a document, as the annotation guide describes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fangzhi.errors import Refusal

# Without these an item of a table cannot be compared.
NEEDED = {
    "meetings": ("name",),
    "officials": ("name",),
    "participations": ("meeting", "official", "role"),
    "projects": ("name",),
    "villages": ("name",),
    "targets": ("indicator", "value", "unit"),
}


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The gold documents of a folder of `*.json` files, by name, or of one file. Refusal for the first that is not one."""
    paths = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not paths:
        raise Refusal(f"{path}: holds no .json file; name a folder of gold files")
    return [_document(file) for file in paths]


def problems(gold: Mapping[str, Any]) -> list[str]:
    """What keeps a gold document from being compared, one line each; tables that it lacks are not scored."""
    found = []
    for table, needed in NEEDED.items():
        items = gold.get(table, [])
        if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
            found.append(f"{table} is not a list of objects")
            continue
        found += [f"{table}[{n}] has no {key}" for n, item in enumerate(items) for key in needed if key not in item]
    if found:
        return found
    meetings, people = range(len(gold.get("meetings", []))), {item["name"] for item in gold.get("officials", [])}
    for n, item in enumerate(gold.get("participations", [])):
        if item["meeting"] not in meetings:
            found.append(f"participations[{n}] speaks of meeting {item['meeting']}, which is not there")
        if item["official"] not in people:
            found.append(f"participations[{n}] speaks of {item['official']}, who is no official there")
    return found


def _document(path: Path) -> dict[str, Any]:
    try:
        gold = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refusal(f"{path}: cannot be read ({error.strerror}); name a folder of gold files") from None
    except ValueError as error:
        raise Refusal(f"{path}: is no JSON in UTF-8 ({error}); correct it") from None
    if not isinstance(gold, dict) or not isinstance(gold.get("document"), str):
        raise Refusal(f'{path}: is no gold file; it must be an object whose "document" names the scored file')
    for problem in problems(gold):
        raise Refusal(f"{path}: {problem}; correct it")
    return gold
