"""Documents as read -> documents and claims as rows. A pure function of its batch: no state, no file, no clock."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import traceback
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from fangzhi.clean import Clean, clean, judge, repair
from fangzhi.parse import reading
from fangzhi.parse.claim import Claim
from fangzhi.parse.page import Page
from fangzhi.read import Rejected, Source
from fangzhi.resolve.digits import claim_of

Row = dict[str, Any]
Reading = Generator[None, None, Rejected | tuple[Row, list[Row]]]
# so many documents are read in turns
_TOGETHER = 64


class Batch(NamedTuple):
    """What documents say. The rows of `claims` have as `row` a key within their document ("officials/0"), which
    values of references use too; their offsets count characters of the text as read."""

    documents: list[Row]
    claims: list[Row]
    rejected: list[Rejected]


def extract(sources: Sequence[Source]) -> Batch:
    """Reads every source on its own, in order. What is plainly no report of a local government (fiction, advertising, gambling,
    machine-spun text, another language) is rejected with its reason.

    A source on which a grammar fails is a defect of fangzhi, not of the document: it is Rejected("internal_error") as a
    whole, since a document that is read by half cannot be told from one that says less, and the others are not lost.
    """
    batch = Batch([], [], [])
    with _uncollected():
        for at in range(0, len(sources), _TOGETHER):
            for end in _in_turns([_reading(source) for source in sources[at : at + _TOGETHER]]):
                if isinstance(end, Rejected):
                    batch.rejected.append(end)
                else:
                    document, claims = end
                    batch.documents.append(document)
                    batch.claims.extend(claims)
    return batch


def _in_turns(readings: list[Reading]) -> list[Rejected | tuple[Row, list[Row]]]:
    """What the readings end with, in their order. Each goes a step at a time: the words of one grammar stay in the processor's
    cache while it reads page after page, which saves a fifth of the time."""
    ends: dict[int, Rejected | tuple[Row, list[Row]]] = {}
    while len(ends) < len(readings):
        for number, steps in enumerate(readings):
            if number not in ends:
                try:
                    next(steps)
                except StopIteration as end:
                    ends[number] = end.value
    return [ends[number] for number in range(len(readings))]


def _reading(source: Source) -> Reading:
    """One source in steps; the generator returns why it is rejected, or its document and its claims."""
    try:
        cleaned = clean(source.text, source.related_at)
        yield
        verdict = judge(cleaned)
        if verdict:
            return Rejected(source.path, *verdict)
        return (yield from _extract(source, cleaned))
    except Exception as error:
        return Rejected(source.path, "internal_error", _where(error))


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Reading makes no cycles of references (a test counts them): looking for them takes a tenth of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def document_id(source: Source) -> str:
    """The identifier of a document, made of what it says and where it stood on the web, not of where its file lies."""
    content = f"{source.text}\0{source.url or source.title or ''}"
    return "doc-" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def page_of(source: Source, cleaned: Clean) -> Page:
    """What the grammars read. What the source's own metadata says is believed before what the text seems to say."""
    return Page(
        text=cleaned.text,
        parts=tuple((part.kind, part.start, part.end) for part in cleaned.parts),
        title=_repaired(source.title, cleaned) or cleaned.title,
        publisher=_repaired(source.publisher, cleaned) or cleaned.publisher,
        published_on=source.published_on or cleaned.published_on,
    )


def _extract(source: Source, cleaned: Clean) -> Reading:
    page = page_of(source, cleaned)
    where = page.whereabouts
    yield
    document = {
        "document_id": document_id(source),
        "path": source.path,
        "title": page.title,
        "publisher": page.publisher,
        # A day whose year is not told ("--03-16") dates meetings in the text, but is no date of publication.
        "published_on": None if (page.published_on or "").startswith("-") else page.published_on,
        "url": source.url,
        "script": cleaned.script,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "sha256": source.sha256,
        "characters": len(source.text),
        "repairs": sum(cleaned.repairs.values()),
        "adcode": where.code,
    }
    claims = yield from reading(page)
    return document, _rows(document["document_id"], claims, cleaned)


def _rows(document: str, claims: Sequence[Claim], cleaned: Clean) -> list[Row]:
    """The claims as rows. Many claims stand on one span (a village's name, county and code), which is cited once.

    `called` is the name of the row that a reference leads to, `digits` those of the claim's identifier (`resolve.mentions.MADE`).
    """
    digits = claim_of(document)
    cited: dict[tuple[int, int], tuple[int, int, str]] = {}
    names: dict[str, str] = {}
    for claim in claims:
        if claim.field == "name":
            names.setdefault(claim.row, claim.value)
    rows: list[Row] = []
    for table, row, field, value, first, last, rule in claims:
        place = cited.get((first, last))
        if place is None:
            place = cited[first, last] = (*cleaned.span(first, last), cleaned.quote(first, last))
        start, end, quote = place
        called = names.get(value) if field.endswith("_id") else None
        rows.append(
            {
                "document_id": document,
                "table_name": table,
                "row": row,
                "field": field,
                "value": value,
                "quote": quote,
                "start": start,
                "end": end,
                "rule": rule,
                "called": called,
                "digits": digits(table, field, value if called is None else called, start, end),
            }
        )
    return rows


def _repaired(text: str | None, cleaned: Clean) -> str | None:
    # A site may print its own headlines in another script than the text; of a traditional text they are traditional too.
    return (repair(text, "Hant" if cleaned.script == "Hant" else None).strip() or None) if text else None


def _where(error: Exception) -> str:
    """One line that lets a maintainer find the place; the text that was read is not repeated."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name} line {frame.lineno}"
    return f"a defect of fangzhi ({type(error).__name__} in {place}); report it with the document"
