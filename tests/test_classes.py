"""Classes of reading: by evidence, from tables that a scholar can read and extend."""

from __future__ import annotations

import re
import tomllib

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from variorum.collation import collate
from variorum.critic import Options, UnitOptions, apparatus
from variorum.critic.classify import Classifier, classify
from variorum.critic.project import project
from variorum.critic.tables import table
from variorum.errors import UsageError
from variorum.readers import Options as Reading
from variorum.readers.json import read
from variorum.text.build import witness_from_text
from variorum.writers import write

LINES = (ROOT / "tests/cases/classes.tsv").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES]
TABLES = sorted((ROOT / "toolkit/variorum/critic/classes").glob("*.toml"))


@pytest.mark.parametrize(("lemma", "reading", "language", "texts", "wanted"), CASES)
def test_a_difference_has_the_class_a_scholar_gives_it(
    lemma: str, reading: str, language: str, texts: str, wanted: str
) -> None:
    copies = texts == "copies"
    assert classify(lemma, reading, language=language, copies=copies) == wanted
    assert classify(reading, lemma, language=language, copies=copies) == wanted


@given(st.sampled_from(["contact contract", "causal casual", "form from", "angel angle"]))
def test_two_words_of_the_language_are_two_however_alike(pair: str) -> None:
    one, other = pair.split()
    assert classify(one, other) == "lexical"


def test_a_unit_of_several_pairs_has_the_class_of_its_heaviest() -> None:
    latin = Classifier(language="la", copies=True)
    assert latin("sic etiam pocius", "sic eciam potius") == "orthographic"
    assert latin("sic etiam rex", "sic eciam dux") == "lexical"
    assert Classifier()("a red fox", "a blue dog") == "phrase"  # of translations


def test_copies_have_no_names_romanised_anew_and_no_sentence_made_two() -> None:
    assert classify("Phomvihan", "Fomvikhan", copies=True) != "name-form"
    assert classify("Go. He came", "Go, he came", copies=True) == "case"
    assert classify("He went, he came", "He went. He came") == "split"


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_every_table_is_sound(path: object) -> None:
    values = tomllib.loads(path.read_text("utf-8"))  # type: ignore[attr-defined]
    for section in ("spelling", "doubtful"):
        for name, (pattern, becomes) in values.get(section, {}).items():
            assert re.sub(pattern, becomes, "abc") is not None, name
    known = table(path.stem)  # type: ignore[attr-defined]
    for one, *others in map(sorted, known.distinct):
        assert not any(known.written(one, other) for other in others)
    for one, *others in map(sorted, known.same):
        assert all(known.written(one, other) for other in others)


def test_a_project_adds_patterns_of_its_own() -> None:
    settings = project({"spelling": {"la": {"k/c": ["k", "c"], "x/z": ["x", "z"]}}})
    own = Classifier(language="la", copies=True, spelling=settings.options.spelling)
    assert own("pax", "paz") == "orthographic"
    assert Classifier(language="la", copies=True)("pax", "paz") == "lexical"
    assert Classifier(language="de", spelling=settings.options.spelling)("pax", "paz") == "lexical"


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"la": {"x": ["(", "c"]}}, "invalid pattern"),
        ({"la": {"x": ["a", r"\4"]}}, "invalid pattern"),
        ({"la": {"x": "a"}}, "is not a pattern and a replacement"),
    ],
)
def test_a_pattern_with_a_fault_is_refused_in_one_line(
    given_: dict[str, object], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        project({"spelling": given_})


def test_a_unit_of_several_pairs_says_the_class_of_each() -> None:
    texts = {"A": "quia multas fecerunt rationes", "B": "quia multum dicunt rationes"}
    made = [witness_from_text(s, text, language="la") for s, text in texts.items()]
    wide = Options(units=UnitOptions(joining="phrase"))
    app = apparatus(collate(made), base="A", options=wide)
    reading = app.units[0]["B"]
    assert reading is not None
    assert reading.pairs == (
        ("multas", "multum", "inflection"),
        ("fecerunt", "dicunt", "lexical"),
    )
    assert "(lexical: multas/multum inflection, fecerunt/dicunt lexical)" in str(write("txt", app))
    back = read(str(write("json", app)).encode(), name="x.json", options=Reading())
    assert back.apparatus == app


def test_pairs_of_one_class_are_not_said_one_by_one() -> None:
    texts = {"A": "quia multas fecerunt rationes", "B": "quia paucas dixerunt rationes"}
    made = [witness_from_text(s, text, language="la") for s, text in texts.items()]
    wide = Options(units=UnitOptions(joining="phrase"))
    reading = apparatus(collate(made), base="A", options=wide).units[0]["B"]
    assert reading is not None
    assert (reading.cls, reading.pairs) == ("lexical", ())
