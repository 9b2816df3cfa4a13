"""Which paragraphs are to be read: headlines, bodies of articles, teasers; page furniture belongs to no part."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from fangzhi.clean import furniture, imprint, words
from fangzhi.clean.document import Part
from fangzhi.clean.lines import FEW_CELLS, Paragraph, cells

FURNITURE, HEADLINE, CLOSING, BODY = "furniture", "headline", "closing", "body"
FINAL = "。！？…；;!?：:，,、"
CLOSING_BYLINE = re.compile(r"[(（][^()（）。]{2,40}[)）]")
DATE = re.compile(r"(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日")
_REMARK = re.compile(r"[(（][^()（）]{1,20}[)）]$")  # what a list says of a village: 柏柳村(白茶)
MAX_HEADLINE = 60
MIN_REPORT_HEADLINE = 14
MIN_TEASER = 40
MAX_CONTACT = 150
MAX_PASSED = 2


def of(paragraphs: list[Paragraph], related_at: int | None) -> tuple[Part, ...]:
    """The parts in the order of the text. `related_at`: from where on only other articles are announced, if that is known."""
    kinds = [_kind(paragraph.text) for paragraph in paragraphs]
    border = _border(paragraphs, kinds, related_at)
    return (*_articles(paragraphs[:border], kinds[:border]), *_teasers(paragraphs[border:], kinds[border:]))


def _kind(text: str) -> str:
    if len(text) <= 2 * MAX_HEADLINE and furniture.around(text.lstrip("(【[")) or furniture.page(text):
        return FURNITURE
    if len(text) > MAX_HEADLINE or "。" in text:
        return BODY
    if imprint.is_info(text) or imprint.is_masthead(text):
        return FURNITURE
    if CLOSING_BYLINE.fullmatch(text):
        return CLOSING
    listed = "：" in text and text.count("、") > 1
    return BODY if text[-1] in FINAL or text.endswith("..") or listed or _byline().match(text) else HEADLINE


def _border(paragraphs: list[Paragraph], kinds: list[str], related_at: int | None) -> int:
    """The index of the first paragraph that is of the related articles or of what announces them."""
    read = False
    for i, paragraph in enumerate(paragraphs):
        if related_at is not None and paragraph.start >= related_at or read and _related().fullmatch(paragraph.text):
            return i
        read = read or kinds[i] == BODY
    return len(paragraphs)


def _articles(paragraphs: list[Paragraph], kinds: list[str]) -> list[Part]:
    """Headlines and bodies. A headline after a closing byline, or over a report's first sentence, opens an article."""
    found = [
        (p, kind) for p, kind in zip(paragraphs, _without_contacts(paragraphs, kinds), strict=True) if kind != FURNITURE
    ]
    if found and all(kind != BODY for _, kind in found):
        # A text of bare lines, such as a list of posts and names: there is nothing that they could be the headlines of.
        return [Part("main", found[0][0].start, found[-1][0].end)]
    parts: list[Part] = []
    heads: list[Paragraph] = []
    body: list[Paragraph] = []
    for i, (paragraph, kind) in enumerate(found):
        if kind == HEADLINE and (not body or found[i - 1][1] == CLOSING or _opens(paragraph, found[i + 1 :])):
            parts += _article(heads if body else [], body)
            heads, body = ([] if body else heads) + [paragraph], []
        else:
            body.append(paragraph)
    return parts + _article(heads, body)


def _opens(headline: Paragraph, rest: list[tuple[Paragraph, str]]) -> bool:
    """Whether a line in the midst of the text is the headline of another report."""
    if len(headline.text) < MIN_REPORT_HEADLINE or not rest or rest[0][1] != BODY:
        return False
    first = rest[0][0].text
    return (
        first.startswith(words.lines("datelines"))
        or DATE.match(first) is not None
        or _byline().match(first) is not None
    )


def _article(heads: list[Paragraph], body: list[Paragraph]) -> list[Part]:
    span = (heads[0].start, heads[-1].end) if heads else None
    main = [Part("main", body[0].start, body[-1].end, span)] if body else []
    return [Part("title", head.start, head.end) for head in heads] + main


def _without_contacts(paragraphs: list[Paragraph], kinds: list[str]) -> list[str]:
    """The kinds, with what stands below the last sentence and tells how to reach someone as furniture."""
    last = len(kinds)
    passed = 0
    first = kinds.index(BODY) if BODY in kinds else len(kinds)
    # Upwards as long as there is nothing of the article. Bare lines and a short sentence or two go only where a line of
    # contact stands above them.
    for i in range(len(kinds) - 1, first, -1):
        text = paragraphs[i].text
        contact = kinds[i] != CLOSING and len(text) <= MAX_CONTACT and _contact().search(text) is not None
        if contact or kinds[i] == FURNITURE and not passed:
            last, passed = i, 0
        elif kinds[i] == BODY and len(text) <= MAX_HEADLINE and passed < MAX_PASSED:
            passed += 1
        elif kinds[i] != HEADLINE or _listed(text):
            break
    return [FURNITURE if i >= last else kind for i, kind in enumerate(kinds)]


def _listed(text: str) -> bool:
    """Whether a bare line is one of a list under the article: the name of a village, with a remark or without, or a row of a table."""
    return _REMARK.sub("", text).endswith(words.lines("places")) or cells(text) >= FEW_CELLS


def _teasers(paragraphs: list[Paragraph], kinds: list[str]) -> list[Part]:
    """One part for each announced article that has sentences; its headline, which may be printed twice, is its title."""
    parts: list[Part] = []
    head: Paragraph | None = None
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        if kind == BODY and len(paragraph.text) > MIN_TEASER:
            parts.append(Part("related", paragraph.start, paragraph.end, (head.start, head.end) if head else None))
            head = None
        elif parts and head is None and cells(paragraph.text) >= FEW_CELLS:
            parts[-1] = replace(parts[-1], end=paragraph.end)  # a row of the table that the sentence speaks of
        elif kind != FURNITURE and not _related().fullmatch(paragraph.text):
            head = paragraph
    return parts


def _any(name: str) -> str:
    return "|".join(map(re.escape, words.lines(name)))


@cache
def _related() -> re.Pattern[str]:
    return re.compile(rf"[\s【\[·>《]*(?:{_any('related')})[】\]\s：:>》]*(?:更多)?[\s>》]*")


@cache
def _contact() -> re.Pattern[str]:
    number = r"1[3-9][0-9]{9}|[0-9]{3,4}-[0-9]{7,8}|400[- ]?[0-9]{3,4}"
    return re.compile(rf"{_any('contact')}|(?:{_any('contact_labels')})\s?[：:]|{number}")


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(rf"[(（]?(?:{_any('bylines')})")
