"""An edition keeps the base's paragraphs, headings and verse, whatever was aligned."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from variorum.alignment.passages import synopsis
from variorum.collation import collate
from variorum.critic import apparatus
from variorum.model import Apparatus
from variorum.page import Edition, render
from variorum.readers import Options as ReadOptions
from variorum.readers import read
from variorum.text.passages import cut
from variorum.writers import Options, frames, write

BASE = """CHAPTER I. At sea

The sea was calm. It was the third day of our voyage, and nobody spoke. The captain stood alone.

He sang to himself:

Roses are red, my love,
Violets are blue,
Sugar is sweet, my love! And so
Is many another too.

The storm has gone to bed, my love,
The wind has gone there too.

Then he was silent. We waited.
"""
OTHER = BASE.replace("calm", "quiet").replace("nobody", "none").replace("sweet", "white")
PARAGRAPHS = [("head", 1), ("p", 3), ("p", 1), *[("l", 1)] * 6, ("p", 2)]


def edition() -> Apparatus:
    versions = [
        read(text.encode(), name=f"{siglum}.txt", options=ReadOptions(siglum=siglum)).witnesses[0]
        for siglum, text in (("A", BASE), ("B", OTHER))
    ]
    return apparatus(collate([cut(w, "sentence") for w in versions]), base="A")


def written(name: str, **options: object) -> str:
    made = write(name, edition(), Options(**options))  # type: ignore[arg-type]
    assert isinstance(made, str)
    return made


def test_a_paragraph_of_sentences_is_one_frame_a_heading_and_a_verse_are_never_cut() -> None:
    base = edition().collation.witnesses[0]
    framed = frames(base)
    found: list[tuple[str, int]] = []
    for passage in base.passages:
        frame = framed[passage.id]
        if frame.opens:
            found.append((frame.kind, 0))
        found[-1] = (found[-1][0], found[-1][1] + 1)
    assert found == PARAGRAPHS
    stanzas = [f for f in framed.values() if f.stanza_opens]
    assert len(stanzas) == sum(f.stanza_closes for f in framed.values()) == 2


def test_in_tei_sentences_stand_in_their_paragraph_verses_in_their_stanza() -> None:
    for method in ("ps", "dep", "loc"):
        text = written("tei", method=method)
        body = text[text.index("<body") :]
        assert re.findall(r"<(head|p|lg|l|s|ab)\b", body.partition("</body>")[0]) == [
            "head", *("p", "s", "s", "s"), "p", *("lg", "l", "l", "l", "l"), *("lg", "l", "l"),
            *("p", "s", "s"),
        ]  # fmt: skip
        again = read(text.encode(), name="x.xml").collation
        assert again is not None
        base = edition().collation.witnesses[0]
        shape = [(p.id, p.kind, p.text) for p in again["A"].passages]
        assert shape == [(p.id, p.kind, p.text) for p in base.passages]


def test_in_latex_a_heading_is_a_section_and_a_stanza_a_stanza() -> None:
    text = written("reledmac")
    assert text.count(r"\pstart") == 4
    assert r"\eledsection*{CHAPTER I. At sea}" in text
    assert text.count("\\stanza\n") == 2
    assert text.index(r"\setstanzaindents{") < text.index(r"\beginnumbering")
    assert len(re.findall(r" &$", text, re.M)) == 4
    assert len(re.findall(r" \\&$", text, re.M)) == 2


def test_with_ekdosis_a_heading_is_a_division_and_a_stanza_a_stanza() -> None:
    text = written("ekdosis")
    assert "\\ekddiv{head={CHAPTER I. At sea}}\n" in text
    assert text.count("\\begin{ekdverse}\n") == text.count("\\end{ekdverse}\n") == 2
    assert len(re.findall(r"\\\\$", text, re.M)) == 6
    assert "calm}" in text.partition("\\begin{ekdverse}")[0].split("\n\n")[1]


def test_face_to_face_a_paragraph_is_one_chunk_on_both_sides() -> None:
    left, right = edition().collation.witnesses
    text = str(write("reledpar", synopsis([left, right])))
    for side in text.split("\\beginnumbering")[1:]:
        assert side.count("\\pstart") == len(PARAGRAPHS)
        assert side.count("\\eledsection*{CHAPTER I. At sea}") == 1
        assert re.search(r"The sea was \w+\. It was the third day", side)


def test_in_markdown_and_html_too() -> None:
    text = written("md")
    assert text.startswith("## CHAPTER I. At sea\n\nThe sea was calm[^1]. It was")
    assert "Roses are red, my love,\\\nViolets are blue,\\\n" in text
    html = written("html")
    assert html.count("<p ") == 5
    assert html.count("<h2") == 1
    assert html.count("<br>") == 4


def test_in_word_a_paragraph_is_a_paragraph_with_its_style() -> None:
    made = write("docx", edition(), Options())
    assert isinstance(made, bytes)
    document = zipfile.ZipFile(BytesIO(made)).read("word/document.xml").decode()
    assert document.count("<w:p>") == len(PARAGRAPHS)
    styles = re.findall(r'<w:pStyle w:val="(\w+)"', document)
    assert styles == ["Heading1", *["Verse"] * 3, "StanzaEnd", "Verse", "StanzaEnd"]


def test_on_the_page_a_row_says_whether_it_goes_on_and_what_it_is() -> None:
    page = render(Edition(edition()))
    assert page.count(' class="head"') == 2
    assert page.count(' class="verse"') == 12
    assert len(re.findall(r'class="row h\d goes-on"', page)) == 3
