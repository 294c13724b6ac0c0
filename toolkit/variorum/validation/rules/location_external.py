"""Parallel segmentation is declared to be external.

Its entries stand in the text itself, so its location is internal.

Guidelines: 13.2 (#TCAPLK); Schematron of variantEncoding

PASS
    <encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>
    </encodingDesc>
FAIL
    <encodingDesc><variantEncoding method="parallel-segmentation" location="external"/>
    </encodingDesc>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context

CODE = "STR002"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    for element in context.document.named("variantEncoding"):
        if (element.get("method"), element.get("location")) == (
            "parallel-segmentation",
            "external",
        ):
            yield context.finding(
                element,
                'location="external" contradicts method="parallel-segmentation"',
                attribute="location",
                hint='write location="internal"',
            )
