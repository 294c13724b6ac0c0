"""Each measure against a value computed by hand, and against a library that computes it too."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, product
from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import variorum
from variorum.alignment.passages import synopsis
from variorum.collation import Linked, collate, collate_translations
from variorum.measure import (
    distance,
    eddy,
    lexical,
    neighbour_joining,
    newick,
    order,
    splits,
    upgma,
)
from variorum.measure.trees import Tree, with_support
from variorum.model import Lacuna, Link
from variorum.text.build import witness_from_tokens

A, B, C = Counter("abc"), Counter("abd"), Counter("abbe")


def test_eddy_is_the_distance_from_the_mean_version() -> None:
    # means: a 1, b 4/3, c 1/3, d 1/3, e 1/3
    assert eddy.centroid_l2([A, B, C]) == pytest.approx(
        [sqrt(1 / 9 + 4 / 9 + 1 / 9 + 1 / 9)] * 2 + [sqrt(4 / 9 + 1 / 9 + 1 / 9 + 4 / 9)]
    )


def test_eddy_on_relative_frequencies_does_not_feel_length() -> None:
    once, thrice = Counter("ab"), Counter("aaabbb")
    assert eddy.centroid_norm([once, thrice]) == pytest.approx([0, 0])
    assert eddy.centroid_l2([once, thrice])[0] > 0


def test_eddy_by_direction() -> None:
    assert eddy.angular([Counter("a"), Counter("b")]) == pytest.approx([1 - 1 / sqrt(2)] * 2)


def test_eddy_by_rarity_counts_words_that_others_lack() -> None:
    # a, b in 3 of 3; c, d, e in 1 of 3
    assert eddy.rarity([A, B, C]) == pytest.approx([(2 / 3) / 3, (2 / 3) / 3, (2 / 3) / 4])


def test_viv_projects_eddy_on_the_passage() -> None:
    values = eddy.centroid_l2([A, B, C])
    mean = sum(values) / 3
    assert eddy.viv_mean([A, B, C]) == pytest.approx(mean)
    assert eddy.viv_sd([A, B, C]) == pytest.approx(sqrt(sum((v - mean) ** 2 for v in values) / 3))
    assert eddy.viv_dice([A, B]) == pytest.approx(1 - 4 / 6)
    assert eddy.viv_cosine([A, B]) == pytest.approx(1 - 2 / 3)


@given(st.lists(st.text(alphabet="abcde", min_size=1, max_size=8), min_size=2, max_size=5))
def test_equal_versions_do_not_diverge(words: list[str]) -> None:
    same = [Counter(words[0])] * len(words)
    for measure in eddy.VIV.values():
        assert measure(same) == pytest.approx(0, abs=1e-9)


def test_lexical_overlap_by_hand() -> None:
    a, b = ["the", "sage", "said", "no"], ["the", "sage", "spoke"]
    assert lexical.jaccard(a, b) == pytest.approx(2 / 5)
    assert lexical.dice(a, b) == pytest.approx(4 / 7)
    assert lexical.containment(a, b) == pytest.approx(1 / 2)
    assert lexical.length_ratio(b, a) == pytest.approx(log(3 / 4))


def test_mattr_is_the_mean_over_windows() -> None:
    words = list("aabac")
    windows = [words[i : i + 3] for i in range(3)]
    expected = sum(len(set(w)) / 3 for w in windows) / 3
    assert lexical.mattr(words, 3) == pytest.approx(expected)


def test_mtld_counts_stretches_with_a_partial_factor() -> None:
    # "a b a a": the ratio falls to 2/3 at the third word (one factor); one word is left over.
    forward = 4 / (1 + (1 - 1 / 1) / 0.28)
    # reversed "a a": ratio 1/2 at the second word; then "b a" with ratio 1.
    backward = 4 / (1 + (1 - 2 / 2) / 0.28)
    assert lexical.mtld(list("abaa")) == pytest.approx((forward + backward) / 2)


def test_delta_by_hand() -> None:
    texts = [["a", "a", "b"], ["a", "b", "b"], ["a", "b", "c"]]
    z = lexical.z_scores(texts)
    shares = [2 / 3, 1 / 3, 1 / 3]
    mean, spread = 4 / 9, sqrt(((2 / 9) ** 2 + 2 * (1 / 9) ** 2) / 2)
    assert [row[0] for row in z] == pytest.approx([(s - mean) / spread for s in shares])
    assert lexical.burrows_delta([1, -1], [0, 1]) == pytest.approx(1.5)
    assert lexical.cosine_delta([1, 0], [0, 1]) == pytest.approx(1)


def test_kendalls_tau_of_links() -> None:
    straight = [Link((i,), (i,)) for i in range(4)]
    assert order.kendall_tau(straight) == 1
    assert order.kendall_tau([Link((i,), (3 - i,)) for i in range(4)]) == -1
    one_swap = [Link((0,), (1,)), Link((1,), (0,)), Link((2,), (2,))]
    assert order.kendall_tau(one_swap) == pytest.approx(1 / 3)
    assert order.kendall_tau(straight[:1]) is None


def test_standard_scores_say_which_passage_is_unusual() -> None:
    # mean 1, deviations -1, 0, 1, sample deviation 1
    assert lexical.standard_scores([0, 1, None, 2]) == pytest.approx([-1, 0, None, 1])
    assert lexical.standard_scores([1.0, 2.0]) == [None, None]
    assert lexical.standard_scores([3.0] * 4) == [None] * 4


def test_a_collation_links_what_stands_in_one_column() -> None:
    from variorum.measure import columns

    texts = {"A": ["the", "old", "king", "sat"], "B": ["the", "king", "stood", "up"]}
    made = collate([witness_from_tokens(s, t) for s, t in texts.items()])
    found, first, second = columns.links(made, 0, 1)
    assert (first, second) == (4, 4)
    assert [(k.a[0], k.b[0], k.kind) for k in found][:2] == [(0, 0, "same"), (2, 1, "same")]
    assert order.unanswered(found, first, second)[0] == pytest.approx(1 / 4)


def test_what_is_not_extant_is_no_omission() -> None:
    from variorum.measure import columns

    whole = [f"w{n}" for n in range(12)]
    made = collate(
        [witness_from_tokens("A", whole), witness_from_tokens("B", whole[:6], lacunae=(Lacuna(6),))]
    )
    found, first, second = columns.links(made, 0, 1)
    assert (len(found), first, second) == (6, 6, 6)


def test_rates_and_profile_of_links() -> None:
    links = [Link((0,), (0,), "same"), Link((1, 2), (1,), "phrase")]
    assert order.unanswered(links, 4, 2) == pytest.approx((1 / 4, 0))
    assert order.profile(links) == {"phrase": 0.5, "same": 0.5}


# An additive matrix: the path lengths of the unrooted tree ((A:2,B:3):1,(C:4,D:2)).
NAMES = ["A", "B", "C", "D"]
ADDITIVE = [[0, 5, 7, 5], [5, 0, 8, 6], [7, 8, 0, 6], [5, 6, 6, 0]]


def test_neighbour_joining_recovers_an_additive_tree() -> None:
    tree = neighbour_joining(NAMES, ADDITIVE)
    assert splits(tree) == {frozenset({"C", "D"})}
    assert sorted(_lengths(tree).items()) == [("A", 2), ("B", 3), ("C", 4), ("D", 2)]


def _lengths(tree: Tree) -> dict[str, float]:
    if not tree.children:
        return {tree.name: tree.length}
    return {k: v for child in tree.children for k, v in _lengths(child).items()}


def test_upgma_recovers_an_ultrametric_tree() -> None:
    assert newick(upgma(["A", "B", "C"], [[0, 2, 6], [2, 0, 6], [6, 6, 0]])) == "((A:1,B:1):2,C:3);"


@pytest.mark.parametrize("method", [upgma, neighbour_joining])
def test_a_tree_does_not_depend_on_the_order_of_its_witnesses(method) -> None:  # type: ignore[no-untyped-def]
    order_ = [2, 0, 3, 1]
    shuffled = [[ADDITIVE[i][j] for j in order_] for i in order_]
    assert splits(method([NAMES[i] for i in order_], shuffled)) == splits(method(NAMES, ADDITIVE))


def test_support_is_the_share_of_replicates_with_the_split() -> None:
    tree = neighbour_joining(NAMES, ADDITIVE)
    other = neighbour_joining(["A", "C", "B", "D"], ADDITIVE)
    supported = with_support(tree, [tree, tree, tree, other])
    assert {n.support for n in supported.children if n.children} == {0.75}


@pytest.mark.parametrize("count", [0, 1, 2, 3])
@pytest.mark.parametrize("method", [upgma, neighbour_joining])
def test_small_trees_are_legal(method, count: int) -> None:  # type: ignore[no-untyped-def]
    names = NAMES[:count]
    tree = method(names, [row[:count] for row in ADDITIVE[:count]])
    assert sorted(tree.leaves()) == (names or [""])


def test_newick_quotes_what_must_be_quoted() -> None:
    tree = upgma(["A*", "B's"], [[0, 2], [2, 0]])
    assert newick(tree) == "('A*':1,'B''s':1);"


def test_ter_chrf_and_bleu_are_sacrebleus() -> None:
    sacrebleu = pytest.importorskip("sacrebleu")
    from variorum.measure.translation import scores

    a, b = ["the sage said no", "he left"], ["the wise man said no", "he left"]
    found = {score.measure: score.value for score in scores(a, b)}
    assert found["ter"] == pytest.approx(sacrebleu.corpus_ter(a, [b]).score, abs=1e-4)
    assert found["chrf"] == pytest.approx(sacrebleu.corpus_chrf(a, [b]).score, abs=1e-4)
    assert found["bleu"] == pytest.approx(
        sacrebleu.corpus_bleu(a, [b], use_effective_order=True).score, abs=1e-4
    )
    assert scores(a, a)[0].value == 0


def test_ter_by_hand() -> None:
    pytest.importorskip("sacrebleu")
    from variorum.measure.translation import scores

    # one word put in place of two: two edits over five words of the reference
    (ter, *_) = scores(["the sage said no"], ["the wise man said no"])
    assert ter.value == pytest.approx(100 * 2 / 5)


def test_a_segment_too_long_for_ter_is_left_out_and_counted() -> None:
    pytest.importorskip("sacrebleu")
    from variorum.measure.translation import LONGEST_FOR_TER, scores

    long = " ".join(["word"] * (LONGEST_FOR_TER + 1))
    found = {s.measure: s.segments for s in scores(["no", long], ["no", long])}
    assert found == {"ter": 1, "chrf": 2, "bleu": 2}
    assert [s.measure for s in scores([long], [long])] == ["chrf", "bleu"]


def test_numbers_for_the_bootstrap_are_always_the_same() -> None:
    assert distance._numbers(0, 3).tolist() == distance._numbers(0, 3).tolist()
    assert len(set(distance._numbers(0, 1000).tolist())) == 1000


def test_a_long_comparison_takes_evenly_spaced_passages(monkeypatch: pytest.MonkeyPatch) -> None:
    from variorum.measure import translation

    pytest.importorskip("sacrebleu")
    monkeypatch.setattr(translation, "TER_CELLS", 100)  # 25 each
    monkeypatch.setattr(translation, "WORDS", 40)
    texts = [f"one two three four {n}" for n in range(8)]  # 40 words
    found = {s.measure: s for s in translation.scores(texts, texts, directions=2)}
    assert {name: s.segments for name, s in found.items()} == {"ter": 2, "chrf": 4, "bleu": 4}
    assert found["ter"].value == 0
    assert found["bleu"].value == pytest.approx(100)


def test_what_is_measured_of_translations_rests_on_the_links_they_were_collated_by():
    read = [
        variorum.witness("The king returned home. He slept well that night.", siglum="A"),
        variorum.witness("The king came home. That night he slept soundly.", siglum="B"),
        variorum.witness("The king returned home. He slept well that night.", siglum="C"),
    ]
    kept, rows = Linked(), synopsis(read)
    collate_translations(rows, kept=kept, neural=False)
    again = Linked.of(rows, neural=False)
    for w, v in combinations(range(3), 2):
        assert list(kept.between(w, v)) == list(again.between(w, v))
        there = {(i, j) for a, b, links in kept.between(w, v) for k in links
                 for i, j in product((a[n] for n in k.a), (b[n] for n in k.b))}  # fmt: skip
        back = {(i, j) for a, b, links in kept.between(v, w) for k in links
                for i, j in product((a[n] for n in k.a), (b[n] for n in k.b))}  # fmt: skip
        assert there == {(j, i) for i, j in back} != set()
