"""Readers: what is text, where passages lie, what stays of the markup, how bad input is refused."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from strategies import texts

from variorum.errors import LimitError, ReadError, UsageError, VariorumError
from variorum.model import Source, Witness
from variorum.readers import Options, read, reader_for, suffixes
from variorum.tei.text import Wanted, read_text
from variorum.text.spans import escape, markup

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{0}</teiHeader><text>{1}</text></TEI>'


def tei(body: str, header: str = "", **options: object) -> Source:
    data = TEI.format(header, f"<body>{body}</body>").encode()
    return read(data, name="a.xml", options=Options(**options))  # type: ignore[arg-type]


def one(source: Source) -> Witness:
    (witness,) = source.witnesses
    return witness


def passages(witness: Witness) -> list[str]:
    return [" ".join(witness.slice(p.start, p.end).split()) for p in witness.passages]


def spans(witness: Witness) -> list[tuple[str, str]]:
    return [(s.name, witness.text[s.start : s.end]) for s in witness.spans]


# Plain text

WRAPPED = (
    "This is a line of a text that was set by hand to a width of seventy\n"
    "characters, and here the page ends in the middle of a sentence that\n"
    "\n"
    "goes on here, on the next page, until it comes to its own full stop\n"
    "at last. A sentence follows it at once within the same paragraph, is\n"
    "rather long, and then ends.\n"
    "The one before was short, so here begins another paragraph of which\n"
    "the second line is this one, which goes on for a while and then ends.\n"
    "  This one is indented, and most are not, so that is a paragraph too,\n"
    "with a line of its own.\n"
)


@given(texts)
def test_a_plain_text_is_kept_from_its_first_character_to_its_last(text: str) -> None:
    data = text.encode("utf-8", "replace")
    if not data or b"\0" in data or data[:3] in (b"\xef\xbb\xbf",) or data[:2] == b"PK":
        return
    witness = one(read(data, name="a.txt", options=Options(furniture="keep")))
    assert witness.text == data.decode()
    assert witness.leading + "".join(t.text + t.space for t in witness.tokens) == witness.text
    assert [i for p in witness.passages for i in range(p.start, p.end)] == [*range(len(witness))]


def test_wrapped_print_parts_where_its_paragraphs_do() -> None:
    witness = one(read(WRAPPED.encode(), name="a.txt"))
    assert [p.line for p in witness.passages] == [1, 7, 9]


def test_the_memo_has_its_own_paragraphs(shared: Path) -> None:
    witness = one(read((shared / "seed" / "memo.txt").read_bytes(), name="memo.txt"))
    assert len(witness.passages) == 19
    assert passages(witness)[0] == "Mikhail Sergeevich!"
    assert [p.kind for p in witness.passages][-1] == "source"


def test_a_line_a_paragraph_and_stanzas_are_told_apart() -> None:
    lines = "".join(f"Paragraph {n} of this text says {'something ' * 15}.\n" for n in range(4))
    assert len(one(read(lines.encode(), name="a.txt")).passages) == 4
    verse = b"The sun burns out,\nThe world withers\n\nAnd time grows afraid\nOf its triumph\n"
    assert [p.line for p in one(read(verse, name="a.txt")).passages] == [1, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str) -> None:
    assert one(read("чохом".encode(encoding), name="a.txt")).text == "чохом"


def test_a_named_encoding_holds() -> None:
    options = Options(encoding="windows-1251")
    assert one(read("чохом".encode("cp1251"), name="a.txt", options=options)).text == "чохом"


# TEI


def test_every_element_that_holds_text_is_read() -> None:
    witness = one(
        tei(
            "<div><head>T</head><opener><salute>Dear</salute></opener><p>A</p><list><item>B</item>"
            "</list><sp><speaker>C</speaker><l>D</l></sp><table><row><cell>E</cell></row></table>"
            "<quote>F</quote><foo>G</foo><closer><signed>H</signed></closer></div>"
        )
    )
    assert passages(witness) == ["T", "Dear", "A", "B", "C", "D", "E", "F", "G", "H"]


def test_notes_are_apart_and_a_note_in_the_line_is_text() -> None:
    source = tei('<p>a<note>b</note> <note place="inline">c</note><fw>d</fw> e</p>')
    assert one(source).text == "a c e"
    assert [f.message for f in source.findings] == ["kept beside the text, not compared: 1 note"]


def test_a_span_may_begin_inside_a_word() -> None:
    witness = one(tei("<p>E<ex>rich</ex> <hi> Honecker </hi> x</p>"))
    assert witness.text == "Erich Honecker x"
    assert spans(witness) == [("ex", "rich"), ("hi", "Honecker")]


def test_line_breaks_part_words_unless_they_say_no() -> None:
    assert one(tei('<p>one<lb/>two thr<lb break="no"/>ee fo \n<pb break="no"/> ur</p>')).text == (
        "one two three four"
    )


def test_words_marked_as_such_need_no_blank_in_the_file() -> None:
    assert one(tei("<p><w>a</w><w>b</w><pc>,</pc><w>c</w></p>")).text == "a b, c"


def test_a_choice_follows_the_declared_policy() -> None:
    body = "<p><choice><sic>teh</sic><corr>the</corr></choice></p>"
    assert one(tei(body)).text == "teh"
    assert one(tei(body, choice="reg")).text == "the"
    with pytest.raises(UsageError, match="choose from orig, sic, abbr, reg, corr, expan"):
        Options(choice="both")


def test_each_witness_reads_its_own_of_an_apparatus() -> None:
    body = (
        '<p>The <app><lem wit="#A">wise <app><lem wit="#A">man</lem></app></lem>'
        '<rdgGrp><rdg wit="#B #C">sage</rdg></rdgGrp></app> answers'
        '<app><lem>.</lem><rdg wit="#C">!</rdg></app></p>'
    )
    found = {w.siglum: w.text for w in tei(body).witnesses}
    assert found == {
        "A": "The wise man answers.", "B": "The sage answers.", "C": "The sage answers!",
    }  # fmt: skip


def test_a_lacuna_is_not_an_omission() -> None:
    body = (
        '<p>one <app><lem wit="#A">two</lem><rdg wit="#B"/><rdg wit="#C" type="lac"/></app></p>'
        '<p><app><lem wit="#A #B">three<milestone/></lem><rdg wit="#C"><lacunaStart/></rdg></app>'
        ' four</p><p><app><rdg wit="#A #B">five</rdg><rdg wit="#C">five<lacunaEnd/></rdg></app>'
        " six</p>"
    )
    a, b, c = tei(body).witnesses
    assert (a.text, a.lacunae) == ("one two\nthree four\nfive six", ())
    assert (b.text, b.lacunae) == ("one\nthree four\nfive six", ())
    assert c.text == "one\nsix"
    assert [lacuna.at for lacuna in c.lacunae] == [1, 1]


def test_a_gap_is_a_lacuna_with_reason_and_extent() -> None:
    witness = one(tei('<p>one <gap reason="damage" quantity="2" unit="words"/> four</p>'))
    assert [(x.at, x.reason, x.extent) for x in witness.lacunae] == [(1, "damage", "2 words")]


def test_hands_become_layers_of_one_document() -> None:
    body = "<p>the <subst><del>old</del><add>new</add></subst> man</p>"
    assert one(tei(body)).text == "the new man"
    layers = tei(body, layers=True, siglum="A").witnesses
    assert [(w.siglum, w.text, w.document) for w in layers] == [
        ("A*", "the old man", "A"),
        ("Ac", "the new man", "A"),
    ]


def test_a_passage_is_named_by_id_then_number_then_count() -> None:
    witness = one(
        tei(
            '<div n="1"><p xml:id="x">a</p><p n="7">b</p>'
            "<p>c <list><item>d</item></list>e</p></div>"
        )
    )
    assert [p.id for p in witness.passages] == ["x", "7", "p3", "item1", "p3/2"]


def test_the_siglum_is_the_files_own() -> None:
    header = '<sourceDesc><listWit><witness xml:id="Z"/></listWit></sourceDesc>'
    assert one(tei("<p>a</p>", header)).siglum == "Z"
    assert one(tei("<p>a</p>", header, siglum="Y")).siglum == "Y"
    assert one(tei("<p>a</p>")).siglum == "a"


def test_a_declared_encoding_is_honoured() -> None:
    data = '<?xml version="1.0" encoding="windows-1251"?><TEI><text><p>чохом</p></text></TEI>'
    assert one(read(data.encode("cp1251"), name="a.xml")).text == "чохом"


NAMES = st.sampled_from(["hi", "foreign", "supplied", "ex"])
LEAVES = st.text(alphabet="ab<&é ", max_size=5).map(escape)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", NAMES, st.lists(inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(TREES, max_size=4).map("".join))
def test_text_and_spans_give_the_markup_back(content: str) -> None:
    first = read_text(etree.fromstring(f"<p>{content}</p>"), Wanted())
    again = markup(first.string(), first.spans())
    second = read_text(etree.fromstring(f"<p>{again}</p>"), Wanted())
    assert (second.string(), second.spans()) == (first.string(), first.spans())


def test_every_real_file_is_read_or_refused_with_a_reason(shared: Path) -> None:
    for path in sorted((shared / "data" / "tei").glob("*.xml")):
        if path.stat().st_size > 60_000:
            continue
        for witness in read(path.read_bytes(), name=path.name).witnesses:
            assert "".join(t.text + t.space for t in witness.tokens) == witness.text


# Word


def document(body: str) -> bytes:
    """A DOCX with this body, as small as can be."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>"
        )
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_insertions_and_hyphens_survive_and_what_is_left_out_is_said() -> None:
    body = (
        f'<w:p>{run("Happy ")}<w:ins w:id="1">{run("INSERTED ")}</w:ins>'
        f'<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>'
        f"{run('co')}<w:r><w:softHyphen/></w:r>{run('op well')}<w:r><w:noBreakHyphen/></w:r>"
        f"{run('known')}{run('hidden', '<w:vanish/>')}</w:p>"
    )
    source = read(document(body), name="a.docx")
    assert one(source).text == "Happy INSERTED co\u00adop well\u2011known"
    assert sorted(f.message for f in source.findings) == [
        "left out: 1 runs of hidden text",
        "left out: 1 tracked deletions",
    ]


