"""What the writers write: golden files to read, round trips, equal bytes, nothing lost unsaid."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import variants
from tables import table

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.critic.convert import words
from variorum.critic.layers import layered
from variorum.errors import UsageError, WriteError
from variorum.model import Apparatus, Block, Collation, Row, Synopsis, Transposition, Witness
from variorum.readers import Options as ReadOptions
from variorum.readers import read
from variorum.registry import entries, names
from variorum.text import xml
from variorum.text.build import witness_from_text
from variorum.writers import Options, by_suffix, write, writer

Golden = Callable[[str, str], None]


def sages() -> Apparatus:
    """Four versions with every kind of trouble that a writer has to show."""
    return apparatus(
        table(
            L="Then the wise man [ chokhom ] answers him , & smiles .",
            M="Then the - scholar [ chokhom ] answers - , & laughs .",
            R="then the wise man - - - answers him ; & # #",
            S="Then the wise man [ chokhom ] replies him , & smiles .",
        ),
        base="L",
    )


def as_text(name: str, value: Apparatus | Collation, **options: object) -> str:
    result = write(name, value, Options(**options))  # type: ignore[arg-type]
    assert isinstance(result, str)
    return result


@pytest.mark.parametrize(
    "name",
    [
        "json",
        "csv",
        "tsv",
        "txt",
        "collatex",
        "tei",
        "nexus",
        "phylip",
        "html",
        "md",
        "dot",
        "graphml",
        "svg",
    ],
)
def test_a_golden_file(name: str, golden: Golden) -> None:
    golden(f"writers/sages.{name}", as_text(name, sages()))


def test_a_golden_table(golden: Golden) -> None:
    golden("writers/sages.table.txt", as_text("txt", sages().collation))
    golden("writers/sages.table.csv", as_text("csv", sages().collation))


@given(witnesses=variants(), data=st.data())
def test_json_gives_back_the_very_value(
    witnesses: tuple[Witness, ...], data: st.DataObject
) -> None:
    table = collate(witnesses)
    app = apparatus(table, base=data.draw(st.sampled_from(table.sigla)))
    found = read(as_text("json", app).encode(), name="a.json", reader="json")
    assert found.apparatus == app
    assert read(as_text("json", table).encode(), name="a.json", reader="json").collation == table


def test_csv_cells_do_not_run_as_formulas_and_come_back() -> None:
    value = table(A="=1+1 -x @b '=c plain", B="a a a a a")
    rows = list(csv.reader(io.StringIO(as_text("csv", value))))
    assert [row[2] for row in rows[1:]] == ["'=1+1", "'-x", "'@b", "''=c", "plain"]
    assert "'=1+1" not in as_text("csv", value, formulas=True)
    assert as_text("csv", value, bom=True).startswith("\ufeff")


def test_collatex_keeps_every_key_and_tells_lacunae_apart() -> None:
    given = {
        "witnesses": [
            {"id": "A", "tokens": [{"t": "the ", "n": "the", "page": 3}, {"t": "man", "n": "man"}]},
            {"id": "B", "tokens": [{"t": "the ", "n": "the", "x": [1]}]},
        ]
    }
    source = read(json.dumps(given).encode(), name="w.json", reader="collatex")
    written = json.loads(as_text("collatex", collate(source.witnesses)))
    assert written["table"][0] == [
        [{"t": "the ", "n": "the", "page": 3}], [{"t": "the ", "n": "the", "x": [1]}],
    ]  # fmt: skip
    assert written["table"][1][1] == []
    lacunose = json.loads(as_text("collatex", table(A="the man", B="the #")))
    assert lacunose["lacunae"] == {"B": [[1, 2]]}


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"choose from .*csv.*tei"):
        write("tie", sages())
    with pytest.raises(UsageError, match="name the base"):
        write("tei", sages().collation)
    assert by_suffix("x.csv") == "csv"
    assert by_suffix("x.xml") == "tei"


def test_each_writer_says_what_it_takes_and_drops() -> None:
    for name, module in entries("writers").items():
        assert module.TAKES in ("synopsis", "collation", "apparatus"), name
        assert isinstance(module.DROPS, tuple), name
        assert module.SUFFIX.startswith("."), name
    assert {"json", "tei", "csv"} <= set(names("writers"))


def _synopsis() -> Synopsis:
    left = witness_from_text("A", "One & two.\nThree.", bounds=[(0, 11), (11, 17)], language="en")
    right = witness_from_text("B", "Uno & due.\nTre.", bounds=[(0, 11), (11, 15)], language="it")
    rows = tuple(Row((range(n, n + 1), range(n, n + 1))) for n in range(2))
    return Synopsis((left, right), rows)


@pytest.mark.parametrize("name", ["reledmac", "ekdosis"])
def test_a_golden_latex_file(name: str, golden: Golden) -> None:
    golden(f"writers/sages.{name}.tex", as_text(name, sages()))


@pytest.mark.parametrize("name", ["tmx", "reledpar"])
def test_a_golden_synopsis(name: str, golden: Golden) -> None:
    golden(f"writers/two.{name}", as_text(name, _synopsis()))  # type: ignore[arg-type]


def test_a_word_that_is_a_lemma_is_counted_in_longer_lemmata_too() -> None:
    """reledmac numbers equal words of a line: each occurrence must be marked."""
    witnesses = [
        witness_from_text("A", "in parte una et in parte magna dico"),
        witness_from_text("B", "in arte una et in terra parva dico"),
    ]
    edition = apparatus(collate(witnesses), base="A")
    assert [u.lemma.text for u in edition.units if u.lemma] == ["parte", "parte magna"]
    tex = as_text("reledmac", edition)
    assert r"\edtext{\sameword[1]{parte}}" in tex
    assert r"\edtext{\sameword{parte} magna}" in tex


NASTY = r"50% $a_b #1 {x} ~^ \y ]]> <b> \"q\" שלום café =1+1 -- & [z]"


@pytest.mark.parametrize("name", sorted(names("writers")))
def test_each_format_takes_what_is_nasty_in_it_and_writes_equal_bytes_twice(name: str) -> None:
    value: Any = apparatus(table(A=f"{NASTY} a", B=f"{NASTY} b"), base="A")
    if writer(name).TAKES == "synopsis":
        value = _synopsis()
    first = write(name, value)
    assert first == write(name, value)
    if writer(name).SUFFIX in (".xml", ".graphml", ".svg", ".tmx"):
        assert isinstance(first, str)
        xml.parse(first.encode(), name=name)


@pytest.mark.parametrize("name", sorted(names("writers")))
def test_an_empty_apparatus_is_written_too(name: str) -> None:
    value: Any = apparatus(table(A="", B=""), base="A")
    if writer(name).TAKES == "synopsis":
        value = Synopsis((_synopsis().witnesses), ())
    assert write(name, value)


def test_latex_prints_what_the_text_has() -> None:
    tex = as_text("reledmac", apparatus(table(A=f"{NASTY} a", B=f"{NASTY} b"), base="A"))
    body = tex.partition("\\begin{document}")[2]
    assert r"50\% \$a\_b \#1 \{x\} \textasciitilde{}\textasciicircum{} \textbackslash{}y" in body
    assert r"-- \& [z]" in body  # no font feature makes a dash of it


def test_docx_has_real_notes_that_are_read_back() -> None:
    import mammoth

    layers = (("A", ("substantive",)), ("B", ("formal",)))
    app = layered(sages(), layers)
    data = write("docx", app)
    assert isinstance(data, bytes)
    html = mammoth.convert_to_html(io.BytesIO(data)).value
    text = re.sub(r"<[^>]+>", "", html)
    assert "Then[1] the wise man[2]" in text
    assert "wise man] L R S; scholar M" in text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"scholar" in archive.read("word/footnotes.xml")
        assert b"then" in archive.read("word/endnotes.xml")
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_docx_tracks_changes_between_two_and_sets_a_table() -> None:
    app = apparatus(table(A="the wise man", B="the - scholar"), base="A")
    data = write("docx", app, Options(form="changes"))
    assert isinstance(data, bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = archive.read("word/document.xml").decode()
    assert re.findall(r"<w:del .*?<w:delText[^>]*>(.*?)<", document) == ["wise man"]
    assert re.findall(r"<w:ins .*?<w:t [^>]*>(.*?)<", document) == ["scholar"]
    with pytest.raises(UsageError, match="one other witness"):
        write("docx", sages(), Options(form="changes"))
    assert b"PK" in bytes(write("docx", app.collation, Options(form="table")))  # type: ignore[arg-type]


def test_xlsx_cells_are_text_whatever_they_hold() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    data = write("xlsx", table(A="=1+1 -", B="a b"), Options(shape="wide"))
    assert isinstance(data, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert [sheet.cell(2, 3).value, sheet.cell(2, 3).data_type] == ["=1+1", "s"]


def test_a_thousand_witnesses_are_written() -> None:
    rows = {f"W{n}": "the wise man" if n % 2 else "the old man" for n in range(1000)}
    app = apparatus(table(**rows), base="W0")
    for name in ("tei", "json", "nexus", "csv", "reledmac"):
        assert "W999" in as_text(name, app)


def _moved() -> Apparatus:
    """A phrase that B has at the end and C nowhere; D is lost after the first words."""
    long = table(
        A="at dawn - the army crossed the wide river and the king spoke to them - - .",
        B="- - - the army crossed the wide river and the king spoke to them at dawn .",
        C="- - - the army crossed the wide river and the king spoke to them - - .",
        D="at dawn - the army # # # # # # # # # # # # #",
    )
    moved = Transposition(
        (Block("A", 0, 2), Block("D", 0, 2)), (Block("B", len(long.witnesses[1]) - 3,
                                                     len(long.witnesses[1]) - 1),),
    )  # fmt: skip
    return apparatus(replace(long, transpositions=(moved,)), base="A")


@pytest.mark.parametrize("name", ["txt", "md", "html", "reledmac", "ekdosis"])
def test_an_entry_says_where_a_block_stands_also_and_the_text_who_is_lost(name: str) -> None:
    written = as_text(name, _moved())
    assert "stands also: p1, 1–2" in written
    assert "stands also: p1, after 14" in written
    assert re.search(r"lac\. D p1, 5–15", written)


def test_docx_says_where_a_block_stands_also_and_who_is_lost() -> None:
    data = write("docx", _moved())
    assert isinstance(data, bytes)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert "stands also: p1, 1–2" in archive.read("word/footnotes.xml").decode()
        assert "lac. D p1, 5–15" in archive.read("word/document.xml").decode()


def test_tables_and_graphs_link_what_is_transposed() -> None:
    app = _moved()
    rows = list(csv.DictReader(io.StringIO(as_text("csv", app))))
    assert {(r["unit"], r["transposition"]) for r in rows} >= {("u1", "u2"), ("u2", "u1")}
    cells = list(csv.DictReader(io.StringIO(as_text("tsv", app.collation, shape="long")),
                                delimiter="\t"))  # fmt: skip
    assert {(c["witness"], c["text"]) for c in cells if c["transposition"] == "1"} == {
        (s, word) for s in "ABD" for word in ("at", "dawn")
    }
    linked = json.loads(as_text("collatex", app.collation))["transpositions"]
    assert linked == [{"here": [["A", 0, 2], ["D", 0, 2]], "there": [["B", 12, 14]]}]
    assert 'data-transposition="1"' in as_text("html", app.collation)
    assert "transposed: B" in as_text("svg", app.collation)
    assert "style=dashed" in as_text("dot", app.collation)
    assert '<data key="type">transposition</data>' in as_text("graphml", app.collation)


def test_a_transposed_reading_names_its_other_place_and_an_omission_does_not() -> None:
    written = as_text("tei", _moved())
    read_back = xml.parse(written.encode(), name="x.xml")
    apps = {app.get("n"): app for app in read_back.iter("{*}app") if app.get("type") != "lacuna"}
    assert {n: app.get("corresp") for n, app in apps.items()} == {"u1": "#u2", "u2": "#u1"}
    links = [(n, r.get("wit"), r.get("corresp")) for n, app in apps.items()
             for r in app.iter("{*}rdg") if r.get("type") == "transposition"]  # fmt: skip
    assert ("u2", "#B", "#u1") in links
    assert "corresp" not in as_text("tei", sages())


def test_a_leap_of_the_eye_is_the_cause_of_an_omission() -> None:
    app = apparatus(
        table(A="they went to them and spoke to them again - ; he remembers",
              B="they went to them - - - - again again ; he rembers"),
        base="A",
    )  # fmt: skip
    written = xml.parse(as_text("tei", app).encode(), name="x.xml")
    found = [(r.get("wit"), r.get("cause")) for r in written.iter("{*}rdg") if r.get("cause")]
    assert found == [("#B", "homeoteleuton"), ("#B", "dittography"), ("#B", "haplography")]
    assert "cause=" not in as_text("tei", app, profile="interchange")
    linked = replace(app.collation, signature=app.collation.signature.adding(collate="links-1"))
    assert "cause=" not in as_text("tei", replace(app, collation=linked))


def test_brackets_of_plain_texts_are_said_to_be_text() -> None:
    assert '<punctuation marks="all">' in as_text("tei", sages(), profile="interchange")
    assert "<punctuation" not in as_text("tei", apparatus(table(A="a", B="b"), base="A"))


FILE = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A memo</title>
</titleStmt><publicationStmt><p>Ours</p></publicationStmt><sourceDesc><p>Typed.</p></sourceDesc>
</fileDesc></teiHeader><text xml:lang="en"><body><!-- kept -->
<p n="1">Then the <persName key="x">wise <hi rend="i">old</hi> man</persName> answers,
<lb/>and <name>he</name> smiles.</p>
<p n="2">It was <date when="1988">late</date> then.</p></body></text></TEI>"""


