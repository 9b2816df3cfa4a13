"""The title of a document: the headline among the lines over its first article."""

from __future__ import annotations

import re

from fangzhi.clean import words
from fangzhi.clean.document import Part
from fangzhi.clean.lines import Paragraph

COLUMN = 8
# What stands over or under a headline and is none: a subtitle, a reporter, a field of the page's record, a day.
_BESIDE = re.compile(
    r"""—                                             # ——在某会上的报告
      | [□■◎●▲△]
      | (?:名称|标题)\s?[：:]
      | (?:19|20)[0-9]{2}年(?:\s?[0-9]{0,2}\s?月)?(?:\s?[0-9]{0,2}\s?日)?$
      | .{2,24}[编印室府期]\s?(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日(?:\s星期.)?$       # 某县人民政府办公室编 2024年5月20日
      | \(?总?第\s?[0-9]{1,5}\s?期\)?
    """,
    re.VERBOSE,
)
_SHOT = re.compile(r"(?:摄|供图|摄影\s?[：:/].{2,12})$")


def best(paragraphs: list[Paragraph], sections: tuple[Part, ...]) -> tuple[int, int] | None:
    """The span of the first headline that is not a line leading up to it (某某在某会上强调)."""
    first = next((part for part in sections if part.kind == "main" and part.title_span), None)
    if first is None:
        return None
    start, end = first.title_span
    titles = {part.start for part in sections if part.kind == "title"}
    heads = [p for p in paragraphs if start <= p.start and p.end <= end and p.start in titles]
    leading = words.lines("leading_verbs")
    best = heads[1:2] if heads and heads[0].text.endswith(leading) else []
    heads = [head for head in heads if not (_BESIDE.match(head.text) or _SHOT.search(head.text))]
    proper = [head for head in heads if not (_column(head.text) or head.text.endswith(words.lines("offices")))]
    return next(((head.start, head.end) for head in best + proper + heads), None)


def _column(text: str) -> bool:
    """Whether a line is the name of a column: the headline only where there is no other."""
    return len(text) <= COLUMN and text.endswith(words.lines("columns"))
