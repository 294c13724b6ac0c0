"""The rows of a diff are those of the synopsis: one way to pair passages, and nothing twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.alignment.passages import synopsis
from variorum.comparison.compose import Options, compare
from variorum.readers import read
from variorum.text.build import witness_from_text
from variorum.text.passages import cut

ROOT = Path(__file__).resolve().parents[1]
WORDS = (
    "the of and to in he was it crisis reform party council winter bread letter river answer "
    "night minister harbour captain sail rain deck cook island"
).split()


def told(text: str, seed: int) -> str:
    """Another version: passages moved, merged, split, left out, said twice, reworded."""
    rng = random.Random(seed)
    new: list[str] = []
    for sentence in text.split(". "):
        words = sentence.strip(". ").split()
        if not words:
            continue
        edit = rng.choice("keep keep reword omit split join twice".split())
        if edit == "reword":
            words[rng.randrange(len(words))] = rng.choice(WORDS)
        if edit == "join" and new:
            new[-1] += " and " + " ".join(words)
        elif edit == "split" and len(words) > 3:
            new += [" ".join(words[:2]), " ".join(words[2:])]
        elif edit != "omit":
            new += [" ".join(words)] * (2 if edit == "twice" else 1)
    if new and rng.random() < 0.7:
        new.insert(rng.randrange(len(new)), new.pop(rng.randrange(len(new))))
    return "".join(s.capitalize() + ". " for s in new)


sentences = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(" ".join)
originals = st.lists(sentences, min_size=1, max_size=9).map(
    lambda s: "".join(x.capitalize() + ". " for x in s)
)


@st.composite
def versions(draw):
    original = draw(originals)
    seeds = draw(st.lists(st.integers(0, 999), min_size=1, max_size=5))
    others = (told(original, seed) for seed in seeds)
    texts = [original, *(text for text in others if text)]  # an empty version has no row
    return [cut(witness_from_text(f"W{n}", t), "sentence") for n, t in enumerate(texts)]


def check(witnesses, base=""):
    found = compare(witnesses, Options(base=base))
    rows = synopsis(witnesses).rows
    for v, witness in enumerate(witnesses):
        parts = [(row.texts[v], row.counts[v]) for row in found.rows if row.counts[v]]
        passages = [witness.full_slice(p.start, p.end) for p in witness.passages]
        assert sum(count for _, count in parts) == len(passages)
        # each passage stands once: the rows' texts, put in the version's own order, are its text
        shown = sorted(rows, key=lambda row: row.passages[v].start)
        own = ["".join(passages[i] for i in row.passages[v]) for row in shown if row.passages[v]]
        assert sorted(text for text, _ in parts) == sorted(own)
        assert "".join(own) == witness.text
    assert sorted(row.counts for row in found.rows) == sorted(
        tuple(map(len, row.passages)) for row in rows if any(row.passages)
    )
    return found


@given(versions())
@settings(max_examples=80, deadline=None)
def test_a_diff_shows_the_rows_of_the_synopsis_and_every_passage_once(witnesses):
    check(witnesses)


@given(versions(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_rows_do_not_depend_on_the_order_of_the_versions(witnesses, rng):
    order = list(range(len(witnesses)))
    rng.shuffle(order)
    found = compare(witnesses, Options(base="W0"))
    turned = compare([witnesses[n] for n in order], Options(base="W0"))
    back = [order.index(n) for n in range(len(order))]
    assert [row.texts for row in found.rows] == [
        tuple(row.texts[n] for n in back) for row in turned.rows
    ]
    assert [row.moved for row in found.rows] == [
        tuple(row.moved[n] for n in back) for row in turned.rows
    ]


def texts(names: str, unit: str = "sentence"):
    paths = [ROOT / name for name in names.split()]
    sources = (read(p.read_bytes(), name=p.name) for p in paths)
    return [cut(source.witnesses[0], unit) for source in sources]


@pytest.mark.parametrize(
    "names",
    [
        "tei/memo.xml tei/memo-b.xml",
        "tei/memo-b.xml tei/memo-c.xml",
        "tei/memo.xml tei/memo-b.xml tei/memo-c.xml",
    ],
)
def test_the_memo_and_its_versions_have_the_rows_of_their_synopsis(names):
    check(texts(names))


def test_one_passage_that_moved_and_one_merge_print_nothing_twice():
    found = check(texts(" ".join(f"tests/cases/diff/m-{x}.txt" for x in "mag")))
    assert [row.counts for row in found.rows] == [
        (1, 1, 1), (0, 1, 0), (1, 1, 1), (1, 1, 1), (1, 1, 1), (2, 1, 1), (1, 1, 1),
    ]  # fmt: skip
