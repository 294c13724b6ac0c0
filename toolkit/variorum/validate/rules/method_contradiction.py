"""An entry is tied to the text by another method than `variantEncoding` declares.

In parallel segmentation an app stands in the text and needs no place; by double end-point it has
@from (and @to), location-referenced it has @loc, or stands in the element of its line.

Guidelines: 13.2 Linking the Apparatus to the Text (#TCAPLK)

PASS
    <encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>
    </encodingDesc>
    <p><app><lem>a</lem><rdg>b</rdg></app></p>
FAIL
    <encodingDesc><variantEncoding method="parallel-segmentation" location="internal"/>
    </encodingDesc>
    <p><anchor xml:id="x"/><app from="#x"><lem>a</lem><rdg>b</rdg></app></p>
FAIL
    <encodingDesc><variantEncoding method="double-end-point" location="internal"/></encodingDesc>
    <p><app><lem>a</lem><rdg>b</rdg></app></p>
FAIL
    <encodingDesc><variantEncoding method="location-referenced" location="external"/></encodingDesc>
    <l n="1">a c</l><listApp><app loc="1"><lem>a</lem><rdg>b</rdg></app>
    <app><lem>c</lem><rdg>d</rdg></app></listApp>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..apps import DOUBLE, LOCATION, PARALLEL, declared_method, tie
from ..context import Context
from ..document import Element

CODE = "APP020"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    declared = declared_method(context.document)
    apps = [app.element for app in context.apps if app.outer is None]
    if declared is None or not apps or declared[1] not in (PARALLEL, DOUBLE, LOCATION):
        return
    encoding, method, _ = declared
    for other in context.document.named("variantEncoding"):
        if other.get("method") not in (None, method):
            yield context.finding(
                other,
                f"{other.get('method')} is declared, and {method} before",
                attribute="method",
                hint="declare the one method that the file uses",
            )
            return
    ties = [tie(app) for app in apps]
    if method != PARALLEL and not any(ties):
        yield context.finding(
            encoding,
            f"{method} is declared, but no app has @from, @to or @loc",
            attribute="method",
            hint=f"declare {PARALLEL}, or give each app its place",
        )
        return
    for app, shows in zip(apps, ties):
        if shows not in ("", method):
            yield context.finding(
                app,
                f"this app is tied by {shows}, but {method} is declared",
                attribute="loc" if shows == LOCATION else ("from" if app.get("from") else "to"),
                hint="change the declaration or the entry",
            )
        elif not shows and _nowhere(context, app, method):
            wanted = "@from" if method == DOUBLE else "@loc"
            yield context.finding(
                app,
                f"this app has no {wanted}, as {method} wants it",
                hint="say to which words it belongs",
            )


def _nowhere(context: Context, app: Element, method: str) -> bool:
    """Does an entry without a place of its own belong to no place at all?"""
    listed = context.document.ancestor(app, "listApp") is not None
    return method == DOUBLE or (method == LOCATION and listed)
