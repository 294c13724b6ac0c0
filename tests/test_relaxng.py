"""RELAX NG as a package of its own: its README, its door, and what may stand at a point."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum import relaxng
from variorum.relaxng import Expected, Grammar, Kind, Positions, check, expected, load
from variorum.text import xml
from variorum.validation import profile

README = Path(relaxng.__file__).parent / "README.md"
TEI = "{http://www.tei-c.org/ns/1.0}"
SMALL = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><element name="list">
  <attribute name="n"/>
  <optional><attribute name="type"><choice><value>gloss</value><value>plain</value></choice>
  </attribute></optional>
  <optional><element name="head"><text/></element></optional>
  <oneOrMore><element name="item"><ref name="words"/></element></oneOrMore>
</element></start>
<define name="words"><mixed><zeroOrMore><element name="hi"><text/></element></zeroOrMore></mixed>
</define></grammar>
"""


@pytest.fixture(scope="module")
def small() -> Grammar:
    return load(SMALL.encode(), name="list.rng")


def test_the_readme_prints_what_it_says() -> None:
    blocks = re.findall(r"```(python)?\n(.*?)```", README.read_text("utf-8"), re.S)
    names: dict[str, object] = {}
    said = io.StringIO()
    for kind, block in blocks:
        if kind:
            with contextlib.redirect_stdout(said):
                exec(block, names)
        else:
            assert said.getvalue() == block
            said = io.StringIO()
    assert len(blocks) == 4


def test_the_door_names_what_the_readme_names() -> None:
    table = README.read_text("utf-8").partition("## What there is")[2].partition("##")[0]
    assert all(f"`{name}" in table for name in relaxng.__all__)


AT = [
    ("<list n='1'>|", ("head", "item"), (), (), False),
    ("<list n='1'><head>a</head>|", ("item",), (), (), False),
    ("<list n='1'><item>a</item>|", ("item",), (), (), False),
    ("<list n='1'><item>a|", ("hi",), (), (), True),
    ("<list n='1'><item>a <!-- <b> -->|", ("hi",), (), (), True),
    ("<list n='1'><he|", ("head", "item"), (), (), False),
    ("<list |", (), ("n", "type"), (), False),
    ("<list n='1' |><item/></list>", (), ("type",), (), False),
    ("<list type='|", (), (), ("gloss", "plain"), False),
    ("<list n='a > b' type=\"gl|", (), (), ("gloss", "plain"), False),
    ("<?xml version='1.0'?>\n<!DOCTYPE list [<!ENTITY a 'b'>]>\n|", ("list",), (), (), False),
    ("<list n='1'><strange/>|", ("head", "item"), (), (), False),  # a fault before the point
]


@pytest.mark.parametrize(("text", "elements", "attributes", "values", "words"), AT)
def test_what_may_stand_at_a_point(
    small: Grammar,
    text: str,
    elements: tuple[str, ...],
    attributes: tuple[str, ...],
    values: tuple[str, ...],
    words: bool,
) -> None:
    found = expected(text.replace("|", ""), text.index("|"), small)
    assert found is not None
    assert (found.elements, found.attributes, found.values, found.text) == (
        elements, attributes, values, words,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "<list n='1'><!-- |",
        "<list><?x |",
        "<list><item><![CDATA[ |",
        "<list><item></it|",
        "<list><item></list>|",
        "<list><item |<item/></list>"[:12] + "<item/>|",
        "<list><x:item>|",
        "</list>|",
        "<list>a < b|",
    ],
)
def test_where_nothing_can_be_said_nothing_is(small: Grammar, text: str) -> None:
    assert expected(text.replace("|", ""), text.index("|"), small) is None


WRITTEN = st.lists(
    st.sampled_from(
        "< > </ /> ' \" = <list <item> </item> <hi/> <!-- --> ]]> <![CDATA[ <? ?> n type x: "
        "&amp; &no; é".split()
        + [" ", "\n", "<!DOCTYPE list [", "<list n='1'>"]
    ),
    max_size=14,
).map("".join)


