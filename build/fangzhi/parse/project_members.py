"""Items to chunks: the stretches between verbs, labels, times and joining words that may be names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from ..lex.lexicon import alternatives, words
from ..lex.token import Token
from .project_clauses import Item, list_end, series
from .project_names import built, full, place, whole
from .project_words import (
    ADVERBIAL,
    AND,
    CLAUSE,
    COMMA,
    ETC,
    MARKS,
    OF,
    QUOTE,
    TITLE,
    UNQUOTE,
    UNTITLE,
    ending,
    filler,
    has,
    head,
    manner,
    use,
)

_CLASSIFIERS = "个家批处项宗"
# 百亿级 is a class of projects; 二级 is a grade, and may stand in a name
_SIZE_CLASS = 10**6
_LABEL_REACH = 8
_NAME_REACH = 60
# 日处理|鲜奶|1000吨: what is made or used up is told in fewer characters
_WARE = 7
# 某泵站的|进展情况
HOW_FAR = re.compile(alternatives("project_how_far"))
# the two ends of a line are told in fewer characters
_ENDS = 26
_PARTING = "lPDRTw" + ETC + OF + COMMA + TITLE + UNTITLE + QUOTE + UNQUOTE
# kinds of tokens that others behind them go with
_FOLLOWED = "lk" + ETC
# kinds of tokens that part no names
_INNER = "hzs" + AND
_IDLE = " \t　、，。和及与▲△●○■□◆◇★☆※►▶"
# 规划3000亩建设某园: how much land is given to it
_LAND = re.compile(r"\d[\d.]*万?(?:亩|平方米|公顷|平方公里)")
# what is listed behind 有
_BATCHES = "批类"
# words that open a clause, and behind a comma of a list begin a name
_IN_NAMES = "并均"
_LETTER = re.compile("[A-Za-z号]")
_NAMED = re.compile("(?![的左右以之多余及和])[\u4e00-\u9fff]{2}")
# what may cling to a token
_CLINGING = frozenset("前了(")
_TIME = re.compile(r"^.{0,6}(?:前|后|时|期间|之际|以来|起)$")


@dataclass(slots=True)
class Chunk:
    """A stretch that may be a name, with the tokens between it and its neighbours in the item.

    `first` and `last` say that it begins or ends its item; `counted` that a count stands before the 项目 behind it;
    `begin` is where what stands before it with 的 begins.
    """

    start: int
    end: int
    item: Item
    left: list[Token] = field(default_factory=list)
    right: list[Token] = field(default_factory=list)
    first: bool = False
    last: bool = False
    counted: bool = False
    begin: int = -1


def count(token: Token) -> bool:
    """Whether a token counts things: 9个, 12, 两家."""
    return token.kind in "NB" or token.kind == "Q" and token.value.unit[:1] in _CLASSIFIERS


def chunks(text: str, item: Item) -> list[Chunk]:
    """The chunks of an item, left to right; empty stretches, times (春节前) and what stands before 的 make none."""
    out: list[Chunk] = []
    left = begin = item.start
    cluster: list[Token] = []
    inside: list[Token] = []
    tokens, at = item.tokens, 0
    while at < len(tokens):
        token = tokens[at]
        kind, start, _, _ = token
        if (
            start < left
            or kind in _INNER
            or kind not in _PARTING
            and not _bounds(text, item, at, left)
            or kind == COMMA
            and series(text, token)
            or kind == OF
            and _between_ends(text[left:start], tokens, at)
        ):
            inside.append(token)
            at += 1
            continue
        said = text[left:start].strip(_IDLE)
        if said and (
            kind == OF
            and not _under_way(said, tokens, at)
            and not _of_site(tokens, at)
            and not (HOW_FAR.match(text, token.end) and built(said))
            or len(said) < 9
            and _says_nothing(text, said, inside, cluster, token)
        ):
            cluster += [t for t in inside if t.start >= left]
        elif said:
            out.append(Chunk(left, start, item, cluster, first=not out and not cluster, begin=begin))
            cluster, begin = [], start
        upto = _past(tokens, at) if kind in _FOLLOWED else at
        cluster += tokens[at : upto + 1]
        inside = []
        left = past_bracket(text, tokens[upto])
        at = upto + 1
    rest = text[left : item.end].strip(_IDLE)
    if rest and len(rest) < 9 and _quantity(text, rest, inside):
        cluster += [t for t in inside if t.start >= left]
    elif rest:
        out.append(Chunk(left, item.end, item, cluster, first=not out and not cluster, last=True, begin=begin))
        cluster = []
    return _closed(out, cluster) if out else out


def _between_ends(said: str, tokens: list[Token], at: int) -> bool:
    """Whether 的 (`tokens[at]`) stands between the ends of a line and what the line is: 甲镇至乙村的(12公里)旅游公路."""
    if not 4 < len(said) < _ENDS or "至" not in said[1:-1]:
        return False
    line = next((t for t in tokens[at + 1 : at + 3] if t.kind != "Q"), None)
    near = line is not None and line.kind == "h" and line.start - tokens[at].end < _LABEL_REACH
    return near and line.value[:2] == ("infrastructure", "strong")


def _under_way(said: str, tokens: list[Token], at: int) -> bool:
    """Whether 的 (`tokens[at]`) stands between what is built and how far it is: 某公路的|前期工作."""
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        follower is not None
        and follower.start == tokens[at].end
        and follower.kind == "v"
        and manner(follower) is None
        and use(follower) != "before"
        and full(said)
    )


def _of_site(tokens: list[Token], at: int) -> bool:
    """Whether 的 (`tokens[at]`) stands between what is built and where it is built: 某产业园二期的|工地."""
    follower = tokens[at + 1] if at + 1 < len(tokens) else None
    return follower is not None and follower.kind == "j" and bool(follower.value) and follower.start == tokens[at].end


def _says_nothing(text: str, said: str, inside: list[Token], cluster: list[Token], token: Token) -> bool:
    """Whether a short stretch is a time, a quantity, or what may stand between a count and 项目 (两个|重大|项目)."""
    if _TIME.search(said) or _quantity(text, said, inside):
        return True
    if token.kind == "j" and cluster and cluster[-1].kind == "Q" and said[0] + said[-1] == "“”":
        # 三条“卡脖子”工程
        return True
    return token.kind == "j" and bool(cluster) and count(cluster[-1]) and filler(said)


def _quantity(text: str, said: str, inside: list[Token]) -> bool:
    """Whether a stretch is a quantity and nothing else."""
    return bool(inside) and inside[-1].kind == "Q" and text[inside[-1].start : inside[-1].end] == said


def _closed(out: list[Chunk], cluster: list[Token]) -> list[Chunk]:
    """Chunks with the tokens behind each; `cluster` stands behind the last."""
    for chunk, follower in pairwise(out):
        chunk.right = follower.left
    if not out[-1].last:
        out[-1].right = cluster
    if len(out) > 1:
        out = _placed(out)
    for chunk in out:
        if chunk.right:
            _count_off(chunk)
    return out


def _placed(found: list[Chunk]) -> list[Chunk]:
    """Chunks without the places that stand between a subject and its verb: X在某地奠基."""
    out: list[Chunk] = []
    for chunk in found:
        verb = chunk.right[0] if chunk.right else None
        told = verb is not None and verb.kind == "v" and use(verb) != "before"
        if (
            told
            and out
            and chunk.left
            and has(chunk.left[-1], "place")
            and all(t.kind in ADVERBIAL + "j" for t in chunk.left)
        ):
            out[-1].right = out[-1].right + chunk.right
        else:
            out.append(chunk)
    return out


def past_bracket(text: str, token: Token) -> int:
    """The end of a token with what clings to it: the bracket right behind 项目 (某铁路项目(某段)开工), 前 behind a time,
    了 behind a verb of visiting."""
    kind, _, end, _ = token
    behind = text[end : end + 1]
    if behind not in _CLINGING:
        return end
    if behind == "前" and kind in "RD" or behind == "了" and has(token, "visit"):
        return end + 1
    if behind == "(" and kind == "j":
        closing = text.find(")", end, end + 24)
        return closing + 1 if closing > 0 else end
    return end


def _past(tokens: list[Token], at: int) -> int:
    """Index of the last token that goes with `tokens[at]`: the number of a label (l, k), the 项目 of 等."""
    token = tokens[at]
    if token.kind == ETC:
        end = list_end(tokens, at)
        return next(n for n, t in enumerate(tokens) if t.end == end) if end else at
    number = "M" if token.kind == "l" else "Q"
    for n in range(at + 1, min(at + 3, len(tokens))):
        if tokens[n].kind == number and tokens[n].start - token.end <= _LABEL_REACH:
            return n
        if tokens[n].kind != "o":
            break
    return at


def _bounds(text: str, item: Item, at: int, left: int) -> bool:
    """Whether a token that does not always part a name from what stands beside it does so here. `left` is where the stretch
    before it begins."""
    token = item.tokens[at]
    after = item.tokens[at + 1] if at + 1 < len(item.tokens) else None
    kind = token.kind
    if kind == "o":
        return _opens(text, token, after, left)
    if kind == "v":
        return manner(token) != "soft" or _soft(text, token, left, item.end, after)
    if kind == "j":
        return whole(text, token.start, token.end, after, item.end)
    if kind == "k":
        about = after is not None and has(after, "number") and at + 2 < len(item.tokens)
        return _label(text, token, item.tokens[at + 2] if about else after, item, left)
    if kind == "B":
        return token.value.value >= _SIZE_CLASS
    if kind == "M":
        return not token.value.spelled or at > 0 and item.tokens[at - 1].kind == "l"
    if kind == "N":
        # G566线某段, 3D打印, 2号线
        return after is not None and after.kind == "j" and after.start - token.end <= 6 and not _lettered(text, token)
    return kind == "Q" and _counts(text, token, after, left)


def _lettered(text: str, token: Token) -> bool:
    """Whether a letter or 号 stands beside a number, which then counts nothing."""
    return _LETTER.match(text, token.start - 1) is not None or _LETTER.match(text, token.end) is not None


def _opens(text: str, token: Token, after: Token | None, left: int) -> bool:
    """Whether an opener parts: always, or only at the beginning of a stretch, or only before a number or a word that parts."""
    touching = after is not None and after.start == token.end
    if has(token, "number"):
        if touching and after.kind == "Q" and text[left : token.start].strip() and _NAMED.match(text, after.end):
            # 鑫达|100MW光伏: the last character of a firm's name
            return False
        return touching and after.kind in "MQPNTRBj"
    if not has(token, "start") or token.start - left < 3 and not text[left : token.start].strip():
        # A、|并盛熔盐技改
        return touching or text[token.start : token.end] not in _IN_NAMES or text[token.start - 1] != "、"
    if has(token, "lists") and text[token.start - 1] in _BATCHES:
        # 第二批有A、B
        return True
    said = text[left : token.start]
    if has(token, "body") and (ending(said, "project_classes") or ending(said, "project_bodies")):
        return True
    if has(token, "told") and len(said) > 4 and built(said.strip()):
        # 某产业园|以中药材为主导产业, 某大桥|是省道的控制性工程
        return True
    if not touching:
        return False
    return (
        after.kind in "wRDTMlk"
        or after.kind == "v"
        and manner(after) != "soft"
        or after.kind == "o"
        and not (has(after, "start") or has(after, "number"))
    )


def _counts(text: str, token: Token, after: Token | None, left: int) -> bool:
    """Whether a quantity counts things beside a name and is no size in it: 5个…, …3个项目, 标杆工厂2家."""
    if count(token) and (token.start == left or after is not None and after.kind in "jB"):
        return True
    some = not text[token.start].isdigit() and after is not None and after.kind in QUOTE + "j"
    if some and built(text[left : token.start]):
        # 某大道东延三条“卡脖子”工程
        return True
    if token.start - left >= _NAME_REACH:
        return False
    if measures(token):
        # 建设甲镇至乙镇快速通道19公里，
        name = text[left : token.start]
        own = place(name) is not None and full(name) or _line(name)
        return (after is None or after.kind in CLAUSE + COMMA) and own
    return built(text[left : token.start])


def _line(name: str) -> bool:
    """Whether a name is of one road or channel: 幸福渠."""
    found = head(name)
    own = found is not None and (found[0] in words("project_lines") or name in words("project_sole"))
    return own and built(name) and ending(name, "project_roads") is None


def measures(token: Token) -> bool:
    """Whether a quantity has a unit that capacities have."""
    return token.value.unit.split("/")[0] in words("project_units")


def _label(text: str, token: Token, after: Token | None, item: Item, left: int) -> bool:
    """Whether a capacity's label stands behind its name and not inside it (年产8万吨 before a product) nor between its place
    and the rest (某县年产8万吨的X厂)."""
    if after is not None and after.kind == "o" and text.startswith(("分别", "由"), after.start):
        return True
    if after is None or after.kind != "Q" or after.start - token.end > _LABEL_REACH:
        return False
    if not token.value:
        return True
    rest = text[after.end : after.end + 1]
    if rest == "的" and token.start - left < 9 and ending(text[left : token.start], "project_places"):
        return False
    if after.start > token.end + 1 and after.start - token.end < _WARE and token.value[0] and token.start > left:
        # 某牧业日处理鲜奶1000吨乳品厂
        stop = next((t.start for t in item.tokens if t.start >= after.end and t.kind not in _INNER), item.end)
        if head(text[after.end : stop].strip()) or any(t.kind == "j" and t.start == stop > after.end for t in item.tokens):
            return False
    return after.start > token.end + 1 or after.end >= item.end or rest in "的(，、。；"


def _soft(text: str, token: Token, left: int, right: int, after: Token | None) -> bool:
    """Whether a verb that may stand inside a name opens one (first in its stretch, or behind a body that acts) or closes one."""
    if token.start - left >= _NAME_REACH:
        return False
    before = text[left : token.start].strip()
    if token.end >= right:
        return bool(before) and use(token) != "before" and not _listed_work(text, before, token)
    if not before or _LAND.fullmatch(before):
        return True
    if use(token) == "after":
        return after is not None and after.start == token.end and after.kind in "vo" + MARKS
    acts = ending(before, "project_places") or ending(before, "project_classes") or built(before)
    if after is not None and after.kind == "j" and after.start == token.end and built(before):
        # 某医院整体搬迁升级|建设项目
        return False
    stop = after.start if after is not None and after.kind == ETC else right
    return bool(acts) and built(text[token.end : min(stop, token.end + _NAME_REACH)])


def _listed_work(text: str, before: str, token: Token) -> bool:
    """Whether a verb at its item's end is the head of a name in a list: 某水库联合供水、…"""
    return text[token.end : token.end + 1] == "、" and built(before + text[token.start : token.end])


def _count_off(chunk: Chunk) -> None:
    """Mark a chunk with a count between it and its closing noun."""
    for token in chunk.right:
        if token.kind == "j":
            chunk.counted = any(count(t) for t in chunk.right if t.start < token.start)
            return
        if token.kind in "lM" + ETC:
            return
