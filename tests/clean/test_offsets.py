"""The map of edits, against a map of every single character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangzhi.clean.offsets import Edit, OffsetMap, apply


@st.composite
def edited(draw):
    text = draw(st.text("abc県。", max_size=30))
    edits, at = [], 0
    while at < len(text):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, len(text)))
        if end > start:
            edits.append(Edit(start, end, draw(st.text("xyz", max_size=3))))
        at = end + 1
    return text, edits


def slow(text, edits):
    """For each character of the new text, the span of the old one that it was made of."""
    origins, at = [], 0
    for edit in edits:
        origins += [(i, i + 1) for i in range(at, edit.start)]
        origins += [(edit.start, edit.end)] * len(edit.replacement)
        at = edit.end
    return origins + [(i, i + 1) for i in range(at, len(text))]


@given(edited())
def test_every_character_leads_back_to_what_it_was_made_of(case):
    text, edits = case
    new, layer = apply(text, edits)
    origins = slow(text, edits)
    assert len(new) == len(origins)
    assert [(layer.left(i), layer.right(i + 1)) for i in range(len(new))] == origins


@given(edited(), st.data())
def test_layers_compose(case, data):
    text, edits = case
    new, first = apply(text, edits)
    cut = data.draw(st.integers(0, len(new)))
    newer, second = apply(new, [Edit(0, cut)] if cut else [])
    both = OffsetMap((first, second))
    for i in range(len(newer)):
        start, end = second.left(i), second.right(i + 1)
        assert both.span(i, i + 1) == (first.left(start), first.right(end))


def test_a_span_leaves_out_what_was_deleted_beside_it():
    _, layer = apply("經(jīng)濟(jì)", [Edit(1, 7), Edit(8, 12)])
    assert OffsetMap((layer,)).span(0, 1) == (0, 1)
    assert OffsetMap((layer,)).span(1, 2) == (7, 8)


def test_a_place_in_the_old_text_is_found_in_the_new_one():
    new, layer = apply("ab--cd", [Edit(2, 4)])
    assert [new[layer.forward(i) :] for i in (0, 2, 3, 4, 5)] == ["abcd", "cd", "cd", "cd", "d"]


def test_edits_that_overlap_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        apply("abcd", [Edit(0, 2), Edit(1, 3)])


def test_a_text_without_edits_needs_no_layer():
    assert OffsetMap().span(3, 7) == (3, 7)
