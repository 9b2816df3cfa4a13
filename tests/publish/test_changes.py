"""A release that is given the one before tells what changed, and gets the version that this asks for."""

from __future__ import annotations

import json

import polars as pl
import pytest

from fangzhi.contract import load
from fangzhi.diff import compared, markdown
from fangzhi.errors import FellShort, Refusal
from fangzhi.gate import gate
from fangzhi.release import Means, release
from tests import news

NEW = """青河市召开防汛工作会议

2024年6月2日上午，青河市召开防汛工作会议。市委副书记、市长高远山出席会议并讲话。
"""


def described(package):
    return json.loads((package / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def grown(package, tmp_path_factory):
    """The package of the same news and one document more, told of the package before."""
    home = tmp_path_factory.mktemp("grown")
    news.write(home / "news", {**news.NEWS, "flood.txt": NEW})
    release([home / "news"], home / "package", jobs=1, means=Means(previous=package))
    return home / "package"


def test_the_same_documents_keep_the_version_and_say_so(folder, package, tmp_path):
    report = release([folder], tmp_path / "out", jobs=1, means=Means(previous=package))
    assert report.version == described(tmp_path / "out")["version"] == load().package["version"]
    assert (tmp_path / "out" / "changes.md").read_text(encoding="utf-8").endswith("\n\nNothing has changed.\n")
    assert pl.read_parquet(tmp_path / "out" / "changes.parquet").is_empty()
    assert compared(package, tmp_path / "out").same


def test_more_documents_raise_the_version_everywhere_in_the_package(grown, package):
    version = described(grown)["version"]
    found = compared(package, grown)
    assert version == str(found.least) != described(package)["version"]
    assert f"Version {version}." in (grown / "README.md").read_text(encoding="utf-8")
    for name in ("CITATION.cff", "croissant.json", "schema-org.jsonld", "datacite.json"):
        assert version in (grown / name).read_text(encoding="utf-8")


def test_its_changes_are_those_that_a_comparison_finds(grown, package, tmp_path):
    found = compared(package, grown, tmp_path / "changes.parquet")
    assert (grown / "changes.md").read_text(encoding="utf-8") == markdown.text(found)
    rows = pl.read_parquet(grown / "changes.parquet")
    assert rows.equals(pl.read_parquet(tmp_path / "changes.parquet"))
    assert ("documents", "row_added") in set(rows.select("table_name", "change").rows())


def test_its_changes_are_resources_that_the_gate_holds_to_their_hashes(grown, tmp_path):
    assert gate(load(), grown) == []
    listed = {resource["path"]: resource for resource in described(grown)["resources"]}
    assert listed["changes.parquet"]["type"] == "table" and listed["changes.md"]["bytes"] > 0
    columns = [field["name"] for field in listed["changes.parquet"]["schema"]["fields"]]
    assert pl.read_parquet_schema(grown / "changes.parquet").names() == columns


def test_the_changes_are_the_same_bytes_each_time(grown, package, tmp_path):
    news.write(tmp_path / "news", {**news.NEWS, "flood.txt": NEW})
    release([tmp_path / "news"], tmp_path / "out", jobs=2, means=Means(previous=package))
    assert news.contents(tmp_path / "out") == news.contents(grown)


@pytest.mark.parametrize("low", ["0.0.9", "0.1.0", "0.1.1"])
def test_a_version_that_is_too_low_is_refused_with_the_reasons_and_nothing_is_published(package, tmp_path, low):
    news.write(tmp_path / "news", {**news.NEWS, "flood.txt": NEW})
    with pytest.raises(FellShort, match=rf"version {low} is too low: from 0\.1\.0 it is at least ") as refused:
        release([tmp_path / "news"], tmp_path / "out", jobs=1, means=Means(previous=package, version=low))
    assert refused.value.code == 1 and any("of documents new" in line for line in refused.value.lines)
    assert not (tmp_path / "out").exists()


def test_a_version_that_is_high_enough_is_given(package, folder, tmp_path):
    assert release([folder], tmp_path / "a", jobs=1, means=Means(previous=package, version="3.0.0")).version == "3.0.0"
    assert release([folder], tmp_path / "b", jobs=1, means=Means(version="0.0.1")).version == "0.0.1"
    assert described(tmp_path / "a")["version"] == "3.0.0"


@pytest.mark.parametrize("text", ["1.0", "v1.0.0", "1.0.0-rc1", "one"])
def test_what_is_no_version_is_refused_before_anything_is_read(folder, tmp_path, text):
    with pytest.raises(Refusal, match=r"is no version; give MAJOR\.MINOR\.PATCH") as refused:
        release([folder], tmp_path / "out", jobs=1, means=Means(version=text))
    assert refused.value.code == 2


def test_a_release_of_its_own_in_the_same_place_leaves_no_changes_behind(grown, folder, tmp_path):
    release([folder], tmp_path / "out", jobs=1, means=Means(previous=grown, fewer=True))
    assert (tmp_path / "out" / "changes.md").exists()
    release([folder], tmp_path / "out", jobs=1, means=Means(fewer=True))
    assert not (tmp_path / "out" / "changes.md").exists() and gate(load(), tmp_path / "out") == []