def test_a_page_break_does_not_glue_words() -> None:
    body = f'<w:p>{run("line")}<w:r><w:br w:type="page"/></w:r>{run("after", "<w:i/>")}</w:p>'
    witness = one(read(document(body), name="a.docx"))
    assert witness.text == "line after"
    assert spans(witness) == [("pb", ""), ("hi", "after")]


def test_an_archive_that_unpacks_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from variorum.readers import _package

    monkeypatch.setattr(_package, "LIMIT", 1000)
    with pytest.raises(LimitError, match="over the limit of 1000 bytes"):
        read(document(f"<w:p>{run('long ' * 1000)}</w:p>"), name="a.docx")


# Tables, CollateX, Markdown, HTML


def test_both_shapes_of_a_collatex_table_give_one_collation() -> None:
    a, b = [{"t": "the ", "x": 1}], [{"t": "man", "n": "MAN"}]
    down = {"witnesses": ["A", "B"], "table": [[a, a], [b, []], [b, b]]}
    across = {"witnesses": ["A", "B"], "table": [[a, b, b], [a, None, b]]}
    found = [read(json.dumps(t).encode(), name="a.json") for t in (down, across)]
    for source in found:
        assert source.collation is not None
        assert [w.text for w in source.witnesses] == ["the manman", "the man"]
        assert [len(source.collation.cell(1, c)) for c in range(3)] == [1, 0, 1]
        assert source.witnesses[0].keys[0]["x"] == 1
        assert source.witnesses[0].normal(1) == "MAN"
    assert "omitted or not extant" in found[1].findings[0].message


