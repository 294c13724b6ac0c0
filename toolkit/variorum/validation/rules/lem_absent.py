"""An app has no lem where the other entries of the edition have one.

Where somebody is not extant it may be the base, which has no lemma then.

Guidelines: 13.1.1 (#TCAPEN)

PASS
    <p><app><rdg wit="#A">a</rdg><rdg wit="#B">b</rdg></app></p>
PASS
    <p><app><lem wit="#A">a</lem><rdg wit="#B">b</rdg></app>
    <app><lem wit="#A">c</lem><rdg wit="#B">d</rdg></app>
    <app><rdg type="lac" wit="#A"/><rdg wit="#B">f</rdg></app></p>
FAIL
    <p><app><lem wit="#A">a</lem><rdg wit="#B">b</rdg></app>
    <app><lem wit="#A">c</lem><rdg wit="#B">d</rdg></app>
    <app><rdg wit="#A">e</rdg><rdg wit="#B">f</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element
from ..indexes.context import Context

CODE = "APP016"
SEVERITY = Severity.WARNING


USUAL = 0.6  # share of entries with a lem from which one without it is odd


def check(context: Context) -> Iterator[Finding]:
    apps = [app for app in context.apps if app.readings]
    without = [app for app in apps if app.lemma is None and not _lacunose(app.element)]
    if len(apps) - len(without) < max(2, USUAL * len(apps)):
        return
    for app in without:
        yield context.finding(
            app.element,
            "this app has no lem, though other entries have",
            hint="say which is the lem",
        )


def _lacunose(app: Element) -> bool:
    """Does the entry say that a witness is not extant?"""
    return any(child.get("type") in ("lac", "lacuna") for child in app)
