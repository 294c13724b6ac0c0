"""Tables with rows: lacunae, passages, moved rows, transpositions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from variorum.collation import Options, collate, collate_rows, straighten
from variorum.model import Collation, Lacuna, Passage, Row, Synopsis, Witness
from variorum.text.build import witness_from_text, witness_from_tokens

WORDS = ["red", "sun", "moon", "and", "the", "sea", ","]


def passages(siglum: str, *texts: str) -> Witness:
    witness = witness_from_text(siglum, " ".join(texts))
    bounds = [0]
    for text in texts:
        bounds.append(bounds[-1] + len(witness_from_text("x", text)))
    return replace(
        witness, passages=tuple(Passage(f"p{i}", a, b) for i, (a, b) in enumerate(pairwise(bounds)))
    )


def drawn(table: Collation) -> list[list[str]]:
    return [
        [w.slice(table.starts[i][c], table.ends[i][c]) for c in range(len(table))]
        for i, w in enumerate(table.witnesses)
    ]


def texts_of(table: Collation, blocks) -> set[tuple[str, str]]:
    return {
        (b.siglum, table.witnesses[table.index(b.siglum)].slice(b.start, b.end)) for b in blocks
    }


def test_a_lacuna_is_not_an_omission():
    whole = witness_from_text("A", "the old grey koala lives in a tall tree")
    torn = witness_from_tokens(
        "B", ["the", "old", "in", "a", "tree"], lacunae=(Lacuna(2, "damage"),)
    )
    table = collate([whole, torn])
    states = {
        whole.slice(table.starts[0][c], table.ends[0][c]): table.lacunose(1, c)
        for c in range(len(table))
    }
    assert [w for w, lacunose in states.items() if lacunose] == ["grey", "koala", "lives"]
    assert not table.cell(1, drawn(table)[0].index("tall"))
    assert not states["tall"]


def test_a_witness_that_begins_late_is_not_extant_before():
    table = collate(
        [
            witness_from_text("A", "in the beginning was the word"),
            witness_from_tokens("B", ["was", "the", "word"], lacunae=(Lacuna(0),)),
        ]
    )
    assert table.lacunae == ((), ((0, 3),))


def test_a_lacuna_costs_nothing_however_long():
    long = " ".join(f"word{i}" for i in range(200))
    table = collate(
        [
            witness_from_text("A", f"here begins {long} here it ends"),
            witness_from_tokens("B", "here begins it ends".split(), lacunae=(Lacuna(2),)),
        ]
    )
    ((first, last),) = table.lacunae[1]
    assert last - first == 201
    assert [w for w in drawn(table)[1] if w] == ["here", "begins", "it", "ends"]


def test_lacunae_survive_joining():
    table = collate(
        [
            witness_from_text("A", "one two three four five six"),
            witness_from_tokens("B", ["one", "two", "six"], lacunae=(Lacuna(2),)),
        ],
        Options(segmentation=True),
    )
    assert drawn(table) == [["one two", "three four five", "six"], ["one two", "", "six"]]
    assert table.lacunae == ((), ((1, 2),))


def test_rows_are_read_off_where_passages_begin():
    table = collate(
        [passages("A", "red sun .", "the sea ."), passages("B", "red moon .", "the sea .")]
    )
    assert list(table.rows) == [0, 3, 6]


def test_segments_do_not_cross_rows():
    table = collate(
        [passages("A", "red sun .", "the sea ."), passages("B", "red sun .", "the sea .")],
        Options(segmentation=True),
    )
    assert drawn(table)[0] == ["red sun .", "the sea ."]
    assert list(table.rows) == [0, 1, 2]


def moved_synopsis() -> Synopsis:
    a = passages("A", "red sun rises .", "the sea sleeps .", "moon and stars shine .")
    b = passages("B", "moon and stars shone .", "red sun rises .", "the sea sleeps .")
    rows = (
        Row((range(1), range(1, 2))),
        Row((range(1, 2), range(2, 3))),
        Row((range(2, 3), range(1)), moved=True),
    )
    return Synopsis((a, b), rows)


def test_a_moved_row_stands_in_one_place_and_its_witness_can_be_rebuilt():
    table = collate_rows(moved_synopsis())
    assert not table.straight
    assert len(table.rows) == 4
    assert [t.text for t in table.row("B")] == [t.text for t in table.witnesses[1].tokens]
    assert drawn(table)[1][-5:] == ["moon", "and", "stars", "shone", "."]


def test_straightening_splits_a_moved_row_and_links_it():
    table = straighten(collate_rows(moved_synopsis()))
    assert table.straight
    assert drawn(table)[1][:5] == ["moon", "and", "stars", "shone", "."]
    assert drawn(table)[0][:5] == [""] * 5
    moved = [(texts_of(table, t.here), texts_of(table, t.there)) for t in table.transpositions]
    assert ({("B", "moon and stars shone .")}, {("A", "moon and stars shine .")}) in moved


def test_a_straight_table_is_left_alone():
    table = collate([witness_from_text("A", "red sun"), witness_from_text("B", "sun")])
    assert straighten(table) is table


@st.composite
def synopses(draw) -> Synopsis:
    """Witnesses whose passages answer each other in any order, some missing."""
    count = draw(st.integers(1, 5))
    witnesses, orders = [], []
    for w in range(draw(st.integers(1, 4))):
        order = draw(st.permutations(range(count)))
        kept = [r for r in order if draw(st.booleans())]
        texts = [" ".join(draw(st.lists(st.sampled_from(WORDS), max_size=4))) for _ in kept]
        witnesses.append(passages(f"W{w}", *texts))
        orders.append({row: i for i, row in enumerate(kept)})
    rows = tuple(
        Row(tuple(range(o[r], o[r] + 1) if r in o else range(0) for o in orders))
        for r in range(count)
    )
    return Synopsis(tuple(witnesses), rows)


@given(synopses(), st.booleans())
def test_rows_and_straight_tables_rebuild_every_witness(synopsis, segmentation):
    table = collate_rows(synopsis, Options(segmentation=segmentation))
    straight = straighten(table)
    for w in synopsis.witnesses:
        assert list(table.row(w.siglum)) == list(w.tokens)
        assert list(straight.row(w.siglum)) == list(w.tokens)
    assert straight.straight
    for w in range(len(synopsis.witnesses)):
        edges = [0, *(x for pair in zip(straight.starts[w], straight.ends[w]) for x in pair)]
        assert edges == sorted(edges)
    assert straight.rows[0] == 0
    assert straight.rows[-1] == len(straight.starts[0]) if len(straight.starts) else True


def test_a_moved_block_is_linked_and_costs_no_token():
    a = "he said gladly to the king of the land that the war was lost in the north"
    b = "to the king of the land he said gladly that the war was lost in the north"
    table = collate([witness_from_text("A", a), witness_from_text("B", b)])
    assert [(texts_of(table, t.here), texts_of(table, t.there)) for t in table.transpositions] == [
        ({("A", "he said gladly")}, {("B", "he said gladly")})
    ]
    assert [t.text for t in table.row("B")] == b.split()


def test_a_transposition_names_all_its_witnesses():
    a = "bright morning came to the quiet valley below"
    b = "to the quiet valley below came bright morning"
    given_texts = [("A", a), ("B", b), ("C", a), ("D", b)]
    table = collate([witness_from_text(s, t) for s, t in given_texts])
    found = {
        frozenset({frozenset(x.siglum for x in t.here), frozenset(x.siglum for x in t.there)})
        for t in table.transpositions
    }
    assert frozenset({frozenset("AC"), frozenset("BD")}) in found


def test_nothing_moved_where_both_places_hold_something_else():
    # c's `fuit` stands where the others have `erat`, b's where they have `erat` again: two errors
    texts = [
        ("a", "in principio erat verbum et verbum erat apud deum et deus erat verbum"),
        ("b", "in principio erat verbum et deus fuit verbum"),
        ("c", "in principio fuit sermo et sermo erat apud deum et deus erat sermo"),
    ]
    assert not collate([witness_from_text(s, t) for s, t in texts]).transpositions


def test_the_farther_a_block_is_said_to_have_moved_the_rarer_it_must_be():
    between = " ".join(f"w{n} x{n} y{n}" for n in range(60))
    near = [("A", "so ad hoc went he out"), ("B", "so went he out ad hoc")]
    far = [("A", f"so ad hoc went he {between} out"), ("B", f"so went he {between} out ad hoc")]
    rare = [
        (s, t.replace("ad hoc", "felicitas immarcescibilis ducum omnium Babyloniorum"))
        for s, t in far
    ]
    moved = [
        len(collate([witness_from_text(s, t) for s, t in pair]).transpositions)
        for pair in (near, far, rare)
    ]
    assert moved == [1, 0, 1]


def test_a_block_that_has_passed_nothing_that_both_have_has_not_moved():
    block = "felicitas immarcescibilis ducum omnium Babyloniorum in terra promissa"
    one, other = (" ".join(f"{x}{n}us" for n in range(60)) for x in "pq")
    alone = [("A", f"initium {block} {one} finis"), ("B", f"initium {other} {block} finis")]
    passed = [("A", f"initium {block} {one} finis"), ("B", f"initium {one} {block} finis")]
    moved = [
        len(collate([witness_from_text(s, t) for s, t in pair]).transpositions)
        for pair in (alone, passed)
    ]
    assert moved == [0, 1]


def test_a_scene_that_was_moved_is_one_move_whatever_its_witness_changed_in_it():
    lines = [f"ego {n}us quidem {n}abam et {n}ebatur {n}o".split() for n in "abcdefgh"]
    scene = [" ".join(line) for line in lines]
    later = [" ".join(w for k, w in enumerate(line) if k != 2) for line in lines]  # no `quidem`
    rest = " ".join(f"r{n} s{n} t{n}" for n in range(40))
    first = witness_from_text("A", f"initium {' '.join(scene)} {rest} finis")
    second = witness_from_text("B", f"initium {rest} {' '.join(later)} finis")
    (moved,) = collate([first, second]).transpositions
    (here,), (there,) = moved.here, moved.there
    assert here.end - here.start > 50
    assert there.end - there.start > 45


def test_transpositions_can_be_left_out():
    texts = [witness_from_text("A", "black is the cat"), witness_from_text("B", "the cat is black")]
    assert collate(texts).transpositions
    assert not collate(texts, Options(transpositions=False)).transpositions
