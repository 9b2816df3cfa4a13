"""What is unsure is asked, and the answer is a line that the next build follows."""

from __future__ import annotations

import pytest

from fangzhi.resolve import resolve
from fangzhi.resolve.curation import CurationError, read
from fangzhi.resolve.review import decision, questions, write
from tests.resolve.rows import claims, document, official

PAPER = {"publisher": "铜山区融媒体中心", "published_on": "2024-03-01"}
DOCUMENTS = [document("a", **PAPER), document("b", **PAPER), document("c", repairs=700, **PAPER)]
SAID = [
    *claims("a", official("张伟", "区教育局局长", "区教育局", "局长")),
    *claims("b", official("张伟", "区财政局局长", "区财政局", "局长")),
    *claims("c", {"villages": [{"name": "沙庄村", "kind": "administrative", "town": "棠张镇"}]}),
]


def test_unsure_pairs_come_before_rows_that_one_damaged_document_tells():
    asked = questions(resolve(DOCUMENTS, SAID))
    assert asked.select("kind", "left_name").rows() == [("pair", "张伟"), ("row", "沙庄村")]


def test_an_answer_is_followed_and_not_asked_again(tmp_path):
    asked = questions(resolve(DOCUMENTS, SAID)).row(0, named=True)
    path = tmp_path / "curation.yaml"
    write(path, decision(asked, "merge", "同一人，由教育局转任财政局"))
    out = resolve(DOCUMENTS, SAID, curation=read(path))
    assert len(out["officials"]) == 1
    assert "pair" not in questions(out)["kind"].to_list()


def test_the_other_answer_keeps_them_apart_and_is_not_asked_again(tmp_path):
    asked = questions(resolve(DOCUMENTS, SAID)).row(0, named=True)
    path = tmp_path / "curation.yaml"
    path.write_text("# 人工核对", encoding="utf-8")
    write(path, decision(asked, "keep_apart", "同名两人"))
    out = resolve(DOCUMENTS, SAID, curation=read(path))
    assert len(out["officials"]) == 2
    assert "pair" not in questions(out)["kind"].to_list()


def test_only_pairs_can_be_merged_or_kept_apart():
    asked = questions(resolve(DOCUMENTS, SAID)).row(0, named=True)
    with pytest.raises(CurationError, match="merge or keep_apart"):
        decision(asked, "drop", "x")
