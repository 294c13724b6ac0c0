"""Memories, XLIFF and Scripture: the alignment or numbering that a file brings is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum import convert
from variorum.errors import ReadError, UsageError
from variorum.model import Source, Synopsis, Witness
from variorum.readers import Options, read, reader_for
from variorum.writers import write


def rows(source: Source) -> list[tuple[str, ...]]:
    assert source.synopsis is not None
    return [row.texts for row in source.synopsis.rows]


def notes(witness: Witness) -> list[tuple[str, str, str]]:
    return [(n.kind, witness.tokens[n.at - 1].text, n.text) for n in witness.notes]


def tmx(units: str, source: str = "en") -> bytes:
    return f'<tmx version="1.4"><header srclang="{source}"/><body>{units}</body></tmx>'.encode()


def tu(**texts: str) -> str:
    said = (f'<tuv xml:lang="{k}"><seg>{text}</seg></tuv>' for k, text in texts.items())
    return f"<tu>{''.join(said)}</tu>"


MEMORY = tmx(
    tu(
        fr='Le <bpt i="1">&lt;b&gt;</bpt>sage<ept i="1">&lt;/b&gt;</ept>',
        EN="The <hi>wise</hi> man",
    )
    + '<tu tuid="x"><note>Solomon</note><tuv lang="EN"><seg>He smiles.</seg></tuv></tu>'
    + tu(EN="", fr=" Il\n répond. ")
)


def test_a_memory_is_a_witness_a_language_the_source_first_with_its_rows() -> None:
    source = read(MEMORY, name="a.tmx")
    assert source.sigla == ("EN", "fr")
    assert rows(source) == [("The wise man", "Le sage"), ("He smiles.", ""), ("", "Il répond.")]
    assert [p.id for p in source["EN"].passages] == ["u1", "x"]
    assert notes(source["EN"])[0][2] == "Solomon"
    assert [f.message for f in source.findings] == ["left out: 1 empty segments"]


def test_one_language_of_a_memory_is_read_alone() -> None:
    source = read(MEMORY, name="a.tmx", options=Options(language="fr-CA", siglum="F"))
    assert (source.sigla, source.synopsis) == (("F",), None)
    assert source["F"].text == "Le sage\nIl répond."
    with pytest.raises(UsageError, match=r"a\.tmx: the memory has no text in de; it has EN, fr"):
        read(MEMORY, name="a.tmx", options=Options(language="de"))


def test_a_memory_that_was_written_comes_back() -> None:
    before = read(tmx(tu(en="One.", fr="Un.") + tu(en="Two.", fr="Deux.")), name="a.tmx")
    assert before.synopsis is not None
    text = write("tmx", before.synopsis)
    assert isinstance(text, str)
    after = read(text.encode(), name="b.tmx")
    assert (after.sigla, rows(after)) == (before.sigla, rows(before))


def xliff(units: str, target: str = 'target-language="fr"') -> bytes:
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        f'<file source-language="en" {target}><body>{units}</body></file></xliff>'
    ).encode()


OLD = xliff(
    '<group><trans-unit id="1"><source>A <g id="1">wise</g><x id="2"/> man</source>'
    "<target>Un sage</target><note>Solomon</note><alt-trans><target>Un homme</target></alt-trans>"
    '</trans-unit></group><trans-unit id="2"><source>One. Two.</source><seg-source>'
    '<mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">Two.</mrk></seg-source><target>'
    '<mrk mtype="seg" mid="0">Un.</mrk> <mrk mtype="seg" mid="1">Deux.</mrk></target></trans-unit>'
)
NEW = b"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en"
trgLang="fr"><file id="f"><unit id="1">
<segment><source>A <pc id="1">wise</pc><ph id="2"/> man</source>
<target>Un sage</target></segment><ignorable><source> </source></ignorable>
<segment><source>He<cp hex="002D"/>he.</source></segment></unit></file></xliff>"""


def test_source_and_target_of_xliff_are_two_aligned_witnesses() -> None:
    source = read(OLD, name="a.xlf")
    assert source.sigla == ("en", "fr")
    assert rows(source) == [("A wise man", "Un sage"), ("One.", "Un."), ("Two.", "Deux.")]
    assert [p.id for p in source["fr"].passages] == ["1", "2.1", "2.2"]
    assert notes(source["en"])[0][2] == "Solomon"
    assert [f.message for f in source.findings] == ["left out: 1 proposal of a memory"]


def test_xliff_2_has_segments_in_its_units() -> None:
    assert rows(read(NEW, name="a.xliff")) == [("A wise man", "Un sage"), ("He-he.", "")]


def test_a_target_without_a_language_is_called_the_target() -> None:
    unit = '<trans-unit id="1"><source>One.</source><target>Un.</target></trans-unit>'
    assert read(xliff(unit, ""), name="a.xlf").sigla == ("source", "target")


BIBLE = r"""\id MAT Test
\h Matthew
\mt1 The Gospel
\c 1
\s The (\nd Lord\nd*)
\p
\v 1 The book\f + \fr 1:1 \ft Or \fqa roll\f* of the \add true\add* line,\x - \xo 1:1 \xt Gen 5:1\x*
\p of David.
\v 2-3 \w Abraham|lemma="x"\w* begat~Isaac.
\b
\q1
\v 4 Praise him,
\q2 all nations!
\s5
\c 2
\v 1 End \fig |src="a.png" size="col"\fig*here.
"""


