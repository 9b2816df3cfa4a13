"""Which paragraphs are to be read: headlines, bodies of articles, teasers; page furniture belongs to no part."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from fangzhi.clean import furniture, imprint, words
from fangzhi.clean.document import Part
from fangzhi.clean.lines import FEW_CELLS, ITEM, Paragraph, cells

FURNITURE, HEADLINE, CLOSING, BODY = "furniture", "headline", "closing", "body"
FINAL = "。！？…；;!?：:，,、"
CLOSING_BYLINE = re.compile(r"[(（][^()（）。]{2,40}[)）]")
DATE = re.compile(r"(?:(?:19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日")
_REMARK = re.compile(r"[(（][^()（）]{1,20}[)）]$")  # what a list says of a village: 柏柳村(白茶)
CALLS = "！？!?…"
_CRUMBS = re.compile(  # 首页 > 要闻 > 正文; 某市发布 > 县区
    r"[^，。；]{2,16}(?:[ ]?[>＞»›]{1,2}[ ]?[^，。；>＞»›]{0,40}){2,}|\S{2,10}[ ]?[>＞»][ ]?\S{2,12}$"
)
_MARKS = re.compile(r"^[^\w<*]+")
_SIGN = re.compile("[>＞»›]")
_WRITTEN = re.compile(r"[^\W_]")
_COUNTED = re.compile(r"[(（]共?[ ]?[0-9][^()（）]*[)）]")
MAX_HEADLINE = 60
CALLED = 10
MIN_REPORT_HEADLINE = 14
MIN_TEASER = 40
MAX_CONTACT = 150
MAX_PASSED = 2


def of(paragraphs: list[Paragraph], related_at: int | None) -> tuple[Part, ...]:
    """The parts in the order of the text. `related_at`: from where on only other articles are announced, if that is known."""
    kinds = _of_the_head(paragraphs, [_kind(paragraph.text) for paragraph in paragraphs])
    border = _border(paragraphs, kinds, related_at)
    return (*_articles(paragraphs[:border], kinds[:border]), *_teasers(paragraphs[border:], kinds[border:]))


def _kind(text: str) -> str:
    if len(text) <= 2 * MAX_HEADLINE and furniture.around(_MARKS.sub("", text)) or furniture.page(text):
        return FURNITURE
    if len(text) <= 2 * MAX_HEADLINE and _SIGN.search(text) and _CRUMBS.match(text) or not _WRITTEN.search(text):
        return FURNITURE
    if len(text) > MAX_HEADLINE or "。" in text:
        return BODY
    if imprint.is_info(text) or imprint.is_masthead(text):
        return FURNITURE
    if CLOSING_BYLINE.fullmatch(text):
        return CLOSING
    listed = "：" in text and text.count("、") > 1
    return BODY if text[-1] in FINAL or text.endswith("..") or listed or _byline().match(text) else HEADLINE


def _of_the_head(paragraphs: list[Paragraph], kinds: list[str]) -> list[str]:
    """The kinds, with what only the place over the text tells: a site's menu over the path to the page, and a headline that
    calls out (某院主体封顶！)."""
    first = next((i for i, p in enumerate(paragraphs) if "。" in p.text), len(kinds))
    path = max((i for i in range(first) if furniture.is_path(paragraphs[i].text)), default=0)
    out = [FURNITURE] * path + kinds[path:]
    heads = [i for i in range(path, first) if out[i] != FURNITURE]
    for i, following in pairwise([*heads[:2], first]):
        text = paragraphs[i].text
        calls = text[-1] in CALLS and CALLED <= len(text) <= MAX_HEADLINE and not (text[0] == "“" and "”" not in text)
        if calls and out[i] == BODY and following < len(kinds) and not _opens_a_speech(text):
            out[i] = HEADLINE
        elif out[i] != HEADLINE:
            break
    return out


def _opens_a_speech(text: str) -> bool:
    """Whether a line greets those who are spoken to (尊敬的各位代表、同志们！)."""
    return text[:-1].endswith(words.lines("greeted"))


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
        # A text of bare lines, such as a list of posts and names: there is nothing that they could be the headlines of, but for
        # the one that stands over source and date.
        over = len(found) > 1 and found[0][1] == HEADLINE and _dated(paragraphs, found[0][0], found[1][0])
        return _article([found[0][0]], [p for p, _ in found[1:]]) if over else _article([], [p for p, _ in found])
    parts: list[Part] = []
    heads: list[Paragraph] = []
    body: list[Paragraph] = []
    for i, (paragraph, kind) in enumerate(found):
        if kind == HEADLINE and (not body or _closed(found[i - 1], paragraph) or _opens(paragraph, found[i + 1 :])):
            parts += _article(heads if body else [], body)
            heads, body = ([] if body else heads) + [paragraph], []
        else:
            body.append(paragraph)
    if parts and heads and not body and 2 * sum(_listed(head.text) for head in heads) > len(heads):
        # villages under the name of their province in brackets: a list, and no headlines of articles without a text
        return [*parts, Part("main", heads[0].start, heads[-1].end, parts[-1].title_span)]
    return parts + _article(heads, body)


def _dated(paragraphs: list[Paragraph], first: Paragraph, second: Paragraph) -> bool:
    """Whether source or date stand between two paragraphs."""
    return any(first.end < p.start < second.start and imprint.is_info(p.text) for p in paragraphs)


def _closed(before: tuple[Paragraph, str], headline: Paragraph) -> bool:
    """Whether an article ends before a line: with its reporter, not with the number of what a list holds (9个)."""
    return before[1] == CLOSING and not (_COUNTED.fullmatch(before[0].text) or ITEM.match(headline.text))


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
