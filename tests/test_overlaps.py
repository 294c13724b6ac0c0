"""A long silence is one entry, and within it the others' small variants stand free."""

from __future__ import annotations

import io
import json
import re
import zipfile
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import table

from variorum.collation import collate
from variorum.critic import Options, UnitOptions, apparatus, restore
from variorum.critic.convert import edition
from variorum.critic.layers import shown
from variorum.critic.segments import segmented
from variorum.errors import UsageError
from variorum.model import Apparatus, Collation, EncodedUnit, Witness
from variorum.readers import Options as Reading
from variorum.readers.json import read
from variorum.readers.tei import read as read_tei
from variorum.text.build import witness_from_text
from variorum.writers import Options as Writing
from variorum.writers import write

BASE = "omni gladio unde sicut potio amara videtur dura est sana"


def witnesses() -> list[Witness]:
    """V leaves seven words out, W five of them and one more; R and S differ within them."""
    texts = {
        "L": BASE,
        "R": BASE.replace("potio", "pocio"),
        "S": BASE.replace("amara videtur", "amara videbatur"),
        "V": "omni gladio sana",
        "W": "omni gladio unde sicut potio est sana",
    }
    return [witness_from_text(siglum, text, language="la") for siglum, text in texts.items()]


def made(**cuts: int) -> Apparatus:
    return apparatus(collate(witnesses()), base="L", options=Options(units=UnitOptions(**cuts)))


def told(app: Apparatus) -> list[str]:
    return write("txt", app).splitlines()  # type: ignore[union-attr]


def test_a_long_silence_is_one_entry_and_small_variants_within_it_stand_free() -> None:
    app = made()
    assert told(app) == [
        "p1, 3–9: unde … est] L R S W; om. V (omission)",
        "p1, 5: potio] L S W; pocio R (orthographic)",
        "p1, 6–8: amara … dura] L R S; om. W (omission)",
        "p1, 7: videtur] L R; videbatur S (inflection)",
    ]
    assert [dict(unit.covered) for unit in app.units] == [
        {}, {"V": "u1"}, {"V": "u1"}, {"V": "u1", "W": "u3"},
    ]  # fmt: skip
    for witness in witnesses():
        assert restore(app, witness.siglum) == witness.text


def test_a_covered_witness_has_no_reading_and_is_not_lost() -> None:
    unit = made()["u2"]
    assert unit["V"] is None
    assert unit.lacunose == ()
    assert unit.to_rows()[-1]["class"] == "covered"


def test_a_silence_of_two_words_is_none_and_the_number_can_be_chosen() -> None:
    short = table(A="the old sage spoke", B="the - - spoke", C="the olde sage spoke")
    assert not any(unit.overlap for unit in apparatus(short, base="A").units)
    two = Options(units=UnitOptions(overlap=2))
    assert [u.overlap for u in apparatus(short, base="A", options=two).units] == [True, False]
    assert not any(unit.overlap for unit in made(overlap=0).units)
    with pytest.raises(UsageError, match="invalid overlap -1"):
        UnitOptions(overlap=-1)


def test_variants_of_others_stand_free_within_a_change_of_order() -> None:
    turned = table(
        A="quam - reductione et ordine - fit", B="quam ordine - et - reductione fit",
        C="quam - reductione vel ordine - fit", D="quam - reductione et ordine - fit",
    )  # fmt: skip
    app = apparatus(turned, base="A")
    assert told(app) == [
        "p1, 2–4: reductione … ordine] A C D; ordine et reductione B (word-order)",
        "p1, 3: et] A D; vel C (lexical)",
    ]
    assert app.units[1].covered == (("B", "u1"),)
    for held in (app, segmented(app)):
        assert [restore(held, s).split() for s in "ABCD"] == [_cells(turned, s) for s in "ABCD"]
    flat = [[r.text for r in unit.readings] for unit in segmented(app).units]
    assert flat == [["reductione et ordine", "ordine et reductione", "reductione vel ordine"]]
    assert read(str(write("json", app)).encode(), name="x", options=Reading()).apparatus == app


