"""A paragraph stands in a paragraph, or in a line or group of lines of verse.

Between the two must stand something that holds paragraphs: note, quote, floatingText, item ...
In verse only a note, a figure or a floatingText does.

Guidelines: 3.1 (#COPA), Schematron of p, ab and l

PASS
    <p>text <note><p>note</p></note></p>
PASS
    <p>he said: <q><p>Once upon a time</p></q></p>
PASS
    <lg><l>text<note><quote><p>inner</p></quote></note></l></lg>
FAIL
    <p>text <seg><p>inner</p></seg></p>
FAIL
    <lg><l>text <seg><p>inner</p></seg></l></lg>
FAIL
    <lg><l>text <quote><p>inner</p></quote></l></lg>
FAIL
    <lg><argument><p>inner</p></argument><l>text</l></lg>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR009"
SEVERITY = Severity.ERROR


BETWEEN = frozenset(
    "floatingText exemplum figure figDesc note item cell q quote remarks egXML list table bibl "
    "said add msDesc listBibl entry sp stage metamark transcriptionDesc listApp listPerson "
    "listPlace listWit witness availability annotation event state person place org".split()
)
OUTER = frozenset({"p", "ab", "l"})
VERSE, IN_VERSE = ("l", "lg"), ("note", "figure", "floatingText")
TELLING = BETWEEN | OUTER  # what decides, met on the way out


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for element in document.named("p", "ab"):
        node = element.getparent()
        while node is not None and name(node) not in TELLING:
            node = node.getparent()
        if node is None or name(node) not in OUTER:
            node = document.ancestor(element, *VERSE, *IN_VERSE, "teiHeader")
        if node is not None and name(node) in (*OUTER, *VERSE):
            yield context.finding(
                element,
                f"a <{name(element)}> stands within a <{name(node)}>",
                hint="close the outer one first, or wrap the inner one in "
                + (" or ".join(IN_VERSE) if name(node) in VERSE else "note, quote or the like"),
            )