@given(WRITTEN, st.integers(0, 40))
def test_no_text_at_all_makes_it_fail_or_disturbs_a_later_check(text: str, offset: int) -> None:
    schema = load(SMALL.encode(), name="list.rng")
    found = expected(text, offset, schema)
    assert found is None or isinstance(found, Expected)
    source = "<list n='1'><item>a</item></list>"
    tree = xml.parse(source.encode(), name="a.xml")
    assert check(tree, schema, positions=Positions(source)) == []


def test_what_is_expected_at_a_point_is_what_may_be_written_there() -> None:
    """In a real edition: of what is offered at each start tag, the tag that stands there is one."""
    schema = load(profile.data(), name="profile.rng")
    path = Path(__file__).parent / "cases" / "validate" / "control.xml"
    source = path.read_text("utf-8")
    tree = xml.parse(source.encode(), name="control.xml")
    assert check(tree, schema, positions=Positions(source)) == []
    tags = [m for m in re.finditer(r"<(\w+)", source) if m.start() > source.index("<TEI")]
    assert len(tags) > 70
    for tag in tags:
        found = expected(source, tag.start(), schema)
        assert found is not None
        assert f"{TEI}{tag[1]}" in found.elements, source[tag.start() - 60 : tag.end()]


def test_a_violation_says_what_was_expected_and_meant(small: Grammar) -> None:
    source = "<list n='1' tipe='x'><itm/><item><hi/></item></list>"
    tree = xml.parse(source.encode(), name="a.xml")
    first, second = check(tree, small, positions=Positions(source))
    assert (first.kind, first.attribute, first.meant) == (Kind.ATTRIBUTE, "tipe", "type")
    assert (second.kind, second.element, second.meant) == (Kind.ELEMENT, "itm", "item")
    assert "type" in first.expected
    assert second.expected == ("head", "item")
    assert second.xpath == "/list/itm[1]"


def test_who_writes_on_is_answered_as_who_asks_for_the_first_time(
    small: Grammar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The walk that is kept changes no answer, wherever the next question is asked."""
    from variorum.relaxng import completion

    item = "<item>a <hi>b</hi><!-- </list> --><![CDATA[<c]]></item>"
    source = f"<list n='1' type='gloss'><head>h</head>{item * 6}<item><hi>x</hi> <"
    points = [*range(len(source) + 1), *range(len(source), 0, -7), *range(3, len(source), 11)]
    fresh = [expected(source[:at], at, small) for at in points]
    assert small.begun is None
    monkeypatch.setattr(completion, "FAR", 60)
    monkeypatch.setattr(completion, "NEAR", 20)
    assert [expected(source, at, small) for at in points] == fresh
    assert small.begun is not None
    changed = source.replace("<head>h</head>", "<item/>")
    assert expected(changed, len(changed), small) == fresh[len(source)]
    assert expected(changed, changed.index("<item/>"), small) == expected(
        source, source.index("<head>"), small
    )


def test_what_is_said_of_a_file_does_not_depend_on_what_was_checked_before() -> None:
    def one_of(*names: str) -> str:
        inner = "".join(f'<element name="{name}"><empty/></element>' for name in names)
        return f"<choice>{inner}</choice>"

    schema = (
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><start><choice>'
        f'<element name="x">{one_of("b", "a")}</element>'
        f'<element name="y">{one_of("a", "b")}</element></choice></start></grammar>'
    )
    said = []
    for order in (("x", "y"), ("y", "x")):
        grammar = load(schema.encode(), name="s.rng")
        found = {}
        for root in order:
            source = f"<{root}><c/></{root}>"
            tree = xml.parse(source.encode(), name="t.xml")
            (violation, *_) = check(tree, grammar, positions=Positions(source))
            found[root] = (violation.message, violation.hint, violation.expected)
        said.append(found)
    assert said[0] == said[1]
    assert said[0]["x"][2] == said[0]["y"][2] == ("a", "b")  # no order of the schema, nor of files
