"""Who published a document and when, from the lines around its text: info lines, mastheads, credits, notices of rights."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache

from fangzhi.clean import words
from fangzhi.clean.document import Part
from fangzhi.clean.lines import Paragraph

NAME = r"[《“]?(?P<name>[\u4e00-\u9fffA-Za-z0-9·]{2,24}?)"
DATE = re.compile(
    r"(?P<year>20[0-9]{2}|19[89][0-9])\s?[-/.年]\s?(?P<month>[0-9]{1,2})\s?[-/.月]\s?(?P<day>[0-9]{1,2})日?(?![0-9])"
)
SHORT_DATE = re.compile(r"前\s?\((?P<month>[01]?[0-9])-(?P<day>[0-3]?[0-9])\)")
HEAD_LINES = 12
INFO = 100


@dataclass(frozen=True, slots=True)
class Imprint:
    publisher: str | None = None
    publisher_span: tuple[int, int] | None = None
    published_on: str | None = None
    published_span: tuple[int, int] | None = None


def is_info(text: str) -> bool:
    """Whether a line tells of source and date and of nothing else."""
    if len(text) > INFO:
        return False
    return any((_info().match(text), SHORT_DATE.search(text), _only_date(text, 24) and _masthead_of(text)))


def is_masthead(text: str) -> bool:
    """Whether a line is the name of a paper or site and nothing else."""
    return len(text) <= 24 and _masthead().fullmatch(text) is not None


def _masthead_of(text: str) -> re.Match[str] | None:
    """The name of a paper or site that stands alone, or before the date of the issue."""
    whole = _masthead().fullmatch(text) if len(text) <= 24 else None
    if whole or not _only_date(text, 24):
        return whole
    # 某市日报 2023-06-27, 2023-06-27 某县人民政府
    ends = [0, *(i + 1 for i, c in enumerate(text) if c == " ")]
    return next((m for at in ends if (m := _masthead().match(text, at)) and text[m.end() : m.end() + 1] in ("", " ")), None)


def of(paragraphs: list[Paragraph], sections: tuple[Part, ...]) -> Imprint:
    """What is told; None where the document does not tell it."""
    mains = [part for part in sections if part.kind == "main"]
    bodies = [part for part in sections if part.kind != "title"]
    begins = [part.start for part in bodies]
    edge = [p for p in paragraphs if not _inside(p.start, bodies, begins)]
    head = [p for p in edge if not mains or p.start < mains[0].start][:HEAD_LINES]
    who = _who(head, edge, [p for p in paragraphs if mains and mains[0].start <= p.start < mains[0].end])
    when = _when(head) or _when([p for p in edge[len(head) :] if is_info(p.text)])
    if when is None and mains:
        # A notice is signed and dated in its last line.
        last = [p for p in paragraphs if mains[0].start <= p.start < mains[0].end][-1:]
        when = _when([p for p in last if _only_date(p.text, 0)])
    return Imprint(*(who or (None, None)), *(when or (None, None)))


def _inside(place: int, bodies: list[Part], begins: list[int]) -> bool:
    k = bisect_right(begins, place) - 1
    return k >= 0 and place < bodies[k].end


def _who(head: list[Paragraph], edge: list[Paragraph], body: list[Paragraph]) -> tuple[str, tuple[int, int]] | None:
    masthead = next(((p, m) for p in head if (m := _masthead_of(p.text))), None)
    sources = [(p, m) for p in edge if len(p.text) <= INFO and (m := _source(p.text))]
    named = [(p, m) for p, m in sources if not _relative(m["name"])]
    credits = [
        (p, m) for p in body[:2] + body[-1:] if (m := _credit().search(p.text, 0, 80)) and not _relative(m["name"])
    ]
    rights = [(p, m) for p in edge if (m := _label("rights_labels").search(p.text))]
    for found in (named, [masthead] if masthead else [], credits, rights, sources):
        for paragraph, match in found:
            name = match["name"]
            start = paragraph.start + match.start("name")
            return name, (start, start + len(name))
    return None


def _source(text: str) -> re.Match[str] | None:
    """The first label of a source with a name behind it: not with the next label (来源： 作者：…), nor with 管理员."""
    labels = {*words.lines("info_labels"), *words.lines("source_labels"), *words.lines("nameless")}
    return next((m for m in _label("source_labels").finditer(text) if m["name"] not in labels), None)


def _relative(name: str) -> bool:
    """Whether a source is named as one's own (本站, 市政府办公室), which tells nothing without the site."""
    return name.startswith(words.lines("relative_sources"))


