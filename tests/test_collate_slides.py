"""Where a text lacks a stretch that could begin at several words, it begins where editors say."""

from __future__ import annotations

import random

import pytest

from variorum.collation import collate
from variorum.text.build import witness_from_text

FILLED = " ".join(f"verbum{n}" for n in range(60))  # longer than a block aligned whole


def omitted(whole: str, short: str, *others: str) -> str:
    """What of the first text the second has not, in their common context."""
    texts = [whole, short, *others]
    table = collate([witness_from_text(chr(65 + n), f"{t} {FILLED}") for n, t in enumerate(texts)])
    first = table["A"]
    missing = [table.cell(0, c) for c in range(len(table)) if not table.cell(1, c)]
    return " ".join(first.slice(cell.start, cell.stop) for cell in missing if cell)


@pytest.mark.parametrize(
    ("whole", "short", "lacks"),
    [
        pytest.param(
            "dicitur quod non est mirum quin pater dicat filio quod non est mirum dicere loth",
            "dicitur quod non est mirum dicere loth",
            "quin pater dicat filio quod non est mirum",
            id="as late as it can: the eye leapt from the first to the second",
        ),
        pytest.param(
            "modo aliter respondendum est, ubi primo advertendum est quod stat",
            "modo aliter respondendum est quod stat",
            ", ubi primo advertendum est",
            id="after a mark",
        ),
        pytest.param(
            "cuius ratio cogens est. Et isto modo loquitur et isto sensu verum",
            "cuius ratio cogens est. Et isto sensu verum",
            "Et isto modo loquitur",
            id="at the beginning of a sentence",
        ),
    ],
)
def test_a_gap_begins_where_an_editor_lets_it_begin(whole: str, short: str, lacks: str) -> None:
    assert omitted(whole, short).casefold() == lacks.casefold()


def test_a_word_moves_to_no_place_where_fewer_agree_with_it() -> None:
    whole = "in foro vel porro in causa iudicali"
    others = ("in causa iudicali", "porro in causa iudicali", "porro in causa iudicali")
    assert omitted(whole, *others) == "in foro vel porro"


def test_where_gaps_begin_depends_on_no_order_of_witnesses() -> None:
    rng = random.Random(5)
    phrases = ["quod non est", "et hoc est", ", quia", "verum"]
    texts = [" ".join(rng.choices(phrases, k=40)) for _ in range(4)]
    given = [witness_from_text(f"W{n}", text) for n, text in enumerate(texts)]

    def columns(order: list[int]) -> list[dict[str, range]]:
        table = collate([given[n] for n in order])
        return [
            {s: cell for w, s in enumerate(table.sigla) if (cell := table.cell(w, c))}
            for c in range(len(table))
        ]

    assert columns([2, 0, 3, 1]) == columns([0, 1, 2, 3])
