"""CollateX's table there and back: what our writer adds to it, our reader takes up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.collation import collate
from variorum.errors import ReadError
from variorum.readers import read
from variorum.text.build import witness_from_text
from variorum.writers import write


def test_linked_blocks_come_back_from_a_collatex_table() -> None:
    texts = {
        "A": "the quick brown fox jumps over every lazy dog",
        "B": "over every lazy dog the quick brown fox jumps",
    }
    given = [witness_from_text(s, t) for s, t in texts.items()]
    table = collate(given)
    assert table.transpositions
    written = str(write("collatex", table)).encode()
    back = read(written, name="t.json").collation
    assert back is not None
    assert back.transpositions == table.transpositions


def test_a_linked_block_outside_its_witness_is_told() -> None:
    table = {
        "witnesses": ["A"],
        "table": [[[{"t": "a"}]]],
        "transpositions": [{"here": [["A", 0, 9]], "there": []}],
    }
    with pytest.raises(ReadError, match="outside its witness"):
        read(json.dumps(table).encode(), name="t.json")


SIGNS = st.text(st.characters(exclude_categories=("Cs",)), max_size=6)
WORDS = st.sampled_from(
    [
        "the",
        "man ",
        " wise",
        "  ",
        "",
        "\t",
        "sage\n",
        "\x00",
        "a\x1fb",
        "\x85",
        "\xa0",
        "the ",
        "[",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | SIGNS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(SIGNS, inner, max_size=2),
    max_leaves=4,
)
TOKENS = st.builds(
    lambda t, n, more: {"t": t, **n, **more},
    WORDS | SIGNS,
    st.fixed_dictionaries({}, optional={"n": st.sampled_from(["", "the", " "]) | VALUES}),
    st.dictionaries(SIGNS.filter(lambda k: k not in ("t", "n")) | st.just("_sigil"), VALUES,
                    max_size=2),
)  # fmt: skip


@given(st.lists(st.lists(TOKENS, max_size=6), min_size=1, max_size=4))
@settings(max_examples=400, deadline=None)
def test_every_token_comes_back_with_every_key_as_it_was_given(texts: list[list[Any]]) -> None:
    sent = {"witnesses": [{"id": s, "tokens": own} for s, own in zip("ABCD", texts)]}
    source = read(json.dumps(sent).encode(), name="w.json", reader="collatex")
    written = str(write("collatex", collate(source.witnesses)))
    table = json.loads(written)["table"]
    assert [[t for row in table for t in row[w]] for w in range(len(texts))] == texts
    again = read(written.encode(), name="w.json", reader="collatex").collation
    assert again is not None
    assert json.loads(str(write("collatex", again)))["table"] == table


@given(st.lists(st.lists(TOKENS, max_size=6), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_tokens_that_were_given_survive_our_own_json(texts: list[list[Any]]) -> None:
    sent = {"witnesses": [{"id": s, "tokens": own} for s, own in zip("ABCD", texts)]}
    table = collate(read(json.dumps(sent).encode(), name="w.json", reader="collatex").witnesses)
    back = read(str(write("json", table)).encode(), name="c.json", reader="json").collation
    assert back == table
    assert write("collatex", back) == write("collatex", table)
