"""What catalogues, search engines and repositories are told: each in its own words, all of it true of the files."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
import yaml

from fangzhi.contract import load
from fangzhi.publish import citation, croissant, datacite, schema_org
from fangzhi.publish.facts import Facts, File, person

PACKAGE = load().package
ABSOLUTE = re.compile(r"https?://")


def read(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


def facts(**changed):
    told = {
        "package": dict(PACKAGE),
        "created": "2024-05-21",
        "first": 2021,
        "last": 2024,
        "places": ("江苏省",),
        "documents": 3,
        "files": (File("data/a.csv", "text/csv", 10, "0" * 64, "a"),),
    }
    return Facts(**told | changed)


def package_of(**changed):
    return facts(package=dict(PACKAGE) | changed)


def nodes(value):
    """Every object of a JSON value."""
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(one)


def expanded(term, context):
    """The IRI that a term or a compact name of a JSON-LD context stands for."""
    prefix, colon, rest = term.partition(":")
    if colon and not rest.startswith("//"):
        return context[prefix] + rest if prefix in context else None
    meant = context.get(term)
    meant = meant["@id"] if isinstance(meant, dict) else meant
    return expanded(meant, context) if meant and not ABSOLUTE.match(meant) else meant or (context["@vocab"] + term if "@vocab" in context else None)


# Croissant


@pytest.fixture
def told(sample):
    return read(sample, "croissant.json")


def test_croissant_has_what_version_1_0_asks_for(told):
    assert told["@type"] == "sc:Dataset" and told["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    assert {"name", "description", "license", "creator", "datePublished", "version", "distribution", "recordSet"} <= told.keys()
    assert all(ABSOLUTE.match(licence) for licence in told["license"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["version"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["datePublished"])


def test_every_term_of_croissant_has_a_meaning(told):
    context = told["@context"]
    for node in nodes({key: value for key, value in told.items() if key != "@context"}):
        for key in node:
            assert key.startswith("@") or ABSOLUTE.match(expanded(key, context)), key
        kinds = node.get("dataType", []) if isinstance(node.get("dataType"), list) else [node.get("dataType", "sc:Text")]
        for kind in [*kinds, node.get("@type", "sc:Text")]:
            assert ABSOLUTE.match(expanded(kind, context)), kind


def test_every_file_of_croissant_is_there_with_its_hash(told, sample):
    for file in told["distribution"]:
        data = (sample / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest() and file["contentSize"] == f"{len(data)} B"
    assert len(told["distribution"]) == 2 * len(load())


def test_record_sets_are_the_tables_and_everything_they_name_is_there(told):
    ids = [node["@id"] for node in nodes(told) if "@id" in node and "@type" in node]
    assert len(ids) == len(set(ids))
    assert {node["@id"] for node in nodes(told["recordSet"]) if node.keys() == {"@id"}} <= set(ids)
    for records, table in zip(told["recordSet"], load(), strict=True):
        assert [field["name"] for field in records["field"]] == list(table.columns)
        assert [key["@id"] for key in records["key"]] == [f"{table.name}/{name}" for name in table.primary_key]
        leads = {field["name"]: field["references"]["field"]["@id"] for field in records["field"] if "references" in field}
        assert leads == {key.fields[0]: f"{key.table}/{key.reference_fields[0]}" for key in table.foreign_keys}


def test_croissant_says_the_types_of_the_contract():
    told = {records["name"]: {field["name"]: field["dataType"] for field in records["field"]} for records in croissant.describe(load(), facts())["recordSet"]}
    assert told["targets"]["value"] == "sc:Float" and told["claims"]["start"] == "sc:Integer"
    assert told["meetings"]["held_on"] == "sc:Date"
    assert told["officials"]["official_id"] == ["sc:Text", "sc:Person"]


# schema.org


def test_schema_org_has_what_search_engines_ask_of_a_dataset(sample):
    told = read(sample, "schema-org.jsonld")
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert 50 <= len(told["description"]) <= 5000 and told["name"] and told["license"] and told["creator"]
    for part in told["hasPart"]:
        assert part["name"] and 50 <= len(part["description"]) <= 5000 and part["license"] and part["creator"], part["name"]
    assert [part["alternateName"] for part in told["hasPart"]] == list(load().names)
    assert [one["name"] for one in told["hasPart"][0]["variableMeasured"]] == list(load().tables[0].columns)


def test_every_download_is_there_with_its_hash(sample):
    files = read(sample, "schema-org.jsonld")["distribution"]
    for file in files:
        assert file["sha256"] == hashlib.sha256((sample / file["contentUrl"]).read_bytes()).hexdigest()
    assert "fangzhi.xlsx" in {file["contentUrl"] for file in files}


@pytest.mark.parametrize(("first", "last", "covers"), [(2021, 2024, "2021/2024"), (2024, 2024, "2024"), (None, None, None)])
def test_years_are_those_of_the_documents(first, last, covers):
    assert schema_org.describe(load(), facts(first=first, last=last)).get("temporalCoverage") == covers


def test_a_contributor_with_a_family_name_is_a_person():
    assert person({"title": "The maintainers"}) == {"@type": "Organization", "name": "The maintainers"}
    assert person({"givenName": "Qing", "familyName": "He", "path": "https://example.org/he"}) == {
        "@type": "Person", "name": "Qing He", "givenName": "Qing", "familyName": "He", "url": "https://example.org/he",
    }  # fmt: skip


# DataCite


def test_datacite_has_what_a_repository_asks_for(sample):
    told = read(sample, "datacite.json")
    assert {"creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"} <= told.keys()
    assert told["schemaVersion"] == "http://datacite.org/schema/kernel-4"
    assert told["types"]["resourceTypeGeneral"] == "Dataset"
    assert re.fullmatch(r"\d{4}", told["publicationYear"])
    assert told["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    assert "doi" not in told and "identifiers" not in told


def test_datacite_names_people_and_bodies_in_its_own_way():
    told = datacite.describe(package_of(contributors=[
        {"givenName": "Qing", "familyName": "He", "organization": "Institute", "roles": ["creator"]},
        {"title": "The maintainers", "roles": ["maintainer", "publisher", "unheard-of"]},
    ]))  # fmt: skip
    assert told["creators"] == [
        {"name": "He, Qing", "nameType": "Personal", "givenName": "Qing", "familyName": "He", "affiliation": [{"name": "Institute"}]}
    ]
    body = {"name": "The maintainers", "nameType": "Organizational"}
    assert told["contributors"] == [body | {"contributorType": "DataManager"}, body | {"contributorType": "Distributor"}]
    assert told["publisher"] == {"name": "The maintainers"}


# CITATION.cff


def test_the_citation_is_valid_cff(sample):
    text = (sample / "CITATION.cff").read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    assert {"cff-version", "message", "title", "authors"} <= told.keys()
    assert told["cff-version"] == "1.2.0" and told["type"] == "dataset" and told["license"] == "CC-BY-4.0"
    assert told["version"] == PACKAGE["version"] and re.fullmatch(r"\d{4}-\d\d-\d\d", str(told["date-released"]))
    assert "\r" not in text


def test_several_licences_and_people_are_cited():
    told = citation.describe(package_of(licenses=[{"name": "CC0-1.0"}, {"name": "ODbL-1.0"}], contributors=[{"familyName": "He", "givenName": "Qing"}]))
    assert told["license"] == ["CC0-1.0", "ODbL-1.0"]
    assert told["authors"] == [{"family-names": "He", "given-names": "Qing"}]


# All of them


def test_what_is_not_known_is_not_said():
    bare = facts(created=None, first=None, last=None, places=(), package={key: PACKAGE[key] for key in ("name", "title", "description", "version")} | {"contributors": [{"title": "A"}]})
    for told in (croissant.describe(load(), bare), schema_org.describe(load(), bare), datacite.describe(bare), citation.describe(bare)):
        assert not any(value in (None, [], "") for node in nodes(told) for value in node.values())
        assert "2024" not in json.dumps({key: value for key, value in told.items() if key not in ("recordSet", "hasPart")})


@pytest.mark.parametrize("name", ["croissant.json", "schema-org.jsonld", "datacite.json", "CITATION.cff", "fangzhi.xlsx", "README.md"])
def test_each_is_a_resource_of_the_descriptor_with_bytes_and_hash(sample, name):
    (resource,) = [one for one in read(sample, "datapackage.json")["resources"] if one["path"] == name]
    data = (sample / name).read_bytes()
    assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    assert resource["mediatype"] and resource["title"]
