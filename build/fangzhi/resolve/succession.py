"""Succession: which cluster goes on under which identifier of the release before, and where the others went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

import polars as pl

from fangzhi.resolve import identifiers
from fangzhi.resolve.context import Context
from fangzhi.resolve.entity import Resolved
from fangzhi.resolve.previous import Previous

MERGED, SPLIT, GONE = "merged", "split", "gone"
_COLUMNS = ["redirect_id", "table_name", "old_id", "new_id", "reason"]


def votes(resolved: Resolved, context: Context, previous: Previous) -> list[tuple[int, str, int]]:
    """(cluster, identifier before, how many mentions they share), of mentions whose name begins or ends at the same place,
    since a repair may change its characters; or else reads the same in the same document."""
    before = previous.names.filter(pl.col("table_name") == resolved.table)
    if before.is_empty():
        return []
    own = context.claims.filter((pl.col("table_name") == resolved.table) & (pl.col("field") == "name"))
    own = own.with_columns(*context.printed.select(pl.col("start", "end").gather(own["at"])))
    own = own.join(resolved.mentions.select("mention", "cluster"), on="mention", how="inner")
    found, open_ = [], own
    for place in ("start", "end", "value"):
        known = before.select("document_id", place, "row_id").unique()
        found.append(open_.join(known, on=["document_id", place], how="inner").select("cluster", "row_id", "claim"))
        open_ = open_.join(found[-1].select("claim"), on="claim", how="anti")
    both = pl.concat(found)
    counted = both.group_by("cluster", "row_id").agg(pl.col("claim").n_unique().cast(pl.Int64).alias("votes"))
    return counted.sort("cluster", "row_id").rows()


def carried(told: list[tuple[int, str, int]]) -> dict[int, str]:
    """cluster -> the identifier that it goes on under: that of most of its mentions, each identifier once."""
    out: dict[int, str] = {}
    given: set[str] = set()
    for cluster, before, _ in sorted(told, key=lambda vote: (-vote[2], vote[1], vote[0])):
        if cluster not in out and before not in given:
            out[cluster] = before
            given.add(before)
    return out


def named(resolved: Resolved, context: Context, previous: Previous) -> tuple[pl.DataFrame, list[tuple[str, ...]]]:
    """(cluster, row_id of all clusters; the redirects that come of it, as rows of `redirects` without their key)."""
    told = votes(resolved, context, previous)
    kept = carried(told)
    voted = {before for _, before, _ in told}
    # An identifier whose documents are gone altogether comes back with what it is made of.
    free = previous.ids.get(resolved.table, frozenset()) - voted
    taken = previous.ever(resolved.table) - free
    ids = identifiers.of_clusters(resolved.table, resolved.mentions, kept, taken)
    return ids, _moves(resolved.table, told, kept, dict(ids.rows()), previous)


def _moves(
    table: str, told: list[tuple[int, str, int]], kept: dict[int, str], now: dict[int, str], previous: Previous
) -> list[tuple[str, ...]]:
    heirs: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for cluster, before, count in told:
        heirs[before].append((-count, now[cluster]))
    present = set(now.values())
    out = []
    for before in sorted(previous.ids.get(table, ())):
        to = [name for _, name in sorted(heirs[before]) if name != before]
        if before in present:
            # It lives on; what part of it became another thing is told, unless that one had been there before.
            out += [(table, before, name, SPLIT) for name in to if name not in previous.ids[table]]
        else:
            out.append((table, before, to[0] if to else None, MERGED if to else GONE))
    return out


def without(moves: list[tuple[str, ...]], dropped: Set[str], previous: Previous) -> list[tuple[str, ...]]:
    """The moves where some rows are dropped: what leads to them is gone, and so are they."""
    out = [
        (table, old, None, GONE) if new in dropped and reason != SPLIT else (table, old, new, reason)
        for table, old, new, reason in moves
        if not (new in dropped and reason == SPLIT)
    ]
    return out + [
        (table, name, None, GONE) for table, ids in sorted(previous.ids.items()) for name in sorted(ids & dropped)
    ]


def redirects(moves: list[tuple[str, ...]], previous: Previous) -> pl.DataFrame:
    """The rows of `redirects`: those of the releases before, followed on to what is there now, and the new ones."""
    onward = {(table, old): new for table, old, new, reason in moves if reason != SPLIT}
    lines = set(moves)
    for old, new, table, reason in previous.redirects.iter_rows():
        while (table, new) in onward:
            new = onward[table, new]
        lines.add((table, old, new, reason if new else GONE))
    back = {old for _, old, new, _ in moves if new is None}
    ordered = sorted(lines, key=lambda line: tuple(part or "" for part in line))
    rows = [
        (identifiers.identifier("redirects", line), *line) for line in ordered if line[1] != line[2] or line[1] in back
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(_COLUMNS, pl.String), orient="row")
