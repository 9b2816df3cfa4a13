"""The repairs in their order. A repair is one module and one line of the registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fangzhi.clean import gbk, headline, imprint, lines, numerals, parts, pinyin, script, spaces, stops, width
from fangzhi.clean.document import Clean
from fangzhi.clean.offsets import Edit, OffsetMap, apply


@dataclass(frozen=True, slots=True)
class Repair:
    """Either `edits`, or `translate` to a text of the same length with the number of changes; `only`: the script it is for."""

    kind: str
    edits: Callable[[str], Sequence[Edit]] | None = None
    translate: Callable[[str], tuple[str, int]] | None = None
    only: str | None = None


REPAIRS = (
    Repair("lost bytes", edits=gbk.edits),
    Repair("control", edits=width.edits),
    Repair("pinyin", edits=pinyin.edits),
    Repair("script", translate=script.translate, only="Hant"),
    Repair("wording", edits=script.edits, only="Hant"),
    Repair("stop", edits=stops.edits),
    Repair("width", translate=width.translate),
    Repair("name", edits=spaces.name_edits),
    Repair("numeral", edits=numerals.edits),
    Repair("space", edits=spaces.edits),
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """`uncertain`: spans of the text before all repairs."""

    text: str
    map: OffsetMap
    counts: dict[str, int]
    uncertain: tuple[tuple[int, int], ...] = ()


def characters(text: str, written: str) -> Repaired:
    """All repairs of characters; line breaks stay."""
    offsets = OffsetMap()
    counts: dict[str, int] = {}
    uncertain: list[tuple[int, int]] = []
    for step in REPAIRS:
        if step.only not in (None, written):
            continue
        if step.translate:
            text, changed = step.translate(text)
        elif edits := step.edits(text):
            uncertain += [offsets.span(edit.start, edit.end) for edit in edits if not edit.certain]
            changed = sum(edit.end - edit.start for edit in edits)
            text, layer = apply(text, edits)
            offsets = offsets.then(layer)
        else:
            continue
        if changed:
            counts[step.kind] = counts.get(step.kind, 0) + changed
    return Repaired(text, offsets, counts, tuple(uncertain))


def clean(text: str, related_at: int | None = None) -> Clean:
    """The clean text of a document. `related_at`: the offset in `text` from which on only other articles are announced."""
    written = _script(text)
    repaired = characters(text, written)
    layout = lines.layout(repaired.text)
    whole, offsets, counts = repaired.text, repaired.map, dict(repaired.counts)
    if layout.edits:
        whole, layer = apply(whole, layout.edits)
        offsets = offsets.then(layer)
        # Blank lines and indents are no damage; a break inside a sentence and a page number are.
        counts |= {kind: n for kind, n in (("line break", layout.joined), ("furniture", layout.dropped)) if n}
    border = None if related_at is None else offsets.forward(related_at)
    sections = parts.of(layout.paragraphs, border)
    title = headline.best(layout.paragraphs, sections)
    facts = imprint.of(layout.paragraphs, sections)
    return Clean(
        text=whole,
        parts=sections,
        script=written,
        title=whole[slice(*title)] if title else None,
        title_span=title,
        publisher=facts.publisher,
        publisher_span=facts.publisher_span,
        published_on=facts.published_on,
        published_span=facts.published_span,
        repairs=counts,
        uncertain=tuple((offsets.forward(start), offsets.forward(end)) for start, end in repaired.uncertain),
        offsets=offsets,
    )


def repair(fragment: str, written: str | None = None) -> str:
    """The repaired reading of a piece of a text as read, on one line.

    `written`: the script of the whole text; without it the fragment's own characters tell.
    """
    return lines.joined(characters(fragment, written or _script(fragment)).text)


def _script(text: str) -> str:
    """The script, told from the text with its lost characters put back: in a short one they may be all there is to tell."""
    lost = gbk.edits(text)
    return script.of(apply(text, lost)[0] if lost else text)
