"""The walk over a document as it is written finds what the walk over its tree finds.

The one knows tags by their letters, the other by the parser's account of them; wherever mark-up
can be written in several ways the two could part.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.relaxng import Grammar, load, states, streams
from variorum.relaxng.automaton import WrittenWalk
from variorum.relaxng.source import marks
from variorum.relaxng.walk import Walk
from variorum.text import xml
from variorum.validation import profile

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
SCHEMA = f"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}" ns="urn:t">
 <start><ref name="a"/></start>
 <define name="a"><element name="a"><interleave>
  <zeroOrMore>
   <choice><ref name="b"/><ref name="n"/><ref name="r"/><ref name="a"/></choice>
  </zeroOrMore>
  <optional><attribute name="k"/></optional>
  <optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
  <optional><attribute name="p:k" xmlns:p="urn:p"><data type="integer"/></attribute></optional>
 </interleave></element></define>
 <define name="b"><element name="b"><choice>
   <group><attribute name="k"><value>1 2</value></attribute><text/></group>
   <group><optional><attribute name="n"><data type="token"/></attribute></optional>
     <mixed><zeroOrMore><ref name="b"/></zeroOrMore></mixed></group>
   <oneOrMore><ref name="n"/></oneOrMore>
 </choice></element></define>
 <define name="n"><element name="n">
   <choice><data type="integer"/><ref name="b"/></choice></element></define>
 <define name="r"><element name="r"><attribute name="to"><data type="IDREF"/></attribute>
   <choice><ref name="b"/><text/></choice></element></define>
</grammar>"""

ASCENDING = '<a k="{}">'  # never twice the same
_TEXT = st.sampled_from(
    [
        "",
        "",
        " ",
        "\n",
        "x",
        "7",
        " 7 ",
        "&#32;",
        "&#x20;&#10;",
        "&amp;",
        "&lt; b",
        "<![CDATA[<b>]]>",
        "<![CDATA[ ]]>",
        "x<![CDATA[]]]]><![CDATA[>]]>y",
        "1<!-- > -->2",
        "<!--<b>-->",
        "<!-- <![CDATA[ -->",
        "<?p <![CDATA[ ?>",
        "<![CDATA[<!-- ]]>",
        "<?p > <b ?>",
        "\r\n",
        "é>",
        "> >",
        "\u00a0",
    ]
)
_ATTRIBUTES = st.lists(
    st.sampled_from(
        [
            'k="1 2"',
            "k='1 2'",
            'k = "1&#32;2"',
            'k="1\n2"',
            'k="1\r\n2"',
            'k="a>b"',
            "k='\"'",
            'n="x"',
            'n=">"',
            'to="i1"',
            'to="i9"',
            'xml:id="i1"',
            "xml:id = 'i2'",
            'xml:id=" i3 "',
            'xml:id="i&#49;"',
            'xml:id="1"',
            'q:k="1"',
            'q:k="x"',
            'p:k="2"',
            'xmlns:q="urn:p"',
            'xmlns="urn:u"',
            'xmlns="urn:t"',
            'xmlns=""',
            'z="1"',
        ]
    ),
    max_size=3,
    unique_by=lambda written: written.split("=")[0].strip(),
)
_NAMES = st.sampled_from(["a", "a", "b", "b", "n", "r", "p:a", "t:b", "u"])


@st.composite
def written(draw: Any, depth: int = 3) -> str:
    """An element, written in one of the many ways there are."""
    name = draw(_NAMES)
    tag = " ".join([name, *draw(_ATTRIBUTES)])
    if draw(st.integers(0, 3)) == 0:
        return f"<{tag}{draw(st.sampled_from(['', ' ']))}/>"
    inner = [draw(_TEXT)]
    for _ in range(draw(st.integers(0, 3 if depth else 0))):
        inner += [draw(written(depth - 1)), draw(_TEXT)]
    return f"<{tag}>{''.join(inner)}</{name}{draw(st.sampled_from(['', ' ']))}>"


@st.composite
def documents(draw: Any) -> str:
    """A document with a prologue and an epilogue, in which the prefixes are bound."""
    head = draw(
        st.sampled_from(
            [
                "",
                '<?xml version="1.0"?>\n',
                "<!-- <b> -->",
                "<?x > ?>\n",
                "<!DOCTYPE a [<!ELEMENT a ANY><!-- ] > -->]>",
                '<!DOCTYPE a SYSTEM "a>.dtd">',
            ]
        )
    )
    inner = "".join(f"{draw(_TEXT)}{draw(written())}" for _ in range(draw(st.integers(0, 4))))
    bound = 'xmlns="urn:t" xmlns:t="urn:t" xmlns:p="urn:p" xmlns:q="urn:q"'
    return f"{head}<a {bound}>{inner}</a>{draw(st.sampled_from(['', '<!-- x -->', ' ']))}"


