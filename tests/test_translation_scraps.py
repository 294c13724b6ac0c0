"""Entries of translations that no editor would print: a function word alone beside its phrase."""

from __future__ import annotations

import pytest

import variorum


def entries(*texts: str) -> list[tuple[str, ...]]:
    """Each entry as its readings, in the order of the versions."""
    versions = [variorum.witness(t, siglum=s) for s, t in zip("ABC", texts)]
    edition = variorum.apparatus(*versions, base="A", translations=True, neural=False)
    sigla = [w.siglum for w in edition.collation.witnesses]
    return [
        tuple(r.text for s in sigla for r in unit.readings if any(b.siglum == s for b in r.blocks))
        for unit in edition
    ]


@pytest.mark.parametrize(
    ("texts", "entry"),
    [
        (
            ("Our troops stand on the territory of a number of countries.",
             "Our troops stand on the territory of several countries.",
             "Our troops stand on the territory of certain countries."),
            ("a number of", "several", "certain"),
        ),
        (
            ("Facts of this kind require reforms.",
             "Facts of this kind demand reforms.",
             "Facts of this kind call for reforms."),
            ("require", "demand", "call for"),
        ),
        (
            ("Did he sell the house, the garden, the barn, etc.?",
             "Did he sell the house, the garden, the barn, and so on?",
             "Did he sell the house, the garden, the barn, etc.?"),
            ("etc.", "and so on", "etc."),
        ),
    ],
)  # fmt: skip
def test_a_function_word_goes_with_the_phrase_it_belongs_to(texts, entry):
    assert entry in entries(*texts)


def test_a_noun_and_the_preposition_after_it_can_each_be_exchanged():
    found = entries(
        "We shall discuss these issues at the Politburo.",
        "We shall discuss these questions in the Politburo.",
        "We shall discuss these matters before the Politburo.",
    )
    assert ("issues", "questions", "matters") in found


def test_a_particle_stays_with_its_verb():
    found = entries(
        "The people must put up with such a course.",
        "The people must reconcile themselves to such a course.",
    )
    assert ("put up with", "reconcile themselves to") in found
