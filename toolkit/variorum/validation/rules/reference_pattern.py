"""A pattern of references or private URIs is invalid, or asks for a group that it does not have.

@replacementPattern takes with $1, $2 ... what the groups in round brackets of @matchPattern found.

Guidelines: 2.3.6 The Reference System Declaration (#HD54); att.patternReplacement

PASS
    <listPrefixDef><prefixDef ident="w" matchPattern="([A-Z]+)" replacementPattern="#$1"/>
    </listPrefixDef>
PASS
    <refsDecl><cRefPattern matchPattern="(\\p{L}+) (\\d+)" replacementPattern="#$1.$2"/></refsDecl>
FAIL
    <listPrefixDef><prefixDef ident="w" matchPattern="([A-Z+" replacementPattern="#$1"/>
    </listPrefixDef>
FAIL
    <refsDecl><cRefPattern matchPattern="(\\w+) \\d+" replacementPattern="#$1.$2"/></refsDecl>
FAIL
    <listPrefixDef><prefixDef ident="w" matchPattern="(.*.*)+" replacementPattern="#$1"/>
    </listPrefixDef>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.context import Context
from ..values.patterns import UnsafePattern, compiled, missing_groups

CODE = "REF009"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element, pattern in context.document.having("matchPattern"):
        if not name(element):
            continue
        try:
            groups = compiled(pattern).groups
        except re.error as error:
            yield context.finding(
                element,
                f"@matchPattern {pattern!r} is not a regular expression: {error}",
                attribute="matchPattern",
                hint="a bracket meant as a character is written with a backslash",
            )
        except UnsafePattern:
            yield context.finding(
                element,
                f"@matchPattern {pattern!r} repeats what repeats or chooses: it is not run, since "
                "it could run for ever",
                attribute="matchPattern",
                hint="repeat single characters and classes of them: [a-z0-9]+",
                severity=Severity.WARNING,
            )
        else:
            yield from _groups(context, element, groups)


def _groups(context: Context, element: Element, groups: int) -> Iterator[Finding]:
    lacking = missing_groups(element.get("replacementPattern") or "", groups)
    if lacking:
        held = {0: "no group", 1: "one group"}.get(groups, f"{groups} groups")
        yield context.finding(
            element,
            f"@replacementPattern asks for {', '.join(lacking)}, and @matchPattern has {held}",
            attribute="replacementPattern",
            hint="put what it should take between round brackets in @matchPattern",
        )
