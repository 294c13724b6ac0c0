"""Passages of versions in two languages, declared or not."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.alignment.passages import match

CASES = Path(__file__).parent / "cases/translations"


def passages(name: str) -> list[str]:
    return (CASES / name).read_text("utf-8").strip().split("\n\n")


def pairs(beads) -> set[tuple[int, int]]:
    return {(i, j) for bead in beads for i in bead.left for j in bead.right}


def test_parallel_lines_of_prose_that_name_no_language_are_all_paired() -> None:
    beads = match(passages("lf-en.txt"), passages("lf-fr.txt"))
    assert pairs(beads) == {(n, n) for n in range(4)}
    assert len(beads) == 4


def test_what_one_version_leaves_out_stands_alone() -> None:
    english, french = passages("lf-en.txt"), passages("lf-fr.txt")
    for gone in (0, 2):
        kept = [n for n in range(4) if n != gone]
        beads = match(english, [french[n] for n in kept])
        assert pairs(beads) == {(n, at) for at, n in enumerate(kept)}


def test_the_same_is_found_whichever_version_comes_first() -> None:
    english, french = passages("lf-en.txt"), passages("lf-fr.txt")[1:]
    found, turned = match(english, french), match(french, english)
    assert pairs(found) == {(i, j) for j, i in pairs(turned)} == {(1, 0), (2, 1), (3, 2)}


WORDS = "Paris Londres 1789 la table le roi mange une pomme the king eats an apple ? ! — «".split()
text = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
version = st.lists(text, min_size=1, max_size=12)


@given(version, version)
@settings(max_examples=40, deadline=None)
def test_every_passage_stands_in_one_bead_whatever_the_texts(a, b) -> None:
    beads = match(a, b, language_a="fr", language_b="en")
    assert sorted(i for bead in beads for i in bead.left) == [*range(len(a))]
    assert sorted(j for bead in beads for j in bead.right) == [*range(len(b))]
    assert all(0 <= bead.confidence <= 1 for bead in beads)


def test_every_thing_of_the_everyday_list_has_a_word_in_every_language() -> None:
    from importlib import resources

    lines = resources.files("variorum.alignment.passages").joinpath("everyday.tsv")
    rows = [line.split("\t") for line in lines.read_text("utf-8").splitlines()]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert all(word.strip() for row in rows for cell in row for word in cell.split(","))


def test_a_few_everyday_words_find_what_was_left_out_of_a_short_tale() -> None:
    german = ["Der König hatte drei Söhne.", "Die Hexe wohnte im Wald.", "Der Hund fraß das Brot."]
    french = ["Le roi avait trois fils.", "Le chien mangea le pain."]
    assert pairs(match(german, french, language_a="de", language_b="fr")) == {(0, 0), (2, 1)}
