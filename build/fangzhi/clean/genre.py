"""Whether a document is of the genre at all. Precision first: what is not plainly something else is let through."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from fangzhi.clean.document import Clean

# Runs, not characters: a text has fewer of them. The first character stands alone, since a search skips only to what is not repeated.
HAN = re.compile("[\u3400-\u9fff][\u3400-\u9fff]*")
LETTER = re.compile(r"[^\W\d_]")
OTHER_CHINESE_SCRIPT = re.compile("[\u3040-\u30ff\u31f0-\u31ff\u1100-\u11ff\uac00-\ud7af]")
SAMPLE = 20_000
MIN_LETTERS = 10
# The share of Chinese characters among the letters below which a text is in another language, and that of kana or hangul
# above which it is: reports quote foreign names, but few.
MIN_HAN = 0.3
MAX_FOREIGN = 0.08
# The sum of the weights of different words, and how much of it there must be for every thousand characters.
MIN_WEIGHT = 6
MIN_DENSITY = 6.0
# A report that names its publisher may tell a story.
MIN_PUBLISHED = 10
# A chapter or the part of one that a page shows (第719章, (1 / 12)) weighs so much beside words of a novel; plans have chapters, too.
CHAPTER = re.compile(r"第\s?[0-9]{2,4}\s?章|[(（][0-9]{1,3}\s?/\s?[0-9]{1,3}[)）]")
CHAPTER_WEIGHT = 4


def judge(clean: Clean) -> tuple[str, str] | None:
    """None for a text of the genre, else a stable code (`other_language`, `fiction`, `gambling`, `advertising`,
    `machine_spun`) and a line that says what it was told by."""
    text = clean.text[:SAMPLE]
    return _language(text) or _words(text, clean.publisher is not None)


def _language(text: str) -> tuple[str, str] | None:
    rest = HAN.sub("", text)  # nearly nothing of a Chinese text
    chinese = len(text) - len(rest)
    letters = chinese + len(LETTER.findall(rest))
    if letters < MIN_LETTERS:
        return None
    foreign = len(OTHER_CHINESE_SCRIPT.findall(rest)) / letters
    if foreign > MAX_FOREIGN:
        return "other_language", f"{foreign:.0%} of the letters are kana or hangul"
    han = chinese / letters
    return ("other_language", f"{han:.0%} of the letters are Chinese") if han < MIN_HAN else None


def _words(text: str, published: bool) -> tuple[str, str] | None:
    matcher, table = _matcher()
    found = {index for index, _, _ in matcher.find_matches_as_indexes(text)}
    sums: Counter[str] = Counter()
    for index in found:
        sums[table[index][1]] += table[index][2]
    if not sums:
        return None
    if sums["fiction"]:
        sums["fiction"] += CHAPTER_WEIGHT * len({match[0][0] for match in CHAPTER.finditer(text)})
    code, weight = max(sums.items(), key=lambda item: (item[1], item[0]))
    if weight < (MIN_PUBLISHED if published and code == "fiction" else MIN_WEIGHT) or 1000 * weight / len(text) < MIN_DENSITY:
        return None
    told = sorted(table[index][0] for index in found if table[index][1] == code)
    return code, "words of another genre: " + "、".join(told[:6])


@cache
def _matcher() -> tuple[AhoCorasick, tuple[tuple[str, str, int], ...]]:
    text = (files("fangzhi.lex") / "data" / "clean_genre.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    table = tuple((word, code, int(weight)) for word, code, weight in rows)
    # few words: the table of all states is small, and twice as fast
    matcher = AhoCorasick(
        [word for word, _, _ in table], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    return matcher, table
