"""What a critical editor asks of an apparatus, and once did not get."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from commands import Run, runner
from hypothesis import given, settings
from hypothesis import strategies as st
from test_writers import as_text

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.critic.classify import classify
from variorum.critic.decisions import Docket
from variorum.critic.decisions.older import parse
from variorum.critic.decisions.variants import replay
from variorum.critic.layers import layered, parse_layers
from variorum.model import CLASSES, Apparatus
from variorum.readers import read
from variorum.text.build import witness_from_text

WORDS = ["the", "wise", "man's", "-", "—", "“no”", "(", ")", ",", ".", ";", "!", "and", "king"]


def edition(*texts: str) -> Apparatus:
    made = [witness_from_text("ABCDEFGH"[n], text) for n, text in enumerate(texts)]
    return apparatus(collate(made), base="A")


def read_back(app: Apparatus, **options: str) -> dict[str, str]:
    source = read(as_text("tei", app, **options).encode(), name="x.xml")
    return {w.siglum: " ".join(w.text.split()) for w in source.witnesses}


@st.composite
def spaced_texts(draw: st.DrawFn) -> list[str]:
    """Two copies that differ in words and in the blanks around their marks.

    Of witnesses who share a reading, one tells its blanks for all: of three, one may lose its own.
    """
    blank = st.sampled_from([" ", " ", ""])
    pair = st.tuples(st.sampled_from(WORDS), blank)
    base = draw(st.lists(pair, min_size=1, max_size=8))
    made = []
    for _ in range(2):
        own = list(base)
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(own)))
            own[at : at + draw(st.integers(0, 1))] = draw(st.lists(pair, max_size=1))
        made.append("".join(word + after for word, after in own).strip())
    return made


@settings(max_examples=50)
@given(spaced_texts())
def test_blanks_around_readings_are_the_same_in_place_and_by_end_points(texts: list[str]) -> None:
    app = edition(*texts)
    assert read_back(app, method="dep") == read_back(app, method="ps")


@pytest.mark.parametrize("method", ["ps", "dep", "loc"])
@pytest.mark.parametrize(
    "texts",
    [
        ("« Il dit : non »", '"Il dit : non"'),
        ("He came (late) and left.", "He came, late, and left."),
        ("A rose — red", "A rose, red"),
    ],
)
def test_a_mark_keeps_its_blanks_in_every_method(texts: Sequence[str], method: str) -> None:
    assert list(read_back(edition(*texts), method=method).values()) == list(texts)


@pytest.mark.parametrize(
    ("expected", "lemma", "reading"),
    [
        ("punctuation", "l’homme", "l'homme"),
        ("orthographic", "ſaid", "said"),
        ("orthographic", "Straße", "Strasse"),
        ("orthographic", "ἀρχῇ", "αρχη"),
        ("case", "ΛΟΓΟΣ", "λόγος".replace("ό", "ο")),
    ],
)
def test_marks_case_and_spelling_are_told_apart(expected: str, lemma: str, reading: str) -> None:
    assert classify(lemma, reading) == expected


def test_a_copy_without_points_does_not_melt_its_neighbours_variants_into_one() -> None:
    app = edition("ברֵא אֱלֹהִים אֵת הַשָּׁמַיִם", "ברא אלהים את השמים", "ברֵא יהוה אֵת הַשָּׁמַיִם")
    found = [[(r.text, r.cls) for r in unit.readings[1:]] for unit in app.units]
    assert [("אלהים", "orthographic"), ("יהוה", "lexical")] in found


RULED = """
[[decision]]
kind = "lemma"
where = { lemma = "wise", reading = "old" }
[[decision]]
kind = "lemma"
where = { lemma = "man" }
ruling = "boy"
[[decision]]
kind = "class"
where = { lemma = "man" }
ruling = "lexical"
[[decision]]
kind = "class"
where = { lemma = "man", reading = "man" }
ruling = "lexical"
"""


def test_a_ruling_that_rules_nothing_is_reported_with_its_reason() -> None:
    app = edition("a wise man came", "a wise king came")
    docket = Docket(parse(RULED, name="d.toml"), app.collation.witnesses)
    replay(app, docket, classify)
    assert [o.reason for o in docket.outcomes()] == [
        "no unit has this place, lemma and reading now",
        "no witness reads 'boy' there",
        "it names no reading, and no witness omits the lemma",
        "'man' is the lemma there, and a lemma has no class",
    ]


def test_a_preferred_reading_is_the_lemma_and_the_bases_own_has_a_class() -> None:
    app = edition("the wise man came", "the man came", "the old man came")
    (only,) = parse(RULED, name="d.toml")[:1]
    done = replay(app, Docket([only], app.collation.witnesses), classify)
    (unit,) = done.units
    assert unit.lemma is not None
    assert [(r.text, r.cls) for r in unit.readings] == [
        ("old", ""), ("wise", "lexical"), ("", "omission"),
    ]  # fmt: skip
    for method in ("ps", "dep", "loc"):
        assert read_back(done, method=method) == read_back(app)


def test_layers_are_told_apart_in_plain_text() -> None:
    app = edition("The wise man, he said", "the old man he said")
    layers = parse_layers(["Text=substantive", "Marks=formal"], CLASSES)
    made = layered(app, layers)
    text = as_text("txt", made).splitlines()
    assert [line for line in text if line.startswith("[")] == ["[Text]", "[Marks]"]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def test_a_place_that_no_lemma_finds_is_found_by_its_id(run: Run, tmp_path: Path) -> None:
    (tmp_path / "A.txt").write_text("", encoding="utf-8")
    (tmp_path / "B.txt").write_text("The wise man.", encoding="utf-8")
    form = ("-f", "tei", "--method", "loc")
    done = run("apparatus", "A.txt", "B.txt", *form, "-o", "o.xml", cwd=tmp_path)
    assert done.returncode == 0
    assert 'from="#u1.from" to="#u1.to"' in (tmp_path / "o.xml").read_text(encoding="utf-8")
    back = run("convert", "o.xml", "-f", "txt", cwd=tmp_path)
    assert "The wise man. B (addition)" in back.stdout


def test_one_hidden_reading_is_no_readings(run: Run, tmp_path: Path) -> None:
    for siglum, text in (("A", "The wise man"), ("B", "the wise man")):
        (tmp_path / f"{siglum}.txt").write_text(text, encoding="utf-8")
    done = run("apparatus", "A.txt", "B.txt", "--hide", "case", cwd=tmp_path)
    assert "hidden: 1 reading (1 case)" in done.stderr


PLAY = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>The Play</title></titleStmt><publicationStmt><p>-</p></publicationStmt>
<sourceDesc><p>-</p></sourceDesc></fileDesc></teiHeader><text><body><sp><speaker>Ghost.</speaker>
<p>{}, <choice><sic>Hamelt</sic><corr>Hamlet</corr></choice>. <del>I am dead.</del>
<add>I am gone.</add></p></sp></body></text></TEI>"""
THIRD = "Ghost.\n\nMark me, Hamlet. I am gone.\n"


