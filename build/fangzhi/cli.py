"""The command line: arguments in, a call, lines out. Exit codes: 0 done, 1 the data fell short, 2 could not run."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fangzhi.gather import Progress
    from fangzhi.release import Report

app = typer.Typer(
    help="Chinese local-government prose in, a validated, queryable, cited data package out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
# Lines of failures, and of rejected inputs, that are printed at most.
LINES, REJECTED = 1000, 50
Opened = Annotated[
    Path, typer.Option("--package", "-p", metavar="PACKAGE", help="The package's folder, a zip file of it, or its .duckdb.")
]


class Format(StrEnum):
    """What `query` prints."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def _command(example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command whose help ends with an example, and whose failures are lines and exit codes."""

    def register(function: Callable[..., None]) -> Callable[..., None]:
        @app.command(epilog=f"Example: {example}")
        @functools.wraps(function)
        def command(*args: object, **options: object) -> None:
            with _told():
                function(*args, **options)

        return command

    return register


@contextmanager
def _told() -> Iterator[None]:
    """Every failure as one line on stderr, with its lines below, and its exit code."""
    from fangzhi.contract import ContractError
    from fangzhi.errors import Refusal

    try:
        yield
    except Refusal as error:
        _complain(str(error), error.lines)
        raise typer.Exit(error.code) from None
    except ContractError as error:
        _complain(str(error))
        raise typer.Exit(2) from None
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        _complain("stopped; nothing was published")
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # The reader of our output has seen enough; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except Exception as error:
        if os.environ.get("FANGZHI_DEBUG"):
            raise
        what = " ".join(f"{type(error).__name__}: {error}".split())
        _complain(f"a defect of fangzhi ({what[:300]}); FANGZHI_DEBUG=1 shows where")
        raise typer.Exit(2) from None


def _complain(message: str, lines: tuple[str, ...] = ()) -> None:
    print("\n".join([f"fangzhi: {message}", *_few(lines, LINES)]), file=sys.stderr)


def _few(lines: Sequence[str], most: int) -> list[str]:
    """Indented lines, and how many are left out where there are very many."""
    left = [f"  and {len(lines) - most:,} more"] if len(lines) > most else []
    return [f"  {line}" for line in lines[:most]] + left


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True)] = False,
) -> None:
    if version:
        from fangzhi import __version__

        print(f"fangzhi {__version__}")
        raise typer.Exit


@_command("fangzhi release news --out package")
def release(
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Where the package goes; a package that lies there is replaced."
        ),
    ],
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATHS",
            help="Folders and files to read; without any the sample that comes with fangzhi.",
            show_default=False,
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Processes; as many as there are cores, where it is worth it.", show_default=False
        ),
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option("--zip", metavar="FILE", help="Pack it into a zip file too, with SHA256SUMS.", show_default=False),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            metavar="PACKAGE",
            help="The release before: its identifiers go on, and what changed since raises the version.",
            show_default=False,
        ),
    ] = None,
    curation: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What people decided: merge, keep apart, correct, drop.", show_default=False),
    ] = None,
    keep_claims: Annotated[
        Path | None,
        typer.Option(
            metavar="PACKAGE", help="A package that keeps the claims of documents no longer at hand.", show_default=False
        ),
    ] = None,
    cache: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="FANGZHI_CACHE",
            show_envvar=False,
            help="Remember here what was read, and read only what is new; also FANGZHI_CACHE.",
            show_default=False,
        ),
    ] = None,
    version: Annotated[
        str | None,
        typer.Option(
            metavar="X.Y.Z", help="The package's version; refused where it is too low for what changed.", show_default=False
        ),
    ] = None,
    fewer: Annotated[bool, typer.Option("--fewer", help="Publish though tables have far fewer rows than before.")] = False,
) -> None:
    """Build the data package of documents.

    What lies in DIR does not go into it: the same documents give the same bytes.
    """
    from fangzhi.release import SAMPLE, Means
    from fangzhi.release import release as build

    means = Means(cache=cache, previous=previous, keep_claims=keep_claims, curation=curation, fewer=fewer, version=version)
    with _progress() as progress:
        report = build(paths or [SAMPLE], out, jobs=jobs, archive=archive, progress=progress, means=means)
    _summary(report)


@_command("fangzhi text news/one.txt")
def text(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help='A file; of a container one document: "news.jsonl#12", "news.zip!one.txt".'
        ),
    ],
) -> None:
    """Print a document's text as read.

    The offsets in table claims count its characters.
    """
    from fangzhi.text import text_of

    sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(text_of(file))


@_command('fangzhi query "SELECT name, sector FROM officials" --package package')
def query(
    sql: Annotated[
        str | None,
        typer.Argument(
            metavar="SQL",
            help="One query over the package's tables and views; without it a prompt, or what comes in.",
            show_default=False,
        ),
    ] = None,
    package: Opened = Path("datapackage"),
    form: Annotated[Format, typer.Option("--format", "-f", help="What to print.")] = Format.table,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FILE", help="Where to write it.", show_default=False)
    ] = None,
    ask: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Run a worked question; a name that is none lists them.", show_default=False
        ),
    ] = None,
) -> None:
    """Ask a package in SQL.

    DuckDB runs the query, read-only and without a way to any other file.
    """
    from fangzhi import prompt
    from fangzhi.queries import question
    from fangzhi.query import run

    sys.stdout.reconfigure(encoding="utf-8", newline="")
    if ask is not None and sql is not None:
        raise typer.BadParameter("ask one thing: SQL, or a worked question by --ask")
    if ask is not None:
        sql = question(ask).sql
    if sql is not None:
        run(package, sql, form.value, sys.stdout, output)
    elif sys.stdin.isatty():
        prompt.converse(package, sys.stdout, form.value)
    else:
        prompt.listen(package, sys.stdin, sys.stdout, form.value)


