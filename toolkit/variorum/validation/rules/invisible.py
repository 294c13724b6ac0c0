"""An invisible character stands in the text.

Zero-width spaces, soft hyphens, byte-order marks and marks of direction are not seen and break
words for every program. Joiners are left alone where a script needs them (Arabic, Indic, ...),
marks of direction beside Hebrew or Arabic.

Guidelines: vi.2 (#CH)

PASS
    <p>catalyst</p>
FAIL
    <p>cata​lyst</p>
FAIL
    <p>cata­lyst</p>
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ...model import Finding, Severity
from ..indexes.context import Context
from ..values.scripts import script

CODE = "TXT006"
SEVERITY = Severity.WARNING


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_PLAIN = frozenset({"Latn", "Cyrl", "Grek"})


def check(context: Context) -> Iterator[Finding]:
    for run in context.document.runs_with(_INVISIBLE):
        for match in _INVISIBLE.finditer(run.text):
            if not _needed(run.text, match):
                sign = unicodedata.name(match[0])
                yield context.in_text(
                    run,
                    match.start(),
                    match.end(),
                    f"the text contains an invisible character: U+{ord(match[0]):04X} {sign}",
                    hint="remove it, or encode what it means (lb, pc, space)",
                )


def _needed(text: str, match: re.Match[str]) -> bool:
    """Does a script of the text beside it use this character?"""
    if match[0] in "\u00ad\u200b\u2060\ufeff":
        return False
    beside = text[max(match.start() - 40, 0) : match.end() + 40]
    return any(script(c) not in _PLAIN and script(c) for c in beside)