def test_the_rows_of_a_wide_table_are_an_alignment() -> None:
    source = read(b"passage,A,B\r\n1,=a,'=b\r\n2,,c\r\n3,[lac],\"d,\n'e\"\r\n", name="a.csv")
    a, b = source.witnesses
    assert (a.text, b.text) == ("=a", "=b\nc\nd,\n'e")
    assert [x.at for x in a.lacunae] == [2]
    assert source.synopsis is not None
    assert [[len(r) for r in row.passages] for row in source.synopsis.rows] == [
        [1, 1], [0, 1], [0, 1],
    ]  # fmt: skip


def test_a_long_table_has_a_line_for_each() -> None:
    source = read(b"passage;witness;text\n1;A;a\n1;B;b\n2;A;c\n", name="a.csv")
    assert {w.siglum: w.text for w in source.witnesses} == {"A": "a\nc", "B": "b"}


def test_markdown_keeps_brackets_and_leaves_notes_apart() -> None:
    source = read(
        b"# T\n\nan *idiom* [chokhom][^1] of a_b_c\nand 2 * 3\n\n[^1]: note\n", name="a.md"
    )
    witness = one(source)
    assert passages(witness) == ["T", "an idiom [chokhom] of a_b_c and 2 * 3"]
    assert spans(witness) == [("hi", "idiom"), ("bracket", "[chokhom]")]
    assert source.findings[0].message == "left out: 1 footnote"
    entities = one(read(b"Q&amp;A, 1 &#60; 2, &nosuch; &Aacute;&\n", name="a.md"))
    assert entities.text == "Q&A, 1 < 2, &nosuch; Á&"


