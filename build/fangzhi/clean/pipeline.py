"""The repairs in their order. A repair is one module and one line of the registry."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fangzhi.clean import gbk, lines, numerals, parts, pinyin, script, spaces, width
from fangzhi.clean.document import Clean
from fangzhi.clean.offsets import Edit, OffsetMap, apply


@dataclass(frozen=True, slots=True)
class Repair:
    """`edits` gives edits, `translate` a text of the same length; `only` names the script that needs it."""

    kind: str
    edits: Callable[[str], Sequence[Edit]] | None = None
    translate: Callable[[str], str] | None = None
    only: str | None = None


REPAIRS = (
    Repair("lost bytes", edits=gbk.edits),
    Repair("control", edits=width.edits),
    Repair("pinyin", edits=pinyin.edits),
    Repair("script", translate=script.translate, only="Hant"),
    Repair("wording", edits=script.edits, only="Hant"),
    Repair("width", translate=width.translate),
    Repair("name", edits=spaces.name_edits),
    Repair("numeral", edits=numerals.edits),
    Repair("space", edits=spaces.edits),
)


@dataclass(frozen=True, slots=True)
class Repaired:
    text: str
    map: OffsetMap
    counts: dict[str, int]


def repair_characters(text: str, written: str) -> Repaired:
    """All repairs of characters; line breaks stay."""
    offsets = OffsetMap()
    counts: dict[str, int] = {}
    for step in REPAIRS:
        if step.only not in (None, written):
            continue
        if step.translate:
            new = step.translate(text)
            changed = sum(map(operator.ne, new, text)) if new is not text and new != text else 0
            text = new
        else:
            edits = step.edits(text)
            changed = sum(edit.end - edit.start for edit in edits)
            if edits:
                text, layer = apply(text, edits)
                offsets = offsets.then(layer)
        if changed:
            counts[step.kind] = counts.get(step.kind, 0) + changed
    return Repaired(text, offsets, counts)


def clean(text: str, related_at: int | None = None) -> Clean:
    """The clean text of a document. `related_at`: the offset in `text` from which on only other articles are announced."""
    written = script.of(text)
    repaired = repair_characters(text, written)
    found = lines.layout(repaired.text)
    whole, layer = apply(repaired.text, found.edits) if found.edits else (repaired.text, None)
    offsets = repaired.map.then(layer) if layer else repaired.map
    counts = dict(repaired.counts)
    if found.edits:
        counts["lines"] = sum(edit.end - edit.start for edit in found.edits) - found.dropped
    if found.dropped:
        counts["furniture"] = found.dropped
    border = None if related_at is None else offsets.forward(related_at)
    sections = parts.of(found.paragraphs, border)
    title_span = next((part.title_span for part in sections if part.kind == "main"), None)
    return Clean(text=whole, parts=sections, script=written, repairs=counts, offsets=offsets, title_span=title_span,
                 title=whole[slice(*title_span)].replace("\n", " ") if title_span else None)


def repair(fragment: str, written: str | None = None) -> str:
    """The repaired reading of a piece of a text as read. `written`: the script of the whole text, where it is known."""
    repaired = repair_characters(fragment, written or script.of(fragment))
    return lines.joined(repaired.text)
