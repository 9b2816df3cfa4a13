"""Which paragraphs are to be read: headlines, bodies of articles, teasers; page furniture belongs to no part."""

from __future__ import annotations

import re

from fangzhi.clean import furniture, words
from fangzhi.clean.document import Part
from fangzhi.clean.lines import Paragraph

FINAL = "。！？…；;!?：:，,、"
BYLINE = re.compile(r"[(（【]?(?:[^()（）。，]{0,16}(?:记者|通讯员|摄影|供稿|文/图|文图)[^。，；]{0,40}|[一-鿿·]{2,4}(?:[ 、][一-鿿·]{2,4}){0,4})[)）】]?")
CLOSING = re.compile(r"[(（][^()（）。]{2,40}[)）]")
HEADLINE = 60


def of(paragraphs: list[Paragraph], related_at: int | None) -> tuple[Part, ...]:
    """The parts in the order of the text."""
    kinds = [_kind(paragraph) for paragraph in paragraphs]
    border = _border(paragraphs, kinds, related_at)
    return (*_articles(paragraphs[:border], kinds[:border]), *_teasers(paragraphs[border:], kinds[border:]))


def _kind(paragraph: Paragraph) -> str:
    text = paragraph.text
    if len(text) <= 120 and furniture.around(text) or furniture.page(text):
        return "furniture"
    if len(text) <= HEADLINE and text[-1] not in FINAL and "。" not in text:
        return "closing" if CLOSING.fullmatch(text) else "byline" if BYLINE.fullmatch(text) and "记者" in text else "short"
    return "body"


def _border(paragraphs: list[Paragraph], kinds: list[str], related_at: int | None) -> int:
    """The index of the first paragraph that is of the related articles."""
    for i, paragraph in enumerate(paragraphs):
        if related_at is not None and paragraph.start >= related_at:
            return i
        if "body" in kinds[:i] and _related().fullmatch(paragraph.text):
            return i + 1
    return len(paragraphs)


def _related() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, words.lines("related"))) + r")\s*[：:>》]*(?:更多)?")


def _articles(paragraphs: list[Paragraph], kinds: list[str]) -> list[Part]:
    parts: list[Part] = []
    heads: list[Paragraph] = []
    body: list[Paragraph] = []
    closed = True

    def close() -> None:
        nonlocal heads, body
        if body:
            span = (heads[0].start, heads[-1].end) if heads else None
            parts.extend(Part("title", head.start, head.end) for head in heads)
            parts.append(Part("main", body[0].start, body[-1].end, span))
            heads, body = [], []

    for paragraph, kind in zip(paragraphs, kinds):
        if kind == "furniture":
            continue
        if kind == "short" and closed:
            close()
            heads.append(paragraph)
            closed = True
        elif kind == "short" and not body:
            heads.append(paragraph)
        else:
            body.append(paragraph)
            closed = kind == "closing"
    if heads and not body:
        parts.extend(Part("title", head.start, head.end) for head in heads)
    close()
    return parts


def _teasers(paragraphs: list[Paragraph], kinds: list[str]) -> list[Part]:
    parts: list[Part] = []
    head: Paragraph | None = None
    for paragraph, kind in zip(paragraphs, kinds):
        if kind == "body" and len(paragraph.text) > 40:
            parts.append(Part("related", paragraph.start, paragraph.end, (head.start, head.end) if head else None))
            head = None
        elif kind != "furniture":
            head = paragraph
    return parts
