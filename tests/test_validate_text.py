"""The indexes of the text: what they say at once is what going through the tree would say."""

from __future__ import annotations

import re
from collections import Counter
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.relaxng import Positions
from variorum.text.xml import parse
from variorum.validation.document.document import NOT_TEXT, Document, name
from variorum.validation.document.layout import Layout
from variorum.validation.indexes import strands
from variorum.validation.values.scripts import count, script, scripts

SIGNS = st.text(st.sampled_from('ab [] &<>"жéαZ\u00ad\ue000א\u0301\n\r'), max_size=8)
BETWEEN = st.sampled_from(
    ["", "<!-- [ \ue000 -->", "<?pi [ж?>", "<lb n='[é'/>", "<![CDATA[x<]y]]>", "<![CDATA[]]>",
     "&#xE000;", "&#91;", "&quot;", "&#x436;"]
)  # fmt: skip
ELEMENTS = st.sampled_from(["p", "note", "seg", "desc", "app", "rdg", "o:note"])
CONTENT = st.recursive(
    st.tuples(SIGNS.map(escape), BETWEEN).map("".join),
    lambda inner: st.one_of(
        st.tuples(ELEMENTS, inner, SIGNS.map(escape)).map(
            lambda parts: f"<{parts[0]}>{parts[1]}</{parts[0]}>{parts[2]}"
        ),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=12,
)


def document(content: str, end: str = "\n") -> Document:
    source = f'<TEI xmlns:o="urn:other">{end}{content}</TEI>{end}<!-- [ -->'
    data = source.encode()
    return Document("a.xml", data, "utf-8", parse(data, name="a.xml"))


def told(element):
    """The texts below an element with their holders, in order, as the tree has them."""
    if element.text:
        yield element, element.text
    for child in element:
        if isinstance(child.tag, str):
            yield from told(child)
        if child.tail:
            yield element, child.tail


def joined(pieces):
    """Pieces of one holder in a row are one: CDATA sections make several runs of a text."""
    whole = []
    for holder, text in pieces:
        if whole and whole[-1][0] is holder:
            whole[-1] = holder, whole[-1][1] + text
        else:
            whole.append((holder, text))
    return whole


def apart(run):
    chain = (run.parent, *run.parent.iterancestors())
    return not name(run.parent) or any(name(e) in NOT_TEXT for e in chain)


@given(CONTENT, st.sampled_from(["\n", "\r\n"]))
def test_the_runs_of_every_element_are_the_texts_of_the_tree(content, end):
    doc = document(content, end)
    assert [run.number for run in doc.runs] == list(range(len(doc.runs)))
    assert doc.runs[:] == list(doc.runs)
    assert [run.text for run in doc.runs] == doc.layout.texts
    for element in doc.root.iter("*"):
        runs = doc.layout.runs_in(element)
        assert joined((r.parent, r.text) for r in runs) == joined(told(element))
    if "CDATA" not in content:
        assert [(r.parent, r.text) for r in doc.runs] == list(told(doc.root))


@given(CONTENT)
def test_a_sign_is_found_in_the_runs_that_have_it_and_are_text(content):
    doc = document(content)
    own = [run for run in doc.runs if not apart(run)]
    assert list(doc.text_body) == own
    for signs in (("[", "]"), ('"',), ("ab", " ", "жé")):
        wanted = [run for run in own if any(sign in run.text for sign in signs)]
        assert doc.saying(*signs) == wanted


@given(CONTENT)
def test_no_character_beyond_ascii_is_overlooked(content):
    doc = document(content)
    assert {c for run in doc.runs for c in run.text if not c.isascii()} <= doc.letters
    for signs, others in (("[\ue000-\uf8ff]", None), ("[\u00ad]", None), ("[α-ωж]", "[a-z]")):
        both = [re.compile(signs), others and re.compile(others)]
        wanted = [r for r in doc.runs if all(p.search(r.text) for p in both if p)]
        assert list(doc.runs_with(*both)) == wanted
    wanted = [r for r in doc.runs if "\u0301" in r.text]
    assert list(doc.runs_where(lambda text: "\u0301" in text)) == wanted


@given(CONTENT)
def test_the_text_of_an_element_leaves_out_what_is_apart(content):
    doc = document(content)
    for element in doc.root.iter("*"):
        kept = []
        for run in doc.layout.runs_in(element):
            chain = [run.parent, *run.parent.iterancestors()]
            if not any(name(e) in NOT_TEXT for e in chain[: chain.index(element)]):
                kept.append(run.text)
        assert doc.text(element) == " ".join("".join(kept).split())


@given(CONTENT)
def test_elements_and_names_are_those_of_the_tree(content):
    doc = document(content)
    assert doc.elements == list(doc.root.iter("*"))
    for one in ("p", "note", "seg", "app", "lb"):
        assert doc.named(one) == [e for e in doc.root.iter("*") if name(e) == one]


def test_elements_of_both_namespaces_stand_in_the_order_of_the_document():
    tei = "http://www.tei-c.org/ns/1.0"
    doc = document(f'<p n="1"/><t:p xmlns:t="{tei}" n="2"/><p n="3"/><o:p n="4"/>')
    assert [e.get("n") for e in doc.named("p")] == ["1", "2", "3"]


@given(st.text(st.sampled_from("abZ19 .жЯαωéʹא漢\u0301\U00010330"), max_size=12))
def test_letters_are_counted_by_script_in_the_order_of_the_text(text):
    wanted: Counter[str] = Counter()
    for letter in text:
        if script(letter):
            wanted[script(letter)] += 1
    assert list(count(text).items()) == list(wanted.items())
    assert scripts(text) == set(wanted)


@pytest.mark.parametrize(
    ("readings", "of_lemma", "of_second"),
    [
        ("<lem wit='#A'>a</lem><rdg wit='#B'>b</rdg>", "#A #C", "#B"),
        ("<lem>a</lem><rdg wit='#B'>b</rdg>", "#A #C", "#B"),
        ("<rdg wit='#A'>a</rdg><rdg wit='#B'>b</rdg>", "#A", "#B"),
        ("<lem wit='#A #B'>a</lem><rdg wit='#B'>b</rdg>", "#A #B #C", "#B"),
    ],
)
def test_whom_an_entry_omits_has_its_lemma(readings, of_lemma, of_second):
    doc = document(f"<p>x <app>{readings}</app></p>")
    readers = strands.Readers()
    both = doc.named("lem", "rdg")
    for reading, wanted in zip(both, (of_lemma, of_second)):
        found = [s for s in ("#A", "#B", "#C") if readers.reads(s, strands.chain(reading))]
        assert found == wanted.split()
    base = [readers.reads(strands.BASE, strands.chain(reading)) for reading in both]
    assert base == [True, False]


@given(st.text(st.sampled_from("ab\n\r"), max_size=30))
def test_lines_are_counted_as_xml_ends_them(text):
    source = f"<a>{text}</a>"
    layout = Layout(Positions(source), parse(source.encode(), name="a.xml").getroot())
    starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", source))]
    for offset in range(len(source) + 1):
        line = sum(start <= offset for start in starts)
        assert layout.place(offset) == (line, offset - starts[line - 1] + 1)
        assert layout.offset_of(*layout.place(offset)) == offset


def test_what_stands_in_another_namespace_is_not_read_as_tei():
    """An example of mark-up may break every rule, and a picture's words are no text."""
    doc = document(
        '<p wit="#A">a</p><egXML xmlns="http://www.tei-c.org/ns/Examples"><rdg wit="#Q">[b</rdg>'
        '<p xmlns="">c</p></egXML><o:g xml:id="g" target="#x">d</o:g>'
    )
    assert [value for _, value in doc.having("wit")] == ["#A"]
    assert doc.having("target") == []
    assert list(doc.ids) == ["g"]
    assert [run.text for run in doc.text_body if run.text.strip()] == ["a", "c"]