@pytest.mark.parametrize("method", ["ps", "dep"])
@pytest.mark.parametrize("style", ["positive", "negative"])
def test_a_change_of_order_around_variants_comes_back_from_tei(method: str, style: str) -> None:
    turned = table(
        A="quam - reductione et ordine - fit", B="quam ordine - et - reductione fit",
        C="quam - reductione vel ordine - fit", D="quam - reductione et ordine - fit",
    )  # fmt: skip
    app = apparatus(turned, base="A")
    written = str(write("tei", app, Writing(method=method, style=style)))
    back = edition(read_tei(written.encode(), name="x", options=Reading()), base="A")
    assert told(back) == told(app)
    assert [unit.covered for unit in back.units] == [unit.covered for unit in app.units]


def replaced() -> Apparatus:
    """V has one word instead of six; R differs within them."""
    texts = {
        "L": "ad causandum tunc talis creatura non implet praeceptum ad istud dicitur",
        "R": "ad causandum tunc talis natura non implet praeceptum ad istud dicitur",
        "V": "ad causandum etc ad istud dicitur",
    }
    made = [witness_from_text(siglum, text, language="la") for siglum, text in texts.items()]
    return apparatus(collate(made), base="L")


def test_one_word_instead_of_many_is_one_entry_within_which_small_variants_stand_free() -> None:
    app = replaced()
    assert told(app) == [
        "p1, 3–8: tunc … praeceptum] L R; etc V (phrase)",
        "p1, 5: creatura] L; natura R (lexical)",
    ]
    assert app.units[1].covered == (("V", "u1"),)


@pytest.mark.parametrize("method", ["ps", "dep"])
def test_one_word_instead_of_many_comes_back_from_tei(method: str) -> None:
    app = replaced()
    written = str(write("tei", app, Writing(method=method)))
    back = edition(read_tei(written.encode(), name="x", options=Reading()), base="L")
    assert told(back) == told(app)


def test_a_word_between_two_silences_is_told_with_one_of_them() -> None:
    lone = table(
        A="so now we go on and up to it all", B="so - - - zu - - - - all",
        C="so now we went on and up to it all", D="so now we go on and down to it all",
    )  # fmt: skip
    app = apparatus(lone, base="A")
    assert [restore(app, s).split() for s in "ABCD"] == [_cells(lone, s) for s in "ABCD"]
    assert [line for line in told(app) if " B" in line.split("]")[1].split(";")[-1]] == [
        "p1, 2–5: now … on] A C D; zu B (phrase)",
        "p1, 6–9: and … it] A C D; om. B (omission)",
    ]


def test_a_word_that_others_have_too_or_that_is_like_the_bases_stays_out_of_a_silence() -> None:
    def units(v: str, w: str) -> list[str]:
        base = "ad causandum tunc talis creatura non implet praeceptum ad istud dicitur"
        texts = [base, w, v]
        made = [witness_from_text(s, text, language="la") for s, text in zip("LWV", texts)]
        return told(apparatus(collate(made), base="L"))

    shared = units(
        "ad causandum ideo ad istud dicitur",
        "ad causandum ideo talis creatura non implet praeceptum ad istud dicitur",
    )
    assert shared == [
        "p1, 3: tunc] L; ideo V W (lexical)",
        "p1, 4–8: talis creatura non implet praeceptum] L W; om. V (omission)",
    ]
    like = units(
        "ad causandum tunca ad istud dicitur",
        "ad causandum tunc talis creatura non implet praeceptum ad istud dicitur",
    )
    assert [line.split("]")[0] for line in like] == [
        "p1, 3: tunc", "p1, 4–8: talis creatura non implet praeceptum",
    ]  # fmt: skip


