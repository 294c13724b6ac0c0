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
from ..values.normalforms import first_loose

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
            hint=f"variorum validate --fix composes it: {run.text[start:end]}",
        )


def _loose(text: str) -> bool:
    return not unicodedata.is_normalized("NFC", text)
