"""A text is not in Unicode's composed form (NFC).

The same letter written in two ways is two letters to every search and every collation.
`variorum validate --fix` composes it and changes nothing else.

Guidelines: vi.2.1 (#CHNF)

PASS
    <p>café</p>
FAIL
    <p>café</p>
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context
from ..values.normalforms import first_loose, stays

CODE = "TXT004"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    for run in context.document.runs_where(_loose):
        start, end = first_loose(run.text)
        yield context.in_text(
            run,
            start,
            end,
            "the text is not in Unicode's composed form (NFC)",
            hint=_hint(run.text[start:end]),
        )


def _hint(text: str) -> str:
    """What is written and what would be, by their codes: the two may well look the same."""
    composed = unicodedata.normalize("NFC", text)
    said = f"{_codes(text)} would be {_codes(composed)}"
    if stays(text):
        return f"{said}; compatibility ideographs are not fixed: check which one is meant"
    return f"{said}; variorum validate --fix writes it"


def _codes(text: str) -> str:
    return " ".join(f"U+{ord(sign):04X}" for sign in text)


def _loose(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", text)
