"""What the targets grammar sees of a page: its words, each class under a token kind of one character."""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ..lex.lexicon import View, alternatives, entries, words
from ..lex.token import Token, kinds

MARK, JOIN, OF, UNTIL = "c", "j", "f", "y"
BOUND, LINK, SPREAD = "b", "v", "t"
GROWTH, COMPARISON, GAP, RATIO, QUOTA = "g", "q", "w", "r", "u"
MODAL, DONE, PERIOD, SCOPE, LEAD, ADJUNCT = "m", "d", "p", "s", "i", "n"
ACTION, EVENT, HEAD, IDLE, LABEL, CLASS, PLACE = "a", "e", "h", "z", "x", "l", "k"
EVERY, PERSON, FROM = "o", "A", "F"

VIEW = View(
    (MARK, "target_marks"),
    (OF, "target_of"),
    (BOUND, "target_bounds"),
    (JOIN, "target_joins"),
    (LINK, "target_links"),
    (SPREAD, "target_spreads"),
    (RATIO, "target_ratios"),
    (GAP, "target_gaps"),
    (COMPARISON, "target_comparisons"),
    (GROWTH, "target_growth"),
    (QUOTA, "target_quotas"),
    (PERIOD, "target_periods"),
    (MODAL, "target_modals"),
    (SCOPE, "target_scopes"),
    (EVERY, "target_every"),
    (PERSON, "target_persons"),
    (FROM, "target_from"),
    (DONE, "target_done"),
    (ADJUNCT, "target_adjuncts"),
    (LABEL, "target_labels"),
    (ACTION, "target_actions"),
    (EVENT, "target_events"),
    (LEAD, "target_leads"),
    (IDLE, "target_idle"),
    (HEAD, "target_heads"),
    (CLASS, "target_classes"),
    (UNTIL, "target_until"),
    (PLACE, "target_places"),
    ("_", "target_shadows"),
)

# the attributes of 前年, and of a time before which something is to be done
_TWO_AGO, _AIMED = ("-2",), ("0", "target")

VALUES = frozenset("MPQ")
# a duration is a value only where it is itself what is counted (开办时间压缩至0.5个工作日)
DURATION = "T"
# kinds of a number, a mark or a joining word, and a percentage
_SHARED = re.compile(f"[NQ][{MARK}{JOIN}]P")
_MAGNITUDES = "万亿"
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NEAR = 12
# bare numbers of a list, and the last with its unit
_LISTED = re.compile(f"N[{MARK}{JOIN}][MQ]")
# a time with what may be 前年 behind it
_DAY_BEFORE = re.compile(f"[DR](?={PERIOD})")


@cache
def listed(name: str) -> tuple[str, ...]:
    """The words of a data file, longest first."""
    return tuple(sorted(words(name), key=lambda w: (-len(w), w)))


