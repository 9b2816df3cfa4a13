"""Two packages are compared by their keys, and every kind of change raises the part of the version that the recipe says."""

from __future__ import annotations

import datetime
import json
import zipfile
from decimal import Decimal

import jsonschema
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangzhi.diff import Part, compared, markdown, plain
from fangzhi.diff.shape import looser
from fangzhi.diff.version import Version, raised
from fangzhi.errors import Refusal
from tests.diff.packages import PEOPLE, POSTS, changed, people, posts, write

ROW = ("a", "Ann", 40)


def diff(tmp_path, old, new, old_metadata=None, new_metadata=None):
    before = write(tmp_path / "old", old, **(old_metadata or {}))
    after = write(tmp_path / "new", new, **(new_metadata or {}))
    found = compared(before, after, tmp_path / "changes.parquet")
    jsonschema.validate(json.loads(plain.text(found)), plain.schema(), format_checker=jsonschema.FormatChecker())
    assert markdown.text(found).startswith("# Changes from 1.2.3 to ")
    return found


def rows(tmp_path, columns=("table_name", "change", "row_id", "field", "old_value", "new_value")):
    return pl.read_parquet(tmp_path / "changes.parquet").select(columns).rows()


def test_a_package_is_the_same_as_itself(tmp_path):
    found = diff(tmp_path, {"people": people(ROW)}, {"people": people(ROW)})
    assert (found.same, found.part, str(found.least)) == (True, None, "1.2.3")
    assert "Nothing has changed." in markdown.text(found) and rows(tmp_path) == []


def test_version_day_and_sources_are_no_difference(tmp_path):
    told = {"version": "2.0.0", "created": "2024-01-01T00:00:00Z", "sources": [{"title": "a"}]}
    assert diff(tmp_path, {"people": people(ROW)}, {"people": people(ROW)}, None, told).same


# Rows


def test_a_new_row_is_minor(tmp_path):
    found = diff(tmp_path, {"people": people(ROW)}, {"people": people(ROW, ("b", "Bo", None))})
    (table,) = found.tables
    assert (table.added.keys, table.removed.count, table.changed.count) == (("b",), 0, 0)
    assert (found.part, str(found.least)) == (Part.minor, "1.3.0")
    assert rows(tmp_path) == [("people", "row_added", "b", None, None, None)]


def test_a_value_that_changed_is_a_patch(tmp_path):
    found = diff(tmp_path, {"people": people(ROW, ("b", "Bo", 1))}, {"people": people(("a", "Anna", None), ("b", "Bo", 1))})
    assert found.tables[0].changed.keys == ("a",) and found.tables[0].cells == (("name", 1), ("age", 1))
    assert (found.part, str(found.least)) == (Part.patch, "1.2.4")
    assert rows(tmp_path) == [
        ("people", "cell_changed", "a", "age", "40", None),
        ("people", "cell_changed", "a", "name", "Ann", "Anna"),
    ]


def test_a_row_that_is_gone_is_a_patch_where_nothing_led_to_it_and_major_where_something_did(tmp_path):
    old = {"people": people(ROW, ("b", "Bo", 1)), "posts": posts(("p", "a"))}
    found = diff(tmp_path / "1", old, {"people": people(ROW), "posts": posts(("p", "a"))})
    assert found.part is Part.patch and found.tables[0].cited.count == 0
    found = diff(tmp_path / "2", old, {"people": people(("b", "Bo", 1)), "posts": posts()})
    assert found.part is Part.major and found.tables[0].cited.keys == ("a",)


def test_a_reference_that_leads_elsewhere_is_minor(tmp_path):
    both = people(ROW, ("b", "Bo", 1))
    found = diff(tmp_path, {"people": both, "posts": posts(("p", "a"))}, {"people": both, "posts": posts(("p", "b"))})
    assert found.tables[1].references == ("id",) and found.part is Part.minor


def redirects(*rows):
    fields = [{"name": name, "type": "string"} for name in ("redirect_id", "table_name", "old_id", "new_id", "reason")]
    return {"fields": fields, "primaryKey": ["redirect_id"]}, rows


