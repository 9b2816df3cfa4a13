"""Money and capacities: which of the numbers round a name are its investment and its capacities."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ..lex.lexicon import words
from ..lex.token import Token
from .project_words import mark

_FURTHEST = 14


@dataclass(frozen=True, slots=True)
class Amount:
    """An investment: the lower end of a range, in units of the currency."""

    value: str
    currency: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Capacity:
    """A capacity with its unit, /年, /月 or /日 where it is told by time."""

    value: str
    unit: str
    start: int
    end: int


def plain(number: Decimal) -> str:
    """A decimal as digits, without exponent or closing zeros."""
    out = format(number.normalize(), "f")
    return out if "." in out else out.split(".")[0]


def amount(tokens: list[Token], text: str) -> Amount | None:
    """The project's own investment among `tokens`: the first sum of money whose nearest label to the left is one that counts."""
    label = None
    for token in tokens:
        if token.kind == "l":
            label = token
        elif token.kind in "j" and label is None:
            continue
        elif token.kind == "M" and label is not None:
            if label.value[0] == "counts" and token.start - label.end <= 4:
                number = token.value
                low = number.value if number.low is None else number.low
                return Amount(plain(low), number.unit, token.start, token.end)
            label = None
        elif mark(token) == "clause":
            label = None
    return None


def capacities(tokens: list[Token], text: str, named: bool = False) -> list[Capacity]:
    """The capacities among `tokens`: quantities behind a label, and, inside a name (`named`), all with a unit of capacity."""
    out: list[Capacity] = []
    label: Token | None = None
    for token in tokens:
        if token.kind == "k":
            label = token
        elif token.kind in "lMjP" or mark(token) == "clause":
            label = None
        elif token.kind == "Q":
            unit = token.value.unit
            fits = unit.split("/")[0] in words("project_units")
            near = label is not None and token.start - label.end <= _FURTHEST
            if fits and (near or named):
                rate = label.value[0] if near and label.value and "/" not in unit else None
                out.append(Capacity(plain(token.value.value), f"{unit}/{rate}" if rate else unit, token.start, token.end))
                if label is not None:
                    label = label._replace(end=token.end)
            else:
                label = None
    return out
