"""Seats: a post as the chair of a body of a place, so that 南通经济技术开发区管委会主任 and 经开区管委会主任 are one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fangzhi.lex import places
from fangzhi.lex.lexicon import entries, words
from fangzhi.parse.project_words import ending
from fangzhi.resolve import localities
from fangzhi.resolve.bodies import company_key, leading_place, zone_forms

NATIONAL = "cn"
_OURS = ("我", "全", "本")  # before the unit that a page speaks for: 我市
_TOWNS = ("镇", "乡", "街道", "苏木", "村", "社区")
LEADING = "leading"  # the body of all that lead a place: committee, government, congress, CPPCC


@dataclass(frozen=True, slots=True)
class Seat:
    """`scope`: whose the body is (a code of GB/T 2260, `code/zone`, `code/town`, "cn", "co:" and a company's
    key, "org:" and the name of another body), None where open.

    `body`: "leading" or the department's name. `title`: without 原, 代, 副. `head`: only one person holds it at a time.
    `former`: the post is told as held before. `organ`: committee, government, congress, cppcc of the leading bodies, else
    the department's name; "" where it is not told.
    """

    scope: str | None
    body: str
    title: str
    head: bool
    former: bool = False
    organ: str = ""

    @property
    def is_placed(self) -> bool:
        """Whether the body is one of a place with a code."""
        return bool(self.scope) and self.scope[:6].isdigit()


def seat(post: str, organization: str | None, title: str | None, home: str | None) -> Seat:
    """The seat that a post names on a page of `home` (a code, or None)."""
    former, text = _lead(zone_forms(_whole(post, organization)))
    title = zone_forms(title or post)
    scope, rest = _company(text, title) or _scope(text, home)
    plain = _without_body(_lead(title)[1])
    short = plain.replace("副", "", 1) if "副" in plain else plain
    if scope is None and rest == text and _is_named_body(text, title):
        scope = "org:" + (text[: -len(title)] if text.endswith(title) else text)
    body = _body(rest, title, scope)
    head = "副" not in plain and short in words("resolve_heads_of_place") and "名誉" not in text
    former = former or _lead(title)[0]
    return Seat(scope, body, short, head, former, organ_of(rest, title) if body == LEADING else body)


def _company(text: str, title: str) -> tuple[str, str] | None:
    """The company whose post this is, where the body's closing word says that it is one."""
    organ = text[: -len(title)] if text.endswith(title) else text
    found = ending(organ, "organs")
    if not found or entries("organs")[found][:1] != ("enterprise",) or len(organ) - len(found) < 2:
        return None
    return "co:" + company_key(organ), title


def _whole(post: str, organization: str | None) -> str:
    """The post with its organisation before it, where it was carried over from the post before."""
    if not organization or post.startswith(organization) or organization in post:
        return post
    if _leading_title(post):
        return post  # 市长 keeps the place of 市委副书记 and changes the organ
    return organization + post


def _leading_title(post: str) -> bool:
    """Whether the title alone tells the body: 副市长, 县长, 州长."""
    base = post.removeprefix("常务").removeprefix("代理").removeprefix("代").removeprefix("副")
    return len(base) <= 3 and base[-1:] == "长" and base[:-1] in entries("resolve_levels")


def _lead(text: str) -> tuple[bool, str]:
    former = False
    while True:
        if not text.startswith(_leads()):
            return former, text
        lead = next(w for w in _leads() if text.startswith(w))
        if len(text) - len(lead) < 2:
            return former, text
        former |= "former" in entries("resolve_post_leads")[lead]
        text = text[len(lead) :]


@cache
def _leads() -> tuple[str, ...]:
    return tuple(sorted(entries("resolve_post_leads"), key=len, reverse=True))


@cache
def _levels() -> tuple[tuple[str, str], ...]:
    """The words for the level of a place, the longest first, each with its level."""
    return tuple((word, told[0]) for word, told in sorted(entries("resolve_levels").items(), key=lambda e: -len(e[0])))


def _scope(text: str, home: str | None) -> tuple[str | None, str]:
    """Whose body it is, and the text behind the place. (None, text): the text begins with no place."""
    if text.startswith(tuple(words("resolve_national"))):
        return NATIONAL, text
    named, end = leading_place(text, places.places().get(home) if home else None)
    if named and _is_unit(text, end, named):
        code = _agreeing(named, home)
        return (None, text) if code is None else _below(code, text[end:].removeprefix("的"))
    zone = _zone_at(text)
    if zone:
        city = localities.city_of(home) or home
        return (f"{city}/{zone}" if city else None), text[len(zone) :]
    if _leading_title(text):
        word = text.removeprefix("常务").removeprefix("代理").removeprefix("代").removeprefix("副")[:-1]
        level = entries("resolve_levels")[word][0]
        return (
            localities.unit(home, level, word) if level not in ("town", "village") else home and f"{home}/{word}"
        ), text
    bare = text[1:] if text[:1] in _OURS else text
    for word, level in _levels():
        if bare.startswith(word) and (len(bare) > len(word) or bare != text):
            if level in ("town", "village"):
                return (f"{home}/{word}" if home else None), bare[len(word) :]
            return localities.unit(home, level, word), bare[len(word) :]
    town = _town_at(text)
    if town:
        return _of_town(home, town), text[len(town) :]
    return None, text