def test_identifiers_that_lead_elsewhere_are_told_and_major(tmp_path):
    told = ("r1", "people", "b", "a", "merged")
    old = {"people": people(ROW, ("b", "Bo", 1)), "redirects": redirects(("r0", "people", "z", None, "gone"))}
    new = {"people": people(ROW), "redirects": redirects(("r0", "people", "z", None, "gone"), told)}
    found = diff(tmp_path, old, new)
    (one,) = found.tables[0].redirected
    assert (one.old, one.new, one.reason) == ("b", "a", "merged") and found.part is Part.major
    assert "`b` merged: see `a`" in markdown.text(found)
    assert ("people", "redirected", "b", "a", "merged") in rows(tmp_path, ("table_name", "change", "row_id", "new_value", "reason"))


def test_values_of_every_type_are_compared_as_values(tmp_path):
    schema = {"fields": [{"name": name, "type": name} for name in ("integer", "number", "date", "boolean", "string")], "primaryKey": ["integer"]}
    day = datetime.date(2024, 1, 1)
    old = schema, [(1, Decimal("12000000000"), day, True, "x"), (2, Decimal("6.30"), None, None, "")]
    new = schema, [(2, Decimal("6.3"), None, None, ""), (1, Decimal("12000000000.5"), day, False, "x")]
    found = diff(tmp_path, {"t": old}, {"t": new})
    assert rows(tmp_path) == [
        ("t", "cell_changed", "1", "boolean", "true", "false"),
        ("t", "cell_changed", "1", "number", "12000000000", "12000000000.5"),
    ]
    assert found.tables[0].cells == (("number", 1), ("boolean", 1))


def test_a_column_of_another_type_is_compared_as_text(tmp_path):
    schema = changed(PEOPLE, "age", type="string")
    found = diff(tmp_path, {"people": people(ROW, ("b", "Bo", 1))}, {"people": (schema, [("a", "Ann", "40"), ("b", "Bo", "one")])})
    assert found.tables[0].changed.keys == ("b",)


def test_keys_of_several_columns_and_columns_with_names_of_sql(tmp_path):
    schema = {"fields": [{"name": name, "type": "string"} for name in ("order", "end", 'a "b"')], "primaryKey": ["order", "end"]}
    found = diff(tmp_path, {"select": (schema, [("1", "x", "u")])}, {"select": (schema, [("1", "x", "v"), ("1", "y", "u")])})
    assert found.tables[0].changed.keys == ("1|x",) and found.tables[0].added.keys == ("1|y",)


cell = st.one_of(st.none(), st.integers(0, 2))
table = st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.sampled_from([None, "x", "y"]), cell), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=table, new=table)
def test_rows_differ_as_a_plain_comparison_of_dictionaries_says(tmp_path_factory, old, new):
    home = tmp_path_factory.mktemp("diff")
    found = diff(home, {"people": people(*((key, *row) for key, row in old.items()))}, {"people": people(*((key, *row) for key, row in new.items()))})
    told = found.tables[0]
    both = old.keys() & new.keys()
    assert set(told.added.keys) == new.keys() - old.keys()
    assert set(told.removed.keys) == old.keys() - new.keys()
    assert set(told.changed.keys) == {key for key in both if old[key] != new[key]}
    assert sum(count for _, count in told.cells) == sum(was != now for key in both for was, now in zip(old[key], new[key], strict=True))
    assert found.same == (old == new)


# What is declared

