"""What stands round a run of names in its sentence."""

from __future__ import annotations

from typing import NamedTuple

from ..lex.token import Token
from .project_sentence import Sentence


class Around(NamedTuple):
    """A sentence with its `text`; tokens behind a run in its clause (`told`) and in later clauses up to the next name (`later`);
    the stage of a heading before it (签约项目有：), "" where that tells none, None without a heading; whether one project is
    spoken of already, so that what is to be built may be its `contents` (项目将建设车间、冷库); whether the sentence named one
    `prior`."""

    sentence: Sentence
    text: str
    told: list[Token]
    later: list[Token]
    heading: str | None = None
    contents: bool = False
    prior: bool = False
