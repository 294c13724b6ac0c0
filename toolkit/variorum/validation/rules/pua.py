"""A private-use character stands in the text.

It means what one font makes of it. Declare it in a `charDecl` and write `g`.

Guidelines: 5.1 (#WD)

PASS
    <p><g ref="#sign"></g></p>
FAIL
    <p>a  sign</p>
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Finding, Severity
from ..document.document import name
from ..indexes.context import Context

CODE = "TXT007"
SEVERITY = Severity.WARNING


_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


def check(context: Context) -> Iterator[Finding]:
    for run in context.document.runs_with(_PRIVATE):
        if name(run.parent) in ("g", "mapping"):
            continue
        for match in _PRIVATE.finditer(run.text):
            yield context.in_text(
                run,
                match.start(),
                match.end(),
                f"the text contains a private-use character: U+{ord(match[0]):04X}",
                hint="declare it in charDecl and write <g>",
            )
