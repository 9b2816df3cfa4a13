"""schema-org.jsonld: the package as a schema.org Dataset, which search engines for data read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fangzhi.contract import Contract, Table
from fangzhi.publish.facts import Facts, File, person
from fangzhi.publish.layout import SCHEMA_ORG

# What search engines show of a description at most.
CHARACTERS = 5000


def write(contract: Contract, facts: Facts, folder: Path) -> None:
    """Describes the data files that lie in `folder`."""
    text = json.dumps(describe(contract, facts), ensure_ascii=False, indent=2)
    (folder / SCHEMA_ORG).write_text(text + "\n", encoding="utf-8", newline="\n")


def describe(contract: Contract, facts: Facts) -> dict[str, Any]:
    """The package as plain data: one Dataset, its tables as parts, its files as downloads."""
    package = facts.package
    years = [str(year) for year in (facts.first, facts.last) if year]
    told = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": package.get("id"),
        "name": package["title"],
        "alternateName": package["name"],
        "description": facts.description[:CHARACTERS],
        "version": package["version"],
        "url": facts.address,
        "license": [one["path"] for one in package.get("licenses", []) if "path" in one],
        "creator": [person(one) for one in facts.makers("creator")],
        "keywords": package.get("keywords"),
        "inLanguage": ["zh", "en"],
        "isAccessibleForFree": True,
        "dateModified": facts.created,
        "temporalCoverage": "/".join(dict.fromkeys(years)) or None,
        "spatialCoverage": [{"@type": "Place", "name": name} for name in facts.places or ("中国",)],
        "measurementTechnique": "Extraction by rule from published news; every row is cited.",
        "distribution": [_download(file) for file in facts.files],
        "hasPart": [_part(table, facts) for table in contract],
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _download(file: File) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.path,
        "contentUrl": file.path,
        "encodingFormat": file.media_type,
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }


def _part(table: Table, facts: Facts) -> dict[str, Any]:
    """A table: its columns are what is measured."""
    licences = [one["path"] for one in facts.package.get("licenses", []) if "path" in one]
    return {
        "@type": "Dataset",
        "name": table.title,
        "alternateName": table.name,
        "description": " ".join(table.description.split()),
        **({"license": licences} if licences else {}),
        "creator": [person(one) for one in facts.makers("creator")],
        "variableMeasured": [
            {"@type": "PropertyValue", "name": field.name, "description": " ".join(field.description.split())}
            for field in table.fields
        ],
    }
