"""A paragraph stands in a paragraph, or a paragraph in a line of verse.

Between the two must stand something that holds paragraphs: note, quote, floatingText, item ...

Guidelines: 3.1 (#COPA), Schematron of p, ab and l

PASS
    <p>text <note><p>note</p></note></p>
FAIL
    <p>text <seg><p>inner</p></seg></p>
FAIL
    <lg><l>text <seg><p>inner</p></seg></l></lg>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..context import Context
from ..document import name

CODE = "STR009"
SEVERITY = Severity.ERROR


BETWEEN = frozenset(
    "floatingText exemplum figure figDesc note item cell quote egXML list table bibl said add "
    "msDesc listBibl entry sp stage metamark transcriptionDesc listApp listPerson listPlace "
    "listWit witness availability annotation event state person place org".split()
)


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("p", "ab"):
        node = element.getparent()
        while node is not None and name(node) not in BETWEEN | {"p", "ab", "l"}:
            node = node.getparent()
        if node is not None and name(node) in ("p", "ab", "l"):
            yield context.finding(
                element,
                f"a <{name(element)}> stands within a <{name(node)}>",
                hint="close the outer one first, or wrap the inner one in note, quote or the like",
            )
