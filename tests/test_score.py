"""Answers are compared by the rules of the annotation guide, and give the figures its own program gives."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi import score
from fangzhi.errors import Refusal
from fangzhi.extract import extract
from fangzhi.score.compare import alike, bare, counter, pair, same, similarity
from fangzhi.score.said import COLUMNS, KEYS
from tests.corpora import SHARED
from tests.phenomena import suite

NOTHING = {table: [] for table in ("meetings", "officials", "participations", "projects", "villages", "targets")}


def longest_common(left, right):
    """The obvious way: the length of the longest common subsequence, by all its parts."""
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i, x in enumerate(left):
        for j, y in enumerate(right):
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if x == y else max(lengths[i][j + 1], lengths[i + 1][j])
    return lengths[-1][-1]


def claims(*rows, document="d"):
    """Claims of (row, field, value)."""
    return [
        {"document_id": document, "table_name": row.split("/")[0], "row": row, "field": field, "value": value, "quote": value}
        for row, field, value in rows
    ]


def scored(gold, *rows):
    return score.score(gold, score.of_claims(claims(*rows)), "doc")


def shares(tally):
    return {name: share for name, share in tally.shares().items() if share < 1}


@given(st.text("甲乙丙丁", max_size=9), st.text("甲乙丙丁", max_size=9))
def test_similarity_is_twice_the_common_subsequence_over_both_lengths(left, right):
    expected = 2 * longest_common(left, right) / (len(left) + len(right)) if left and right else float(left == right)
    assert similarity(left, right) == expected


@given(st.lists(st.integers(0, 9), max_size=6), st.lists(st.integers(0, 9), max_size=6))
def test_pairs_use_nothing_twice_and_leave_nothing_that_would_fit(gold, got):
    pairs = pair(gold, got, lambda g, h: 1 - abs(g - h) / 10, 0.8)
    left, right = [i for i, _ in pairs], [j for _, j in pairs]
    assert len(set(left)) == len(left) and len(set(right)) == len(right)
    open_gold, open_got = set(range(len(gold))) - set(left), set(range(len(got))) - set(right)
    assert not any(1 - abs(gold[i] - got[j]) / 10 >= 0.8 for i in open_gold for j in open_got)


@pytest.mark.parametrize(
    ("name", "left"),
    [("青河“光谷”（一期）项目", "青河光谷一期"), ("河口泵站建设工程", "河口泵站"), ("建设项目", "建设"), ("项目", "项目"), (None, "")],
)
def test_a_bare_name_has_no_brackets_and_no_generic_end(name, left):
    assert bare(name) == left


def test_a_name_that_holds_another_is_alike_when_it_is_not_much_longer():
    assert alike("青河新材料产业园", "青河县经开区新材料产业园") == 0.8
    assert alike("产业园", "青河县经开区新材料产业园") < 0.8


def test_counters_of_the_same_things_are_one():
    assert counter("家") == counter("户") == counter("个") == "个"
    assert counter("个百分点") == counter("百分点") == "百分点"
    assert counter("人") == "人"


def test_nothing_and_an_empty_cell_are_the_same_and_a_list_holds_what_may_be():
    assert same(None, "") and same(["a", None], "") and same(["a", "b"], "b") and same(2024, "2024")
    assert not same("a", "")


def test_nothing_to_find_and_nothing_found_is_perfect_but_what_is_made_up_is_not():
    assert scored(NOTHING)["officials"].f1 == 1.0
    made_up = scored(NOTHING, ("officials/0", "name", "林青川"))["officials"]
    assert (made_up.precision, made_up.recall, made_up.f1, made_up.falses) == (0.0, 1.0, 0.0, ("doc: 林青川",))


def test_an_optional_item_counts_neither_when_it_is_found_nor_when_it_is_not():
    gold = NOTHING | {"officials": [{"name": "林青川", "optional": True}, {"name": "何远山"}]}
    rows = [("officials/0", "name", "何远山"), ("officials/1", "name", "林青川")]
    for found in (scored(gold, *rows), scored(gold, rows[0])):
        assert (found["officials"].hits, found["officials"].gold, found["officials"].f1) == (1, 1, 1.0)


def test_a_table_that_the_gold_lacks_is_not_scored():
    assert list(scored({"officials": []}, ("targets/0", "indicator", "产值"))) == ["officials", "posts"]


def test_a_post_is_right_on_the_right_person_alone():
    gold = NOTHING | {"officials": [{"name": "何远山", "posts": ["县长"]}, {"name": "林青川", "posts": ["县委书记"]}]}
    people = [("officials/0", "name", "何远山"), ("officials/1", "name", "林青川")]
    swapped = [("positions/0", "official_id", "officials/1"), ("positions/0", "post", "县长")]
    tally = scored(gold, *people, *swapped)["posts"]
    assert tally.misses == ("doc: 何远山 县长", "doc: 林青川 县委书记")
    assert tally.falses == ("doc: 林青川 县长",)


def test_a_meeting_is_told_by_its_day_then_by_its_name():
    gold = NOTHING | {
        "meetings": [{"name": "全县农业工作会议", "held_on": "2024-03-05", "kind": "conference"}, {"name": "全县工业工作会议", "held_on": "--03-05", "kind": "conference"}],
        "officials": [{"name": "何远山"}],
        "participations": [{"meeting": 1, "official": "何远山", "role": ["spoke", "presided"]}],
    }
    day = [(f"meetings/{n}", field, value) for n in (0, 1) for field, value in (("held_month", "3"), ("held_day", "5"), ("kind", "conference"))]
    rows = [("meetings/0", "name", "全县工业工作会议"), ("meetings/1", "name", "农业工作会议"), *day]
    rows += [("officials/0", "name", "何远山"), ("participations/0", "meeting_id", "meetings/0")]
    rows += [("participations/0", "official_id", "officials/0"), ("participations/0", "role", "spoke")]
    found = scored(gold, *rows)
    assert found["meetings"].f1 == 1.0
    assert shares(found["meetings"]) == {"year": 0.5}
    assert found["meetings"].wrong == ("year of doc: 2024-03-05 全县农业工作会议: wanted 2024, found nothing",)
    assert found["participations"].f1 == 1.0


def test_a_meeting_of_another_day_is_another_meeting():
    gold = NOTHING | {"meetings": [{"name": "县委常委会会议", "held_on": "--03-05"}]}
    rows = [("meetings/0", "name", "县委常委会会议"), ("meetings/0", "held_month", "3"), ("meetings/0", "held_day", "6")]
    assert scored(gold, *rows)["meetings"].falses == ("doc: 03-06 县委常委会会议",)


def test_a_project_is_found_by_any_name_that_the_document_says_and_its_cells_are_compared():
    project = {"name": "青河新材料产业园", "investment_amount": [1.2e9, 1.5e9], "investment_currency": "CNY", "stage": ["planned", None]}
    gold = NOTHING | {"projects": [{**project, "capacities": [{"value": 80000, "unit": "吨/年"}]}]}
    rows = [("projects/0", "name", "青河县经济开发区项目群"), ("projects/0", "name", "青河新材料产业园项目")]
    rows += [("projects/0", "investment_amount", "1500000000"), ("projects/0", "investment_currency", "CNY")]
    capacity = [("project_capacities/0", "project_id", "projects/0"), ("project_capacities/0", "value", "80000.0"), ("project_capacities/0", "unit", "吨/年")]
    assert scored(gold, *rows, *capacity)["projects"].flawless
    assert shares(scored(gold, *rows)["projects"]) == {"capacities": 0.0}
    assert shares(scored(gold, *rows[:2], *capacity)["projects"]) == {"investment": 0.0}


def test_villages_of_one_name_are_told_apart_by_town():
    gold = NOTHING | {"villages": [{"name": "北村", "town": "柳河镇", "designations": ["省级传统村落"]}, {"name": "北村", "town": "石桥镇", "designations": []}]}
    rows = [("villages/0", "name", "北村"), ("villages/0", "town", "石桥镇"), ("villages/1", "name", "北村"), ("villages/1", "town", "柳河镇")]
    rows += [("village_designations/0", "village_id", "villages/1"), ("village_designations/0", "designation", "省级传统村落名录")]
    assert scored(gold, *rows)["villages"].flawless


def test_a_target_needs_value_and_unit_and_half_of_its_indicator():
    gold = NOTHING | {"targets": [{"indicator": "新增高新技术企业", "value": 60, "unit": "家", "bound": "exact", "status": "target", "period": 2024}]}
    row = {"indicator": "高新技术企业", "value": "60", "unit": "户", "bound": "exact", "status": "target", "period": "2024"}

    def with_(**changes):
        return scored(gold, *(("targets/0", field, value) for field, value in (row | changes).items()))["targets"]

    assert with_().flawless
    assert with_(value="61").hits == with_(unit="人").hits == with_(indicator="就业").hits == 0
    assert shares(with_(period="2023")) == {"period": 0.0}


def package(folder, batches):
    """A package's tables as a release would write them, of what was claimed, each document by itself."""
    rows = {table: {} for table in COLUMNS}
    for name, batch in batches.items():
        rows["documents"][name] = {"document_id": name, "path": f"some/{name}"}
        for number, claim in enumerate(batch.claims):
            table, key, value = claim["table_name"], f"{name}-{claim['row']}", claim["value"]
            reference = claim["field"] in KEYS.values()
            blank = {**dict.fromkeys(COLUMNS[table]), "document_id": name, **({KEYS[table]: key} if table in KEYS else {})}
            row = rows[table].setdefault(key, blank)
            if row.get(claim["field"]) is None:
                row[claim["field"]] = f"{name}-{value}" if reference else value
            rows["claims"][name, number] = {**claim, "document_id": name, "row_id": key}
    (folder / "data").mkdir(parents=True)
    for table, columns in COLUMNS.items():
        with (folder / "data" / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows[table].values())
    return folder


