"""What holds of every collation, whatever the witnesses."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.collation import Options, collate
from variorum.errors import LimitError, UsageError
from variorum.model import Collation, Lacuna, Witness
from variorum.text.build import witness_from_tokens

WORDS = ["the", "old", "grey", "gray", "koala", "koalas", "in", "a", "tree", ",", "."]
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=14), min_size=1, max_size=6)


def witnesses(
    *texts: str | list[str], lacunae: dict[int, tuple[Lacuna, ...]] | None = None
) -> list[Witness]:
    return [
        witness_from_tokens(
            chr(65 + i),
            text.split() if isinstance(text, str) else text,
            lacunae=(lacunae or {}).get(i, ()),
        )
        for i, text in enumerate(texts)
    ]


def cells(table: Collation) -> list[dict[str, tuple[int, int]]]:
    return [
        {
            s: (table.starts[w][c], table.ends[w][c])
            for w, s in enumerate(table.sigla)
            if table.cell(w, c)
        }
        for c in range(len(table))
    ]


def drawn(table: Collation) -> list[list[str]]:
    return [
        [w.slice(table.starts[i][c], table.ends[i][c]) for c in range(len(table))]
        for i, w in enumerate(table.witnesses)
    ]


@given(texts, st.booleans(), st.booleans())
def test_each_row_rebuilds_its_witness(given_texts, segmentation, near):
    table = collate(witnesses(*given_texts), Options(segmentation=segmentation, near=near))
    for w in table.witnesses:
        assert list(table.row(w.siglum)) == list(w.tokens)
    for w, witness in enumerate(table.witnesses):
        position = 0
        for c in range(len(table)):
            assert table.starts[w][c] == position
            position = table.ends[w][c]
        assert position == len(witness)


@given(texts, st.randoms(use_true_random=False))
def test_the_order_of_witnesses_does_not_matter(given_texts, rng):
    first = collate(witnesses(*given_texts))
    given_order = list(first.witnesses)
    rng.shuffle(given_order)
    assert cells(collate(given_order)) == cells(first)


@given(texts)
def test_sigla_do_not_matter(given_texts):
    first = collate(witnesses(*given_texts))
    names = [f"{99 - i}" for i in range(len(given_texts))]
    renamed = [witness_from_tokens(n, t) for n, t in zip(names, given_texts)]
    assert drawn(collate(renamed)) == drawn(first)


@given(texts)
def test_equal_witnesses_agree_everywhere(given_texts):
    table = collate(witnesses(*given_texts, given_texts[0]))
    assert drawn(table)[0] == drawn(table)[-1]


@given(texts)
def test_no_column_is_empty(given_texts):
    assert all(cells(collate(witnesses(*given_texts))))


def test_an_empty_witness_is_legal():
    table = collate(witnesses("the old koala", ""))
    assert drawn(table) == [["the", "old", "koala"], ["", "", ""]]


def test_one_witness_and_none_with_words_are_legal():
    assert drawn(collate(witnesses("the koala"))) == [["the", "koala"]]
    assert len(collate(witnesses("", ""))) == 0


def test_no_witness_is_refused():
    with pytest.raises(UsageError):
        collate([])


def test_two_witnesses_of_one_siglum_are_refused():
    with pytest.raises(UsageError):
        collate([witness_from_tokens("A", ["x"]), witness_from_tokens("A", ["y"])])


def test_more_tokens_than_allowed_are_refused():
    with pytest.raises(LimitError):
        collate(witnesses("the old koala"), Options(max_tokens=2))


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_long_texts_with_fixed_points_lose_nothing(seed):
    rng = random.Random(seed)
    base = [f"w{rng.randrange(60)}" for _ in range(rng.randrange(50, 300))]
    copies = []
    for _ in range(rng.randrange(2, 5)):
        copy = [w for w in base if rng.random() > 0.1]
        cut = rng.randrange(len(copy))
        copies.append(copy[cut:] + copy[:cut] if rng.random() < 0.2 else copy)
    table = collate(witnesses(*copies))
    for w in table.witnesses:
        assert list(table.row(w.siglum)) == list(w.tokens)
