"""A correction is the same as what it corrects.

Guidelines: 3.5.1 (#COEDCOR)

PASS
    <p><choice><sic>Ceaucescu</sic><corr>Ceaușescu</corr></choice></p>
FAIL
    <p><choice><sic>Ceaușescu</sic><corr>Ceaușescu</corr></choice></p>
FAIL
    <p><choice><orig>Sage</orig><reg>Sage</reg></choice></p>
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import Element, name
from ..indexes.context import Context

CODE = "ENC003"
SEVERITY = Severity.WARNING


PAIRS = (("sic", "corr"), ("orig", "reg"))


def check(context: Context) -> Iterator[Finding]:
    for choice in context.document.named("choice"):
        held = {name(element) for element in choice}
        for before, after in PAIRS:
            if before not in held or after not in held:
                continue
            texts = {_content(context, c) for c in choice if name(c) == before}
            for element in choice:
                if name(element) == after and _content(context, element) in texts - {""}:
                    yield context.finding(
                        element,
                        f"<{after}> is the same as <{before}>",
                        hint="fix the correction, or remove the <choice>",
                    )


def _content(context: Context, element: Element) -> str:
    """The text, or what markup there is instead."""
    text = context.document.text(element, frozenset())
    if not len(element):
        return text
    marks = "".join(f"<{name(e)} {sorted(e.attrib.items())}>" for e in element.iterdescendants())
    return f"{text}{marks}"
