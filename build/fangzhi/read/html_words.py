"""What a block's words say of it: furniture, the head of a list of other articles, the foot of a page, a sentence."""
from __future__ import annotations

import re
from functools import cache

from fangzhi.read.words import sections

SHORT = 160  # characters: a longer block is text, whatever words it holds
SENTENCE = re.compile(r"[。！？；，]")
DATE_TIME = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?|\d{1,2}:\d\d(?::\d\d)?|星期[一二三四五六日天]")
INFO = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*\d{1,2}:\d\d")  # a line that begins with day and time
DAY = re.compile(r"(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九十]{2}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日")
LEFT_OVER = re.compile(r"[\s\u3000:：|·,，.。()（）\[\]【】<>《》\-—_/+\d次]+")
QUOTES = "【[（(<《“\"■●◆▲▼>» "


def words(name: str) -> tuple[str, ...]:
    """A section of `lex/data/html_furniture.txt`, longest first."""
    return tuple(sorted(sections("html_furniture")[name], key=lambda word: (-len(word), word)))


@cache
def _any(*names: str) -> str:
    found = {word for name in names for word in words(name)}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda word: (-len(word), word)))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    label = _any("source", "date", "label")
    built = {
        "related": rf"[{QUOTES}]*(?:{_any('related')})[】\]）)>》”\"：:\s]*(?:更多|MORE|more)?[>》»]*",
        "next": rf"[{QUOTES}]*(?:{_any('next')})(?![^\W\d_]{{0,3}}[，。])",
        "crumb": rf"[{QUOTES}]*(?:{_any('crumb')})",
        "footer": _any("footer"),
        "pair": rf"(?:{label})[ \u3000]*[：:][ \u3000]*[^\s：:|]{{0,24}}",
        "tool": rf"(?:{_any('tool', 'label', 'source', 'date')})",
        "summary": rf"[{QUOTES}]*(?:{_any('summary')})[】\]）)》]*\s*[：:】\]]?\s*",
        "editor": rf"[{QUOTES}]*(?:{_any('label', 'source')})[ \u3000]*[：:]",
        "source": rf"(?:{_any('source')})[】\]]?[ \u3000]*[：:\t][ \u3000]*(?P<value>[^\s：:|【\[（(]{{2,30}})",
        "date": rf"(?:{_any('date')})[】\]]?[ \u3000]*[：:\t][ \u3000]*(?P<value>[\d年月日./\-]{{8,12}})",
    }[kind]
    return re.compile(built)


def is_sentence(text: str) -> bool:
    """Whether it is running text: long enough, and parted as sentences are."""
    return len(text) >= 16 and bool(SENTENCE.search(text))


def is_related(text: str) -> bool:
    """Whether it heads a list of other articles."""
    return len(text) <= 24 and bool(_pattern("related").fullmatch(text.replace(" ", "").replace("\u3000", "")))


def is_next(text: str) -> bool:
    """Whether it leads to the article before or after."""
    return len(text) <= SHORT and bool(_pattern("next").match(text))


def is_footer(text: str) -> bool:
    """Whether it stands at the foot of a page, or warns of its use."""
    return len(text) <= 2 * SHORT and bool(_pattern("footer").search(text))


def is_furniture(text: str) -> bool:
    """Whether nothing is left of a short line once labels with values, dates, counters and buttons are taken out."""
    if len(text) > SHORT:
        return False
    dense = text.replace("\u3000", "").replace(" ", "")
    if _pattern("crumb").match(dense):
        return True
    if INFO.match(text) and not SENTENCE.search(text):
        return True
    rest = DATE_TIME.sub(" ", text)
    taken = _pattern("pair").sub(" ", rest)
    rest = _pattern("tool").sub("", taken)
    return len(LEFT_OVER.sub("", rest)) <= (4 if taken != text else 0)


def is_day(text: str) -> bool:
    """Whether it is a day and nothing else, as it stands under a text."""
    return bool(DAY.fullmatch(text.replace(" ", "")))


def is_byline(text: str) -> bool:
    """Whether it is a line of editors, sources and the like: label, colon, names."""
    return len(text) <= 80 and not SENTENCE.search(text) and bool(_pattern("editor").match(text))


def without_summary_label(text: str) -> str | None:
    """The text after `摘要：` and the like; None where there is no such label."""
    found = _pattern("summary").match(text)
    return text[found.end() :] if found and found.end() < len(text) and found[0].rstrip()[-1:] in "：:】]）)》" else None


def labelled(kind: str, text: str) -> str | None:
    """The value after a `source` or `date` label."""
    found = _pattern(kind).search(text)
    return found["value"].strip("，。；、） )]】") or None if found else None


@cache
def site_ending() -> re.Pattern[str]:
    """A text that ends like a site's or section's name."""
    return re.compile(rf"(?:{_any('site')})$")
