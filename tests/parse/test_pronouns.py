"""The pronoun as subject, printed or left out."""

from __future__ import annotations

import pytest

from fangzhi.parse.pronouns import subjects
from tests.parse.reading import page


def names(text: str) -> list[str]:
    """Who is meant in the last sentence."""
    read = page(text)
    return [m.name for m in subjects(read, read.sentences[-1])]


@pytest.mark.parametrize(
    "text",
    [
        "县长林晚舟强调，要抓落实。前一天，他到石镇调研。",
        "县长林晚舟走进大棚，要求镇长尤力补上短板。随后，他来到大田村。",
        "县长林晚舟到石镇调研。6月5日，又到柳镇察看。",
        "县长林晚舟出席仪式后，到石镇检查。",
    ],
)
def test_it_is_the_last_one_who_opened_a_clause(text):
    assert names(text) == ["林晚舟"]


@pytest.mark.parametrize(
    "text",
    [
        "他到石镇调研。",  # nobody is named
        "县长林晚舟强调，要抓落实。他们到石镇卖粮。",
        "县长林晚舟强调，要抓落实。6月5日，到访的客商参观了新区。",
    ],
)
def test_nobody_is_meant_where_no_one_is_named_or_others_are(text):
    assert names(text) == []
