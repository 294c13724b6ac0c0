"""What an xi:include brings in may be pointed to, though the inclusion itself is not followed."""

from __future__ import annotations

import pytest

from variorum.model import Finding, Severity
from variorum.validation import Options, validate

FILES = {
    "lists/glyphs.xml": b'<charDecl><glyph xml:id="dot"/></charDecl>',
    "lists/witnesses.xml": b'<listWit><witness xml:id="A"/></listWit>',
}
XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
TEXT = '<app><lem wit="#A">sage <g ref="#dot"/></lem></app>'


def findings(inclusions: str, text: str = TEXT) -> tuple[Finding, ...]:
    def near(file: str) -> bytes | None:
        if file.startswith(".."):
            raise PermissionError(file)
        return FILES.get(file)

    head = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {XI}><teiHeader>{inclusions}</teiHeader>'
    data = f"{head}<text><body><p>{text}</p></body></text></TEI>".encode()
    chosen = Options(resolve=near, select=("REF003", "WIT001"))
    return validate(data, path="a.xml", options=chosen).findings


def test_what_is_included_is_found() -> None:
    both = "".join(f'<xi:include href="{file}"/>' for file in FILES)
    assert findings(both) == ()
    (lost,) = findings(both, '<g ref="#dash"/>')
    assert lost.severity is Severity.ERROR


@pytest.mark.parametrize("href", ["../lists/all.xml", "lost.xml", "https://example.org/all.xml"])
def test_what_an_inclusion_that_is_not_read_may_bring_in_is_a_remark(href: str) -> None:
    found = findings(f'<xi:include href="{href}"/>')
    assert {finding.code for finding in found} == {"REF003", "WIT001"}
    for finding in found:
        assert finding.severity is Severity.INFO
        assert "xi:include brings in" in finding.hint


def test_an_inclusion_of_text_or_of_this_file_brings_in_no_id() -> None:
    own = '<xi:include xpointer="x"/><xi:include href="notes.txt" parse="text"/>'
    assert {finding.severity for finding in findings(own)} == {Severity.ERROR}
