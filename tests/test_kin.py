"""Copies of one text and translations of one source are told apart by their words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEI

from variorum.collation import akin
from variorum.model import Witness
from variorum.text.build import witness_from_text


def _witnesses(*texts: str, language: str = "en") -> list[Witness]:
    return [witness_from_text("ABCDE"[n], t, language=language) for n, t in enumerate(texts)]


COPY = "The sage answered him gently and the whole crowd fell silent before the gate. " * 8


def test_copies_with_other_spellings_are_akin() -> None:
    assert akin(_witnesses(COPY, COPY.replace("gently", "gentely"), COPY.replace("gate", "gaite")))


def test_a_copy_without_accents_is_a_copy() -> None:
    accented = "ἐν ἀρχῇ ἦν ὁ λόγος, καὶ ὁ λόγος ἦν πρὸς τὸν θεόν"
    bare = "εν αρχη ην ο λογος και ο λογος ην προς τον θν"
    assert akin(_witnesses(accented, bare, language="grc"))
    pointed, plain = "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם", "בראשית ברא אלהים את השמים"
    assert akin(_witnesses(pointed, plain, language="he"))


def test_one_odd_witness_does_not_decide() -> None:
    assert akin(_witnesses(COPY, COPY, COPY, "Nobody in that town had ever heard of it. " * 9))


def test_retranslations_are_not_copies() -> None:
    from variorum import read

    files = [TEI / f"{name}.xml" for name in ("memo", "memo-b", "memo-c")]
    assert not akin([w for f in files for w in read(Path(f)).witnesses])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("the black cat", "the black kitten", True),
        ("", "the black cat", True),
        ("ist in alten mæren wunders vil geseit", "jst jn alden meren vvndirs vil gisait", True),
        ("בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם", "בראשית ברא אלהים את השמים", True),
        ("Ἐν ἀρχῇ ἦν ὁ λόγος καὶ ὁ λόγος", "εν αρχηι ην ο λογος και ο λογος", True),
        ("it rained all day", "nothing but wet weather", False),
    ],
)
def test_short_texts_are_asked_for_single_words(a: str, b: str, expected: bool) -> None:
    assert akin(_witnesses(a, b)) is expected


def test_words_decide_and_codes_of_languages_break_ties() -> None:
    a, b = _witnesses("Moskva", language="en")[0], _witnesses("Moskva", language="ru")[0]
    assert akin([a, b])  # the same words, whatever a file calls them
    spelt = _witnesses("Qvant vi le jor cler e la nuit", "Kant uit lo jur kler et le nuyt")
    assert akin(spelt)  # by their sound
    assert akin([replace(spelt[0], language="fro"), replace(spelt[1], language="xno")])
    assert not akin([replace(spelt[0], language="fro"), replace(spelt[1], language="it")])
