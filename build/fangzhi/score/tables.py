"""One document's answers against its gold file: a tally a table, by the rules of the annotation guide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fangzhi.score.compare import alike, bare, closest, counter, listed, names, number, pair, same, similarity
from fangzhi.score.said import Said
from fangzhi.score.tally import Attribute, Tally

Item = Mapping[str, Any]
Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class Answers:
    """A gold document and what was said of it. People and meetings are matched once: other tables refer to them."""

    gold: Mapping[str, Any]
    said: Said
    tag: str

    def wanted(self, table: str) -> list[Item]:
        return list(self.gold.get(table) or [])

    @cached_property
    def meetings(self) -> Pairs:
        return pair(self.wanted("meetings"), self.said["meetings"], _meeting, 0.6)

    @cached_property
    def officials(self) -> Pairs:
        return pair(self.wanted("officials"), self.said["officials"], lambda g, h: float(h["name"] in names(g)), 1.0)

    @cached_property
    def official_of(self) -> dict[str, str]:
        """The row found for each gold name."""
        gold = self.wanted("officials")
        return {gold[i]["name"]: self.said["officials"][j]["id"] for i, j in self.officials}


def score(gold: Mapping[str, Any], said: Said, tag: str = "") -> dict[str, Tally]:
    """The tally of every table that the gold document holds, in the order of TABLES. `tag` opens each line on a row."""
    answers = Answers(gold, said, tag)
    return {table: tally(answers) for table, (source, tally) in TABLES.items() if source in gold}


def _settled(
    answers: Answers,
    gold: Sequence[Item],
    got: Sequence[Item],
    pairs: Pairs,
    labels: tuple[Callable[[Item], str], Callable[[Item], str]],
    attributes: Callable[[Item, Item], dict[str, tuple[bool, Any, Any]]] = lambda g, h: {},
) -> Tally:
    """Optional gold counts neither for nor against. `attributes` gives right, wanted and found of each cell of a pair."""
    label_gold, label_got = labels
    found, used = {i for i, _ in pairs}, {j for _, j in pairs}
    firm = [(gold[i], got[j]) for i, j in pairs if not gold[i].get("optional")]
    return Tally(
        hits=len(firm),
        misses=tuple(
            f"{answers.tag}: {label_gold(g)}" for i, g in enumerate(gold) if i not in found and not g.get("optional")
        ),
        falses=tuple(f"{answers.tag}: {label_got(h)}" for j, h in enumerate(got) if j not in used),
        attributes=tuple(
            Attribute(name, right, f"{answers.tag}: {label_gold(g)}: wanted {_shown(want)}, found {_shown(have)}")
            for g, h in firm
            for name, (right, want, have) in attributes(g, h).items()
        ),
    )


def _shown(value: Any) -> str:
    """A value or values as a person reads them."""
    if isinstance(value, (list, set)):
        return " or ".join(sorted(_shown(v) for v in value)) if value else "nothing"
    if isinstance(value, tuple):
        return " ".join(_shown(v) for v in value)
    if isinstance(value, float):
        return f"{value:.12g}"
    return "nothing" if value in (None, "") else str(value)


def _meetings(answers: Answers) -> Tally:
    labels = (lambda g: f"{_shown(g.get('held_on'))} {g['name']}", lambda h: f"{_month_day(h)} {h['name']}")
    return _settled(answers, answers.wanted("meetings"), answers.said["meetings"], answers.meetings, labels, _meeting_cells)


def _days(gold: Item) -> list[str]:
    return [day or "" for day in listed(gold.get("held_on"))]


def _month_day(got: Item) -> str:
    """MM-DD, or nothing."""
    if got.get("held_month") and got.get("held_day"):
        return f"{int(float(got['held_month'])):02d}-{int(float(got['held_day'])):02d}"
    return str(got.get("held_on") or "")[-5:]


def _meeting(gold: Item, got: Item) -> float:
    """The same month and day, then the closest name; where one of the two has no day, the name alone."""
    days, day = {d[-5:] for d in _days(gold)}, _month_day(got)
    likeness = closest(names(gold), [got["name"]])
    if day and day in days:
        return 1 + likeness
    return likeness if (not day or days == {""}) else 0.0


def _meeting_cells(gold: Item, got: Item) -> dict[str, tuple[bool, Any, Any]]:
    years = [day[:4] if day[:4].isdigit() else "" for day in _days(gold)]
    year, venue = str(got.get("held_on") or "")[:4], gold.get("venue")
    near = isinstance(venue, str) and alike(venue, got.get("venue")) >= 0.8
    return {
        "kind": (same(gold.get("kind"), got.get("kind")), gold.get("kind"), got.get("kind")),
        "day_part": (same(gold.get("day_part"), got.get("day_part")), gold.get("day_part"), got.get("day_part")),
        "venue": (near or same(venue, got.get("venue")), venue, got.get("venue")),
        "name": (closest(names(gold), [got["name"]]) >= 0.8, names(gold), got["name"]),
        "year": (same(years, year), years, year),
    }


def _officials(answers: Answers) -> Tally:
    labels = (lambda g: g["name"], lambda h: h["name"])
    return _settled(answers, answers.wanted("officials"), answers.said["officials"], answers.officials, labels)


def _posts(answers: Answers) -> Tally:
    """A post is right on the right person, when it is as printed but for a few characters."""
    who = {found: name for name, found in answers.official_of.items()}
    printed = {row["id"]: row["name"] for row in answers.said["officials"]}
    gold = [
        {"who": person["name"], "post": post, "optional": person.get("optional")}
        for person in answers.wanted("officials")
        for post in person.get("posts", [])
    ]
    got = [{"who": who.get(row["official_id"]), "of": row["official_id"], "post": row["post"]} for row in answers.said["positions"]]
    labels = (lambda g: f"{g['who']} {g['post']}", lambda h: f"{printed.get(h['of'])} {h['post']}")
    pairs = pair(gold, got, lambda g, h: (g["who"] == h["who"]) * similarity(bare(g["post"]), bare(h["post"])), 0.85)
    return _settled(answers, gold, got, pairs, labels)


def _participations(answers: Answers) -> Tally:
    meeting_of = {i: answers.said["meetings"][j]["id"] for i, j in answers.meetings}
    printed = {row["id"]: row["name"] for row in answers.said["officials"]}
    gold = [
        {**p, "in": meeting_of.get(p["meeting"]), "who": answers.official_of.get(p["official"])}
        for p in answers.wanted("participations")
    ]
    got = answers.said["participations"]

    def right(g: Item, h: Item) -> float:
        known = g["in"] is not None and g["who"] is not None
        return float(known and (g["in"], g["who"]) == (h["meeting_id"], h["official_id"]) and h["role"] in listed(g["role"]))

    labels = (lambda g: f"{g['official']} {_shown(g['role'])}", lambda h: f"{printed.get(h['official_id'])} {h['role']}")
    return _settled(answers, gold, got, pair(gold, got, right, 1.0), labels)


def _projects(answers: Answers) -> Tally:
    gold, got = answers.wanted("projects"), answers.said["projects"]
    pairs = pair(gold, got, lambda g, h: closest(names(g), h["names"]), 0.8)
    return _settled(answers, gold, got, pairs, (lambda g: g["name"], lambda h: h["name"]), _project_cells)


def _project_cells(gold: Item, got: Item) -> dict[str, tuple[bool, Any, Any]]:
    amounts = [number(amount) for amount in listed(gold.get("investment_amount"))]
    amount, currency = number(got.get("investment_amount")), got.get("investment_currency")
    # Where no amount is wanted, no currency is.
    paid = amount in amounts and (amounts[0] is None or same(gold.get("investment_currency"), currency))
    capacities = {(number(c["value"]), c["unit"]) for c in gold.get("capacities") or []}
    return {
        "investment": (paid, [(a, gold.get("investment_currency")) for a in amounts], (amount, currency)),
        "stage": (same(gold.get("stage"), got.get("stage")), gold.get("stage"), got.get("stage")),
        "capacities": (capacities == got["capacities"], capacities, got["capacities"]),
    }


def _villages(answers: Answers) -> Tally:
    gold, got = answers.wanted("villages"), answers.said["villages"]
    labels = (lambda g: f"{_shown(g.get('town'))} {g['name']}", lambda h: f"{_shown(h.get('town'))} {h['name']}")
    return _settled(answers, gold, got, pair(gold, got, _village, 1.0), labels, _village_cells)


def _village(gold: Item, got: Item) -> float:
    """The name exactly; then town and county tell villages of one name apart."""
    places = same(gold.get("town"), got.get("town")) + same(gold.get("county"), got.get("county"))
    return float(got["name"] in names(gold)) * (1 + places)


def _village_cells(gold: Item, got: Item) -> dict[str, tuple[bool, Any, Any]]:
    cells = {k: (same(gold[k], got.get(k)), gold[k], got.get(k)) for k in ("town", "county", "city", "province") if gold.get(k)}
    titles, found = gold.get("designations") or [], got["designations"]
    named = all(any(alike(title, other, 0.75) >= 0.75 for other in found) for title in titles)
    return {**cells, "designations": (named and bool(found) == bool(titles), titles, found)}


def _targets(answers: Answers) -> Tally:
    gold, got = answers.wanted("targets"), answers.said["targets"]

    def label(row: Item) -> str:
        return f"{row['indicator']} {_shown(row['value'])} {_shown(row['unit'])}"

    return _settled(answers, gold, got, pair(gold, got, _target, 0.5), (label, label), _target_cells)


def _target(gold: Item, got: Item) -> float:
    """Value and unit exactly; then the indicator's likeness."""
    values = [number(value) for value in listed(gold["value"])]
    units = [counter(unit) for unit in listed(gold["unit"])]
    if number(got["value"]) not in values or counter(got["unit"]) not in units:
        return 0.0
    return closest(names(gold, "indicator"), [got["indicator"]], 0.5)


def _target_cells(gold: Item, got: Item) -> dict[str, tuple[bool, Any, Any]]:
    return {k: (same(gold.get(k), got.get(k)), gold.get(k), got.get(k)) for k in ("bound", "status", "period")}


# Each table, the part of a gold file that it is compared with, and how.
TABLES: dict[str, tuple[str, Callable[[Answers], Tally]]] = {
    "meetings": ("meetings", _meetings),
    "officials": ("officials", _officials),
    "posts": ("officials", _posts),
    "participations": ("participations", _participations),
    "projects": ("projects", _projects),
    "villages": ("villages", _villages),
    "targets": ("targets", _targets),
}
