"""Parts of a workbook are kept, and what was damaged or made by another version is made anew."""

from __future__ import annotations

import polars as pl
import pytest

from fangzhi.contract import load, polars_schema
from fangzhi.publish import parts as module
from fangzhi.publish import workbook
from fangzhi.publish.parts import Parts


@pytest.fixture
def frames(package):
    return {table.name: pl.read_parquet(package / "data" / f"{table.name}.parquet") for table in load()}


def written(frames, home, cache):
    """The bytes of a workbook, and how many parts of pieces were known."""
    home.mkdir(exist_ok=True)
    parts = Parts(cache, load()) if cache else None
    workbook.write(load(), frames, home, parts)
    if parts:
        parts.keep()
    return (home / "fangzhi.xlsx").read_bytes(), len(parts.known.keys() & parts.used.keys()) if parts else 0


def test_what_is_known_gives_the_same_bytes(frames, tmp_path):
    right, _ = written(frames, tmp_path / "a", None)
    assert written(frames, tmp_path / "b", tmp_path / "cache") == (right, 0)
    again, known = written(frames, tmp_path / "c", tmp_path / "cache")
    assert again == right and known > len(frames) / 2


def test_other_rows_are_made_and_what_is_no_longer_there_is_forgotten(frames, tmp_path):
    written(frames, tmp_path / "a", tmp_path / "cache")
    fewer = frames | {"officials": frames["officials"].slice(1), "targets": pl.DataFrame(schema=polars_schema(load()["targets"]))}
    right, _ = written(fewer, tmp_path / "b", None)
    found, known = written(fewer, tmp_path / "c", tmp_path / "cache")
    assert found == right and known > len(frames) / 2
    left = Parts(tmp_path / "cache", load()).known
    assert not [name for name in left if name.startswith("targets:")]


@pytest.mark.parametrize("column", ["data", "crc", "size", "name"])
def test_a_part_that_was_changed_is_made_anew(frames, tmp_path, column):
    right, _ = written(frames, tmp_path / "a", tmp_path / "cache")
    (file,) = (tmp_path / "cache" / "workbook").iterdir()
    rows = pl.read_parquet(file)
    rows.with_columns(pl.col(column).reverse()).write_parquet(file)
    found, _ = written(frames, tmp_path / "b", tmp_path / "cache")
    assert found == right


@pytest.mark.parametrize("content", [b"", b"PAR1", None])
def test_a_file_that_cannot_be_read_counts_as_not_there(frames, tmp_path, content):
    right, _ = written(frames, tmp_path / "a", tmp_path / "cache")
    (file,) = (tmp_path / "cache" / "workbook").iterdir()
    content = file.read_bytes()[:-100] if content is None else content
    file.write_bytes(content)
    assert written(frames, tmp_path / "b", tmp_path / "cache") == (right, 0)


def test_parts_of_another_version_are_not_taken_and_go(frames, tmp_path, monkeypatch):
    right, _ = written(frames, tmp_path / "a", tmp_path / "cache")
    monkeypatch.setattr(module, "_version", lambda contract: "0" * 16)
    assert written(frames, tmp_path / "b", tmp_path / "cache") == (right, 0)
    assert [file.name for file in (tmp_path / "cache" / "workbook").iterdir()] == ["0" * 16 + ".parquet"]
