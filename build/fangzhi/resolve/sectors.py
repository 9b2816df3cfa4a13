"""Sectors: party, government, congress … of a post, by the closing word of its body and by its title."""

from __future__ import annotations

from functools import cache

from fangzhi.lex.lexicon import entries
from fangzhi.parse.project_words import ending
from fangzhi.resolve.seats import plain_title

# A secretary of the party in a company or a school is counted with the company or the school.
_OWN = ("enterprise", "institution", "association", "military", "justice")


@cache
def sector(post: str, organization: str | None, title: str | None) -> str | None:
    """The sector of a post; None where neither body nor title tells it."""
    body = post[: -len(title)] if title and post.endswith(title) else ""
    printed = _of_body(body)
    if printed in _OWN:
        return printed
    return _of_title(title or post) or printed or _of_body(organization or "")


def _of_body(name: str) -> str | None:
    found = ending(name, "organs") if name else None
    told = entries("organs").get(found) if found else None
    return told[0] if told else None


def _of_title(title: str) -> str | None:
    for text in (title, plain_title(title)):
        found = ending(text, "roles")
        told = entries("roles").get(found) if found else None
        if told:
            return told[0]
    return None
