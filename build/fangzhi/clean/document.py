"""A cleaned document: its text, the parts of it that are to be read, and the way back to the text as read."""

from __future__ import annotations

from dataclasses import dataclass, field

from fangzhi.clean.lines import joined
from fangzhi.clean.offsets import OffsetMap, apply
from fangzhi.clean.spaces import name_edits

QUOTE = 120


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the clean text: `title` (headline lines), `main` (an article's body), `related` (a teaser's sentences).

    `title_span` is the headline of the article that the part is the body of, where there is one.
    """

    kind: str
    start: int
    end: int
    title_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Clean:
    text: str
    parts: tuple[Part, ...] = ()
    script: str = "Hans"
    title: str | None = None
    title_span: tuple[int, int] | None = None
    publisher: str | None = None
    publisher_span: tuple[int, int] | None = None
    published_on: str | None = None
    published_span: tuple[int, int] | None = None
    repairs: dict[str, int] = field(default_factory=dict)
    uncertain: tuple[tuple[int, int], ...] = ()
    offsets: OffsetMap = field(default_factory=OffsetMap)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as read that `text[start:end]` was made of."""
        return self.offsets.span(start, end)

    def quote(self, start: int, end: int) -> str:
        """The repaired reading of a span, at most 120 characters, on one line."""
        piece = self.text[start:end]
        # 任命陈 岭为: a name that is spread out is plain to see once it stands alone
        return joined(apply(piece, name_edits(piece))[0] if " " in piece else piece)[:QUOTE]
