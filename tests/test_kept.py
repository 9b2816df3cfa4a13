"""Claims of documents that are no longer at hand go on counting; identifiers go on meaning what they meant."""

from __future__ import annotations

import csv
import zipfile

import pytest

from fangzhi.errors import Refusal
from fangzhi.release import Means, release
from tests import news


def table(package, name):
    with (package / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def zipped(package, target):
    with zipfile.ZipFile(target, "w") as archive:
        for path in package.rglob("*"):
            if path.is_file():
                archive.write(path, path.relative_to(package))
    return target


@pytest.mark.parametrize("archived", [False, True], ids=["folder", "zip"])
def test_a_release_without_some_documents_that_keeps_their_claims_is_the_release_with_them(package, tmp_path, archived):
    left = news.write(tmp_path / "news", {"villages.txt": news.VILLAGES})
    before = zipped(package, tmp_path / "before.zip") if archived else package
    release([left], tmp_path / "package", jobs=1, means=Means(keep_claims=before))
    assert news.contents(tmp_path / "package") == news.contents(package)


def test_claims_can_be_kept_without_any_document(package, tmp_path):
    (tmp_path / "none").mkdir()
    release([tmp_path / "none"], tmp_path / "package", jobs=1, means=Means(keep_claims=package))
    assert news.contents(tmp_path / "package") == news.contents(package)


def test_a_document_that_is_at_hand_is_read_and_not_kept(package, folder, tmp_path):
    release([folder], tmp_path / "package", jobs=1, means=Means(keep_claims=package))
    assert news.contents(tmp_path / "package") == news.contents(package)


def test_what_is_no_package_is_refused(folder, tmp_path):
    with pytest.raises(Refusal):
        release([folder], tmp_path / "package", jobs=1, means=Means(keep_claims=tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refusal, match="cannot be read"):
        release([folder], tmp_path / "package", jobs=1, means=Means(keep_claims=tmp_path / "empty"))
    with pytest.raises(Refusal, match="cannot be read"):
        release([folder], tmp_path / "package", jobs=1, means=Means(previous=tmp_path / "empty"))
    assert not (tmp_path / "package").exists()


def test_identifiers_of_the_release_before_go_on_and_lead_on(package, tmp_path):
    changed = {**news.NEWS, "sub/visit.txt": news.VISIT.replace("林晓梅", "林晓莓")}
    news.write(tmp_path / "news", changed)
    release([tmp_path / "news"], tmp_path / "package", jobs=1, means=Means(previous=package, fewer=True))
    old, new = ({row["official_id"] for row in table(place, "officials")} for place in (package, tmp_path / "package"))
    moved = {row["old_id"] for row in table(tmp_path / "package", "redirects")}
    assert old - new <= moved and not moved & new


def test_the_same_documents_after_the_release_before_give_its_tables_again(package, folder, tmp_path):
    release([folder], tmp_path / "package", jobs=1, means=Means(previous=package))
    for path in sorted((package / "data").iterdir()):
        assert (tmp_path / "package" / "data" / path.name).read_bytes() == path.read_bytes()


def test_what_lies_in_the_place_does_not_go_into_a_release(package, folder, tmp_path):
    release([news.write(tmp_path / "news", {"visit.txt": news.VISIT})], tmp_path / "package", jobs=1)
    release([folder], tmp_path / "package", jobs=1)
    assert news.contents(tmp_path / "package") == news.contents(package)
