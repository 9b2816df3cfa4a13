"""One form of each sign: digits, letters, ％ and brackets half-width, the stops between Chinese characters full-width.

Every character keeps its place, so no map is needed. Signs without a width of their own are deleted by `edits`.
"""

from __future__ import annotations

import re

from fangzhi.clean.offsets import Edit

TO_HALF = {
    code: chr(code - 0xFEE0)
    for code in (
        *range(ord("０"), ord("９") + 1),
        *range(ord("Ａ"), ord("Ｚ") + 1),
        *range(ord("ａ"), ord("ｚ") + 1),
        *map(ord, "％＋＝＆＠／＃＊＜＞｜＿"),
    )
}
# Signs of which another form is the canonical one, wherever they stand.
FORMS = (
    ("（", "("),
    ("）", ")"),
    ("「", "“"),
    ("」", "”"),
    ("『", "‘"),
    ("』", "’"),
    ("﹙", "("),
    ("﹚", ")"),
    ("﹪", "%"),
    ("\u00a0", " "),
    ("\t", " "),
    ("\u2002", " "),
    ("\u2003", " "),
    ("\u2009", " "),
    ("･", "·"),
    ("・", "·"),
    ("•", "·"),
    ("‧", "·"),
    ("﹣", "－"),
    ("﹐", "，"),
    ("﹔", "；"),
    ("﹕", "："),
    ("｡", "。"),
    ("､", "、"),
)
WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ％＋＝＆＠／＃＊＜＞｜＿]")
# a line may break behind the point
POINT = re.compile(r"．(?<=[0-9０-９].)(?=\n?[0-9０-９])")
# A half-width stop is full-width unless letters, digits or a space say that it belongs to a number, an address or English.
STOP = re.compile(r"[,:;!?](?:(?<![0-9A-Za-z].)|(?![0-9A-Za-z/ ]))(?<![\s,:;!?].)")
# a mirror broke the line before its comma
LINE_STOP = re.compile("(?<=[\u4e00-\u9fff]\n)[,;](?=[\u4e00-\u9fff“])")
TO_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
HAN = re.compile("[\u4e00-\u9fff]")
NO_WIDTH = re.compile("[\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def translate(text: str) -> tuple[str, int]:
    """The same number of characters in their canonical forms, and how many have changed."""
    text, changed = POINT.subn(".", text)
    text, runs = WIDE.subn(lambda m: m[0].translate(TO_HALF), text)
    changed += runs
    for sign, form in FORMS:
        if sign in text:
            changed += text.count(sign)
            text = text.replace(sign, form)
    if HAN.search(text):
        for pattern in (STOP, LINE_STOP):
            text, stops = pattern.subn(lambda m: TO_FULL[m[0]], text)
            changed += stops
    return text, changed


def edits(text: str) -> list[Edit]:
    """The signs that have no width: zero-width spaces, marks of direction, control characters."""
    return [Edit(m.start(), m.end(), "") for m in NO_WIDTH.finditer(text)]
