"""Spells in a post: what is seen of them, since when and until when documents tell them to be held, and who crosses whom."""

from __future__ import annotations

import datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangzhi.contract import plain
from fangzhi.resolve import resolve
from tests.resolve.rows import claims, document, official

FIRST, SECOND = "孟知秋", "林晓梅"


def told(day: str, who: str, change: str | None = None, on: str | None = None, post: str = "市委书记") -> tuple[str, dict[str, list]]:
    """What a document of a day tells of a person and the seat."""
    rows = official(who, post, "市委")
    rows["positions"][0] |= {name: value for name, value in (("change", change), ("changed_on", on)) if value}
    return day, rows


def tables(*reports: tuple[str, dict[str, list]]) -> dict[str, pl.DataFrame]:
    papers = [document(f"n{n}", adcode="320300", published_on=day) for n, (day, _) in enumerate(reports)]
    return resolve(papers, [claim for n, (_, rows) in enumerate(reports) for claim in claims(f"n{n}", rows)])


def spells(*reports: tuple[str, dict[str, list]]) -> list[dict[str, Any]]:
    """The rows of tenures by name and first day, days as text."""
    out = tables(*reports)
    lines = plain(out["tenures"]).join(plain(out["officials"]).select("official_id", "name"), on="official_id")
    lines = lines.with_columns(pl.col(pl.Date).cast(pl.String))
    order = [pl.coalesce("held_since", "first_seen", "held_until")]
    return lines.sort("name", *order).to_dicts()


def days(spell: dict[str, Any]) -> tuple[str | None, ...]:
    return tuple(spell[name] for name in ("held_since", "first_seen", "last_seen", "held_until", "left_by"))


def test_a_spell_is_held_since_the_day_of_the_appointment_and_until_that_of_the_removal():
    (spell,) = spells(
        told("2022-01-11", FIRST, "elected", "2022-01-09"), told("2023-05-01", FIRST), told("2024-01-28", FIRST, "removed", "2024-01-26")
    )
    assert days(spell) == ("2022-01-09", "2022-01-11", "2023-05-01", "2024-01-26", "2024-01-28")


def test_a_removal_is_no_sight_of_the_post_being_held():
    (spell,) = spells(told("2024-01-28", FIRST, "removed", "2024-01-26"))
    assert days(spell) == (None, None, None, "2024-01-26", "2024-01-28")


def test_a_change_without_a_day_leaves_the_days_open():
    (spell,) = spells(told("2022-01-11", FIRST, "appointed"), told("2024-01-28", FIRST, "resigned"))
    assert days(spell) == (None, "2022-01-11", "2022-01-11", None, "2024-01-28")


def test_what_was_held_before_is_left_by_the_day_that_tells_so():
    (spell,) = spells(told("2022-01-11", FIRST), told("2024-01-28", FIRST, "former"))
    assert days(spell) == (None, "2022-01-11", "2022-01-11", None, "2024-01-28")


def test_who_is_seen_in_the_post_before_an_election_is_elected_again_and_not_held_since_then():
    (spell,) = spells(told("2021-05-01", FIRST), told("2022-01-11", FIRST, "elected", "2022-01-09"))
    assert days(spell)[:2] == (None, "2021-05-01")


def test_of_two_elections_the_first_begins_the_spell():
    (spell,) = spells(told("2017-01-11", FIRST, "elected", "2017-01-09"), told("2022-01-11", FIRST, "elected", "2022-01-09"))
    assert spell["held_since"] == "2017-01-09"


def test_who_comes_back_to_a_post_has_two_spells_with_identifiers_of_their_own():
    reports = [
        told("2020-03-02", FIRST, "appointed", "2020-03-01"),
        told("2021-03-02", FIRST, "removed", "2021-03-01"),
        told("2023-03-02", FIRST, "appointed", "2023-03-01"),
        told("2024-03-02", FIRST),
    ]
    out = tables(*reports)
    first, second = spells(*reports)
    assert days(first) == ("2020-03-01", "2020-03-02", "2020-03-02", "2021-03-01", "2021-03-02")
    assert days(second) == ("2023-03-01", "2023-03-02", "2024-03-02", None, None)
    assert first["tenure_id"] != second["tenure_id"]
    own = out["positions"].group_by("tenure_id").len().sort("len")
    assert dict(own.iter_rows()) == {first["tenure_id"]: 2, second["tenure_id"]: 2}
    (alone,) = spells(*reports[:2])
    assert alone["tenure_id"] == first["tenure_id"]


def test_a_post_that_is_only_proposed_is_no_spell():
    out = tables(told("2024-01-28", FIRST, "proposed"))
    assert out["tenures"].is_empty()
    assert out["positions"].select("change", "tenure_id").rows() == [("proposed", None)]


def overlapping(*reports: tuple[str, dict[str, list]]) -> dict[str, bool]:
    return {spell["name"]: spell["overlaps"] for spell in spells(*reports)}


