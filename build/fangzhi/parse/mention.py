"""The mention: a person as printed once, with the posts that stand with the name."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..lex import names, places
from ..lex.lexicon import View, alternatives, entries, words
from ..lex.token import Token

POSTS = View(
    ("b", "role_blocks"),
    ("r", "roles"),
    ("k", "collectives"),
    ("n", "honours"),
    ("g", "organs"),
    ("h", "post_protect"),
    ("h", places.names()),
    ("s", "post_stops"),
    ("p", "people_marks"),
)
# where anyone is named with a post, one of these words stands
GATE = View(("r", "roles"), ("k", "collectives"))
_HEAD = "长"
_RANK = re.compile(rf"(?:{alternatives('ranks')})+$")
_RANK_ENDS = frozenset(rank[-1] for rank in words("ranks"))


class Change(NamedTuple):
    """What a verb tells of a post (appoint_before.txt, appoint_after.txt), and where the verb is printed."""

    kind: str
    start: int
    end: int
    earlier: bool = False


class Post(NamedTuple):
    """A post as printed: the whole, and its title at the end; and what the verb tells of it by which it is a person's."""

    start: int
    end: int
    title: int
    sector: str = ""
    change: Change | None = None


class Mention(NamedTuple):
    """A person as printed once: the name's span and the posts that stand with it (none: a bare second mention)."""

    name: str
    start: int
    end: int
    posts: tuple[Post, ...]
    rule: str

    @property
    def until(self) -> int:
        """End of the whole: of the name, or of the title behind it (黄卫锋市长, A、B担任执行主席)."""
        behind = self.rule in ("people.name_post", "people.appointment")
        return max([self.end, *(p.end for p in self.posts)]) if behind else self.end


def title_start(text: str, low: int, title: Token) -> int:
    """Where the title begins with its ranks, not before `low`: 副, 代, 常务, 第一 … belong to it (ranks.txt)."""
    start = title.start
    rank = _RANK.search(text, max(low, start - 8), start) if text[start - 1 : start] in _RANK_ENDS else None
    return rank.start() if rank else start


def with_heads(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens with the titles that begin within a body: of 统战部长, 纪检组长 the title is added behind the body, in 王爱民委员 it
    stands in place of one (民委)."""
    out: list[Token] = []
    for token in tokens:
        title = text[token.end - 1 : token.end + 1] if token.kind == "g" else ""
        if title not in words("roles"):
            out.append(token)
            continue
        head = Token("r", token.end - 1, token.end + 1, entries("roles")[title])
        if text[token.end] == _HEAD:
            out += [token, head]
        else:
            named = names.closes(text, head.end) and names.whole(text[head.start - 3 : head.start])
            out.append(head if named else token)
    return out
