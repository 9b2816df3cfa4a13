"""Every claim of a damaged document: the text as read, cut at start:end and repaired, is its quote, and its value goes with it.

Whole documents of the sample and of those beside the project are held to the same in `test_extract.py`.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from fangzhi.clean import repair
from fangzhi.extract import extract
from fangzhi.read import Source
from tests import news
from tests.clean.damage import readings_by_bytes, split_at_stops

SENTENCES = [
    "2024年3月16日上午，青河市召开重点项目推进会。",
    "市委书记欧阳清源出席会议并讲话，市委副书记、市长高远山主持会议。",
    "副市长林晓梅(女，回族)、陈岭汇报工作。",
    "会议指出，2023年，全市新增高新技术企业60家，固定资产投资同比增长8.2%。",
    "总投资120亿元的晨岚新能源储能电池基地项目开工建设，建成后年产储能电池30GWh。",
    "江西省抚州市临川区云岭镇柳溪村、石桥村获评2023年江西省美丽宜居村庄。",
    "高远山到青河经济开发区调研，县委书记王青石陪同。",
    "任命陈岭为青河市财政局局长。",
    "会议强调，要提高政治站位，狠抓工作落实。",
]
TRADITIONAL = OpenCC("s2t").convert
WIDE = str.maketrans("0123456789()%GWh", "０１２３４５６７８９（）％ＧＷｈ")


def broken_lines(text: str, width: int) -> str:
    """Each paragraph over lines of one width, as mail and old printouts have them."""
    return "\n\n".join("\n".join(line[at : at + width] for at in range(0, len(line), width)) for line in text.split("\n") if line)


DAMAGES = {
    "none": lambda text: text,
    "traditional": TRADITIONAL,
    "pinyin": lambda text: readings_by_bytes(TRADITIONAL(text)),
    "split at stops": split_at_stops,
    "full width": lambda text: text.translate(WIDE),
    "broken lines": lambda text: broken_lines(text, 28),
    "parted numbers": lambda text: text.replace("120亿元", "1 200亿元").replace("8.2", "8。2"),
    "spaces": lambda text: text.replace("，", " ， ").replace("陈岭", "陈　岭"),
}
DOCUMENTS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map(lambda s: "青河市召开重点项目推进会\n\n" + "\n".join(s))


def wrong(raw: str) -> list[tuple[str, str, str]]:
    """Claims whose span repaired is not their quote: field, quote, and what the span gives."""
    batch = extract([Source("a.txt", raw, "text/plain", "utf-8", "0" * 64)])
    if not batch.documents:
        return []
    script = batch.documents[0]["script"]
    read = [(c["field"], c["quote"], repair(raw[c["start"] : c["end"]], script)[:120]) for c in batch.claims]
    return [told for told in read if told[1] != told[2]]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", news.NEWS)
def test_the_quotes_of_a_damaged_document_are_its_spans_repaired(name, damage):
    assert wrong(DAMAGES[damage](news.NEWS[name])) == []


@given(DOCUMENTS, st.lists(st.sampled_from(sorted(DAMAGES)), min_size=1, max_size=2, unique=True))
@settings(deadline=None, max_examples=150)
def test_the_quotes_of_a_generated_document_are_its_spans_repaired(text, damages):
    for damage in damages:
        text = DAMAGES[damage](text)
    assert wrong(text) == []


@given(DOCUMENTS)
@settings(deadline=None, max_examples=60)
def test_damage_that_can_be_repaired_takes_no_person_away(text):
    def people(raw: str) -> set[str]:
        batch = extract([Source("a.txt", raw, "text/plain", "utf-8", "0" * 64)])
        return {c["value"] for c in batch.claims if c["table_name"] == "officials"}

    for damage in ("traditional", "full width", "broken lines"):
        assert people(DAMAGES[damage](text)) == people(text), damage
