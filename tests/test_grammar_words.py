"""What grammar findings say, where they point, and which one speaks for the others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.relaxng import Grammar, Positions, check, load
from variorum.relaxng.source import positions
from variorum.relaxng.values import date_reason
from variorum.text import xml
from variorum.validation.document.codecs import codec
from variorum.validation.document.document import Document
from variorum.validation.run.grammar_findings import CODES

CASES = Path(__file__).parent / "cases" / "grammar"
WORDS = json.loads((CASES / "words.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def small() -> Grammar:
    return load((CASES / "small.rng").read_bytes(), name="small.rng")


def found(grammar: Grammar, text: str | bytes, **options: Any) -> list[Any]:
    data = text.encode() if isinstance(text, str) else text
    document = Document("t.xml", data, codec(data), xml.parse(data, name="t.xml"))
    return check(document.tree, grammar, positions=document.positions, **options)


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case["label"])
def test_one_fault_gives_one_message_that_helps(small: Grammar, case: dict[str, Any]) -> None:
    text = "\n".join(case["text"])
    faults = found(small, text)
    roots = [f for f in faults if f.cause is None]
    assert [f"{f.line} {CODES[f.kind]} {f.message}" for f in roots] == case["messages"]
    assert len(faults) - len(roots) == case.get("consequences", 0)
    for hint, finding in zip(case.get("hints", []), roots):
        assert hint in finding.hint


def test_the_grammar_says_what_it_is(small: Grammar) -> None:
    assert (small.title, small.version) == ("A small edition", "1.2.0")


def test_the_root_of_an_older_tei_is_known_as_such() -> None:
    schema = (
        '<element xmlns="http://relaxng.org/ns/structure/1.0" name="TEI" '
        'ns="http://www.tei-c.org/ns/1.0"><empty/></element>'
    )
    (finding,) = found(load(schema.encode(), name="s.rng"), "<TEI.2><teiHeader/></TEI.2>")
    assert "TEI P4" in finding.message


def test_a_finding_knows_its_path_and_the_nearest_name(small: Grammar) -> None:
    text = (
        '<edition xmlns="urn:small"><title/><body><p n="4">a</p><p xml:id="x">b'
        "<note/><note><forign/></note></p></body></edition>"
    )
    (finding,) = found(small, text)
    assert finding.xpath == "/edition/body[1]/p[2]/note[2]/forign[1]"
    assert finding.near == "x"
    assert text[finding.column - 1 : finding.end_column - 1] == "<forign"


def test_columns_count_characters_not_bytes(small: Grammar) -> None:
    head = '<edition xmlns="urn:small"><title>хохом 𝔄</title>'
    text = f"{head}<body>\n<p>мудрец <b/></p></body></edition>"
    for data in (
        text.encode(),
        b"\xef\xbb\xbf" + text.encode(),
        text.encode("utf-16"),
        ('<?xml version="1.0" encoding="windows-1251"?>' + text.replace("𝔄", "")).encode("cp1251"),
    ):
        (finding,) = found(small, data)
        assert (finding.line, finding.column) == (2, 11)


def test_an_attribute_of_a_long_tag_is_at_the_tags_end_or_exactly_where_it_stands(
    small: Grammar,
) -> None:
    text = (
        '<edition xmlns="urn:small"><title/><body><p\n  when="x"\n  n="1"\n>a</p></body></edition>'
    )
    (as_jing,) = found(small, text)
    (exact,) = found(small, text, exact=True)
    assert (as_jing.line, exact.line, exact.column) == (4, 2, 3)


SOURCE = (
    '<?xml version="1.0"?><!DOCTYPE a [<!-- > ]> \' --><!ATTLIST a x CDATA ">">]>\n'
    "<a x='>' y=\"/>\"><!-- <b> --><b/><![CDATA[<c>]]>t<?p <d> ?><e\n>u</e\n></a>"
)


def test_a_tag_with_many_faults_is_read_once(
    small: Grammar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty thousand wrong attributes on one tag once took five minutes."""
    read = []
    scan = positions._OPENED

    class Counted:
        def match(self, source: str, at: int) -> Any:
            read.append(at)
            return scan.match(source, at)

    monkeypatch.setattr(positions, "_OPENED", Counted())
    many = " ".join(f'a{i}="b"' for i in range(50))
    assert len(found(small, f'<edition xmlns="urn:small" {many}/>')) >= 50
    assert len(read) == 1


