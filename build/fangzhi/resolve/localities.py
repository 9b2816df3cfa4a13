"""Localities: the place a document speaks for, by weighed evidence of its claims and its head."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

import polars as pl

from fangzhi.lex import places
from fangzhi.lex.places import Place
from fangzhi.resolve.mentions import WORD

PUBLISHER, TITLE, VILLAGE, MEETING, BODY, PROJECT = 8.0, 4.0, 6.0, 3.0, 2.0, 1.0
_CAP = 6.0  # however often one kind of claim names a place, it weighs no more
_ENOUGH, _CLEAR = 2.0, 1.5
# Companies bear their province's name: how much of a place's weight the place inside it must have to be the home.
_OWN = {"province": 0.0, "city": 0.25, "county": 0.5}
_EVIDENCE = {
    ("meetings", "name"): MEETING,
    ("meetings", "venue"): MEETING,
    ("meetings", "convener"): MEETING,
    ("positions", "organization"): BODY,
    ("positions", "post"): BODY,
    ("villages", "county"): VILLAGE,
    ("villages", "city"): VILLAGE,
    ("villages", "province"): VILLAGE,
    ("projects", "place"): PROJECT,
    ("projects", "name"): PROJECT,
    ("targets", "subject"): PROJECT,
}


def _named(text: str) -> tuple[tuple[str, ...], ...]:
    """The places that a text names, each as the codes it may mean."""
    return tuple(tuple(p.code for p in m.places) for m in places.find(text))


def _heading(text: str) -> tuple[tuple[str, ...], ...]:
    """What a paper's or an office's name begins with, a county's short form too: 井冈山报."""
    sizes = range(min(8, len(text) - 1), 1, -1)
    found = next((named for size in sizes if (named := places.resolve(text[:size]))), None)
    return (tuple(p.code for p in found),) if found else ()


def homes(documents: pl.DataFrame, claims: pl.DataFrame) -> dict[str, str]:
    """document_id -> code of the narrowest place that the document clearly speaks for; left out where nothing is clear.

    What its whole text tells (`adcode` of the document) goes before what its claims tell, which may be a place inside it.
    """
    out = _by_claims(documents, claims)
    for document, code in documents.select("document_id", "adcode").drop_nulls().iter_rows():
        told = out.get(document)
        known = code in places.places()
        if known and (told is None or contradicts(told, code) or narrower([told, code]) == code):
            out[document] = code
    return out


def _by_claims(documents: pl.DataFrame, claims: pl.DataFrame) -> dict[str, str]:
    weights = pl.DataFrame(
        [(table, field, weight) for (table, field), weight in _EVIDENCE.items()],
        schema={"table_name": WORD, "field": WORD, "weight": pl.Float64},
        orient="row",
    )
    said = (
        claims.join(weights, on=["table_name", "field"])
        .select("document_id", pl.col("value").cast(WORD), "weight")
        .unique()
    )
    heads = documents.select("document_id", "publisher", "title").unpivot(index="document_id")
    weight = pl.when(pl.col("variable") == "publisher").then(PUBLISHER).otherwise(TITLE)
    heads = heads.select("document_id", pl.col("value").cast(WORD), weight.alias("weight")).drop_nulls()
    lines, numbers = _signs(pl.concat([heads, said]))
    # Whatever is more than enough counts as enough, so that many documents show the same.
    shown = lines.group_by("document_id", "sign").len("times")
    shown = shown.with_columns(pl.min_horizontal("times", pl.lit(int(_CAP))).alias("times")).sort("document_id", "sign")
    shown = shown.group_by("document_id").agg(pl.concat_str("sign", pl.lit(":"), "times").alias("shown"))
    shown = shown.with_columns(pl.col("shown").list.join(" "))
    settled = {}
    for told in shown["shown"].unique().to_list():
        counted = (sign.split(":") for sign in told.split())
        settled[told] = _settled({numbers[int(sign)]: int(times) for sign, times in counted})
    return {document: code for document, told in shown.iter_rows() if (code := settled[told])}