@pytest.fixture(scope="module")
def schema() -> Grammar:
    return load(SCHEMA.encode(), name="t.rng")


def told(walk: Walk, faults: list[Any], numbers: dict[Any, int]) -> list[tuple[Any, ...]]:
    """What faults say, with numbers for the nodes."""
    return [
        (
            f.kind,
            numbers[f.node],
            f.index,
            f.parent,
            f.state,
            f.name,
            f.value,
            f.values,
            f.after,
            f.missing,
            f.first and (numbers[f.first[0]], f.first[1]),
            f.cause and faults.index(f.cause),
        )
        for f in faults
    ]


def agree(data: bytes, schema: Grammar, encoding: str = "utf-8") -> None:
    root = xml.parse(data, name="t.xml").getroot()
    elements = list(root.iter("*"))
    numbers = {element: number for number, element in enumerate(elements)}
    on_tree = Walk(schema)
    tree = told(on_tree, on_tree.run(root), numbers)
    text = data.decode(encoding)
    for _ in range(2):  # what was remembered leads where it led
        on_letters = WrittenWalk(schema, lambda: elements)
        assert told(on_letters, on_letters.over(marks.pieces(text)), numbers) == tree
    if "<!DOCTYPE" not in text:
        assert streams(text.encode(), schema) == (not tree)


@settings(max_examples=300, deadline=None)
@given(text=documents())
def test_however_it_is_written_the_faults_are_those_of_the_tree(schema: Grammar, text: str) -> None:
    try:
        xml.parse(text.encode(), name="t.xml")
    except xml.ReadError:
        assert not streams(text.encode(), schema)
        return
    agree(text.encode(), schema)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1", "windows-1251"])
def test_the_encoding_is_no_matter(encoding: str) -> None:
    grammar = load(profile.data(), name="profile.rng")
    named = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = (
        f'<?xml version="1.0" encoding="{named}"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">'
        "<text><body><p n='&#1093;'>x <b/></p></body></text></TEI>"
    )
    agree(text.encode(encoding), grammar, named)


def test_a_piece_border_anywhere_changes_nothing(
    schema: Grammar, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '<a xmlns="urn:t"><!-- a <b> c --><b n=">"/>\n<n>1<!---->2</n><n><![CDATA[<]]>x</n></a>'
    for size in range(1, len(text)):
        monkeypatch.setattr(marks, "STRETCH", size)
        agree(text.encode(), schema)


@pytest.mark.parametrize(
    "text",
    [
        '<a xmlns="urn:t"><z:b/></a>',
        '<a xmlns="urn:t" z:k="1"/>',
        '<a xmlns="urn:t" xmlns:p="urn:p" xmlns:q="urn:p" p:k="1" q:k="2"/>',
        '<a xmlns="urn:t" xmlns:xml="urn:p"/>',
        '<a xmlns="urn:t"><a xmlns:p=""/></a>',
        f'<a xmlns="urn:t">{"<a>" * 256}{"</a>" * 256}</a>',
        f'<a xmlns="urn:t">{"".join(map(ASCENDING.format, range(256)))}{"</a>" * 256}</a>',
    ],
)
def test_what_the_parser_refuses_where_it_builds_a_tree_is_not_called_valid(
    schema: Grammar, text: str
) -> None:
    assert not streams(text.encode(), schema)


def test_what_the_parser_takes_at_its_limit_is_called_valid(schema: Grammar) -> None:
    agree(f'<a xmlns="urn:t">{"<a>" * 255}{"</a>" * 255}</a>'.encode(), schema)


@pytest.mark.parametrize("aside", ["<!-- {} -->", "<![CDATA[{}]]>", "<?p {} ?>"])
def test_long_asides_full_of_tags_cost_no_more_than_their_letters(
    schema: Grammar, aside: str
) -> None:
    """Commented-out mark-up was once joined piece by piece: minutes for two megabytes."""
    text = f'<a xmlns="urn:t"><b>{aside.format("<b>x</b> " * 200_000)}</b></a>'
    agree(text.encode(), schema)


def test_the_memory_of_ways_is_bounded_and_nothing_is_lost_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(states, "REMEMBERED", 5)
    schema = load(SCHEMA.encode(), name="t.rng")
    inner = "".join(f'<b n="{n}">x</b><a xml:id="i{n}" k="{n % 3}"/>' for n in range(300))
    agree(f'<a xmlns="urn:t">{inner}<b k="3"/></a>'.encode(), schema)
