"""Rows: mentions of one project brought together, and the claims that they make."""

from __future__ import annotations

from dataclasses import dataclass, field

from .claim import Claim
from .project_amounts import Amount, Capacity, amount, capacities
from .project_names import bare, company, head, place
from .project_stages import RANK


@dataclass(slots=True)
class Row:
    """One project of a page: its mentions, and the best of what was said of it. Offsets are the page's."""

    names: list[tuple[str, int, int, str]] = field(default_factory=list)
    stage: tuple[str, int, int] | None = None
    amount: Amount | None = None
    capacities: list[Capacity] = field(default_factory=list)


class Rows:
    """The projects of a page, in the order of first mention."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.base = 0
        self.current: Row | None = None

    def at(self, base: int) -> Rows:
        """Set where the sentence now read begins."""
        self.base = base
        return self

    def add(self, found, tokens, text, run, upto) -> None:
        rows = []
        for mention in found:
            row = self._row(mention.name)
            row.names.append((mention.name, self.base + mention.start, self.base + mention.end, mention.rule))
            self._tell(row, mention.stage, mention.amount, mention.capacities)
            rows.append(row)
        first = run.start
        if len(rows) == 1:
            self.current = rows[0]
        elif rows:
            self.current = None
        elif any(c.counted for c in run.chunks):
            self.current = None
        if self.current is not None:
            start = found[-1].end if found else first
            rest = [t for t in tokens if start <= t.start < upto]
            self._tell(self.current, None, amount(rest, text), capacities(rest, text))

    def _tell(self, row: Row, stage, money, caps) -> None:
        base = self.base
        if stage and (row.stage is None or RANK[stage[0]] > RANK[row.stage[0]]):
            row.stage = stage[0], base + stage[1], base + stage[2]
        if money and row.amount is None:
            row.amount = Amount(money.value, money.currency, base + money.start, base + money.end)
        for c in caps:
            if (c.value, c.unit) not in {(x.value, x.unit) for x in row.capacities}:
                row.capacities.append(Capacity(c.value, c.unit, base + c.start, base + c.end))

    def _row(self, name: str) -> Row:
        key = bare(name)
        same = [r for r in self.rows if any(bare(n[0]) == key for n in r.names)]
        if not same:
            same = [r for r in self.rows if any(_second(bare(n[0]), key) for n in r.names)]
        if len(same) == 1:
            return same[0]
        row = Row()
        self.rows.append(row)
        return row

    def claims(self) -> list[Claim]:
        out: list[Claim] = []
        number = 0
        for index, row in enumerate(self.rows):
            key = f"projects/{index}"
            names = sorted(row.names, key=lambda n: (-len(n[0]), n[1]))
            full = names[0][0]
            for name, start, end, rule in names:
                out.append(Claim("projects", key, "name", full, start, end, rule))
            _, start, end, rule = names[0]
            found = head(full)
            out.append(Claim("projects", key, "category", found[1] if found else "industrial", start, end, "projects.category"))
            who, where = company(full), place(full)
            if who:
                out.append(Claim("projects", key, "proponent", who, start, start + len(who), "projects.proponent"))
            if where:
                out.append(Claim("projects", key, "place", where, start, start + len(where), "projects.place"))
            if row.amount:
                a = row.amount
                out.append(Claim("projects", key, "investment_amount", a.value, a.start, a.end, "projects.amount"))
                out.append(Claim("projects", key, "investment_currency", a.currency, a.start, a.end, "projects.amount"))
            if row.stage:
                out.append(Claim("projects", key, "stage", row.stage[0], row.stage[1], row.stage[2], "projects.stage"))
            for c in row.capacities:
                own = f"project_capacities/{number}"
                number += 1
                for f, v in (("project_id", key), ("value", c.value), ("unit", c.unit)):
                    out.append(Claim("project_capacities", own, f, v, c.start, c.end, "projects.capacity"))
        return out


def _second(known: str, name: str) -> bool:
    """Whether one name is a shorter mention of the other, a place before it left aside."""
    short, long = sorted((known, name), key=len)
    where = place(short)
    if where and len(short) - len(where) >= 4 and long.startswith(short[len(where) :]):
        return True
    return len(short) >= 4 and (long.startswith(short) or long.endswith(short)) and len(short) >= 0.4 * len(long)
