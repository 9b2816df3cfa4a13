"""The title of a document: the headline among the lines over its first article."""

from __future__ import annotations

from fangzhi.clean import words
from fangzhi.clean.document import Part
from fangzhi.clean.lines import Paragraph


def best(paragraphs: list[Paragraph], sections: tuple[Part, ...]) -> tuple[int, int] | None:
    """The span of the first headline that is not a line leading up to it (某某在某会上强调)."""
    first = next((part for part in sections if part.kind == "main" and part.title_span), None)
    if first is None:
        return None
    start, end = first.title_span
    titles = {part.start for part in sections if part.kind == "title"}
    heads = [p for p in paragraphs if start <= p.start and p.end <= end and p.start in titles]
    leading = tuple(words.lines("leading_verbs"))
    best = heads[1:2] if heads and heads[0].text.endswith(leading) else []
    return next(((head.start, head.end) for head in best + heads), None)