def _of_town(code: str | None, town: str) -> str | None:
    """The scope of a town in a place: under its county, where the place has one town of that name."""
    if code is None:
        return None
    counties = places.counties_of_town(town, places.places()[code])
    return f"{counties[0].code if len(counties) == 1 else code}/{town}"


def _is_unit(text: str, end: int, named: tuple[places.Place, ...]) -> bool:
    """Whether the place's name is no mere word here: in full, or of a city or province, or before a body or a zone."""
    return text[:end] in {p.name for p in named} or any(p.level != "county" for p in named) or _body_at(text[end:])


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(sorted(words("organs") | words("resolve_leading_bodies")))


@cache
def _leading() -> tuple[str, ...]:
    return tuple(sorted(words("resolve_leading_bodies")))


def _body_at(rest: str) -> bool:
    return rest.startswith(_bodies()) or bool(_zone_at(rest))


def _agreeing(named: tuple[places.Place, ...], home: str | None) -> str | None:
    if len(named) == 1:
        return named[0].code
    fitting = [p for p in named if not localities.contradicts(p.code, home)] if home else []
    if len(fitting) != 1 and home:
        city = localities.city_of(home)
        fitting = [p for p in named if city and places.is_within(p, city)]
    return fitting[0].code if len(fitting) == 1 else None


def _below(code: str, rest: str) -> tuple[str, str]:
    """A zone or a town of the place, where one follows."""
    zone = _zone_at(rest)
    if zone:
        return f"{code}/{zone.lstrip('-')}", rest[len(zone) :]
    town = _town_at(rest)
    if town:
        return _of_town(code, town) or code, rest[len(town) :]
    return code, rest


@cache
def _zones() -> re.Pattern[str]:
    short = sorted({v[0] for v in entries("resolve_zone_forms").values()}, key=lambda z: (-len(z), z))
    return re.compile(rf"[\u4e00-\u9fff-]{{0,5}}?(?:{'|'.join(short)})")


def _zone_at(text: str) -> str | None:
    """The zone that a text begins with, with a name of its own before its kind (渤海新区)."""
    m = _zones().match(text)
    return m.group() if m and not any(w in m.group() for w in words("resolve_levels") if m.group()[:1] == w) else None


def _town_at(text: str) -> str | None:
    """A town's or a village's name at the beginning: what closes in 镇, 乡, 街道, 村 before a body."""
    for size in range(min(9, len(text)) - 1, 1, -1):
        name, rest = text[:size], text[size:]
        if not name.endswith(_TOWNS):
            continue
        # 黄龙村党总支村 is no town: a body's word stands inside.
        inside = any(word in name for word in _leading() if len(word) > 1)
        if not inside and (rest.startswith(_leading()) or places.is_town(name) and _body_at(rest)):
            return name
    return None


def organ_of(rest: str, title: str = "") -> str:
    """Which of the bodies that lead a place is meant: by its own word, else by the title (市长: the government)."""
    organ = rest[: -len(title)] if title and rest.endswith(title) else rest
    for name in (organ, _lead(title)[1] if title else ""):
        for size in range(len(name), 0, -1):
            for at in range(len(name) - size + 1):
                told = entries("resolve_leading_bodies").get(name[at : at + size])
                if told and told[0] != "party":
                    return told[0]
    plain = plain_title(title)
    if _leading_title(plain):
        return "government"
    told = entries("roles").get(plain)
    return {"party": "committee"}.get(told[0], told[0]) if told else ""


def _is_named_body(text: str, title: str) -> bool:
    organ = text[: -len(title)] if text.endswith(title) else text
    return len(organ) >= 4


def _body(rest: str, title: str, scope: str | None) -> str:
    """ "leading" for the bodies that lead a place, else the department."""
    if scope and scope.startswith(("co:", "org:")):
        return "own"
    organ = rest[: -len(title)] if rest.endswith(title) else rest
    if organ == rest and _leading_title(_lead(rest)[1]):
        return LEADING
    if organ[:1] == "委" and len(organ) > 2:
        organ = organ[1:]
    if not organ or organ in words("resolve_leading_bodies") or organ + "委" in words("resolve_leading_bodies"):
        return LEADING
    found = ending(organ, "resolve_leading_bodies")
    if found and len(organ) - len(found) <= 2:
        return LEADING
    return organ


@cache
def scope_of(text: str, home: str | None) -> tuple[str | None, str]:
    """Whose a body, a meeting or a place is, by the beginning of its name on a page of `home`, and what stands behind that."""
    return _scope(text, home)


def full_title(title: str) -> str:
    """A title without 原 and 代 and without the body in it: 党工委书记 is 书记."""
    return _without_body(_lead(title)[1])


def _without_body(title: str) -> str:
    for size in range(len(title) - 2, 0, -1):
        if title[:size] in words("resolve_leading_bodies") and title[:size] != "党组":
            return title[size:]
    return title


def plain_title(title: str) -> str:
    """A title without 原, 代 and 副."""
    plain = _lead(title)[1]
    return plain.replace("副", "", 1) if len(plain) > 2 else plain
