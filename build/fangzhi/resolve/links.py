"""Links: places and organisations of the rows, and the columns that lead to them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from fangzhi.resolve import gazetteer, organizations
from fangzhi.resolve.bodies import same_company
from fangzhi.resolve.context import Context
from fangzhi.resolve.mentions import WORD, looked_up
from fangzhi.resolve.organizations import Body


@dataclass(frozen=True)
class Links:
    """`places` and `organizations` are the tables; `columns`: by table the columns to be joined to it, with its key;
    `printed`: table_name, row_id, alias, document_id of the organisations as documents print them."""

    places: pl.DataFrame
    organizations: pl.DataFrame
    columns: dict[str, pl.DataFrame]
    printed: pl.DataFrame


def links(
    context: Context,
    mentions: dict[str, pl.DataFrame],
    posts: pl.DataFrame,
    tables: dict[str, pl.DataFrame],
    places: Iterable[str] = (),
) -> Links:
    """All links.

    `mentions`: by entity table its mentions with row_id, scope and home; `posts` the positions with their seats and row_id;
    `tables` the entity tables, whose convener and proponent are looked up; `places` codes of further places.
    """
    scopes: set[str | None] = {*posts["scope"].to_list(), *context.sources["home"].to_list(), *places}
    columns: dict[str, pl.DataFrame] = {}
    bodies: dict[str, Body] = {}
    printed: list[pl.DataFrame] = []
    fuller = _fuller(mentions["projects"])
    columns["positions"] = _of_posts(posts, bodies, printed, fuller)
    for table, field in (("meetings", "convener"), ("projects", "proponent")):
        own = _scopes(mentions[table].with_columns(scope=pl.coalesce("scope", "home")))
        scopes |= set(own["scope"].to_list())
        columns[table] = _placed(own).join(
            _named(table, field, mentions[table], tables[table], bodies, printed, fuller), on="row_id", how="left"
        )
    codes = mentions["villages"].drop_nulls("code").sort("row_id", "code").unique("row_id", keep="first")
    columns["villages"] = codes.select("row_id", pl.col("code").alias("adcode"))
    scopes |= set(codes["code"].to_list()) | {body.scope.removeprefix("co:") for body in bodies.values()}
    aliases = pl.concat(printed).unique()
    return Links(
        gazetteer.table(scopes),
        organizations.table(set(bodies.values()), _fullest(bodies, aliases)),
        columns,
        aliases.with_columns(pl.lit("organizations", WORD).alias("table_name")),
    )


def _fullest(bodies: dict[str, Body], printed: pl.DataFrame) -> dict[str, str]:
    """The longest printed name of each company."""
    names = printed.select("row_id", "alias").unique().sort("row_id", pl.col("alias").cat.len_chars(), "alias").rows()
    return {body: name for body, name in names if bodies[body].scope.startswith("co")}


def _fuller(projects: pl.DataFrame) -> dict[Body, Body]:
    """Companies by a short name -> the same by its fuller one, as the documents of one project tell: 中能, 中能硅业.

    A short name that projects tell of several companies leads to none.
    """
    told = projects.drop_nulls("proponent").select("row_id", "proponent", "home").unique()
    groups: dict[str, set[Body]] = {}
    for row, name, home in told.iter_rows():
        if body := organizations.of_company(name, home):
            groups.setdefault(row, set()).add(body)
    found: dict[Body, set[Body]] = {}
    for group in groups.values():
        for short in group:
            longer = [b for b in group if len(b.organ) > len(short.organ) and same_company(short.organ, b.organ)]
            found.setdefault(short, set()).update(longer)
    return {short: _last(short, found) for short in found if found[short]}


def _last(body: Body, found: dict[Body, set[Body]]) -> Body:
    """The end of the way from short to fuller names, as long as it does not fork: of two that differ neither is meant."""
    names = sorted(found.get(body, ()), key=lambda b: (len(b.organ), b))
    forks = any(not same_company(a.organ, b.organ) for a, b in itertools.pairwise(names))
    return body if forks or not names else _last(names[-1], found)


def _of_posts(
    posts: pl.DataFrame, bodies: dict[str, Body], printed: list[pl.DataFrame], fuller: dict[Body, Body]
) -> pl.DataFrame:
    told = ["scope", "organ", "organization", "home"]
    seats = posts.select(told).unique().sort(told)
    found = [fuller.get(body, body) for body in (organizations.of_seat(*seat) for seat in seats.iter_rows())]
    bodies |= {body.id: body for body in found if body}
    # A name counts as the body's only where it leads to it by itself: that of the post before may stand there.
    names = [
        bool(body and name and (own := organizations.of_name(name, home)) and fuller.get(own, own) == body)
        for body, name, home in zip(found, seats["organization"], seats["home"], strict=True)
    ]
    seats = seats.with_columns(
        pl.Series("organization_id", [body.id if body else None for body in found], WORD),
        pl.Series("named", names, pl.Boolean),
    )
    linked = posts.join(seats, on=told, how="left", nulls_equal=True, maintain_order="left")
    printed.append(
        linked.filter("named").select(
            pl.col("organization_id").alias("row_id"), pl.col("organization").alias("alias"), "document_id"
        )
    )
    linked = linked.select("row_id", "scope", "organization_id")
    return _placed(linked.unique("row_id", keep="first", maintain_order=True))


def _scopes(mentions: pl.DataFrame) -> pl.DataFrame:
    """row_id, scope: the narrowest place that a mention of the row tells."""
    length = pl.col("scope").cat.len_chars()
    return mentions.sort("row_id", length, "scope", descending=[False, True, False], nulls_last=True).unique(
        "row_id", keep="first", maintain_order=True
    ).select("row_id", "scope")  # fmt: skip


def _placed(lines: pl.DataFrame) -> pl.DataFrame:
    places = dict.fromkeys(("place_id", "adcode"), WORD)
    return looked_up(lines, ["scope"], lambda s: (gazetteer.place_id(s), gazetteer.adcode(s)), places).drop("scope")


def _named(
    table: str,
    field: str,
    mentions: pl.DataFrame,
    rows: pl.DataFrame,
    bodies: dict[str, Body],
    printed: list[pl.DataFrame],
    fuller: dict[Body, Body],
) -> pl.DataFrame:
    """row_id and the column of the organisation that a cell names, looked up from the page that prints it.

    What other documents print for it is a name of the organisation too, where by itself it leads to the same.
    """
    key = rows.columns[0]
    value = rows.select(pl.col(key).alias("row_id"), pl.col(field).cast(WORD).alias("taken")).drop_nulls()
    told = mentions.select("row_id", "mention", "document_id", "home", field).drop_nulls(field)
    told = told.join(value, on="row_id", how="inner")
    found: dict[str, Body] = {}

    def identified(name: str, home: str | None) -> tuple[str | None]:
        body = organizations.of_company(name, home) if field == "proponent" else organizations.of_name(name, home)
        if body is None:
            return (None,)
        body = fuller.get(body, body)
        found[body.id] = body
        return (body.id,)

    told = looked_up(told, [field, "home"], identified, {"body": WORD})
    said = told.filter(pl.col(field) == pl.col("taken")).sort("row_id", "mention")
    of_row = said.unique("row_id", keep="first", maintain_order=True).select("row_id", pl.col("body").alias(f"{field}_id"))
    shown = told.join(of_row, on="row_id", how="inner").filter(pl.col("body") == pl.col(f"{field}_id"))
    bodies |= {body: found[body] for body in shown["body"].unique().to_list()}
    printed.append(shown.select(pl.col("body").alias("row_id"), pl.col(field).alias("alias"), "document_id"))
    return of_row


def joined(table: str, frame: pl.DataFrame, key: str, columns: pl.DataFrame) -> pl.DataFrame:
    """A table with the columns of its links; what a claim says goes before what is looked up."""
    linked = columns.rename({"row_id": key})
    new = [c for c in linked.columns if c != key]
    frame = frame.join(linked.rename({c: f"{c}_linked" for c in new}), on=key, how="left", maintain_order="left")
    filled = [
        pl.coalesce(c, f"{c}_linked").alias(c) if c in frame.columns else pl.col(f"{c}_linked").alias(c) for c in new
    ]
    return frame.with_columns(filled).drop([f"{c}_linked" for c in new])
