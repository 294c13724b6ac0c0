"""The parts of a DOCX file: text runs, notes, styles, and the package around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ._xml import escape
from ._zip import pack

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMESPACES = f'xmlns:w="{_W}" xmlns:r="{_R}"'
_PARTS = ("styles", "settings", "footnotes", "endnotes")


def run(text: str, *, bold: bool = False, italic: bool = False, deleted: bool = False) -> str:
    """A run of text; a run with right-to-left letters says so."""
    if not text:
        return ""
    rtl = any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
    marks = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    marks += "<w:rtl/>" if rtl else ""
    properties = f"<w:rPr>{marks}</w:rPr>" if marks else ""
    name = "w:delText" if deleted else "w:t"
    return f'<w:r>{properties}<{name} xml:space="preserve">{escape(text)}</{name}></w:r>'


def paragraph(runs: str, style: str = "") -> str:
    """A paragraph of runs."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{runs}</w:p>"


def package(
    body: str, foot: Sequence[str], end: Sequence[str], *, title: str, signature: str
) -> bytes:
    """The file: body, foot notes and end notes, each note given as its runs."""
    heading = paragraph(run(title), "Title") if title else ""
    document = (
        f"{_HEAD}<w:document {_NAMESPACES}><w:body>{heading}{body}"
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" '
        'w:footer="708" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )
    return pack(
        (name, content.encode("utf-8"))
        for name, content in (
            ("[Content_Types].xml", _content_types()),
            ("_rels/.rels", _relations()),
            ("docProps/core.xml", _core(title, signature)),
            ("word/document.xml", document),
            ("word/_rels/document.xml.rels", _document_relations()),
            ("word/styles.xml", _styles()),
            ("word/settings.xml", _settings()),
            ("word/footnotes.xml", "".join(_notes("footnote", "Footnote", foot))),
            ("word/endnotes.xml", "".join(_notes("endnote", "Endnote", end))),
        )
    )


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), *((p, p) for p in _PARTS))
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _relations() -> str:
    core = f"{_PACKAGE}/metadata/core-properties"
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}">'
        f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>'
    )


def _document_relations() -> str:
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(_PARTS, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'


def _core(title: str, signature: str) -> str:
    return (
        f"{_HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title>"
        f"<dc:description>{escape(signature)}</dc:description></cp:coreProperties>"
    )


def _settings() -> str:
    separators = "".join(
        f'<w:{kind}Pr><w:{kind} w:id="-1"/><w:{kind} w:id="0"/></w:{kind}Pr>'
        for kind in ("footnote", "endnote")
    )
    return f"{_HEAD}<w:settings {_NAMESPACES}>{separators}</w:settings>"


def _styles() -> str:
    def style(id: str, name: str, kind: str, inner: str, default: bool = False) -> str:
        first = ' w:default="1"' if default else ""
        return (
            f'<w:style w:type="{kind}"{first} w:styleId="{id}"><w:name w:val="{name}"/>'
            f"{inner}</w:style>"
        )

    small = '<w:rPr><w:sz w:val="20"/></w:rPr>'
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    spaced, indent = '<w:spacing w:after="%d"/>', '<w:ind w:left="720"/>'
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"{_HEAD}<w:styles {_NAMESPACES}>" + "".join(
        (
            style("Normal", "Normal", "paragraph", "", default=True),
            style("Title", "Title", "paragraph", '<w:rPr><w:sz w:val="36"/></w:rPr>'),
            style(
                "Heading1", "heading 1", "paragraph",
                '<w:pPr><w:keepNext/><w:outlineLvl w:val="0"/></w:pPr>'
                '<w:rPr><w:b/><w:sz w:val="28"/></w:rPr>',
            ),
            style("Verse", "Verse", "paragraph", f"<w:pPr>{spaced % 0}{indent}</w:pPr>"),
            style("StanzaEnd", "Stanza End", "paragraph", f"<w:pPr>{spaced % 240}{indent}</w:pPr>"),
            style("FootnoteText", "footnote text", "paragraph", small),
            style("EndnoteText", "endnote text", "paragraph", small),
            style("FootnoteReference", "footnote reference", "character", raised),
            style("EndnoteReference", "endnote reference", "character", raised),
            style("TableGrid", "Table Grid", "table",
                  f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>"),
            "</w:styles>",
        )
    )  # fmt: skip


def _notes(kind: str, style: str, notes: Sequence[str]) -> Iterator[str]:
    """The part that holds the notes; ids -1 and 0 are the separators that Word asks for."""
    yield f"{_HEAD}<w:{kind}s {_NAMESPACES}>"
    for number, mark in ((-1, "separator"), (0, "continuationSeparator")):
        line = f"<w:p><w:r><w:{mark}/></w:r></w:p>"
        yield f'<w:{kind} w:type="{mark}" w:id="{number}">{line}</w:{kind}>'
    for number, runs in enumerate(notes, 1):
        sign = f'<w:r><w:rPr><w:rStyle w:val="{style}Reference"/></w:rPr><w:{kind}Ref/></w:r>'
        yield f'<w:{kind} w:id="{number}">{paragraph(sign + runs, f"{style}Text")}</w:{kind}>'
    yield f"</w:{kind}s>"
