"""Documents as read become rows whose quotes stand where they say; one that fails takes no other with it."""

from __future__ import annotations

import dataclasses
import gc

import pytest

from fangzhi import extract as stage
from fangzhi.clean import repair
from fangzhi.extract import document_id, extract
from fangzhi.pool import batches, extract_all
from fangzhi.read import Source, read_paths
from tests import corpora, news

SOURCE = Source("a.txt", news.CONFERENCE, "text/plain", "utf-8", "0" * 64)


def sources(folder):
    return [item for item in read_paths([folder]) if isinstance(item, Source)]


@pytest.mark.parametrize("name", sorted(corpora.SETS))
def test_a_quote_is_the_repaired_reading_of_its_span(name):
    if name not in corpora.present():
        pytest.skip(f"the documents of {name} are not beside the project")
    for source in sources(corpora.present()[name][0]):
        batch = extract([source])
        assert not batch.rejected
        script = batch.documents[0]["script"]
        wrong = [
            claim for claim in batch.claims
            if repair(source.text[claim["start"] : claim["end"]], script)[:120] != claim["quote"]
        ]  # fmt: skip
        assert not wrong


def test_what_the_sources_metadata_say_is_believed_before_the_text():
    told = dataclasses.replace(SOURCE, title="別的標題", publisher="青河日報", published_on="2024-03-18", url="https://example.org/1")
    (row,) = extract([told]).documents
    assert (row["title"], row["publisher"], row["published_on"]) == ("别的标题", "青河日报", "2024-03-18")
    (row,) = extract([SOURCE]).documents
    assert row["title"] == "青河市召开重点项目推进会"


def test_a_documents_identifier_hangs_on_what_it_says_not_on_where_it_lies():
    assert document_id(SOURCE) == document_id(dataclasses.replace(SOURCE, path="b/c.txt", encoding="gb18030", sha256="1" * 64))
    assert document_id(SOURCE) != document_id(dataclasses.replace(SOURCE, text=SOURCE.text + "。"))
    assert document_id(SOURCE) != document_id(dataclasses.replace(SOURCE, url="https://example.org/2"))


def test_the_place_that_a_documents_whole_text_speaks_for_is_told_by_its_code():
    told = dataclasses.replace(SOURCE, publisher="徐州日报", text="徐州市召开重点项目推进会\n徐州日报讯 3月18日，徐州市召开重点项目推进会。\n")
    assert [row["adcode"] for row in extract([told, SOURCE]).documents] == ["320300", None]


def test_a_document_that_breaks_a_grammar_is_rejected_and_the_others_are_read(monkeypatch):
    reading = stage.reading

    def broken(page):
        return reading(page) if "柳溪" in page.text else 1 / 0

    monkeypatch.setattr(stage, "reading", broken)
    batch = extract([SOURCE, dataclasses.replace(SOURCE, path="b.txt", text=news.VILLAGES)])
    assert [row["path"] for row in batch.documents] == ["b.txt"]
    (rejected,) = batch.rejected
    assert (rejected.path, rejected.reason) == ("a.txt", "internal_error")
    assert "ZeroDivisionError" in rejected.detail and "test_extract.py" in rejected.detail


def test_the_same_batch_gives_the_same_rows():
    assert extract([SOURCE]) == extract([SOURCE])


def test_documents_read_in_turns_are_as_those_read_alone():
    several = [dataclasses.replace(SOURCE, path=f"{n}.txt", text=text) for n, text in enumerate((news.CONFERENCE, "hello", news.VILLAGES))]
    alone = [extract([source]) for source in several]
    together = extract(several)
    for part in range(3):
        assert together[part] == [row for batch in alone for row in batch[part]]


def test_reading_leaves_no_cycles_of_references():
    """What collects them is off while a batch is read."""
    extract([SOURCE])  # tables and patterns are made when first asked for
    gc.collect()
    gc.disable()
    try:
        extract([SOURCE])
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_batches_hold_every_source_once_in_order():
    many = [dataclasses.replace(SOURCE, path=f"{number}.txt", text="字" * 30_000) for number in range(10)]
    runs = list(batches(many))
    assert [source for run in runs for source in run] == many
    assert len(runs) > 1


def test_processes_give_what_one_process_gives(folder):
    many = [dataclasses.replace(source, path=f"{n}/{source.path}") for n in range(3) for source in sources(folder)]
    assert list(extract_all(many, 2)) == list(extract_all(many, 1))
