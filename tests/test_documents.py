"""Notes and tracked changes of Word, LibreOffice and books: beside the text, at their place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from variorum import apparatus, encode
from variorum.errors import LimitError, ReadError
from variorum.model import Witness
from variorum.readers import Options, read, reader_for
from variorum.writers import write

CASE = Path(__file__).parent / "cases" / "translations" / "notes.docx"


def passages(witness: Witness) -> list[tuple[str, str]]:
    return [(p.kind, p.text) for p in witness.passages]


def notes(witness: Witness) -> list[tuple[str, str, str]]:
    """Kind, the token before, and text of each note."""
    return [(n.kind, witness.tokens[n.at - 1].text, n.text) for n in witness.notes]


def packed(parts: dict[str, str], mimetype: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


# Word


def test_notes_of_word_stand_where_it_refers_to_them() -> None:
    source = read(CASE.read_bytes(), name="a.docx")
    (witness,) = source.witnesses
    assert passages(witness)[1] == ("p", "The envoy departed at noon for the port.")
    assert notes(witness) == [
        ("footnote", "noon", "First item [illegible]. Second item."),
        ("mark", "port", "12"),
        ("comment", "paragraph", "Check this."),
    ]
    assert [f.message for f in source.findings] == [
        "left out: 2 tracked deletions",
        "left out: 1 note marks",
    ]


def test_a_superscript_is_a_word_where_furniture_is_kept() -> None:
    (witness,) = read(CASE.read_bytes(), name="a.docx", options=Options(furniture="keep")).witnesses
    assert passages(witness)[1][1].endswith("the port12.")


def test_tracked_changes_are_two_layers_when_asked_for() -> None:
    before, after = read(CASE.read_bytes(), name="a.docx", options=Options(layers=True)).witnesses
    assert (before.siglum, after.siglum) == ("a*", "a")
    assert [t for _, t in passages(before)] == [
        "Chapter One", "The envoy left at noon for the port.", "This line moved.",
        "A second paragraph with a soft\u00adware comment.",
    ]  # fmt: skip
    assert [t for _, t in passages(after)][1:] == [
        "The envoy departed at noon for the port.",
        "A second paragraph with a soft\u00adware comment.", "This line moved.",
    ]  # fmt: skip


def test_encode_writes_the_notes_of_word_into_the_text() -> None:
    tei = encode(CASE, language="en")
    assert (
        'noon<note type="footnote" place="bottom">First item [illegible]. Second item.</note> for'
        in tei
    )
    assert 'port<note type="noteMark" n="12"/>.' in tei
    assert 'paragraph<note type="comment">Check this.</note> with' in tei


# LibreOffice

ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("fo", "xsl-fo-compatible"), ("draw", "drawing"),
    )
)  # fmt: skip
STYLES = (
    '<office:automatic-styles><style:style style:name="I" style:family="text">'
    '<style:text-properties fo:font-style="italic" fo:language="de" fo:country="AT"/></style:style>'
    '<style:style style:name="S" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    "</office:automatic-styles>"
)
ODT = "application/vnd.oasis.opendocument.text"


def odt(body: str, **parts: str) -> bytes:
    content = (
        f"<office:document-content {ODF}>{STYLES}<office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    return packed({"content.xml": content, **parts}, ODT)


def test_an_odt_keeps_headings_lists_tables_emphasis_and_notes() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:h text:outline-level='1'>I.</text:h>"
        "<text:p>Der <text:span text:style-name='I'>weise</text:span><text:s text:c='3'/>Mann"
        "<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Nicht Salomo.</text:p><text:p>Ein anderer.</text:p>"
        "</text:note-body></text:note><text:span text:style-name='S'>12</text:span> sprach"
        "<office:annotation><dc:creator xmlns:dc='x'>Eva</dc:creator><text:p>Wirklich?</text:p>"
        "</office:annotation>.<text:line-break/>So.</text:p>"
        "<text:list><text:list-item><text:p>erstens</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Zelle</text:p>"
        "</table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:image/></draw:frame></text:p>"
    )
    source = read(odt(body), name="a.odt")
    (witness,) = source.witnesses
    assert witness.language == "de-AT"
    assert passages(witness) == [
        ("head", "I."), ("p", "Der weise Mann sprach. So."), ("item", "erstens"), ("cell", "Zelle"),
    ]  # fmt: skip
    assert notes(witness) == [
        ("footnote", "Mann", "Nicht Salomo. Ein anderer."), ("mark", "Mann", "12"),
        ("comment", "sprach", "Wirklich?"),
    ]  # fmt: skip
    assert [(s.name, witness.text[s.start : s.end]) for s in witness.spans if s.end > s.start] == [
        ("hi", "weise")
    ]
    assert [f.message for f in source.findings] == [
        "left out: 1 tracked deletions",
        "left out: 1 note marks",
        "left out: 1 images",
    ]


# Books

EPUB = "application/epub+zip"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)
OPF = """<package xmlns="http://www.idpf.org/2007/opf">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Daphne</dc:title>
<dc:language>en</dc:language></metadata><manifest>
<item id="b" href="b%20two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="t" href="toc.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="n" href="notes.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="t"/><itemref idref="a"/><itemref idref="b"/>
<itemref idref="n" linear="no"/></spine></package>"""
PAGE = (
    '<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>%s</body></html>'
)
BOOK = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": OPF,
    "OEBPS/toc.xhtml": PAGE % "<p>Contents</p>",
    "OEBPS/a.xhtml": PAGE % '<h1>One</h1><p>She fled<a epub:type="noteref" href="notes.xhtml#n1">1'
    '</a>&#160;far<sup><a href="#fn2">2</a></sup>.</p><aside epub:type="footnote" id="fn2">'
    "<p>Or wide.</p></aside>",
    "OEBPS/b two.xhtml": PAGE % '<h1>Two</h1><p>He<img src="x.png"/> stood.</p>',
    "OEBPS/notes.xhtml": PAGE
    % '<ol><li epub:type="endnote" id="n1"><p>Ovid.</p><p>Book I. <a role="doc-backlink" '
    'href="a.xhtml#r1">back</a></p></li></ol>',
}


def test_a_book_is_read_in_the_order_of_its_spine_with_the_notes_of_other_pages() -> None:
    source = read(packed(BOOK, EPUB), name="a.epub")
    (witness,) = source.witnesses
    assert (witness.title, witness.language) == ("Daphne", "en")
    assert passages(witness) == [
        ("head", "One"), ("p", "She fled\u00a0far."), ("head", "Two"), ("p", "He stood."),
    ]  # fmt: skip
    assert notes(witness) == [
        ("endnote", "fled", "Ovid. Book I."),
        ("footnote", "far", "Or wide."),
    ]
    assert [f.message for f in source.findings] == [
        "left out: 1 pages beside the text", "left out: 1 images",
    ]  # fmt: skip


def test_the_first_part_of_an_archive_tells_the_format() -> None:
    assert reader_for(packed(BOOK, EPUB), name="-") == "epub"
    assert reader_for(odt(""), name="-") == "odt"


LOCKED = (
    '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
    '<e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
)
BAD = {
    "ODT that is no archive": ("a.odt", b"plain", r"a\.odt: not ODT: the file is .*; save"),
    "ODT cut short": ("a.odt", odt("<text:p>x</text:p>")[:300], r"a\.odt: not ODT: .*truncated; "),
    "ODT without content": ("a.odt", packed({}, ODT), r"no ODT: the archive has no content\.xml; "),
    "ODT with a password": (
        "a.odt",
        odt("", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        r"a\.odt: the document is encrypted; save it without a password",
    ),
    "ODT of a table": (
        "a.odt",
        packed({"content.xml": f"<office:x {ODF}/>"}, ODT),
        r"a\.odt: not a text: an ODT of another kind; save",
    ),
    "ODT nested too deep": (
        "a.odt", odt("<text:a>" * 201 + "</text:a>" * 201), r"more than 200 deep.*; save"
    ),
    "ODT that is malformed": (
        "a.odt", packed({"content.xml": "<x>\n<y></x>"}, ODT), r"a\.odt:content\.xml:2: not well-f"
    ),
    "EPUB with copy protection": (
        "a.epub",
        packed({**BOOK, "META-INF/encryption.xml": LOCKED.format("aes256-cbc")}, EPUB),
        r"a\.epub: the book is encrypted; give a copy without",
    ),
    "EPUB without a page": (
        "a.epub",
        packed({k: v for k, v in BOOK.items() if k != "OEBPS/a.xhtml"}, EPUB),
        r"a\.epub:OEBPS/book\.opf:\d+: the book has no OEBPS/a\.xhtml, which its spine names; ",
    ),
    "EPUB without its package": (
        "a.epub", packed({"META-INF/container.xml": CONTAINER}, EPUB), r"names no package doc.*; "
    ),
    "EPUB with entities": (
        "a.epub", packed({**BOOK, "x.xhtml": '<!ENTITY a "b">'}, EPUB), r"x\.xhtml declares ent.*; "
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD)
def test_a_broken_or_locked_document_is_refused_with_file_place_and_remedy(fault: str) -> None:
    name, data, message = BAD[fault]
    with pytest.raises(ReadError, match=message) as caught:
        read(data, name=name)
    assert "\n" not in str(caught.value)


def test_letters_that_only_scramble_a_font_lock_no_book() -> None:
    fonts = LOCKED.format("http://www.idpf.org/2008/embedding")
    assert read(packed({**BOOK, "META-INF/encryption.xml": fonts}, EPUB), name="a.epub").witnesses


@pytest.mark.parametrize("name", ["a.odt", "a.epub"])
def test_a_text_packed_a_thousand_to_one_is_refused(name: str) -> None:
    big = "x " * 3_000_000
    data = (
        odt(f"<text:p>{big}</text:p>")
        if name == "a.odt"
        else packed({**BOOK, "OEBPS/a.xhtml": PAGE % big}, EPUB)
    )
    with pytest.raises(LimitError, match="packed more than 100 to one"):
        read(data, name=name)


def test_sentences_that_were_compared_stay_in_the_paragraphs_of_the_base(tmp_path: Path) -> None:
    a = "CHAPTER I\n\nHe came. She saw him.\n\nThey left.\n"
    (tmp_path / "a.txt").write_text(a, "utf-8")
    (tmp_path / "b.txt").write_text(a.replace("saw", "met"), "utf-8")
    made = apparatus(tmp_path / "a.txt", tmp_path / "b.txt", unit="sentence")
    (witness,) = read(bytes(write("docx", made)), name="a.docx").witnesses  # type: ignore[arg-type]
    assert passages(witness) == [
        ("head", "CHAPTER I"), ("p", "He came. She saw him."), ("p", "They left."),
    ]  # fmt: skip
