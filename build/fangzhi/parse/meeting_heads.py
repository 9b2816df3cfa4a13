"""The tokens of a sentence that may tell of a meeting: above all the heads, the words that close a meeting's name."""

from __future__ import annotations

import re
from itertools import pairwise

from ..lex.lexicon import View, alternatives, entries
from ..lex.token import Token
from .page import Page, Span

VIEW = View(
    ("x", "meeting_blocks"),
    ("h", "meeting_heads"),
    ("o", "meeting_open"),
    ("c", "meeting_cited"),
    ("f", "meeting_planned"),
    ("t", "day_parts"),
    ("d", "relative_days"),
    ("s", "meeting_scope"),
    ("m", "meeting_marks"),
)
GATE = View(("h", "meeting_heads"), ("o", "meeting_open"))
_NEAR = 8  # characters of a name between the verb of holding and 在
_AFTER = re.compile(alternatives("meeting_after"))
_NUMBERED = re.compile(r"[第届次一二三四五六七八九十百大协委]一次|党的")  # 十四届一次会议, 人大一次会议, not 这是一次会议; 党的建设工作会议
_LINK = re.compile(r"[省市县区州盟旗]—{1,2}\Z")  # 越城区——马边县东西部协作联席会
_ROOM = re.compile(r"议?[室厅]|场(?!合)")  # 会议室, 会场: a room


def tokens(page: Page, span: Span) -> list[Token]:
    """The tokens of a sentence, kinds as in `VIEW`: without heads that are bodies or rooms, with heads that no data file lists."""
    found = page.lexed.between(VIEW, span.start, span.end)
    found = [t for at, t in enumerate(found) if t.value != ("name",) or not (_opened(found[:at]) or _opens(page.text, found[at + 1 :]))]
    found = [t for t in found if t.kind != "s" or not _NUMBERED.match(page.text, t.start - 1)]
    found = [t for t in found if t.kind != "m" or not _LINK.search(page.text, max(0, t.start - 3), t.end)]
    found = [t for at, t in enumerate(found) if t.value != ("place",) or not (_of_word(page.text, t) or _of_name(found, at))]
    found = [t for at, t in enumerate(found) if t.kind != "h" or not _body(page.text, found[at : at + 2], span.end)]
    return _closed(page.text, found, span)


def _opened(before: list[Token]) -> bool:
    """Whether a verb of holding stands before in the clause: 召开迎接国庆座谈会, where 迎接 is a word of the name."""
    last = next((t for t in reversed(before) if t.kind == "o" or t.kind == "m" and t.value[0] in ("clause", "end")), None)
    return last is not None and last.kind == "o"


def _opens(text: str, behind: list[Token]) -> bool:
    """Whether a work meeting and its verb of holding stand behind in the clause: 全区迎接国庆部署会召开; but not 迎接党代会召开."""
    for head, verb in pairwise(behind):
        if head.kind == "m" and head.value[0] in ("clause", "end"):
            return False
        if head.kind == "h" and verb.kind == "o":
            return head.value == ("conference",) and not text[head.start : head.end].endswith(("大会", "代会"))
    return False


def _of_name(tokens: list[Token], at: int) -> bool:
    """Whether 在 stands between a verb of holding and a head, and so in the name: 召开在外企业家座谈会."""
    before = next((t for t in reversed(tokens[:at]) if t.kind != "m" or t.value[0] != "join"), None)
    behind = next((t for t in tokens[at + 1 :] if t.kind != "m" or t.value[0] != "join"), None)
    near = before is not None and before.kind == "o" and tokens[at].start - before.end <= _NEAR
    return near and behind is not None and behind.kind == "h"


def _of_word(text: str, token: Token) -> bool:
    """Whether 于 is a word's second character: 关于, 由于."""
    return text[token.start] == "于" and text[token.start - 1] in "关由对位属用基处鉴至等"


def _body(text: str, tokens: list[Token], end: int) -> bool:
    """Whether a head (the first token) is a body or a room and no session of it: 理事会就职典礼, 常委会会议室, 县人大常委会组织代表视察."""
    head = tokens[0]
    if _ROOM.match(text, head.end):
        return True
    if head.value[-1] != "body" or head.end == end or _AFTER.match(text, head.end):
        return False
    near = tokens[1] if len(tokens) > 1 else None
    return near is None or near.start > head.end or near.kind not in "omhDtTf" and near.value != ("place",)


def _closed(text: str, tokens: list[Token], span: Span) -> list[Token]:
    """The tokens, with a head added where an unknown word in 会 or 节 stands as a meeting's name: behind or before a verb of holding."""
    added: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind == "o":
            added += _head_behind(text, tokens, index, span) or _head_before(text, tokens, index, span)
    return sorted([*tokens, *added], key=lambda t: t.start) if added else tokens


def _head_behind(text: str, tokens: list[Token], index: int, span: Span) -> list[Token]:
    """召开X会: the object of the verb, to the next mark, closes with 会."""
    low, end = tokens[index].end, span.end
    for token in tokens[index + 1 :]:
        if token.kind == "m" and token.value[0] in ("clause", "end", "join"):
            end = token.start
            break
        if token.kind in "hx":
            return []
    tail = end - (text[end - 1] in "”。")
    return _head(text, tail) if tail - low >= 3 else []


def _head_before(text: str, tokens: list[Token], index: int, span: Span) -> list[Token]:
    """X会召开, X会在Y举行: what stands right before the verb, or before its place, closes with 会."""
    edges = [tokens[index].start]
    stop = next((t for t in reversed(tokens[:index]) if t.kind == "s" or t.kind == "m" and t.value[0] in ("clause", "end")), None)
    if stop is not None and stop.kind == "s" and stop.value == ("place",):
        edges.append(stop.start)
    for edge in edges:
        tail = edge - (text[edge - 1] == "”")
        if tail - 1 > span.start and not any(t.kind in "hxscDRT" and t.start < tail <= t.end for t in tokens):
            found = _head(text, tail) or tokens[index].value == ("event",) and _tail(text, tail)
            if found:
                return found
    return []


def _tail(text: str, end: int) -> list[Token]:
    """X展开幕, X赛开赛: what opens is an event whatever it is called."""
    tail = None if text.startswith("正式", end - 2) else _TAIL.search(text, max(0, end - 4), end)
    return [Token("h", tail.start(), end, entries("meeting_tails")[tail.group()])] if tail else []


def _head(text: str, end: int) -> list[Token]:
    """A head of one character that ends here, by its kind: 会 closes a conference, 节 a fair."""
    kind = {"会": "conference", "节": "summit"}.get(text[end - 1])
    if kind == "conference" and _A_BODY.search(text, max(0, end - 8), end):
        return []
    return [Token("h", end - 1, end, (kind,))] if kind else []


_A_BODY = re.compile(rf"(?:{alternatives('meeting_bodies')})$")
_TAIL = re.compile(rf"(?:{alternatives('meeting_tails')})$")
