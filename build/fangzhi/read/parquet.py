"""`.parquet`: a record a row, read in batches and only the columns that count."""
from __future__ import annotations

from collections.abc import Iterator

from fangzhi.read import record
from fangzhi.read.source import File, Rejected, Source, Unreadable

MEDIA_TYPE = "application/vnd.apache.parquet"
ROWS = 256  # in memory at a time; rows are whole pages


def read(file: File) -> Iterator[Source | Rejected]:
    """The records of the file. Raises Unreadable (broken_file, no_text_column, empty)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with file.open() as stream:
        try:
            table = pq.ParquetFile(stream)
            wanted = {name for names in record.columns().values() for name in names}
            columns = [name for name in table.schema_arrow.names if name.strip().lower() in wanted]
            if not record.has_text(columns):
                raise Unreadable("no_text_column", "neither a text nor an html column; name one so")
            for batch in table.iter_batches(batch_size=ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield from record.documents(file, number, row, MEDIA_TYPE, "utf-8")
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise Unreadable("broken_file", f"no whole Parquet file from row {number + 1} on; write it anew") from error
    if not number:
        raise Unreadable("empty", "the file has no rows; leave it out")
