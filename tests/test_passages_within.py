"""Passages of two versions in one language: found by a look at few beads, as if at all."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.alignment.passages.matching import full
from variorum.alignment.passages.path import best_path
from variorum.alignment.passages.within import Within
from variorum.alignment.rising import heaviest

DATA = Path(__file__).resolve().parents[2] / "shared/data/segalign"
WORDS = (
    "the of and to in he was it crisis reform party council winter bread letter river answer "
    "night minister harbour"
).split()
passages = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=12)


@st.composite
def retellings(draw):
    """A version and one that leaves out, splits, joins, repeats and rewords its passages."""
    old = [p for p in draw(passages) if p]
    new: list[str] = []
    for passage in old:
        words = passage.split()
        edit = draw(st.sampled_from("keep keep keep omit split join twice reword".split()))
        cut = len(words) // 2
        if edit == "reword" and words:
            words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
        if edit == "split" and cut:
            new += [" ".join(words[:cut]), " ".join(words[cut:])]
        elif edit == "join" and new:
            new[-1] += " " + passage
        elif edit != "omit":
            new += [" ".join(words)] * (2 if edit == "twice" else 1)
    return old, new


def worth(scores, steps, n, m):
    """What a way scores: its beads, and what they leave out passage by passage."""
    left, right = set(range(n)), set(range(m))
    total = 0.0
    for i, j, p, q in steps:
        if p and q:
            total += scores[p, q][i, j]
            left -= set(range(i, i + p))
            right -= set(range(j, j + q))
    return total + sum(scores[1, 0][i] for i in left) + sum(scores[0, 1][j] for j in right)


def check(a, b):
    read = Within(a, b, "en")
    found = [(x.left.start, x.right.start, len(x.left), len(x.right)) for x in read.in_order()]
    scores = full(read).window(range(len(a)), range(len(b)))
    best = worth(scores, best_path(scores, len(a), len(b)), len(a), len(b))
    assert worth(scores, found, len(a), len(b)) == pytest.approx(best, abs=1e-3)


@given(retellings())
@settings(max_examples=150, deadline=None)
def test_no_way_through_all_beads_is_worth_more(pair):
    if all(pair):
        check(*pair)


@given(passages, passages)
@settings(max_examples=150, deadline=None)
def test_nor_where_versions_have_little_in_common(a, b):
    if a and b:
        check(a, b)


@pytest.mark.skipif(not DATA.is_dir(), reason="no development data beside the repository")
@pytest.mark.parametrize("name", ["bsb-leb.sent", "bsb-leb.sim"])
def test_nor_in_chapters_of_two_real_translations(name):
    lines = (DATA / f"{name}.dev.jsonl").read_text("utf-8").splitlines()
    for line in lines[::12]:
        chapter = json.loads(line)
        check(chapter["a"], chapter["b"])


@given(
    st.lists(
        st.tuples(
            st.integers(0, 6), st.integers(0, 6), st.integers(1, 3), st.integers(1, 3),
            st.integers(1, 9),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_the_heaviest_chain_weighs_as_much_as_the_best_of_all(beads):
    def best(i, j):
        heads = [b for b in beads if b[0] >= i and b[1] >= j]
        return max((w + best(x + p, y + q) for x, y, p, q, w in heads), default=0)

    weight = {}
    for *cell, w in beads:
        weight[tuple(cell)] = max(w, weight.get(tuple(cell), 0))
    chain = heaviest(list(weight), list(weight.values()))
    assert sum(weight[cell] for cell in chain) == best(0, 0)
    assert all(i + p <= x and j + q <= y for (i, j, p, q), (x, y, _, _) in pairwise(chain))
