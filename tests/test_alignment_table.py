"""A table corrected by hand is obeyed exactly, or refused with the line that cannot be."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.alignment.table import from_table, to_table
from variorum.errors import ReadError
from variorum.model import Row, Synopsis, Witness
from variorum.text.build import witness_from_text


def _witness(siglum: str, sentences: list[str]) -> Witness:
    bounds, text = [], ""
    for sentence in sentences:
        bounds.append((len(text), len(text) + len(sentence) + 1))
        text += sentence + " "
    return witness_from_text(siglum, text, bounds=bounds)


A = _witness("A", ["He came.", "He saw.", "He won."])
B = _witness("B", ["He came and saw.", "He won."])
ROWS = Synopsis((A, B), (Row((range(0, 2), range(0, 1))), Row((range(2, 3), range(1, 2)))))


def test_a_table_comes_back_as_it_went_out() -> None:
    assert from_table(list(to_table(ROWS)), (A, B)).rows == ROWS.rows


def test_a_correction_is_obeyed() -> None:
    lines = list(to_table(ROWS))
    lines[1][3:] = ["1", "", "1", ""]
    lines.insert(2, ["", "", "", "2", "", "", ""])
    assert [tuple(map(len, r.passages)) for r in from_table(lines, (A, B)).rows] == [
        (1, 1),
        (1, 0),
        (1, 1),
    ]


def test_a_row_set_out_of_order_is_moved() -> None:
    lines = list(to_table(ROWS))
    lines[1], lines[2] = lines[2], lines[1]
    assert [row.moved for row in from_table(lines, (A, B)).rows] == [False, True]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({3: "1", 4: ""}, "passage 2 of A stands in no row"),
        ({3: "1-3", 4: ""}, "stands in two rows"),
        ({3: "1-9", 4: ""}, "A has 3 passages, not 9"),
        ({3: "1,3", 4: ""}, "is not a range of passages"),
        ({4: "He went."}, "is not that of its passages"),
    ],
)
def test_what_cannot_be_obeyed_is_refused(change: dict[int, str], said: str) -> None:
    lines = list(to_table(ROWS))
    for column, cell in change.items():
        lines[1][column] = cell
    with pytest.raises(ReadError, match=said):
        from_table(lines, (A, B), name="rows.tsv")


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ReadError, match="the column 'B' is missing"):
        from_table([["row", "A", "A text"]], (A, B))


@given(st.data())
def test_any_partition_into_rows_comes_back(data: Any) -> None:
    cuts_a = sorted(data.draw(st.sets(st.integers(0, 3), max_size=2)) | {0, 3})
    cuts_b = sorted(data.draw(st.sets(st.integers(0, 2), max_size=1)) | {0, 2})
    runs_a = [range(x, y) for x, y in pairwise(cuts_a)]
    runs_b = [range(x, y) for x, y in pairwise(cuts_b)]
    longest = max(len(runs_a), len(runs_b))
    runs_a += [range(0)] * (longest - len(runs_a))
    runs_b += [range(0)] * (longest - len(runs_b))
    rows = Synopsis((A, B), tuple(Row(pair) for pair in zip(runs_a, runs_b)))
    assert from_table(list(to_table(rows)), (A, B)).rows == rows.rows
