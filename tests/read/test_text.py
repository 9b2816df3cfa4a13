"""What any text must be: something, in lines, in Chinese."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.read import text as plain
from fangzhi.read.source import LINE_CHARACTERS, REASONS, Rejected, Unreadable, file_in_memory
from tests.read.pages import PARAGRAPHS

TEXT = "\n".join(PARAGRAPHS)


def reason(text: str) -> str | None:
    try:
        plain.check(text)
    except Unreadable as error:
        assert "\n" not in error.detail
        return error.reason
    return None


def test_the_text_as_read_is_the_decoded_file():
    (source,) = plain.read(file_in_memory(TEXT.encode("gb18030"), "a.txt"))
    assert (source.text, source.encoding, source.title, source.media_type) == (TEXT, "gb18030", None, "text/plain")


@pytest.mark.parametrize("text, why", [
    (TEXT, None),
    ("", "empty"),
    (" \n\t\u3000\u00a0\n", "empty"),
    ("The county held a meeting on spring ploughing. " * 9 + "青岚", "not_chinese"),
    ("町長は会議を開催し、春の準備について話し合いました。", "not_chinese"),
    ("군수는 회의를 주재하고 봄 농사 준비를 논의했다.", "not_chinese"),
    ("1, 2, 3", "not_chinese"),
    ("青(qīng)嵐(lán)縣(xiàn)召(zhào)開(kāi)會(huì)議(yì)", None),
    ("会议部署" * (LINE_CHARACTERS // 4), None),
    (TEXT + "\n" + "会" * (LINE_CHARACTERS + 1), "line_too_long"),
    ("会\n" * LINE_CHARACTERS, None),
])
def test_a_text_is_refused_for_what_it_is(text, why):
    assert reason(text) == why


def test_a_line_of_fifty_megabytes_is_refused_by_its_number():
    with pytest.raises(Unreadable) as caught:
        list(plain.read(file_in_memory((TEXT + "\n").encode() + "会议".encode() * 8_000_000, "a.txt")))
    assert caught.value.reason == "line_too_long" and "line 4 " in caught.value.detail


@given(st.lists(st.integers(0, 9), max_size=12), st.integers(1, 9))
@settings(max_examples=300, deadline=None)
def test_the_longest_line_decides_wherever_it_stands(lengths, limit):
    """The jumping scan against the obvious one."""
    text = "\n".join("会" * length for length in lengths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain, "LINE_CHARACTERS", limit)
        try:
            plain.check_lines(text)
            refused = False
        except Unreadable:
            refused = True
    assert refused == any(length > limit for length in lengths)


def test_a_reason_outside_the_list_is_a_mistake():
    with pytest.raises(ValueError):
        Rejected("a.txt", "because", "")
    assert all(code.replace("_", "").isalnum() and code.islower() for code in REASONS)
