"""Quality figures: what a package says of documents whose right answers are known.

    run(package, gold)      -> {table: Tally}    a built package against a folder of gold files
    score(gold, said, tag)  -> {table: Tally}    one document; `said` from of_claims(rows) or of_package(tables)[document]
    by_table(documents)     -> {table: Tally}    many documents, micro-averaged
    text(tallies), as_json(tallies)              the figures, printed

The rules are those of the annotation guide ("How answers are compared"): see `compare` and `tables`.
"""

from __future__ import annotations

from pathlib import Path

from fangzhi.score.gold import problems, read_gold
from fangzhi.score.package import read_package
from fangzhi.score.report import as_json, faults, text
from fangzhi.score.said import nothing, of_claims, of_package
from fangzhi.score.tables import TABLES, score
from fangzhi.score.tally import Attribute, Tally, by_table, total

__all__ = [
    "TABLES",
    "Attribute",
    "Tally",
    "as_json",
    "by_table",
    "faults",
    "nothing",
    "of_claims",
    "of_package",
    "problems",
    "read_gold",
    "run",
    "score",
    "text",
    "total",
]


def run(package: Path | str, gold: Path | str) -> dict[str, Tally]:
    """The tally of every table of a built package over the documents of a gold folder (or one gold file).

    A document that the package does not hold counts as one in which nothing was found. Raises Refusal, one line, for
    a package or gold that cannot be read.
    """
    documents = read_gold(Path(gold))
    known, tables = read_package(Path(package), {document["document"] for document in documents})
    said = of_package(tables)
    return by_table(
        score(document, said.get(known.get(document["document"], ""), nothing()), document["document"])
        for document in documents
    )
