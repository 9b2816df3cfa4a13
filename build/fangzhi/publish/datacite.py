"""datacite.json: the package by the DataCite Metadata Schema 4.6, as a repository asks for it when it is deposited.

It has no DOI: a repository gives one when it takes the package in.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fangzhi.publish.facts import Facts
from fangzhi.publish.layout import DATACITE

SCHEMA = "http://datacite.org/schema/kernel-4"
# Roles of a Data Package -> contributor types of DataCite.
ROLES = {
    "contact": "ContactPerson", "contributor": "Other", "dataCollection": "DataCollector", "dataCuration": "DataCurator",
    "maintainer": "DataManager", "publisher": "Distributor", "wrangler": "DataCurator", "funder": "Sponsor",
}  # fmt: skip


def write(facts: Facts, folder: Path) -> None:
    """Describes the package as a whole."""
    text = json.dumps(describe(facts), ensure_ascii=False, indent=2)
    (folder / DATACITE).write_text(text + "\n", encoding="utf-8", newline="\n")


def describe(facts: Facts) -> dict[str, Any]:
    """The package as plain data. Without a day that is known it has no year of publication: the depositor gives it."""
    package = facts.package
    told = {
        "url": facts.address,
        "types": {"resourceType": "Data package", "resourceTypeGeneral": "Dataset"},
        "creators": [_party(one) for one in facts.makers("creator")],
        "titles": [{"title": package["title"], "lang": "en"}],
        "publisher": {"name": _party(facts.makers("publisher", "maintainer", "creator")[0])["name"]},
        "publicationYear": facts.created[:4] if facts.created else None,
        "subjects": [{"subject": word} for word in package.get("keywords", [])],
        "contributors": _contributors(facts),
        "dates": [{"date": facts.created, "dateType": "Created"}] if facts.created else [],
        "language": "zh",
        "formats": sorted({file.media_type for file in facts.files}),
        "sizes": [f"{sum(file.bytes for file in facts.files)} bytes", f"{facts.documents} documents"],
        "version": package["version"],
        "rightsList": [_rights(one) for one in package.get("licenses", [])],
        "descriptions": [{"description": facts.description, "descriptionType": "Abstract", "lang": "en"}],
        "geoLocations": [{"geoLocationPlace": name} for name in facts.places],
        "schemaVersion": SCHEMA,
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _party(one: dict[str, Any]) -> dict[str, Any]:
    if "familyName" not in one:
        return {"name": one.get("title") or one.get("organization", ""), "nameType": "Organizational"}
    names = {key: one[key] for key in ("givenName", "familyName") if key in one}
    told = {"name": ", ".join(filter(None, (one["familyName"], one.get("givenName")))), "nameType": "Personal", **names}
    return told | ({"affiliation": [{"name": one["organization"]}]} if "organization" in one else {})


def _contributors(facts: Facts) -> list[dict[str, Any]]:
    return [
        _party(one) | {"contributorType": ROLES[role]}
        for one in facts.package.get("contributors", [])
        for role in one.get("roles", [])
        if role in ROLES
    ]


def _rights(licence: dict[str, Any]) -> dict[str, Any]:
    told = {"rights": licence.get("title", licence.get("name", "")), "rightsUri": licence.get("path")}
    if "name" in licence:
        told |= {
            "rightsIdentifier": licence["name"],
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }
    return {key: value for key, value in told.items() if value}
