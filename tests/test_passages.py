"""Passages of versions that answer each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.align.passages import match

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
    for side in ("left", "right"):
        flat = [i for bead in still for i in getattr(bead, side)]
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
