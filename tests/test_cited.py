"""Who reads what in an edition: labels, lacunae, suffixed sigla, witnesses nobody declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from variorum.critic.convert import edition
from variorum.model import Apparatus, Severity, Source
from variorum.readers import read
from variorum.writers import Options, write

CASES = Path(__file__).parent / "cases/manuscripts"


def source(body: str, sigla: str = "A B F Z") -> Source:
    witnesses = "".join(f'<witness n="{s}"/>' for s in sigla.split())
    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
        "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc>"
        f"<listWit>{witnesses}</listWit></sourceDesc></fileDesc></teiHeader>"
        f'<text xml:lang="la"><body>{body}</body></text></TEI>'
    )
    return read(text.encode(), name="t.xml")


def case(path: str) -> Source:
    return read((CASES / path).read_bytes(), name=path)


def said(made: Source | Apparatus) -> list[dict[str, str]]:
    """What each witness has in each unit: its words, "" for an omission, None for a lacuna."""
    shown = made if isinstance(made, Apparatus) else edition(made)
    return [
        {s: r.text for r in unit.readings for s in r.sigla} | dict.fromkeys(unit.lacunose, "lac.")
        for unit in shown.units
    ]


def texts(made: Source) -> dict[str, str]:
    return {w.siglum: w.text for w in made.witnesses}


@pytest.mark.parametrize("gap", ['<gap reason="lost"/>', '<gap reason="illegible" unit="char"/>'])
def test_a_reading_that_is_a_gap_is_a_lacuna_and_no_omission(gap: str) -> None:
    app = f'<app><lem wit="A B Z">igitur</lem><rdg wit="F"> {gap} </rdg></app>'
    made = source(f"<p>ego {app} dicam</p>")
    assert made.collation is not None
    assert [made.collation.lacunose(2, c) for c in range(3)] == [False, True, False]
    anchors = '<anchor xml:id="a"/>igitur<anchor xml:id="b"/>'
    pointing = source(
        f"<p>ego {anchors} dicam"
        f'<app from="#a" to="#b"><lem>igitur</lem><rdg wit="F">{gap}</rdg>'
        '<rdg wit="Z">ergo</rdg></app></p>'
    )
    (unit,) = said(pointing)
    assert (unit["F"], unit["A"], unit["Z"]) == ("lac.", "igitur", "ergo")


def test_the_case_of_a_gap_in_a_reading() -> None:
    made = case("gap-in-rdg/ps.xml")
    assert "om." not in str(write("txt", edition(made)))
    assert made.witnesses[2].lacunae


def test_the_type_of_a_reading_decides_and_its_text_is_a_label() -> None:
    made = case("itsee-export/itsee.xml")
    assert said(made) == [
        {"A": "igitur", "B": "igitur", "F": "", "Z": "lac."},
        {"A": "dicam", "B": "dicam", "F": "dicam", "Z": "dico"},
    ]
    assert texts(made)["A"] == "ego igitur dicam"


def test_entries_alone_in_a_passage_are_words() -> None:
    app = '<app><lem>{0}</lem><rdg wit="A F Z">{0}</rdg><rdg wit="B">{1}</rdg></app>'
    body = "".join(app.format(*pair) for pair in (("ego", "et"), ("dico", "dic")))
    assert texts(source(f"<ab>{body}</ab>")) == {
        "A": "ego dico", "B": "et dic", "F": "ego dico", "Z": "ego dico",
    }  # fmt: skip
    beside = texts(source(f"<ab>in{body}</ab>"))
    assert beside["A"] == "inegodico"  # there is text beside them: its white space holds


def test_an_entry_about_the_whole_passage_is_no_text() -> None:
    whole = (
        '<app type="lac"><lem wit="editorial">Whole verse</lem>'
        '<rdg type="lac" wit="Z">Def.</rdg></app>'
    )
    word = '<app><lem wit="A">ego</lem><rdg wit="A B">ego</rdg><rdg wit="F">et</rdg></app>'
    made = source(f"<ab>{whole}{word}</ab>")
    assert texts(made) == {"A": "ego", "B": "ego", "F": "et", "Z": ""}
    assert made.witnesses[3].lacunae
    assert said(made) == [{"A": "ego", "B": "ego", "F": "et", "Z": "lac."}]


def test_silence_is_no_attestation_where_the_lemma_is_repeated_with_sigla() -> None:
    app = '<app><lem>igitur</lem><rdg wit="A B">igitur</rdg><rdg wit="F">ergo</rdg></app>'
    assert said(source(f"<p>ego {app} dicam</p>"))[0]["Z"] == "lac."
    negative = '<app><lem>igitur</lem><rdg wit="F">ergo</rdg></app>'
    assert said(source(f"<p>ego {negative} dicam</p>"))[0]["Z"] == "igitur"


def test_a_hand_speaks_for_its_witness_and_never_against_it() -> None:
    made = case("corrector-siglum/cor.xml")
    first, second, third = said(made)
    assert first["424"] == first["1739"] == "om εφεσω"
    assert (first["424C1"], first["01"]) == ("εφεσω", "εφεσω")
    assert (second["1739"], second["1739/2"]) == ("πιστοις", "")
    assert third["1739/2"] == third["1739"] == "χριστω"  # a layer reads as its witness elsewhere
    assert (third["2464"], third["P46"]) == ("", "lac.")


def test_a_suffix_that_contradicts_its_witness_is_a_witness_of_its_own() -> None:
    app = '<app><lem>igitur</lem><rdg wit="424">igitur</rdg><rdg wit="424*">ergo</rdg></app>'
    other = '<app><lem>dicam</lem><rdg wit="1">dicam</rdg><rdg wit="424">dico</rdg></app>'
    made = source(f"<p>ego {app} {other}</p>", "1 424")
    assert [(u["424"], u["424*"]) for u in said(made)] == [("igitur", "ergo"), ("dico", "dico")]
    both = '<app><lem wit="1">igitur</lem><rdg wit="424*">ergo</rdg><rdg wit="424c">ego</rdg></app>'
    made = source(f"<p>ego {both}</p>", "1 424")
    assert said(made) == [{"1": "igitur", "424": "ergo", "424c": "ego"}]


def test_witnesses_that_nobody_declared_are_read_declared_and_reported() -> None:
    app = '<app><lem wit="A">igitur</lem><rdg wit="B Q">ergo</rdg></app>'
    made = source(f"<p>ego {app} dicam</p>", "A B")
    (found,) = [f for f in made.findings if f.code == "TEI004"]
    assert (found.severity, "Q" in found.message) == (Severity.WARNING, True)
    assert texts(made)["Q"] == "ego ergo dicam"
    for method in ("ps", "dep", "loc"):
        written = str(write("tei", edition(made), Options(method=method)))
        assert '<witness xml:id="Q">' in written
        again = read(written.encode(), name="t.xml")
        assert not [f for f in again.findings if f.code == "TEI004"]
        assert texts(again) == texts(made)