WIDER = {"people": people(ROW), "posts": posts()}
RECIPE = [
    ("a table is new", {"people": people(ROW)}, WIDER, Part.minor),
    ("a table is gone", WIDER, {"people": people(ROW)}, Part.major),
    ("a column is new", (PEOPLE, [ROW]), ({**PEOPLE, "fields": [*PEOPLE["fields"], {"name": "more", "type": "string"}]}, [(*ROW, None)]), Part.major),
    ("a column is gone", (PEOPLE, [ROW]), ({**PEOPLE, "fields": PEOPLE["fields"][:2]}, [ROW[:2]]), Part.major),
    ("columns moved", (PEOPLE, [ROW]), ({**PEOPLE, "fields": [PEOPLE["fields"][0], PEOPLE["fields"][2], PEOPLE["fields"][1]]}, [("a", 40, "Ann")]), Part.major),
    ("a type changed", (PEOPLE, [ROW]), (changed(PEOPLE, "age", type="string"), [("a", "Ann", "40")]), Part.major),
    ("a format changed", (PEOPLE, [ROW]), (changed(PEOPLE, "name", format="uri"), [ROW]), Part.major),
    ("a bound is new", (PEOPLE, [ROW]), (changed(PEOPLE, "age", constraints={"minimum": 0}), [ROW]), Part.major),
    ("a bound is gone", (changed(PEOPLE, "age", constraints={"minimum": 0}), [ROW]), (PEOPLE, [ROW]), Part.minor),
    ("a bound is looser", (changed(PEOPLE, "age", constraints={"maximum": 90}), [ROW]), (changed(PEOPLE, "age", constraints={"maximum": 99}), [ROW]), Part.minor),
    ("a bound is tighter", (changed(PEOPLE, "age", constraints={"maximum": 99}), [ROW]), (changed(PEOPLE, "age", constraints={"maximum": 90}), [ROW]), Part.major),
    ("a value may be missing", (changed(PEOPLE, "age", constraints={"required": True}), [ROW]), (PEOPLE, [ROW]), Part.minor),
    ("a title changed", (PEOPLE, [ROW]), (changed(PEOPLE, "name", title="Full name"), [ROW]), Part.patch),
    ("a description is new", (PEOPLE, [ROW]), (changed(PEOPLE, "name", description="As printed"), [ROW]), Part.patch),
    ("the key changed", (PEOPLE, [ROW]), ({**PEOPLE, "primaryKey": ["name"]}, [ROW]), Part.major),
    ("missing values changed", (PEOPLE, [ROW]), ({**PEOPLE, "missingValues": ["-"]}, [ROW]), Part.major),
    ("a foreign key is new", (changed(POSTS, foreignKeys=None), []), (POSTS, []), Part.major),
    ("a foreign key is gone", (POSTS, []), (changed(POSTS, foreignKeys=None), []), Part.minor),
    ("a unique key is gone", (changed(PEOPLE, uniqueKeys=[["name"]]), [ROW]), (PEOPLE, [ROW]), Part.minor),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "part"), [case[1:] for case in RECIPE], ids=[case[0] for case in RECIPE])
def test_the_recipe(tmp_path, old, new, part):
    old, new = (side if isinstance(side, dict) else {"t": side} for side in (old, new))
    found = diff(tmp_path, old, new)
    assert found.part is part and not found.same
    assert found.shape and {change.part for change in found.shape} == {part}
    assert found.least == raised(Version(1, 2, 3), part)
    assert all(change.what in markdown.text(found) for change in found.shape)


@pytest.mark.parametrize(
    ("key", "value", "part"),
    [("title", "New", Part.patch), ("licenses", [{"name": "CC0-1.0"}], Part.patch), ("name", "q", Part.major), ("id", "urn:x", Part.major)],
)
def test_what_the_package_says_of_itself(tmp_path, key, value, part):
    assert diff(tmp_path, {"people": people()}, {"people": people()}, None, {key: value}).part is part


def test_a_file_beside_the_tables_counts_but_not_what_tells_of_changes(tmp_path):
    book = {"name": "book", "path": "a.xlsx"}
    told = {"name": "p-changes", "path": "changes.parquet", "format": "parquet", "schema": PEOPLE}
    assert diff(tmp_path / "1", {"people": people()}, {"people": people()}, None, {"more": [book]}).part is Part.minor
    assert diff(tmp_path / "2", {"people": people()}, {"people": people()}, {"more": [book]}).part is Part.major
    assert diff(tmp_path / "3", {"people": people()}, {"people": people()}, None, {"more": [told]}).same


@pytest.mark.parametrize(
    ("key", "old", "new", "is_looser"),
    [
        ("enum", ["a"], ["a", "b"], True), ("enum", ["a", "b"], ["a"], False), ("enum", ["a"], ["b", "c"], False),
        ("pattern", "a", "a|b", False), ("pattern", "a", None, True), ("required", True, False, True), ("required", None, True, False),
        ("required", None, False, True), ("minimum", 1, 0, True), ("minLength", 1, 2, False), ("maxLength", 1, 2, True), ("minimum", 1, "0", False),
    ],
)  # fmt: skip
def test_a_constraint_is_looser_where_all_values_keep_it_still(key, old, new, is_looser):
    assert looser(key, old, new) is is_looser


# Versions


