"""The move of a package into its place: at every step one of the two packages is whole."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from fangzhi.contract import load
from fangzhi.errors import Refusal
from fangzhi.publish import place
from fangzhi.publish.place import aside, free, move_in, own, recover


@pytest.fixture(params=["at once", "in two steps"])
def way(request, monkeypatch):
    """Both ways in which a system can swap two folders."""
    if request.param == "in two steps":
        monkeypatch.setattr(place, "_exchange", lambda one, other: False)
    return request.param


def make(folder, text):
    folder.mkdir()
    (folder / "README.md").write_text(text, encoding="utf-8")
    return folder


def test_a_new_package_takes_the_place_and_the_old_one_is_gone(tmp_path, way):
    out = make(tmp_path / "package", "old")
    with aside(out) as folder:
        (folder / "README.md").write_text("new", encoding="utf-8")
        move_in(folder, out)
    assert (out / "README.md").read_text(encoding="utf-8") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_place_that_is_empty_or_not_there_is_taken(tmp_path, way):
    for out in (tmp_path / "deep" / "er" / "package", tmp_path):
        with aside(out) as folder:
            (folder / "README.md").write_text("new", encoding="utf-8")
            if out is not tmp_path:
                move_in(folder, out)
    assert (tmp_path / "deep" / "er" / "package" / "README.md").exists()


def test_a_new_package_is_read_by_whoever_may_read_new_folders(tmp_path):
    (tmp_path / "plain").mkdir()
    with aside(tmp_path / "package") as folder:
        assert folder.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_what_fails_in_the_middle_goes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(place, "_exchange", lambda one, other: False)
    out = make(tmp_path / "package", "old")
    with pytest.raises(FileNotFoundError):
        move_in(tmp_path / "nothing", out)
    assert (out / "README.md").read_text(encoding="utf-8") == "old"


# A process that is killed at a step of a release: it does not tidy up after itself.
KILLED = """
import os, pathlib, sys
from fangzhi.publish import place
out, step = pathlib.Path(sys.argv[1]), sys.argv[2]
rename = os.rename
count = 0
def stop(*names):
    global count
    rename(*names)
    count += 1
    if step == f"rename {count}":
        os.kill(os.getpid(), 9)
os.rename = stop
if step.startswith("rename"):
    place._exchange = lambda one, other: False
with place.aside(out) as folder:
    (folder / "README.md").write_text("new")
    if step == "building":
        os.kill(os.getpid(), 9)
    place.move_in(folder, out)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("step", ["building", "rename 1", "rename 2", "rename 3", "moved"])
def test_a_process_that_is_killed_leaves_one_package_whole_and_the_next_one_tidies_up(tmp_path, step):
    out = make(tmp_path / "package", "old")
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), str(out), step], capture_output=True)
    assert killed.returncode == -9, killed.stderr
    recover(out)
    assert (out / "README.md").read_text(encoding="utf-8") == ("old" if step in ("building", "rename 1") else "new")
    assert [path.name for path in tmp_path.iterdir()] == ["package"]


def test_a_folder_that_a_release_is_building_in_is_not_tidied_away(tmp_path):
    out = tmp_path / "package"
    with aside(out) as folder:
        recover(out)
        assert folder.is_dir()


OWN = """
import os, pathlib, sys
from fangzhi.publish.place import own
with own(pathlib.Path(sys.argv[1])) as path:
    print(path, flush=True)
    if sys.argv[2:]:
        os.kill(os.getpid(), 9)
"""


def test_a_file_beside_the_target_is_cleared_away_when_its_process_is_no_more_and_not_before(tmp_path):
    def other(*arguments):
        return subprocess.run([sys.executable, "-c", OWN, *map(str, arguments)], capture_output=True, text=True).stdout.strip()

    left = Path(other(tmp_path / "a.zip", "killed"))
    with own(tmp_path / "b.zip"):
        assert left.exists()
    with own(tmp_path / "a.zip") as path:
        assert not left.exists()
        assert other(tmp_path / "a.zip") != str(path)
        assert path.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_package_stays_a_link(tmp_path):
    make(tmp_path / "real", "old")
    (tmp_path / "real" / "README.md").unlink()
    (tmp_path / "package").symlink_to(tmp_path / "real")
    out = free(tmp_path / "package", [], load())
    assert out == tmp_path / "real"


@pytest.mark.parametrize("text", ['{"name": "other", "resources": []}', "no json", '{"resources": 3}', "[]"])
def test_another_projects_package_is_not_replaced(tmp_path, text):
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal, match=r"datapackage\.json"):
        free(tmp_path, [], load())