class Run(NamedTuple):
    """The tokens of one sentence with the text they stand in; `starts` and `kinds` (a character a token) are theirs, for a
    quick look."""

    text: str
    tokens: list[Token]
    start: int
    end: int
    starts: list[int]
    kinds: str

    @classmethod
    def of(cls, text: str, tokens: list[Token], start: int, end: int) -> Run:
        """The sentence [start, end) of `text` with its tokens; bare numbers share the unit of a percentage behind them."""
        said = kinds(tokens)
        if "N" in said:
            tokens = _with_left_out_units(text, tokens, start, end)
            said = kinds(tokens)
            if _LISTED.search(said):
                tokens = _with_units_behind(text, tokens)
                said = kinds(tokens)
        if _SHARED.search(said):
            tokens = _with_shared_units(tokens)
            said = kinds(tokens)
        for day in _DAY_BEFORE.finditer(said) if PERIOD in said else ():
            tokens = _with_until(text, tokens, day.start())
        return cls(text, tokens, start, end, [t[1] for t in tokens], said)

    def within(self, start: int, end: int) -> list[Token]:
        """The tokens that lie within [start, end)."""
        inside = self.tokens[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        if inside and inside[-1][2] > end:
            inside.pop()
        return inside

    def slice(self, start: int, end: int) -> str:
        """The characters of [start, end)."""
        return self.text[start:end]


def magnified(text: str, token: Token) -> bool:
    """Whether a bare number is printed with its magnitude: 5.7万."""
    return token.kind == "N" and text[token.end - 1] in _MAGNITUDES


def _with_left_out_units(text: str, tokens: list[Token], start: int, end: int) -> list[Token]:
    """The tokens, with numbers whose unit is left out behind 万 or 亿 as people or as money, where the text says which."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if not magnified(text, token):
            continue
        closes = i + 1 == len(tokens) and token.end == end or i + 1 < len(tokens) and tokens[i + 1].start == token.end
        before = max(start, token.start - _NEAR)
        folk = _folk_behind().match(text, token.end, end) or closes and _folk_before().search(text, before, token.start)
        if folk:
            unit = entries("target_folk")[folk["folk"]][0]
            out[i] = Token("Q", token.start, token.end, token.value._replace(unit=unit))
        elif closes and _monies().search(text, start, token.start):
            out[i] = Token("M", token.start, token.end, token.value._replace(unit="CNY"))
    return out


def _with_units_behind(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, with bare numbers of a list that is dealt out as of the unit and magnitude of its last one: 分别完成3.2和0.6万美元."""
    if not any(t.kind == SPREAD and role(t) == "each" for t in tokens):
        return tokens
    out = list(tokens)
    for i in range(len(out) - 3, -1, -1):
        number, mark, behind = out[i : i + 3]
        joined = mark.kind == JOIN or mark.kind == MARK and role(mark) == "list"
        if number.kind != "N" or not joined or number.end != mark.start or mark.end != behind.start or behind.kind not in "MQ":
            continue
        times = _magnitude(text, behind)
        if times and text[number.end - 1].isdigit():
            value = number.value._replace(value=number.value.value * times, unit=behind.value.unit)
            out[i] = Token(behind.kind, number.start, number.end, value)
    return out


def _magnitude(text: str, token: Token) -> int:
    """By how much the magnitude and unit behind the digits of a number multiply it; 0 where that is not told so."""
    digits = _DIGITS.match(text, token.start, token.end)
    if digits is None or token.value.low is not None:
        return 0
    times = token.value.value / Decimal(digits[0].replace(",", "")) if Decimal(digits[0].replace(",", "")) else Decimal(0)
    return int(times) if times == int(times) else 0


@cache
def _folk_behind() -> re.Pattern[str]:
    return re.compile(rf"余?[\u4e00-\u9fff]{{0,6}}?(?P<folk>{alternatives('target_folk')})")


@cache
def _folk_before() -> re.Pattern[str]:
    return re.compile(rf"(?P<folk>{alternatives('target_folk')})(?:已|共|总数)?(?:达到?|为|约|近|超过?|突破)?$")


@cache
def _monies() -> re.Pattern[str]:
    return re.compile(alternatives("target_monies"))


def _with_shared_units(tokens: list[Token]) -> list[Token]:
    """The tokens, with bare numbers that share the unit of a percentage behind them (1.2个、0.5个百分点) as percentages."""
    out = list(tokens)
    for i in range(len(out) - 3, -1, -1):
        number, mark, behind = out[i : i + 3]
        bare = number.kind == "N" or number.kind == "Q" and number.value.unit == "个"
        joined = mark.kind == JOIN or mark.kind == MARK and role(mark) == "list"
        if bare and joined and behind.kind == "P" and number.end == mark.start and mark.end == behind.start:
            out[i] = Token("P", number.start, number.end, number.value._replace(unit=behind.value.unit))
    return out


def _with_until(text: str, tokens: list[Token], i: int) -> list[Token]:
    """The tokens, with 前 alone as the one behind a day where 前 and a year seem one word: 12月20日前年度任务."""
    day, word = tokens[i : i + 2]
    if day.end != word.start or word.value[:1] != _TWO_AGO or not text.startswith(listed("target_before"), word.start):
        return tokens
    return [*tokens[: i + 1], Token(PERIOD, word.start, word.start + 1, _AIMED), *tokens[i + 2 :]]


def role(token: Token) -> str:
    """The first attribute of a word, or nothing."""
    value = token[3]
    # what was read of a number is no plain tuple
    return value[0] if value and type(value) is tuple else ""
