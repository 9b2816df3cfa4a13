"""The county that a page speaks for where the tables of places do not know it (岚溪县委), and the town whose page it is."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ..lex import places
from ..lex.lexicon import alternatives
from ..lex.places import Place
from .page import Page
from .village_mentions import Town
from .village_words import has_weak
from .whereabouts import Located

_ENOUGH = 2
_LEAD = 3  # sentences
_SHORTEST = 3  # characters of a town's name


@cache
def _bodies() -> re.Pattern[str]:
    """A county with a body of its own behind it, where nothing else stands before it."""
    name = r"(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,3}市)?(?P<county>[\u4e00-\u9fff]{2,3}[县旗])"
    return re.compile(rf"{name}(?={alternatives('county_bodies')})")


@cache
def _body() -> re.Pattern[str]:
    """What every such name ends in: a quick look, since few pages have any."""
    return re.compile(rf"[县旗](?={alternatives('county_bodies')})")


def unlisted_county(page: Page) -> Located | None:
    """The one county whose bodies the page names at least twice and that no table knows; None where there is none or several."""
    if not _body().search(page.text):
        return None
    told: Counter[str] = Counter()
    first: dict[str, int] = {}
    for m in _bodies().finditer(page.text):
        name = m["county"]
        if page.part_of(m.start()) >= 0 and not places.resolve(name) and not has_weak(name):
            told[name] += 1
            first.setdefault(name, m.start("county"))
    if len(told) != 1:
        return None
    name, count = told.popitem()
    return Located(Place("", name, "county"), first[name], first[name] + len(name)) if count >= _ENOUGH else None


@cache
def _own_town(kind: str) -> re.Pattern[str]:
    """What a town calls its own: 全镇, 我镇, 镇党委."""
    return re.compile(rf"(?:{alternatives('village_home_before')}){kind}|{kind}(?:{alternatives('village_home_after')})")


def home_town(page: Page) -> Town | None:
    """The town whose report or news a page is: its title opens with it, and the page calls it its own at least twice; or the only
    one that it names."""
    title = next(((start, end) for kind, start, end in page.parts if kind == "title"), None)
    start, end = title or (0, page.text.find("\n") + 1)
    town = next(iter(places.find_towns(page.text[start:end])), None)
    if town is None:
        return _only_town(page)
    if page.text[start:end].startswith(("，", "、"), town[1]):
        return None
    before = page.text[start : start + town[0]]
    if len(list(places.find_towns(page.text[start:end]))) > 1 or before and not _ends_in_place(before):
        return _only_town(page)
    own = _own_town(town[2][-1]).findall(page.text)
    return Town(town[2], start + town[0], start + town[1]) if len(own) >= _ENOUGH else _only_town(page)


def _only_town(page: Page) -> Town | None:
    """The one town that the page names, if it does so early and comes back to it (我镇, or by its name)."""
    lead = page.sentences[:_LEAD][-1].end if page.sentences else 0
    found = [t for t in places.find_towns(page.text) if t[1] - t[0] >= _SHORTEST]
    if not found or len({name for _, _, name in found}) > 1 or found[0][0] >= lead:
        return None
    start, end, name = found[0]
    again = len(found) - 1 + len(_own_town(name[-1]).findall(page.text))
    return Town(name, start, end) if again else None


def _ends_in_place(text: str) -> bool:
    """Whether nothing but places stands in a text: 广西南宁市武鸣区."""
    return sum(m.end - m.start for m in places.find(text)) == len(text) or bool(places.resolve(text))
