"""A release with a cache reads what is new only, and gives the bytes of a release without one."""

from __future__ import annotations

import json
import shutil

import polars as pl
import pytest

from fangzhi import cache as module
from fangzhi.cache import Cache
from fangzhi.errors import Refusal
from fangzhi.gate import checked
from fangzhi.gather import gather
from fangzhi.release import Means, release
from fangzhi.warehouse import kept
from tests import news

MORE = news.VISIT.replace("5月8日", "6月9日")


def gathered(folder, home):
    """What a folder gives, and how many files were read for it."""
    cache = Cache(home)
    found = gather([folder], 1, lambda stage, done: None, cache)
    return found, cache.read


def same(found, folder):
    """Whether it is what reading everything gives."""
    right = gather([folder], 1, lambda stage, done: None)
    assert found.documents.sort("document_id").equals(right.documents.sort("document_id"))
    order = ["document_id"]
    assert found.claims.sort(order, maintain_order=True).equals(right.claims.sort(order, maintain_order=True))
    assert found.rejected == right.rejected
    return True


@pytest.fixture
def mixed(tmp_path):
    """News in files and in a container, with what gives no document."""
    folder = news.write(tmp_path / "news")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "english.txt").write_text("The meeting was held on a fine morning. " * 20, encoding="utf-8")
    records = [{"text": news.VISIT.replace("5月8日", f"{month}月3日"), "title": f"{month}月调研"} for month in range(1, 4)]
    lines = [json.dumps(record, ensure_ascii=False) for record in records] + ['{"text": ']
    (folder / "records.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_second_release_has_the_bytes_of_the_first_and_of_one_without_a_cache(folder, package, tmp_path):
    for name in ("first", "second"):
        release([folder], tmp_path / name, jobs=1, means=Means(cache=tmp_path / "cache"))
        assert news.contents(tmp_path / name) == news.contents(package)


def test_a_second_release_brings_the_database_of_the_first_on(folder, tmp_path, monkeypatch):
    means = Means(cache=tmp_path / "cache")
    release([folder], tmp_path / "first", jobs=1, means=means)
    more = shutil.copytree(folder, tmp_path / "more")
    (more / "more.txt").write_text(MORE, encoding="utf-8")
    # The news are few, and a document of them is more than a tenth of the rows.
    monkeypatch.setattr(kept, "MOST", 1)
    monkeypatch.setattr(kept, "load", None)
    release([more], tmp_path / "second", jobs=1, means=means)
    monkeypatch.undo()
    release([more], tmp_path / "full", jobs=1)
    assert news.contents(tmp_path / "second") == news.contents(tmp_path / "full")
    assert checked(tmp_path / "second") == []


CURATION = """
- correct: {row}
  field: name
  value: 高远岫
  expects: 高远山
  reason: the page misprints it
"""


def harmed(cache):
    """Damages every file of a cache in its middle."""
    for path in [path for path in cache.rglob("*") if path.is_file()]:
        data = bytearray(path.read_bytes())
        data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
        path.write_bytes(data)


def test_whatever_came_between_a_release_with_a_cache_has_the_bytes_of_one_without(folder, package, tmp_path):
    corpus, cache = shutil.copytree(folder, tmp_path / "news"), tmp_path / "cache"
    curation = tmp_path / "curation.yaml"
    officials = pl.read_parquet(package / "data" / "officials.parquet")

    def decided():
        curation.write_text(CURATION.replace("{row}", officials.filter(pl.col("name") == "高远山")["official_id"][0]), encoding="utf-8")

    steps = {
        "built": lambda: None,
        "one more": lambda: (corpus / "more.txt").write_text(MORE, encoding="utf-8"),
        "one changed": lambda: (corpus / "more.txt").write_text(MORE.replace("6月9日", "6月10日"), encoding="utf-8"),
        "all moved": lambda: [path.rename(path.with_name(f"z{path.name}")) for path in [*corpus.rglob("*.txt")]],
        "decided": decided,
        "damaged": lambda: harmed(cache),
        "one less": lambda: (corpus / "zmore.txt").unlink(),
    }
    for name, step in steps.items():
        step()
        told = curation if curation.exists() else None
        release([corpus], tmp_path / "kept", jobs=1, means=Means(cache=cache, curation=told, fewer=True))
        release([corpus], tmp_path / "full", jobs=1, means=Means(curation=told, fewer=True))
        assert news.contents(tmp_path / "kept") == news.contents(tmp_path / "full"), name
        assert checked(tmp_path / "kept") == [], name


def test_what_was_read_is_not_read_again(mixed, tmp_path):
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 6 and same(found, mixed)
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 0 and same(found, mixed)


def test_a_document_more_is_read_alone_and_one_less_is_gone(mixed, tmp_path):
    gathered(mixed, tmp_path / "cache")
    (mixed / "more.txt").write_text(MORE, encoding="utf-8")
    (mixed / "villages.txt").unlink()
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 1 and same(found, mixed)


def test_a_file_that_was_moved_is_not_read_and_has_its_new_path(mixed, tmp_path):
    gathered(mixed, tmp_path / "cache")
    (mixed / "records.jsonl").rename(mixed / "moved.jsonl")
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 0 and same(found, mixed)
    assert "moved.jsonl#1" in set(found.documents["path"])
    assert {item.path for item in found.rejected} == {"empty.txt", "english.txt", "moved.jsonl#4"}


def test_of_a_container_that_grew_only_the_new_records_are_extracted(mixed, tmp_path, monkeypatch):
    gathered(mixed, tmp_path / "cache")
    with (mixed / "records.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("\n" + json.dumps({"text": MORE}, ensure_ascii=False))
    extracted = []

    def extract_all(sources, jobs):
        from fangzhi.extract import extract

        for source in sources:
            extracted.append(source.path)
            yield extract([source])

    with monkeypatch.context() as patch:
        patch.setattr("fangzhi.pool.extract_all", extract_all)
        found, read = gathered(mixed, tmp_path / "cache")
    assert read == 1 and extracted == ["records.jsonl#5"] and same(found, mixed)


def test_another_version_of_the_code_reads_everything_anew(mixed, tmp_path, monkeypatch):
    gathered(mixed, tmp_path / "cache")
    monkeypatch.setattr(module, "version", lambda: "0" * 16)
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 6 and same(found, mixed)


def test_the_version_changes_with_a_word_of_a_list(tmp_path, monkeypatch):
    for stage in ("read", "clean", "lex", "parse"):
        (tmp_path / stage).mkdir()
    for name in module._MODULES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "__file__", str(tmp_path / "cache.py"))
    named = set()
    for words in ("", "蜂箱", "蜂箱\n"):
        (tmp_path / "lex" / "units.txt").write_text(words, encoding="utf-8")
        named.add(module.version.__wrapped__())
    assert len(named) == 3 and module.version.__wrapped__() in named


def test_only_the_last_versions_are_kept(tmp_path, monkeypatch):
    for number in range(5):
        monkeypatch.setattr(module, "version", lambda number=number: f"{number:016}")
        Cache(tmp_path)
    assert len(list(tmp_path.iterdir())) == module.VERSIONS


@pytest.mark.parametrize("name", ["files.parquet", "documents.parquet", "claims.parquet", "seal"])
def test_a_segment_that_was_damaged_counts_as_not_there(mixed, tmp_path, name):
    gathered(mixed, tmp_path / "cache")
    (segment,) = (tmp_path / "cache" / module.version()).iterdir()
    data = bytearray((segment / name).read_bytes())
    data[len(data) // 2] ^= 1
    (segment / name).write_bytes(data)
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 6 and same(found, mixed)


def test_what_a_stopped_run_left_half_written_does_no_harm(mixed, tmp_path):
    gathered(mixed, tmp_path / "cache")
    (segment,) = (tmp_path / "cache" / module.version()).iterdir()
    shutil.copytree(segment, segment.with_name(".half"))
    (segment.with_name(".half") / "claims.parquet").unlink()
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 0 and same(found, mixed)


def test_many_segments_become_one_that_gives_the_same(mixed, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SEGMENTS", 3)
    for number in range(4):
        (mixed / f"more{number}.txt").write_text(MORE.replace("6月9日", f"7月{number + 1}日"), encoding="utf-8")
        found, _ = gathered(mixed, tmp_path / "cache")
        assert same(found, mixed)
    assert len(list((tmp_path / "cache" / module.version()).iterdir())) < 4
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 0 and same(found, mixed)


def test_two_runs_that_add_the_same_do_not_double_it(mixed, tmp_path):
    one, other = Cache(tmp_path / "cache"), Cache(tmp_path / "cache")
    for cache in (one, other):
        gather([mixed], 1, lambda stage, done: None, cache)
    found, read = gathered(mixed, tmp_path / "cache")
    assert read == 0 and same(found, mixed)


def test_a_file_or_a_place_among_the_inputs_is_no_cache(folder, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refusal, match="cannot be used as a cache"):
        release([folder], tmp_path / "package", means=Means(cache=tmp_path / "file"))
    with pytest.raises(Refusal, match="give --cache a folder outside of it"):
        release([folder], tmp_path / "package", means=Means(cache=folder / "cache"))
