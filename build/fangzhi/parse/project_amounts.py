"""Money and capacities: which of the numbers round a name are its investment and its capacities."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ..lex.lexicon import entries, words
from ..lex.token import Token, kinds
from .project_words import AND, CLAUSE, COMMA, PHASE_START, has, manner

_FURTHEST = 14
# 120吨及以上 and 220千伏级 are sizes of a product, no capacities
_HAN = re.compile(r"(?!其|中)[\u4e00-\u9fff)]")
# 投资10亿元以上的项目 is a class of projects
_CLASS = re.compile("以[上下].{0,4}项目")
_SPENT = ("已", "已经", "累计", "已累计")
_SIZE = re.compile(r"及?以[上下]|级")


class Amount(NamedTuple):
    """An investment: the lower end of a range, in units of the currency. `stage` is what its label tells (拟投资), or None."""

    value: str
    currency: str
    start: int
    end: int
    stage: str | None = None


class Capacity(NamedTuple):
    """A capacity with its unit, /年, /月 or /日 where it is told by time."""

    value: str
    unit: str
    start: int
    end: int


def amounts_told(tokens: list[Token], text: str) -> list[Token]:
    """Tokens with the sums that a label tells without 元 (总投资50亿) as money in CNY, and with the phase before a label
    (某产业园二期|总投资) left to the name that it stands behind."""
    if "l" not in kinds(tokens):
        return tokens
    out = []
    for token in tokens:
        behind = token.kind == "l" and _HAN.match(text[token.start - 1 : token.start])
        phase = PHASE_START.match(text, token.start, token.end) if behind else None
        out.append(Token("l", phase.end(), token.end, ("counts",)) if phase else token)
    for at in range(1, len(out)):
        one, number = out[at - 1], out[at]
        if number.kind == "N" and one.kind == "l" and number.start - one.end <= 1 and number.value.value >= 10**6:
            out[at] = number._replace(kind="M", value=number.value._replace(unit="CNY"))
    return out


def plain(number: Decimal) -> str:
    """A decimal as digits, without exponent or closing zeros."""
    return format(number.quantize(1) if number == number.to_integral() else number.normalize(), "f")


def amount(tokens: list[Token], text: str, bare: bool = False) -> Amount | None:
    """The project's own investment among `tokens`: the first sum of money whose nearest label to the left is one that counts.

    `bare` lets a sum without a label count (in a bracket right behind a name). A masked figure (**亿元) and a label with
    共计 or 合计 (a sum of several) give none.
    """
    if "M" not in kinds(tokens):
        return None
    label = None
    for token in tokens:
        if token.kind == "l":
            # 现已投资一亿元 is what was spent so far
            label = token if not text[: token.start].endswith(_SPENT) else token._replace(value=("other",))
        elif token.kind == "o" and has(token, "total"):
            label = None
        elif token.kind == "M":
            own = label is not None and label.value[0] == "counts" and token.start - label.end <= 6
            if (
                (own or bare and label is None)
                and not _CLASS.match(text, token.end)
                and text[token.start - 1 : token.start] != "*"
            ):
                number = token.value
                low = number.value if number.low is None else number.low
                told = label.value[1] if label is not None and len(label.value) > 1 else None
                return Amount(plain(low), number.unit, token.start, token.end, told)
            label = None
        elif token.kind == CLAUSE and not (
            label is not None and label.end == token.start and text[token.start] == "："
        ):
            label = None
    return None


def dealt(tokens: list[Token], text: str, size: int) -> tuple[list[Amount], list[Capacity]]:
    """What 分别 deals out over `size` names in order: their investments (总投资分别为3亿元、2亿元) and their capacities, each
    as many as there are names, or none."""
    sums: list[Amount] = []
    sizes: list[Capacity] = []
    for at, token in enumerate(tokens):
        if not text.startswith("分别", token.start) or token.kind != "o":
            continue
        label = next((t for t in reversed(tokens[max(0, at - 2) : at]) if t.kind in "lk"), None)
        run: list[Token] = []
        for follower in tokens[at + 1 :]:
            if follower.kind in "lk" and label is None and not run:
                label = follower
            elif follower.kind in "MQ" and (not run or follower.kind == run[0].kind):
                run.append(follower)
            elif follower.kind not in COMMA + AND + "o":
                break
        if label is None or len(run) != size:
            continue
        if run[0].kind == "M" and label.kind == "l" and label.value[0] == "counts":
            sums = [
                Amount(plain(t.value.value if t.value.low is None else t.value.low), t.value.unit, t.start, t.end)
                for t in run
            ]
        elif run[0].kind == "Q" and label.kind == "k":
            sizes = [c for t in run for c in capacities([label._replace(end=t.start), t], text)]
    return sums, sizes if len(sizes) == size else []


def capacities(tokens: list[Token], text: str, named: bool = False) -> list[Capacity]:
    """The capacities among `tokens`: quantities behind a label, and, inside a name (`named`), all with a unit of capacity."""
    out: list[Capacity] = []
    if "Q" not in kinds(tokens):
        return out
    label: Token | None = None
    for token in tokens:
        if token.kind == "k" or token.kind == "v" and manner(token) in ("soft", "governor"):
            label = token
        elif token.kind == CLAUSE and label is not None and label.end == token.start and text[token.start] == "：":
            continue
        elif token.kind in "lMjPw" + CLAUSE or token.kind == "v" and not named:
            label = None
        elif token.kind == "Q":
            unit = token.value.unit
            near = label is not None and token.start - label.end <= _FURTHEST
            if label is not None and label.kind == "v":
                near = (
                    near and "area" in entries("project_units").get(unit, ()) and not named and not token.value.spelled
                )
            fits = unit.split("/")[0] in words("project_units") or near and has(label, "any")
            if fits and (near or named and not token.value.spelled) and not _SIZE.match(text, token.end):
                rate = (
                    label.value[0]
                    if near and label.kind == "k" and label.value and label.value[0] and "/" not in unit
                    else None
                )
                out.append(
                    Capacity(plain(token.value.value), f"{unit}/{rate}" if rate else unit, token.start, token.end)
                )
                label = label._replace(end=token.end) if label is not None else None
            else:
                label = None
    return out
