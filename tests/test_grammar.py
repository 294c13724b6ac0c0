"""The grammar engine: RELAX NG feature by feature, places, words, causes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from variorum.errors import ReadError
from variorum.relaxng import Grammar, Kind, Positions, check, load, streams
from variorum.text import xml
from variorum.validation import jing_findings, lxml_findings

CASES = Path(__file__).parent / "cases" / "grammar"
FEATURES = json.loads((CASES / "features.json").read_text(encoding="utf-8"))
RNG = 'xmlns="http://relaxng.org/ns/structure/1.0"'
XSD = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def grammar(schema: str, files: dict[str, str] | None = None) -> Grammar:
    resolve = None if files is None else lambda href: files[href].encode()
    return load(schema.encode(), name="schema.rng", resolve=resolve)


def findings(schema: Grammar, text: str, **options: Any) -> list[Any]:
    data = text.encode()
    tree = xml.parse(data, name="text.xml")
    return check(tree, schema, positions=Positions(text), **options)


@pytest.mark.parametrize("case", FEATURES, ids=lambda case: case["label"])
def test_relax_ng_holds_feature_by_feature(case: dict[str, Any]) -> None:
    schema = grammar(case["schema"], case.get("files"))
    for text in case["valid"]:
        assert findings(schema, text) == [], text
        assert streams(text.encode(), schema) or "<!DOCTYPE" in text, text
    for text in case["invalid"]:
        assert findings(schema, text), text
        assert not streams(text.encode(), schema), text


SAME = [case for case in FEATURES if "files" not in case and case.get("libxml2") != "differs"]


@pytest.mark.parametrize("case", SAME, ids=lambda case: case["label"])
def test_libxml2_says_the_same_of_the_features(case: dict[str, Any]) -> None:
    oracle = etree.RelaxNG(etree.fromstring(case["schema"]))
    for text in case["valid"]:
        assert oracle.validate(etree.fromstring(text)), text
    for text in case["invalid"]:
        assert not oracle.validate(etree.fromstring(text)), text


# --- generated schemas and documents: libxml2 is the oracle -------------------------------------

LEAVES = st.sampled_from(
    [
        '<element name="b"><empty/></element>',
        '<element name="c"><text/></element>',
        '<element name="d"><attribute name="x"/></element>',
        f'<element name="e"><data type="integer" {XSD}/></element>',
        '<element name="e"><list><oneOrMore><value>v</value></oneOrMore></list></element>',
        "<element><anyName><except><name>b</name></except></anyName><text/></element>",
        "<empty/>",
    ]
)


def _wrap(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(parts, min_size=1, max_size=3).map("".join)
    names = st.sampled_from(["group", "choice", "optional", "zeroOrMore", "oneOrMore"])
    held = st.tuples(names, several).map(lambda p: f"<{p[0]}>{p[1]}</{p[0]}>")
    element = st.tuples(st.sampled_from("bf"), several).map(
        lambda p: f'<element name="{p[0]}">{p[1]}</element>'
    )
    return held | element


SCHEMAS = st.recursive(LEAVES, _wrap, max_leaves=7).map(
    lambda inner: f'<element name="a" {RNG}>{inner}</element>'
)
TEXTS = st.sampled_from(["", "", " ", "1", "v v", "z"])


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(children | TEXTS, max_size=3).map("".join)
    attribute = st.sampled_from(["", "", ' x="1"'])
    return st.tuples(st.sampled_from("bcdefg"), attribute, inner).map(
        lambda p: f"<{p[0]}{p[1]}>{p[2]}</{p[0]}>"
    )


DOCUMENTS = st.lists(st.recursive(_element(TEXTS), _element, max_leaves=5) | TEXTS, max_size=4).map(
    lambda parts: f"<a>{''.join(parts)}</a>"
)


@settings(max_examples=150, deadline=None)
@given(SCHEMAS, st.lists(DOCUMENTS, min_size=3, max_size=6))
def test_the_verdict_is_libxml2s_on_generated_schemas(schema: str, texts: list[str]) -> None:
    try:
        oracle = etree.RelaxNG(etree.fromstring(schema))
    except etree.RelaxNGParseError:
        return  # libxml2 finds that the schema breaks a restriction
    ours = grammar(schema)
    for text in texts:
        valid = oracle.validate(etree.fromstring(text))
        assert (findings(ours, text) == []) == valid, text
        assert streams(text.encode(), ours) == valid, text


@pytest.mark.parametrize("place", [0, 1, 1_500, 2_999, 3_000])
@pytest.mark.parametrize("fault", ["text", "<q/>", '<b id="i7"/>', "<e>no number</e>"])
def test_a_fault_anywhere_in_a_long_stream_is_seen(place: int, fault: str) -> None:
    """The parser hands over pieces; a fault may stand on the border of any two."""
    inner = (
        f'<attribute name="id"><data type="ID" {XSD}/></attribute><optional><text/></optional>'
        f'<zeroOrMore><element name="e"><data type="integer" {XSD}/></element></zeroOrMore>'
    )
    schema = grammar(
        f'<element name="a" {RNG}><zeroOrMore><element name="b">{inner}</element></zeroOrMore>'
        f"</element>"
    )
    parts = [f'<b id="i{n}">{"words " * (n % 7)}</b>\n  <!-- {n} -->' for n in range(3_000)]
    assert streams(f"<a>{''.join(parts)}</a>".encode(), schema)
    parts.insert(place, fault)
    assert not streams(f"<a>{''.join(parts)}</a>".encode(), schema)


@settings(max_examples=60, deadline=None)
@given(SCHEMAS, DOCUMENTS)
def test_every_finding_has_its_place_and_causes_come_first(schema: str, text: str) -> None:
    found = findings(grammar(schema), text)
    for number, finding in enumerate(found):
        assert finding.line == 1
        assert 1 <= finding.column <= finding.end_column <= len(text) + 1
        assert finding.message
        assert finding.xpath.startswith("/a")
        assert finding.cause is None or (
            finding.cause < number and found[finding.cause].cause is None
        )


@given(DOCUMENTS)
def test_a_schema_that_takes_anything_finds_nothing(text: str) -> None:
    anything = (
        f'<grammar {RNG}><start><ref name="any"/></start><define name="any"><element><anyName/>'
        '<zeroOrMore><choice><text/><attribute><anyName/></attribute><ref name="any"/></choice>'
        "</zeroOrMore></element></define></grammar>"
    )
    assert findings(grammar(anything), text) == []


# --- schemas that cannot be used ----------------------------------------------------------------

BROKEN = {
    "'x' is not defined": f'<grammar {RNG}><start><ref name="x"/></start></grammar>',
    "not RELAX NG": '<schema xmlns="urn:other"/>',
    "'x' refers to itself": f'<grammar {RNG}><start><ref name="x"/></start><define name="x">'
    '<choice><empty/><ref name="x"/></choice></define></grammar>',
    "defined twice without @combine": f'<grammar {RNG}><start><empty/></start><define name="x">'
    '<empty/></define><define name="x"><empty/></define></grammar>',
    "<parentRef> has no grammar around": f'<grammar {RNG}><start><element name="a">'
    '<parentRef name="x"/></element></start></grammar>',
    "which was not given": f'<grammar {RNG}><include href="other.rng"/></grammar>',
    "prefix 'p' is not declared": f'<element {RNG} name="p:a"><empty/></element>',
    "datatype 'dato'": f'<element {RNG} name="a"><data type="dato" {XSD}/></element>',
    "<elemnt> is not a pattern": f'<elemnt {RNG} name="a"/>',
    "not well-formed": f'<element {RNG} name="a">',
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_schema_that_cannot_be_used_says_why(message: str) -> None:
    with pytest.raises(ReadError) as caught:
        findings(grammar(BROKEN[message]), "<a/>")
    assert message in str(caught.value)
    assert caught.value.hint


def test_files_that_include_each_other_are_refused() -> None:
    circle = f'<grammar {RNG}><include href="s.rng"/></grammar>'
    with pytest.raises(ReadError, match="circle"):
        grammar(circle, {"s.rng": circle})


# --- ids ----------------------------------------------------------------------------------------

IDS = (
    f'<element name="a" {RNG} {XSD}><zeroOrMore><element name="b"><optional><attribute name="id">'
    '<data type="ID"/></attribute></optional><optional><attribute name="ref"><data type="IDREFS"/>'
    "</attribute></optional></element></zeroOrMore></element>"
)


def test_an_id_stands_once_and_is_found() -> None:
    schema = grammar(IDS)
    assert findings(schema, '<a><b id="x"/><b id="y" ref="x y"/></a>') == []
    twice = findings(schema, '<a><b id="x"/>\n<b id="x"/></a>')
    assert [(f.line, f.cause) for f in twice] == [(2, None), (1, 0)]
    lost = findings(schema, '<a><b id="x" ref="x z"/></a>')
    assert [f.message for f in lost] == ['no element has the id "z"']


# --- depth --------------------------------------------------------------------------------------


def test_a_deep_tree_does_not_exhaust_the_stack() -> None:
    nested = f'<grammar {RNG}><start><ref name="d"/></start><define name="d"><element name="d">' \
        '<optional><ref name="d"/></optional></element></define></grammar>'  # fmt: skip
    depth = 1900
    data = (b"<d>" * depth) + b"<x/>" + (b"</d>" * depth)
    tree = xml.parse(data, name="deep.xml", huge=True)
    found = check(tree, grammar(nested), positions=Positions(data.decode()))
    assert [f.kind for f in found] == [Kind.ELEMENT]
    assert found[0].column == 3 * depth + 1


# --- second opinions ----------------------------------------------------------------------------


def test_jings_lines_become_findings() -> None:
    printed = (
        '/x/a b.xml:3:14: error: element "forign" not allowed anywhere; expected text\n'
        "something else\n"
        'C:\\x.xml:5:2: error: attribute "n" not allowed here\n'
        '/x.xml:9:1: error: element "a" missing required attribute "b"\n'
        '/x.xml:9:2: error: element "a" incomplete; missing required element "b"\n'
    )
    found = jing_findings(printed, "a.xml")
    assert [(f.line, f.column, f.code) for f in found] == [
        (3, 14, "SCH001"),
        (5, 2, "SCH002"),
        (9, 1, "SCH005"),
        (9, 2, "SCH004"),
    ]
    assert {f.path for f in found} == {"a.xml"}


def test_libxml2s_log_becomes_findings() -> None:
    oracle = etree.RelaxNG(etree.fromstring(IDS))
    assert not oracle.validate(etree.fromstring("<a>\n<c/></a>"))
    found = lxml_findings(oracle.error_log, "a.xml")
    assert found
    assert found[0].line == 2
    assert found[0].code == "SCH001"


def test_a_list_type_wants_at_least_one_token() -> None:
    xsd = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'
    schema = grammar(f'<element name="a" {RNG} {xsd}><data type="NMTOKENS"/></element>')
    assert [f.kind for f in findings(schema, "<a> </a>")] == [Kind.VALUE]
    assert findings(schema, "<a>1 2</a>") == []


# --- compact syntax -----------------------------------------------------------------------------


def test_compact_syntax_is_read_as_far_as_it_goes() -> None:
    pytest.importorskip("rnc2rng", reason="rnc2rng is not installed")
    compact = b"element a { attribute n { text }?, element b { empty }* }"
    schema = load(compact, name="s.rnc")
    assert findings(schema, '<a n="1"><b/></a>') == []
    assert [f.kind for f in findings(schema, "<a><c/></a>")] == [Kind.ELEMENT]
    with pytest.raises(ReadError, match="trang"):
        load(b'element a { xsd:string - "no" }', name="s.rnc")


def test_a_schema_can_be_built_whole_to_see_whether_it_holds() -> None:
    late = '<optional><element name="b"><ref name="no"/></element></optional>'
    schema = grammar(f'<grammar {RNG}><start><element name="a">{late}</element></start></grammar>')
    assert findings(schema, "<a/>") == []
    with pytest.raises(ReadError, match="'no' is not defined"):
        schema.complete()