def gold_files(folder, golds):
    folder.mkdir()
    for number, (name, gold) in enumerate(golds.items()):
        text = json.dumps({"document": name} | gold, ensure_ascii=False)
        (folder / f"{number:04}.json").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the guide's own program is not beside the project")
def test_the_figures_are_those_of_the_guides_own_program(tmp_path):
    cases = suite.cases()
    built = package(tmp_path / "package", {case.tag.replace("/", "-"): extract([suite.source(case)]) for case in cases})
    golds = {case.tag.replace("/", "-"): NOTHING | case.data["expect"] for case in cases}
    gold = gold_files(tmp_path / "gold", golds | {"absent.txt": NOTHING | {"officials": [{"name": "林青川", "posts": ["县长"]}]}})
    command = [sys.executable, str(SHARED / "score.py"), str(built), str(gold), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert json.loads(score.as_json(score.run(built, gold))) == theirs


def test_a_package_and_its_claims_give_the_same_figures(tmp_path):
    cases = suite.cases("visits")
    batches = {case.name: extract([suite.source(case)]) for case in cases}
    built = package(tmp_path / "package", batches)
    gold = gold_files(tmp_path / "gold", {case.name: NOTHING | case.data["expect"] for case in cases})
    direct = (score.score(NOTHING | c.data["expect"], score.of_claims(batches[c.name].claims)) for c in cases)
    assert score.as_json(score.run(built, gold)) == score.as_json(score.by_table(direct))


def test_the_report_has_a_line_a_table_and_one_for_each_fault():
    tallies = scored(NOTHING | {"officials": [{"name": "何远山"}]}, ("officials/0", "name", "林青川"))
    assert score.text(tallies).splitlines()[2] == "officials            1      0.000    0.000   0.000"
    assert score.text(tallies, misses=True).splitlines()[-2:] == ["officials miss: doc: 何远山", "officials false: doc: 林青川"]
    assert json.loads(score.as_json(tallies, misses=True))["officials"]["misses"] == ["doc: 何远山"]


def test_the_example_of_the_command_prints_the_figures(tmp_path):
    cases = {case.name: case for case in suite.cases("visits")[:3]}
    package(tmp_path / "package", {name: extract([suite.source(case)]) for name, case in cases.items()})
    gold_files(tmp_path / "gold", {name: NOTHING | case.data["expect"] for name, case in cases.items()})

    def printed(*arguments):
        command = [sys.executable, "-c", "from fangzhi.cli import app; app()", *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True)
        return done.stdout

    example = re.search(r"Example: fangzhi (.+)", printed("score", "--help"))[1].split()
    figures = score.run(tmp_path / "package", tmp_path / "gold")
    assert printed(*example) == score.text(figures, misses=True) + "\n"
    assert json.loads(printed(*example, "--json")) == json.loads(score.as_json(figures, misses=True))


def test_what_cannot_be_read_is_one_line_with_file_and_remedy(tmp_path):
    built = package(tmp_path / "package", {})
    gold = gold_files(tmp_path / "gold", {"a.txt": NOTHING})
    empty, broken = tmp_path / "empty", tmp_path / "broken.json"
    empty.mkdir()
    broken.write_text("{", encoding="utf-8")
    unfinished = gold_files(tmp_path / "unfinished", {"a.txt": {"targets": [{"value": 1}]}})
    for arguments in ((empty, gold), (built, empty), (built, broken), (built, tmp_path / "none"), (built, unfinished)):
        with pytest.raises(Refusal) as caught:
            score.run(*arguments)
        assert str(arguments[0]) in str(caught.value) or str(arguments[1]) in str(caught.value)
        assert "\n" not in str(caught.value) and ";" in str(caught.value)


def test_a_participation_must_speak_of_a_meeting_and_a_person_of_the_gold():
    gold = {"participations": [{"meeting": 0, "official": "何远山", "role": "spoke"}]}
    assert score.problems(gold) == [
        "participations[0] speaks of meeting 0, which is not there",
        "participations[0] speaks of 何远山, who is no official there",
    ]
