"""Parts that were compressed one by one are one member, which any program unpacks."""

from __future__ import annotations

import io
import zipfile
import zlib

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.publish.archive import member
from fangzhi.publish.deflated import crc, part, put

TEXTS = st.lists(st.binary(max_size=300) | st.integers(0, 3_000).map(lambda size: bytes(size)), max_size=12)


@given(TEXTS)
def test_a_member_of_parts_holds_them_one_behind_the_other(texts):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        with member(archive, "before") as stream:
            stream.write(b"before")
        put(archive, "parts", [part(text) for text in texts])
        with member(archive, "behind") as stream:
            stream.write(b"behind")
    with zipfile.ZipFile(sink) as archive:
        assert archive.testzip() is None
        assert [archive.read(name) for name in ("before", "parts", "behind")] == [b"before", b"".join(texts), b"behind"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(TEXTS)
def test_the_sum_of_parts_is_that_of_the_whole(texts):
    assert crc([part(text) for text in texts]) == zlib.crc32(b"".join(texts))
