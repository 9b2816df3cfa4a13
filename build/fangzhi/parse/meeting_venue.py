"""The venue: where a meeting was held, told before its verb of holding, or as the main of several places."""

from __future__ import annotations

import re

from ..lex.lexicon import alternatives, words
from ..lex.token import Token
from .page import Page, Span

# words around a venue or a host that are no part of it
TRIMS = re.compile(rf"^(?:[ ，、]|{alternatives('host_trims')})+|(?:[ ，、]|{alternatives('host_trims')})+$")
ARRANGED = re.compile("(?<=.{2})(?<!党)组织$")  # 在X组织开展
_SITE = re.compile(r"主会场设?在(?P<site>[^，。；：]{2,30})")
_FAMED = re.compile(rf"^.{{2,30}}(?:{alternatives('fame_words')})的")  # 在有着“X”之称的Y镇


def venue(page: Page, span: Span, tokens: list[Token], opener: Token | None, last: int) -> Span | None:
    """在 VENUE before the verb of holding: `opener`, or one that stands behind the meeting's name, which ends with `tokens[last]`.
    `tokens` are those of the sentence `span` (`meeting_heads.tokens`)."""
    text = page.text
    behind = next((t for t in tokens[last + 1 :] if t.kind in "oh"), None)
    verb = behind if behind is not None and behind.kind == "o" else opener
    if verb is None or verb.kind != "o":
        return None
    site = _SITE.search(text, verb.end, span.end)
    if site:
        return Span(*site.span("site"))
    for token in reversed([t for t in tokens if t.end <= verb.start]):
        if token.kind == "m" and token.value[0] in ("clause", "end"):
            return None
        if token.kind == "s" and token.value == ("place",):
            if any(t.kind == "D" and t.start == token.end for t in tokens):
                continue  # 于1月26日召开: a day, not a place
            return _place(text, token.end, verb.start)
    return None


def _place(text: str, low: int, high: int) -> Span | None:
    """What stands between 在 and the verb, where it can be a place."""
    place = ARRANGED.sub("", TRIMS.sub("", _FAMED.sub("", text[low:high])))
    if (2 <= len(place) <= 40 or place in words("venue_short")) and not place.endswith(tuple(words("venue_not_ends"))):
        start = text.index(place, low)
        return Span(start, start + len(place))
    return None