def _own_file() -> tuple[Apparatus, Options]:
    source = read(FILE.encode(), name="A.xml", options=ReadOptions(siglum="A"))
    texts = {
        "B": "Then the wise man answers and he smiles.\nIt was late.",
        "C": "Lo then the wise young man answers, and she smiles now.\nIt was early then.",
    }
    others = [witness_from_text(s, text) for s, text in texts.items()]
    app = apparatus(collate([*source.witnesses, *others]), base="A")
    return app, Options(document=FILE.encode(), document_name="A.xml")


@pytest.mark.parametrize(("method", "location"), [("ps", "internal"), ("dep", "internal"),
                                                  ("dep", "external")])  # fmt: skip
def test_the_base_file_keeps_its_header_and_markup(method: str, location: str) -> None:
    app, options = _own_file()
    written = write("tei", app, replace(options, method=method, location=location))
    assert isinstance(written, str)
    for kept in ("<title>A memo</title>", "<!-- kept -->", '<persName key="x">', "<lb/>",
                 '<date when="1988">', "<p>Typed.</p>"):  # fmt: skip
        assert kept in written
    after = {w.siglum: words(w) for w in read(written.encode(), name="x.xml").witnesses}
    assert after == {w.siglum: words(w) for w in app.collation.witnesses}


def test_a_file_that_is_not_the_base_is_refused() -> None:
    app, options = _own_file()
    other = FILE.replace("smiles", "laughs").encode()
    with pytest.raises(WriteError, match="its text is not that of A"):
        write("tei", app, replace(options, document=other))
    with pytest.raises(WriteError, match="use the method ps or dep"):
        write("tei", app, replace(options, method="loc"))


def test_a_graph_of_a_book_shows_its_beginning_and_says_so() -> None:
    words = " ".join(f"w{n}" for n in range(2000))
    drawn = as_text("svg", table(A=words, B=words.replace("w7 ", "x7 ")))
    assert "the first 600 columns of 2000" in drawn
    assert ">w599<" in drawn
    assert ">w600<" not in drawn
    assert len(drawn) < 300_000


def test_a_lemma_that_ends_in_a_bracket_is_told_from_the_bracket_after_it() -> None:
    from variorum.text.build import witness_from_text

    texts = {"A": "weak with age [starost] he did not know", "B": "weak with age he did not know"}
    made = apparatus(collate([witness_from_text(s, t) for s, t in texts.items()]), base="A")
    assert "[starost] ] A" in str(write("txt", made))
    assert "\\[starost\\] \\]" in str(write("md", made))
