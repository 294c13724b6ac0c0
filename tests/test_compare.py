"""A whole comparison: what it measures of made-up versions, and every form it is written in."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from strategies import variants

import variorum
from variorum.alignment.passages import synopsis
from variorum.api import pictures
from variorum.collation import collate
from variorum.errors import MissingExtra
from variorum.measure import Measures, compare, newick, report, splits
from variorum.measure.trees import Tree
from variorum.model import Witness
from variorum.screen.measures import measures_text
from variorum.text.build import witness_from_text
from variorum.text.passages import cut
from variorum.writers._measures_docx import document
from variorum.writers._measures_svg import heat_map
from variorum.writers._measures_xlsx import workbook

SVG = "{http://www.w3.org/2000/svg}"


def measured(*texts: str, bootstrap: int = 0) -> Measures:
    given = [cut(witness_from_text("ABCDEFGH"[n], t), "sentence") for n, t in enumerate(texts)]
    return compare(synopsis(given), collate(given), bootstrap=bootstrap)


THREE = (
    "The wise man said no to him. Then he left the old town.",
    "The wise man said no to him. Then he left that old city.",
    "A scholar refused him outright. Then he left the old town.",
)


def test_the_passage_where_versions_part_most_comes_first() -> None:
    found = measured(*THREE)
    first, second = found.divergent()
    assert (first.id, second.id) == ("p1.1", "p1.2")
    text = measures_text(found, width=100)
    assert text.index("A scholar refused him outright.") < text.index("Then he left that old city.")


def test_a_version_that_is_alone_has_the_highest_eddy() -> None:
    eddy = dict(measured(*THREE).rows[0].eddy)["eddy_angular"]
    assert eddy[2] == max(v for v in eddy if v is not None)
    assert eddy[0] == eddy[1]


def test_agreement_counts_places_and_classes_of_every_two() -> None:
    found = measured("one red apple fell", "one red pear fell", "one apple fell")
    ab, ac, bc = found.agreements
    # two places: red / red / nothing, and apple / pear / apple
    assert (ab.of, ab.places, ab.agree, ab.differ) == (("A", "B"), 2, 1, (("lexical", 1),))
    assert (ac.of, ac.places, ac.agree, ac.differ) == (("A", "C"), 2, 1, (("omission", 1),))
    assert dict(bc.differ) == {"lexical": 1, "omission": 1}
    assert ab.share == 0.5
    assert dict(found.classes) == {
        "A": (), "B": (("lexical", 1),), "C": (("omission", 1),)
    }  # fmt: skip


def test_the_class_of_a_pair_does_not_depend_on_the_base() -> None:
    given = [witness_from_text(s, t) for s, t in (("A", "red apple"), ("B", "apple"))]
    rows, table = synopsis(given), collate(given)
    for base in "AB":
        (pair,) = compare(rows, table, base=base).agreements
        assert (pair.of, pair.differ) == (("A", "B"), (("omission", 1),))


def test_rare_readings_tell_which_versions_go_together() -> None:
    plain = "the old man went to the river and saw a ship of wood there today"
    altered = plain.replace("ship", "boat").replace("saw", "beheld")
    found = measured(plain, plain + " again", altered, altered + " alone", plain)
    assert found.shared[0] == (("C", "D"), 2)


def test_lengths_are_told_beside_the_source() -> None:
    given = [witness_from_text("A", "one two three four"), witness_from_text("B", "one two")]
    source = witness_from_text("R", "раз два")
    found = compare(synopsis(given), collate(given), bootstrap=0, source=[source])
    ratios = {v.of: v.value for v in found.values if v.measure == "length_ratio"}
    assert ratios["A", "R"] == pytest.approx(0.693147, abs=1e-6)
    assert ratios["B", "R"] == 0


def test_a_short_text_brings_a_warning() -> None:
    warned = {v.measure for v in measured(*THREE).values if v.warning}
    assert {"mtld", "mattr", "burrows_delta", "cosine_delta"} <= warned


@given(variants(least=1, most=4))
@settings(max_examples=30)
def test_what_is_measured_keeps_its_bounds(witnesses: tuple[Witness, ...]) -> None:
    found = compare(synopsis(witnesses), collate(witnesses), bootstrap=3)
    size = len(found.distances)
    for i in range(size):
        assert found.distances[i][i] == 0
        for j in range(size):
            assert found.distances[i][j] == found.distances[j][i]
            assert 0 <= found.distances[i][j] <= 1
    for row in found.rows:
        assert 0 <= row.divergence <= 1
        assert all(v is None or v >= 0 for _, values in row.eddy for v in values)
    for pair in found.agreements:
        assert pair.agree + sum(n for _, n in pair.differ) == pair.places
    assert sorted(found.nj.leaves()) == sorted(found.collation.sigla)
    ElementTree.fromstring(heat_map(found))


def copied(words: list[str], dice: random.Random) -> list[str]:
    return [dice.choice(words) if dice.random() < 0.04 else word for word in words]


def test_trees_recover_a_stemma() -> None:
    dice = random.Random(5)
    root = [f"w{dice.randrange(300)}" for _ in range(600)]
    left, right = copied(root, dice), copied(root, dice)
    texts = [copied(parent, dice) for parent in (left, left, left, right, right, right)]
    found = measured(*(" ".join(t) for t in texts), bootstrap=20)
    assert frozenset("DEF") in splits(found.nj, least=0.95)
    assert frozenset("DEF") in splits(found.upgma)


# what is written


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for name, text in zip("abc", THREE):
        (tmp_path / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    return tmp_path


FILES = ("a.txt", "b.txt", "c.txt")


def test_a_picture_stands_alone_and_names_every_version(variorum, texts) -> None:  # type: ignore[no-untyped-def]
    done = variorum("compare", *FILES, "-o", "x.svg")
    assert done.returncode == 0, done.stderr
    root = ElementTree.parse(texts / "x.svg").getroot()
    assert [s.get("class") for s in root.iter(f"{SVG}svg")][1:] == ["tree", "heat"]
    labels = [t.text for t in root.iter(f"{SVG}text")]
    assert all(labels.count(siglum) == 2 for siglum in "abc")
    cells = [r for r in root.iter(f"{SVG}rect") if r.get("fill-opacity")]
    assert len(cells) == 2 * 3
    assert variorum("compare", *FILES, "-o", "x.svg").returncode == 0, "it is ours to replace"


def test_a_version_that_lacks_a_passage_is_crossed_out_not_shaded() -> None:
    found = measured(
        "One is here. Two is there now.", "One is here. Two is there now.", "One is here."
    )
    drawing = ElementTree.fromstring(heat_map(found))
    titles = [path.findtext(f"{SVG}title") for path in drawing.iter(f"{SVG}path")]
    assert titles == ["p1.2, C: lacking"]


def test_tables_are_the_same_in_csv_xlsx_and_json(variorum, texts) -> None:  # type: ignore[no-untyped-def]
    openpyxl = pytest.importorskip("openpyxl")
    for name in ("x.csv", "x.json", "x.xlsx"):
        done = variorum("compare", *FILES, "-o", name)
        assert done.returncode == 0, done.stderr
    with (texts / "x.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    data = json.loads((texts / "x.json").read_text("utf-8"))
    book = openpyxl.load_workbook(texts / "x.xlsx")
    assert book.sheetnames == ["places", "passages", "measures", "distances", "classes", "shared"]
    sheet = [list(row) for row in book["measures"].iter_rows(values_only=True)]
    assert len(sheet) == len(lines)
    of = {(r[0], r[1], r[2]): r[3] for r in lines[1:]}
    for value in data["values"]:
        version, against = (*value["of"], "")[:2]
        assert float(of[value["measure"], version, against]) == pytest.approx(
            value["value"], rel=1e-4
        )
    assert of["places_lexical", "b", "a"] == str(data["agreements"][0]["differ"]["lexical"])
    assert book["places"]["A2"].value == "p1.1"


@pytest.mark.parametrize("name", ["x.html", "x.json"])
def test_the_same_versions_give_the_same_bytes(process, texts, name: str) -> None:  # type: ignore[no-untyped-def]
    written = []
    for seed in ("1", "2"):
        done = process("compare", *FILES, "--force", "-o", name, env={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        written.append((texts / name).read_bytes())
    assert written[0] == written[1]


def test_office_files_say_no_date() -> None:
    pytest.importorskip("xlsxwriter")
    found = measured(*THREE)
    for made in (workbook(found), document(found)):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert {item.date_time[0] for item in archive.infolist()} == {1980}
            core = archive.read("docProps/core.xml").decode()
        assert str(found.signature) in core
        assert set(re.findall(r"<dcterms[^>]*>(\d+)", core)) <= {"1980"}


def test_a_report_for_a_word_processor_holds_the_places_with_their_text(variorum, texts) -> None:  # type: ignore[no-untyped-def]
    docx = pytest.importorskip("docx")
    assert variorum("compare", *FILES, "-o", "x.docx").returncode == 0
    document = docx.Document(str(texts / "x.docx"))
    first = [cell.text for cell in document.tables[0].rows[1].cells]
    assert first[0] == "p1.1"
    assert first[2:] == [t.split(". ")[0] + "." for t in THREE]


def test_a_missing_extra_is_named_with_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"pip install 'variorum\[png\]'"):
        pictures.png("<svg/>")


def test_an_unknown_form_is_refused_before_the_work(variorum, texts) -> None:  # type: ignore[no-untyped-def]
    done = variorum("compare", *FILES, "-o", "x.pdf")
    assert done.returncode == 2
    assert "unknown format" in done.stderr
    done = variorum("compare", *FILES, "-o", "x.svg", "--picture", "pie")
    assert (done.returncode, "choose from both, tree, heat" in done.stderr) == (2, True)


def test_newick_in_nexus_has_the_leaves_of_the_matrix() -> None:
    found = measured(*THREE)
    text = report.nexus(found)
    assert text.startswith("#NEXUS")
    assert newick(found.nj) in text
    assert isinstance(found.nj, Tree)


def test_places_and_missing_passages_are_given_by_chapter():
    one = "# The Coast\n\nThe sea was calm that day.\n\nNobody spoke a word.\n\n# The Storm\n\n"
    one += "Then the wind rose.\n\nWe waited below.\n"
    other = one.replace("Nobody spoke a word.\n\n", "").replace("We waited below.\n", "")
    read = [
        variorum.read(t.encode(), reader="md", siglum=s).witnesses[0]
        for s, t in (("A", one), ("B", other))
    ]
    said = measures_text(variorum.compare(*read))
    assert "  The Coast\n    not in B: § p2\n  The Storm\n    not in B: § p4\n" in said
