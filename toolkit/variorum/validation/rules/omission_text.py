"""A reading that is called an omission, or a lacuna, has words that the lemma has not.

What leaves out some words of the lemma may have the others; where the witness has other words
instead, it has a variant.

Guidelines: 13.1.2 (#TCAPLL)

PASS
    <p><app><lem wit="#A">sage</lem><rdg wit="#B" type="omission"/></app></p>
PASS
    <p><app><lem>sage</lem><rdg wit="#B" type="omission"><note>erased</note></rdg></app></p>
PASS
    <p><app><lem wit="#A">the old sage</lem><rdg wit="#B" type="omission">the sage</rdg></app></p>
FAIL
    <p><app><lem wit="#A">sage</lem><rdg wit="#B" type="omission">scholar</rdg></app></p>
FAIL
    <p><app><lem wit="#A">sage</lem><rdg wit="#B" type="lacuna">scholar</rdg></app></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import NOT_TEXT, Element
from ..indexes.base import plain
from ..indexes.context import Context

CODE = "APP022"
SEVERITY = Severity.WARNING

NOTHING = frozenset("omission om om. omit omitted omits lacuna lac lac.".split())
SAID = frozenset(
    {"om", "om.", "omisit", "omittit", "omitted", "lac", "lac.", "deest", "–", "-", "—"}
)


def check(context: Context) -> Iterator[Finding]:
    for app in context.apps:
        if app.lemma is None:
            continue
        for reading in app.variants:
            called = NOTHING & set(reading.element.get("type", "").split())
            words = _words(context, reading.element) if called else []
            if words and not _left_of(words, _words(context, app.lemma.element)):
                yield context.finding(
                    reading.element,
                    f"this rdg is called {min(called)!r} and has words that the lemma has not",
                    attribute="type",
                    hint="correct the type, or remove the words",
                )


def _words(context: Context, reading: Element) -> list[str]:
    words = plain(context.document.text(reading, NOT_TEXT)).split()
    return [] if set(words) <= SAID else words


def _left_of(words: list[str], lemma: list[str]) -> bool:
    """Are these words some of the lemma's, in its order?"""
    rest = iter(lemma)
    return len(words) < len(lemma) and all(word in rest for word in words)
