"""@targetLang says the language of a target that is not there.

Guidelines: 3.7 (#COXR); Schematron of att.pointing

PASS
    <p><ref target="https://example.org/ru" targetLang="ru">x</ref></p>
PASS
    <schemaSpec ident="s" start="TEI" targetLang="ru"/>
FAIL
    <p><ref targetLang="ru">x</ref></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "STR016"
SEVERITY = Severity.ERROR

POINTING = ("target", "cRef")  # a canonical reference names a text as well


def check(context: Context) -> Iterator[Finding]:
    for element, _ in context.document.having("targetLang"):
        if name(element) == "schemaSpec":
            continue  # there it is the language of the names that the schema gives
        if not any(element.get(attribute) for attribute in POINTING):
            yield context.finding(
                element,
                f"<{name(element)}> has @targetLang but no @target",
                attribute="targetLang",
                hint="give the @target, or say the language of the text by xml:lang",
            )
