"""Mark-up that somebody is still writing is read as it was meant."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")
from hypothesis import given
from hypothesis import strategies as st

from variorum.lsp import tags
from variorum.relaxng import expected, load
from variorum.validation import profile

GRAMMAR = load(profile.data(), name="profile.rng")
CARETS = [
    ("<p>a|", "content", "", ""),
    ("<|", "name", "", ""),
    ("<p><h|i>", "name", "hi", ""),
    ("<p></|", "closing", "", ""),
    ("<p></h|", "closing", "h", ""),
    ("<p |", "attribute", "", "p"),
    ("<p re|nd='a'>", "attribute", "rend", "p"),
    ("<p rend='a' |", "attribute", "", "p"),
    ("<rdg wit='#A #|'>", "value", "#", "rdg"),
    ("<rdg wit='|", "value", "", "rdg"),
    ('<rdg wit="#A|><p rend="x">', "value", "#A", "rdg"),
    ('<rdg wit="#A| type="x">', "value", "#A", "rdg"),
    ("<rdg wit='>|'/>", "value", ">", "rdg"),
    ("a &am|", "entity", "am", ""),
    ("a < |", "content", "", ""),
    ("<!-- <p |-->", "aside", "<!-- <p -->", ""),
    ("<![CDATA[<|]]>", "aside", "<![CDATA[<]]>", ""),
    ("<?xml-model |?>", "aside", "<?xml-model ?>", ""),
    ("<!-- a --><p>|", "content", "", ""),
]


@pytest.mark.parametrize(("text", "kind", "written", "tag"), CARETS)
def test_a_caret_knows_where_it_is(text: str, kind: str, written: str, tag: str) -> None:
    offset = text.index("|")
    source = text.replace("|", "")
    here = tags.caret(source, offset)
    assert (here.kind, source[here.start : here.end], here.tag) == (kind, written, tag)


BROKEN = [
    ("<a><b>x</a><c>|", "<a><b>x</b></a><c>"),
    ("<a></b>x|", "<a>x"),
    ("<a><b rend='x' <c>|", "<a><c>"),
    ("<a>x < y &nbsp; &amp;|", "<a>x   y  &amp;"),
    ("<a><!-- </a> --><b/>|", "<a><!-- </a> --><b/>"),
    ("<a><b></a><c n='|", "<a><b></b></a><c n='"),
]


@pytest.mark.parametrize(("text", "whole"), BROKEN)
def test_what_is_broken_before_a_caret_is_made_whole(text: str, whole: str) -> None:
    offset = text.index("|")
    assert tags.repaired(text.replace("|", ""), offset) == whole


def test_an_element_that_is_never_closed_ends_with_what_is_around_it() -> None:
    source = "<a><b>x<c>y</a>"
    found = tags.elements(source)
    assert [(one.start.name, one.parent, one.end is None) for one in found] == [
        ("a", -1, False), ("b", 0, True), ("c", 1, True)
    ]  # fmt: skip
    assert tags.at(found, source.index("y")) == 0


PIECES = st.sampled_from(["<", "/", ">", "p", "<p>", "</p>", "<!--", "-->", "'", '"', "=", " ", "&",
                          "<TEI xmlns='http://www.tei-c.org/ns/1.0'>", "<text>", "<?", "?>",
                          "]]>", "<![CDATA[", "xml:id", "<lb/>", ";"])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join), st.integers(0, 60))
def test_no_text_is_too_broken_to_be_read(source: str, offset: int) -> None:
    offset = min(offset, len(source))
    here = tags.caret(source, offset)
    assert 0 <= here.start <= here.end <= len(source)
    for one in tags.elements(source):
        assert source[one.start.start] == "<"
        assert one.stop <= len(source)
    tags.opened(source, offset)
    repaired = tags.repaired(source, offset)
    expected(repaired, len(repaired), GRAMMAR)
