"""What `variorum diff` promises about texts, whatever they are."""

from __future__ import annotations

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.alignment.equal.anchored import partners
from variorum.comparison.books import compare_books, marked_text
from variorum.comparison.compose import Options, compare
from variorum.comparison.versus import GRANULARITIES
from variorum.model import Witness
from variorum.model.comparison import EQUAL
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


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4), st.sampled_from(GRANULARITIES))
def test_the_texts_of_a_version_joined_over_the_runs_are_its_passage(
    texts: list[str], granularity: str
) -> None:
    found = compare(sentences(*texts), Options(granularity=granularity))
    for row in found.rows:
        for v in range(len(texts)):
            assert "".join(run.texts[v] for run in row.runs) == row.texts[v]


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from(GRANULARITIES))
def test_changes_give_back_both_sides(a: str, b: str, granularity: str) -> None:
    found = compare(sentences(a, b), Options(granularity=granularity))
    for row in found.rows:
        assert "".join(c.base for c in row.changes[1]) == row.texts[0]
        assert "".join(c.other for c in row.changes[1]) == row.texts[1]


@settings(max_examples=50, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_rows_hold_every_letter_and_passage_of_every_version_once(texts: list[str]) -> None:
    witnesses = sentences(*texts)
    found = compare(witnesses)
    for v, witness in enumerate(witnesses):
        shown = "".join(row.texts[v] for row in found.rows)
        assert sorted("".join(shown.split())) == sorted("".join(witness.text.split()))
        shown_passages = sum(row.counts[v] for row in found.rows)
        assert sum(len(p) > 0 for p in witness.passages) <= shown_passages <= len(witness.passages)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert not compare(sentences(text, text)).different


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([(), ("case",), ("typography", "punct"), ("accents",)]))
def test_word_mode_marks_give_back_the_words_of_both_texts(
    a: str, b: str, ignore: tuple[str, ...]
) -> None:
    books = compare_books(a, b, frozenset(ignore))
    text = "".join(marked_text(books, ("\ue000", "\ue001", "\ue002", "\ue003")))
    new = re.sub("\ue000[^\ue001]*\ue001", " ", text).translate({0xE002: None, 0xE003: None})
    assert new.split() == b.split()
    if not ignore:
        old = re.sub("\ue002[^\ue003]*\ue003", " ", text).translate({0xE000: " ", 0xE001: " "})
        assert old.split() == a.split()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 6), max_size=40), st.lists(st.integers(0, 6), max_size=40))
def test_partners_are_equal_words_that_rise_on_both_sides(a: list[int], b: list[int]) -> None:
    import numpy as np

    found = partners(np.array(a, np.int64), np.array(b, np.int64)).tolist()
    paired = [j for j in found if j >= 0]
    assert all(a[i] == b[j] for i, j in enumerate(found) if j >= 0)
    assert paired == sorted(set(paired))


def test_a_book_is_paired_nearly_as_well_as_can_be() -> None:
    rng = random.Random(7)
    words = [rng.choice(range(3000)) for _ in range(20_000)]
    other = [w if rng.random() > 0.05 else rng.choice(range(3000)) for w in words]
    import numpy as np

    found = partners(np.array(words), np.array(other))
    kept = sum(x == y for x, y in zip(words, other))
    assert int((found >= 0).sum()) >= kept * 0.999
