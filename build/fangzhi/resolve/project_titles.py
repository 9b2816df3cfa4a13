"""A project's name taken apart: whose, which phase, how much, what."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import polars as pl
from rapidfuzz.distance import Indel

from fangzhi.lex.lexer import Lexed
from fangzhi.lex.lexicon import alternatives
from fangzhi.parse.project_names import company
from fangzhi.parse.project_words import ending, residue
from fangzhi.resolve.bodies import company_key, sure_place, zone_forms

_PHASE = re.compile(r"[(（]?(?:第)?(?P<number>首|[一二三四五六七八九十]|\d{1,2})期(?:工程|项目)?[)）]?")
_ORDINAL = re.compile(r"第(?P<number>[一二三四五六七八九十\d]+)(?=[^期])|(?P<line>\d+)号线?")
_OUTPUT = re.compile(r"[年日月]产(?:能|量)?|每[年日月]|总投资|/[年日月]")
_MARKS = re.compile(r"[\s()（）“”‘’\"'《》、·—-]")
_TELLING = 2
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"首": 1}


class Title(NamedTuple):
    """`core`: what is left of the name without place, phase, amounts and closing 项目; `lead`: its first two characters.

    `stem`: the core without a closing noun that reports change freely (基地, 产业园).
    `phases` and `ordinals` are numbers as text, `amounts` (value, unit) as printed.
    """

    core: str
    lead: str
    proponent: str | None
    phases: frozenset[str]
    ordinals: frozenset[str]
    amounts: frozenset[tuple[str, str]]
    generic: bool
    stem: str = ""


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('resolve_project_ends')})+$")


def read_title(name: str, proponent: str | None) -> Title:
    """A project's name as it is compared."""
    text = zone_forms(name)
    phases = frozenset(_number(m["number"]) for m in _PHASE.finditer(text))
    text = _PHASE.sub("", text)
    ordinals = frozenset(_number(m["number"] or m["line"]) for m in _ORDINAL.finditer(text))
    amounts, text = _without_amounts(text)
    end = sure_place(text)
    full = _MARKS.sub("", _OUTPUT.sub("", text))
    if end and len(text) - end >= 3 and not (proponent and len(proponent) <= end):
        text = text[end:].lstrip("省市县区")
    core = _MARKS.sub("", _OUTPUT.sub("", text)) or full
    core = _closing().sub("", core) if len(core) > 4 else core
    whose = proponent or company(name)
    key = company_key(whose) if whose else None
    generic = len(core) < 4
    core = core or full
    head = ending(core, "resolve_project_heads")
    stem = core[: -len(head)] if head and len(residue(core[: -len(head)])) >= _TELLING else core
    return Title(core, core[:2], key, phases, ordinals, amounts, generic, stem)


def _without_amounts(text: str) -> tuple[frozenset[tuple[str, str]], str]:
    if not any(c.isdigit() or c in "一二三四五六七八九十百千万亿两" for c in text):
        return frozenset(), text
    amounts, out, at = set(), [], 0
    for token in Lexed(text).numbers:
        if token.kind != "Q":
            continue
        amounts.add((format(token.value.value.normalize(), "f"), token.value.unit))
        out.append(text[at : token.start])
        at = token.end
    return frozenset(amounts), "".join([*out, text[at:]])


def _number(text: str) -> str:
    return str(_CHINESE.get(text, text))


def likeness(pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of names (core, stem, core_other, stem_other, as text) with `like` (0 to 1) and in what `way` they are so: "equal",
    "fuller" (one only says more), "renamed" (but for the closing noun they are equal) or "changed"."""
    both_stems = (pl.col("stem") != pl.col("core")) & (pl.col("stem_other") != pl.col("core_other"))
    names = pairs.select(
        pl.when(both_stems).then("stem").otherwise("core").alias("x"),
        pl.when(both_stems).then("stem_other").otherwise("core_other").alias("y"),
    )
    distance = pl.Series(map(Indel.distance, names["x"].to_list(), names["y"].to_list()), dtype=pl.Int64)
    x, y = pl.col("x"), pl.col("y")
    sizes = x.str.len_chars().cast(pl.Int64), y.str.len_chars().cast(pl.Int64)
    names = names.with_columns(distance.alias("distance"), pl.min_horizontal(sizes).alias("short"), pl.max_horizontal(sizes).alias("long"))
    # The characters of the short name stand in the long one in their order, beginning alike.
    inside = (pl.col("distance") == pl.col("long") - pl.col("short")) & (
        (x.str.head(2) == y.str.head(2)) | x.str.contains(y, literal=True) | y.str.contains(x, literal=True)
    )
    ratio = 1.0 - pl.col("distance") / pl.max_horizontal(pl.col("short") + pl.col("long"), 1)
    much = pl.when(pl.col("short") >= 0.5 * pl.col("long")).then(0.85).otherwise(0.7)
    told = names.select(
        (inside & (pl.col("short") >= 4)).alias("fuller"), ratio.alias("ratio"), pl.max_horizontal(ratio, much).alias("much")
    )
    equal, renamed = pl.col("core") == pl.col("core_other"), pl.col("stem") == pl.col("stem_other")
    like = pl.when(equal).then(1.0).when(renamed).then(0.9).when("fuller").then("much").otherwise("ratio")
    way = pl.when(equal).then(pl.lit("equal")).when(renamed).then(pl.lit("renamed")).when("fuller").then(pl.lit("fuller"))
    return pairs.hstack(told).with_columns(like.alias("like"), way.otherwise(pl.lit("changed")).alias("way")).drop(told.columns)
