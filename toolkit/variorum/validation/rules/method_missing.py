"""The file has an apparatus and does not declare its method.

Programs must guess whether an entry stands in its place or points to it. The method that the
entries show is used.

Guidelines: 13.2 (#TCAPLK), variantEncoding

PASS
    <encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>
    </encodingDesc>
    <p><app><lem>a</lem><rdg>b</rdg></app></p>
FAIL
    <p><app><lem>a</lem><rdg>b</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.apps import declared_method, inferred_method
from ..indexes.context import Context

CODE = "APP021"
SEVERITY = Severity.INFO


def check(context: Context) -> Iterator[Finding]:
    apps = context.document.named("app")
    if apps and declared_method(context.document) is None:
        method = inferred_method(context.document)
        yield context.finding(
            apps[0],
            f"no variantEncoding declares the method of the apparatus; taken to be {method}",
            hint=f'write <variantEncoding method="{method}" location="…"/> in the encodingDesc',
        )