def test_who_begins_on_the_day_on_which_the_other_ends_does_not_overlap():
    change = [told("2024-01-28", FIRST, "removed", "2024-01-26"), told("2024-01-28", SECOND, "appointed", "2024-01-26")]
    assert overlapping(told("2023-01-01", FIRST), *change, told("2024-03-01", SECOND)) == {FIRST: False, SECOND: False}


def test_a_paper_that_prints_the_old_title_after_a_removal_makes_no_overlap():
    change = [told("2024-01-28", FIRST, "removed", "2024-01-26"), told("2024-01-28", SECOND, "appointed", "2024-01-26")]
    assert overlapping(told("2023-01-01", FIRST), *change, told("2024-02-03", FIRST)) == {FIRST: False, SECOND: False}


def test_a_seat_that_is_told_to_be_held_longer_than_it_is_seen_overlaps():
    seen = [told("2023-01-01", FIRST), told("2023-06-01", SECOND)]
    assert overlapping(*seen) == {FIRST: False, SECOND: False}
    assert overlapping(*seen, told("2024-01-28", FIRST, "removed", "2024-01-26")) == {FIRST: True, SECOND: True}


def test_a_seat_that_is_told_to_be_held_before_it_is_seen_overlaps():
    seen = [told("2023-06-01", FIRST), told("2023-09-01", SECOND, "appointed", "2023-03-01")]
    assert overlapping(*seen) == {FIRST: True, SECOND: True}


def test_who_leaves_one_head_post_for_that_of_another_place_is_one_person():
    left = {**official(FIRST, "铜山区委书记", "铜山区委")}
    left["positions"][0] |= {"change": "removed", "changed_on": "2024-01-26"}
    left["positions"].append({"official_id": "officials/0", "post": "徐州市委常委", "organization": "徐州市委", "title": "常委"})
    new = official(FIRST, "沛县县委书记", "沛县县委")
    new["positions"].append({"official_id": "officials/0", "post": "徐州市委常委", "organization": "徐州市委", "title": "常委"})
    out = tables(("2024-01-28", left), ("2024-02-20", new))
    assert len(out["officials"]) == 1


DAYS = st.integers(0, 40).map(lambda n: str(datetime.date(2024, 1, 1) + datetime.timedelta(days=n)))
CHANGES = st.sampled_from([None, "appointed", "elected", "removed", "resigned", "former"])
REPORTS = st.lists(st.tuples(DAYS, st.sampled_from([FIRST, SECOND]), CHANGES, st.none() | DAYS), min_size=1, max_size=7)


@given(REPORTS, st.randoms())
@settings(deadline=None, max_examples=40)
def test_the_days_of_a_spell_stand_in_order_whatever_is_told_and_in_whatever_order(reports, chance):
    made = [told(day, who, change, on if change and change != "former" else None) for day, who, change, on in reports]
    found = tables(*made)["tenures"]
    assert found.filter((pl.col("first_seen") > pl.col("last_seen")) | (pl.col("left_by") < pl.col("first_seen"))).is_empty()
    assert found.filter((pl.col("held_since") > pl.col("held_until")) | (pl.col("first_seen") < pl.col("held_since"))).is_empty()
    mixed = list(made)
    chance.shuffle(mixed)
    assert spells(*mixed) == spells(*made)


@given(REPORTS)
@settings(deadline=None, max_examples=40)
def test_overlaps_are_those_that_comparing_each_with_each_finds(reports):
    made = [told(day, who, change, on if change and change != "former" else None) for day, who, change, on in reports]
    found = spells(*made)

    def span(spell: dict[str, Any]) -> tuple[datetime.date, datetime.date] | None:
        since, seen, last, until = (spell[name] and datetime.date.fromisoformat(spell[name]) for name in ("held_since", "first_seen", "last_seen", "held_until"))
        one = datetime.timedelta(days=1)
        end = until or (max(filter(None, (last, since))) + one if last or since else None)
        return (min(since or seen or end - one, end - one), end) if end else None

    spans = [(spell["name"], span(spell)) for spell in found]
    for (name, own), spell in zip(spans, found, strict=True):
        others = [other for who, other in spans if who != name and other]
        assert spell["overlaps"] == bool(own and any(own[0] < other[1] and other[0] < own[1] for other in others))


@pytest.mark.parametrize("change", ["appointed", "removed"])
def test_the_cells_of_a_change_cite_their_claims(change):
    out = tables(told("2024-01-28", FIRST, change, "2024-01-26"))
    name = out["positions"]["position_id"][0]
    cited = out["claims"].filter((pl.col("row_id") == name) & pl.col("field").cast(pl.String).is_in(["change", "changed_on"]))
    assert sorted(cited["value"].cast(pl.String)) == ["2024-01-26", change]
