"""CollateX's table there and back: what our writer adds to it, our reader takes up."""

from __future__ import annotations

import json

import pytest

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