def test_the_content_tells_the_format_where_the_name_does_not() -> None:
    for data, reader in (
        (b"<TEI/>", "tei"), (b"<!DOCTYPE html><p>", "html"), (b'{"witnesses": []}', "collatex"),
        (b"PK\x03\x04", "docx"), (b"text", "txt"), (b"", "txt"),
    ):  # fmt: skip
        assert reader_for(data, name="-") == reader
    assert {".txt", ".xml", ".docx", ".json", ".csv", ".tsv", ".md"} <= set(suffixes())


# Bad input: one line with file, place and remedy

BAD = {
    "not UTF-8": ("a.txt", b"ab\ncd\xe9f", r"a\.txt:2: not UTF-8: byte 5 is 0xE9; save"),
    "truncated UTF-8": ("a.txt", b"ab\xd1", r"a\.txt:1: the file ends within .* byte 2"),
    "binary": ("a.txt", b"a\nb\0c", r"a\.txt:2: a binary file \(byte 3 is NUL\); give"),
    "UTF-16 without mark": ("a.txt", "abcdef".encode("utf-16-le"), r"name the encoding: utf-16-le"),
    "PDF": ("a.txt", b"%PDF-1.7", r"a\.txt: not a text but a PDF; export"),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1", r"an old Word file \(\.doc\); save it as"),
    "DOCX that is no ZIP": (
        "a.docx",
        b"plain",
        r"a\.docx: not DOCX: the file is not a ZIP archive",
    ),
    "DOCX cut short": ("a.docx", document("<w:p/>")[:200], r"a\.docx: not DOCX: .*truncated"),
    "malformed XML": ("a.xml", b"<TEI>\n<p></TEI>", r"a\.xml:2: not well-formed XML: .*; fix"),
    "entity bomb": (
        "a.xml",
        b'<!DOCTYPE x [<!ENTITY a "aa">]><TEI>&a;</TEI>',
        r"a\.xml:1: the document declares entities, which are refused; replace",
    ),
    "external entity": (
        "a.xml",
        b'<!DOCTYPE x [\n<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI>&a;</TEI>',
        r"a\.xml:2: the document declares entities",
    ),
    "not TEI": ("a.xml", b"<svg/>", r"a\.xml:1: the root element is <svg>, not TEI; give"),
    "malformed JSON": ("a.json", b'{"witnesses": [\n}', r"a\.json:2: not JSON: .*; fix"),
    "JSON of another kind": ("a.json", b'{"x": 1}', r'a\.json: no CollateX JSON: no list "wit'),
    "a row too long": ("a.csv", b"A,B\n1,2,3\n", r"a\.csv:2: 3 cells under 2 names; put"),
    "two columns of one name": (
        "a.csv",
        b"A,A\n1,2\n",
        r"a\.csv:1: two columns have the same name",
    ),
}


@pytest.mark.parametrize("fault", BAD)
def test_bad_input_is_refused_with_file_place_and_remedy(fault: str) -> None:
    name, data, message = BAD[fault]
    with pytest.raises(ReadError, match=message) as caught:
        read(data, name=name)
    assert "\n" not in str(caught.value)
    assert caught.value.hint


@given(st.binary(max_size=80), st.sampled_from(["a" + s for s in suffixes()] + ["a"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    with suppress(VariorumError):
        read(data, name=name)


def test_an_unknown_encoding_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="unknown encoding 'klingon'"):
        read(b"x", name="a.txt", options=Options(encoding="klingon"))


def test_the_only_paragraph_of_a_chapter_goes_by_book_and_chapter() -> None:
    """As classicists cite it; the address of the whole work is no part of the place."""
    body = (
        '<div n="urn:cts:latinLit:phi0448.phi002"><div n="1"><div n="57"><p>Brutus was.</p></div>'
        '<div n="58"><head>At sea</head><p>The Massilians.</p></div></div>'
        '<div n="2"><div n="57"><p>Two.</p><p>Three.</p></div></div></div>'
    )
    (witness,) = tei(body).witnesses
    assert [p.id for p in witness.passages] == ["1.57", "head1", "1.58", "p3", "p4"]
