"""croissant.json: the package in Croissant 1.0 (JSON-LD), so that libraries for machine learning load its tables by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fangzhi.contract import Contract, Field, Table
from fangzhi.publish.facts import Facts, File, person
from fangzhi.publish.layout import CROISSANT, parquet_path

CONFORMS_TO = "http://mlcommons.org/croissant/1.0"
TYPES = {
    "string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean",
    "date": "sc:Date", "datetime": "sc:DateTime",
}  # fmt: skip
# The terms that the specification of version 1.0 has every file declare.
CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def write(contract: Contract, facts: Facts, folder: Path) -> None:
    """Describes the data files that lie in `folder`."""
    text = json.dumps(describe(contract, facts), ensure_ascii=False, indent=2)
    (folder / CROISSANT).write_text(text + "\n", encoding="utf-8", newline="\n")


def describe(contract: Contract, facts: Facts) -> dict[str, Any]:
    """The package as plain data: a file object a file, a record set a table, read from its Parquet file."""
    package = facts.package
    told = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": package["name"],
        "description": facts.description,
        "conformsTo": CONFORMS_TO,
        "version": package["version"],
        "url": facts.address,
        "license": [one["path"] for one in package.get("licenses", []) if "path" in one],
        "creator": [person(one) for one in facts.makers("creator")],
        "keywords": package.get("keywords"),
        "inLanguage": ["zh", "en"],
        "datePublished": facts.created,
        "citeAs": facts.citation,
        "isLiveDataset": False,
        "distribution": [_file(file) for file in facts.files if file.table],
        "recordSet": [_records(contract, table) for table in contract],
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


def _file(file: File) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": "application/x-parquet" if file.path.endswith(".parquet") else file.media_type,
        "sha256": file.sha256,
    }


def _records(contract: Contract, table: Table) -> dict[str, Any]:
    leads = {key.fields[0]: key for key in table.foreign_keys if len(key.fields) == 1}
    fields = []
    for field in table.fields:
        told = _field(table, field)
        if field.name in leads:
            key = leads[field.name]
            told["references"] = {"field": {"@id": f"{key.table}/{key.reference_fields[0]}"}}
        fields.append(told)
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": " ".join(table.description.split()),
        "key": [{"@id": f"{table.name}/{name}"} for name in table.primary_key],
        "field": fields,
    }


def _field(table: Table, field: Field) -> dict[str, Any]:
    plain = TYPES[field.type]
    # What the value stands for is a second type: an identifier is a text, and a person.
    meant = (field.rdf_type or "").replace(CONTEXT["sc"], "sc:")
    kinds = [plain, *([meant] if meant not in ("", plain) else [])]
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": " ".join(field.description.split()),
        "dataType": kinds[0] if len(kinds) == 1 else kinds,
        "source": {"fileObject": {"@id": parquet_path(table.name)}, "extract": {"column": field.name}},
    }
