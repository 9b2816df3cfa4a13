"""A member of a run of names with all that is weighed of it."""

from __future__ import annotations

from typing import NamedTuple

from ..lex.token import Token
from .project_around import Around
from .project_runs import Part, Run


class Case(NamedTuple):
    """A member of a run with what stands round it. `last` says that what stands behind the run stands behind it, `noun` is
    the 项目 right behind it, `behind` the stage told behind the run with its verb."""

    part: Part
    run: Run
    around: Around
    last: bool
    noun: Token | None
    behind: tuple[str, Token] | None
    is_list: bool
    is_noun: bool
