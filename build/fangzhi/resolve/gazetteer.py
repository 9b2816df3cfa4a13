"""The gazetteer of a package: the places that its rows lie in, with their codes, and zones and towns under them."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from fangzhi.lex import places
from fangzhi.lex.lexicon import words
from fangzhi.resolve.identifiers import identifier

_TOWN = ("镇", "乡", "街道", "苏木", "村", "社区")


def adcode(scope: str | None) -> str | None:
    """The code of GB/T 2260 that a scope lies in ("320300/经开区" lies in 320300), or None."""
    code = (scope or "")[:6]
    return code if code in places.places() else None


def place_id(scope: str | None) -> str | None:
    """The identifier of a scope's place: its code, or that of a zone or town; None where it is no known place."""
    code = adcode(scope)
    if code is None or scope is None or scope == code:
        return code
    return code if is_nameless(scope) else identifier("places", [scope])


def is_nameless(scope: str) -> bool:
    """Whether a scope is of a town that is not named: 乡 and 镇 alone name none."""
    return scope[7:] in words("resolve_levels")


def label(scope: str) -> str:
    """A place's name: 南通市; of a zone with its parent's short name, 南通经开区; a town's own."""
    place = places.places()[scope[:6]]
    if len(scope) == 6 or is_nameless(scope):
        return place.name
    below = scope[7:]
    return below if below.endswith(_TOWN) else places.short_name(place.name) + below


def table(scopes: Iterable[str | None]) -> pl.DataFrame:
    """The rows of `places`: of every scope, and of all places above it."""
    lines: dict[str, tuple[str, str, str | None, str | None]] = {}
    for scope in sorted({s for s in scopes if s}):
        code, key = adcode(scope), place_id(scope)
        if code is None or key is None:
            continue
        for place in places.chain(places.places()[code]):
            lines[place.code] = (place.name, place.level, place.parent, place.code)
        if key != code:
            lines[key] = (label(scope), "town" if scope.endswith(_TOWN) else "zone", code, code)
    return pl.DataFrame(
        [(key, *line) for key, line in sorted(lines.items())],
        schema=["place_id", "name", "level", "parent_id", "adcode"] if lines else _SCHEMA,
        orient="row",
        schema_overrides=_SCHEMA,
    )


_SCHEMA = dict.fromkeys(("place_id", "name", "level", "parent_id", "adcode"), pl.String)
