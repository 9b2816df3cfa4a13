"""Encodings are told apart by what the bytes read as."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.read.encoding import decode
from fangzhi.read.source import Unreadable
from tests.read.pages import PARAGRAPHS

SIMPLIFIED = "\n".join(PARAGRAPHS)
TRADITIONAL = (
    "3月14日上午，縣委副書記、縣長寧致遠主持召開青嵐經濟開發區項目推進會，聽取一季度項目建設情況彙報，研究部署下一步工作。\n"
    "會議指出，總投資12億元的松濤智能裝備產業園要確保6月底前開工，年產5萬噸的雲嶺新型建材項目要抓緊投產。"
)
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16-le", "utf-16-be"]


def reason(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    return caught.value.reason


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL], ids=["simplified", "traditional"])
def test_each_encoding_is_named_and_gives_the_text_back(text, encoding):
    assert decode(text.encode(encoding)) == (text, encoding)


def test_big5_is_told_from_gb18030():
    assert decode(TRADITIONAL.encode("big5")) == (TRADITIONAL, "big5")


@pytest.mark.parametrize("mark, encoding", [("\ufeff", "utf-16-le"), ("\ufeff", "utf-16-be"), ("\ufeff", "gb18030")])
def test_a_byte_order_mark_is_not_of_the_text(mark, encoding):
    assert decode((mark + SIMPLIFIED).encode(encoding)) == (SIMPLIFIED, encoding)


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_any_stretch_of_twelve_characters_settles_the_encoding(data):
    text, encodings = data.draw(st.sampled_from([(SIMPLIFIED, ENCODINGS), (TRADITIONAL, [*ENCODINGS, "big5"])]))
    length = data.draw(st.integers(12, 60))
    start = data.draw(st.integers(0, len(text) - length))
    stretch = text[start : start + length]
    encoding = data.draw(st.sampled_from(encodings))
    assert decode(stretch.encode(encoding)) == (stretch, encoding)


def test_place_names_in_rare_characters_are_still_gb18030():
    text = "青岚县白石镇：圳头村、浬浦村、垟心村、濮院村、嵊溪村、甪直村。"
    assert decode(text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "big5"])
def test_one_damaged_byte_costs_its_line_at_most(encoding):
    """A byte 0xFF begins no character in any of them; the lines after it are whole again."""
    lines = TRADITIONAL.split("\n") * 3
    data = "\n".join(lines).encode(encoding)
    cut = len((lines[0] + "\n").encode(encoding)) + 20
    text, found = decode(data[:cut] + b"\xff" + data[cut:])
    assert found == encoding and "�" in text
    assert text.split("\n")[0] == lines[0] and text.split("\n")[2:] == lines[2:]


def test_a_utf8_file_cut_inside_its_last_character_is_read():
    text, encoding = decode(SIMPLIFIED.encode()[:-1])
    assert encoding == "utf-8" and text == SIMPLIFIED[:-1] + "�"


def test_line_ends_become_lf():
    assert decode("青岚\r\n县委\r县政府\n".encode())[0] == "青岚\n县委\n县政府\n"


@pytest.mark.parametrize("data", [
    SIMPLIFIED.encode("utf-16")[:-1],
    SIMPLIFIED.encode("utf-16-le")[:-1],
    b"\xff\xfe" + "会".encode("utf-16-le") + b"\x40\xd8",
    b"\xfe\xff" + "会".encode("utf-16-be") + b"\xd8\x40",
], ids=["odd", "odd without a mark", "half a pair, little end", "half a pair, big end"])
def test_truncated_utf16_has_a_code_of_its_own(data):
    assert reason(data) == "truncated_utf16"


@pytest.mark.parametrize("data", [
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00" * 20,
    bytes(range(256)) * 8,
    SIMPLIFIED.encode() + b"\0" * 40,
    bytes(i * 7919 % 251 for i in range(4000)),
], ids=["picture", "all bytes", "text and NULs", "noise"])
def test_binary_is_no_text(data):
    assert reason(data) in ("binary", "unknown_encoding")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_stray_nul_is_damage_and_goes(codec):
    whole = (SIMPLIFIED * 3).encode(codec)
    assert decode(whole[:30] + b"\0" + whole[30:]) == (SIMPLIFIED * 3, codec)


def test_no_bytes_are_empty():
    assert reason(b"") == "empty"


@pytest.mark.parametrize("text, encoding", [
    ("Глава района провёл совещание о подготовке к весне. " * 4, "cp1251"),
    ("町長は会議を開催し、春の準備について話し合いました。" * 4, "shift_jis"),
    ("Le préfet a présidé la réunion consacrée à la préparation des récoltes d'été. " * 4, "latin-1"),
])
def test_other_languages_in_encodings_of_their_own_are_not_taken_for_chinese(text, encoding):
    assert reason(text.encode(encoding)) == "unknown_encoding"
