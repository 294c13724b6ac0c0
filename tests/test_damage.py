"""What is left of a damaged word counts for the word that it fits, and is no variant of it."""

from __future__ import annotations

import pytest

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.critic.convert import edition
from variorum.model import Apparatus, Witness
from variorum.readers import Options as Reading
from variorum.readers.tei import read
from variorum.writers import Options as Writing
from variorum.writers import write

DOCUMENT = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{}</p></body></text></TEI>'
LOST = '<gap reason="lost" unit="chars" quantity="{}"/>'


def witness(siglum: str, content: str) -> Witness:
    options = Reading(siglum=siglum, language="la")
    return read(DOCUMENT.format(content).encode(), name="x.xml", options=options).witnesses[0]


def made(*damaged: str) -> Apparatus:
    others = [witness(chr(66 + n), content) for n, content in enumerate(damaged)]
    return apparatus(collate([witness("A", "unde igitur dicitur"), *others]), base="A")


@pytest.mark.parametrize(
    ("said", "cls"),
    [
        (f"ig{LOST.format(4)}", "damaged"),
        (f"i{LOST.format(3)}ur", "damaged"),
        (f"{LOST.format(3)}tur", "damaged"),
        (f"ig{LOST.format(2)}u<unclear>r</unclear>", "damaged"),
        (f"e{LOST.format(2)}o", "lexical"),  # ergo
        (f"i{LOST.format(1)}r", "lexical"),  # not so many letters are lost
        ("ig", "lexical"),  # nothing is said to be lost
    ],
)
def test_a_damaged_word_that_fits_is_no_other_word(said: str, cls: str) -> None:
    (unit,) = made(f"unde {said} dicitur").units
    assert unit["B"].cls == cls
    (other,) = apparatus(made(f"unde {said} dicitur").collation, base="B").units
    assert (other["A"].cls == "damaged") == (cls == "damaged")


def test_a_damaged_word_has_the_lemmas_state_in_a_matrix() -> None:
    app = made(f"unde ig{LOST.format(4)} dicitur", "unde ergo dicitur")
    rows = [line.split() for line in str(write("phylip", app)).splitlines()[1:]]
    assert rows == [["A", "0"], ["B", "0"], ["C", "1"]]


@pytest.mark.parametrize("method", ["ps", "dep", "loc"])
def test_lost_letters_outlive_tei(method: str) -> None:
    app = made(f"unde ig{LOST.format(4)} dicitur")
    written = str(write("tei", app, Writing(method=method)))
    back = edition(read(written.encode(), name="x", options=Reading()), base="A")
    assert [(r.text, r.cls) for r in back.units[0].readings] == [("igitur", ""), ("ig", "damaged")]
    assert [s.name for s in back.collation["B"].spans] == ["gap"]
