"""Identifiers: short, made of what a thing is, and given once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set

import polars as pl

from fangzhi.resolve.digits import BETWEEN, OPENS, digits, of_bytes, of_text

PREFIXES = {
    "meetings": "mtg",
    "officials": "off",
    "positions": "pos",
    "participations": "par",
    "projects": "prj",
    "project_reports": "rep",
    "villages": "vil",
    "village_designations": "des",
    "targets": "tgt",
    "claims": "clm",
    "judgements": "jdg",
    "aliases": "als",
    "conflicts": "cfl",
    "organizations": "org",
    "tenures": "ten",
    "places": "plc",
    "redirects": "red",
}
_CHUNK = 1 << 17


def identifier(table: str, parts: Iterable[object]) -> str:
    """`off-81d2e07c3a4f`: the table's prefix and a hash of what the row is known by."""
    return f"{PREFIXES[table]}-{digits(table, parts)}"


def numbered(table: str, frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """An identifier for each line, made of some columns; of lines that agree in them the second and later ones are numbered."""
    found = told_apart(table, hashes(table, frame, columns), lambda lines: frame.select(pl.col(columns).gather(lines)))
    return whole(table, found)


def whole(table: str, digits: pl.Series) -> pl.Series:
    """The identifiers with these digits."""
    return pl.select(pl.concat_str(pl.lit(f"{PREFIXES[table]}-"), digits)).to_series()


def hashes(table: str, frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """The hash of each line's columns: the digits of its identifier."""
    # The texts are longer than all else of a line: they are made, hashed and forgotten piece by piece.
    whole = pl.concat_str(pl.lit(f"{table}{OPENS}"), _text(columns)).cast(pl.Binary)
    lines = frame.lazy().select(columns)
    made = [pl.Series(dtype=pl.String)]
    for start in range(0, frame.height, _CHUNK):
        texts = lines.slice(start, _CHUNK).select(whole).collect().to_series().to_list()
        made.append(pl.Series([of_bytes(text) for text in texts], dtype=pl.String))
    return pl.concat(made)


def _text(columns: Sequence[str]) -> pl.Expr:
    return pl.concat_str([pl.col(c).cast(pl.String).fill_null("") for c in columns], separator=BETWEEN)


def number(digits: pl.Expr) -> pl.Expr:
    """The digits of identifiers as a number, which is sorted and compared sooner than text, and in the same order."""
    return digits.str.to_integer(base=16, dtype=pl.UInt64, strict=False)


def repeated(digits: pl.Series) -> pl.Series | None:
    """Which lines have the digits of another; None where none has."""
    numbers = digits.to_frame("digits").select(number(pl.col("digits"))).to_series()
    return numbers.is_duplicated() if numbers.n_unique() < len(numbers) else None


def told_apart(table: str, digits: pl.Series, texts: Callable[[pl.Series], pl.DataFrame]) -> pl.Series:
    """The digits of lines, where no two have the same. `texts` gives, of the lines with some numbers, what was hashed."""
    again = repeated(digits)
    if again is None:
        return digits
    twins = pl.DataFrame({"at": again.arg_true(), "digits": digits.filter(again)})
    lines = texts(twins["at"])
    twins = twins.with_columns(lines.select(_text(lines.columns)).to_series().alias("text"))
    twins = twins.with_columns(turn=pl.int_range(pl.len()).over("digits")).filter(pl.col("turn") > 0)
    others = [
        of_text(f"{table}{OPENS}{told}{BETWEEN}#{turn + 1}")
        for told, turn in twins.select("text", "turn").iter_rows()
    ]
    return digits.scatter(twins["at"], others)


def of_clusters(table: str, mentions: pl.DataFrame, carried: Mapping[int, str], taken: Set[str]) -> pl.DataFrame:
    """cluster, row_id. A cluster is known by the key of its anchor: its first mention by date, copies last.

    So a later document changes nothing. Of clusters with one key the one with the earliest anchor takes the plain
    identifier; the others add the document of theirs. `carried`: identifiers of the release before; `taken`: those that
    may not be given to anything else.
    """
    # Claims are numbered by document.
    anchor = [pl.col("document_id") != pl.col("origin"), pl.col("as_of").fill_null("9999"), "claim"]
    firsts = mentions.sort(anchor).unique("cluster", keep="first", maintain_order=True)
    used = {*taken, *carried.values()}
    ids = []
    for cluster, key, document in firsts.select("cluster", "key", "document_id").iter_rows():
        if cluster in carried:
            ids.append(carried[cluster])
            continue
        name, turn = identifier(table, [key]), 0
        while name in used:
            turn += 1
            name = identifier(table, [key, document, turn])
        used.add(name)
        ids.append(name)
    return pl.DataFrame(
        {"cluster": firsts["cluster"], "row_id": ids}, schema={"cluster": pl.Int64, "row_id": pl.Categorical()}
    )
