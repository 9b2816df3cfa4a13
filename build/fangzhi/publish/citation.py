"""CITATION.cff: how to cite the package, by the Citation File Format 1.2.0."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from fangzhi.publish.facts import Facts
from fangzhi.publish.layout import CITATION


def write(facts: Facts, folder: Path) -> None:
    """Cites the package as a whole."""
    text = yaml.safe_dump(describe(facts), allow_unicode=True, sort_keys=False, width=120)
    (folder / CITATION).write_text(text, encoding="utf-8", newline="\n")


def describe(facts: Facts) -> dict[str, Any]:
    """The citation as plain data."""
    package = facts.package
    licences = [one["name"] for one in package.get("licenses", []) if "name" in one]
    told = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, and the documents that your figures rest on.",
        "type": "dataset",
        "title": package["title"],
        "abstract": facts.description,
        "authors": [_author(one) for one in facts.makers("creator")],
        "version": package["version"],
        "date-released": facts.created,
        # One licence is a word of the format, several are a list.
        "license": licences[0] if len(licences) == 1 else licences,
        "url": facts.address,
        "keywords": package.get("keywords"),
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _author(one: dict[str, Any]) -> dict[str, Any]:
    if "familyName" not in one:
        return {"name": one.get("title") or one.get("organization", "")}
    named = {"family-names": one["familyName"], "given-names": one.get("givenName"), "affiliation": one.get("organization")}
    return {key: value for key, value in named.items() if value}
