"""The apparatus: complete, exact, and classed by rules that a critic can read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import variants
from tables import table

from variorum.collation import collate
from variorum.critic import Options, UnitOptions, apparatus, restore
from variorum.critic.classify import classify
from variorum.critic.methods import with_lacunae
from variorum.critic.rebuild import restored_words
from variorum.critic.segments import segmented
from variorum.critic.units import JOININGS
from variorum.errors import UsageError
from variorum.model import Apparatus, Block, Transposition, Witness
from variorum.text.build import witness_from_text


def _words(witness: Witness) -> list[str]:
    return [t.text for t in witness.tokens]


def _texts(app: Apparatus) -> list[list[str]]:
    return [[reading.text for reading in unit.readings] for unit in app.units]


@pytest.mark.parametrize("joining", JOININGS)
@given(witnesses=variants(), data=st.data())
def test_base_and_apparatus_rebuild_every_witness(
    joining: str, witnesses: tuple[Witness, ...], data: st.DataObject
) -> None:
    base = data.draw(st.sampled_from([w.siglum for w in witnesses]))
    cuts = UnitOptions(
        joining, bridge=data.draw(st.integers(0, 2)), overlap=data.draw(st.integers(0, 3))
    )
    options = Options(units=cuts)
    app = apparatus(collate(witnesses), base=base, options=options)
    for made in (app, segmented(app)):
        for witness in witnesses:
            assert restore(made, witness.siglum) == witness.text
            assert restored_words(made, witness.siglum) == _words(witness)


@given(witnesses=variants(least=2), data=st.data())
def test_every_witness_stands_once_in_each_unit(
    witnesses: tuple[Witness, ...], data: st.DataObject
) -> None:
    base = data.draw(st.sampled_from([w.siglum for w in witnesses]))
    options = Options(units=UnitOptions(overlap=data.draw(st.integers(0, 2))))
    app = apparatus(collate(witnesses), base=base, options=options)
    ids = {unit.id for unit in app.units if unit.overlap}
    for unit in app.units:
        named = [s for r in unit.readings for s in r.sigla] + [s for s, _ in unit.covered]
        assert sorted([*named, *unit.lacunose]) == sorted(w.siglum for w in witnesses)
        assert {id for _, id in unit.covered} <= ids
    for unit in with_lacunae(segmented(app)).units:
        found = sorted([s for r in unit.readings for s in r.sigla] + list(unit.lacunose))
        assert found == sorted(w.siglum for w in witnesses)
        assert (unit.lemma is None) == (base in unit.lacunose)
        assert unit.lemma is None or base in unit.lemma.sigla


def test_a_change_of_order_close_by_is_one_unit_and_not_an_omission_and_an_addition() -> None:
    app = apparatus(
        table(A="he - has seen God here - .", B="he God has seen - here - .",
              C="he - has seen God here now ."),
        base="A",
    )  # fmt: skip
    assert [[(r.text, r.cls) for r in unit.readings] for unit in app.units] == [
        [("has seen God", ""), ("God has seen", "word-order")],
        [("", ""), ("now", "addition")],
    ]
    apart = apparatus(app.collation, base="A", options=Options(units=UnitOptions(order=0)))
    assert [u.readings[1].cls for u in apart.units] == ["addition", "omission", "addition"]


def test_words_that_the_same_witnesses_change_together_are_one_unit() -> None:
    app = apparatus(
        table(A="in the truth he", B="in that faith he", C="in the truths he", D="in the truth he"),
        base="A",
    )
    assert _texts(app) == [["the truth", "that faith", "the truths"]]


def test_a_lacuna_is_not_an_omission() -> None:
    app = apparatus(table(A="the wise man", B="the - man", C="the # man"), base="A")
    (unit,) = app.units
    assert [(r.text, r.sigla, r.cls) for r in unit.readings] == [
        ("wise", ("A",), ""),
        ("", ("B",), "omission"),
    ]
    assert unit.lacunose == ("C",)


def test_a_lacunose_base_has_no_lemma() -> None:
    app = apparatus(table(A="the # man", B="the wise man", C="the wise man"), base="A")
    (unit,) = app.units
    assert unit.lemma is None
    assert unit.readings[0].sigla == ("B", "C")
    assert restore(app, "B") == "the wise man"


def test_a_change_of_order_does_not_reach_across_a_longer_word_on_which_all_agree() -> None:
    near = table(A="so - king - he", B="- great king so he", C="so small king - he")
    assert len(apparatus(near, base="A").units) == 2
    short = table(A="so - he - then", B="- great he so then", C="so small he - then")
    assert len(apparatus(short, base="A").units) == 1


def test_a_particle_that_two_add_in_two_places_has_not_moved() -> None:
    apart = table(A="so he - came - home", B="so he and came - home", C="so he - came and home")
    assert len(apparatus(apart, base="A").units) == 2
    word = table(A="so he - came - home", B="so he late came - home", C="so he - came late home")
    assert len(apparatus(word, base="A").units) == 1


def test_copies_that_each_err_now_and_then_are_not_chained_to_one_long_unit() -> None:
    app = apparatus(
        table(
            A="the king rode out at dawn", B="that kings rode out at dawn",
            C="the kyng rodd out at dawn", D="the king rides oot at dawn",
            E="the kyng rodd out at dawn",
        ),
        base="A",
    )  # fmt: skip
    assert [u.lemma.text for u in app.units if u.lemma] == ["the king", "rode out"]


def test_who_has_a_transposed_block_at_neither_place_omits_it() -> None:
    long = table(A="dawn he came there then -", B="- he came there then dawn",
                 C="- he came there then -")  # fmt: skip
    moved = Transposition((Block("A", 0, 1),), (Block("B", 4, 5),))
    app = apparatus(replace(long, transpositions=(moved,)), base="A",
                     options=Options(units=UnitOptions(order=0)))  # fmt: skip
    assert [[(r.sigla, r.cls) for r in u.readings[1:]] for u in app.units] == [
        [(("B", "C"), "transposition")],
        [(("B",), "transposition")],
    ]


def test_the_border_of_a_moved_block_cuts_no_unit() -> None:
    held = table(A="he loved the truth well", B="he saw that light well")
    moved = Transposition((Block("A", 3, 4),), (Block("B", 4, 5),))
    app = apparatus(replace(held, transpositions=(moved,)), base="A")
    assert _texts(app) == [["loved the truth", "saw that light"]]


def test_what_others_add_at_one_point_is_one_unit() -> None:
    app = apparatus(
        table(A="sententiarum - - - in", B="sententiarum magistri petri plaoul in",
              C="sententiarum magistri - plaout in"),
        base="A",
    )  # fmt: skip
    assert _texts(app) == [["", "magistri petri plaoul", "magistri plaout"]]


def test_what_others_have_where_the_base_is_lost_is_one_unit() -> None:
    lost = table(A="# # # now", B="he is right now", C="he was right now", D="ye is right now")
    (unit,) = apparatus(lost, base="A").units
    assert unit.lemma is None
    assert len(unit.readings) == 3


def test_like_words_of_two_witnesses_stay_alone_and_unlike_ones_are_one_unit() -> None:
    spelt = table(A="si velt mout bien dire", B="si veult moult ben dire")
    assert _texts(apparatus(spelt, base="A")) == [
        ["velt", "veult"], ["mout", "moult"], ["bien", "ben"],
    ]  # fmt: skip
    other = table(A="si velt mout bien dire", B="si puet trop mal dire")
    assert _texts(apparatus(other, base="A")) == [["velt mout bien", "puet trop mal"]]


def test_slips_of_two_kinds_side_by_side_are_two_units() -> None:
    two = table(
        A="quod consequitur et tunc", B="quod consequetur - tunc", C="quod consequitur et tunc"
    )
    assert _texts(apparatus(two, base="A")) == [["consequitur", "consequetur"], ["et", ""]]
    other = table(A="quod habemus ex tunc", B="quod est - tunc", C="quod habemus ex tunc")
    assert _texts(apparatus(other, base="A")) == [["habemus ex", "est"]]
    capital = table(A="divino iudicio discedere", B="divino Iudicio descendere",
                    C="divino iudicio discedere")  # fmt: skip
    assert len(apparatus(capital, base="A").units) == 2


def test_a_reading_whose_letters_run_across_the_words_is_one_unit() -> None:
    divided = table(A="lem contra traditionem pure", B="lem - contradictionem pure",
                    C="lem contra traditionem pure")  # fmt: skip
    assert _texts(apparatus(divided, base="A")) == [["contra traditionem", "contradictionem"]]
    ending = table(A="τῆς βλασφημίας ἀπορία νῦν", B="τῆς βλασφημία - νῦν",
                   C="τῆς βλασφημίας ἀπορία νῦν")  # fmt: skip
    assert _texts(apparatus(ending, base="A")) == [["βλασφημίας ἀπορία", "βλασφημία"]]


def test_columns_that_agree_alike_are_one_unit() -> None:
    app = apparatus(table(A="a very old man", B="one quite young man"), base="A")
    assert _texts(app) == [["a very old", "one quite young"]]


def test_a_unit_ends_at_marks_and_at_a_transliteration() -> None:
    same = table(A="wise man [ chokhom ] , he", B="scholar - [ talmid ] ; he")
    assert _texts(apparatus(same, base="A")) == [
        ["wise man", "scholar"], ["chokhom", "talmid"], [",", ";"],
    ]  # fmt: skip
    loose = Options(units=UnitOptions(at_punctuation=False, at_brackets=False))
    together = table(A="wise man , he", B="scholar - ; he")
    assert _texts(apparatus(together, base="A", options=loose)) == [["wise man ,", "scholar ;"]]


def test_an_omission_takes_its_marks_with_it() -> None:
    app = apparatus(table(A="he , the sage , said", B="he - - - - said"), base="A")
    assert _texts(app) == [[", the sage ,", ""]]


def test_phrases_of_translations_are_no_confetti() -> None:
    same = table(A="a wise man of the city", B="some learned scholar of the town")
    pieces = apparatus(same, base="A")
    whole = Options(units=UnitOptions("phrase", bridge=2))
    assert len(pieces.units) == 2
    assert _texts(apparatus(same, base="A", options=whole)) == [
        ["a wise man of the city", "some learned scholar of the town"]
    ]


def test_a_locus_can_be_looked_up() -> None:
    app = apparatus(table(A="the man and the - boy", B="the man and a small boy"), base="A")
    assert [str(u.locus) for u in app.units] == ["p1, 4"]
    assert app.units[0].locus.occurrence == 2


def test_an_unknown_base_is_refused_with_the_sigla_there_are() -> None:
    with pytest.raises(UsageError, match="choose from A, B"):
        apparatus(table(A="a", B="b"), base="Q")


CLASSED = [
    ("punctuation", ",", ";"),
    ("punctuation", ",", ""),
    ("case", "the", "The"),
    ("editorial", "a", "[a]"),
    ("word-division", "across the board", "across-the-board"),
    ("number-form", "16", "sixteen"),
    ("number-form", "21st", "twenty-first"),
    ("name-form", "Phomvihan", "Fomvikhan"),
    ("name-form", "Ceaucescu", "Ceaușescu"),
    ("name-form", "Gorbachev", "Gorbachyov"),
    ("name-form", "Honecker", "Хонеккер"),
    ("inflection", "crisis", "crises"),
    ("inflection", "is", "was"),
    ("orthographic", "colour", "color"),
    ("orthographic", "cafe", "café"),
    ("word-order", "wise old", "old wise"),
    ("lexical", "man", "scholar"),
    ("lexical", "Berlin", "Moscow"),
    ("lexical", "accept", "except"),
    ("phrase", "man", "a great scholar"),
    ("omission", "man", ""),
    ("addition", "", "man"),
    ("split", "came, and he", "came. And he"),
    ("merge", "came. And he", "came, and he"),
]


@pytest.mark.parametrize(("expected", "lemma", "reading"), CLASSED)
def test_a_reading_is_classed_by_what_differs(expected: str, lemma: str, reading: str) -> None:
    assert classify(lemma, reading) == expected


def test_synonyms_are_asked_of_the_aligner() -> None:
    def same(a: str, b: str) -> bool:
        return {a, b} == {"man", "fellow"}

    assert classify("man", "fellow", synonyms=same) == "synonym"


@pytest.mark.parametrize(
    ("one", "other", "lemma"),
    [
        (
            "quas secum duxerat invicem requiescere",
            "quas secum duxerat in vicem requiescere",
            "invicem",
        ),
        ("et A tant es vos venir", "et Atant es vos venir", "A tant"),
    ],
)
def test_words_divided_otherwise_are_one_unit_of_two_witnesses(
    one: str, other: str, lemma: str
) -> None:
    made = [witness_from_text(s, text) for s, text in zip("AB", (one, other))]
    (unit,) = apparatus(collate(made), base="A").units
    assert unit.lemma is not None
    assert (unit.lemma.text, unit.readings[1].cls) == (lemma, "word-division")