@pytest.mark.parametrize("before", ["", " ", "<!-- <a> -->\r\n", "<?x >?>"])
def test_places_are_counted_through_a_doctype(before: str) -> None:
    subset = "<!-- x > ] --><?y ]> <z> ?>"
    source = f'{before}<!DOCTYPE a SYSTEM "a>.dtd" [{subset}]>\r\n<a><b/>é<c>x</c></a>'
    places = Positions(source)
    assert places.place(places.start_tag(2)[0])[1] == len("<a><b/>é") + 1
    assert places.source[slice(*places.end_tag(2))] == "</c>"


def test_mark_up_inside_comments_sections_and_values_is_no_mark_up() -> None:
    places = Positions(SOURCE)
    tags = [SOURCE[slice(*places.start_tag(i))] for i in range(len(places))]
    assert tags == ["<a x='>' y=\"/>\">", "<b/>", "<e\n>"]
    assert SOURCE[slice(*places.end_tag(0))] == "</a>"
    assert SOURCE[slice(*places.end_tag(1))] == "<b/>"
    found = places.attribute(0, "y")
    assert found
    assert SOURCE[found.value : found.end] == "/>"
    assert SOURCE[slice(*places.text_after("end", 1))] == "<![CDATA[<c>]]>t"
    assert SOURCE[slice(*places.text_after("misc", 1))] == ""


@given(st.recursive(
    st.sampled_from(["<b/>", "<c x='1>'/>", "<!-- <z> -->", "<?p <z>?>", "t\n", "<![CDATA[<z>]]>"]),
    lambda inner: st.lists(inner, max_size=4).map(lambda parts: f"<d>{''.join(parts)}</d>"),
))  # fmt: skip
def test_the_scanner_keeps_step_with_the_parser(inner: str) -> None:
    text = f"<a>{inner}</a>"
    places = Positions(text)
    nodes = list(xml.parse(text.encode(), name="t").getroot().iter("*"))
    assert len(places) == len(nodes)
    for number, node in enumerate(nodes):
        begin, _ = places.start_tag(number)
        assert text[begin:].startswith(f"<{node.tag}")
        assert places.line(begin) == node.sourceline
        assert text[: places.end_tag(number)[1]].endswith(">")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1988-13-06", "month 13"),
        ("1989-02-29", "month 2 of 1989 has no day 29"),
        ("06.10.1988", "perhaps 1988-10-06"),
        ("88-10-06", "four digits"),
        ("1988-1-6", "1988-01-06"),
        ("0000", "no year 0"),
        ("October", "write year-month-day"),
        ("", "empty"),
    ],
)
def test_a_date_that_is_none_is_told_why(written: str, said: str) -> None:
    assert said in date_reason(written)


@given(st.text())
def test_any_text_gets_a_reason_why_it_is_no_date(text: str) -> None:
    assert date_reason(text)


PAIR = load(
    b"""<element name="link" xmlns="http://relaxng.org/ns/structure/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><optional><attribute name="target">
    <list><data type="anyURI"/><oneOrMore><data type="anyURI"/></oneOrMore></list></attribute>
    </optional><optional><attribute name="type">
    <data type="token"><param name="pattern">a+</param></data>
    </attribute></optional><empty/></element>""",
    name="pair.rng",
)


def test_a_list_that_ends_too_early_is_said_to() -> None:
    (one,) = found(PAIR, '<link target="#a"/>')
    assert one.message == '@target cannot be "#a": one more value must follow'


def test_a_value_that_is_empty_is_called_empty_whatever_its_pattern() -> None:
    (one,) = found(PAIR, '<link type=""/>')
    assert one.message == '@type cannot be "": it is empty'
