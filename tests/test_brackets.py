"""What editors write in square brackets, and the table in which a person corrects it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

import variorum
from variorum.encoding import Options, encode, inventory, obeyed
from variorum.errors import ReadError, UsageError
from variorum.readers import read
from variorum.text.brackets import find
from variorum.text.editorial import CLASSES
from variorum.text.lexicon import is_english

LINES = (ROOT / "tests/cases/brackets/editorial.tsv").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in LINES]


@pytest.mark.parametrize(("text", "classes"), CASES)
def test_an_editors_bracket_is_told_by_what_it_says(text: str, classes: str) -> None:
    assert [b.kind for b in find(text)] == classes.split()


@given(st.sampled_from("word that minister because yesterday".split()), st.data())
def test_no_english_word_is_foreign(before: str, data: st.DataObject) -> None:
    words = "soon undated excerpt pause laughter should can always never perhaps quite".split()
    word = data.draw(st.sampled_from(words))
    assert is_english(word)
    assert [b.kind for b in find(f"the {before} [{word}] came")] != ["source-term"]


def test_a_class_that_is_not_certain_says_so() -> None:
    sure = {b.content(t): b.certainty for t, _ in CASES for b in find(t)}
    assert sure["illegible"] == "high"
    assert sure["slovo"] == "medium"
    assert sure["—"] == "low"


def _encoded(text: str, options: Options | None = None) -> str:
    document = encode(read(text.encode(), name="a.txt"), options=options or Options(language="en"))
    return document[document.index("<body>") : document.index("</body>")]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("it was [two lines illegible] then", '<gap reason="illegible" unit="line" quantity="2"'),
        ("it was [missing page] then", '<gap reason="lost" unit="page" quantity="1"'),
        ("it was [name not declassified] then", 'reason="redacted" unit="word" quantity="1"'),
        ("on [12 May 1956] he", '<date when="1956-05-12">12 May 1956</date>'),
        ("on [6 October] 1956 he", "6 October</supplied> 1956</date>"),
        ("on [no later than May 3, 1956] he", '<date notAfter="1956-05-03">'),
        ("as said [4] Then", '<note n="4" type="noteMark"'),
        (
            "see [Doc. 5](https://example.org/5) there",
            'target="https://example.org/5">Doc. 5</ref>',
        ),
        ("the word [in Russian: prikaz] is", 'in Russian: <foreign xml:lang="ru-Latn">prikaz<'),
        ("the word [German: Befehl] is", '<foreign xml:lang="de">Befehl</foreign>'),
        ("the state [gosudarstvo?] is", "gosudarstvo</foreign>?</note>"),
        ("he went [page 2] on", '<pb n="2"/><fw type="pageNum"'),
        ("and [Laughter in the hall.] he", "<desc>Laughter in the hall.</desc></incident>"),
        ("it [crossed out: fifty] was", "crossed out: <del>fifty</del></note>"),
        ("then [Yuri] Ivanov spoke", "<forename>Yuri</forename></supplied> <surname>Ivanov<"),
        ("so [can]not be", ">can</ex>not</expan>"),
    ],
)
def test_tei_says_what_the_bracket_said(text: str, markup: str) -> None:
    assert markup in _encoded(text)


def test_what_is_no_word_of_the_text_is_none_when_it_is_read_back() -> None:
    text = "He said [laughter] it was [page 2] so . [4] [stamp: Secret] [signature]"
    document = encode(read(text.encode(), name="a.txt"), options=Options(language="en"))
    (witness,) = read(document.encode(), name="a.xml").witnesses
    assert [t.text for t in witness.tokens] == "He said it was so .".split()


def test_a_corrected_table_is_obeyed() -> None:
    text = "He left [the hall] and [a] note [a]."
    source = read(text.encode(), name="a.txt")
    table = inventory(source.witnesses[0])
    assert table.splitlines()[0].startswith("bracket\tclass")
    assert {line.split("\t")[1] for line in table.splitlines()[1:]} <= set(CLASSES)
    corrected = table.replace("the hall\tsupplied", "the hall\tnote")
    rulings = obeyed(corrected, source.witnesses[0], name="table.tsv")
    body = _encoded(text, Options(language="en", brackets=rulings))
    assert '<note type="editorial" place="inline" rend="brackets"' in body
    assert _encoded(
        text, Options(language="en", brackets=obeyed(table, source.witnesses[0], name="t"))
    )


def test_a_table_of_two_columns_written_by_hand_is_obeyed() -> None:
    text = "the hall [slovo] was"
    source = read(text.encode(), name="a.txt")
    rulings = obeyed("bracket\tclass\nslovo\tsupplied\n", source.witnesses[0], name="t.tsv")
    assert "<supplied" in _encoded(text, Options(language="en", brackets=rulings))


@pytest.mark.parametrize(
    ("table", "error", "said"),
    [
        ("bracket\tclass\nslovo\tforeign\n", UsageError, "t.tsv:2: 'foreign' is not a class"),
        ("bracket\tclass\nmir\tgloss\n", UsageError, r"t.tsv:2: the text has no bracket \[mir\]"),
        ("a,b\n", ReadError, "t.tsv:1: not a table of brackets"),
        ("", ReadError, "t.tsv:1: not a table of brackets"),
    ],
)
def test_a_table_with_a_fault_is_refused_in_one_line(
    table: str, error: type[Exception], said: str
) -> None:
    source = read(b"the hall [slovo] was", name="a.txt")
    with pytest.raises(error, match=said):
        obeyed(table, source.witnesses[0], name="t.tsv")


def test_encode_writes_the_table_then_obeys_it(tmp_path: Path) -> None:
    text, table = tmp_path / "a.txt", tmp_path / "brackets.tsv"
    text.write_text("He left [the hall] then.\n")
    first = variorum.encode(text, brackets=table)
    assert 'reason="sense"' in first
    table.write_text(table.read_text().replace("the hall\tsupplied", "the hall\tnote", 1))
    assert '<note type="editorial"' in variorum.encode(text, brackets=table)
    (tmp_path / "variorum.toml").write_text('[encode]\nbrackets = "brackets.tsv"\n')
    assert '<note type="editorial"' in variorum.encode(text)
    table.write_text("bracket\tclass\nthe hall\tforeign\n")
    with pytest.raises(UsageError, match=r"brackets.tsv:2: 'foreign' is not a class of brackets"):
        variorum.encode(text)


@pytest.mark.parametrize("digits", ["22¹⁸", "1½", "٣", "二"])
def test_a_number_of_any_script_in_brackets_is_read(digits: str) -> None:
    text = f"Cost [{digits} lines lost] then."
    assert [s.name for s in variorum.witness(text).spans] == ["bracket"]
