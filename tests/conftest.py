"""What many tests need: a package of invented news, built once."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from tests import news

# The same examples on every run, and no clock: a red run is red again. HYPOTHESIS_PROFILE=explore looks at new examples.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A folder of news."""
    return news.write(tmp_path_factory.mktemp("news"))


@pytest.fixture(scope="session")
def package(folder, tmp_path_factory):
    """Its package. Not to be changed: copy it first."""
    from fangzhi.release import release

    out = tmp_path_factory.mktemp("built") / "package"
    release([folder], out, jobs=1)
    return out


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    """The package of the sample. Not to be changed: copy it first."""
    from fangzhi.release import SAMPLE, release

    out = tmp_path_factory.mktemp("sample") / "package"
    release([SAMPLE], out, jobs=1, archive=out.with_suffix(".zip"))
    return out
