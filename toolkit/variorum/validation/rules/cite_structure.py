"""A level of citation does not say what parts it from the level above, or where it is found.

The outermost citeStructure finds its elements from the root of the document: its @match begins
with "/". Those within go on from there, and have a @delim.

Guidelines: 17.2.5 Canonical References (#SACR); Schematron of citeStructure

PASS
    <refsDecl><citeStructure match="//body/div" use="@n" unit="book">
    <citeStructure match="l" use="@n" delim="." unit="line"/></citeStructure></refsDecl>
FAIL
    <refsDecl><citeStructure match="body/div" use="@n"/></refsDecl>
FAIL
    <refsDecl><citeStructure match="//body/div" use="@n">
    <citeStructure match="l" use="@n"/></citeStructure></refsDecl>
FAIL
    <refsDecl><citeStructure match="//body/div" use="@n">
    <citeStructure match="//l" use="@n" delim="."/></citeStructure></refsDecl>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR028"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for level in context.document.named("citeStructure"):
        above = level.getparent()
        inner = above is not None and name(above) == "citeStructure"
        match = level.get("match")
        if inner and level.get("delim") is None:
            yield context.finding(
                level,
                "a nested <citeStructure> has no @delim",
                hint='give the delimiter between its number and that of the level above: delim="."',
            )
        if match is not None and match.lstrip().startswith("/") == inner:
            yield context.finding(
                level,
                f"@match {match!r} of {'an inner' if inner else 'the outermost'} <citeStructure> "
                f"{'begins' if inner else 'does not begin'} with '/'",
                attribute="match",
                hint="go on from the level above" if inner else "begin at the root: //body/div",
            )
