"""Clusters hold what is the same together and never what is different, whatever is judged in between."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fangzhi.resolve.clusters import DIFFERENT, SAME, UNSURE, Judgement, cluster

ITEMS = 9
pairs = st.tuples(st.integers(0, ITEMS - 1), st.integers(0, ITEMS - 1)).filter(lambda p: p[0] < p[1])
judged = st.lists(
    st.builds(
        lambda pair, decision, score: Judgement(*pair, decision, score, "why"),
        pairs,
        st.sampled_from([SAME, DIFFERENT]),
        st.sampled_from([0.8, 0.85, 0.9, 0.95]),
    ),
    max_size=20,
)


def by_hand(judgements: list[Judgement]) -> list[int]:
    """The oracle: sets joined one after another, each time looking at all pairs that are apart."""
    apart = {(j.left, j.right) for j in judgements if j.decision == DIFFERENT}
    groups = [{item} for item in range(ITEMS)]
    same = sorted(
        (j for j in judgements if j.decision == SAME), key=lambda j: (j.score < 0.9, -j.score, j.left, j.right)
    )
    for judgement in same:
        one = next(g for g in groups if judgement.left in g)
        other = next(g for g in groups if judgement.right in g)
        if one is not other and not any((min(a, b), max(a, b)) in apart for a in one for b in other):
            groups.remove(other)
            one |= other
    return [min(next(g for g in groups if item in g)) for item in range(ITEMS)]


@given(judged)
def test_clusters_are_those_of_the_slow_and_obvious_way(judgements):
    assert cluster(ITEMS, judgements)[0] == by_hand(judgements)


@given(judged, st.randoms())
def test_the_order_of_judgements_does_not_matter(judgements, random):
    shuffled = list(judgements)
    random.shuffle(shuffled)
    assert cluster(ITEMS, shuffled)[0] == cluster(ITEMS, judgements)[0]


def test_what_is_the_same_only_against_a_different_becomes_unsure_and_says_so():
    told = [Judgement(0, 1, SAME, 0.9, "a"), Judgement(1, 2, SAME, 0.85, "b"), Judgement(0, 2, DIFFERENT, 0.0, "c")]
    labels, settled = cluster(3, told)
    assert labels == [0, 0, 2]
    assert [(j.decision, j.reason) for j in settled if j.left == 1] == [(UNSURE, "b; but others of them are different")]


def test_two_items_that_one_document_names_are_not_joined_through_a_third():
    told = [Judgement(0, 1, SAME, 0.9, "a"), Judgement(1, 2, SAME, 0.9, "b")]
    documents = [frozenset({"x"}), frozenset({"y"}), frozenset({"x"})]
    assert cluster(3, told, documents)[0] == [0, 0, 2]


def test_a_persons_word_goes_before_any_rule():
    told = [Judgement(0, 1, DIFFERENT, 0.0, "rule"), Judgement(0, 1, SAME, 1.0, "seen", "person")]
    assert cluster(2, told)[0] == [0, 0]
