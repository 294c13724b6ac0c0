"""Where pointers lead under an xml:base: into a folder, into another document, abroad, nowhere."""

from __future__ import annotations

import pytest

from variorum.validation import Options, Report, fixes, validate

FILES = {
    "letters/1.xml": b'<p xml:id="l1"/>',
    "b.xml": b'<div><p xml:id="b1"/><witness xml:id="B"/></div>',
    "intro": b"a file of this name",
}


def near(file: str) -> bytes | None:
    """A project of three files."""
    if file.startswith(".."):
        raise PermissionError(file)
    return FILES.get(file)


def check(body: str, root: str = "", *, code: str = "") -> Report:
    opening = f'<TEI xmlns="http://www.tei-c.org/ns/1.0" {root}><text><body>'
    data = f"{opening}{body}</body></text></TEI>".encode()
    return validate(data, path="a.xml", options=Options(resolve=near, select=(code or "REF",)))


def said(report: Report) -> list[tuple[str, str]]:
    return [(f.code, f.message) for f in report.findings]


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("a folder", '<div xml:base="letters/"><ref target="1.xml#l1"/></div>'),
        ("a file in it", '<div xml:base="letters/0.xml"><ref target="1.xml#l1"/></div>'),
        ("up again", '<div xml:base="letters/"><ref target="../b.xml#b1"/></div>'),
        ("one within another", '<div xml:base="letters/"><p xml:base=".."><ref target="b.xml#b1"/>'
         "</p></div>"),
        ("a document", '<p xml:id="a"/><div xml:base="b.xml"><ref target="#b1"/></div>'),
        ("#x in a folder", '<p xml:id="a"/><div xml:base="letters/"><ref target="#a"/></div>'),
        ("XInclude's copy", '<div xml:base="lost.xml" xml:id="c"><ref target="#c"/></div>'),
        ("abroad", '<div xml:base="https://example.org/x.xml"><ref target="y.xml#z"/>'
         '<ref target="#z"/></div>'),
        ("nothing", '<div xml:base=""><ref target="b.xml#b1"/></div>'),
        ("a bare word abroad", '<p xml:id="i"/><p xml:base="https://example.org/">'
         '<ref target="i"/></p>'),
        ("a bare word that is a file", '<p xml:id="intro"/><ref target="intro"/>'),
    ],
)  # fmt: skip
def test_a_pointer_that_leads_somewhere_by_its_base_is_no_finding(label: str, body: str) -> None:
    assert said(check(body)) == [], label


def test_a_published_address_of_the_file_itself_hides_no_dangling_pointer() -> None:
    for address in ("https://example.org/", "https://example.org/a.xml"):
        report = check('<p xml:id="a"/><ref target="#a #b"/>', f'xml:base="{address}"')
        assert said(report) == [
            ("REF003", "@target points to '#b', but no element has this xml:id")
        ]


def test_under_the_base_of_another_document_an_id_of_this_file_is_not_meant() -> None:
    (finding,) = check('<p xml:id="a"/><div xml:base="b.xml"><ref target="#a"/></div>').findings
    assert finding.message == (
        "@target points to '#a', but no element in 'b.xml', where xml:base leads, has this xml:id"
    )
    assert "remove the xml:base" in finding.hint


def test_a_file_that_is_not_there_is_named_as_the_base_leads_to_it() -> None:
    body = '<div xml:base="letters/"><ref target="2.xml"/><ref target="2.xml#x"/></div>'
    (finding,) = check(body).findings
    assert (finding.code, finding.count) == ("REF004", 2)
    assert "by the xml:base around it to the file 'letters/2.xml', but there" in finding.message


def test_a_base_that_escapes_is_refused_once_and_nothing_under_it_is_followed() -> None:
    body = '<div xml:base="../../etc/"><ref target="passwd.xml"/><ref target="x.xml#y"/></div>'
    (finding,) = check(body).findings
    assert finding.code == "REF004"
    assert finding.severity.name == "ERROR"
    assert finding.message == (
        "@xml:base leads to '../../etc/', which leads out of the project's folder "
        "and is not followed"
    )
    climbing = '<div xml:base="letters/"><ref target="../../etc/passwd.xml"/></div>'
    (finding,) = check(climbing).findings
    assert "'../etc/passwd.xml', which leads out" in finding.message


def test_a_siglum_under_the_base_of_the_file_of_witnesses_is_looked_for_there() -> None:
    body = '<div xml:base="b.xml"><app><lem wit="#B">x</lem><rdg wit="#Q">y</rdg></app></div>'
    assert said(check(body, code="WIT001")) == [("WIT001", "siglum '#Q' leads nowhere: no such id")]


def test_a_bare_word_that_is_an_id_is_asked_about_and_mended() -> None:
    body = '<p xml:id="start"/><p><ref target="start">x</ref></p>'
    (finding,) = check(body).findings
    assert finding.hint == "did you mean #start?"
    data = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{body}</TEI>'.encode()
    assert b'target="#start"' in fixes.mend(data, path="a.xml", options=Options(resolve=near)).data
    quiet = data.replace(b"start", b"intro")
    assert fixes.mend(quiet, path="a.xml", options=Options(resolve=near)).count == 0


def test_the_command_mends_no_bare_word_that_names_a_file(variorum, tmp_path) -> None:
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p xml:id="intro"/><ref target="intro"/></TEI>'
    path = tmp_path / "a.xml"
    path.write_text(text, "utf-8")
    (tmp_path / "intro").write_text("a file", "utf-8")
    variorum("validate", "--fix", str(path))
    assert path.read_text("utf-8") == text