@_command("fangzhi schema officials")
def schema(
    table: Annotated[
        str | None, typer.Argument(metavar="TABLE", help="A table; without it all of them by name.", show_default=False)
    ] = None,
) -> None:
    """Show the tables, or the columns of one."""
    from fangzhi.text import schema_of

    print(schema_of(table), end="")


@_command("fangzhi explain off-81d2e07c3a --package package --documents news")
def explain(
    key: Annotated[str, typer.Argument(metavar="ID", help="The key of a row of any table.")],
    package: Opened = Path("datapackage"),
    documents: Annotated[
        list[Path] | None,
        typer.Option(
            "--documents", metavar="PATH", help="Where the documents lie: shows their sentences.", show_default=False
        ),
    ] = None,
) -> None:
    """Show what a row rests on.

    Each cell with the documents that say so, their words, the offsets, and the rule that read them.
    """
    from fangzhi.explain import explain as explained

    print("\n".join(explained(package, key, documents or ()).lines()))


@_command("fangzhi review --package package --limit 5")
def review(
    package: Opened = Path("datapackage"),
    write: Annotated[
        Path | None,
        typer.Option(
            "--write", metavar="FILE", help="Ask for an answer to each, and add it to this curation.yaml.", show_default=False
        ),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Questions at most.")] = 20,
) -> None:
    """List what a person should look at.

    Pairs that may be one, rows of weak evidence, cells with several values; the most useful first. With --write an answer is
    read for each: merge, keep apart, correct, drop; `release --curation FILE` follows them.
    """
    from fangzhi.review import run

    sys.stdout.reconfigure(encoding="utf-8", newline="")
    run(package, limit, sys.stdout, write, sys.stdin)


@_command("fangzhi validate package")
def validate(
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="The package's folder, or a zip file of it.")],
) -> None:
    """Check a package by the rules of a release.

    It may come from anywhere: nothing in it is believed, and no connection is opened. Exit 0 where it keeps the rules, 1 with
    what it breaks.
    """
    from fangzhi.errors import FellShort
    from fangzhi.gate import checked

    failures = checked(package)
    if failures:
        raise FellShort(
            f"{package}: {len(failures)} checks failed", [str(failure).replace("\n", "\n  ") for failure in failures]
        )
    print(f"{package}: keeps the contract")


@_command("fangzhi diff package package --json")
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The package before: its folder, or a zip file of it.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The package now.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    changes: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a row a change into a Parquet file too.", show_default=False),
    ] = None,
) -> None:
    """Show what changed between two packages.

    Tables, columns, rows by their keys, identifiers that lead elsewhere, and the part of the version that must rise. Exit 0
    where they are the same, 1 where they differ, 2 where they could not be compared.
    """
    from fangzhi.diff import compared, markdown, plain

    sys.stdout.reconfigure(encoding="utf-8", newline="")
    found = compared(old, new, changes)
    sys.stdout.write((plain if as_json else markdown).text(found))
    if not found.same:
        raise typer.Exit(1)


@_command("fangzhi score package gold --misses")
def score(
    package: Annotated[Path, typer.Argument(metavar="PACKAGE", help="The package's folder.")],
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A folder of gold files: the right answers, one .json a document.")
    ],
    misses: Annotated[bool, typer.Option("--misses", help="Also every row that is missed, made up or wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare a package with known answers.

    Prints precision, recall and F1 of each table.
    """
    from fangzhi import score as quality

    sys.stdout.reconfigure(encoding="utf-8", newline="")
    tallies = quality.run(package, gold)
    print(quality.as_json(tallies, misses=misses) if as_json else quality.text(tallies, misses=misses))


@contextmanager
def _progress() -> Iterator[Progress]:
    """A line that moves while the work goes on, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda stage, done: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    with Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("read")
        yield lambda stage, done: bar.update(task, description=f"{stage}  {done:,} documents" if done else stage)


def _summary(report: Report) -> None:
    width = max(map(len, report.rows))
    for name, count in report.rows.items():
        print(f"{name:{width}}  {count:>9,}")
    rejected = [f"{item.path}: {item.reason}: {item.detail}" for item in report.rejected]
    told = {"inputs gave no document (table rejected)": rejected, "readings fit no cell and were left out": report.left_out}
    for what, lines in filter(lambda pair: pair[1], told.items()):
        print(f"\n{len(lines):,} {what}:", *_few(lines, REJECTED), sep="\n", file=sys.stderr)
    written = f"{report.out}" + (f" and {report.archive}" if report.archive else "")
    print(f"\nversion {report.version}\nwritten to {written} in {report.seconds:.1f} s")


if __name__ == "__main__":
    app(prog_name="fangzhi")
