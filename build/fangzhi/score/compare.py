"""When two values are the same: the rules of the annotation guide, "How answers are compared"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from rapidfuzz.distance import Indel

from fangzhi.lex.lexicon import entries, words

_BRACKETS = str.maketrans("", "", "()（）[]“”\"‘’「」《》 \u3000·-—")

Left = TypeVar("Left")
Right = TypeVar("Right")


def listed(value: Any) -> list[Any]:
    """A gold value may be a list of acceptable ones; a single one is a list of one."""
    return value if isinstance(value, list) else [value]


def names(gold: dict[str, Any], key: str = "name") -> list[str]:
    """All names under which a gold item may be found."""
    return [gold[key], *gold.get("aliases", [])]


def same(want: Any, got: Any) -> bool:
    """Whether the value is one of those wanted, as text; nothing and an empty cell are the same."""
    return any(str(value or "") == str(got or "") for value in listed(want))


def number(value: Any) -> float | None:
    """The number a cell holds, or None."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def bare(name: str | None) -> str:
    """A name without brackets, quotes, spaces and the generic words that close it, where something is left before them."""
    text = (name or "").translate(_BRACKETS)
    for word in entries("score_closing"):
        if text.endswith(word) and len(text) > len(word) + 1:
            text = text[: -len(word)]
    return text


def similarity(left: str, right: str) -> float:
    """Normalised Indel similarity, 0 to 1."""
    if not left or not right:
        return float(left == right)
    length = len(left) + len(right)
    # Divided once: one minus a quotient can miss a threshold by a rounding error.
    return (length - Indel.distance(left, right)) / length


def alike(left: str | None, right: str | None, need: float = 0.8) -> float:
    """Similarity of two bare names; one that holds the other and is not much longer is as alike as needed."""
    left, right = bare(left), bare(right)
    if left == right:
        return 1.0
    short, long = sorted((left, right), key=len)
    held = need if short in long and len(short) >= 0.6 * len(long) else 0.0
    return max(similarity(left, right), held)


def closest(wanted: Sequence[str], got: Sequence[str], need: float = 0.8) -> float:
    """The best likeness of any name wanted and any name got."""
    return max((alike(left, right, need) for left in wanted for right in got), default=0.0)


def counter(unit: str | None) -> str:
    """Units that count the same thing as one: 家, 户 and 个 count alike, 个百分点 is 百分点."""
    unit = bare(unit)
    if unit in words("score_counters"):
        return "个"
    return unit.removeprefix("个")


def pair(
    gold: Sequence[Left], got: Sequence[Right], score: Callable[[Left, Right], float], need: float
) -> list[tuple[int, int]]:
    """Indices of the gold and the found items that belong together: greedy, best score first, none below `need`."""
    scored = [
        (value, i, j) for i, left in enumerate(gold) for j, right in enumerate(got) if (value := score(left, right)) >= need
    ]
    scored.sort(key=lambda item: -item[0])
    left_taken: set[int] = set()
    right_taken: set[int] = set()
    found = []
    for _, i, j in scored:
        if i not in left_taken and j not in right_taken:
            left_taken.add(i)
            right_taken.add(j)
            found.append((i, j))
    return found
