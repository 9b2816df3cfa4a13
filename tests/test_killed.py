"""`kill -9` at any moment of a release leaves the old package whole or the new one whole, and a further run finishes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from fangzhi.gate import checked
from fangzhi.release import release
from tests import news

POINTS = 6


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")
def test_a_release_that_is_killed_anywhere_leaves_the_old_one_or_the_new_one(package, folder, tmp_path):
    out = tmp_path / "home" / "package"
    # The old release is that of other documents, so that the two can be told apart.
    changed = news.write(tmp_path / "changed", {**news.NEWS, "sub/visit.txt": news.VISIT.replace("5月8日", "6月9日")})
    archive = out.with_suffix(".zip")
    release([changed], out, jobs=1, archive=archive)
    old, new = news.contents(out), news.contents(package)
    assert zipped(archive) == old
    shutil.copytree(out.parent, tmp_path / "old")
    with Killed(folder, out, [0]) as run:
        touches, code = run.result()
    assert code == 0 and news.contents(out) == new
    shutil.rmtree(out.parent)
    shutil.copytree(tmp_path / "old", out.parent)

    points = [1 + number * touches // POINTS for number in range(POINTS)] + [touches - 3, touches - 2, touches - 1, touches]
    seen = set()
    with Killed(folder, out, [*points, 0]) as run:
        for point in points:
            assert run.result()[1] == -9, f"at touch {point}"
            found = news.contents(out)
            assert found in (old, new), f"at touch {point}"
            seen.add(found == new)
            # Folder and archive are two things: the archive is moved in right after the folder.
            assert zipped(archive) in (old, found), f"at touch {point}"
            if found == new:
                assert checked(out) == []
            if point != points[-1]:
                # The next release would clear these away first, and touch more files for it.
                for left in hidden(out.parent):
                    shutil.rmtree(left) if left.is_dir() else left.unlink()
        assert run.result()[1] == 0
    # The points lie on both sides of the moment when the new one takes its place.
    assert seen == {False, True}
    assert news.contents(out) == new
    assert zipped(archive) == new
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert (out.parent / "SHA256SUMS").read_text(encoding="utf-8") == f"{digest}  {archive.name}\n"
    assert hidden(out.parent) == []


def zipped(path):
    """The files of a package in a zip file, but the database."""
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist() if not name.endswith(".duckdb")}


def hidden(folder):
    return [path for path in folder.iterdir() if path.name.startswith(".")]


class Killed:
    """The program tests/killed.py, told to go on after each of its releases."""

    def __init__(self, documents, out, points):
        self.command = [sys.executable, "-m", "tests.killed", str(documents), str(out), *map(str, points)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.begun = False
        return self

    def result(self):
        """How often the next release touched files (0: it was killed), and how it ended."""
        if self.begun:
            self.process.stdin.write("\n")
            self.process.stdin.flush()
        self.begun = True
        touches, code = self.process.stdout.readline().split()
        return 0 if touches == "-" else int(touches), int(code)

    def __exit__(self, *raised):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
