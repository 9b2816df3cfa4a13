"""What one clause of a sentence leaves to the next: targets as found, and what an elliptic clause can take up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from ..lex.lexicon import entries, words
from .target_amount import Amount
from .target_phrase import Phrase, bare
from .target_words import listed


class Found(NamedTuple):
    """A target as the sentence gives it. Where `status` or `year` is None, the context at `amount` settles it.

    [start, end) is the printed evidence of the indicator; `noun` is what a count before its noun counts.
    """

    indicator: str
    subject: str
    amount: Amount
    start: int
    end: int
    rule: str
    status: str | None = None
    noun: str = ""
    year: int | None = None


def found(indicator: str, before: Phrase, amount: Amount, rule: str, status: str | None = None, year: int | None = None) -> Found:
    """A target whose indicator is printed in the phrase before the number."""
    return Found(indicator, before.subject, amount, before.start, before.end, f"targets.{rule}", status, "", year)


@dataclass
class Memory:
    """The last base, indicator, unit, verb, counted noun and its unit, and the bases so far.

    `grew` says that the last number was a rate of growth, `project` that the figures are of a single project,
    `counted` that the sentence has counted things, `fresh` that it has given nothing yet; `doing` is the verb of the counts of a list
    and `listed` where the last of them ends; `levels` are the last indicator, base
    and evidence of each unit.
    """

    base: str = ""
    indicator: str = ""
    unit: str = ""
    verb: str = ""
    noun: str = ""
    counter: str = ""
    span: tuple[int, int] = (0, 0)
    grew: bool = False
    project: bool = False
    fresh: bool = True
    counted: bool = False
    doing: str = ""
    listed: int = -1
    bases: list[str] = field(default_factory=list)
    levels: dict[str, tuple[str, str, tuple[int, int]]] = field(default_factory=dict)

    def begin(self) -> None:
        """A new sentence: verbs and projects do not reach over its full stop."""
        self.verb, self.project, self.fresh, self.counted = "", False, True, False
        self.doing, self.listed = "", -1

    def part(self) -> None:
        """A semicolon: what follows is another list."""
        self.verb, self.project = "", False

    def keep(self, text: str, base: str, amount: Amount, verb: str = "", span: tuple[int, int] = (0, 0)) -> None:
        """Keep what a later clause may leave out."""
        self.indicator, self.base, self.unit = text, base, amount.unit
        self.verb, self.span, self.fresh = verb, span, False
        self.levels[amount.unit] = (text, base, span)
        if amount.token.kind == "Q":
            self.counter = amount.unit
            self.noun = _undone(bare(base, verb)) or self.noun
            self.counted = amount.unit in words("target_counters")
        if not self.bases or self.bases[-1] != base:
            self.bases.append(base)

    def speed(self, change: str) -> str:
        """增速, where a gap is told of a rate of growth without naming it: 增长7.2%，高于全市."""
        if not self.grew or any(word in change for word in _speeds()):
            return ""
        return next(iter(_speeds()), "")


def _undone(noun: str) -> str:
    """The noun without what befell it: 新建项目 of 新建项目开工."""
    if not noun.endswith(listed("target_events")):
        return noun
    thing = noun[: -max(len(word) for word in listed("target_events") if noun.endswith(word))]
    return thing if thing.endswith(listed("target_things")) else noun


def _speeds() -> list[str]:
    return [word for word, attributes in entries("target_comparisons").items() if "speed" in attributes]