def test_a_change_of_order_in_most_witnesses_or_of_other_words_is_one_reading() -> None:
    most = table(
        A="quam - reductione et ordine - fit", B="quam ordine - et - reductione fit",
        C="quam - reductione vel ordine - fit", D="quam ordine - et - reductione fit",
        E="quam ordine - et - reductione fit",
    )  # fmt: skip
    assert not any(unit.overlap for unit in apparatus(most, base="A").units)


def test_what_most_leave_out_at_its_end_is_no_part_of_ones_silence() -> None:
    most = table(
        A="so he says for what now", B="so he - - - now", C="so he says - - now",
        D="so - - - - now", E="so he says - - now",
    )  # fmt: skip
    texts = [[r.text for r in u.readings] for u in apparatus(most, base="A").units]
    assert texts == [["he", ""], ["says", ""], ["for what", ""]]
    wide = table(
        A="so he says it for what now", B="so - - - - - now", C="so he says it - - now",
        D="so he says it - - now",
    )  # fmt: skip
    texts = [[r.text for r in u.readings] for u in apparatus(wide, base="A").units]
    assert texts == [["he says it", ""], ["for what", ""]]


def test_a_silence_without_variants_in_it_is_an_entry_like_any_other() -> None:
    plain = table(A="the very old sage spoke", B="the - - - spoke", C="the very old sage spake")
    assert not any(unit.overlap or unit.covered for unit in apparatus(plain, base="A").units)


def test_a_long_silence_reaches_across_marks_sentences_and_passages() -> None:
    bounds = [(0, 14), (14, 24), (24, 35)]
    text = "He came, saw.\nI went on.\nAll is well"
    whole = witness_from_text("A", text, bounds=bounds)
    some = witness_from_text("B", "He came is well")
    other = witness_from_text("C", text.replace("went", "goes"), bounds=bounds)
    app = apparatus(collate([whole, some, other]), base="A")
    first = app.units[0]
    assert str(first.locus) == "p1, 3 – p3, 1"
    assert [(r.sigla, r.cls) for r in first.readings] == [(("A", "C"), ""), (("B",), "omission")]
    for witness in (whole, some, other):
        assert restore(app, witness.siglum) == witness.text
    again = read(str(write("json", app)).encode(), name="x", options=Reading()).apparatus
    assert again == app


def test_marks_that_the_silent_alone_lack_belong_to_the_silence() -> None:
    marked = table(
        A="he , the old sage , said", B="he - - - - - said", C="he , the olde sage , said"
    )
    assert [unit.lemma.text for unit in apparatus(marked, base="A").units if unit.lemma] == [
        ", the old sage ,", "old",
    ]  # fmt: skip


def test_a_witness_that_differs_where_a_unit_ends_within_its_silence_keeps_its_reading() -> None:
    crossing = table(
        A="so great a king was he then", B="so king a great was he then",
        C="so small - - - - then", D="so great a king is he then",
    )  # fmt: skip
    app = apparatus(crossing, base="A")
    assert [restore(app, s).split() for s in "ABCD"] == [_cells(crossing, s) for s in "ABCD"]
    assert any(u.overlap and u.readings[1].sigla == ("C",) for u in app.units)
    assert any(r.text == "small" for u in app.units for r in u.readings)


def _cells(held: Collation, siglum: str) -> list[str]:
    return [column[siglum].text for column in held if column[siglum].text]


def test_units_over_long_silences_do_not_depend_on_the_order_of_witnesses() -> None:
    first = made()
    for seed in range(4):
        shuffled = witnesses()
        Random(seed).shuffle(shuffled)
        assert apparatus(collate(shuffled), base="L").units == first.units


def test_forms_that_know_no_entry_within_an_entry_tell_a_silence_piece_by_piece() -> None:
    app = segmented(made())
    assert all(a.end <= b.start for a, b in zip(app.units, app.units[1:]))
    assert not any(unit.covered for unit in app.units)
    assert [u.lemma.text for u in app.units if u.lemma] == [
        "unde sicut", "potio", "amara", "videtur", "dura", "est",
    ]  # fmt: skip
    silent = [{s for r in u.readings if not r.text for s in r.sigla} for u in app.units]
    assert silent == [{"V"}, {"V"}, {"V", "W"}, {"V", "W"}, {"V", "W"}, {"V"}]


