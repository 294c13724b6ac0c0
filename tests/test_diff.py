"""What `variorum diff` promises about texts, whatever they are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.model import Witness
from variorum.screen.build import Options, compare
from variorum.screen.comparison import EQUAL
from variorum.screen.versus import GRANULARITIES
from variorum.text.build import witness_from_text
from variorum.text.passages import cut

WORDS = st.sampled_from(
    "the a of and God’s God's man Man wise wise. [chokhom] E[rich] café cafe\u0301 — 漢字 שלום "
    "answers him; ‘all’ , house home. Home? far-away co\u00adop\n the\n\n".split(" ")
)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=30)


def version(siglum: str, text: str, unit: str = "sentence") -> Witness:
    return cut(witness_from_text(siglum, text), unit)


def sentences(*texts: str) -> list[Witness]:
    return [version("ABCDEFGHIJKL"[n], text) for n, text in enumerate(texts)]


def kinds(*texts: str, **options: object) -> list[str]:
    """The classes of the changes of the second version against the first, in order."""
    found = compare(sentences(*texts), Options(**options))  # type: ignore[arg-type]
    return [c.kind for row in found.rows for c in row.changes[1] if c.kind != EQUAL]


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4), st.sampled_from(GRANULARITIES))
def test_the_texts_of_a_version_joined_over_the_runs_are_its_passage(
    texts: list[str], granularity: str
) -> None:
    found = compare(sentences(*texts), Options(granularity=granularity))
    for row in found.rows:
        for v in range(len(texts)):
            assert "".join(run.texts[v] for run in row.runs) == row.texts[v]


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(GRANULARITIES))
def test_changes_give_back_both_sides(a: str, b: str, granularity: str) -> None:
    found = compare(sentences(a, b), Options(granularity=granularity))
    for row in found.rows:
        assert "".join(c.base for c in row.changes[1]) == row.texts[0]
        assert "".join(c.other for c in row.changes[1]) == row.texts[1]


@settings(max_examples=100, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_rows_hold_every_letter_and_passage_of_every_version_once(texts: list[str]) -> None:
    witnesses = sentences(*texts)
    found = compare(witnesses)
    for v, witness in enumerate(witnesses):
        shown = "".join(row.texts[v] for row in found.rows)
        assert sorted("".join(shown.split())) == sorted("".join(witness.text.split()))
        assert sum(row.counts[v] for row in found.rows) == len(witness.passages)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not compare(sentences(text, text)).different
