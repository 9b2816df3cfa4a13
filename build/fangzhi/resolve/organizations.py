"""Organisations: bodies and companies, each once, whatever short form a document prints."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import polars as pl

from fangzhi.lex import places
from fangzhi.lex.lexicon import entries, words
from fangzhi.parse.project_words import ending
from fangzhi.resolve import gazetteer, localities
from fangzhi.resolve.bodies import company_key, is_telling, zone_forms
from fangzhi.resolve.identifiers import identifier
from fangzhi.resolve.seats import NATIONAL, organ_of, scope_of

_SHORT = 2  # a company's key of so few characters is another company in another city
# What the leading bodies are called: of a place with a code, of a zone, of a town.
_NAMES = {
    "committee": ("委", "党工委", "党委"),
    "government": ("政府", "管委会", "政府"),
    "congress": ("人大常委会", "人大工委", "人大"),
    "cppcc": ("政协", "政协工委", "政协"),
}
_KINDS = {"committee": "party", "government": "government", "congress": "congress", "cppcc": "cppcc"}


class Body(NamedTuple):
    """`key`: what the organisation is known by: a scope and an organ, or "co" and a company's key."""

    scope: str
    organ: str

    @property
    def id(self) -> str:
        return _identified(self)


@cache
def _identified(body: Body) -> str:
    return identifier("organizations", body)


def of_seat(scope: str | None, organ: str, organization: str | None, home: str | None) -> Body | None:
    """The organisation of a seat; None where the seat tells none."""
    if not scope or gazetteer.is_nameless(scope):
        return None
    if scope.startswith("co:"):
        return of_company(organization, home) if organization else Body("co", scope[3:])
    if scope.startswith("org:"):
        return Body("org", scope[4:])
    if not organ or scope == NATIONAL and not organization:
        return None
    if scope == NATIONAL:
        return Body(NATIONAL, zone_forms(organization or organ))
    return Body(scope, organ)


@cache
def of_company(name: str, home: str | None) -> Body | None:
    """The company of a name."""
    key = company_key(zone_forms(name))
    if not is_telling(key):
        return None
    city = localities.city_of(home) if len(key) <= _SHORT else None
    return Body("co" if not city else f"co:{city}", key)


@cache
def of_name(name: str, home: str | None) -> Body | None:
    """The body or company of a printed name: a meeting's convener, a project's proponent."""
    found = ending(name, "organs")
    if found and entries("organs")[found][:1] == ("enterprise",):
        return of_company(name, home)
    scope, rest = scope_of(zone_forms(name), home)
    if scope is None or gazetteer.is_nameless(scope):
        return None
    if not rest:
        return Body(scope, "government") if "/" in scope else None
    if scope == NATIONAL:
        return Body(NATIONAL, zone_forms(name))
    return Body(scope, organ_of(rest) if rest in words("resolve_leading_bodies") else rest)


def label(body: Body) -> str:
    """An organisation's name, the place's name before it."""
    if not body.scope[:6].isdigit():
        return body.organ
    names = _NAMES.get(body.organ)
    place = gazetteer.label(body.scope)
    if names is None:
        # A department of the party stands under the committee: 南通市委宣传部.
        under = kind(body) == "party" and body.organ.endswith("部") and len(body.scope) == 6
        return place + ("委" if under else "") + body.organ
    form = names[0 if len(body.scope) == 6 else 2 if place.endswith(("镇", "乡", "街道", "村")) else 1]
    return place + (place[-1] if form == "委" and len(place) == 2 else "") + form


def kind(body: Body) -> str | None:
    """party, government … enterprise; None where its name does not tell."""
    if body.scope.startswith("co"):
        return "enterprise"
    if body.organ.endswith(_NAMES["committee"]):
        return "party"
    if body.organ in _KINDS:
        return _KINDS[body.organ]
    found = ending(body.organ, "organs")
    told = entries("organs").get(found) if found else None
    return told[0] if told else None


def _parents(body: Body) -> list[Body]:
    """What an organisation may stand under, the nearest first."""
    if not body.scope[:6].isdigit():
        return []
    leader = {"party": "committee"}.get(kind(body) or "", "government")
    out = [] if body.organ in _NAMES else [Body(body.scope, leader)]
    above = [p.code for p in places.chain(places.places()[body.scope[:6]])]
    organ = body.organ if body.organ in _NAMES else leader
    return out + [Body(code, organ) for code in above if code != body.scope]


def table(bodies: set[Body], printed: dict[str, str]) -> pl.DataFrame:
    """The rows of `organizations`. A parent is one that has a row itself.

    `printed`: the fullest form in which documents print a company, which it is called by.
    """
    lines = []
    for body in sorted(bodies):
        parent = next((p for p in _parents(body) if p in bodies), None)
        scope = body.scope.removeprefix("co:") if body.scope.startswith("co:") else body.scope
        code = gazetteer.adcode(scope)
        place = gazetteer.place_id(scope)
        lines.append(
            (body.id, printed.get(body.id) or label(body), kind(body), parent.id if parent else None, place, code)
        )
    names = ["organization_id", "name", "kind", "parent_id", "place_id", "adcode"]
    return pl.DataFrame(lines, schema=dict.fromkeys(names, pl.String), orient="row")