def _when(found: list[Paragraph]) -> tuple[str, tuple[int, int]] | None:
    for paragraph in found:
        if not (is_info(paragraph.text) or _only_date(paragraph.text)):
            continue
        for match in (DATE.search(paragraph.text), SHORT_DATE.search(paragraph.text)):
            value = _iso(match) if match else None
            if value:
                return value, (
                    paragraph.start + match.start("month" if value[0] == "-" else 0),
                    paragraph.start + match.end("day"),
                )
    return None


def _only_date(text: str, rest: int = 16) -> bool:
    """Whether a line is a date and little else: weekday, page, the name of the paper."""
    match = DATE.search(text)
    return match is not None and len(text) - len(match[0]) <= rest and "，" not in text


def _iso(match: re.Match[str]) -> str | None:
    told = match.groupdict()
    month, day = int(told["month"]), int(told["day"])
    try:
        value = date(int(told.get("year") or 2000), month, day)
    except ValueError:
        return None
    return value.isoformat() if told.get("year") else f"--{month:02d}-{day:02d}"


def _words(name: str) -> str:
    return "|".join(sorted(map(re.escape, words.lines(name)), key=len, reverse=True))


@cache
def _label(name: str) -> re.Pattern[str]:
    ends = rf"发布|原创|所有|主办|(?:{_words('info_labels')})[：:]|[^\u4e00-\u9fffA-Za-z0-9·]|$"
    return re.compile(rf"(?:{_words(name)})\s?[：:]?[\s|]{{0,3}}{NAME}(?={ends})")


_TAIL = 2  # characters of a label that other words end in, too
# 发布人：市水利局局长 陈岭: who speaks, not who put the page on the web
_POSTED = r"(?!.{2,40}[长任席记][ \u3000][\u4e00-\u9fff])"


@cache
def _info() -> re.Pattern[str]:
    foreword = r"[^，。]{0,16}"
    # 发布日期 may run into what stands before it; 会议时间 is another word
    whole = "|".join(sorted((re.escape(word) for word in words.lines("info_labels") if len(word) > _TAIL), key=len, reverse=True))
    day = r"(?:20|19)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?"
    return re.compile(
        rf"[(\[【]?(?:(?:{_words('source_labels')}|{_words('info_labels')})\s?[：:]{_POSTED}|{day}(?:\s|$|星期|第)|.{{0,40}}\s(?:{_words('source_labels')})[：:]|{foreword}{day}\s+[0-9]{{1,2}}:[0-9]{{2}}"
        rf"|(?:(?:[^，。]{{0,40}}[\s|(（\[【])?(?:{_words('info_labels')})|[^，。]{{0,40}}(?:{whole}))\s?[：:]?\s?\|?\s?{day})"
    )


@cache
def _masthead() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>[\u4e00-\u9fff]{{2,16}}?(?:{_words('mastheads')}))(?:{_words('masthead_tails')})?")


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s(（【—])(?P<name>[\u4e00-\u9fff]{{1,12}}(?:{_words('media')}))(?:全媒体)?(?:首席)?\s?"
        rf"(?:记者|通讯员|讯|消息\s?[(（]|[0-9]{{1,2}}月[0-9]{{1,2}}日(?:讯|电|消息))"
    )
