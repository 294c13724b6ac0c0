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
from ..document.document import Element
from ..indexes.apps import DOUBLE, LOCATION, PARALLEL, declared_method, tie
from ..indexes.context import Context

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
    if wrong := _elsewhere(context, apps, encoding):
        yield context.finding(
            encoding,
            f"the apparatus is declared to be {wrong[0]}, and stands {wrong[1]}",
            attribute="location",
            hint="change @location",
        )
    ties = [tie(app) for app in apps]
    if method != PARALLEL and not any(ties):
        yield context.finding(
            encoding,
            f"{method} is declared, but no app has @from, @to or @loc",
            attribute="method",
            hint=f"declare {PARALLEL}, or give each app its place",
        )
        return
    begun = any(app.get("from") for app in apps)  # else the program that wrote it has only @to
    for app, shows in zip(apps, ties):
        if shows not in ("", method):
            yield context.finding(
                app,
                f"this app is tied by {shows}, but {method} is declared",
                attribute="loc" if shows == LOCATION else ("from" if app.get("from") else "to"),
                hint="change the declaration or the entry",
            )
        elif _nowhere(context, app, method) and (begun or method != DOUBLE):
            wanted = "@from" if method == DOUBLE else "@loc"
            yield context.finding(
                app,
                f"this app has no {wanted}, as {method} wants it",
                hint="say to which words it belongs",
            )


def _elsewhere(context: Context, apps: list[Element], encoding: Element) -> tuple[str, str] | None:
    """Where all entries are declared to stand and where they do, if that is not the same."""
    listed = {context.document.ancestor(app, "listApp", "standOff") is not None for app in apps}
    if listed == {True} and encoding.get("location") == "internal":
        return "internal", "in a list apart from the text"
    parallel = encoding.get("method") == PARALLEL  # external parallel segmentation is STR002's
    if listed == {False} and encoding.get("location") == "external" and not parallel:
        inline = all(context.document.ancestor(app, "p", "l", "ab", "head") for app in apps)
        return ("external", "in the text") if inline else None
    return None


def _nowhere(context: Context, app: Element, method: str) -> bool:
    """Does an entry not say where it belongs, though it does not stand there?"""
    if method == DOUBLE:
        return not app.get("from")
    listed = context.document.ancestor(app, "listApp") is not None
    return method == LOCATION and listed and not app.get("loc")
