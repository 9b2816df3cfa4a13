"""The parts of README.md that are generated: `python tests/generated.py` writes them, `--check` exits 1 where they are stale.

A part stands between `<!-- generated: NAME -->` and `<!-- end of NAME -->`; what stands between is replaced.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb

from fangzhi import score
from fangzhi.contract import dictionary, load
from fangzhi.publish.notes import QUALITY, measured, note, quality
from fangzhi.queries import questions

README = Path(__file__).resolve().parent.parent / "README.md"
PACKAGE = README.parent / "datapackage"
FIGURES = README.parent / "build" / "fangzhi" / "publish" / "texts" / QUALITY
_PART = re.compile(
    r"(?P<start><!-- generated: (?P<name>[a-z-]+) -->\n).*?(?P<end><!-- end of (?P=name) -->)", re.DOTALL
)


def command_help() -> str:
    """`fangzhi --help` as a terminal of 100 columns shows it, without colours."""
    environment = {**os.environ, "COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}
    command = [sys.executable, "-c", "from fangzhi.cli import app; app(prog_name='fangzhi')", "--help"]
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return "```text\n" + "\n".join(line.rstrip() for line in shown.strip("\n").splitlines()) + "\n```\n"


def result() -> str:
    """What the first query of the README gives on the committed package; as it is where there is no package yet."""
    text = README.read_text(encoding="utf-8")
    if not (PACKAGE / "datapackage.json").is_file():
        return next(part[0] for part in _PART.finditer(text) if part["name"] == "result").partition("\n")[2].rpartition("\n")[0] + "\n"
    with duckdb.connect() as connection:
        for path in sorted(PACKAGE.glob("data/*.parquet")):
            connection.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
        found = connection.sql(re.search(r"^```sql\n(.*?);\n```$", text, re.DOTALL | re.MULTILINE)[1])
        lines = [found.columns, ["---"] * len(found.columns), *found.fetchall()]
    return "".join("| " + " | ".join("" if cell is None else str(cell) for cell in line) + " |\n" for line in lines)


def worked_questions() -> str:
    """The worked questions, each with a link to its query."""
    lines = ["| question | query |", "| --- | --- |"]
    lines += [f"| {one.question} | [{one.name}](build/fangzhi/queries/{one.name}.sql) |" for one in questions()]
    return "\n".join(lines) + "\n"


def figures() -> dict | None:
    """What `fangzhi score` finds of the committed package; None where there is no package yet."""
    if not (PACKAGE / "datapackage.json").is_file():
        return None
    return json.loads(score.as_json(score.run(PACKAGE, README.parent / "tests" / "sample_gold")))


def kept_figures(write: bool) -> bool:
    """Whether the figures that packages print are those of the committed package; writes them where `write`."""
    found = figures()
    if found is None or found == measured():
        return True
    if write:
        FIGURES.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return write


PARTS = {
    "quality": lambda: quality(figures()),
    "limits": lambda: note("limits"),
    "people": lambda: note("people"),
    "result": result,
    "dictionary": lambda: dictionary(load(), level=3),
    "help": command_help,
    "questions": worked_questions,
}


def generated(text: str) -> str:
    """The text with every generated part made anew. KeyError for a part that nothing makes."""
    return _PART.sub(lambda part: part["start"] + PARTS[part["name"]]() + part["end"], text)


def main(arguments: list[str]) -> int:
    if not kept_figures(write="--check" not in arguments):
        print(f"{FIGURES.name}: is not what fangzhi score finds of {PACKAGE.name}; run: make docs, then make release", file=sys.stderr)
        return 1
    old = README.read_text(encoding="utf-8")
    new = generated(old)
    if old == new:
        return 0
    if "--check" in arguments:
        print("README.md: a generated part is stale; run: make docs", file=sys.stderr)
        return 1
    README.write_text(new, encoding="utf-8")
    print("README.md: written anew")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