def _signs(told: pl.DataFrame) -> tuple[pl.DataFrame, list[tuple[float, tuple[str, ...]]]]:
    """document_id and sign, by number, of each place that texts name; and by number the weight and the codes of each sign."""
    numbers: dict[tuple[float, tuple[str, ...]], int] = {}
    lines = []
    for text, weight in told.select("value", "weight").unique().iter_rows():
        named = [(weight, codes) for codes in _named(text)]
        if weight == PUBLISHER and not named:
            # A city's paper may bear the short name of a county in it.
            named = [(BODY, codes) for codes in _heading(text)]
        lines += [(text, weight, numbers.setdefault(sign, len(numbers))) for sign in named]
    signs = pl.DataFrame(lines, schema={"value": WORD, "weight": pl.Float64, "sign": pl.UInt32}, orient="row")
    return told.join(signs, on=["value", "weight"]).select("document_id", "sign"), list(numbers)


def _settled(signs: dict[tuple[float, tuple[str, ...]], int]) -> str | None:
    scores: Counter[str] = Counter()
    for (weight, codes), times in signs.items():
        if len(codes) == 1:
            scores[codes[0]] += min(weight * times, max(weight, _CAP))
    above = _summed(scores)
    for (weight, codes), times in sorted(signs.items()):
        if len(codes) > 1:
            ranked = sorted(((_agreement(code, above), code) for code in codes), reverse=True)
            if ranked[0][0] > ranked[1][0]:
                scores[ranked[0][1]] += min(weight * times, max(weight, _CAP))
    return _narrowest(scores)


def _summed(scores: Counter[str]) -> Counter[str]:
    """The weight of each place with that of the places inside it."""
    out: Counter[str] = Counter()
    for code, weight in scores.items():
        for place in places.chain(places.places()[code]):
            out[place.code] += weight
    return out


def _agreement(code: str, above: Counter[str]) -> float:
    return sum(above[p.code] for p in places.chain(places.places()[code]))


def _narrowest(scores: Counter[str]) -> str | None:
    """Down from province to city to county, as long as one is clearly ahead."""
    total = _summed(scores)
    home: Place | None = None
    for level in places.LEVELS:
        inside = [
            (weight, code)
            for code, weight in total.items()
            if places.places()[code].level == level and (home is None or places.is_within(places.places()[code], home))
        ]
        inside.sort(key=lambda pair: (-pair[0], pair[1]))
        if not inside:
            continue  # a municipality has no cities
        clear = len(inside) == 1 or inside[0][0] >= _CLEAR * inside[1][0]
        own = home is None or inside[0][0] > total[home.code] * _OWN[level]
        if inside[0][0] < _ENOUGH or not clear or not own:
            break
        home = places.places()[inside[0][1]]
    return home.code if home else None


@cache
def unit(home: str | None, level: str, word: str = "") -> str | None:
    """The place that a page of `home` means by 市委 (level city), 县委 (county), 省委: its code, or None.

    市 of a county-level city is that city; 县, 区 and 旗 are the county only where it is one.
    """
    if home is None:
        return None
    place = places.places().get(home)
    if place is None:
        return None
    county = places.level_of(place, "county")
    if level == "city" and word == "市":
        if county is not None and county.name.endswith("市"):
            return county.code
        city = places.level_of(place, "city")
        province = places.level_of(place, "province")
        if city is None and province is not None and province.name.endswith("市"):
            return province.code
        return city.code if city else None
    if level == "county":
        fits = county is not None and (county.name.endswith(word) or word == "县" and county.name[-1] in "县旗")
        return county.code if county and fits else None
    found = places.level_of(place, level)
    return found.code if found else None


def city_of(code: str | None) -> str | None:
    """The code of the city (of a municipality: the province) that a place lies in; of a province None."""
    place = places.places().get((code or "")[:6])
    if place is None:
        return None
    city = places.level_of(place, "city")
    if city:
        return city.code
    province = places.level_of(place, "province")
    return province.code if province and province.name.endswith("市") else None


def narrower(codes: list[str]) -> str:
    """The narrowest of places that lie in each other."""
    return max(codes, key=lambda code: len(places.chain(places.places()[code])))


@lru_cache(maxsize=1 << 16)
def contradicts(left: str | None, right: str | None) -> bool:
    """Whether two places lie apart: neither is known to be in the other."""
    if not left or not right or left == right:
        return False
    a, b = places.places().get(left[:6]), places.places().get(right[:6])
    if a is None or b is None:
        return False
    return not places.is_within(a, b) and not places.is_within(b, a)
