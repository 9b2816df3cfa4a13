"""The same documents give the same bytes: in another folder, process, language and time zone, with more processes, in another order."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests import news


def built(folder, out, *options, **environment):
    """A package as a user builds it."""
    command = [sys.executable, "-m", "fangzhi.cli", "release", *map(str, folder), "--out", str(out), *options]
    surroundings = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "FANGZHI_CACHE")}
    subprocess.run(command, cwd=out.parent, env={**surroundings, **environment}, check=True, capture_output=True)
    return news.contents(out)


def test_two_builds_far_apart_give_the_same_bytes(package, tmp_path):
    elsewhere = tmp_path / "一个 folder"
    news.write(elsewhere / "news", dict(reversed(news.NEWS.items())))
    surroundings = {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C", "POLARS_MAX_THREADS": "1"}
    found = built([elsewhere / "news"], elsewhere / "package", "--jobs", "2", **surroundings)
    assert found == news.contents(package)


def test_source_date_epoch_is_when_the_package_was_created_and_nothing_else_changes(folder, package, tmp_path):
    found = built([folder], tmp_path / "package", SOURCE_DATE_EPOCH="1718000000")
    assert json.loads(found["datapackage.json"])["created"] == "2024-06-10T06:13:20Z"
    other = news.contents(package)
    assert {name for name in other if name.startswith("data/") and found[name] != other[name]} == set()
