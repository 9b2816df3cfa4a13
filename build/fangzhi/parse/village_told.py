"""Titles that running text tells of, and the words by which a list behind it takes them up: 今年入选的2个村分别是：."""

from __future__ import annotations

import re
from functools import cache

from ..lex import places
from ..lex.lexicon import alternatives, entries
from . import village_patterns as patterns
from .page import Page
from .village_mentions import Mention
from .village_near import Title
from .village_patterns import said

_HEAD = 300  # characters in which a paper says that it confers titles
_LATELY = 8  # so many sentences on, a list may take up a title that was told
_SHORT = 30  # a sentence of so many characters can stand in a list
_RULE = re.compile(r"\W+")


class Lists:
    """The list that is being read out: its title, and the village last given a title."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.title: Title | None = None
        self.started = False
        self.proposed = False
        self.offered: set[str] = set()  # titles that the page only proposed
        self.told: tuple[Title, int] | None = None  # what running text told last, and in which sentence
        self.last: Mention | None = None
        self.lately: list[Mention] = []  # the villages of the sentence that named some last
        self.confers = patterns.paper().search(page.text, 0, _HEAD) is not None

    def told_lately(self, index: int) -> Title | None:
        """The title that running text told a few sentences before this one, if it was not only proposed."""
        if self.told is None or self.proposed or self.told[1] + _LATELY < index:
            return None
        return self.told[0]

    def read_on(self, start: int, end: int) -> None:
        """Past the sentence [start, end) that gives no title: a long one that is more than a rule (────) ends the list."""
        if self.started and end - start > _SHORT and not _RULE.fullmatch(self.page.text, start, end):
            self.title, self.started = None, False


def awards(*strengths: str) -> str:
    """The verbs of receiving of these strengths, longest first."""
    found = (word for word, kinds in entries("village_awards").items() if kinds[0] in strengths)
    return "|".join(sorted(found, key=lambda w: (-len(w), w)))


@cache
def _villages() -> str:
    return rf"(?:{said('kinds')}|{said('place')})"


def common(name: str) -> bool:
    """Whether a phrase only says what was chosen (入选村落)."""
    return re.fullmatch(_villages(), name) is not None


@cache
def cited() -> re.Pattern[str]:
    """A paper cited by its name that confers a title: 《关于命名第二批某省特色村寨的通知》."""
    confer, close = alternatives("village_confer"), alternatives("village_title_heads")
    return re.compile(
        rf"《[^《》]{{0,20}}关于(?:{confer})(?P<title>[^《》，。；]{{3,45}}?(?:{close})(?:\([^()]*\))?[”」]?)"
        rf"(?:称号)?(?:{said('list')})?的(?:{said('paper')})》"
    )


@cache
def contest() -> re.Pattern[str]:
    """A choice of villages in which some were chosen: 第五批某国传统村落评选，其中某省有81个村入选."""
    close = alternatives("village_title_heads")
    name = rf"(?P<title>[^，。；：！？\s的]{{4,40}}?(?:{close})[”」]?)"
    return re.compile(rf"{name}(?:{alternatives('village_contests')})[^。；！？]{{0,30}}?\d+个[^，。；：]{{0,6}}?(?:{awards('open')})")


@cache
def counted_in() -> re.Pattern[str]:
    """Villages of a place counted among those that received a title told before: 其中某市有5个村寨上榜."""
    return re.compile(rf"\d+个{_villages()}?[^，。；：\d]{{0,6}}?(?:{awards('open')})(?=[，。！!；：\s]|$)")


@cache
def takes_up() -> re.Pattern[str]:
    """What introduces the villages that received a title told before: 今年入选的2个村分别是：."""
    return re.compile(
        rf"(?:{awards('open', 'told')})的?[^，。；：“”]{{0,8}}?{_villages()}[^，。；：]{{0,4}}?(?:{said('name')}|{said('has')}|为)[：:]?\s*"
    )


@cache
def _anaphoric() -> re.Pattern[str]:
    return re.compile(
        rf"{alternatives('village_anaphora')}|{awards('open', 'told')}|{_villages()}|{said('list')}|\d+个?|[()：:、\s]"
    )


@cache
def _points() -> re.Pattern[str]:
    return re.compile(rf"{alternatives('village_anaphora')}|{awards('open', 'told')}")


def only_points(line: str) -> bool:
    """Whether a line says no more than that the list follows (以下是具体名单：, 本次贵阳入选村寨): it may name a place."""
    if not _points().search(line):
        return False
    rest = _anaphoric().sub("", line)
    return not rest or bool(places.resolve(rest))
