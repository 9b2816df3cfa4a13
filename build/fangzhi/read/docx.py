"""`.docx`: paragraphs and tables in their order; a paragraph a line with a blank line between, a row a line with tabs."""
from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from fangzhi.read import text
from fangzhi.read.source import BINARY_DOCUMENT_BYTES, File, Rejected, Source, Unreadable
from fangzhi.read.zip import check_size

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLD_FORMAT = b"\xd0\xcf\x11\xe0"  # OLE: a .doc by another name, or a .docx under a password


def read(file: File) -> Iterator[Source | Rejected]:
    """The file as one document. Raises Unreadable."""
    data = file.bytes(BINARY_DOCUMENT_BYTES)
    if data.startswith(OLD_FORMAT):
        raise Unreadable("encrypted", "an old .doc, or locked with a password; save it as .docx without one")
    body = "\n\n".join(_parts(data))
    text.check(body)
    yield Source(file.name, body, MEDIA_TYPE, "utf-8", file.sha256)


def _parts(data: bytes) -> Iterator[str]:
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive.infolist(), BINARY_DOCUMENT_BYTES)
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, PackageNotFoundError, LxmlError, KeyError, ValueError) as error:
        raise Unreadable("broken_file", "no whole .docx file; save it anew") from error
    for item in document.iter_inner_content():
        found = _rows(item) if isinstance(item, Table) else item.text.strip()
        if found:
            yield found


def _rows(table) -> str:
    """A row a line; a merged cell once."""
    lines = []
    for row in table.rows:
        cells = dict.fromkeys(cell._tc for cell in row.cells)
        texts = {cell._tc: " ".join(cell.text.split()) for cell in row.cells}
        lines.append("\t".join(texts[cell] for cell in cells).rstrip("\t"))
    return "\n".join(line for line in lines if line)
