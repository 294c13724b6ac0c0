"""Passages of versions that answer each other."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.alignment.passages import match, similarity, synopsis
from variorum.alignment.passages.coverage import Cover
from variorum.alignment.passages.moved import Covered, Limits, with_moves
from variorum.alignment.passages.scores import Scorer, weights
from variorum.alignment.passages.side import side
from variorum.model import Bead
from variorum.text.build import witness_from_text

CASES = json.loads((Path(__file__).parent / "cases/passages/pairs.json").read_text("utf-8"))
WORDS = (
    "crisis reform party council winter bread letter river answer night чохом съезд 1988".split()
)
passage = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=20)
version = st.lists(passage, max_size=14)


def covered(beads, side):
    return sorted(i for bead in beads for i in getattr(bead, side))


@given(version, version)
@settings(max_examples=60, deadline=None)
def test_beads_cover_both_sides_once(a, b):
    beads = match(a, b)
    assert covered(beads, "left") == list(range(len(a)))
    assert covered(beads, "right") == list(range(len(b)))
    assert all(0.0 <= bead.confidence <= 1.0 for bead in beads)


@given(version, version)
@settings(max_examples=30, deadline=None)
def test_beads_that_are_not_moved_stand_in_order_on_both_sides(a, b):
    still = [bead for bead in match(a, b) if not bead.moved]
    for name in ("left", "right"):
        flat = [i for bead in still for i in getattr(bead, name)]
        assert flat == sorted(flat)


@pytest.mark.parametrize(("a", "b"), [([], []), ([], ["x"]), (["x", "y"], []), ([""], ["", ""])])
def test_empty_versions_are_legal(a, b):
    beads = match(a, b)
    assert covered(beads, "left") == list(range(len(a)))
    assert covered(beads, "right") == list(range(len(b)))


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_hard_cases_come_out_as_a_person_would_match_them(case):
    beads = match(case["a"], case["b"], glossary=[tuple(g) for g in case.get("glossary", [])])
    got = [[list(b.left), list(b.right), b.moved] for b in beads]
    assert got == case["beads"]


def witness(siglum, passages, language=""):
    text, bounds = "", []
    for passage_text in passages:
        start = len(text)
        text += passage_text + "\n\n"
        bounds.append((start, len(text)))
    return witness_from_text(siglum, text, bounds=bounds, language=language)


def by_siglum(result):
    return [
        (dict(zip(result.sigla, row.passages)), row.confidence, row.moved) for row in result.rows
    ]


@given(st.lists(version, max_size=4))
@settings(max_examples=40, deadline=None)
def test_rows_hold_every_passage_of_every_witness_once(versions):
    witnesses = [witness(f"W{n}", passages) for n, passages in enumerate(versions)]
    result = synopsis(witnesses)
    for w, each in enumerate(witnesses):
        held = sorted(i for row in result.rows for i in row.passages[w])
        assert held == list(range(len(each.passages)))


@given(st.lists(version, min_size=2, max_size=4), st.randoms())
@settings(max_examples=30, deadline=None)
def test_rows_do_not_depend_on_the_order_of_the_witnesses(versions, random):
    witnesses = [witness(f"W{n}", passages) for n, passages in enumerate(versions)]
    shuffled = list(witnesses)
    random.shuffle(shuffled)
    assert by_siglum(synopsis(witnesses)) == by_siglum(synopsis(shuffled))


def test_no_witness_and_one_witness_are_legal():
    assert synopsis([]).rows == ()
    rows = synopsis([witness("A", ["One.", "Two."])]).rows
    assert [row.passages for row in rows] == [(range(1),), (range(1, 2),)]


NEWS = (
    "The council met in the cold winter of that year.",
    "Bread was scarce in the whole city and prices rose.",
    "Nobody answered the long letter from the river provinces.",
    "The old minister resigned his office after the vote.",
    "His successor came from the northern mountains.",
)


def test_a_passage_that_only_two_versions_have_stands_in_one_row():
    long = [*NEWS[:3], "An epidemic of typhus broke out among the refugees.", *NEWS[3:]]
    other = [*NEWS[:3], "Typhus broke out as an epidemic among all refugees.", *NEWS[3:]]
    rows = synopsis([witness("A", NEWS), witness("B", long), witness("C", other)]).rows
    assert (range(0), range(3, 4), range(3, 4)) in [row.passages for row in rows]
    assert len(rows) == 6


def test_swapped_passages_are_matched_and_flagged():
    swapped = [NEWS[0], NEWS[2], NEWS[1], *NEWS[3:]]
    rows = synopsis([witness("A", NEWS), witness("B", swapped)]).rows
    assert {(tuple(r.passages[0]), tuple(r.passages[1])) for r in rows} == {
        ((0,), (0,)), ((1,), (2,)), ((2,), (1,)), ((3,), (3,)), ((4,), (4,)),
    }  # fmt: skip
    assert sum(row.moved for row in rows) == 1


TINY = [
    (["The wise man answers."], ["A scholar spoke."]),
    (["The wise man answers.", "He was old."], ["A scholar spoke.", "His age was great."]),
    (["Yes."], ["The minister had waited for the committee's answer all that long winter."]),
    (["Мудрец ответил."], ["A scholar spoke."]),
    (["Rain fell.", "He left.", "He was old."], ["It poured.", "She went away.", "Her age told."]),
]


@pytest.mark.parametrize(("a", "b"), TINY)
def test_a_few_passages_answer_each_other_even_without_a_common_word(a, b):
    for left, right in ((a, b), (b, a)):
        rows = synopsis([witness("A", left), witness("B", right)]).rows
        assert [row.passages for row in rows] == [(range(n, n + 1),) * 2 for n in range(len(a))]


def test_a_bead_whose_sides_share_nothing_is_left_whole():
    vocabulary = {}
    a, b = (side(t, "en", vocabulary) for t in (["Rain fell.", "He left."], ["It poured.", "No."]))
    alike = similarity.identity(len(vocabulary))
    weight = [1.0] * len(vocabulary)
    a = replace(a, stems=b.stems)
    covers = Cover(a, np.array(weight), b, alike), Cover(b, np.array(weight), a, alike)
    bead = Bead(range(2), range(2))
    scale = Scorer(covers, weights("same"), 1.0).scale
    assert with_moves([bead], Covered(covers, scale, alike), Limits(0.35, 0.4, 0.15)) == (bead,)


def test_a_passage_too_many_is_still_told_in_a_tiny_text():
    rows = synopsis([witness("A", NEWS[:1]), witness("B", NEWS[:2])]).rows
    assert [row.passages for row in rows] == [(range(1),) * 2, (range(0), range(1, 2))]


def test_another_language_does_not_change_the_rows_of_versions_in_one():
    swapped = [NEWS[0], NEWS[2], NEWS[1], *NEWS[3:]]
    english = [witness("A", NEWS, "en"), witness("B", swapped, "en")]
    russian = witness("R", ["Совет собрался зимой.", "Хлеба не хватало в городе."], "ru")
    alone, beside = synopsis(english), synopsis([russian, *english])
    pairs = [row.passages[1:] for row in beside.rows if any(row.passages[1:])]
    assert sorted(map(str, pairs)) == sorted(str(row.passages) for row in alone.rows)
    assert beside.rows[0].passages == (range(1), range(1), range(1))


def test_a_free_rendering_between_two_pairs_is_paired_though_it_shares_no_word():
    one = [
        "The captain ordered the helmsman to turn towards the island.",
        "The men crowded at the rail and looked at the white cliffs.",
        "Ned Land seized his harpoon and climbed to the platform.",
        "It was coming on fast.",
        "The frigate trembled under the blow of the waves.",
    ]
    other = [
        "The captain told the helmsman to steer for the island.",
        "The men crowded along the rail to look at the white cliffs.",
        "Ned Land took his harpoon and went up to the platform.",
        "She advanced with great speed.",
        "The frigate trembled under the blow of the waves.",
    ]

    def pairs(a: list[str], b: list[str]) -> list[tuple[list[int], list[int]]]:
        return [(list(bead.left), list(bead.right)) for bead in match(a, b)]

    assert pairs(one, other) == [([n], [n]) for n in range(5)]
    far_longer = [*other[:3], " ".join(other[3:4] * 4), other[4]]
    assert ([3], [3]) not in pairs(one, far_longer)
