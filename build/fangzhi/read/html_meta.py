"""What a page says of itself: title, publisher, date, address. Meta elements first, then the lines around the title."""
from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from lxml import etree

from fangzhi.read import html_words as words
from fangzhi.read.dates import iso_date
from fangzhi.read.html_blocks import Block, squeeze
from fangzhi.read.words import sections

TITLE = range(4, 120)  # characters
PARTS = re.compile(r"\s*(?:[_|｜»>]|::| [-–—] |(?<=[^\x00-\x7f])[-–](?=[^\x00-\x7f]))+\s*")  # of a <title>: headline, section, site
URL_DATE = re.compile(r"/t?((?:19|20)\d\d[01]\d[0-3]\d)[_/.]|/((?:19|20)\d\d[-/][01]?\d[-/][0-3]?\d)/")
SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)")
SCRIPT_DATE = re.compile(r"""\b(?:ct|createTime|publish_time|oriCreateTime)\s*=\s*['"](?P<seconds>\d{10})?(?P<day>\d{4}-\d\d-\d\d)?""")
CHINA = datetime.timezone(datetime.timedelta(hours=8))
HEADLINE = 12  # characters: a shorter <title> that no heading repeats is a site's or section's name
AROUND = 12  # blocks before and after the title in which a date or source line stands


@dataclass(frozen=True, slots=True)
class Meta:
    """`title` is None until the page's blocks have been looked at, where no meta element gives it."""

    title: str | None
    parts: tuple[str, ...]  # of <title>
    publisher: str | None
    site: str | None
    published_on: str | None
    url: str | None


def meta(tree: etree._Element, markup: str) -> Meta:
    """What head, links and scripts say."""
    named = _named(tree)
    first = lambda kind: next((named[name] for name in sections("html_names")[f"meta {kind}"] if name in named), None)  # noqa: E731
    site = first("site")
    raw = squeeze("".join(tree.findtext(".//title") or ""))
    address = _url(tree, markup, first("url"))
    account = next((text for name in sections("html_names")["account"] for text in [_text_of(tree, name)] if text), None)
    title = first("title")
    parts = tuple(part for part in PARTS.split(raw) if part)
    if title:
        title = _without_site(PARTS.split(title), site) if named.get("articletitle") != title else title
    return Meta(title, parts, first("publisher"), account or site,
                iso_date(first("date")) or _script_date(tree), address)


def title_of(page: list[Block], told: Meta) -> str | None:
    """The article's title: as a meta element has it; the heading that <title> begins with; <title> without the site's name.

    A heading far from the text, or with the site's name, is no title.
    """
    if told.title and len(told.title) in TITLE and not told.title.endswith(("...", "…")):
        return _as_printed(page, told.title)
    whole = squash("".join(told.parts))
    likely = [block for block in page if "chrome" not in block.rooms and len(block.text) in TITLE and not block.linked]
    headings = [block for block in likely if block.tag in ("h1", "h2", "h3") or "title" in block.rooms]
    for candidates in (headings, likely):
        same = [b.text for b in candidates if len(b.text) >= 8 and _begins(whole, told.title, b.text)]
        if same:
            return max(same, key=len)
    above = next((i for i, block in enumerate(likely) if words.is_sentence(block.text)), 0)
    for block in (*headings, *likely[:above]):  # 某县人民政府 要闻 headline
        if len(block.text) >= 8 and whole.endswith(squash(block.text)) and not _is_site(block.text, told.site):
            return block.text
    stated = _without_site(list(told.parts), told.site)
    if stated and len(stated) >= HEADLINE and not _is_site(stated, told.site):
        return stated
    named = [b.text for b in headings if not _is_site(b.text, told.site) and not words.is_furniture(b.text)
             and not words.is_related(b.text) and "related" not in b.rooms]
    return named[0] if named else _above_prose(likely, told.site) or stated


def _above_prose(likely: list[Block], site: str | None) -> str | None:
    """The last line above the first sentence that is no furniture: pages of tables mark a title by its size alone."""
    first = next((i for i, block in enumerate(likely) if words.is_sentence(block.text)), 0)
    for block in reversed(likely[max(0, first - AROUND) : first]):
        text = block.text
        if not (words.is_furniture(text) or words.is_byline(text) or "info" in block.rooms or _is_site(text, site)):
            return text if len(text) >= 8 else None
    return None


