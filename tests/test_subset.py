"""What a file declares of attributes in its own DOCTYPE: ids, defaults, a namespace."""

from __future__ import annotations

from variorum import relaxng as grammar
from variorum.validation import Options, Report, profile, validate
from variorum.validation.document.subset import declared

NAMESPACE = ' xmlns="http://www.tei-c.org/ns/1.0"'
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt><publicationStmt><ab>n</ab>"
    "</publicationStmt><sourceDesc><ab>s</ab></sourceDesc></fileDesc></teiHeader>"
)


def check(declarations: str, body: str, *, root: str = NAMESPACE) -> Report:
    text = f"<TEI{root}>{HEADER}<text><body>{body}</body></text></TEI>"
    data = f"<!DOCTYPE TEI [\n{declarations}\n]>\n{text}".encode()
    schema = grammar.load(profile.data(), name="variorum-profile.rng")
    return validate(data, path="a.xml", schema=schema, options=Options())


def said(report: Report) -> list[tuple[str, int, str]]:
    return [(f.code, f.line, f.message) for f in report.findings]


def test_declarations_are_read_whatever_stands_in_their_values() -> None:
    source = (
        "<?xml version='1.0'?><!-- <!DOCTYPE x [ --><!DOCTYPE TEI PUBLIC '[' \"]\" [\n"
        "<!-- <!ATTLIST p no CDATA 'x'> ]> -->\n<?x ]>?>\n<!ELEMENT p ANY>\n"
        "<!ATTLIST p n CDATA \"]>'\" part (N | Y) 'N'\n  id ID #IMPLIED\n rend CDATA #FIXED '>'>\n"
        "<!ATTLIST p n CDATA 'second'>\n]>\n<TEI><p>&lt;!ATTLIST p no CDATA 'x'></p></TEI>"
    )
    assert [(d.element, d.attribute, d.kind, d.default) for d in declared(source)] == [
        ("p", "n", "CDATA", "]>'"),
        ("p", "part", "(N | Y)", "N"),
        ("p", "id", "ID", None),
        ("p", "rend", "CDATA", ">"),
    ]
    assert declared("<TEI><p><![CDATA[<!ATTLIST p n CDATA 'x'>]]></p></TEI>") == ()


def test_a_type_alone_changes_nothing() -> None:
    assert said(check("<!ATTLIST p xml:id ID #IMPLIED>", '<p xml:id="a">x</p>')) == []


def test_a_value_is_read_as_its_type_says() -> None:
    report = check("<!ATTLIST p xml:id ID #IMPLIED>", '<p xml:id="  a ">x</p><p corresp="#a">y</p>')
    assert said(report) == []


def test_a_pointer_leads_to_what_is_declared_to_be_an_id() -> None:
    body = '<p id="a">x</p><p corresp="#a">y</p>'
    assert [code for code, _, _ in said(check("<!ATTLIST p id ID #IMPLIED>", body))] == ["SCH002"]
    codes = [code for code, _, _ in said(check("<!ATTLIST p id CDATA #IMPLIED>", body))]
    assert codes == ["SCH002", "REF003"]


def test_a_default_is_read_and_it_is_told_that_others_may_not_read_it() -> None:
    report = check('<!ATTLIST p n CDATA "1" part CDATA "N">', "<p>x</p>")
    told = "<p> has @n and @part by default from the DTD in the file"
    assert said(report) == [("XML011", 2, told)]
    assert report.findings[0].severity.name == "INFO"
    assert said(check('<!ATTLIST p n CDATA "1">', '<p n="2">x</p>')) == []
    assert said(check('<!ATTLIST lb n CDATA "1">', "<p>x</p>")) == []


def test_what_is_wrong_with_a_default_is_told_at_the_elements_that_have_it() -> None:
    report = check('<!ATTLIST ref target CDATA "#&#97;">', "<p>\n<ref>x</ref></p>")
    assert said(report)[1:] == [
        ("REF003", 5, "@target points to '#a', but no element has this xml:id")
    ]
    report = check('<!ATTLIST date foo CDATA "x">', "<p><date>x</date></p>")
    assert [code for code, _, _ in said(report)] == ["XML011", "SCH002"]


def test_a_namespace_from_the_dtd_is_the_elements_namespace() -> None:
    declaration = '<!ATTLIST TEI xmlns CDATA #FIXED "http://www.tei-c.org/ns/1.0">'
    told = [("XML011", 2, "<TEI> has its namespace from the DTD in the file")]
    assert said(check(declaration, "<p>x</p>", root="")) == told
    assert said(check(declaration, "<p>x</p>")) == []


def test_a_name_with_a_prefix_is_taken_as_it_stands() -> None:
    declaration = '<!ATTLIST t:p n CDATA "1">'
    prefixed = '<t:p xmlns:t="http://www.tei-c.org/ns/1.0">x</t:p><p>y</p>'
    assert said(check(declaration, prefixed)) == [
        ("XML011", 2, "<t:p> has @n by default from the DTD in the file")
    ]
