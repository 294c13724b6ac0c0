"""Words of two versions: what always holds of links and phrases, and what they should find."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.alignment import words
from variorum.alignment.words import aligner, batches, chain, division, scorer, vectors
from variorum.alignment.words.vocabulary import Vocabulary
from variorum.errors import MissingExtra, ReadError
from variorum.model import Link
from variorum.text.build import witness_from_text

CASES = json.loads((Path(__file__).parent / "cases" / "words.json").read_text("utf-8"))
WORDS = (
    "the a of and not crisis Crisis agent agents catalyst causative wise man sage , . [ ]".split()
)
sentence = st.lists(st.sampled_from([*WORDS, "don’t", "don't", "ärger", ""]), max_size=9)
sentences = st.lists(st.tuples(sentence, sentence), min_size=1, max_size=4)


def _links(a: str, b: str) -> tuple[Link, ...]:
    pair = (a.split(), b.split())
    return words.learn([pair], semantic=False).links(*pair)


def _texts(a: str, b: str, links: tuple[Link, ...]) -> set[tuple[str, str]]:
    left, right = a.split(), b.split()
    return {
        (" ".join(left[i] for i in link.a), " ".join(right[j] for j in link.b)) for link in links
    }


@given(sentences)
def test_links_stay_within_their_segments_and_no_token_is_in_two(pairs):
    made = words.learn(pairs, semantic=False)
    for (a, b), links in zip(pairs, made.links_many(pairs), strict=True):
        for side, tokens in ((0, a), (1, b)):
            used = [i for link in links for i in (link.a, link.b)[side]]
            assert len(used) == len(set(used))
            assert all(0 <= i < len(tokens) for i in used)
        for link in links:
            assert link.a
            assert link.b
            assert list(link.a) == sorted(link.a)
            assert list(link.b) == sorted(link.b)
            assert 0 <= link.confidence <= 1


@given(sentences)
def test_the_same_input_gives_the_same_links_alone_or_among_others(pairs):
    made = words.learn(pairs, semantic=False)
    together = list(made.links_many(pairs))
    assert together == list(words.learn(pairs, semantic=False).links_many(pairs))
    assert together == [made.links(a, b) for a, b in pairs]


@given(sentences)
def test_the_versions_swapped_mirror_the_cells(pairs):
    turned = [(b, a) for a, b in pairs]
    there = words.learn(pairs, semantic=False).cells(pairs)
    back = words.learn(turned, semantic=False).cells(turned)
    for cells, mirrored in zip(there, back, strict=True):
        assert cells == sorted((i, j) for j, i in mirrored)


@given(sentence)
def test_identical_sentences_align_one_to_one(tokens):
    made = words.learn([(tokens, tokens)], semantic=False)
    assert next(made.cells([(tokens, tokens)])) == [(i, i) for i in range(len(tokens))]


def test_an_empty_side_has_no_links():
    made = words.learn([([], ["a"]), ([], [])], semantic=False)
    assert list(made.links_many([([], ["a"]), (["a"], []), ([], [])])) == [(), (), ()]
    assert made.matrix([], ["a"]).shape == (0, 1)
    assert words.learn([], semantic=False).links(["sage"], ["sage"]) == (
        Link((0,), (0,), "same", 1.0),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_hard_case_is_linked_as_desired(case):
    links = _links(case["a"], case["b"])
    found = _texts(case["a"], case["b"], links)
    for a, b, kind in case["links"]:
        assert (a, b) in found
        assert kind in {
            link.kind for link in links if (a, b) in _texts(case["a"], case["b"], (link,))
        }
    for a, b in case.get("never", []):
        assert (a, b) not in found


def test_the_matrix_is_the_probability_of_each_cell():
    made = words.learn([], semantic=False)
    matrix = made.matrix(["the", "wise", "sage"], ["the", "sage"])
    assert matrix.shape == (3, 2)
    assert matrix.min() >= 0
    assert matrix.max() <= 1
    assert matrix[0, 0] > matrix[1, 0]
    assert matrix[2, 1] > matrix[1, 1]


def test_a_longer_text_teaches_which_words_answer_which():
    plain = ["north", "south", "east", "west", "apple", "stone", "river", "cloud"]
    other = ["borul", "sutek", "estaf", "vinda", "malum", "petra", "fluvo", "nubis"]
    orders = list(itertools.islice(itertools.permutations(range(8), 5), 0, 6700, 13))
    pairs = [([plain[i] for i in o], [other[o[j]] for j in (1, 0, 2, 4, 3)]) for o in orders]
    assert len(pairs) >= aligner.ENOUGH
    taught = words.learn(pairs, semantic=False)
    untaught = words.learn([], semantic=False)
    assert taught.method.startswith("lexical-long")
    assert untaught.method.startswith("lexical-short")
    assert _right(taught, pairs[:50]) > 2 * _right(untaught, pairs[:50])


def _right(made, pairs):
    """How many links are right where nothing is alike and the order differs."""
    gold = {(0, 1), (1, 0), (2, 2), (3, 4), (4, 3)}
    return sum(len(gold.intersection(cells)) for cells in made.cells(pairs))


def test_a_sample_is_even_and_bounded():
    sample = aligner.Sample(cells=100)
    for number in range(1000):
        sample.add([number, 0], [number])
    kept = [a[0] for a, _ in sample.pairs()]
    assert sum(len(a) * len(b) for a, b in sample.pairs()) <= 100
    assert len(set(np.diff(kept))) == 1


def test_windows_and_batches_hold_every_segment_once():
    pairs = [([0] * (k % 7), [0] * (k % 11)) for k in range(500)]
    for window in batches.windows(pairs):
        places = sorted(p for batch in batches.batches(window) for p in batch.places)
        assert places == [k for k, (a, b) in enumerate(window) if a and b]


@given(st.integers(1, 3), st.integers(1, 4), st.integers(0, 99))
def test_the_chain_agrees_with_summing_over_all_paths(rows, columns, seed):
    chance = np.random.default_rng(seed)
    emission = chance.random((1, rows, columns)).astype(np.float32)
    weights = (0.2, 0.1, 0.9, 0.3, 0.1)
    jump = chain.jumps(columns, weights, 0.05)
    batch = batches.Batch(
        [0],
        np.zeros((1, rows), np.int64),
        np.zeros((1, columns), np.int64),
        np.array([rows]),
        np.array([columns]),
    )
    found = chain.posteriors(emission, batch, 0.3, weights, 0.05, of_columns=False)[0]
    assert found == pytest.approx(_all_paths(emission[0], 0.3, jump), abs=1e-4)
    turned = chain.posteriors(
        emission.transpose(0, 2, 1), _turned(batch), 0.3, weights, 0.05, of_columns=True
    )[0]
    assert turned == pytest.approx(found.T, abs=1e-6)


def _turned(batch):
    return batches.Batch(batch.places, batch.b, batch.a, batch.m, batch.n)


def _all_paths(emission, null, jump):
    """The same by brute force: each row answers a column, or none and keeps the place."""
    rows, columns = emission.shape
    start = 1 / columns + jump[0] / jump[0].sum()
    mass, total = np.zeros(emission.shape), 0.0
    for before in range(columns):
        for path in itertools.product([None, *range(columns)], repeat=rows):
            at, weight = before, start[before]
            for i, j in enumerate(path):
                if j is None:
                    weight *= null
                else:
                    weight *= emission[i, j] * (jump[at, j] if i else float(j == before))
                    at = j
            total += weight
            for i, j in enumerate(path):
                if j is not None:
                    mass[i, j] += weight
    return mass / total


def test_function_words_are_found_by_frequency_where_no_list_is_known():
    vocabulary = Vocabulary("la")
    vocabulary.count(vocabulary.ids(["et"] * 50 + [f"verbum{k}" for k in range(900)]))
    assert vocabulary.is_function(vocabulary.ids(["et"])[0])
    assert not vocabulary.is_function(vocabulary.ids(["verbum7"])[0])


def test_case_and_apostrophes_do_not_part_words():
    found = Vocabulary().ids(["Don’t", "don't", "DON'T", "e\u0301te", "ÉTE"])
    assert found[0] == found[1] == found[2]
    assert found[3] == found[4]


@given(sentence, sentence, st.integers(1, 30))
def test_pieces_of_a_long_segment_hold_every_word_once_and_in_order(a, b, largest):
    ids = Vocabulary().ids
    found = list(division.pieces(ids(a) * 3, ids(b) * 3, largest))
    assert all(piece.cells <= largest for piece in found)
    for start, end, size in (("a_start", "a_end", len(a)), ("b_start", "b_end", len(b))):
        assert getattr(found[0], start) == 0
        assert getattr(found[-1], end) == 3 * size
        for one, after in itertools.pairwise(found):
            assert getattr(one, end) == getattr(after, start)


def test_a_long_segment_is_cut_where_words_answer_and_still_linked():
    chance = random.Random(4)
    letters = "abcdefghijklmnopqrstuvwxyz"
    a = ["".join(chance.choices(letters, k=6)) for _ in range(1500)]
    b = ["added", "before", *a]
    made = words.learn([(a, b)], semantic=False)
    assert len(set(next(made.cells([(a, b)]))) & {(k, k + 2) for k in range(1500)}) > 1480
    assert len(made.links(a, b)) > 1480
    assert made.matrix(a, b).shape == (1500, 1502)


def test_bitext_writes_a_line_for_a_line():
    lines = ["the sage ||| the sage", "", "||| a", "a |||", "a ||| a"]
    assert list(words.bitext(lines, semantic=False)) == ["0-0 1-1", "", "", "", "0-0"]


def test_bitext_names_the_line_without_a_separator():
    with pytest.raises(ReadError, match=r"b\.txt:2: "):
        list(words.bitext(["a ||| a", "the sage"], semantic=False, name="b.txt"))


def test_links_of_witnesses_count_tokens_from_their_beginning():
    a = witness_from_text("A", "In the beginning. The sage answers.")
    b = witness_from_text("B", "The sage answers.")
    (links,) = words.align(a, b, [(range(4, 8), range(4))], semantic=False)
    assert [(link.a, link.b) for link in links] == [((4 + k,), (k,)) for k in range(4)]


@pytest.mark.parametrize(
    "name", ["lexical-long", "lexical-short", "semantic-long", "semantic-short"]
)
def test_weights_are_readable_and_say_what_they_come_from(name):
    assert scorer.load(name).first.weights.keys() <= scorer.load(name).second.weights.keys()
    file = Path(scorer.__file__).parents[1] / "weights" / f"words-{name}.json"
    data = json.loads(file.read_text("utf-8"))
    assert data["trained_on"] == ["ult-ust", "bsb-ult", "bsb-ust"]
    assert "CC BY-SA" in data["licence"]


def test_word_vectors_that_are_missing_are_named_with_their_remedy(monkeypatch):
    monkeypatch.setattr(vectors, "available", lambda: False)
    assert words.learn([], semantic=None).method.startswith("lexical")
    with pytest.raises(MissingExtra, match=r"variorum\[semantic\]"):
        words.learn([], semantic=True)


def test_pieces_are_merged_in_the_order_of_the_tokeniser():
    table = {"▁": 0, "a": 1, "b": 2, "▁a": 3, "ab": 4, "<0xC3>": 5, "<0xA9>": 6}
    pieces = vectors.Pieces({"vocab": table, "merges": ["a b", "▁ a"]})
    assert pieces("ab") == [0, 4]
    assert pieces("aé") == [3, 5, 6]


@pytest.mark.skipif(not vectors.available(), reason="needs the extra semantic (wordllama)")
def test_word_vectors_know_synonyms():
    found = vectors.Vectors()
    car, vehicle, mercy = (found.of(word) for word in ("car", "vehicle", "mercy"))
    assert float(car @ vehicle) > float(car @ mercy) + 0.2
    assert words.learn([], semantic=True).method.startswith("semantic")
