"""@generatedBy says who made a part of a post, and stands outside every post.

Guidelines: 9 Computer-mediated Communication (#CMC); Schematron of att.cmc since TEI 4.8

PASS
    <post><p>Hello<time generatedBy="system">18:25</time></p></post>
FAIL
    <p>Hello<time generatedBy="system">18:25</time></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR034"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for element, _ in document.having("generatedBy"):
        own = name(element)
        if own and own != "post" and document.ancestor(element, "post", "egXML") is None:
            yield context.finding(
                element,
                f"a <{own}> has @generatedBy and stands in no <post>",
                attribute="generatedBy",
                hint="take it off, or wrap what was sent in <post>",
            )
