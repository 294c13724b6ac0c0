"""An apparatus written into the base witness's own TEI file: no markup and nobody's words go."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import chain

import pytest
from conftest import TEI
from hypothesis import given, settings
from hypothesis import strategies as st
from test_writers import as_text

from variorum import align
from variorum.collation import collate
from variorum.critic import apparatus
from variorum.critic.convert import check_unchanged
from variorum.model import Finding, Severity, Witness
from variorum.readers import Options, read
from variorum.relaxng import Grammar, load
from variorum.text import xml
from variorum.text.build import witness_from_text
from variorum.validation import validate as check

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
    "</titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><listWit>"
    '<witness xml:id="A">A</witness></listWit></sourceDesc></fileDesc></teiHeader><text><body>'
)
WORDS = ["the", "wise", "man", "of", "Laos", "answers", "him", "K.", "—", "now"]
MARKUP = [
    "{}", "{} {}", "<hi>{}</hi>", "<hi>{} {}</hi>", "<persName><surname>{}</surname></persName>",
    "<persName><forename>{}</forename> <surname>{}</surname></persName>",
    "<choice><sic>{}</sic><corr>corrected</corr></choice>", "<w>{}</w>", "{}<lb/>",
    '<note type="gloss" place="inline">{}</note> <persName>{} <surname>{}</surname></persName>',
    "<seg><hi>{}</hi> {}</seg>", "{}<!-- remark --> {}",
]  # fmt: skip


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A passage with markup, and its words."""
    parts, words = [], []
    for shape in draw(st.lists(st.sampled_from(MARKUP), min_size=1, max_size=5)):
        own = draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=3))[: shape.count("{}")]
        parts.append(shape.format(*own) + draw(st.sampled_from([" ", " ", ", ", "—", "\n  "])))
        words += own
    return f"<p>{''.join(parts)}</p>", words


@st.composite
def edited(draw: st.DrawFn, words: list[str]) -> str:
    """The words as another witness has them, with blanks and marks of its own."""
    found = [draw(st.sampled_from([w, w, w, "", f"{w} {w}", "old", f"{w} a b"])) for w in words]
    return " ".join(filter(None, found)) + draw(st.sampled_from(["", ".", " ( x )"]))


def _kept(document: str, others: list[Witness], method: str, location: str) -> str:
    data = document.encode()
    (base,) = read(data, name="a.xml", options=Options(siglum="A")).witnesses
    witnesses = [base, *others]
    app = apparatus(collate(witnesses), base="A")
    written = as_text("tei", app, method=method, location=location, document=data)
    after = read(written.encode(), name="a.xml")
    check_unchanged(witnesses, after.witnesses)
    return written


@cache
def profile() -> Grammar:
    return load((files("variorum.validation") / "profile/profile.rng").read_bytes(), name="profile")


def faults(written: str) -> list[Finding]:
    """What the bundled profile finds."""
    return list(check(written.encode(), path="x.xml", schema=profile()).findings)


@settings(max_examples=50)
@given(
    passages=st.lists(marked(), min_size=1, max_size=2),
    data=st.data(),
    method=st.sampled_from(["ps", "dep"]),
    location=st.sampled_from(["internal", "external"]),
)
def test_every_witness_keeps_its_words_whatever_the_markup(
    passages: list[tuple[str, list[str]]], data: st.DataObject, method: str, location: str
) -> None:
    document = HEADER + "".join(text for text, _ in passages) + "</body></text></TEI>"
    words = list(chain.from_iterable(words for _, words in passages))
    others = [witness_from_text(s, data.draw(edited(words))) for s in "BC"]
    written = _kept(document, others, method, location if method == "dep" else "internal")
    before = [xml.local(n) for n in xml.parse(document.encode(), name="a").getroot().iter("{*}*")]
    after = [xml.local(n) for n in xml.parse(written.encode(), name="b").getroot().iter("{*}*")]
    assert all(after.count(name) >= before.count(name) for name in before)
    assert not [f.message for f in faults(written) if f.code.startswith("SCH")]


@pytest.mark.parametrize("base", ["Z", "B", "C"])
@pytest.mark.parametrize("method", ["ps", "dep"])
def test_the_memo_keeps_every_word_in_its_own_file(base: str, method: str) -> None:
    files = {"Z": "memo.xml", "B": "memo-b.xml", "C": "memo-c.xml"}
    data = {s: (TEI / name).read_bytes() for s, name in files.items()}
    witnesses = [w for s in files for w in read(data[s], name=files[s]).witnesses]
    app = apparatus(collate(witnesses), base=base)
    written = as_text("tei", app, method=method, document=data[base])
    check_unchanged(witnesses, read(written.encode(), name="x.xml").witnesses)


def test_a_text_in_another_language_is_carried_beside_and_linked() -> None:
    """It is no reading of the text, is read back as what it is, and goes through every method."""
    files = ("memo.xml", "memo-b.xml", "memo-ru.xml")
    texts = [read((TEI / name).read_bytes(), name=name).witnesses[0] for name in files]
    rows = align(texts, unit="sentence")
    *versions, russian = rows.witnesses
    answers = rows.answers("Z", ["R"])
    app = apparatus(collate(versions), base="Z")
    for method in ("ps", "dep", "loc"):
        written = as_text("tei", app, method=method, beside=(russian,), answers=answers)
        held = read(written.encode(), name="x.xml")
        check_unchanged(versions, held.witnesses)
        (kept,) = held.beside
        assert (kept.siglum, kept.language, kept.title) == ("R", "ru", russian.title)
        assert [p.id for p in kept.passages] == [p.id for p in russian.passages]
        assert held.answers == answers
        assert written.count("<link ") == len(answers) > 30


@pytest.mark.parametrize("method", ["ps", "dep"])
def test_a_source_is_linked_to_the_elements_of_the_file(method: str) -> None:
    """By their own ids, or by an anchor; an element that holds several passages is linked once."""
    files = ("memo.xml", "memo-b.xml", "memo-ru.xml")
    texts = [read((TEI / name).read_bytes(), name=name).witnesses[0] for name in files]
    rows = align(texts, unit="sentence")
    *versions, russian = rows.witnesses
    app = apparatus(collate(versions), base="B")
    data = (TEI / "memo-b.xml").read_bytes().replace(b'<p xml:id="p2">', b'<p n="2">')
    written = as_text(
        "tei", app, method=method, beside=(russian,), answers=rows.answers("B", ["R"]),
        document=data,
    )  # fmt: skip
    held = read(written.encode(), name="x.xml")
    check_unchanged(versions, held.witnesses)
    passages = {p.id for p in read(data, name="memo-b.xml").witnesses[0].passages}
    assert {p for row in held.answers for s, p in row if not s} == passages
    linked = {p for row in held.answers for s, p in row if s}
    assert {p.id for p in russian.passages} - linked == {"p12.1"}  # which B leaves out
    assert len(held.answers) == len(passages)
    assert not [f.message for f in faults(written) if f.severity is Severity.ERROR]


def test_the_misprint_of_a_choice_is_not_parted_from_its_correction() -> None:
    text = "<p>So <choice><sic>Salomon</sic><corr>Solomon</corr></choice> spoke.</p>"
    document = f"{HEADER}{text}</body></text></TEI>"
    written = _kept(document, [witness_from_text("B", "So the sage spoke.")], "ps", "internal")
    assert "<lem><choice><sic>Salomon</sic><corr>Solomon</corr></choice></lem>" in written