@pytest.fixture
def play(tmp_path: Path) -> Path:
    (tmp_path / "A.xml").write_text(PLAY.format("Mark me"), encoding="utf-8")
    (tmp_path / "B.xml").write_text(PLAY.format("Hear me"), encoding="utf-8")
    (tmp_path / "C.txt").write_text(THIRD, encoding="utf-8")
    return tmp_path


def test_what_a_first_hand_wrote_is_its_text_though_deleted(run: Run, play: Path) -> None:
    for method in ("ps", "dep", "loc"):
        out = f"{method}.xml"
        made = run(
            "apparatus", "A.xml", "B.xml", "--layers", "--method", method, "-o", out, cwd=play
        )
        assert made.returncode == 0, made.stderr
        found = {w.siglum: w.text for w in read((play / out).read_bytes(), name=out).witnesses}
        assert "I am dead" in found["A*"]
        assert "I am gone" in found["Ac"]


@pytest.mark.parametrize("method", ["ps", "dep"])
def test_into_a_play_leaves_nothing_for_validate_to_tell(run: Run, play: Path, method: str) -> None:
    files = ("A.xml", "B.xml", "C.txt", "--unit", "paragraph")
    form = ("--into", "--method", method, "--style", "negative", "-o", "e.xml")
    assert run("apparatus", *files, *form, cwd=play).returncode == 0
    found = run("validate", "e.xml", "--fail-on", "warning", cwd=play)
    assert found.returncode == 0, found.stdout


SETTINGS = """
[layers]
Doctrine = ["doctrinal"]
hide = ["case"]
[classes.doctrinal]
group = "substantive"
[[rules]]
class = "doctrinal"
lemma = "grace"
reading = "law"
"""


def test_convert_knows_the_classes_and_layers_of_the_project(run: Run, tmp_path: Path) -> None:
    for siglum, text in (("A", "So the grace came, He said"), ("B", "So the law came, he said")):
        (tmp_path / f"{siglum}.txt").write_text(text, encoding="utf-8")
    run("apparatus", "A.txt", "B.txt", "-o", "whole.json", cwd=tmp_path)
    (tmp_path / "variorum.toml").write_text(SETTINGS, encoding="utf-8")
    made = run("apparatus", "A.txt", "B.txt", "--layer", "X=doctrinal", "-o", "e.xml", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    other = run("convert", "e.xml", "--to", "txt", "--layer", "Y=doctrinal", cwd=tmp_path)
    assert other.stdout.startswith("[Y]"), other.stderr
    whole = run("convert", "whole.json", "--to", "txt", cwd=tmp_path)
    assert whole.stderr == "variorum: hidden: 1 reading (1 case)\n"


def test_an_apparatus_that_hides_is_converted_and_says_so(run: Run, tmp_path: Path) -> None:
    for siglum, text in (("A", "The wise man"), ("B", "the wise men")):
        (tmp_path / f"{siglum}.txt").write_text(text, encoding="utf-8")
    run("apparatus", "A.txt", "B.txt", "--hide", "case", "-o", "e.json", cwd=tmp_path)
    done = run("convert", "e.json", "--to", "txt", cwd=tmp_path)
    assert done.returncode == 0
    assert "the input hides case" in done.stderr
    assert done.stdout.splitlines() == ["p1, 3: man] A; men B (inflection)"]