def test_a_verse_is_a_passage_named_as_scripture_is_cited() -> None:
    source = read(BIBLE.encode(), name="a.usfm")
    (witness,) = source.witnesses
    assert [(p.id, p.kind, p.text) for p in witness.passages] == [
        ("MAT head 1", "head", "The Gospel"),
        ("MAT 1 head 1", "head", "The (Lord)"),
        ("MAT 1:1", "p", "The book of the true line, of David."),
        ("MAT 1:2-3", "p", "Abraham begat\u00a0Isaac."),
        ("MAT 1:4", "l", "Praise him, all nations!"),
        ("MAT 2:1", "p", "End here."),
    ]
    assert notes(witness) == [
        ("footnote", "book", "Or roll"), ("cross-reference", ",", "Gen 5:1"),
    ]  # fmt: skip
    assert [(s.name, witness.text[s.start : s.end]) for s in witness.spans] == [
        ("hi", "Lord"), ("hi", "true"), ("lb", ""),
    ]  # fmt: skip
    assert [p.line for p in witness.passages] == [3, 5, 7, 9, 12, 16]
    assert [f.message for f in source.findings] == ["left out: 1 pictures"]


def test_the_beginning_tells_a_memory_xliff_and_scripture() -> None:
    assert reader_for(b'<?xml version="1.0"?><!-- x --><tmx>', name="-") == "tmx"
    assert reader_for(NEW, name="-") == "xliff"
    assert reader_for(BIBLE.encode(), name="-") == "usfm"


BAD = {
    "another file": ("a.tmx", b"<x/>", r"a\.tmx:1: the root element is <x>, no TMX"),
    "an empty memory": ("a.tmx", tmx(""), r"a\.tmx: the memory has no segment with text; export"),
    "a malformed memory": ("a.tmx", b"<tmx>\n<tu></tmx>", r"a\.tmx:2: not well-formed XML: .*; "),
    "XLIFF that is another file": ("a.xlf", b"<x/>", r"a\.xlf:1: .* <x>, no XLIFF; give"),
    "XLIFF without targets": (
        "a.xlf",
        xliff('\n<trans-unit id="1"><source>One.</source></trans-unit>'),
        r"a\.xlf:2: no unit has a target: nothing is translated here; export",
    ),
    "XLIFF without text": ("a.xlf", xliff(""), r"a\.xlf: the file has no unit with text; export"),
    "Scripture without its book": ("a.usfm", b"\\c 1\n\\v 1 x", r"a\.usfm:1: not USFM: .*; begin"),
    "a book without a code": ("a.sfm", b"\\id MAT\n\\id\n", r"a\.sfm:2: \\id names no book; write"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD)
def test_bad_input_is_refused_with_file_place_and_remedy(fault: str) -> None:
    name, data, message = BAD[fault]
    with pytest.raises(ReadError, match=message) as caught:
        read(data, name=name)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


@given(st.lists(st.sampled_from(BIBLE.split(" ")), max_size=30).map(" ".join))
def test_markers_in_any_order_are_read(text: str) -> None:
    text = text.replace("\\id", "\\id ACT")
    (witness,) = read(f"\\id MAT\n{text}".encode(), name="a.usfm").witnesses
    assert "".join(t.text + t.space for t in witness.tokens) == witness.text


def test_the_alignment_of_a_memory_can_be_converted() -> None:
    found = convert(MEMORY, to="tmx")
    assert isinstance(found, Synopsis)
    assert found.rows[0].texts == ("The wise man", "Le sage")


def verses(text: str) -> list[str]:
    """The passages of a book that begins like this."""
    (witness,) = read(f"\\id GEN\n\\c 1\n\\p\n{text}".encode(), name="a.usfm").witnesses
    return [witness.slice(p.start, p.end) for p in witness.passages]


def test_the_word_that_a_gloss_is_set_above_is_text_and_the_gloss_is_none():
    assert verses("\\v 1 In \\rb BB|g:g\\rb* and \\rb B\\rb* he spoke.\n") == [
        "In BB and B he spoke."
    ]


def test_a_number_of_another_numbering_that_is_not_closed_swallows_no_text():
    text = "\\v 20 He replied.\\vp 21\\wj But this kind goes out.\\wj*\n"
    assert verses(text) == ["He replied. But this kind goes out."]
    assert verses("\\cp M\n\\s1 The Garden\n\\p\n\\v 1 It was day.\n") == [
        "The Garden", "It was day."
    ]  # fmt: skip


def test_attributes_are_no_text_wherever_their_line_ends():
    assert verses('\\v 1 He said, \\qt1-s |sid="a"\nwho="Paul"\\*I see.\n') == ["He said, I see."]
    assert verses('\\v 1 He said\n\\k-s |x-tw="name"\n\\w Paul|lemma="x"\\w*\n\\k-e\\*\n') == [
        "He said Paul"
    ]