def test_a_covered_witness_is_missing_data_in_a_matrix_and_its_silence_one_character() -> None:
    lines = str(write("phylip", made())).splitlines()
    assert dict(line.split() for line in lines[1:]) == {
        "L": "0000", "R": "0100", "S": "0001", "V": "1???", "W": "001?",
    }  # fmt: skip


def test_json_names_the_silence_that_covers() -> None:
    units = json.loads(str(write("json", made())))["units"]
    assert [unit.get("covered_by") for unit in units] == [
        None, {"V": "u1"}, {"V": "u1"}, {"V": "u1", "W": "u3"},
    ]  # fmt: skip
    assert [unit.get("overlap", False) for unit in units] == [True, False, True, False]


@pytest.mark.parametrize("method", ["ps", "dep", "loc"])
@pytest.mark.parametrize("profile", ["edition", "interchange"])
def test_each_method_of_tei_gives_the_same_units_back(method: str, profile: str) -> None:
    made_of = made()
    written = str(write("tei", made_of, Writing(method=method, profile=profile)))
    back = edition(read_tei(written.encode(), name="x", options=Reading()), base="L")
    assert [(u.id, u.locus, u.overlap, u.covered) for u in back.units] == [
        (u.id, u.locus, u.overlap, u.covered) for u in made_of.units
    ]
    assert [[(r.text, r.sigla) for r in u.readings] for u in back.units] == [
        [(r.text, r.sigla) for r in u.readings] for u in made_of.units
    ]
    for witness in witnesses():
        assert restore(back, witness.siglum).split() == witness.text.split()


def test_entries_by_end_points_stand_within_a_long_silence() -> None:
    written = str(write("tei", made(), Writing(method="dep")))
    assert '<app xml:id="u1" n="u1" from="#u1.from" to="#u1.to">' in written
    within = written[written.index('"u1.from"') : written.index('"u1.to"')]
    assert within.count("<app ") == 3
    assert '<rdg n="overlap" type="overlap" wit="#V" corresp="#u1"/>' in within


def test_parallel_segments_say_in_which_silence_a_witness_is() -> None:
    written = str(write("tei", made(), Writing(profile="interchange")))
    assert written.count('wit="#V" xml:id="u1"/>') == 1
    assert written.count('type="overlap" wit="#V" corresp="#u1"/>') == 5


@st.composite
def copies(draw: st.DrawFn) -> list[Witness]:
    """A text, and copies that leave words out, change some and add some."""
    text = [f"{letter}{letter}o" for letter in "abcdefghik"]
    made = [witness_from_text("A", " ".join(text))]
    for siglum in "BCDE"[: draw(st.integers(2, 4))]:
        own = [word + "n" if draw(st.integers(0, 5)) == 0 else word for word in text]
        for _ in range(draw(st.integers(0, 2))):
            start = draw(st.integers(0, len(text) - 1))
            end = start + draw(st.integers(1, 6))
            own[start:end] = [""] * len(own[start:end])
            own[start] = draw(st.sampled_from(["", "", "zu"]))  # instead of them all
        own[draw(st.integers(0, len(text) - 1))] += draw(st.sampled_from(["", " plus", " plus et"]))
        if draw(st.booleans()):
            place = draw(st.integers(0, len(text) - 3))
            own[place], own[place + 2] = own[place + 2], own[place]
        made.append(witness_from_text(siglum, " ".join(" ".join(own).split())))
    return made


