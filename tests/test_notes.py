"""Remarks beside a text are never part of it; they are kept at their place and can be read."""

from __future__ import annotations

import pytest
from test_writers import as_text, sages

from variorum.collation import collate
from variorum.critic import apparatus
from variorum.measure import compare
from variorum.model import Note, Row, Synopsis
from variorum.page import Edition, render
from variorum.readers import read
from variorum.text.build import as_printed, witness_from_text
from variorum.text.passages import cut
from variorum.writers import write

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<p>The wise man<note n="1">Not <choice><sic>Salomon</sic><corr>Solomon</corr></choice>.</note>
answers <note place="inline">him</note>.</p><p>He smiles.<note type="editorial">He does.</note></p>
</body></text></TEI>"""
HTML = b"""<p>The wise man<sup><a href="#fn-1" id="r1">1</a></sup> answers.</p>
<section><ol><li id="fn-1">Not Solomon. <a href="#fnref-1">up</a></li>
<li id="fn-9">Nobody refers to this.</li></ol></section>"""


def test_a_note_of_tei_stands_after_its_word() -> None:
    (witness,) = read(TEI.encode(), name="a.xml").witnesses
    assert "Solomon" not in witness.text
    assert witness.notes == (Note(3, "Not Salomon.", ""), Note(9, "He does.", "editorial"))
    for same in (cut(witness, "sentence"), as_printed(witness)):
        assert same.notes == witness.notes


def test_a_footnote_of_html_stands_where_it_is_referred_to() -> None:
    (witness,) = read(HTML, name="a.html").witnesses
    assert witness.text == "The wise man answers."
    assert witness.notes == (Note(3, "Not Solomon.", "footnote"),)


MARKDOWN = """The wise[^1] man^[*Not* Solomon.] answers.[^none]

[^1]: Or **clever**;
so the scholiast.

    At length: [here](x.html).

He smiles.

[^unused]: Nobody refers to this.
"""


def test_a_footnote_of_markdown_stands_where_it_is_referred_to() -> None:
    (witness,) = read(MARKDOWN.encode(), name="a.md").witnesses
    assert witness.text.split() == "The wise man answers. He smiles.".split()
    assert witness.notes == (
        Note(2, "Or clever; so the scholiast. At length: here.", "footnote"),
        Note(3, "Not Solomon.", "footnote"),
    )


def test_footnotes_of_word_are_read_back_at_their_words() -> None:
    data = write("docx", sages())
    assert isinstance(data, bytes)
    (witness,) = read(data, name="a.docx").witnesses
    assert len(witness.notes) > 3
    assert any("scholar" in note.text and note.at == 4 for note in witness.notes)


def test_json_keeps_notes() -> None:
    pair = [*read(TEI.encode(), name="a.xml").witnesses, witness_from_text("B", "The wise man.")]
    app = apparatus(collate(pair), base="a")
    again = read(as_text("json", app).encode(), name="a.json").apparatus
    assert again == app
    assert again.collation.witnesses[0].notes


@pytest.mark.parametrize("said", ["Not Solomon.", "<script>alert(1)</script>"])
def test_the_page_shows_a_note_under_its_passage(said: str) -> None:
    noted = witness_from_text(
        "A", "The wise man answers.", notes=[(12, said, ""), (21, "At the end.", "")]
    )
    pair = (noted, witness_from_text("B", "The old man answers."))
    app = apparatus(collate(pair), base="A")
    rows = Synopsis(pair, (Row((range(1), range(1))),))
    page = render(Edition(app, measures=compare(rows, app.collation)))
    shown = said.replace("<", "&lt;").replace(">", "&gt;")
    assert f"<li>after <q>man</q>: {shown}</li>" in page
    assert "<li>At the end.</li>" in page
    assert "alert(1)</script>" not in page
