"""People with posts to claims: `officials`, `positions`."""

from __future__ import annotations

from . import changes
from .claim import Claim
from .mention import Mention, Post
from .page import Page


def read(page: Page) -> tuple[list[Claim], dict[str, str]]:
    """Claims of officials and positions, and the row of each name ("officials/0").

    A row a person of the page, by name; a row each wording of a post of one person. Every mention is a claim of its own, so that
    a row has as many `name` claims as the page has mentions.
    """
    rows: dict[str, str] = {}
    claims: list[Claim] = []
    seen: dict[tuple[str, str], str] = {}
    changed: set[str] = set()
    told = _told(page)
    for mention in page.people:
        row = rows.setdefault(mention.name, f"officials/{len(rows)}")
        claims.append(Claim("officials", row, "name", mention.name, mention.start, mention.end, mention.rule))
        for post, organization in zip(mention.posts, organizations(page, mention), strict=True):
            if mention.rule == "people.name_post" and page.text[post.start : post.end] in told[mention.name]:
                continue
            key = (row, page.text[post.start : post.end])
            first = key not in seen
            position = seen.setdefault(key, f"positions/{len(seen)}")
            claims.append(Claim("positions", position, "post", key[1], post.start, post.end, mention.rule))
            if first:
                claims += _position(page, position, row, mention, post, organization)
            if post.change and position not in changed:
                said = changes.claims(page, position, mention, post)
                changed.update(claim.row for claim in said)
                claims += said
    return claims, rows


def _told(page: Page) -> dict[str, set[str]]:
    """The titles of each person's posts that are told in full: a title alone behind the name (素帕·猜威总领事) says nothing more."""
    told: dict[str, set[str]] = {}
    for mention in page.people:
        titles = told.setdefault(mention.name, set())
        for post in mention.posts:
            if post.start < post.title:
                title = page.text[post.title : post.end]
                titles |= {title, title[-2:]}  # of 党委书记 书记 is told as well
    return told


def _position(page: Page, position: str, row: str, mention: Mention, post: Post, organization: tuple[int, int] | None) -> list[Claim]:
    """What a post says beside its wording: whose it is, its title, and the body it is of."""
    out = [
        Claim("positions", position, "official_id", row, mention.start, mention.end, mention.rule),
        Claim("positions", position, "title", page.text[post.title : post.end], post.title, post.end, mention.rule),
    ]
    if organization:
        start, end = organization
        out.append(Claim("positions", position, "organization", page.text[start:end], start, end, f"{mention.rule}.organization"))
    return out


def organizations(page: Page, mention: Mention) -> list[tuple[int, int] | None]:
    """The span of each post's organisation: its own, or the one before it in the list (genre.md, rule 4)."""
    out: list[tuple[int, int] | None] = []
    last: tuple[int, int] | None = None
    for post in mention.posts:
        if post.title > post.start:
            last = (post.start, post.title)
        out.append(last)
    return out

