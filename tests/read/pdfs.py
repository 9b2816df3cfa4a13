"""A PDF writer for tests: Chinese text at given places in a font that no reader needs to have, ruled lines, pictures."""
from __future__ import annotations

Line = tuple[float, float, float, str]  # x, y from the top, size, text
HEIGHT = 842


def pdf(*pages: list[Line] | str, rules: list[tuple[float, float, float, float]] | None = None) -> bytes:
    """A file with these pages; a page that is "picture" holds an image and no text. `rules` are drawn on every page."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % (7 + 2 * i) for i in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120 /CapHeight 700"
        b" /ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x80\nendstream",
    ]
    for i, page in enumerate(pages):
        content = _content(page, rules or [])
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 %d] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> /XObject << /I1 6 0 R >> >> >>" % (HEIGHT, 8 + 2 * i)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _content(page: list[Line] | str, rules: list[tuple[float, float, float, float]]) -> bytes:
    if page == "picture":
        return b"q 500 0 0 700 40 40 cm /I1 Do Q"
    out = [b"%g %g m %g %g l S" % (x0, HEIGHT - y0, x1, HEIGHT - y1) for x0, y0, x1, y1 in rules]
    for x, y, size, text in page:
        out.append(b"BT /F1 %g Tf %g %g Td <%s> Tj ET" % (size, x, HEIGHT - y, text.encode("utf-16-be").hex().encode()))
    return b"\n".join(out)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)
