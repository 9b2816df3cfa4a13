"""Values: when two of them say the same."""

from __future__ import annotations

from fangzhi.resolve.bodies import zone_forms


def is_shorter(short: str, long: str) -> bool:
    """Whether a text is a short form of another, or the same: its characters stand there in their order."""
    rest = iter(long)
    return all(c in rest for c in short)


def agree(field: str, left: str, right: str, texts: frozenset[str]) -> bool:
    """Whether two values of a cell can both be right: equal, as numbers too; of `texts` also a short form and a full one."""
    if left == right:
        return True
    if field in texts:
        short, long = sorted((zone_forms(left), zone_forms(right)), key=len)
        return is_shorter(short, long)
    try:
        return float(left) == float(right)
    except ValueError:
        return False
