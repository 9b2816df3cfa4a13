"""`fangzhi review`: the questions of a package as lines, and the answers that a person types as decisions in a file."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from fangzhi.access import Package
from fangzhi.errors import Refusal
from fangzhi.resolve.correctable import CELLS
from fangzhi.resolve.curation import ACTIONS, CORRECT, CurationError, read
from fangzhi.resolve.review import ANSWERS, TABLES, decision, questions, write
from fangzhi.resolve.tables import KEYS

if TYPE_CHECKING:
    import polars as pl

SKIP, QUIT = "skip", "quit"
_HELP = {
    "merge": "merge REASON",
    "keep_apart": "keep_apart REASON",
    "correct": "correct COLUMN VALUE REASON",
    "drop": "drop REASON",
}


class Review:
    """The open questions of a package: those that the file of decisions has no answer to yet."""

    def __init__(self, package: Path, decisions: Path | None = None) -> None:
        """Reads the package. Raises Refusal where there is none, or where `decisions` is there and cannot be read."""
        with Package(package) as opened:
            self.tables = {name: opened.polars(name) for name in TABLES}
        answered = _answered(decisions)
        asked = questions(self.tables).iter_rows(named=True)
        self.questions = [question for question in asked if not _keys(question) & answered]
        self._evidence = _evidence(self.tables, self.questions)

    def lines(self, question: Mapping[str, Any], number: int) -> Iterator[str]:
        """One question for people: what is asked, the rows, and where each is printed."""
        score = "" if question["score"] is None else f"  {question['score']:.2f}"
        yield f"{number}. {question['kind']} of {question['table_name']}{score}: {question['reason']}"
        for side in ("left", "right"):
            if question[f"{side}_row_id"]:
                quote, path, start, end = self._evidence.get(question[f"{side}_claim_id"], ("", "", 0, 0))
                yield f"     {question[f'{side}_row_id']}  {question[f'{side}_name']}  “{quote}” {path} [{start}:{end}]"

    def answer(self, question: Mapping[str, Any], text: str) -> str | None:
        """The entry that a typed answer makes; None: the question is skipped. Raises CurationError where it is no answer."""
        try:
            words = shlex.split(text)
        except ValueError as error:
            raise CurationError(f"cannot be read: {error}") from error
        if not words or SKIP.startswith(words[0]):
            return None
        allowed = ANSWERS[question["kind"]]
        action = next((name for name in ACTIONS if name in allowed and name.startswith(words[0])), None)
        if action is None:
            raise CurationError(f"answer with {_choices(question)}")
        field = value = ""
        found = None
        if action == CORRECT:
            field, value, *words[1:] = [*words[1:3], "", ""][:2] + words[3:]
            found = self._cell(question, field)
        reason = " ".join(words[1:])
        if not reason:
            raise CurationError(f"the reason is missing: {_HELP[action]}")
        return decision(question, action, reason, field, value, found)

    def _cell(self, question: Mapping[str, Any], field: str) -> object:
        """What a cell of the question's row holds now."""
        table = question["table_name"]
        if field not in CELLS[table]:
            raise CurationError(f"{field or 'nothing'} is no column that can be corrected; {table} has {', '.join(CELLS[table])}")
        return self.tables[table].row(by_predicate=_is(KEYS[table], question["left_row_id"]), named=True)[field]


def run(package: Path, limit: int, sink: TextIO, decisions: Path | None = None, source: TextIO | None = None) -> None:
    """Prints at most `limit` questions, the most useful first. With `decisions` an answer a question is read from `source`,
    and what is decided is added to that file at once."""
    review = Review(package, decisions)
    written = 0
    for number, question in enumerate(review.questions[:limit], 1):
        print("\n".join(review.lines(question, number)), file=sink)
        if decisions is not None and source is not None:
            entry = _ask(review, question, sink, source)
            if entry == QUIT:
                break
            if entry:
                write(decisions, entry)
                written += 1
    total = len(review.questions)
    told = f"{total:,} questions" if total != 1 else "1 question"
    print(f"\n{told}" + (f", {limit:,} shown; --limit shows more" if total > limit else ""), file=sink)
    if decisions is not None:
        added = "1 decision" if written == 1 else f"{written:,} decisions"
        print(f"{added} added to {decisions}; build with --curation {decisions}", file=sink)


def _ask(review: Review, question: Mapping[str, Any], sink: TextIO, source: TextIO) -> str | None:
    """The entry of the answer that is read, None where there is none, QUIT where the person has done enough."""
    while True:
        print(f"   {_choices(question)}: ", end="", file=sink, flush=True)
        text = source.readline()
        if not text or text.strip() and QUIT.startswith(text.strip()):
            print(file=sink)
            return QUIT
        try:
            return review.answer(question, text)
        except CurationError as error:
            print(f"   {error}", file=sink)


def _choices(question: Mapping[str, Any]) -> str:
    return " | ".join([*(_HELP[action] for action in ANSWERS[question["kind"]]), SKIP, QUIT])


def _is(column: str, value: str) -> pl.Expr:
    import polars as pl

    return pl.col(column) == value


def _keys(question: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """What an entry may know the question by: its claims, its rows, its cell."""
    sides = [(question[f"left_{c}"], question[f"right_{c}"]) for c in ("claim_id", "row_id")]
    if question["right_row_id"]:
        return {tuple(sorted(pair)) for pair in sides}
    cells = CELLS[question["table_name"]] if question["field"] is None else [question["field"]]
    return {(question["left_row_id"],), *((question["left_row_id"], "", cell) for cell in cells)}


def _answered(decisions: Path | None) -> set[tuple[str, ...]]:
    if decisions is None or not decisions.exists():
        return set()
    try:
        told = read(decisions).decisions
    except CurationError as error:
        message, *lines = str(error).splitlines()
        raise Refusal(message, lines) from error
    return {(*entry.rows, "", entry.field) if entry.field else tuple(sorted(entry.rows)) for entry in told}


def _evidence(tables: Mapping[str, pl.DataFrame], asked: list[dict[str, Any]]) -> dict[str, tuple[str, str, int, int]]:
    """claim_id -> the words, the document's path, and the offsets."""
    wanted = {question[f"{side}_claim_id"] for question in asked for side in ("left", "right")} - {None}
    paths = tables["documents"].select("document_id", "path")
    claims = tables["claims"].filter(tables["claims"]["claim_id"].is_in(sorted(wanted)))
    claims = claims.join(paths, on="document_id", how="left")
    return {claim: tuple(rest) for claim, *rest in claims.select("claim_id", "quote", "path", "start", "end").iter_rows()}
