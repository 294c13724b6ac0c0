"""Translations collated by word links, row by row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from counting import calls
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import variants, witness

import variorum
from variorum.alignment.passages import synopsis
from variorum.collation import Options, collate_translations
from variorum.collation.straight import straighten
from variorum.critic import apparatus
from variorum.model import Row, Synopsis
from variorum.text.build import witness_from_text

CASES = json.loads((Path(__file__).parent / "cases/translations/units.json").read_text("utf-8"))
texts = st.lists(st.sampled_from("ABC").flatmap(lambda s: witness(s)), min_size=1, max_size=3)
versions = st.one_of(
    texts.map(lambda ws: tuple({w.siglum: w for w in ws}.values())), variants(most=4)
)


def version(siglum, *passages):
    text, bounds = "", []
    for passage in passages:
        start = len(text)
        text += passage + "\n"
        bounds.append((start, len(text)))
    return witness_from_text(siglum, text, bounds=bounds, language="en")


def collated(witnesses, options=None):
    return collate_translations(synopsis(witnesses), options or Options())


def cells(table):
    """The table by siglum, whatever the order of its witnesses."""
    return {
        witness.siglum: [tuple(table.cell(w, c)) for c in range(len(table))]
        for w, witness in enumerate(table.witnesses)
    }


def columns(table):
    """The texts of the columns by siglum, empty cells left out."""
    return [
        {
            witness.siglum: witness.slice(cell.start, cell.stop)
            for w, witness in enumerate(table.witnesses)
            if (cell := table.cell(w, c))
        }
        for c in range(len(table))
    ]


@given(versions)
@settings(max_examples=40, deadline=None)
def test_the_rows_rebuild_every_version_with_every_token_once(witnesses):
    table = collated(witnesses)
    for each in witnesses:
        assert [t.start for t in table.row(each.siglum)] == list(each.starts)


@given(versions, st.randoms())
@settings(max_examples=30, deadline=None)
def test_neither_order_nor_sigla_decide_a_column(witnesses, random):
    shuffled = list(witnesses)
    random.shuffle(shuffled)
    assert cells(collated(witnesses)) == cells(collated(shuffled))


def test_new_sigla_give_the_same_columns():
    texts = ["The wise man answers him.", "A sage replied to him.", "The scholar answered."]
    first = [version(s, t) for s, t in zip("ABC", texts)]
    second = [version(s, t) for s, t in zip("ZYX", texts)]
    assert list(cells(collated(first)).values()) == list(cells(collated(second)).values())


@given(witness("A"))
@settings(max_examples=20, deadline=None)
def test_identical_versions_share_every_column(one):
    from dataclasses import replace

    table = collated([one, replace(one, siglum="B"), replace(one, siglum="C")])
    assert all(len(set(map(tuple, held))) == 1 for held in zip(*cells(table).values()))


@given(versions)
@settings(max_examples=30, deadline=None)
def test_a_lacuna_stays_a_lacuna(witnesses):
    table = collated(witnesses)
    for w in range(len(table.witnesses)):
        for c in range(len(table)):
            assert not (table.lacunose(w, c) and table.cell(w, c))
    damaged = [w for w, each in enumerate(witnesses) if each.lacunae and not len(each)]
    for w in damaged:
        assert all(table.lacunose(w, c) for c in range(len(table)))


def test_a_damaged_place_faces_the_words_of_the_others():
    whole = version("A", "The minister answered the long letter with great care today.")
    text = "The minister replied to the letter"
    broken = witness_from_text("B", text, gaps=[(len(text), "damage", "")], language="en")
    table = collated([whole, broken])
    end = next(c for c, held in enumerate(columns(table)) if held.get("A") == "today")
    assert table.lacunose(1, end)


def test_a_single_version_and_an_empty_one_are_legal():
    alone = collated([version("A", "The sage spoke.")])
    assert [held["A"] for held in columns(alone)] == ["The", "sage", "spoke", "."]
    beside = collated([version("A", "The sage spoke."), version("B")])
    assert [set(held) for held in columns(beside)] == [{"A"}] * 4


SWAPPED = (
    "The council met in the cold winter of that year.",
    "Bread was scarce in the whole city and prices rose.",
    "Nobody answered the long letter from the river provinces.",
)


def test_a_moved_row_makes_a_crooked_table_that_can_be_straightened():
    table = collated([version("A", *SWAPPED), version("B", SWAPPED[0], SWAPPED[2], SWAPPED[1])])
    assert not table.straight
    straight = straighten(table)
    assert straight.straight
    assert straight.transpositions
    for w, each in enumerate(straight.witnesses):
        order = [i for c in range(len(straight)) for i in straight.cell(w, c)]
        assert order == list(range(len(each)))


def test_a_persons_decisions_are_obeyed():
    pair = version("A", "The wise man answers."), version("B", "A scholar spoke.")
    forced = collated(pair, Options(forced=((("A", 0), ("B", 2)),)))
    assert {"A": "The", "B": "spoke"} in columns(forced)
    loose = collated(pair, Options(apart=((("A", 0), ("B", 0)),)))
    assert {"A": "The", "B": "A"} in columns(collated(pair))
    assert {"A": "The", "B": "A"} not in columns(loose)
    same = version("A", "The sage spoke."), version("B", "The sage spoke.")
    apart = collated(same, Options(apart=((("A", 1), ("B", 1)),)))
    assert not any(set(held) == {"A", "B"} and "sage" in held.values() for held in columns(apart))
    assert apart.transpositions == ()


def test_a_moved_phrase_is_a_transposition():
    table = collated(
        [
            version("A", "In the early morning the minister answered every letter."),
            version("B", "The minister answered every letter in the early morning."),
        ]
    )
    told = {
        tuple(
            table.witnesses[table.index(b.siglum)].slice(b.start, b.end)
            for b in (*t.here, *t.there)
        )
        for t in table.transpositions
    }
    assert any("early morning" in text for pair in told for text in pair)


def facing(edition, words):
    """The lemma and readings, as texts by siglum, of the unit that holds some words."""
    for unit in edition.units:
        held = {s: r.text for r in unit.readings for s in r.sigla}
        if any(words in text for text in held.values()):
            return held
    raise AssertionError(f"no unit holds {words!r}")


@pytest.mark.parametrize("case", CASES, ids=[c["label"] for c in CASES])
def test_units_are_what_a_person_would_call_one(case):
    table = collated([version(s, *passages) for s, passages in case["versions"].items()])
    edition = apparatus(table, base=case["base"])
    for unit in case["units"]:
        held = facing(edition, next(iter(unit.values())))
        assert {s: held.get(s, "") for s in unit} == unit


def of_many_rows(count: int) -> Synopsis:
    said = (
        "The {n}th minister answered letter {n} from the river province.",
        "Letter {n} of the river province had a reply from minister {n}.",
        "To letter {n} from that province the {n}th minister replied.",
    )
    made = [version(s, *(t.format(n=n) for n in range(count))) for s, t in zip("ABC", said)]
    return Synopsis(tuple(made), tuple(Row((range(n, n + 1),) * 3) for n in range(count)))


def test_a_row_costs_the_same_among_many():
    def cost(count: int) -> int:
        rows = of_many_rows(count)
        return calls(lambda: collate_translations(rows))

    collate_translations(of_many_rows(2))  # what is loaded once
    assert cost(400) < 2.5 * cost(200)


ORDERS = (
    "In the early morning the minister answered every letter.",
    "The minister answered every letter in the early morning.",
    "The minister replied to every letter in the early morning.",
)


def moved_blocks(table):
    """Every transposition as a set of two places, each a set of blocks."""
    return {frozenset((frozenset(t.here), frozenset(t.there))) for t in table.transpositions}


def test_versions_that_agree_in_their_order_share_a_transposition():
    table = collated([version(s, t) for s, t in zip("ABC", ORDERS)])
    assert any(
        sorted(sorted(b.siglum for b in place) for place in pair) == [["A"], ["B", "C"]]
        for pair in moved_blocks(table)
    )


def test_transpositions_do_not_depend_on_the_order_of_the_versions():
    made = [version(s, t) for s, t in zip("ABC", ORDERS)]
    assert moved_blocks(collated(made)) == moved_blocks(collated(made[::-1]))


def test_a_lone_function_word_is_no_transposition():
    table = collated(
        [
            version("A", "We know that the council will meet and that it will vote."),
            version("B", "The council, we know, will meet, that it will vote and that is all."),
        ]
    )
    words = [
        {table.witnesses[table.index(b.siglum)].slice(b.start, b.end).lower() for b in t.here}
        for t in table.transpositions
    ]
    assert not any(held <= {"that", "will", "and", "it", "the"} for held in words)


def test_a_preface_that_one_version_has_alone_is_one_entry() -> None:
    text = "The king came home. He slept well."
    preface = "To the reader. This book was made in haste. Forgive its faults."
    one = variorum.witness(text, siglum="A")
    two = variorum.witness(f"{preface}\n\nThe king returned home. He slept well.", siglum="B")
    edition = variorum.apparatus(one, two, base="A", translations=True)
    assert [(r.text, r.cls) for unit in edition for r in unit.readings if r.cls] == [
        (preface, "addition"),
        ("returned", "lexical"),
    ]
    assert edition.units[0].lemma is not None
    assert edition.units[0].lemma.text == ""


def moves(*texts: str) -> list[tuple[str, str]]:
    """What a collation of these versions says has moved, as the words of the first block."""
    made = [version(siglum, text) for siglum, text in zip("ABC", texts)]
    table = collated(made)
    return [
        tuple(
            table.witnesses[table.index(side[0].siglum)].slice(side[0].start, side[0].end)
            for side in (t.here, t.there)
        )
        for t in table.transpositions
    ]


def test_a_word_that_only_stands_beside_another_of_its_phrase_has_not_moved():
    folder = Path(__file__).parents[1] / "tei"
    read = [variorum.read(folder / f"{n}.xml").witnesses[0] for n in ("memo", "memo-b")]
    moved = variorum.collate(*read, neural=False).transpositions
    texts = {w.siglum: w for w in read}
    words = {texts[b.siglum].slice(b.start, b.end) for t in moved for b in (*t.here, *t.there)}
    assert "similar problems" in words  # these passed "the fraternal countries"
    assert not {"number", "several", "multiple", "show", ";", "."} & words


def test_a_word_that_passed_another_that_both_have_has_moved():
    found = moves(
        "Laos was poor, and the country asked for help.",
        "The country asked for help, and poor was Laos.",
    )
    assert any("Laos" in pair for pair in found)
