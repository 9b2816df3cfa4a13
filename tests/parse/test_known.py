"""Names that a page holds for certain: what they cannot change is not read again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.parse import appointments, people, posted
from fangzhi.parse.known import Known, Reading
from fangzhi.parse.mention import GATE
from tests.parse.reading import page

PIECES = [
    "县委书记", "副县长", "局长", "李小满", "李小", "李小满员", "王和", "王和平", "和", "、", "，", "。", "任命", "为", "主持", "高度评价",
    "陈岭", "陈岭致", "等领导", "满意", "欧阳清", "欧阳", "出席", "县", "市长", "：",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join), st.sets(st.sampled_from(PIECES)))
def test_what_is_not_read_again_would_have_given_the_same(text, sure):
    read, sure = page(text), frozenset(sure)
    sentences = [lambda known, span=span: posted.read(read, span, known) for span in read.holding(GATE)]
    for walk in (*sentences, lambda known: appointments.mentions(read, known)):
        reading = Reading(walk)
        reading.again(sure)
        assert reading.found == walk(Known(sure))


def test_a_name_that_the_page_is_sure_of_settles_what_a_follower_leaves_open():
    found = people.mentions(page("县长李小满主持会议。副县长王和平、李小满员工代表参加。"))
    assert [m.name for m in found].count("李小满") == 2
