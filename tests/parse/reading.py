"""What pages say, in few words, for the tests of the grammars."""

from __future__ import annotations

import sys
from collections.abc import Callable

from fangzhi.parse import read
from fangzhi.parse.claim import Claim
from fangzhi.parse.page import Page


def page(text: str, published_on: str | None = None, title: str | None = None, related: str = "") -> Page:
    """A page of one article, with a teaser behind it where `related` is given."""
    parts = [("main", 0, len(text))]
    if related:
        parts.append(("related", len(text) + 1, len(text) + 1 + len(related)))
        text = f"{text}\n{related}"
    return Page(text, tuple(parts), title=title, published_on=published_on)


def claims(text: str, **known) -> list[Claim]:
    return read(page(text, **known))


def rows(made: list[Claim], table: str) -> list[dict[str, str]]:
    """The rows of a table in the order of their keys, each with what was first said of it."""
    out: dict[str, dict[str, str]] = {}
    for claim in made:
        if claim.table == table:
            out.setdefault(claim.row, {}).setdefault(claim.field, claim.value)
    return list(out.values())


def posts(text: str, **known) -> dict[str, list[str]]:
    """The posts of each person by name, as printed, in the order of the text."""
    made = claims(text, **known)
    people = [(c.row, c.value) for c in made if c.table == "officials" and c.field == "name"]
    return {
        name: [row["post"] for row in rows(made, "positions") if row["official_id"] == key] for key, name in dict(people).items()
    }


def meetings(text: str, **known) -> list[dict[str, str]]:
    return rows(claims(text, **known), "meetings")


def roles(text: str, **known) -> set[tuple[str, str]]:
    """Who took part how: pairs of name and role."""
    made = claims(text, **known)
    people = {c.row: c.value for c in made if c.table == "officials"}
    return {(people[row["official_id"]], row["role"]) for row in rows(made, "participations")}


def calls(action: Callable[[], object]) -> int:
    """How many calls an action takes: a count that does not depend on the machine."""
    count = 0

    def seen(frame, event, arg):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(seen)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count