@pytest.mark.parametrize(
    ("text", "part", "least"),
    [("1.2.3", "major", "2.0.0"), ("1.2.3", "minor", "1.3.0"), ("1.2.3", "patch", "1.2.4"), ("0.1.0", "major", "1.0.0"), ("1.2.3", None, "1.2.3")],
)
def test_a_part_rises_and_those_after_it_begin_anew(text, part, least):
    assert str(raised(Version.of(text), part)) == least


@pytest.mark.parametrize("text", ["1.2", "v1.2.3", "1.2.3-beta", "01.2.3", "1.2.3 ", "", None, 1, "１.2.3"])
def test_what_is_no_version_is_none(text):
    assert Version.of(text) is None


def test_ten_is_more_than_nine():
    assert Version.of("1.10.0") > Version.of("1.9.9")


def test_the_new_version_is_told_enough_or_not(tmp_path):
    tables = {"people": people(ROW)}, {"people": people(ROW, ("b", "Bo", 1))}
    for number, (version, enough) in enumerate([("1.3.0", True), ("2.0.0", True), ("1.2.9", False), ("later", None)]):
        found = diff(tmp_path / str(number), *tables, None, {"version": version})
        assert plain.data(found)["version"] == {"part": "minor", "least": "1.3.0", "enough": enough}


# What cannot be compared


def broken(folder, **changes):
    path = folder / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    described["resources"][0] |= changes
    path.write_text(json.dumps(described), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"path": "../out.parquet"}, "leads out of the package"),
        ({"path": "/etc/hostname"}, "leads out of the package"),
        ({"path": "data/*.parquet"}, "leads out of the package"),
        ({"path": "data/none.parquet"}, "is missing"),
        ({"schema": {"fields": [{"name": "other", "type": "string"}]}}, "people is not what its schema says"),
        ({"schema": {"fields": "x"}}, "none of a data package"),
        ({"schema": {"fields": [{"name": "id"}, {"name": "id"}]}}, "have no names of their own"),
        ({"format": "csv"}, "no table in Parquet"),
        ({"schema": {**PEOPLE, "primaryKey": ["age"]}}, "gives a key to several rows"),
    ],
)
def test_a_package_that_cannot_be_read_is_refused_in_one_line(tmp_path, changes, reason):
    twice = people(ROW, ("b", "Bo", 40))
    old, new = write(tmp_path / "old", {"people": twice}), write(tmp_path / "new", {"people": twice})
    broken(new, **changes)
    if "primaryKey" in changes.get("schema", {}):
        broken(old, **changes)
    with pytest.raises(Refusal, match=reason) as refused:
        compared(old, new)
    assert refused.value.code == 2 and "\n" not in str(refused.value)


def test_what_is_no_package_is_refused(tmp_path):
    good = write(tmp_path / "good", {"people": people()})
    (tmp_path / "empty").mkdir()
    for bad in ("empty", "nowhere"):
        with pytest.raises(Refusal):
            compared(tmp_path / bad, good)
    (tmp_path / "empty" / "datapackage.json").write_text("[]", encoding="utf-8")
    with pytest.raises(Refusal, match="none of a data package"):
        compared(good, tmp_path / "empty")


def test_a_zip_file_is_compared_like_the_folder_it_was(tmp_path):
    old = write(tmp_path / "old", {"people": people(ROW)})
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as archive:
        for path in old.rglob("*"):
            archive.write(path, f"p/{path.relative_to(old)}")
    assert compared(old, tmp_path / "old.zip").same


# For people


def test_markdown_shows_numbers_of_all_and_keys_of_some(tmp_path):
    many = people(*((f"{number:03}", None, None) for number in range(30)))
    text = markdown.text(diff(tmp_path, {"people": people()}, {"people": many}))
    assert "| people | 0 | 30 | 30 | 0 | 0 |" in text
    assert "- New: 30 (`000`, `001`," in text and "`019`, …)" in text and "`020`" not in text


def test_markdown_keeps_what_tables_and_keys_hold_from_being_marks(tmp_path):
    odd = people(("a`b|c", None, None))
    text = markdown.text(diff(tmp_path, {"people": people()}, {"people": odd}, None, {"title": "a | <b>"}))
    assert "`` a`b|c ``" in text and "a \\| &lt;b>" in text
