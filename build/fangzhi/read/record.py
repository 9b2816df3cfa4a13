"""One record of a .jsonl, .csv or .parquet file -> a document. The column names are data (`lex/data/record_columns.txt`)."""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from fangzhi.read import html, text
from fangzhi.read.dates import iso_date
from fangzhi.read.source import PAGE_BYTES, File, Rejected, Source, Unreadable
from fangzhi.read.words import sections

# What no cell of a table can hold: control characters but tab and line ends, and halves of surrogate pairs.
NO_CELL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]+")


def documents(file: File, number: int, record: Mapping[str, object], media_type: str, encoding: str) -> Iterator[Source | Rejected]:
    """The record's document, or why it has none. `number` is its line or row, from 1."""
    name = f"{file.name}#{number}"
    try:
        yield document(name, fields(record), file.sha256, media_type, encoding)
    except Unreadable as error:
        yield error.at(name)


def fields(record: Mapping[str, object]) -> dict[str, object]:
    """The record by our column names; the first column of a name that holds something counts."""
    lower = {str(key).strip().lower(): value for key, value in record.items() if key is not None}
    return {
        column: value
        for column, names in columns().items()
        for value in [next((lower[name] for name in names if _holds(lower.get(name))), None)]
        if value is not None
    }


@cache
def columns() -> dict[str, tuple[str, ...]]:
    """Our column -> the names under which files have it."""
    return sections("record_columns")


def has_text(names: list[str]) -> bool:
    """Whether a file with these columns can give documents."""
    known = {*columns()["text"], *columns()["html"]}
    return any(str(name).strip().lower() in known for name in names)


def document(name: str, record: dict[str, object], sha256: str, media_type: str, encoding: str) -> Source:
    """Raises Unreadable. Text goes before html; what a page says of itself fills in what the record leaves open."""
    told = {key: NO_CELL.sub("", str(record[key])).strip() for key in ("title", "publisher", "url") if key in record}
    if "published_on" in record:
        told["published_on"] = iso_date(record["published_on"])
    given = {key: value for key, value in told.items() if value}
    if "text" in record:
        body = str(record["text"]).replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        _refuse_half_pairs(body)
        text.check(body)
        return Source(name, body, media_type, encoding, sha256, **given)
    if "html" in record:
        markup = NO_CELL.sub("", str(record["html"]))
        if len(markup) > PAGE_BYTES:
            raise Unreadable("too_large", f"{len(markup):,} characters of HTML, the limit is {PAGE_BYTES:,}; cut it")
        page = html.page(markup)
        made = Source(name, page.text, media_type, encoding, sha256, page.title, page.publisher, page.published_on,
                      page.url, page.related_at)
        return replace(made, **given)
    raise Unreadable("no_text_column" if not record else "empty", "no text and no html in this record; add one")


def _refuse_half_pairs(body: str) -> None:
    try:
        body.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unreadable("broken_record", "half a surrogate pair in the text; write the file anew") from error


def _holds(value: object) -> bool:
    return isinstance(value, str) and not value.isspace() and value != "" or (
        value is not None and not isinstance(value, str | list | dict) and value == value
    )
