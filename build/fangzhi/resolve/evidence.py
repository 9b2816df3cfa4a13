"""Evidence: the claims as they are published, with the rows that they are of.

There are many times more claims than rows. So they are worked on in pieces, and only what is asked for is put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from fangzhi.resolve.cells import CURATED
from fangzhi.resolve.context import Context
from fangzhi.resolve.identifiers import hashes, number, repeated, told_apart, whole
from fangzhi.resolve.mentions import WORD, refers_, used_up

_CHUNK = 1 << 18
_KEY = ("document_id", "table_name", "field", "shown", "start", "end")
# Lines of one row that say the same of the same characters are one claim.
_SAYING = ("document_id", "table_name", "row_id", "field", "value", "start", "end")


@dataclass(frozen=True)
class Evidence:
    """`lines`: claim (its number) and digits (of its identifier) of the claims that are published, in their order.

    `rows` and `labels` tell by the number of a mention the identifier of its row, and, of entities, the name that its
    document gives it.
    """

    context: Context
    lines: pl.DataFrame
    rows: pl.Series
    labels: pl.Series

    def of(self, fields: Iterable[str], rows: pl.Series | None = None) -> pl.DataFrame:
        """The published claims of some fields, of all rows or of those with some identifiers: claim_id, mention, document_id,
        table_name, row_id, field, value, quote, start."""
        told = pl.col("field").is_in(list(fields))
        if rows is not None:
            told &= pl.col("mention").is_in(self.rows.is_in(rows.implode()).arg_true().implode())
        wanted = self.context.claims.lazy().filter(told).select("claim").collect()
        told = self._told(self.lines.join(wanted, on="claim", how="semi", maintain_order="left"))
        return told.select("claim_id", "mention", "quote", *(name for name in _SAYING if name != "end"))

    def _told(self, lines: pl.DataFrame) -> pl.DataFrame:
        told = _columns(self.context, lines["claim"], self.rows, self.labels)
        return told.with_columns(whole("claims", lines["digits"]).alias("claim_id"), pl.col("start", "end").cast(pl.Int64))

    def table(self, columns: Sequence[str]) -> pl.DataFrame:
        """The rows of `claims` with these columns, in the contract's order: by document, and within it as they are printed. Words
        stay categories. The claims of the context are used up."""
        claims, digits = used_up(self.lines, self._printed_order())
        told = used_up(self.context.claims, claims)
        told = _shown(told.with_columns(used_up(self.context.printed, told["at"])), self.rows, self.labels)
        return told.with_columns(whole("claims", digits).alias("claim_id"), pl.col("start", "end").cast(pl.Int64)).select(columns)

    def _printed_order(self) -> pl.Series:
        told = self.context.claims.select(pl.col("document_id", "at").gather(self.lines["claim"]))
        places = self.context.printed.select(pl.col("start", "end").gather(told["at"]))
        keys = told.with_columns(*places, self.lines["digits"])
        return keys.select(pl.arg_sort_by("document_id", "start", "end", number(pl.col("digits")))).to_series()


def evidence(context: Context, ids: pl.DataFrame) -> Evidence:
    """The evidence for the rows of `ids` (mention, row_id, label). A claim without characters or of no row is left out.

    Where a value leads to a row, it becomes that row's identifier.
    """
    every = pl.DataFrame({"mention": pl.int_range(context.mentions, dtype=pl.UInt32, eager=True)})
    known = every.join(ids.unique("mention", keep="first"), on="mention", how="left", maintain_order="left")
    rows, labels = known["row_id"].cast(WORD), known["label"]
    kept, made = [pl.Series(dtype=pl.UInt32)], [pl.Series(dtype=pl.String)]
    for told in context.claims.iter_slices(_CHUNK):
        lines = _printed(context, told, rows, labels).filter(_sound()).select("claim", *_KEY, _made())
        kept.append(lines["claim"])
        made.append(_digits(lines))
    lines = _single(context, pl.DataFrame({"claim": pl.concat(kept), "digits": pl.concat(made)}), rows, labels)
    return Evidence(context, lines, rows, labels)


def _made() -> pl.Expr:
    """The digits that extraction made, where the claim leads to what it took it to lead to."""
    same = pl.when("leads").then(pl.col("called") == pl.col("shown")).otherwise(pl.col("called").is_null())
    return pl.when(same).then("digits").alias("digits")


def _digits(lines: pl.DataFrame) -> pl.Series:
    """The digits of lines of _KEY: those that are made, and the others."""
    missing = lines["digits"].is_null().arg_true()
    if missing.is_empty():
        return lines["digits"]
    return lines["digits"].scatter(missing, hashes("claims", lines.select(pl.col(_KEY).gather(missing)), _KEY))


def _columns(context: Context, claims: pl.Series, rows: pl.Series, labels: pl.Series) -> pl.DataFrame:
    """Claims, given by their numbers, with row_id, `value` as it is published, and `shown`: what stands for it in identifiers."""
    return _printed(context, context.claims.select(pl.all().gather(claims)), rows, labels)


def _printed(context: Context, told: pl.DataFrame, rows: pl.Series, labels: pl.Series) -> pl.DataFrame:
    return _shown(told.with_columns(context.printed.select(pl.all().gather(told["at"]))), rows, labels)


def _shown(told: pl.DataFrame, rows: pl.Series, labels: pl.Series) -> pl.DataFrame:
    led, shown = rows.gather(told["refers"]).alias("led"), labels.gather(told["refers"]).alias("shown")
    told = told.with_columns(rows.gather(told["mention"]).alias("row_id"), led, shown)
    leads = pl.col("shown").is_not_null()
    return told.with_columns(
        leads.alias("leads"),
        pl.when(leads).then("led").otherwise("value").alias("value"),
        pl.coalesce("shown", "value").alias("shown"),
    )


def _sound() -> pl.Expr:
    printed = (pl.col("value") != "") & (pl.col("quote") != "") & (pl.col("end") > pl.col("start"))
    # What a person says of a reference that is looked up leads by its value.
    leads = ~refers_(pl.col("field")) | pl.col("leads") | (pl.col("rule") == CURATED)
    return printed & pl.col("row_id").is_not_null() & leads


def _single(context: Context, lines: pl.DataFrame, rows: pl.Series, labels: pl.Series) -> pl.DataFrame:
    """The lines with each saying once, and with digits of their own."""
    twice = repeated(lines["digits"])
    if twice is None:
        return lines
    again = lines.filter(twice)
    said = _columns(context, again["claim"], rows, labels)
    same = again.filter(~said.select(pl.struct(_SAYING).is_first_distinct()).to_series())
    lines = lines.join(same.select("claim"), on="claim", how="anti", maintain_order="left")

    def texts(twins: pl.Series) -> pl.DataFrame:
        return _columns(context, lines["claim"].gather(twins), rows, labels).select(_KEY)

    return lines.with_columns(told_apart("claims", lines["digits"], texts))