def squash(text: str) -> str:
    return "".join(text.split())


def _begins(whole: str, cut: str | None, text: str) -> bool:
    said = squash(text)
    return whole.startswith(said) or bool(cut) and said.startswith(squash(cut).rstrip(".…"))  # type: ignore[arg-type]


def _as_printed(page: list[Block], title: str) -> str:
    """The page's own spelling of the title: with the spaces of its heading."""
    wanted = squash(title)
    return next((b.text for b in page if not b.linked and squash(b.text) == wanted), title)


def _is_site(text: str, site: str | None) -> bool:
    return text == site or len(text) <= 16 and bool(words.site_ending().search(text))


def _without_site(parts: list[str], site: str | None) -> str | None:
    """The parts of a <title> up to the first that is a site's or section's name."""
    kept = [part for part in parts[:1] if part]
    for part in parts[1:]:
        if not part or _is_site(part, site) or len(part) < 8:
            break
        kept.append(part)
    if kept and len(parts) > 1 and _is_site(kept[0], site):  # 某县人民政府 - headline
        rest = [part for part in parts[1:] if not _is_site(part, site)]
        kept = [max(rest, key=len)] if rest else kept
    return " ".join(kept) or None


def publisher_of(page: list[Block], told: Meta, at: int | None) -> str | None:
    """The paper that the page names as its source: meta element, source line, account or site."""
    named = told.publisher and (words.labelled("source", told.publisher) or told.publisher)
    return named or _near(page, at, "source") or told.site


def date_of(page: list[Block], told: Meta, at: int | None) -> str | None:
    """The day of publication: meta element, labelled line, any date beside the title, address."""
    if told.published_on:
        return told.published_on
    labelled = iso_date(_near(page, at, "date"))
    if labelled:
        return labelled
    for block in _around(page, at):
        if len(block.text) <= 80 and not words.is_sentence(block.text) and not block.linked:
            found = iso_date(block.text)
            if found and (words.is_furniture(block.text) or "info" in block.rooms or words.labelled("source", block.text)):
                return found
    found = URL_DATE.search(told.url or "")
    return iso_date(found[1] or found[2]) if found else None


def _around(page: list[Block], at: int | None) -> list[Block]:
    return page[: 2 * AROUND] if at is None else page[at + 1 : at + AROUND] + page[max(0, at - AROUND) : at]


def _near(page: list[Block], at: int | None, kind: str) -> str | None:
    """The value of a label beside the title, else anywhere in a short line outside the prose."""
    for blocks in (_around(page, at), page):
        for block in blocks:
            if len(block.text) <= words.SHORT and not ("main" in block.rooms and words.is_sentence(block.text)):
                value = words.labelled(kind, block.text)
                if value and not words.is_furniture(value + "："):
                    return value
    return None


def _named(tree: etree._Element) -> dict[str, str]:
    """Meta elements: name, property or itemprop, lower case -> content; the first of a name that says something."""
    out: dict[str, str] = {}
    for element in tree.iter("meta", "time"):
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        content = squeeze(element.get("content") or element.get("datetime") or "")
        if content and (name or element.tag == "time"):
            out.setdefault(name.lower() or "datepublished", content)
    return out


def _text_of(tree: etree._Element, name: str) -> str:
    found = tree.xpath("//*[@id=$name] | //*[contains(concat(' ', @class, ' '), concat(' ', $name, ' '))]", name=name)
    return squeeze("".join(found[0].itertext())) if found else ""


def _url(tree: etree._Element, markup: str, named: str | None) -> str | None:
    saved = SAVED_FROM.search(markup, 0, 2000)
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for address in (*links, named or "", saved[1] if saved else ""):
        if address.startswith(("http://", "https://")):
            return address.strip()
    return None


def _script_date(tree: etree._Element) -> str | None:
    """Accounts' pages print their date by script."""
    for script in tree.iter("script"):
        found = SCRIPT_DATE.search(script.text or "")
        if found and found["day"]:
            return iso_date(found["day"])
        if found and found["seconds"]:
            return iso_date(datetime.datetime.fromtimestamp(int(found["seconds"]), CHINA))
    return None
