"""The suite's files are what they should be, and no family falls below its floor."""

from __future__ import annotations

import re
from collections import Counter

import pytest
import yaml

from fangzhi.clean import clean
from fangzhi.contract import load
from fangzhi.score import faults, problems
from tests.phenomena import suite

CASES = suite.cases()
VOCABULARY = yaml.safe_load((suite.FOLDER / "vocabulary.yaml").read_text(encoding="utf-8"))
UNITS = {unit for units in VOCABULARY["units"].values() for unit in units}
# The columns whose values are a closed list of the contract.
LISTED = [
    ("meetings", "kind"),
    ("meetings", "day_part"),
    ("participations", "role"),
    ("projects", "stage"),
    ("targets", "bound"),
    ("targets", "status"),
]
DAY = re.compile(r"(?:\d{4}|-)-\d{2}-\d{2}")


def listed(value):
    return value if isinstance(value, list) else [value]


def items(table):
    return [(case, item) for case in CASES for item in case.data["expect"].get(table, [])]


def squeezed(text):
    """Without spaces and line breaks, brackets in one form."""
    return re.sub(r"\s", "", text).translate(str.maketrans("（）", "()"))


@pytest.fixture(scope="module")
def texts():
    """The simplified, repaired text of each case."""
    return {case.tag: squeezed(clean(case.data["text"]).text) for case in CASES}


@pytest.fixture(scope="module")
def measured():
    return suite.families(CASES)


def test_every_case_has_a_text_answers_and_says_what_it_is_for():
    for case in CASES:
        assert sorted(case.data) == sorted(VOCABULARY["case"]), case.tag
        assert all(case.data[key] for key in VOCABULARY["case"]), case.tag


def test_a_case_is_named_after_its_phenomenon_and_a_phenomenon_has_at_least_four():
    assert [c.tag for c in CASES if not re.fullmatch(re.escape(c.data["phenomenon"]) + r"-\d+", c.name)] == []
    assert {name: n for name, n in Counter(case.data["phenomenon"] for case in CASES).items() if n < 4} == {}


def test_no_text_stands_twice():
    assert [text for text, n in Counter(case.data["text"] for case in CASES).items() if n > 1] == []


def test_answers_use_the_words_of_the_gold_files_only():
    tables = VOCABULARY["items"]
    strange = [(case.tag, table) for case in CASES for table in case.data["expect"] if table not in tables]
    strange += [
        (case.tag, table, key) for table in tables for case, item in items(table) for key in item if key not in tables[table]
    ]
    assert strange == []


def test_answers_can_be_compared():
    assert [(case.tag, found) for case in CASES if (found := problems(case.data["expect"]))] == []


@pytest.mark.parametrize(("table", "column"), LISTED)
def test_closed_lists_are_those_of_the_contract(table, column):
    allowed = {*load()[table].field(column).enum, None}
    assert [(c.tag, item[column]) for c, item in items(table) if not allowed.issuperset(listed(item.get(column)))] == []


def test_days_are_dates_or_days_without_a_year():
    days = [(case.tag, day) for case, item in items("meetings") for day in listed(item["held_on"]) if day]
    assert [(tag, day) for tag, day in days if not DAY.fullmatch(day)] == []


def test_units_are_of_the_vocabulary():
    used = [(case.tag, unit) for case, item in items("targets") for unit in listed(item["unit"])]
    used += [(case.tag, c["unit"]) for case, item in items("projects") for c in item.get("capacities") or []]
    assert [(tag, unit) for tag, unit in used if not UNITS.issuperset(unit.split("/"))] == []


@pytest.mark.parametrize("table", ["officials", "villages"])
def test_people_and_villages_stand_in_the_simplified_text(table, texts):
    absent = [
        (case.tag, item["name"])
        for case, item in items(table)
        if not any(name in texts[case.tag] for name in [item["name"], *item.get("aliases", [])])
    ]
    assert absent == []


def test_posts_stand_in_the_simplified_text(texts):
    posts = [(case.tag, post) for case, item in items("officials") for post in item["posts"]]
    assert [(tag, post) for tag, post in posts if squeezed(post) not in texts[tag]] == []


@pytest.mark.parametrize("table", ["meetings", "projects"])
def test_names_put_together_are_made_of_the_characters_of_the_simplified_text(table, texts):
    names = [(case.tag, item["name"]) for case, item in items(table)]
    assert [(tag, name) for tag, name in names if not set(squeezed(name)) <= set(texts[tag])] == []


def test_every_family_has_a_floor(measured):
    assert {family.name for family in measured} == set(suite.floors()), "run: make score ARGS=--write-floors"


def test_no_family_falls_below_its_floor(measured):
    fallen = []
    for family in measured:
        figures, floor = family.figures(), suite.floors().get(family.name, {})
        lower = [f"{name} {figures[name]:.3f} < {least}" for name, least in floor.items() if figures[name] < least - 1e-9]
        if lower:
            lines = [line for table, tally in family.tables.items() for line in faults(table, tally)]
            fallen.append("\n  ".join([f"{family.name}: {', '.join(lower)}", *lines]))
    assert not fallen, "\n" + "\n".join(fallen)
