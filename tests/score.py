"""`make score`: figures of the phenomenon suite by family, of identity in a generated world, and of the corpora beside the
project where they are present.

    make score                                what was reached
    make score ARGS=--misses                  and every row that is missed, made up or wrong
    make score ARGS="--family officials"      one family alone
    make score ARGS=--write-floors            what is reached now becomes what the tests ask for
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fangzhi.score import TABLES, Tally, faults, run, text
from tests import corpora
from tests.phenomena import suite
from tests.resolve import figures


def family_table(measured: Sequence[suite.Family]) -> str:
    """A line a family: cases, cases without a fault, F1 and attributes of all rows, F1 of each table."""
    head = f"{'family':18}{'cases':>6}{'right':>6}{'F1':>7}{'attr.':>7} |" + "".join(f"{name[:9]:>10}" for name in TABLES)
    lines = [head]
    for family in measured:
        figures, tables = family.figures(), family.tables
        cells = "".join(f"{_f1(tables.get(name)):>10}" for name in TABLES)
        lines.append(
            f"{family.name:18}{len(family.cases):6}{family.right:6}{figures['f1']:7.3f}{figures['attributes']:7.3f} |{cells}"
        )
    return "\n".join(lines)


def _f1(tally: Tally | None) -> str:
    """Empty where the table was not asked for; a dash where nothing stands in it and nothing was found."""
    if tally is None:
        return ""
    return f"{tally.f1:.3f}" if tally.gold or tally.falses else "-"


def phenomena(arguments: argparse.Namespace) -> None:
    measured = suite.families(suite.cases(arguments.family))
    everything = suite.Family("all", {f"{f.name}/{name}": tables for f in measured for name, tables in f.cases.items()})
    print(family_table([*measured, everything] if len(measured) > 1 else measured))
    tables = {name: everything.tables[name] for name in TABLES if name in everything.tables}
    print(f"\nphenomena by table\n{text(tables)}")
    if arguments.misses:
        for family in measured:
            for table, tally in family.tables.items():
                print("\n".join(faults(table, tally)), end="\n" if not tally.flawless else "")
    if arguments.write_floors:
        suite.write_floors(measured)
        print(f"\n{suite.FLOORS.name}: written anew")


def sets(arguments: argparse.Namespace) -> None:
    """Each corpus through a real release."""
    for name, (documents, gold) in corpora.present().items():
        with tempfile.TemporaryDirectory() as folder:
            package = corpora.release(documents, Path(folder) / "package")
            print(f"\n{name}\n{text(run(package, gold), misses=arguments.misses)}")


def main(arguments: Sequence[str]) -> int:
    names = sorted({path.parent.name for path in suite.FOLDER.glob("*/*.yaml")})
    parser = argparse.ArgumentParser(prog="make score", description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print every row that is missed, made up or wrong")
    parser.add_argument("--family", metavar="NAME", choices=names, help="score one family of the suite alone")
    parser.add_argument("--write-floors", action="store_true", help="write tests/phenomena/floors.yaml anew")
    chosen = parser.parse_args(arguments)
    try:
        phenomena(chosen)
        if not chosen.family:
            print("\n" + "\n".join(figures.lines()))
            sets(chosen)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