@given(made=copies(), method=st.sampled_from(["ps", "dep", "loc"]))
@settings(max_examples=40, deadline=None)
def test_long_silences_cost_no_witness_a_word_in_any_form(made: list[Witness], method: str) -> None:
    options = Options(units=UnitOptions(overlap=2))
    app = apparatus(collate(made), base="A", options=options)
    for held in (app, segmented(app)):
        assert [restore(held, w.siglum).split() for w in made] == [w.text.split() for w in made]
    written = str(write("tei", app, Writing(method=method)))
    back = edition(read_tei(written.encode(), name="x", options=Reading()), base="A")
    assert [restore(back, w.siglum).split() for w in made] == [w.text.split() for w in made]


def test_a_silence_too_long_for_a_cell_is_told_by_its_ends() -> None:
    pytest.importorskip("xlsxwriter")
    long = " ".join(f"wood{n}o" for n in range(4000))
    made_of = [
        witness_from_text("A", f"one {long} two"),
        witness_from_text("B", "one two"),
        witness_from_text("C", f"one {long} two".replace("wood7o", "wood7u")),
    ]
    app = apparatus(collate(made_of), base="A")
    assert app.units[0].overlap
    book = write("xlsx", app)
    assert isinstance(book, bytes)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        assert "wood0o … wood3999o" in parts.read("xl/sharedStrings.xml").decode()


def test_print_has_a_long_silence_as_its_first_and_last_word() -> None:
    latex = str(write("reledmac", made()))
    assert r"\lemma{unde … est}\Afootnote{\textit{L R S W}; \textit{om.} \textit{V}}" in latex
    notes = re.findall(r"^\[\^\d\]: (.*)$", str(write("md", made())), re.M)
    assert notes[-1] == "unde … est\\] *L R S W*; om. *V*"
    assert "sana" in str(write("md", made())).split("[^4]")[1]


def test_who_is_covered_by_a_hidden_silence_has_the_lemma() -> None:
    hidden = apparatus(collate(witnesses()), base="L", options=Options(hidden=("omission",)))
    visible, _ = shown(hidden)
    assert [unit.covered for unit in visible.units] == [(), ()]
    assert all("V" in unit.lemma.sigla for unit in visible.units if unit.lemma)


def test_a_word_that_a_unit_took_into_the_passage_before_is_counted_there() -> None:
    """The `lem` of the location-referenced method says which *vient* of its passage is meant."""
    texts = {"A": "il dist\nvient la vient apres vient", "B": "il fist tenir la vint apres vient"}
    bounds = {"A": [(0, 7), (8, 34)], "B": None}
    made_of = [witness_from_text(s, text, bounds=bounds[s]) for s, text in texts.items()]
    editors = tuple(EncodedUnit(a, b, f"e{a}") for a, b in [(1, 3), (4, 5)])
    app = apparatus(collate(made_of), base="A", options=Options(encoded=editors))
    written = str(write("tei", app, Writing(method="loc")))
    back = read_tei(written.encode(), name="x", options=Reading())
    assert not back.findings
    assert [w.text.split() for w in back.witnesses] == [t.split() for t in texts.values()]


@pytest.mark.parametrize("method", ["ps", "dep"])
def test_an_entry_over_two_passages_takes_no_words_from_the_second(method: str) -> None:
    """What follows keeps its place: the words stand in their own passages."""
    lines = {"A": "il vint en la sale\net puis sist a table", "B": "il vint a la table"}
    bounds = {"A": [(0, 18), (19, 39)], "B": None}
    made_of = [witness_from_text(s, text, bounds=bounds[s]) for s, text in lines.items()]
    editors = tuple(EncodedUnit(a, b, f"e{a}") for a, b in [(2, 8), (9, 10)])
    app = apparatus(collate(made_of), base="A", options=Options(encoded=editors))
    assert next(str(u.locus) for u in app.units) == "p1, 3 – p2, 3"
    written = str(write("tei", app, Writing(method=method)))
    back = edition(read_tei(written.encode(), name="x", options=Reading()), base="A")
    assert [str(unit.locus) for unit in back.units] == [str(unit.locus) for unit in app.units]
    assert [p.end for p in back.collation["A"].passages] == [5, 10]
