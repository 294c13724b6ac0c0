"""What changed its place is a move, whatever else happened to it; what stayed is shown as equal."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.comparison.compose import compare
from variorum.model.comparison import EQUAL, Comparison
from variorum.text.build import witness_from_text
from variorum.text.passages import cut

NOUNS = (
    "king queen river mountain castle soldier merchant horse garden winter bread window temple "
    "island letter forest market silver thunder prophet village shepherd harvest summer"
).split()
SMALL = "the of and to in he was that it with his for on".split()


def words(rng: random.Random, count: int) -> list[str]:
    """Prose of a kind: half of the words are those that every text is full of."""
    return [rng.choice(SMALL if rng.random() < 0.5 else NOUNS) for _ in range(count)]


def sentence(rng: random.Random) -> str:
    ends = ("", "s", "ly", "ing", "ed")
    told = [w + rng.choice(ends) if w in NOUNS else w for w in words(rng, rng.randrange(6, 15))]
    return " ".join([*told, rng.choice(NOUNS)]).capitalize() + "."


def compared(left: str, right: str) -> Comparison:
    return compare([cut(witness_from_text(s, t), "sentence") for s, t in zip("AB", (left, right))])


def retold(text: str, rng: random.Random) -> str:
    told = text.split()
    told[rng.randrange(1, len(told) - 1)] = rng.choice(NOUNS)
    return " ".join(told)


MOVES = {
    "near": lambda o: [*o[:1], o[2], o[1], *o[3:]],
    "far": lambda o: [*o[1:], o[0]],
    "several": lambda o: [o[-1], *o[2:-1], o[0], o[1]],
    "two that changed places": lambda o: [o[-1], *o[1:-1], o[0]],
    "a block": lambda o: [*o[3:], *o[:3]],
}


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("kind", MOVES)
def test_a_passage_that_stands_elsewhere_is_never_lost_here_and_found_there(
    kind: str, edited: bool
) -> None:
    """Of passages edited besides, chance may make another the likelier answer: once in many."""
    amiss = 0
    for seed in range(12):
        rng = random.Random(seed)
        old = [sentence(rng) for _ in range(rng.choice([5, 8, 20]))]
        new = MOVES[kind](old)
        found = compared(" ".join(old), " ".join(retold(s, rng) if edited else s for s in new))
        amiss += any(row.counts != (1, 1) for row in found.rows)
        amiss += not any(row.moved[1] for row in found.rows)
        if not edited:
            assert set(found.kinds()) == {"transposition"}
    assert amiss <= 2 * edited


def test_two_short_sentences_that_changed_places_are_not_two_rewordings() -> None:
    found = compared("He came home late. Nobody saw him.", "Nobody saw him. He came home late.")
    assert found.kinds() == {"transposition": 1}


def test_a_sentence_put_in_the_place_of_another_that_moved_is_an_addition() -> None:
    """And the one that moved is a move, though something faces the place that it left."""
    old = ["The old king rode home.", "Nobody in town saw him.", "Snow fell that evening."]
    found = compared(" ".join(old), " ".join([old[1], old[2], old[0], "A dog barked twice."]))
    assert found.kinds() == {"transposition": 1, "addition": 1}


EDITS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(1, 6)), max_size=5)


@given(st.integers(0, 10_000), EDITS)
def test_many_equal_words_of_a_row_are_equal_or_a_move_but_never_inside_a_phrase(
    seed: int, edits: list[tuple[int, int, int]]
) -> None:
    rng = random.Random(seed)
    old = words(rng, rng.randrange(10, 60))
    new = list(old)
    for what, at, size in edits:
        at %= len(new)
        if what == 0:
            new[at : at + size] = words(rng, size)
        elif what == 1 and len(new) > size:
            del new[at : at + size]
        elif what == 2:
            new[at:at] = words(rng, size)
        else:
            block, new = new[at : at + size], [*new[:at], *new[at + size :]]
            place = rng.randrange(len(new) + 1)
            new[place:place] = block
    found = compare([witness_from_text("A", " ".join(old)), witness_from_text("B", " ".join(new))])
    for change in (c for row in found.rows for c in row.changes[1]):
        if change.kind != EQUAL and not change.move:
            run = common_run(change.base.split(), change.other.split())
            assert len(run) <= 5
            assert sum(word in NOUNS for word in run) <= 3


def common_run(left: list[str], right: list[str]) -> list[str]:
    """The longest run of words that both have."""
    best: list[str] = []
    lengths = [0] * (len(right) + 1)
    for i, word in enumerate(left, 1):
        lengths = [0, *(n + 1 if word == other else 0 for n, other in zip(lengths, right))]
        longest = max(lengths)
        if longest > len(best):
            best = left[i - longest : i]
    return best


def test_the_rows_of_a_text_turned_round_hold_every_passage_once() -> None:
    rng = random.Random(5)
    old = [sentence(rng) for _ in range(30)]
    found = compared(" ".join(old), " ".join(old[::-1]))
    assert [row.counts for row in found.rows] == [(1, 1)] * 30
    names = [row.passage for row in found.rows]
    assert len(set(names)) == len(names)
    assert sum(row.moved[1] for row in found.rows) == 29
    assert all(not a.moved[0] and not b.moved[0] for a, b in pairwise(found.rows))
